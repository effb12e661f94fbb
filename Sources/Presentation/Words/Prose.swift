public import LedgerDomain
import LedgerFormat

/// Lines of text in both languages, said once in each.
public struct Prose: Equatable, Sendable {
  /// A line, without line breaks.
  public struct Entry: Equatable, Sendable {
    /// What a line is to the others.
    public enum Kind: Equatable, Sendable {
      /// What all of it is about.
      case title
      /// What the lines behind it are about.
      case heading
      /// A line like any other.
      case text
    }

    /// What it says.
    public let words: Words
    /// What it is to the others.
    public let kind: Kind
    /// What it says in JSON, where the data of events stand as in the log.
    let recorded: Words
  }

  /// The lines.
  public private(set) var entries: [Entry] = []

  /// Nothing said yet.
  public init() {}

  /// What the lines say.
  public var lines: [Words] { entries.map(\.words) }

  /// The lines in a language, for people.
  public func read(_ language: Language) -> [Line] {
    entries.map { entry in
      switch entry.kind {
      case .title, .heading: Line(language(entry.words), .heading)
      case .text: Line(language(entry.words))
      }
    }
  }

  private mutating func add(_ words: Words, _ kind: Entry.Kind = .text, recorded: Words? = nil) {
    entries.append(Entry(words: words, kind: kind, recorded: recorded ?? words))
  }

  mutating func title(zh: String, en: String) { add(Words(zh: zh, en: en), .title) }

  mutating func say(zh: String, en: String) { add(Words(zh: zh, en: en)) }

  mutating func say(_ words: Words) { add(words) }

  /// Says words of an event, which JSON has with the event's data as they stand in the log.
  mutating func say(_ words: Words, recorded: Words) { add(words, recorded: recorded) }

  /// A blank line and a heading.
  mutating func heading(zh: String, en: String) {
    if !entries.isEmpty { say(zh: "", en: "") }
    add(Words(zh: zh, en: en), .heading)
  }

  mutating func say(contentsOf other: Prose) { entries += other.entries }

  /// The lines of each language, as JSON carries them beside the neutral fields.
  var json: JSON {
    .object([
      .init("zh", .array(entries.map { .string($0.recorded.zh) })),
      .init("en", .array(entries.map { .string($0.recorded.en) })),
    ])
  }
}

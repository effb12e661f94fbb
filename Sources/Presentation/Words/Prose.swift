public import LedgerDomain
import LedgerFormat

/// Lines of text in both languages, said once in each.
public struct Prose: Equatable, Sendable {
  /// The lines, without line breaks.
  public private(set) var lines: [Words] = []

  /// Nothing said yet.
  public init() {}

  mutating func say(zh: String, en: String) {
    lines.append(Words(zh: zh, en: en))
  }

  mutating func say(_ words: Words) {
    lines.append(words)
  }

  /// A blank line and a heading.
  mutating func heading(zh: String, en: String) {
    if !lines.isEmpty { say(zh: "", en: "") }
    say(zh: zh, en: en)
  }

  mutating func say(contentsOf other: Prose) {
    lines += other.lines
  }

  /// The lines of each language, as JSON carries them beside the neutral fields.
  var json: JSON {
    .object([
      .init("zh", .array(lines.map { .string($0.zh) })), .init("en", .array(lines.map { .string($0.en) })),
    ])
  }
}

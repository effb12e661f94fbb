import EventStore
public import LedgerDomain

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

extension JSON {
  init(_ words: Words) {
    self = .object([Field("zh", .string(words.zh)), Field("en", .string(words.en))])
  }

  init(_ text: String?) { self = text.map(JSON.string) ?? .null }

  init(_ number: Int?) { self = number.map(JSON.integer) ?? .null }

  /// The fields of an object; none of anything else.
  var fields: [Field] {
    guard case .object(let fields) = self else { return [] }
    return fields
  }
}

extension Event {
  /// What kind of event it is, as people call it.
  public var words: Words {
    switch body {
    case .fact(let fact, _): fact.kind.payload.about.words
    case .consequence(let consequence): consequence.kind.words
    case .publication: Words(zh: "规则版本发布", en: "rulebook published")
    }
  }
}

extension Actor {
  /// `id@role`.
  var short: String { id + "@" + role.rawValue }

  var json: JSON {
    .object([.init("id", .string(id)), .init("role", .string(role.rawValue))])
  }
}

extension Zone {
  /// A moment as people read it: local date and time, seconds only where there are any.
  func readable(_ instant: Instant) -> String {
    let text = self.text(instant)
    let date = text.prefix(10)
    let second = secondOfDay(instant)
    let exact = instant.nanoseconds == 0 && second % 60 == 0
    let time = exact ? text.dropFirst(11).prefix(5) : text.dropFirst(11).dropLast(6)
    return date + " " + time
  }

  /// The time of day of a moment, as people read it.
  func timeOfDay(_ instant: Instant) -> String { String(readable(instant).dropFirst(11)) }
}

extension LocalDate {
  /// The day of the week.
  var weekdayWords: Words {
    let zh = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]
    let en = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    return Words(zh: zh[weekday - 1], en: en[weekday - 1])
  }
}

extension ChainedEvent {
  /// One line: where it stands, when it happened, what it says, who said it, when it was learnt.
  func words(in zone: Zone) -> Words {
    let when = zone.readable(event.at)
    let learnt = zone.readable(event.recordedAt)
    let by = event.by?.short
    return Words(
      zh: "  #\(event.position)  \(when)  \(event.words.zh) \(event.dataText)  获知于 \(learnt)"
        + (by.map { "，由 \($0)" } ?? "，由到期检查"),
      en: "  #\(event.position)  \(when)  \(event.words.en) \(event.dataText)  learnt \(learnt)"
        + (by.map { ", by \($0)" } ?? ", by a sweep"))
  }

  /// The event as an explanation cites it.
  func json(in zone: Zone) -> JSON {
    .object([
      .init("position", .integer(event.position)), .init("version", .integer(event.version)),
      .init("type", .string(event.type)), .init("name", JSON(event.words)), .init("at", .string(zone.text(event.at))),
      .init("recordedAt", .string(zone.text(event.recordedAt))), .init("by", event.by?.json ?? .null),
      .init("data", (try? JSON(parsing: event.dataText)) ?? .null), .init("cause", JSON(event.cause)),
      .init("hash", .string(hash.hex)),
    ])
  }

  /// Position, version, type and hash: what is needed to find it in an exported log.
  var proof: JSON {
    .object([
      .init("position", .integer(event.position)), .init("version", .integer(event.version)),
      .init("type", .string(event.type)), .init("hash", .string(hash.hex)),
    ])
  }
}

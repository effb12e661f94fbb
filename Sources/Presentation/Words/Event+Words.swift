import EventStore
import Ledger
public import LedgerDomain
import LedgerFormat

extension Event {
  /// What kind of event it is, as people call it.
  public var words: Words {
    switch body {
    case .fact(let fact, _): fact.kind.payload.about.words
    case .consequence(let consequence): consequence.kind.words
    case .publication: Publication.words
    }
  }
}

extension Publication {
  /// What it is, as people call it.
  public static let words = Words(zh: "规则版本发布", en: "rulebook published")
}

extension Person {
  /// `id@role`.
  package var short: String { id + "@" + role.rawValue }

  /// Who it is and in which role, as people read it.
  public var words: Words { Words(zh: "\(id)（\(role.words.zh)）", en: "\(id) (\(role.words.en))") }

  var json: JSON {
    .object([.init("id", .string(id)), .init("role", .string(role.rawValue))])
  }
}

extension Prose {
  /// Says an event in one line: where it stands, when it happened, what it says, who said it, when it was learnt.
  mutating func say(_ chained: ChainedEvent, in zone: Zone) {
    say(chained.event.told(in: zone), recorded: chained.recordedWords(in: zone))
  }

  /// The same of an event whose hash is not at hand.
  mutating func say(_ event: Event, in zone: Zone, by names: ProgrammeNames = .byName) {
    say(event.told(in: zone, by: names))
  }
}

extension Event {
  fileprivate func told(in zone: Zone, by names: ProgrammeNames = .byName) -> Words {
    let sentence = sentence(in: zone, by: names)
    let learnt = zone.readable(recordedAt)
    let by = by?.words
    return Words(
      zh: "  #\(position)  \(zone.readable(at))  \(sentence.zh)（"
        + (by.map { "由 \($0.zh)" } ?? unprompted.zh) + "，获知于 \(learnt)）",
      en: "  #\(position)  \(zone.readable(at))  \(sentence.en) ("
        + (by.map { "by \($0.en)" } ?? unprompted.en) + ", learnt \(learnt))")
  }

  /// By what it came about where nobody submitted anything.
  fileprivate var unprompted: Words {
    switch body {
    case .consequence(.dueMoved), .consequence(.answerDueMoved):
      Words(zh: "由新一年的放假安排", en: "by a further year of the calendar")
    case .fact, .consequence, .publication: Words(zh: "由到期检查", en: "by a sweep")
    }
  }
}

extension ChainedEvent {
  /// The same with the event's data as they stand in the log.
  fileprivate func recordedWords(in zone: Zone) -> Words {
    let when = zone.readable(event.at)
    let learnt = zone.readable(event.recordedAt)
    let by = event.by?.short
    return Words(
      zh: "  #\(event.position)  \(when)  \(event.words.zh) \(event.dataText)  获知于 \(learnt)"
        + (by.map { "，由 \($0)" } ?? "，" + event.unprompted.zh),
      en: "  #\(event.position)  \(when)  \(event.words.en) \(event.dataText)  learnt \(learnt)"
        + (by.map { ", by \($0)" } ?? ", " + event.unprompted.en))
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

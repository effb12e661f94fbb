public import Ledger
import LedgerDomain
public import LedgerFormat
import Programmes

extension SubjectExplanation {
  /// The explanation as JSON: of a breach what raised and charged it, each leaf looked at with the value found, its window and
  /// its last day, and each effect with what it did; of a counter its entries and what is left of each from day to day; of a
  /// measure its instances.
  public var json: JSON {
    switch found {
    case .breach(let found): json(of: found)
    case .counter(let counter, let found):
      .object([
        .init("provider", .string(provider.text)), .init("counter", .string(counter.name)),
        .init("entries", .array(found?.entries.map(\.json) ?? [])),
        .init("values", .array(found?.values.map { $0.json("value") } ?? [])),
      ])
    case .measure(let measure, let found):
      .object([
        .init("provider", .string(provider.text)), .init("measure", .string(measure.name)),
        .init("instances", .array(found.map(json))),
      ])
    }
  }

  private func json(of found: SubjectBreachExplanation) -> JSON {
    .object([
      .init("provider", .string(provider.text)), .init("breach", .string(found.breach.id.text)),
      .init("clause", .string(found.breach.clause)), .init("on", .string(found.breach.on.description)),
      .init("state", .string(found.breach.status.rawValue)), .init("raised", .integer(found.raised.position)),
      .init("charged", JSON(found.charging?.position)),
      .init("choices", .array(found.choices.map(\.json))),
      .init("effects", .array(found.drawn.map(line))),
      .init("appeals", .array(found.appeals.map(line))), .init("appealUntil", JSON(found.appealUntil?.description)),
    ])
  }

  private func json(of found: SubjectMeasureExplanation) -> JSON {
    .object([
      .init("instance", .integer(found.measure.instance)), .init("from", .string(found.measure.from.description)),
      .init("until", JSON(found.lastDay?.description)), .init("by", .string(found.measure.ground.rule.description)),
      .init("imposed", found.imposed.map(line) ?? .null), .init("leaves", .array(found.leaves.map(\.json))),
    ])
  }

  /// An event as it stands in the log.
  private func line(of event: SubjectEvent) -> JSON {
    (try? JSON(parsing: String(decoding: self.event(event).line(in: zone), as: UTF8.self))) ?? .null
  }
}

extension ChoiceMade {
  fileprivate var json: JSON {
    .object([
      .init("by", .string(rule.description)), .init("row", .integer(row)), .init("leaves", .array(leaves.map(\.json))),
    ])
  }
}

extension LeafExplained {
  fileprivate var json: JSON {
    .object([
      .init("leaf", .string(found.leaf)), .init("found", found.found?.json ?? .null),
      .init("held", .boolean(found.held)), .init("window", JSON(window?.text)),
      .init("until", JSON(lastDay?.description)),
    ])
  }
}

extension SubjectCounterExplanation.Step {
  fileprivate func json(_ name: String) -> JSON {
    .object([.init("on", .string(on.description)), .init(name, .integer(left))])
  }
}

extension SubjectCounterExplanation.Line {
  fileprivate var json: JSON {
    .object([
      .init("entry", .integer(entry.number)), .init("key", JSON(entry.key)), .init("breach", JSON(entry.breach?.text)),
      .init("charged", .integer(entry.charged)), .init("from", .string(entry.from.description)),
      .init("until", JSON(entry.until?.description)), .init("by", .string(entry.ground.rule.description)),
      .init("left", .array(steps.map { $0.json("left") })),
    ])
  }
}

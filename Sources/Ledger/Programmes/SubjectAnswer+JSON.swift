import LedgerDomain
public import LedgerFormat
import Programmes

/// A subject's standing as JSON (programmes §11).
extension SubjectAnswer {
  /// The whole of it, its fields in order.
  public var json: JSON {
    .object([
      .init("provider", .string(standing.provider.text)), .init("name", .string(standing.name)),
      .init("programme", .string(standing.programme)), .init("rulebook", .string(standing.rulebook)),
      .init("asOf", .string(standing.asOf.description)), .init("knownAt", .string(zone.text(knownAt))),
      .init("closed", JSON(standing.closed?.description)),
      .init("attributes", .map(standing.attributes) { $0?.json ?? .null }),
      .init("counters", .map(standing.counters, \.json)),
      .init("measures", .map(standing.measures) { .string($0?.description ?? "open") }),
      .init("notices", .array(standing.notices.map { .string("\($0.measure) \($0.on)") })),
      .init("balance", .map(standing.balance) { .integer($0) }),
      .init("billed", .map(standing.billed) { .integer($0) }),
      .init("owed", .map(standing.owed) { .integer($0) }),
      .init("pending", .array(standing.pending.map { .string($0.text) })),
      .init("breaches", .array(standing.breaches.map(\.json))),
      .init("duties", .map(standing.duties) { .string($0.description) }),
    ])
  }
}

extension JSON {
  fileprivate static func map<Value>(
    _ values: [SubjectStanding.Named<Value>], _ json: (Value) -> JSON
  ) -> JSON {
    .object(values.map { Field($0.name, json($0.value)) })
  }
}

extension SubjectStanding.CounterValue {
  fileprivate var json: JSON {
    switch self {
    case .total(let value): .integer(value)
    case .byKey(let values): .object(values.map { .init($0.key, .integer($0.value)) })
    }
  }
}

extension SubjectStanding.BreachLine {
  fileprivate var json: JSON {
    .object([
      .init("breach", .string(breach.id.text)), .init("clause", .string(breach.clause)),
      .init("on", .string(breach.on.description)), .init("state", .string(breach.status.rawValue)),
      .init("grade", JSON(breach.judgement?.grade)), .init("assessed", JSON(breach.judgement?.points)),
      .init("fen", JSON(breach.judgement?.fen)),
      .init("charged", charged.map { .object($0.map { .init($0.name, .integer($0.value)) }) } ?? .null),
      .init("fields", JSON(breach.fields)),
    ])
  }
}

package import LedgerDomain
public import LedgerFormat
package import Programmes

/// A subject's standing as JSON (programmes §11).
extension SubjectAnswer {
  /// The whole of it, its fields in order.
  public var json: JSON { standing.json(in: zone, knownAt) }
}

extension SubjectStanding {
  /// The whole of it as JSON, its fields in order.
  ///
  /// - Parameters:
  ///   - zone: that of the programme.
  ///   - knownAt: the moment its knowledge is of.
  package func json(in zone: Zone, _ knownAt: Instant) -> JSON {
    .object([
      .init("provider", .string(provider.text)), .init("name", .string(name)),
      .init("programme", .string(programme)), .init("rulebook", .string(rulebook)),
      .init("asOf", .string(asOf.description)), .init("knownAt", .string(zone.text(knownAt))),
      .init("closed", JSON(closed?.description)),
      .init("attributes", .map(attributes) { $0?.json ?? .null }),
      .init("counters", .map(counters, \.json)),
      .init("measures", .map(measures) { .string($0?.description ?? "open") }),
      .init("notices", .array(notices.map { .string("\($0.measure) \($0.on)") })),
      .init("balance", .map(balance) { .integer($0) }),
      .init("billed", .map(billed) { .integer($0) }),
      .init("owed", .map(owed) { .integer($0) }),
      .init("pending", .array(pending.map { .string($0.text) })),
      .init("breaches", .array(breaches.map(\.json))),
      .init("duties", .map(duties) { .string($0.description) }),
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

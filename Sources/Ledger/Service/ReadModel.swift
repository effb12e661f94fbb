import EventStore
import LedgerDomain

/// One row of the read models: a key and its bytes.
///
/// `standing/<provider>` holds the standing but for its breaches, `breach/<provider>/<breach>` one breach each, so that
/// what an event writes does not grow with what came before.
struct ReadModel {
  let key: String
  let value: [UInt8]

  /// The rows of a provider: its standing, and the named breaches.
  static func models(of state: ProviderState, breaches: some Sequence<BreachID>) -> [ReadModel] {
    var models = [ReadModel(key: standingKey(state.provider), value: standing(state))]
    for id in breaches {
      guard let line = state.breachLine(id) else { continue }
      var writer = JSONWriter()
      line.write(to: &writer)
      models.append(ReadModel(key: breachPrefix(state.provider) + id, value: writer.bytes))
    }
    return models
  }

  static let standingPrefix = "standing/"
  static func standingKey(_ provider: Key) -> String { standingPrefix + provider }
  static func breachPrefix(_ provider: Key) -> String { "breach/" + provider + "/" }

  /// The standing in the read models, good for every question from the day of its last event on; nil when there is none.
  static func standing(
    of provider: Key, from reader: any EventStoreReader, year: Int?, asOf: LocalDate, knownAt: Instant, rulebook: String
  ) throws -> Standing? {
    guard let bytes = try reader.value(standingKey(provider)) else { return nil }
    let summary = try read(bytes) { fields throws(InputError) -> Standing.Summary? in
      _ = try fields.has("version")
      guard try fields.date("through") <= asOf else { return nil }
      return try Standing.Summary(from: &fields)
    }
    guard let summary else { return nil }
    var breaches: [Standing.BreachLine] = []
    try reader.scanValues(prefix: breachPrefix(provider)) { _, bytes in
      breaches.append(try read(bytes) { line throws(InputError) in try Standing.BreachLine(from: &line) })
      return true
    }
    breaches.sort { ($0.on, $0.breach) < ($1.on, $1.breach) }
    return Standing(
      provider: provider, rulebook: rulebook, asOf: asOf, knownAt: knownAt, year: year ?? asOf.year, summary: summary,
      breaches: breaches)
  }

  private static func read<T>(
    _ bytes: [UInt8], _ body: (inout FieldReader) throws(InputError) -> T
  ) throws -> T {
    try bytes.withUnsafeBufferPointer { buffer in
      var scanner = JSONScanner(buffer)
      var fields = try FieldReader(&scanner, isLenient: false, years: Limits.writtenYears)
      return try body(&fields)
    }
  }

  private static func standing(_ state: ProviderState) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("version", state.version)
      writer.field("through", state.through?.description ?? "")
      state.summary?.write(to: &writer)
    }
    return writer.bytes
  }
}

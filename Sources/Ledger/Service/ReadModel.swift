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

  private static func standing(_ state: ProviderState) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("version", state.version)
      state.summary?.write(to: &writer)
    }
    return writer.bytes
  }
}

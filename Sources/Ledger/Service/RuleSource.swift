public import LedgerDomain
import Synchronization

/// The rules, read when they are first needed: a question the read models answer needs none.
public final class RuleSource: Sendable {
  /// The ledger's zone.
  public let zone: Zone
  /// The name of the rulebook.
  public let name: String
  private let load: @Sendable () -> Rules
  private let loaded = Mutex<Rules?>(nil)

  /// Rules that are at hand.
  public convenience init(_ rules: Rules) {
    self.init(zone: rules.zone, name: rules.rulebook(on: LocalDate(daysSinceEpoch: 0))) { rules }
  }

  /// Rules that `load` brings when they are first needed; the zone and the name must be theirs.
  public init(zone: Zone, name: String, load: @escaping @Sendable () -> Rules) {
    self.zone = zone
    self.name = name
    self.load = load
  }

  /// The rules.
  public var rules: Rules {
    loaded.withLock { loaded in
      if let loaded { return loaded }
      let rules = load()
      loaded = rules
      return rules
    }
  }
}

public import LedgerDomain

/// How far a right goes: for whom something may be done, or what of it is seen. The values are the cells of the table of
/// rights (server §3).
public enum Reach: Hashable, Sendable {
  /// Not at all.
  case nothing
  /// For all.
  case all
  /// All; where nobody says otherwise, what waits for these roles.
  case allByDefaultOf([Role])
  /// This provider alone.
  case provider(Key<Provider>)
  /// This outlet of this provider alone.
  case outlet(Key<Outlet>, of: Key<Provider>)
  /// What this provider has to do itself, and its appeals.
  case dutiesAndAppeals(of: Key<Provider>)
  /// What this account submitted itself, and what came of it.
  case receipts(of: AccountID)

  /// As a text that is another for every other reach.
  public var text: String {
    switch self {
    case .nothing: "nothing"
    case .all: "all"
    case .allByDefaultOf(let roles): "all by default of " + roles.map(\.rawValue).joined(separator: " ")
    case .provider(let provider): "provider " + provider.text
    case .outlet(let outlet, let provider): "outlet " + outlet.text + " of " + provider.text
    case .dutiesAndAppeals(let provider): "duties and appeals of " + provider.text
    case .receipts(let account): "receipts of " + account.text
    }
  }

  /// Whether it goes anywhere.
  public var permits: Bool { self != .nothing }

  /// The one provider it is about; nil where it is about all, or none.
  public var provider: Key<Provider>? {
    switch self {
    case .provider(let provider), .outlet(_, let provider), .dutiesAndAppeals(let provider): provider
    case .nothing, .all, .allByDefaultOf, .receipts: nil
    }
  }

  /// Whether it goes as far as a provider, for all that is the provider's and not one outlet's alone.
  public func covers(_ provider: Key<Provider>) -> Bool {
    switch self {
    case .all, .allByDefaultOf: true
    case .provider(let own), .dutiesAndAppeals(let own): own == provider
    case .nothing, .outlet, .receipts: false
    }
  }
}

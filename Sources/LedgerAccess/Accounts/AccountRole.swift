public import LedgerDomain

/// A role of an account: twelve of the ledger's, and two of the server's (server 2.2). Its kinds are the columns of the
/// table of rights (server §3).
public enum AccountRole: Hashable, Sendable {
  /// A person of the platform.
  case staff(StaffRole)
  /// A system that feeds facts in.
  case integration
  /// A provider's login.
  case provider
  /// An outlet's login.
  case outlet
  /// Sees all, and submits nothing.
  case auditor
  /// Sees accounts and the access log, and nothing of the ledger.
  case accessAdmin

  /// The role in which the ledger knows it; nil for the server's own.
  public var ledgerRole: Role? {
    switch self {
    case .staff(let role): role.ledgerRole
    case .integration: .integration
    case .provider: .provider
    case .outlet: .outlet
    case .auditor, .accessAdmin: nil
    }
  }

  /// A role of the ledger; nil for system development, which is only informed.
  public init?(_ role: Role) { self.init(rawValue: role.rawValue) }
}

extension AccountRole: RawRepresentable, CaseIterable {
  /// All fourteen, staff first.
  public static let allCases: [AccountRole] =
    StaffRole.allCases.map(AccountRole.staff) + [.integration, .provider, .outlet, .auditor, .accessAdmin]

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// The role written like this, if there is one.
  public init?(rawValue: String) {
    guard let role = Self.byName[rawValue] else { return nil }
    self = role
  }

  /// As it is written.
  public var rawValue: String {
    switch self {
    case .staff(let role): role.rawValue
    case .integration: Role.integration.rawValue
    case .provider: Role.provider.rawValue
    case .outlet: Role.outlet.rawValue
    case .auditor: "auditor"
    case .accessAdmin: "access-admin"
    }
  }
}

public import LedgerDomain

/// A role of an account: twelve of the ledger's, those that programmes declare, a subject's, and two of the server's (server
/// 2.2, programmes §10). Its kinds are the columns of the table of rights (server §3).
public enum AccountRole: Hashable, Sendable {
  /// A person of the platform.
  case staff(StaffRole)
  /// A system that feeds facts in.
  case integration
  /// A provider's login.
  case provider
  /// An outlet's login.
  case outlet
  /// The login of a subject of a programme: it stands where a provider's stands.
  case subject
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
    case .subject: .subject
    case .auditor, .accessAdmin: nil
    }
  }

  /// A role of the ledger; nil for system development, which is only informed.
  public init?(_ role: Role) {
    if case .declared = role { self.init(named: role.rawValue) } else { self.init(rawValue: role.rawValue) }
  }

  /// The role under this name: one of those that every ledger has, else one that a programme declares; nil for what is no key.
  public init?(named name: String) {
    if let role = Self.byName[name] {
      self = role
    } else if AccountID(reading: name) != nil, Role(rawValue: name) == nil {
      self = .staff(.declared(name))
    } else {
      return nil
    }
  }
}

extension AccountRole: RawRepresentable, CaseIterable {
  /// Those that every ledger has, staff first.
  public static let allCases: [AccountRole] =
    StaffRole.allCases.map(AccountRole.staff) + [.integration, .provider, .outlet, .subject, .auditor, .accessAdmin]

  private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

  /// The role written like this among those that every ledger has, if there is one.
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
    case .subject: Role.subject.rawValue
    case .auditor: "auditor"
    case .accessAdmin: "access-admin"
    }
  }
}

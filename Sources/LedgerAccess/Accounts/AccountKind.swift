public import LedgerDomain

/// What an account is, by its roles: those that may be together, and whose login it is (server 2.1, 2.2). What the rule
/// forbids cannot be said.
public enum AccountKind: Hashable, Sendable {
  /// A person of the platform, with these roles.
  case staff(StaffRoles)
  /// A feed.
  case integration
  /// The login of a provider.
  case provider(Key<Provider>)
  /// The login of an outlet of a provider.
  case outlet(Key<Outlet>, of: Key<Provider>)
  /// The login of a subject of a programme.
  case subject(Key<Provider>)
  /// An auditor.
  case auditor
  /// Whoever sees accounts and the access log.
  case accessAdmin

  /// Holds roles, and whose login it is, to the rule.
  ///
  /// - Parameters:
  ///   - roles: one or more, in any order.
  ///   - provider: exactly with the roles `provider`, `outlet` and `subject`.
  ///   - outlet: exactly with the role `outlet`.
  /// - Throws: which part of the rule is broken.
  public init(
    _ roles: some Collection<AccountRole>, provider: Key<Provider>? = nil, outlet: Key<Outlet>? = nil
  ) throws(AccountFault) {
    let roles = Set(roles)
    if roles.count > 1, let alone = AccountRole.allCases.first(where: { $0.standsAlone && roles.contains($0) }) {
      throw .standsAlone(alone)
    }
    guard let role = roles.first else { throw .noRole }
    if provider != nil, ![.provider, .outlet, .subject].contains(role) { throw .strayProvider(role) }
    if outlet != nil, role != .outlet { throw .strayOutlet(role) }
    switch role {
    case .staff: self = .staff(try StaffRoles(roles.compactMap(\.staff)))
    case .integration: self = .integration
    case .auditor: self = .auditor
    case .accessAdmin: self = .accessAdmin
    case .provider:
      guard let provider else { throw .lacksProvider(role) }
      self = .provider(provider)
    case .subject:
      guard let provider else { throw .lacksProvider(role) }
      self = .subject(provider)
    case .outlet:
      guard let provider else { throw .lacksProvider(role) }
      guard let outlet else { throw .lacksOutlet }
      self = .outlet(outlet, of: provider)
    }
  }

  /// The roles, in the order of `AccountRole`.
  public var roles: [AccountRole] {
    switch self {
    case .staff(let roles): roles.all.map(AccountRole.staff)
    case .integration: [.integration]
    case .provider: [.provider]
    case .outlet: [.outlet]
    case .subject: [.subject]
    case .auditor: [.auditor]
    case .accessAdmin: [.accessAdmin]
    }
  }

  /// The provider or subject whose login it is, or the provider whose outlet's.
  public var provider: Key<Provider>? {
    switch self {
    case .provider(let provider), .outlet(_, let provider), .subject(let provider): provider
    case .staff, .integration, .auditor, .accessAdmin: nil
    }
  }

  /// The outlet whose login it is.
  public var outlet: Key<Outlet>? {
    switch self {
    case .outlet(let outlet, _): outlet
    case .staff, .integration, .provider, .subject, .auditor, .accessAdmin: nil
    }
  }
}

extension AccountKind {
  /// The same with one role more.
  public func granting(_ role: AccountRole) throws(AccountFault) -> AccountKind {
    try AccountKind(roles + [role], provider: provider, outlet: outlet)
  }

  /// The same with one role less.
  ///
  /// - Throws: `lacks` where it is not held, `noRole` where it is the last.
  public func revoking(_ role: AccountRole) throws(AccountFault) -> AccountKind {
    guard roles.contains(role) else { throw .lacks(role) }
    guard roles.count > 1 else { throw .noRole }
    return try AccountKind(roles.filter { $0 != role }, provider: provider, outlet: outlet)
  }

  /// The same with those of its roles alone that are among `some`; nil where none is left (server 2.4).
  public func narrowed(to some: Set<AccountRole>) -> AccountKind? {
    switch self {
    case .staff(let roles):
      (try? StaffRoles(roles.all.filter { some.contains(.staff($0)) })).map(AccountKind.staff)
    case .integration, .provider, .outlet, .subject, .auditor, .accessAdmin:
      roles.allSatisfy(some.contains) ? self : nil
    }
  }
}

extension AccountRole {
  /// Whether an account that has it has no other.
  public var standsAlone: Bool { staff == nil }

  /// The role among those of staff; nil for one that is none.
  public var staff: StaffRole? {
    switch self {
    case .staff(let role): role
    case .integration, .provider, .outlet, .subject, .auditor, .accessAdmin: nil
    }
  }
}

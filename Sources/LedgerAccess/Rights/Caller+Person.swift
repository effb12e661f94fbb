public import LedgerDomain

/// What a submission says of who submits it, and what that is held against (server 2.11, 2.12).
public struct Claim: Hashable, Sendable {
  /// `by.id`, where it was given.
  public var id: String?
  /// `by.role`, where it was given.
  public var role: String?
  /// The header `Koufen-Role`, where it was sent.
  public var header: String?
  /// The roles that the event's row names.
  public var rowRoles: [Role]
  /// The provider the event is about.
  public var provider: Key<Provider>
  /// Its `data.outlet`, where it has one.
  public var outlet: Key<Outlet>?

  /// What a submission says.
  public init(
    id: String? = nil, role: String? = nil, header: String? = nil, rowRoles: [Role], provider: Key<Provider>,
    outlet: Key<Outlet>? = nil
  ) {
    self.id = id
    self.role = role
    self.header = header
    self.rowRoles = rowRoles
    self.provider = provider
    self.outlet = outlet
  }
}

extension Caller {
  /// Who submits an event: the account, in its acting role (server 2.11, 2.12). Nobody submits as another.
  ///
  /// The acting role is that of `by`, else of the header, else of the session, else the one role held that the event's row
  /// names; where there is none of those the first that is held, and the ledger refuses.
  public func person(submitting claim: Claim) throws(AccessRefusal) -> Person {
    let reach = try demand(.submit)
    if let id = claim.id, id != account.id.text { throw .notYourself(claimed: id, is: account.id) }
    let role = try actingRole(claim.role ?? claim.header, among: claim.rowRoles, doing: .submit)
    switch reach {
    case .all, .allByDefaultOf: break
    case .provider(let own), .dutiesAndAppeals(let own):
      guard claim.provider == own else { throw .unknownProvider(claim.provider) }
    case .outlet(let own, let provider):
      guard claim.provider == provider else { throw .unknownProvider(claim.provider) }
      guard claim.outlet == own else { throw .notYourOutlet(own) }
    case .nothing, .receipts: throw .notPermitted(.submit)
    }
    return Person(id: account.id.text, role: role)
  }

  /// The one of its roles that has this name.
  ///
  /// - Throws: `role-not-held` where it has none.
  public func role(named name: String) throws(AccessRefusal) -> AccountRole {
    guard let role = AccountRole(named: name), kind.roles.contains(role) else {
      throw .roleNotHeld(name, held: kind.roles)
    }
    return role
  }

  /// The role of the ledger in which it acts.
  ///
  /// - Parameters:
  ///   - asked: the role it names; nil where it names none.
  ///   - rows: the roles that may do it.
  ///   - right: what it does, for whoever has no role of the ledger.
  /// - Throws: `role-not-held`; `bad-input` for `by` where several of its roles may do it; `not-permitted`.
  public func actingRole(
    _ asked: String?, among rows: [Role], doing right: Right
  ) throws(AccessRefusal) -> Role {
    let held = kind.roles
    if let asked {
      guard let role = try role(named: asked).ledgerRole else { throw .roleNotHeld(asked, held: held) }
      return role
    }
    if let role = chosenRole?.ledgerRole { return role }
    let fitting = held.filter { $0.ledgerRole.map(rows.contains) ?? false }
    if fitting.count > 1 { throw .roleNotChosen(among: fitting) }
    guard let role = (fitting.first ?? held.first)?.ledgerRole else { throw .notPermitted(right) }
    return role
  }
}

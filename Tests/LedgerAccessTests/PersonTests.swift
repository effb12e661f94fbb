import LedgerAccess
import LedgerDomain
import LedgerTesting
import Testing

@Suite("Nobody submits as another (server 2.11, 2.12)")
struct PersonTests {
  private static let judges: [Role] = [.channelOperations, .departmentHead]

  private func claim(
    id: String? = nil, role: String? = nil, header: String? = nil, among roles: [Role] = judges,
    provider: Key<Provider> = "hz-01", outlet: Key<Outlet>? = nil
  ) -> Claim {
    Claim(id: id, role: role, header: header, rowRoles: roles, provider: provider, outlet: outlet)
  }

  @Test("2.11 without `by` it is the account, in the one of its roles that the row names")
  func leftOut() throws {
    var world = try World()
    let sun = try world.caller("sun")
    #expect(try sun.person(submitting: claim()) == Person(id: "sun", role: .departmentHead))
    #expect(try sun.person(submitting: claim(among: [.systemAdmin])) == Person(id: "sun", role: .systemAdmin))
  }

  @Test("2.11 where the row names several of its roles, one must be chosen; where it names none, the first is taken")
  func several() throws {
    var world = try World()
    let sun = try world.caller("sun")
    let both: [Role] = [.systemAdmin, .departmentHead]
    let refusal = AccessRefusal.roleNotChosen(among: [.staff(.departmentHead), .staff(.systemAdmin)])
    #expect(throws: refusal) { try sun.person(submitting: claim(among: both)) }
    #expect(refusal.code == "bad-input" && refusal.field == "by")
    #expect(try sun.person(submitting: claim(among: [.legal])).role == .departmentHead)
    let narrow = try world.caller("sun", roles: [.staff(.systemAdmin)])
    #expect(try narrow.person(submitting: claim(among: both)).role == .systemAdmin)
  }

  @Test("2.11 the role is that of `by`, else of the header, else of the session")
  func order() throws {
    var world = try World()
    try world.setPassword("correct horse battery", of: "sun")
    let signedIn = try #require(try world.signIn("sun", "correct horse battery").signedIn)
    try world.store.choose(.staff(.systemAdmin), for: signedIn.session)
    let sun = try #require(world.store.accounts.caller(withCookie: signedIn.cookie, world.now))
    #expect(try sun.person(submitting: claim()).role == .systemAdmin)
    #expect(try sun.person(submitting: claim(header: "department-head")).role == .departmentHead)
    #expect(
      try sun.person(submitting: claim(role: "system-admin", header: "department-head")).role == .systemAdmin)
    try world.store.revoke(.staff(.systemAdmin), from: "sun", by: World.root, world.now)
    let now = try #require(world.store.accounts.caller(withCookie: signedIn.cookie, world.now))
    #expect(try now.person(submitting: claim()).role == .departmentHead)
  }

  @Test("2.11 another id is not-yourself, a role that is not held role-not-held")
  func others() throws {
    var world = try World()
    let wu = try world.caller("wu")
    #expect(try wu.person(submitting: claim(id: "wu", role: "channel-operations")).id == "wu")
    #expect(throws: AccessRefusal.notYourself(claimed: "sun", is: "wu")) {
      try wu.person(submitting: claim(id: "sun", role: "legal"))
    }
    for role in ["legal", "system-development", "auditor", "root", ""] {
      let refusal = AccessRefusal.roleNotHeld(role, held: [.staff(.channelOperations)])
      #expect(throws: refusal) { try wu.person(submitting: claim(role: role)) }
      #expect(throws: refusal) { try wu.person(submitting: claim(header: role)) }
    }
    let narrow = try world.caller("sun", roles: [.staff(.systemAdmin)])
    #expect(throws: AccessRefusal.roleNotHeld("department-head", held: [.staff(.systemAdmin)])) {
      try narrow.person(submitting: claim(role: "department-head"))
    }
  }

  @Test("2.12 for a provider any other does not exist; for an outlet also no other outlet")
  func own() throws {
    var world = try World()
    let boss = try world.caller("hz-01-boss")
    #expect(try boss.person(submitting: claim(among: [.provider])) == Person(id: "hz-01-boss", role: .provider))
    #expect(throws: AccessRefusal.unknownProvider("hz-02")) {
      try boss.person(submitting: claim(provider: "hz-02"))
    }
    let shop = try world.caller("shop")
    #expect(try shop.person(submitting: claim(outlet: "o-4")) == Person(id: "shop", role: .outlet))
    #expect(throws: AccessRefusal.unknownProvider("hz-02")) {
      try shop.person(submitting: claim(provider: "hz-02", outlet: "o-4"))
    }
    for outlet: Key<Outlet>? in ["o-5", nil] {
      #expect(throws: AccessRefusal.notYourOutlet("o-4")) { try shop.person(submitting: claim(outlet: outlet)) }
    }
  }

  @Test("§3 auditors and whoever manages accounts submit nothing, whatever they say", arguments: ["aud", "keys"])
  func nothing(_ id: String) throws {
    var world = try World()
    let caller = try world.caller(id)
    for claim in [claim(), claim(id: "wu", role: "legal"), claim(header: "auditor")] {
      #expect(throws: AccessRefusal.notPermitted(.submit)) { try caller.person(submitting: claim) }
    }
  }
}

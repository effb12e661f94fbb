import LedgerAccess
import LedgerDomain
import LedgerTesting
import Testing

@Suite("The table of rights (server §3)")
struct RightsTests {
  /// The kinds of accounts, by the names of the table's columns.
  static let columns: [(String, AccountKind)] = [
    ("staff", .staff(StaffRoles(.finance))), ("integration", .integration), ("auditor", .auditor),
    ("provider", .provider("hz-01")), ("outlet", .outlet("o-4", of: "hz-01")), ("access-admin", .accessAdmin),
  ]

  /// The table as the page has it, row by row.
  static let table: [(Right, [Reach])] = [
    (.submit, [.all, .all, .nothing, .provider("hz-01"), .outlet("o-4", of: "hz-01"), .nothing]),
    (.providers, [.all, .all, .all, .provider("hz-01"), .nothing, .nothing]),
    (.events, [.all, .all, .all, .provider("hz-01"), .receipts(of: "me"), .nothing]),
    (.queue, [.allByDefaultOf([.finance]), .nothing, .all, .dutiesAndAppeals(of: "hz-01"), .nothing, .nothing]),
    (.rulebooks, [.all, .all, .all, .all, .nothing, .nothing]),
    (.checkRulebooks, [.all, .nothing, .nothing, .nothing, .nothing, .nothing]),
    (.publishRulebooks, [.all, .nothing, .nothing, .nothing, .nothing, .nothing]),
    (.simulate, [.all, .nothing, .all, .nothing, .nothing, .nothing]),
    (.sweep, [.nothing, .nothing, .nothing, .nothing, .nothing, .nothing]),
    (.closeYear, [.nothing, .nothing, .nothing, .nothing, .nothing, .nothing]),
    (.verify, [.nothing, .nothing, .all, .nothing, .nothing, .nothing]),
    (.bundle, [.all, .nothing, .all, .provider("hz-01"), .nothing, .nothing]),
    (.webhooks, [.nothing, .nothing, .all, .nothing, .nothing, .nothing]),
    (.manageWebhooks, [.nothing, .nothing, .nothing, .nothing, .nothing, .nothing]),
    (.accounts, [.nothing, .nothing, .all, .nothing, .nothing, .all]),
    (.judgements, [.all, .nothing, .all, .nothing, .nothing, .nothing]),
    (.metrics, [.all, .all, .all, .nothing, .nothing, .nothing]),
  ]

  @Test("§3 every cell of the table is what the page says", arguments: table)
  func cells(_ right: Right, _ cells: [Reach]) {
    for ((name, kind), reach) in zip(Self.columns, cells) {
      #expect(kind.reach(of: right, for: "me") == reach, "\(right) \(name)")
    }
  }

  @Test("programmes §10 a subject stands where a provider stands", arguments: Right.allCases)
  func subjects(_ right: Right) {
    #expect(
      AccountKind.subject("zt-01").reach(of: right, for: "me")
        == AccountKind.provider("zt-01").reach(of: right, for: "me"))
  }

  @Test("§3 every right stands in the table")
  func rows() { #expect(Self.table.map(\.0) == Right.allCases) }

  @Test("§3 some staff may do what others may not")
  func byRole() {
    let wanted: [Right: Set<StaffRole>] = [
      .sweep: [.channelOperations, .systemAdmin], .closeYear: [.departmentHead, .systemAdmin],
      .verify: [.systemAdmin], .webhooks: [.systemAdmin], .manageWebhooks: [.systemAdmin],
      .publishRulebooks: Set(StaffRole.allCases).subtracting([.merchandise]),
    ]
    for (right, roles) in wanted {
      for role in StaffRole.allCases {
        let kind = AccountKind.staff(StaffRoles(role))
        #expect(kind.reach(of: right, for: "me") == (roles.contains(role) ? .all : .nothing), "\(right) \(role)")
      }
    }
  }

  @Test("§3 several roles may do what each of them may, and their queue is that of all")
  func together() throws {
    let kind = AccountKind.staff(try StaffRoles([.departmentHead, .channelOperations]))
    #expect(kind.reach(of: .sweep, for: "me") == .all && kind.reach(of: .closeYear, for: "me") == .all)
    #expect(kind.reach(of: .queue, for: "me") == .allByDefaultOf([.channelOperations, .departmentHead]))
  }

  @Test("2.4 a token has the rights of its roles alone, and none once its account has lost them")
  func narrowed() throws {
    var world = try World()
    let caller = try world.caller("sun", roles: [.staff(.departmentHead)])
    #expect(caller.reach(of: .closeYear) == .all && caller.reach(of: .sweep) == .nothing)
    #expect(throws: AccessRefusal.notPermitted(.sweep)) { try caller.demand(.sweep) }
    try world.store.revoke(.staff(.departmentHead), from: "sun", by: World.root, world.now)
    #expect(world.store.accounts.stillHolds(caller, world.now) == nil)
  }

  @Test("§3 what is one provider's covers no other")
  func covers() {
    #expect(Reach.provider("hz-01").covers("hz-01") && !Reach.provider("hz-01").covers("hz-02"))
    #expect(Reach.all.covers("hz-02") && !Reach.nothing.covers("hz-02"))
    #expect(!Reach.outlet("o-4", of: "hz-01").covers("hz-01"))
  }
}

import LedgerAccess
import LedgerDomain
import LedgerTesting
import Testing

@Suite("Roles of an account (server 2.2)")
struct AccountKindTests {
  @Test("2.2 there are fifteen roles: those of the ledger's table, a subject's, and two of the server's")
  func roles() {
    let ledger = Set(AccountRole.allCases.compactMap(\.ledgerRole))
    #expect(AccountRole.allCases.count == 15)
    #expect(ledger == Set(Role.allCases).subtracting([.systemDevelopment]).union([.subject]))
    #expect(AccountRole(.systemDevelopment) == nil)
    for role in AccountRole.allCases { #expect(AccountRole(rawValue: role.rawValue) == role) }
    #expect(AccountRole(rawValue: "root") == nil)
  }

  @Test("programmes §10 a role that a programme declares is one of staff, under no name that another has")
  func declared() throws {
    let arbiters = AccountRole.staff(.declared("arbiters"))
    #expect(AccountRole(named: "arbiters") == arbiters && AccountRole(.declared("arbiters")) == arbiters)
    #expect(AccountRole(named: "finance") == .staff(.finance) && AccountRole(named: "subject") == .subject)
    #expect(AccountRole(named: "Arbiters") == nil && AccountRole(named: "system-development") == nil)
    let kind = try AccountKind([arbiters, .staff(.legal)])
    #expect(kind.roles == [.staff(.legal), arbiters] && kind.narrowed(to: [arbiters])?.roles == [arbiters])
    #expect(arbiters.ledgerRole == .declared("arbiters"))
    #expect(throws: AccountFault.lacksProvider(.subject)) { try AccountKind([.subject]) }
    #expect(try AccountKind([.subject], provider: "zt-01") == .subject("zt-01"))
  }

  @Test("2.2 six roles each stand alone, whatever they are with")
  func alone() {
    for role in [AccountRole.provider, .outlet, .subject, .integration, .auditor, .accessAdmin] {
      for other in AccountRole.allCases where other != role {
        #expect(throws: AccountFault.self) { try AccountKind([role, other], provider: "hz-01", outlet: "o-4") }
      }
    }
    #expect(throws: AccountFault.standsAlone(.auditor)) {
      try AccountKind([.staff(.legal), .auditor])
    }
  }

  @Test("2.2 any two of staff may be together, but system-admin and legal, and department-head and legal")
  func pairs() throws {
    for (index, one) in StaffRole.allCases.enumerated() {
      for other in StaffRole.allCases.dropFirst(index + 1) {
        let isApart = Set([one, other]) == [.systemAdmin, .legal] || Set([one, other]) == [.departmentHead, .legal]
        let kind = try? AccountKind([.staff(other), .staff(one)])
        #expect((kind == nil) == isApart, "\(one) \(other)")
        if let kind { #expect(kind.roles == [.staff(one), .staff(other)]) }
      }
    }
  }

  @Test("2.2 a role that is granted or revoked is held to the same rule")
  func changes() throws {
    let legal = try AccountKind([.staff(.legal)])
    #expect(throws: AccountFault.apart(.systemAdmin, .legal)) { try legal.granting(.staff(.systemAdmin)) }
    #expect(throws: AccountFault.standsAlone(.auditor)) { try legal.granting(.auditor) }
    #expect(throws: AccountFault.noRole) { try legal.revoking(.staff(.legal)) }
    #expect(throws: AccountFault.lacks(.staff(.finance))) { try legal.revoking(.staff(.finance)) }
    let two = try legal.granting(.staff(.finance))
    #expect(two.roles == [.staff(.legal), .staff(.finance)])
    #expect(try two.revoking(.staff(.legal)).roles == [.staff(.finance)])
  }

  @Test("2.1 a provider is named exactly with provider and outlet, an outlet exactly with outlet")
  func logins() throws {
    #expect(throws: AccountFault.lacksProvider(.provider)) { try AccountKind([.provider]) }
    #expect(throws: AccountFault.lacksProvider(.outlet)) { try AccountKind([.outlet], outlet: "o-4") }
    #expect(throws: AccountFault.lacksOutlet) { try AccountKind([.outlet], provider: "hz-01") }
    #expect(throws: AccountFault.strayOutlet(.provider)) {
      try AccountKind([.provider], provider: "hz-01", outlet: "o-4")
    }
    #expect(throws: AccountFault.strayProvider(.staff(.legal))) {
      try AccountKind([.staff(.legal)], provider: "hz-01")
    }
    #expect(throws: AccountFault.noRole) { try AccountKind([]) }
    #expect(try AccountKind([.outlet], provider: "hz-01", outlet: "o-4") == .outlet("o-4", of: "hz-01"))
  }

  @Test(
    "2.1 an id is written as the ledger's other keys are",
    arguments: [
      ("wu", true), ("hz-01.boss_2", true), ("0", true), (String(repeating: "a", count: 64), true), ("", false),
      ("Wu", false), ("-wu", false), ("wu@ops", false), ("吴", false), (String(repeating: "a", count: 65), false),
      ("machine:root", false), ("w u", false),
    ])
  func ids(_ text: String, _ isOne: Bool) { #expect((AccountID(reading: text) != nil) == isOne) }
}

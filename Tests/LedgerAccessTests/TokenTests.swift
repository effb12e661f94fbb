import Foundation
import GRDB
import LedgerDomain
import LedgerTesting
import Testing

@testable import LedgerAccess

@Suite("Tokens (server 2.4)")
struct TokenTests {
  @Test("2.4 a token is kf1_, its number and 256 bits; of these the store has the hash alone")
  func form() throws {
    var world = try World()
    let issued = try world.store.issueToken(to: "wu", label: "till", by: World.root, world.now, from: &world.random)
    #expect(issued.text.wholeMatch(of: /kf1_[0-9a-f]{16}_[0-9a-f]{64}/) != nil)
    #expect(issued.text.contains(issued.token.id.description) && issued.token.label == "till")
    let secret = issued.text.suffix(64)
    let bytes = try #require([UInt8](hexadecimal: secret))
    for suffix in ["", "-wal"] {
      let file = try Data(contentsOf: URL(filePath: world.place.path + suffix))
      #expect(file.range(of: Data(secret.utf8)) == nil && file.range(of: Data(bytes)) == nil)
    }
    #expect(world.store.accounts.caller(bearing: issued.text, world.now)?.account.id == "wu")
  }

  @Test("2.9 what is no token, or another's secret, is nobody's")
  func wrong() throws {
    var world = try World()
    let text = try world.store.issueToken(to: "wu", by: World.root, world.now, from: &world.random).text
    let other = try world.store.issueToken(to: "sun", by: World.root, world.now, from: &world.random).text
    let last = text.last == "0" ? "1" : "0"
    let wrong: [String] = [
      "", "kf1_", String(text.dropLast()), text + "0", text.uppercased(), String(text.dropLast()) + last,
      String(text.prefix(21) + other.suffix(64)), "kf2_" + String(text.dropFirst(4)), " " + text,
    ]
    for wrong in wrong { #expect(world.store.accounts.caller(bearing: wrong, world.now) == nil, "\(wrong)") }
  }

  @Test("2.4 a token ends at the moment it was issued until, and at once when it is revoked")
  func ends() throws {
    var world = try World()
    let expires = world.now.adding(seconds: 3600)
    let issued = try world.store.issueToken(
      to: "wu", expires: expires, by: World.root, world.now, from: &world.random)
    func isHeld(_ now: Instant) -> Bool { world.store.accounts.caller(bearing: issued.text, now) != nil }
    #expect(isHeld(expires.adding(seconds: -1)) && !isHeld(expires))
    try world.store.revokeToken(issued.token.id, by: World.root, world.now)
    #expect(!isHeld(world.now))
    #expect(throws: AccessError.noSuchToken(issued.token.id.description)) {
      try world.store.revokeToken(issued.token.id, by: World.root, world.now)
    }
    #expect(throws: AccessError.alreadyOver(world.now)) {
      try world.store.issueToken(to: "wu", expires: world.now, by: World.root, world.now, from: &world.random)
    }
  }

  @Test("2.4 a token has no role that its account has not, and gains those the account gains only where it has all")
  func subset() throws {
    var world = try World()
    #expect(throws: AccessError.roleNotHeld(.staff(.legal), by: "sun")) {
      try world.caller("sun", roles: [.staff(.legal)])
    }
    let all = try world.caller("sun")
    let some = try world.caller("sun", roles: [.staff(.systemAdmin)])
    try world.store.grant(.staff(.finance), to: "sun", by: World.root, world.now)
    let accounts = world.store.accounts
    #expect(accounts.stillHolds(all, world.now)?.kind.roles.contains(.staff(.finance)) == true)
    #expect(accounts.stillHolds(some, world.now)?.kind.roles == [.staff(.systemAdmin)])
  }

  @Test("2.4 when and from where it was last used is written down later, and read by another process")
  func uses() throws {
    var world = try World()
    let issued = try world.store.issueToken(to: "feed", by: World.root, world.now, from: &world.random)
    let caller = try #require(world.store.accounts.caller(bearing: issued.text, world.now))
    let later = world.now.adding(seconds: 5)
    caller.noteUse(world.now, from: "10.0.0.1")
    caller.noteUse(later, from: "10.0.0.2")
    // What changes an account meanwhile takes nothing away from it.
    try world.store.setName("Feed", of: "feed", by: World.root, world.now)
    #expect(world.store.accounts.tokens(of: "feed").first?.use.last == .init(at: later, address: "10.0.0.2"))
    let other = try world.place.store(.reading)
    #expect(other.accounts.tokens(of: "feed").first?.use.last == nil)
    try world.store.keepUses(later)
    let third = try world.place.store(.reading)
    #expect(third.accounts.tokens(of: "feed").first?.use.last == .init(at: later, address: "10.0.0.2"))
  }

  @Test("2.3 disabling an account ends its tokens, also when it is enabled again")
  func disabled() throws {
    var world = try World()
    let issued = try world.store.issueToken(to: "wu", by: World.root, world.now, from: &world.random)
    try world.store.setEnabled(false, of: "wu", by: World.root, world.now)
    #expect(world.store.accounts.caller(bearing: issued.text, world.now) == nil)
    #expect(throws: AccessError.disabled("wu")) { try world.caller("wu") }
    try world.store.setEnabled(true, of: "wu", by: World.root, world.now)
    #expect(world.store.accounts.caller(bearing: issued.text, world.now) == nil)
  }
}

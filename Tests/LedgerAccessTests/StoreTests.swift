import Foundation
import GRDB
import LedgerDomain
import LedgerTesting
import Testing

@testable import LedgerAccess

@Suite("The access store (server 1.8, 11.4)")
struct StoreTests {
  @Test("1.8 the file and what lies beside it are for its owner alone, whatever the umask")
  func mode() throws {
    let world = try World()
    for suffix in ["", "-wal", "-shm"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: world.place.path + suffix)
      #expect(attributes[.posixPermissions] as? Int == 0o600, "\(suffix)")
    }
    chmod(world.place.path, 0o644)
    _ = try world.place.store(.writing)
    let attributes = try FileManager.default.attributesOfItem(atPath: world.place.path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
  }

  @Test("11.5 what only reads makes nothing")
  func missing() throws {
    let place = try Place()
    for mode in [AccessStore.Mode.reading, .writing] {
      #expect(throws: AccessError.file(path: place.path, .missing)) { try place.store(mode) }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder.path).isEmpty)
  }

  @Test("1.8 a file of something else is refused and left as it is", arguments: [AccessStore.Mode.making, .writing])
  func foreign(_ mode: AccessStore.Mode) throws {
    let place = try Place()
    let queue = try DatabaseQueue(path: place.path)
    try queue.inDatabase { db in try db.execute(sql: "CREATE TABLE a (b)") }
    try queue.close()
    chmod(place.path, 0o644)
    let before = try Data(contentsOf: URL(filePath: place.path))
    #expect(throws: AccessError.file(path: place.path, .foreign)) { try place.store(mode) }
    #expect(try Data(contentsOf: URL(filePath: place.path)) == before)
    #expect(try FileManager.default.attributesOfItem(atPath: place.path)[.posixPermissions] as? Int == 0o644)
    try Data("no database at all, and long enough to be looked at".utf8).write(to: URL(filePath: place.path))
    #expect(throws: AccessError.file(path: place.path, .foreign)) { try place.store(mode) }
  }

  @Test("1.8 a newer layout is refused")
  func newer() throws {
    let world = try World()
    let queue = try DatabaseQueue(path: world.place.path)
    try queue.inDatabase { db in try db.execute(sql: "PRAGMA user_version = 5") }
    #expect(throws: AccessError.file(path: world.place.path, .newer(found: 5, known: 4))) {
      try world.place.store(.writing)
    }
  }

  @Test("4.3 A key is made once; a store of the first layout is read as it is, and gets its place when it is written")
  func keys() throws {
    let world = try World()
    let queue = try DatabaseQueue(path: world.place.path)
    try queue.inDatabase { db in
      for table in ["keys", "backups", "webhook_secrets", "webhook_deliveries"] {
        try db.execute(sql: "DROP TABLE \(table)")
      }
      try db.execute(sql: "PRAGMA user_version = 1")
    }
    _ = try world.place.store(.reading)
    let (one, other) = ([UInt8](repeating: 1, count: 32), [UInt8](repeating: 2, count: 32))
    #expect(try world.place.store(.writing).key("cursors", proposing: one) == one)
    #expect(try world.place.store(.writing).key("cursors", proposing: other) == one)
    #expect(try queue.inDatabase { db in try Int.fetchOne(db, sql: "PRAGMA user_version") } == 4)
  }

  @Test("10.7 A webhook's secret that was replaced under the third layout signs on under the fourth")
  func movedSecret() throws {
    var world = try World()
    let new = NewWebhook(url: "https://receiver.example/", signature: .hmac, cursor: 0)
    let made = try world.store.add(new, owner: "sun", by: World.root, world.now, from: &world.random)
    let (old, until) = ([UInt8](repeating: 7, count: 32), world.now.adding(seconds: 3600))
    try DatabaseQueue(path: world.place.path).inDatabase { db in
      try db.execute(sql: "DROP TABLE webhook_secrets; DROP TABLE webhook_deliveries; PRAGMA user_version = 3")
      try db.execute(
        sql: "UPDATE webhooks SET old_secret = ?, old_until = ?", arguments: [Data(old), until.microseconds])
    }
    #expect(try world.place.store(.reading).webhook(made.id).secrets(world.now) == [made.secret])
    let again = try world.place.store(.writing)
    #expect(try again.webhook(made.id).secrets(world.now) == [made.secret, old])
    #expect(try again.webhook(made.id).secrets(until) == [made.secret])
  }

  @Test("3.11 The latest hundred backups are kept in mind, each file once, and the access log says who made them")
  func backups() throws {
    let world = try World()
    for number in 0..<102 {
      let backup = Backup(
        file: "/backup/\(number).db", made: world.now.adding(seconds: number), events: number, bytes: 4_096)
      try world.store.note(backup, by: World.root)
    }
    let last = Backup(file: "/backup/50.db", made: world.now.adding(seconds: 500), events: 200, bytes: 8_192)
    try world.store.note(last, by: World.root)
    let kept = try world.place.store(.reading).backups()
    #expect(kept.count == 100 && kept.first == last && kept.count { $0.file == last.file } == 1)
    #expect(!kept.contains { $0.file == "/backup/0.db" })
    let line = try #require(try world.store.log(AccessQuestion(limit: 1)).lines.first?.entry)
    #expect(line.action == .backup && line.object == AccessObject(.backup, "/backup/50.db"))
  }

  @Test("A copy that is made while the store is in use is a store, for its owner alone")
  func copy() throws {
    let world = try World()
    let file = world.place.path + ".copy"
    try world.place.store(.reading).copy(to: file)
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
    #expect(
      try AccessStore(path: file, mode: .reading).accounts.all.count == world.place.store(.reading).accounts.all.count)
    #expect(!FileManager.default.fileExists(atPath: file + "-partial"))
  }

  @Test("11.4 without its guards the store is damaged")
  func guards() throws {
    let world = try World()
    let queue = try DatabaseQueue(path: world.place.path)
    try queue.inDatabase { db in try db.execute(sql: "DROP TRIGGER access_log_update") }
    #expect(throws: AccessError.self) { try world.place.store(.writing) }
  }

  @Test("2.3 what another process changes is seen at the next look, and only then is anything read again")
  func other() throws {
    let world = try World()
    let other = try world.place.store(.writing)
    #expect(try world.store.refresh() == false)
    try other.setEnabled(false, of: "wu", by: World.root, world.now)
    #expect(world.store.accounts.byID["wu"]?.isEnabled == true)
    #expect(try world.store.refresh())
    #expect(world.store.accounts.byID["wu"]?.isEnabled == false)
    // A line of the log is no change of an account.
    try other.record([AccessEntry(at: world.now, by: World.root, .export)])
    let before = world.store.accounts
    #expect(try world.store.refresh() == false)
    #expect(world.store.accounts === before)
  }

  @Test("2.1 an account is made once, its name can be changed and erased, its roles by the rule")
  func accounts() throws {
    let world = try World()
    let (store, root, now) = (world.store, World.root, world.now)
    #expect(throws: AccessError.accountExists("wu")) {
      try store.add(NewAccount(id: "wu", kind: .auditor), by: root, now)
    }
    #expect(throws: AccessError.noSuchAccount("su", near: "sun")) { try store.account("su") }
    try store.setName("吴", of: "wu", by: root, now)
    #expect(store.accounts.byID["wu"]?.name == "吴")
    try store.setName(nil, of: "wu", by: root, now)
    #expect(store.accounts.byID["wu"]?.name == nil)
    try store.setLanguage(.zh, of: "wu", by: root, now)
    #expect(store.accounts.byID["wu"]?.language == .zh)
    #expect(throws: AccessError.fault(.apart(.systemAdmin, .legal))) {
      try store.grant(.staff(.legal), to: "sun", by: root, now)
    }
    #expect(try store.grant(.staff(.legal), to: "wu", by: root, now))
    #expect(try !store.grant(.staff(.legal), to: "wu", by: root, now))
    #expect(throws: AccessError.fault(.noRole)) { try store.revoke(.auditor, from: "aud", by: root, now) }
    #expect(store.accounts.all.map(\.id.text) == ["aud", "feed", "hz-01-boss", "keys", "shop", "sun", "wu"])
  }

  @Test("2.3 each change of an account or token is in the log, with the machine's user")
  func changes() throws {
    var world = try World()
    let id = try world.caller("wu")
    guard case .token(let token) = id.credential else { return }
    try world.store.revokeToken(token.id, by: World.root, world.now)
    let lines = try world.store.log(AccessQuestion(account: "machine:root", limit: 2)).lines
    #expect(lines.map(\.entry.action) == [.revokeToken, .issueToken])
    #expect(
      lines.map(\.entry.object) == [AccessObject(.token, "\(token.id) wu"), AccessObject(.token, "\(token.id) wu")])
    #expect(lines[0].entry.author == .machine(user: "root") && lines[0].entry.outcome == .done)
  }
}

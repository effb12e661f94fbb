import Foundation
import KoufenTesting
import Testing

@Suite("Accounts on the command line (server 2.3)")
struct AccountCommandTests {
  /// An account as the commands print it.
  struct Account: Decodable {
    let id: String
    let name: String?
    let roles: [String]
    let provider: String?
    let outlet: String?
    let enabled: Bool
    let password: Bool
    let secondFactor: Bool
    let secondFactorRequired: Bool
    let tokens: [Token]?
  }

  /// A token as the commands print it.
  struct Token: Decodable {
    let token: String?
    let id: String
    let account: String
    let roles: [String]?
    let label: String?
    let expires: String?
  }

  private let place: Workplace

  init() throws {
    place = try Workplace()
    try add("wu", "--role", "channel-operations", "--name", "吴")
    try add("sun", "--role", "department-head", "--role", "system-admin")
    try add("shop-4", "--role", "outlet", "--provider", "hz-01", "--outlet", "o-4")
  }

  private func add(_ arguments: String...) throws {
    let end = try place.run(["account", "add"] + arguments)
    #expect(end.exit == 0 && end.error.isEmpty, "\(end.error)")
  }

  private func account(_ id: String) throws -> Account {
    try place.run(["account", "show", id, "--format", "json"]).json(Account.self)
  }

  private func expect(_ arguments: [String], _ exit: Int32, _ code: String, in place: Workplace? = nil) throws {
    let end = try (place ?? self.place).run(arguments + ["--format", "json"])
    #expect(end.exit == exit && end.failure?.code == code && end.output.isEmpty, "\(arguments): \(end.error)")
  }

  @Test("1.8 accounts lie beside the store, for their owner alone, and no ledger is made for them")
  func besideTheStore() throws {
    #expect(!place.isMade)
    let attributes = try FileManager.default.attributesOfItem(atPath: place.store + ".server")
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    let other = place.folder.file("other.server")
    #expect(try place.run(["account", "add", "wu", "--role", "legal", "--access", other]).exit == 0)
    #expect(try account("wu").roles == ["channel-operations"])
    try expect(["account", "list", "--store", ":memory:"], 64, "usage")
    try expect(["account", "list", "--store", "postgres://a/b"], 64, "usage")
  }

  @Test("1.8 a store by any of its names has the same accounts")
  func links() throws {
    let link = place.folder.file("link.db")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: place.store)
    #expect(try place.run(["account", "show", "wu", "--store", link]).exit == 0)
  }

  @Test("2.1, 2.3 an account is shown as it was made, for people, as JSON and as CSV")
  func shown() throws {
    let shop = try account("shop-4")
    #expect(shop.roles == ["outlet"] && shop.provider == "hz-01" && shop.outlet == "o-4" && shop.enabled)
    #expect(try account("wu").name == "吴")
    let all = try place.run(["account", "list", "--format", "json"]).json([Account].self)
    #expect(all.map(\.id) == ["shop-4", "sun", "wu"])
    let sheet = try place.run(["account", "list", "--format", "csv"]).lines
    #expect(sheet.count == 4 && sheet[0].hasPrefix("id,name,roles,provider,outlet,enabled,"))
    #expect(try place.run(["account", "show", "sun"]).output.contains("department-head, system-admin"))
  }

  @Test("2.3 an account of somebody the ledger does not have is made with a warning, which names who may be meant")
  func unknownProvider() throws {
    let place = try Workplace([Given.registered])
    func add(_ id: String, _ provider: String, _ language: String) throws -> KoufenProcess.End {
      try place.run(["account", "add", id, "--role", "provider", "--provider", provider, "--lang", language])
    }
    #expect(try add("boss", "hz-01", "en").error.isEmpty)
    let near = try add("boss-2", "hz-10", "en")
    #expect(near.exit == 0 && near.error.contains("unknown-provider") && near.error.contains("hz-01"), "\(near.error)")
    #expect(near.error.contains("account disable boss-2"), "\(near.error)")
    let nobody = try add("boss-3", "quite-another", "zh")
    #expect(nobody.exit == 0 && nobody.error.contains("账本中还没有 quite-another"), "\(nobody.error)")
    #expect(!nobody.error.contains("是否指"), "\(nobody.error)")
  }

  @Test("2.2 roles are held to the rule, with what it says")
  func rule() throws {
    for roles in [
      ["system-admin", "legal"], ["department-head", "legal"], ["auditor", "legal"], ["integration", "finance"],
    ] {
      try expect(["account", "add", "x"] + roles.flatMap { ["--role", $0] }, 1, "roles-not-allowed")
    }
    try expect(["account", "add", "x"], 1, "roles-not-allowed")
    try expect(["account", "add", "x", "--role", "provider"], 64, "usage")
    try expect(["account", "add", "x", "--role", "legal", "--provider", "hz-01"], 64, "usage")
    try expect(["account", "add", "x", "--role", "provider", "--provider", "HZ"], 64, "usage")
    try expect(["account", "add", "x", "--role", "root"], 64, "usage")
    try expect(["account", "add", "Wu", "--role", "legal"], 64, "usage")
    try expect(["account", "add", "wu", "--role", "legal"], 1, "account-exists")
    try expect(["account", "show", "x"], 66, "unknown-account")
    try expect(["account", "grant", "sun", "legal"], 1, "roles-not-allowed")
    try expect(["account", "revoke", "wu", "channel-operations"], 1, "roles-not-allowed")
    #expect(try place.run(["account", "grant", "wu", "财务"]).exit == 0)
    #expect(try account("wu").roles == ["channel-operations", "finance"])
    #expect(try place.run(["account", "revoke", "wu", "finance"]).exit == 0)
    #expect(try account("wu").roles == ["channel-operations"])
  }

  @Test("2.1 a name can be changed and erased")
  func names() throws {
    #expect(try place.run(["account", "change", "wu", "--name", "Wu", "--language", "zh"]).exit == 0)
    #expect(try account("wu").name == "Wu")
    #expect(try place.run(["account", "change", "wu", "--no-name"]).exit == 0)
    #expect(try account("wu").name == nil)
    try expect(["account", "change", "wu"], 64, "usage")
  }

  @Test("2.4 a token is printed once, alone, and ends when it is revoked or its account is disabled")
  func tokens() throws {
    let issued = try place.run(["token", "issue", "sun", "--role", "system-admin", "--label", "export"])
    let text = try #require(issued.lines.first)
    #expect(issued.lines.count == 1 && text.wholeMatch(of: /kf1_[0-9a-f]{16}_[0-9a-f]{64}/) != nil)
    let json = try place.run(["token", "issue", "sun", "--expires", "2999-01-01", "--format", "json"]).json(Token.self)
    #expect(json.token?.contains(json.id) == true && json.expires == "2999-01-01T00:00:00+08:00" && json.roles == nil)
    let listed = try place.run(["token", "list", "sun", "--format", "json"])
    #expect(!listed.output.contains(text.suffix(64)))
    let tokens = try listed.json([Token].self)
    #expect(tokens.map(\.label) == [nil, "export"] && tokens.last?.roles == ["system-admin"])
    #expect(try account("sun").tokens?.count == 2)
    #expect(try place.run(["token", "revoke", String(text)]).exit == 0)
    try expect(["token", "revoke", String(text)], 66, "unknown-token")
    try expect(["token", "issue", "sun", "--role", "legal"], 1, "role-not-held")
    try expect(["token", "issue", "sun", "--expires", "2011-01-01"], 64, "usage")
    #expect(try place.run(["account", "disable", "sun"]).exit == 0)
    #expect(try account("sun").tokens?.isEmpty == true)
    try expect(["token", "issue", "sun"], 1, "account-disabled")
    #expect(try place.run(["account", "enable", "sun"]).exit == 0)
    #expect(try account("sun").enabled)
  }

  @Test("2.5 a password comes from standard input or is typed twice and not shown; what may not be one is refused")
  func passwords() throws {
    let password = "correct horse battery"
    let end = try place.run(["account", "password", "wu", "--stdin"], input: [password])
    #expect(end.exit == 0 && !end.output.contains("horse"), "\(end.error)")
    #expect(try account("wu").password)
    for wrong in ["short", "", "twelve wu birds", "Password1234"] {
      let end = try place.run(["account", "password", "wu", "--stdin", "--format", "json"], input: [wrong])
      #expect(end.exit == 65 && ["bad-password", "bad-input"].contains(end.failure?.code), "\(wrong)")
    }
    try expect(["account", "password", "wu"], 64, "usage")
    let strict = ["account", "password", "wu", "--stdin", "--password-rules"]
    #expect(try place.run(strict + ["digit"], input: [password]).exit == 65)
    #expect(try place.run(strict + ["length=4"], input: [password]).exit == 64)
    let typed = try place.onTerminal("account password sun", typed: "\(password)\n\(password)\n")
    #expect(typed.exit == 0, "\(typed.output)")
    #expect(try account("sun").password)
    let different = try place.onTerminal("account password sun", typed: "\(password)\n\(password)!\n")
    #expect(different.exit == 65 && different.output.contains("bad-input"), "\(different.output)")
  }

  @Test("2.5 a second factor is shown once, can be required, and taken away")
  func secondFactor() throws {
    struct Factor: Decodable {
      let secret: String
      let uri: String
    }
    let factor = try place.run(["account", "second-factor", "sun", "--format", "json"]).json(Factor.self)
    #expect(factor.secret.wholeMatch(of: /[A-Z2-7]{32}/) != nil && factor.uri.contains("secret=\(factor.secret)&"))
    #expect(try account("sun").secondFactor)
    #expect(try place.run(["account", "second-factor", "sun", "--remove"]).exit == 0)
    try expect(["account", "second-factor", "sun", "--remove"], 1, "no-second-factor")
    #expect(try place.run(["account", "second-factor", "sun", "--require"]).exit == 0)
    #expect(try account("sun").secondFactorRequired)
    #expect(try place.run(["account", "second-factor", "--role", "legal", "--require"]).exit == 0)
    try expect(["account", "second-factor"], 64, "usage")
    try expect(["account", "second-factor", "--role", "legal"], 64, "usage")
  }

  @Test("11.5 what only reads makes no file; what is no file of accounts is left as it is")
  func reads() throws {
    let empty = try Workplace()
    for command in [
      ["account", "list"], ["account", "show", "wu"], ["token", "list"], ["account", "disable", "wu"],
    ] {
      try expect(command, 66, "no-access-store", in: empty)
    }
    #expect(!FileManager.default.fileExists(atPath: empty.store + ".server"))
    let other = try empty.write("notes.txt", "These are notes, and nothing else, over more than a few words.")
    try expect(["account", "add", "wu", "--role", "legal", "--access", other], 70, "store-damaged", in: empty)
    #expect(try String(contentsOfFile: other, encoding: .utf8).hasPrefix("These are notes"))
  }
}

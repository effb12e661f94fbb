import Foundation
import GRDB
import LedgerDomain

extension Instant {
  /// Whole microseconds since 1970, as the store has moments.
  var microseconds: Int { seconds * 1_000_000 + nanoseconds / 1_000 }

  /// The moment so many microseconds after 1970.
  init(microseconds: Int) {
    let seconds = microseconds >= 0 ? microseconds / 1_000_000 : (microseconds - 999_999) / 1_000_000
    self.init(seconds: seconds, nanoseconds: (microseconds - seconds * 1_000_000) * 1_000)
  }
}

extension Set<AccountRole> {
  /// As the store has them.
  var text: String { map(\.rawValue).sorted().joined(separator: " ") }

  init(text: String) { self = Set(text.split(separator: " ").compactMap { AccountRole(named: String($0)) }) }
}

extension Accounts {
  /// Reads them all; uses that are known go on being the same.
  convenience init(_ db: Database, keeping old: Accounts) throws {
    var roles: [String: [AccountRole]] = [:]
    for row in try Row.fetchAll(db, sql: "SELECT account, role FROM account_roles") {
      let role: String = row[1]
      guard let role = AccountRole(named: role) else { throw FileFault.damaged("the role \(role) is none") }
      roles[row[0], default: []].append(role)
    }
    let accounts = try Row.fetchAll(db, sql: "SELECT * FROM accounts").map { row in
      try AccessAccount(row, roles: roles[row["id"]] ?? [])
    }
    let required = Set(
      try String.fetchAll(db, sql: "SELECT role FROM second_factor_roles").compactMap(AccountRole.init(named:)))
    let tokens = try Row.fetchAll(db, sql: "SELECT * FROM tokens").map { row in try Token(row, keeping: old) }
    let sessions = try Row.fetchAll(db, sql: "SELECT * FROM sessions").map { row in try Session(row, keeping: old) }
    self.init(accounts: accounts, tokens: tokens, sessions: sessions, secondFactorRoles: required)
  }
}

extension AccessAccount {
  fileprivate init(_ row: Row, roles: [AccountRole]) throws {
    let id: String = row["id"]
    let (provider, outlet): (String?, String?) = (row["provider"], row["outlet"])
    let kind: AccountKind
    do throws(AccountFault) {
      kind = try AccountKind(roles, provider: provider.map { Key($0) }, outlet: outlet.map { Key($0) })
    } catch {
      throw FileFault.damaged("the roles of \(id) are not allowed together")
    }
    let language: String? = row["lang"]
    self.init(
      id: Key(id), name: row["name"], kind: kind, language: language.flatMap(AccountLanguage.init(rawValue:)),
      isEnabled: row["enabled"], created: Instant(microseconds: row["created"]),
      hasPassword: row["password"] != nil, hasSecondFactor: row["second_factor"] != nil,
      requiresSecondFactor: row["second_factor_required"])
  }
}

extension Use {
  fileprivate convenience init(_ row: Row) {
    let at: Int? = row["used"]
    self.init(at.map { Last(at: Instant(microseconds: $0), address: row["used_from"] ?? "") })
  }
}

extension SecretHash {
  fileprivate init(_ row: Row) throws {
    let bytes: [UInt8] = Array(row["hash"] as Data)
    guard let hash = SecretHash(bytes: bytes) else { throw FileFault.damaged("a hash is not of 32 bytes") }
    self = hash
  }
}

extension Token {
  fileprivate init(_ row: Row, keeping old: Accounts) throws {
    let number: Int64 = row["id"]
    id = ID(number: UInt64(bitPattern: number))
    account = Key(row["account"] as String)
    hash = try SecretHash(row)
    let roles: String? = row["roles"]
    self.roles = roles.map { Set(text: $0) }
    label = row["label"]
    created = Instant(microseconds: row["created"])
    let expires: Int? = row["expires"]
    self.expires = expires.map(Instant.init(microseconds:))
    use = old.tokens[id]?.use ?? Use(row)
  }
}

extension Session {
  fileprivate init(_ row: Row, keeping old: Accounts) throws {
    let number: Int64 = row["id"]
    id = Token.ID(number: UInt64(bitPattern: number))
    account = Key(row["account"] as String)
    hash = try SecretHash(row)
    let role: String? = row["role"]
    self.role = role.flatMap(AccountRole.init(named:))
    created = Instant(microseconds: row["created"])
    use = old.sessions[hash]?.use ?? Use(row)
  }
}

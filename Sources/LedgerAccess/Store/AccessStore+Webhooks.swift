import Foundation
import GRDB
public import LedgerDomain

/// Webhooks and how far each has been told (server 10.7 to 10.9): records, and nothing is sent.
extension AccessStore {
  /// All of them, in the order in which they were made.
  public func webhooks() throws(AccessError) -> [Webhook] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM webhooks ORDER BY created, id").map { try Webhook($0, db) }
    }
  }

  /// One of them.
  public func webhook(_ id: String) throws(AccessError) -> Webhook {
    try read { db in try Self.webhook(id, db) }
  }

  /// Makes one, with a new secret.
  public func add(
    _ webhook: NewWebhook, owner: AccountID, by author: AccessAuthor, _ now: Instant,
    from random: inout some RandomNumberGenerator
  ) throws(AccessError) -> Webhook {
    let id = (random.next() as UInt64).hexadecimal
    let secret = random.bytes(32)
    return try change(.init(at: now, by: author, .addWebhook, .init(.webhook, id))) { db in
      try db.execute(
        sql: """
          INSERT INTO webhooks (id, owner, url, types, providers, signature, secret, state, created, cursor, attempt)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
          """,
        arguments: [
          id, owner.text, webhook.url, Webhook.text(webhook.types),
          Webhook.text(webhook.providers?.map(\.text)), webhook.signature.rawValue, Data(secret),
          Webhook.State.active.rawValue, now.microseconds, webhook.cursor,
        ])
      return try Self.webhook(id, db)
    }
  }

  /// Changes where it is and what it is told of, or pauses it and has it go on. What goes on does so at once, from the same
  /// event, and its failures are forgotten; so are those of a delivery that was begun for another receiver or by another
  /// filter, which is not sent again.
  ///
  /// - Parameter body: changes `url`, `types`, `providers` and `state`; nothing else of it is kept.
  public func changeWebhook(
    _ id: String, by author: AccessAuthor, _ now: Instant, _ body: (inout Webhook) -> Void
  ) throws(AccessError) -> Webhook {
    try change(.init(at: now, by: author, .changeWebhook, .init(.webhook, id))) { db in
      let old = try Self.webhook(id, db)
      var new = old
      body(&new)
      let isOther = !new.isTold(as: old)
      let beginsAnew = isOther || old.state == .paused && new.state == .active
      if isOther { try db.execute(sql: "DELETE FROM webhook_deliveries WHERE webhook = ?", arguments: [id]) }
      try db.execute(
        sql: """
          UPDATE webhooks SET url = ?, types = ?, providers = ?, state = ?,
            attempt = iif(?, 0, attempt), next = iif(?, NULL, next) WHERE id = ?
          """,
        arguments: [
          new.url, Webhook.text(new.types), Webhook.text(new.providers?.map(\.text)), new.state.rawValue,
          beginsAnew, beginsAnew, id,
        ])
      return try Self.webhook(id, db)
    }
  }

  /// Gives it a new secret; each that it had before signs too for 24 hours from when it was replaced.
  public func renewWebhookSecret(
    _ id: String, by author: AccessAuthor, _ now: Instant, from random: inout some RandomNumberGenerator
  ) throws(AccessError) -> Webhook {
    let secret = random.bytes(32)
    let until = now.adding(seconds: Webhook.OldSecret.seconds)
    return try change(.init(at: now, by: author, .renewWebhookSecret, .init(.webhook, id))) { db in
      try db.execute(sql: "DELETE FROM webhook_secrets WHERE until <= ?", arguments: [now.microseconds])
      try db.execute(
        sql: "INSERT INTO webhook_secrets SELECT id, secret, ? FROM webhooks WHERE id = ?",
        arguments: [until.microseconds, id])
      try db.execute(sql: "UPDATE webhooks SET secret = ? WHERE id = ?", arguments: [Data(secret), id])
      return try Self.webhook(id, db)
    }
  }

  /// Ends it.
  public func deleteWebhook(_ id: String, by author: AccessAuthor, _ now: Instant) throws(AccessError) {
    try change(.init(at: now, by: author, .deleteWebhook, .init(.webhook, id))) { db in
      try db.execute(sql: "DELETE FROM webhooks WHERE id = ?", arguments: [id])
      guard db.changesCount == 1 else { throw AccessError.noSuchWebhook(id) }
      try db.execute(sql: "DELETE FROM webhook_secrets WHERE webhook = ?", arguments: [id])
      try db.execute(sql: "DELETE FROM webhook_deliveries WHERE webhook = ?", arguments: [id])
    }
  }

  /// Writes down how far a delivery tells before it is sent; on the disk when this returns. Until it is answered it is made again
  /// by that alone.
  ///
  /// - Parameter webhook: as it was read when the delivery was made.
  /// - Returns: whether it is to be sent; not where the webhook has been told as much since, was changed or paused, is gone, or
  ///   has begun another delivery: what would be sent is then made anew.
  public func begin(through position: Int, of webhook: Webhook) throws(AccessError) -> Bool {
    try write(isDurable: true) { db in
      guard let now = try Self.present(webhook, db), now.state == .active, now.cursor < position,
        now.begun == webhook.begun
      else { return false }
      if now.begun == nil {
        // The filter is kept for builds that read it; here a change of it lets go of what was begun.
        try db.execute(
          sql: "INSERT OR REPLACE INTO webhook_deliveries SELECT id, ?, types, providers FROM webhooks WHERE id = ?",
          arguments: [position, webhook.id])
      }
      return true
    }
  }

  /// Writes down that it was told everything up to a position; on the disk when this returns. Nothing is, where it was changed
  /// since: of another address, or of other events, that says nothing.
  ///
  /// - Parameter webhook: as it was read when what it was told was made.
  public func delivered(
    _ webhook: Webhook, to position: Int, answer: Webhook.Answer
  ) throws(AccessError) {
    try keep(webhook, "cursor = max(cursor, ?), attempt = 0, next = NULL", [position], answer) { _ in true }
  }

  /// Writes down that a delivery failed once more, and what comes of it. Nothing is, where it was changed since, or its failures
  /// were forgotten because it goes on.
  ///
  /// - Parameter webhook: as it was read when the delivery was made.
  public func failed(_ webhook: Webhook, then next: Redelivery, answer: Webhook.Answer) throws(AccessError) {
    func isSame(_ now: Webhook) -> Bool { (now.cursor, now.attempt) == (webhook.cursor, webhook.attempt) }
    switch next {
    case .at(let moment):
      try keep(webhook, "attempt = attempt + 1, next = ?", [moment.microseconds], answer, where: isSame)
    case .paused:
      try keep(
        webhook, "attempt = attempt + 1, next = NULL, state = ?", [Webhook.State.paused.rawValue], answer,
        where: isSame)
    }
  }

  private func keep(
    _ webhook: Webhook, _ setting: String, _ values: [(any DatabaseValueConvertible)?], _ answer: Webhook.Answer,
    where holds: (Webhook) -> Bool
  ) throws(AccessError) {
    try write(isDurable: true) { db in
      guard let now = try Self.present(webhook, db), holds(now) else { return }
      try db.execute(
        sql: "UPDATE webhooks SET \(setting), answered = ?, answer_status = ?, answer = ? WHERE id = ?",
        arguments: StatementArguments(values + [answer.at.microseconds, answer.status, answer.text, webhook.id]))
    }
  }

  /// A webhook as it is now; nil where it is gone, or was changed since it was read.
  private static func present(_ webhook: Webhook, _ db: Database) throws -> Webhook? {
    let row = try Row.fetchOne(db, sql: "SELECT * FROM webhooks WHERE id = ?", arguments: [webhook.id])
    return try row.map { try Webhook($0, db) }.flatMap { $0.isTold(as: webhook) ? $0 : nil }
  }

  private static func webhook(_ id: String, _ db: Database) throws -> Webhook {
    guard let row = try Row.fetchOne(db, sql: "SELECT * FROM webhooks WHERE id = ?", arguments: [id]) else {
      throw AccessError.noSuchWebhook(id)
    }
    return try Webhook(row, db)
  }
}

extension Webhook {
  fileprivate static func text(_ words: [String]?) -> String? { words?.joined(separator: " ") }

  fileprivate static func words(_ text: String?) -> [String]? { text?.split(separator: " ").map(String.init) }

  fileprivate init(_ row: Row, _ db: Database) throws {
    func moment(_ microseconds: Int?) -> Instant? { microseconds.map(Instant.init(microseconds:)) }
    id = row["id"]
    owner = Key(row["owner"] as String)
    url = row["url"]
    types = Self.words(row["types"])
    providers = Self.words(row["providers"])?.map { Key($0) }
    let (signature, state): (String, String) = (row["signature"], row["state"])
    guard let signature = Signature(rawValue: signature), let state = State(rawValue: state) else {
      throw FileFault.damaged("the webhook \(id) is of a kind nobody knows")
    }
    self.signature = signature
    self.state = state
    secret = Array(row["secret"] as Data)
    created = Instant(microseconds: row["created"])
    cursor = row["cursor"]
    (oldSecrets, begun) = (try Self.oldSecrets(of: id, db), try Self.begun(of: id, behind: cursor, db))
    attempt = row["attempt"]
    next = moment(row["next"])
    answer = moment(row["answered"]).map {
      Answer(at: $0, status: row["answer_status"], text: row["answer"] ?? "")
    }
  }

  /// Whoever only reads may find a file of an earlier layout, and signs and sends nothing.
  private static func isOfNow(_ db: Database) throws -> Bool { try db.tableExists("webhook_deliveries") }

  private static func oldSecrets(of id: String, _ db: Database) throws -> [OldSecret] {
    guard try isOfNow(db) else { return [] }
    let sql = "SELECT secret, until FROM webhook_secrets WHERE webhook = ? ORDER BY until DESC, secret"
    return try Row.fetchAll(db, sql: sql, arguments: [id]).map { row in
      OldSecret(secret: Array(row["secret"] as Data), until: Instant(microseconds: row["until"]))
    }
  }

  /// What has been told since it was begun is begun no more.
  private static func begun(of id: String, behind cursor: Int, _ db: Database) throws -> Int? {
    guard try isOfNow(db) else { return nil }
    let sql = "SELECT through FROM webhook_deliveries WHERE webhook = ? AND through > ?"
    return try Int.fetchOne(db, sql: sql, arguments: [id, cursor])
  }
}

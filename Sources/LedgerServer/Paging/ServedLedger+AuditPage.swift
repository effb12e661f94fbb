import EventStore
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Synchronization

/// What the audit page shows that no question of the API tells (pages 3.11).
extension ServedLedger {
  /// Bytes of a failed delivery that are shown.
  private static let mostShown = 4_000

  /// The room, the last verification, the jobs, when each account was last seen, and what each webhook was last told in vain.
  func audited(_ caller: Caller, _ ledger: Ledger, _ reader: any EventStoreReader) throws -> JSON {
    var fields: [JSON.Field] = []
    if caller.reach(of: .verify).permits {
      let question = AccessQuestion(account: nil, action: .export, from: nil, to: nil, limit: 1)
      let last = verified.withLock { $0 }
      let exported = try access.log(question).lines.first?.entry.at
      fields += [
        .init("storeBytes", JSON(surroundings.storeBytes())), .init("freeBytes", JSON(surroundings.freeRoom())),
        .init("exported", JSON(exported.map(ledger.zone.text))),
        .init("backups", try backups(head: reader.lastPosition())),
        .init("verification", last?.json ?? .null),
      ]
    }
    fields.append(.init("jobs", jobs.list(for: caller)))
    if caller.reach(of: .accounts).permits { fields.append(.init("seen", seen())) }
    if caller.reach(of: .webhooks).permits { fields.append(.init("failed", try failed(ledger, reader))) }
    return .object(fields)
  }

  /// Backups that are shown, the latest of them.
  private static let shownBackups = 10

  /// The latest backups: how old each is, and how many events came since.
  private func backups(head: Int) throws -> JSON {
    let now = surroundings.now()
    return .array(
      try access.backups().prefix(Self.shownBackups).map { backup in
        let hours = max(0, now.seconds - backup.made.seconds) / 3600
        return .object([
          .init("file", .string(backup.file)), .init("made", .string(ledger.zone.text(backup.made))),
          .init("hours", .integer(hours)), .init("days", .integer(hours / 24)), .init("bytes", .integer(backup.bytes)),
          .init("events", .integer(backup.events)), .init("behind", .integer(max(0, head - backup.events))),
        ])
      })
  }

  /// When an account last used one of its tokens or sessions, by its id.
  private func seen() -> JSON {
    let (accounts, now) = (access.accounts, surroundings.now())
    return .object(
      accounts.all.compactMap { account in
        let uses =
          accounts.tokens(of: account.id).compactMap(\.use.last)
          + accounts.sessions(of: account.id, now).compactMap(\.use.last)
        return uses.map(\.at).max().map { JSON.Field(account.id.text, .string(ledger.zone.text($0))) }
      })
  }

  /// The deliveries that failed and are tried again, or wait for somebody: the request, made again of what it tells.
  private func failed(_ ledger: Ledger, _ reader: any EventStoreReader) throws -> JSON {
    let name = try name(reader) ?? ""
    return .array(
      try access.webhooks().filter { $0.attempt > 0 || $0.state == .paused }.compactMap { webhook in
        guard let delivery = try Delivery.next(for: webhook, ledger, reader, name: name).delivery else { return nil }
        let body = String(decoding: delivery.body.prefix(Self.mostShown), as: UTF8.self)
        return .object([
          .init("webhook", .string(webhook.id)), .init("id", .string(delivery.id)), .init("url", .string(webhook.url)),
          .init("bytes", .integer(delivery.body.count)), .init("body", .string(body)),
          .init("attempts", .integer(webhook.attempt)), .init("next", JSON(webhook.next.map(ledger.zone.text))),
          .init("answered", JSON(webhook.answer.map { ledger.zone.text($0.at) })),
          .init("status", JSON(webhook.answer?.status)), .init("answer", JSON(webhook.answer?.text)),
        ])
      })
  }
}

extension Verified {
  /// How long it took, for whom, and the digests it came to.
  fileprivate var json: JSON {
    .object([
      .init("seconds", .integer(seconds)), .init("account", .string(account)), .init("logDigest", .string(logDigest)),
      .init("modelDigest", .string(modelDigest)),
    ])
  }
}

import EventStore
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation
import ServerSettings

/// One event, handed in (server §7).
extension ServedLedger {
  /// Submits or previews what a request hands in.
  func submit(_ asked: Asked) async throws -> Reply {
    let call = asked.call
    switch try call.media(among: asked.operation.form.takes) {
    case .json:
      for parameter in [Parameter.mode, .events] where asked.query.text(parameter) != nil {
        throw ServerProblem(badInput: parameter.rawValue, .absent)
      }
    case .jsonl: return try await named(submitBulk(asked, .jsonl))
    case .csv: return try await named(submitBulk(asked, .csv))
    case .sse, .yaml, .text, .html, .form: throw ServerProblem(.unsupportedMediaType)
    }
    guard let writer else { throw ServerProblem(.readOnly) }
    let isPreview = try asked.query.flag(.dryRun) ?? false
    let precondition = try Precondition(of: call, asked.operation)
    let body = try await call.bytes(upTo: settings.limits[.event])
    let provider = asked.operation == .submitToProvider ? asked.captures[0] : nil
    let handedIn = try await handedIn(body, for: provider, key: call["idempotency-key"], call["koufen-role"], asked)
    asked.incoming.note(role: AccountRole(named: handedIn.draft.by.role.rawValue))
    let type = handedIn.draft.fact.kind.name
    let handed = LedgerWriter.Handed(draft: handedIn.draft, now: asked.now, precondition: precondition)
    do {
      if isPreview { return try await preview(handed, writer, asked.language) }
      if let confirmed = call["koufen-preview"] {
        let (receipt, head) = try await confirm(handed, confirmed, writer)
        noteCommit()
        return try await receipted(receipt, head, type, asked)
      }
      let kept = try await writer.submit(handed)
      asked.incoming.note(together: kept.together)
      return try await receipted(kept.receipt, kept.head, type, asked)
    } catch let refusal as Refusal {
      // A preview is none that was refused, as it is none that was appended.
      if !isPreview { metrics.count(.submissions, [("type", type), ("outcome", refusal.code)]) }
      throw refusal
    } catch StoreError.conflict(_, _, let found) where precondition != nil {
      var problem = ServerProblem(.versionConflict)
      problem.members = [.init("version", .integer(found))]
      throw problem
    }
  }

  /// Reads an event; whoever has several roles may have to be told by the rules which of them is meant, on a thread that reads.
  func handedIn(
    _ body: [UInt8], for provider: String?, key: String?, _ role: String?, _ asked: Asked
  ) async throws -> HandedIn {
    let caller = try asked.signedIn()
    guard caller.kind.roles.count > 1 else {
      return try HandedIn(body, for: provider, key: key, of: caller, in: role, ledger.zone, declaring: { _ in nil }) {
        makeID(asked.now)
      }
    }
    return try await readers.run { [self] in
      try HandedIn(
        body, for: provider, key: key, of: caller, in: role, ledger.zone,
        declaring: { try ledger.roles(submitting: $0, now: asked.now) }
      ) { makeID(asked.now) }
    }
  }

  /// What a submission would append, by a transaction that is given up (server 7.6).
  private func preview(
    _ handed: LedgerWriter.Handed, _ writer: LedgerWriter, _ language: Language
  ) async throws -> Reply {
    let reply = try await writer.run { [self] in
      let head = try ledger.head()
      let receipt = try ledger.submit(handed.draft, now: handed.now, if: handed.precondition, keeping: false)
      var reply = receipted(
        receipt, head: head, language, preview: Preview(of: receipt.events, isOfNow: handed.draft.at == nil))
      reply.status = 200
      return reply
    }
    return try await named(reply)
  }

  /// A reply about events says of which ledger (server 10.3).
  func named(_ reply: Reply) async throws -> Reply {
    var reply = reply
    reply.headers.append(try await identityHeader())
    return reply
  }

  /// Appends only what was seen in a preview (server 7.7).
  func confirm(
    _ handed: LedgerWriter.Handed, _ confirmed: String, _ writer: LedgerWriter
  ) async throws -> (Receipt, Int) {
    try await writer.run { [ledger] in
      try ledger.write(expecting: ledger.wanted(submitting: [handed.draft])) { transaction in
        let receipt = try transaction.submit(handed.draft, now: handed.now, if: handed.precondition)
        try Preview(of: receipt.events, isOfNow: handed.draft.at == nil).demand(confirmed, receipt)
        return (receipt, transaction.position)
      }
    }
  }

  /// Notes what was kept, and makes the receipt.
  private func receipted(_ receipt: Receipt, _ head: Int, _ type: String, _ asked: Asked) async throws -> Reply {
    note(receipt, head, type, asked.incoming)
    return try await named(receipted(receipt, head: head, asked.language))
  }

  /// Notes that a submission is kept, now or before, and wakes whoever follows.
  func note(_ receipt: Receipt, _ head: Int, _ type: String, _ incoming: Incoming) {
    metrics.count(.submissions, [("type", type), ("outcome", receipt.outcome)])
    if let position = receipt.events.first?.event.position {
      incoming.note(AccessObject(.event, String(position)))
    }
    followers.tell(head)
  }

  /// Counts a commit that was not one of a group's.
  func noteCommit(submissions: Int = 1) {
    metrics.count(.commits)
    if submissions > 0 { metrics.observe(.commitSubmissions, [], Double(submissions)) }
  }

  /// What is sent of a submission that was kept, now or before, or would be.
  func receipted(_ receipt: Receipt, head: Int, _ language: Language, preview: Preview? = nil) -> Reply {
    var writer = JSONWriter()
    writer.object { writer in
      writer.events(receipt.events)
      writer.field("repeat", receipt.isRepeat)
      writer.warnings(receipt.doubts, in: ledger.zone, language)
      writer.field("head", head)
      if let preview {
        writer.field("dryRun", true)
        writer.field("preview", preview.text)
      }
    }
    var reply = Reply.json(writer.bytes, position: head)
    reply.status = receipt.isRepeat ? 200 : 201
    guard preview == nil, let position = receipt.events.first?.event.position else { return reply }
    if receipt.isRepeat { reply.headers.append(Header("idempotent-replayed", "true")) }
    reply.headers.append(Header("location", "/v1/events/\(position)"))
    return reply
  }
}

extension Precondition {
  /// What `If-Match` and `If-None-Match` demand (server 7.5); nil where they say nothing.
  ///
  /// - Throws: `bad-input` where one cannot be read, or there are both.
  init?(of call: Call, _ operation: Operation) throws(ServerProblem) {
    let isOfProvider = operation == .submitToProvider
    if let field = call["if-none-match"] {
      guard isOfProvider, call["if-match"] == nil, field.unpadded == "*" else {
        throw ServerProblem(badInput: "If-None-Match", .star)
      }
      self = .version(0)
      return
    }
    guard let field = call["if-match"] else { return nil }
    guard let list = ETagList(field) else { throw ServerProblem(badInput: "If-Match", .tags) }
    if list.isAny {
      // The log is there, with events or without (RFC 9110 §13.1.1).
      guard isOfProvider else { return nil }
      self = .anyVersion
      return
    }
    // A weak tag, and one that is not of the kind, never matches (RFC 9110 §13.1.1).
    let numbers = list.tags.compactMap { tag -> Int? in
      let start = isOfProvider ? "\"v" : "\"p"
      guard tag.hasPrefix(start) else { return nil }
      let digits = tag.dropFirst(2).dropLast()
      return Int(digits).flatMap { String($0) == digits ? $0 : nil }
    }
    self = isOfProvider ? .versions(Set(numbers)) : .positions(Set(numbers))
  }
}

extension Expectation {
  static let star = Expectation(zh: "*，且不与 If-Match 同用", en: "*, and no If-Match beside it")
  static let tags = Expectation(
    zh: "ETag 的列表，如 \"v7\" 或 \"p493\"", en: "a list of tags, such as \"v7\" or \"p493\"")
}

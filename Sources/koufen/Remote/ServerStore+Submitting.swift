import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook

/// What was handed in and accepted, and what is doubtful about it.
struct Accepted {
  let receipt: Receipt
  let warnings: [Warning]
}

extension Ledger {
  /// Hands an event in, here or at the server.
  func handIn(_ draft: Draft, now: Instant, keeping keeps: Bool = true) throws -> Accepted {
    if let server { return try server.submit(draft, in: zone, keeping: keeps) }
    let receipt = try submit(draft, now: now, keeping: keeps)
    return Accepted(
      receipt: receipt, warnings: receipt.doubts.map { Warning(code: $0.code, $0.words(in: zone)) })
  }
}

/// Submitting to a server (server §7, §8).
extension ServerStore {
  /// Submits an event, or has it decided for trial.
  func submit(_ draft: Draft, in zone: Zone, keeping keeps: Bool) throws -> Accepted {
    let query = keeps ? [] : [("dryRun", "true")]
    let json = try link.json(.post("/v1/events", query, "application/json", draft.line(in: zone)))
    let accepted = try accepted(json, in: zone)
    if keeps { note(accepted.receipt) }
    return accepted
  }

  /// Notes what was kept.
  fileprivate func note(_ receipt: Receipt) {
    isBehind()
    guard !receipt.isRepeat, let first = receipt.events.first?.event.position,
      let last = receipt.events.last?.event.position
    else { return }
    Kept.note(first...last)
  }

  /// A receipt, as it stands in an answer.
  private func accepted(_ json: JSON, in zone: Zone) throws -> Accepted {
    let events = try json["events"]?.list.map { event in
      let line = Array(event.text.utf8)
      return RecordedEvent(event: try line.withUnsafeBytes { try Event(line: $0, in: zone) }, line: line)
    }
    guard let events, !events.isEmpty else { throw link.notUnderstood }
    return Accepted(
      receipt: Receipt(events: events, isRepeat: json["repeat"] == .boolean(true)),
      warnings: (json["warnings"]?.list ?? []).map { warning in
        Warning(
          code: warning["code"]?.written ?? "", .same(warning["message"]?.written ?? ""), line: json["line"]?.whole)
      })
  }

  /// How a bulk is kept.
  enum BulkMode: String {
    case all, each
  }

  /// What became of a bulk: of each event, in order.
  struct BulkTold {
    var lines: [Result<Accepted, Failure>] = []
    /// The position of the log's last event.
    var head = 0
  }

  /// Submits many events; each has an id, so that the same may be sent again.
  ///
  /// - Throws: why nothing was kept, `line` being the place among `drafts`, from 1; or what stopped it: what was kept till then is
  ///   not said.
  func submit(_ drafts: [Draft], _ mode: BulkMode, in zone: Zone, keeping keeps: Bool) throws -> BulkTold {
    guard !drafts.isEmpty else {
      return BulkTold(head: try link.json(.get("/v1/events", [("limit", "1")]))["head"]?.whole ?? 0)
    }
    var query = [("mode", mode.rawValue), ("events", "true"), ("format", "jsonl")]
    if !keeps { query.append(("dryRun", "true")) }
    let bytes = drafts.flatMap { $0.line(in: zone) + [UInt8(ascii: "\n")] }
    var request = ServerRequest.post(
      "/v1/events", query, "application/jsonl", bytes, accept: "application/jsonl, application/json;q=0.5")
    request.patience = .seconds(900)
    var told = BulkTold()
    var isDone = false
    try link.ask(request) { _, body in
      while let line = try body.line() {
        guard let json = try? JSON(parsing: String(decoding: line, as: UTF8.self)) else { throw link.notUnderstood }
        if json["done"] == .boolean(true) {
          told.head = json["head"]?.whole ?? 0
          isDone = true
        } else if let problem = json["problem"] {
          let failure = Failure(ServerProblem(problem), of: link.address, line: json["line"]?.whole)
          guard json["line"] != nil else { throw failure }
          told.lines.append(.failure(failure))
        } else {
          told.lines.append(.success(try accepted(json, in: zone)))
        }
      }
    }
    guard isDone, told.lines.count == drafts.count else { throw link.notUnderstood }
    if keeps { for case .success(let accepted) in told.lines { note(accepted.receipt) } }
    return told
  }

  /// Publishes a version of the rulebook (server 9.2).
  func publish(
    _ text: [UInt8], effective: LocalDate, by publisher: Person, in zone: Zone, keeping keeps: Bool
  ) throws -> Receipt {
    let account = try account()
    guard publisher.id == account.id else {
      throw Failure(
        exit: 74, code: "not-yourself", zh: "此令牌属于账户 \(account.id)，不能以 \(publisher.id) 的名义发布。",
        en: "This token is of the account \(account.id): it publishes nothing as \(publisher.id).")
    }
    let query = [("effective", effective.description)] + (keeps ? [] : [("dryRun", "true")])
    var request = ServerRequest.post("/v1/rulebooks", query, "application/yaml", text)
    request.fields = [("Koufen-Role", publisher.role.rawValue)]
    let receipt = try accepted(try link.json(request), in: zone).receipt
    if keeps { note(receipt) }
    return receipt
  }
}

/// Who asks a server.
extension ServerStore {
  /// An account, as it says of itself.
  struct Account {
    let id: String
    /// Its roles in the ledger.
    let roles: [Role]
  }

  /// The account the token speaks for.
  func account() throws -> Account {
    let me = try link.json(.get("/v1/me"))
    guard let id = me["account"]?.written else { throw link.notUnderstood }
    let roles = (me["roles"]?.list ?? []).compactMap { $0.written.flatMap(Role.init(rawValue:)) }
    return Account(id: id, roles: roles)
  }
}

extension StoreOptions {
  /// Who submits, as it is said, or as who@role where a server can only take it for one (server 2.11).
  ///
  /// - Parameters:
  ///   - by: what the command line says.
  ///   - roles: those that may; nil where any may.
  func submitter(_ by: String?, among roles: [Role]? = nil) throws -> String? {
    if let by = by ?? Configuration.usualBy { return by }
    guard case .server(let address) = location else { return nil }
    let account = try ServerStore.at(address).account()
    let fitting = account.roles.filter { roles?.contains($0) ?? true }
    guard let role = fitting.count == 1 ? fitting[0] : account.roles.count == 1 ? account.roles[0] : nil else {
      return nil
    }
    return "\(account.id)@\(role.rawValue)"
  }

  /// The same for what cannot be submitted by nobody.
  ///
  /// - Throws: wrong usage where nothing says who.
  func demandedSubmitter(_ by: String?) throws -> String {
    guard let by = try submitter(by) else {
      throw Failure.usage(
        zh: "请以 --by、环境变量 KOUFEN_BY 或配置文件（by）说明提交人。",
        en: "Say who submits it, with --by, $KOUFEN_BY or by: in the configuration.")
    }
    return Person.inShort(by)
  }
}

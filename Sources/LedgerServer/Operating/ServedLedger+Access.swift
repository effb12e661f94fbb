import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation
import ServerSettings

/// Accounts and the access log, as those who may see them are told (server §6).
extension ServedLedger {
  func accounts(_ asked: Asked) throws -> Reply {
    let limit = try asked.query.limit() ?? Question.usualLimit
    let cursor = try asked.query.text(.cursor).map { text in
      try Cursor(text, for: identity(of: asked), cursorKey, now: asked.now).place
    }
    let all = access.accounts.all
    let rest = all.drop { account in cursor.map { account.id.text <= $0 } ?? false }
    let shown = rest.prefix(limit)
    let next = rest.count > limit ? shown.last.map { cursorText(at: $0.id.text, asked) } : nil
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("items")
      writer.array { writer in for account in shown { writer.value(account.json(in: ledger.zone)) } }
      writer.field("next", orNull: next)
      writer.field("head", followers.head)
      writer.field("total", all.count)
    }
    return linked(.json(writer.bytes), asked, next)
  }

  func accessLog(_ asked: Asked) throws -> Reply {
    let query = asked.query
    var question = AccessQuestion(
      account: query.text(.account), action: try query.word(.action, AccessAction.self),
      from: try query.instant(.from, in: ledger.zone), to: try query.end(.to, in: ledger.zone),
      limit: try query.limit() ?? Question.usualLimit)
    if asked.media == .csv { return try accessSheet(asked, question) }
    if let text = query.text(.cursor) {
      let place = try Cursor(text, for: identity(of: asked), cursorKey, now: asked.now).place
      let parts = place.split(separator: "-").compactMap { Int($0) }
      guard parts.count == 2 else { throw ServerProblem(badInput: "cursor", .cursor) }
      question.after = AccessQuestion.Cursor(microseconds: parts[0], position: parts[1])
    }
    let page = try access.log(question)
    let next = page.next.map { cursorText(at: "\($0.microseconds)-\($0.position)", asked) }
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("items")
      writer.array { writer in for line in page.lines { writer.value(line.json(in: ledger.zone)) } }
      writer.field("next", orNull: next)
      writer.field("head", followers.head)
    }
    return linked(.json(writer.bytes), asked, next)
  }

  private func accessSheet(_ asked: Asked, _ asks: AccessQuestion) throws -> Reply {
    var question = asks
    let most = try asked.query.limit()
    question.limit = most ?? 1_000
    var table = Table(
      ["position", "at", "account", "role", "address", "action", "object", "outcome"].map { ($0, .left) })
    while true {
      let page = try access.log(question)
      table.rows += page.lines.map { line in
        [
          String(line.position), ledger.zone.text(line.entry.at), line.entry.author.account ?? "",
          line.entry.author.role?.rawValue ?? "", line.entry.author.address ?? "", line.entry.action.rawValue,
          line.entry.object?.description ?? "", line.entry.outcome.text,
        ]
      }
      guard most == nil, let next = page.next else { break }
      question.after = next
    }
    return Reply(
      media: .csv, body: .bytes(Array(table.csv.map { $0 + "\n" }.joined().utf8)), fileName: "koufen-access-log.csv",
      headers: [Header("cache-control", "no-store")])
  }

  private func cursorText(at place: String, _ asked: Asked) -> String {
    Cursor(at: place, now: asked.now).text(for: identity(of: asked), cursorKey)
  }

  private func linked(_ reply: Reply, _ asked: Asked, _ next: String?) -> Reply {
    var reply = reply
    reply.headers.append(Header("cache-control", "no-store"))
    if let next { reply.headers.append(Header("link", "<\(link(of: asked, next))>; rel=\"next\"")) }
    return reply
  }
}

import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Pages
import Presentation
import ServerSettings

/// What a form of a page sent (pages §2).
struct Sent: Sendable {
  /// The page it stands on.
  let page: Pages.Page
  /// What stands in its path where the pattern has names in braces.
  let captures: [String]
  /// The fields, by their names.
  var fields: [String: String]
  /// The request.
  let incoming: Incoming
  /// Who sent it.
  let caller: Caller
  /// The language the page is in.
  let language: Language

  /// The text of a field; nil where it is empty or not there.
  subscript(name: String) -> String? { fields[name].flatMap { $0.isEmpty ? nil : $0 } }
}

extension String {
  /// The same with line breaks as the log has them; a browser sends two characters for each.
  fileprivate var inOneKindOfLines: String { replacing("\r\n", with: "\n") }
}

/// What came of a form.
enum Outcome: Sendable {
  /// It leads on: what was done is not done again by looking once more.
  case led(Reply)
  /// The page itself tells it.
  case shown(Posted)

  /// It leads to another page.
  static func led(to address: Address) -> Outcome { .led(Reply.led(to: address)) }
}

/// Forms of pages: what they do is what the API does, by the same rights.
extension ServedLedger {
  /// Does what a form of a page asks, and answers with a page, or with the way to one.
  func reply(
    posting page: Pages.Page, _ captures: [String], _ target: Target, _ incoming: Incoming, _ caller: Caller?
  ) async throws -> Reply {
    incoming.note(page, caller)
    try demandModeration(incoming, caller)
    guard let caller else { return toSignIn(incoming) }
    if case .having(let right) = page.permission { _ = try caller.demand(right) }
    if settings.isReadOnly { throw ServerProblem(.readOnly) }
    if isStopping { throw ServerProblem(.shuttingDown) }
    let sent = Sent(
      page: page, captures: captures, fields: try await form(incoming.call).mapValues(\.inOneKindOfLines),
      incoming: incoming, caller: caller,
      language: pageLanguage(of: incoming, target, caller))
    switch try await outcome(of: sent) {
    case .led(let reply): return reply
    case .shown(let posted):
      var reply = try await readers.run { [self] in
        try made(page, captures, target, incoming, caller, posted: posted)
      }
      reply.headers.append(Header("cache-control", "no-store"))
      if case .integer(let status)? = posted.problem?["status"].json { reply.status = status }
      return reply
    }
  }

  private func outcome(of sent: Sent) async throws -> Outcome {
    switch sent.page {
    case .doing: try await doing(sent)
    case .me: try await change(sent)
    case .draft: try await draft(sent)
    case .whatIf: try await simulate(sent)
    case .year: try await close(sent)
    case .audit: try await audit(sent)
    case .overview, .jump, .work, .provider, .breach, .statement, .duty, .outlets, .step, .counter, .measure, .events,
      .event, .help,
      .rulebooks, .rulebookDifference, .rulebook, .whatIfResult, .years:
      throw ServerProblem(.methodNotAllowed)
    }
  }

  /// The page again, with why it was not done beside all that was typed (pages P10).
  func shown(_ error: any Error, _ sent: Sent) -> Outcome {
    let problem = (error as? AccessRefusal).map(ServerProblem.init) ?? ServerProblem(error, isWriting: true)
    sent.incoming.note(code: problem.code)
    return .shown(Posted(sent.fields, problem: problem.json(sent.language, request: sent.incoming.request)))
  }
}

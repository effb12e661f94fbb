import EventStore
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Pages
import Presentation

/// What answers a page's questions: the API's own operations, by the rights of whoever looks, all from one state of the log.
struct PageAsking {
  /// The request of the page.
  let incoming: Incoming
  /// Who looks.
  let caller: Caller?
  /// The language the page is in.
  let language: Language
  /// The ledger, as the reader sees it.
  let ledger: Ledger
  /// What reads it.
  let reader: any EventStoreReader
  /// The position of the log's last event.
  let head: Int
  /// The server that is asked.
  let server: ServedLedger

  /// Answers as `GET` of an address does.
  ///
  /// - Throws: what that would be refused with.
  func answer(_ address: Address) throws -> JSON {
    guard let found = Router.all.find(address.segments),
      let operation = found.operations.first(where: { $0.method == .get })?.operation
    else { throw ServerProblem(.noSuchResource) }
    let asked = try Asked(
      operation, found.captures, address.pairs.map { ($0.name, $0.value) }, under: address.description, of: incoming,
      caller, accept: nil, language: language)
    let reply = try reply(to: asked)
    guard case .bytes(let bytes) = reply.body, let text = String(validating: bytes, as: UTF8.self) else {
      throw ServerProblem(.notAcceptable)
    }
    return try JSON(parsing: text)
  }

  private func reply(to asked: Asked) throws -> Reply {
    switch asked.operation {
    case .me: return try server.me(asked)
    case .job: return try server.job(asked)
    case .webhooks: return try server.webhooks(asked)
    case .webhook: return try server.webhook(asked)
    case .accounts: return try server.accounts(asked)
    case .accessLog: return try server.accessLog(asked)
    case .index, .providers, .provider, .difference, .breaches, .breach, .year, .bundle, .subjectBundle,
      .forecast, .outlets, .step, .duty, .fact, .admission, .notices, .measures, .counter, .measure, .providerEvents,
      .events, .event, .basis,
      .overview, .forecasts,
      .judgements, .queue, .rulebooks, .rulebookDifference, .rulebook, .yearReport, .seal:
      let question = Question(asked: asked, ledger: ledger, reader: reader, head: head, server: server)
      return try question.reply()
    case .openAPI, .submitToProvider, .submit, .publish, .checkRulebook, .sweep, .closeYear, .simulate, .verify,
      .endJob, .export, .addWebhook, .changeWebhook, .removeWebhook, .renewSecret, .testWebhook, .signInPage, .signIn,
      .signOut, .health, .readiness, .metrics, .problemPage:
      throw ServerProblem(.noSuchResource)
    }
  }
}

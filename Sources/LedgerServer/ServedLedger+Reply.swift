import EventStore
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation

/// Which function answers which operation.
extension ServedLedger {
  /// That the process lives.
  static let lives = Reply(
    media: .text, body: .bytes(Array("ok\n".utf8)), headers: [Header("cache-control", "no-store")])

  /// The reply to a request that is understood.
  func reply(to asked: Asked) async throws -> Reply {
    switch asked.operation {
    case .health: Self.lives
    case .me: try me(asked)
    case .submit, .submitToProvider: try await submit(asked)
    case .events, .providerEvents: try await events(asked)
    case .index,
      .providers, .provider, .difference, .breaches, .breach,
      .year, .bundle, .subjectBundle, .forecast, .outlets, .step,
      .duty, .fact, .admission, .notices, .measures, .counter, .measure,
      .event,
      .basis, .overview, .forecasts, .judgements, .queue,
      .rulebooks, .rulebookDifference, .rulebook,
      .yearReport,
      .seal:
      try await readers.run { [self] in try read(asked) }
    case .export: try await export(asked)
    case .publish: try await publish(asked)
    case .checkRulebook: try await checkRulebook(asked)
    case .sweep: try await sweep(asked)
    case .closeYear: try await closeYear(asked)
    case .simulate: try await simulate(asked)
    case .verify: try await verify(asked)
    case .job: try job(asked)
    case .endJob: try endJob(asked)
    case .accounts: try accounts(asked)
    case .accessLog: try await readers.run { [self] in try accessLog(asked) }
    case .signInPage: try signInPage(asked)
    case .signIn: try await signIn(asked)
    case .signOut: try await signOut(asked)
    case .readiness: await readiness()
    case .metrics: try await metricsText(asked)
    case .webhooks: try await readers.run { [self] in try webhooks(asked) }
    case .webhook: try await readers.run { [self] in try webhook(asked) }
    case .addWebhook: try await addWebhook(asked)
    case .changeWebhook: try await changeWebhook(asked)
    case .removeWebhook: try await readers.run { [self] in try removeWebhook(asked) }
    case .renewSecret: try await readers.run { [self] in try renewSecret(asked) }
    case .testWebhook: try await testWebhook(asked)
    case .problemPage: try problemPage(asked)
    case .openAPI: try openAPI(asked)
    }
  }

  /// Answers from one state of the log, on the thread it is called on.
  func read(_ asked: Asked) throws -> Reply { try read(asked, until: end(of: asked)) }

  /// The same, given up when it is over.
  func read(_ asked: Asked, until isOver: (@Sendable () -> Bool)?) throws -> Reply {
    try ledger.pinned(until: isOver) { ledger, reader in
      let question = Question(
        asked: asked, ledger: ledger, reader: reader, head: try reader.lastPosition(), server: self)
      return try question.reply()
    }
  }

  /// Events, in one of the four ways they are told.
  private func events(_ asked: Asked) async throws -> Reply {
    _ = try Self.lastEvent(asked)
    _ = try asked.query.limit()
    let wait = try asked.query.number(.wait, 0...30)
    switch asked.media {
    case .sse:
      // A feed has one order, and no end.
      if try asked.query.word(.order, Order.self) == .desc {
        throw ServerProblem(badInput: Parameter.order.rawValue, .oneOf([Order.asc.rawValue]))
      }
      if asked.query.text(.before) != nil { throw ServerProblem(badInput: Parameter.before.rawValue, .absent) }
      return try await feed(asked)
    case .jsonl, .csv:
      if let wait { try await awaitEvents(asked, wait) }
      return try await eventsStreamed(asked)
    case .json, .yaml, .text, .html, .form:
      if let wait { try await awaitEvents(asked, wait) }
      return try await readers.run { [self] in try read(asked) }
    }
  }

  func me(_ asked: Asked) throws -> Reply {
    let caller = try asked.signedIn()
    return .json(meText(caller, as: try asked.call["koufen-role"].map(caller.role(named:)), asked.language))
  }

  /// Who asks, and what they may do, as JSON.
  ///
  /// - Parameter role: the one that the request names; nil for that of the session, or the first.
  func meText(_ caller: Caller, as role: AccountRole? = nil, _ language: Language) -> [UInt8] {
    let account = caller.account
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("account", account.id.text)
      writer.field("name", orNull: account.name)
      writer.name("roles")
      writer.array { writer in for role in caller.kind.roles { writer.string(role.rawValue) } }
      writer.field("role", orNull: (role ?? caller.chosenRole ?? caller.kind.roles.first)?.rawValue)
      writer.field("provider", orNull: caller.kind.provider?.text)
      writer.field("outlet", orNull: caller.kind.outlet?.text)
      writer.field("lang", language.rawValue)
      writer.name("permissions")
      writer.array { writer in for right in caller.rights { writer.string(right.rawValue) } }
    }
    return writer.bytes
  }
}

extension Question {
  /// The answer, from the state of the log that is read: one that is kept, that nothing has changed, or one that is made.
  func reply() throws -> Reply {
    let (alike, basis) = (AskedAlike(asked), KeptBasis(head: head, time: now.seconds))
    let kept = asked.operation == .provider ? server.ownStandings : server.answers
    if let answer = alike.flatMap({ kept.known(of: $0, on: basis) }) { return answer }
    if asked.operation == .provider, let unchanged = try unchangedStanding() { return unchanged }
    guard let alike else { return try made() }
    return try kept.value(of: alike, on: basis) { _ in try made() }
  }

  private func made() throws -> Reply {
    switch asked.operation {
    case .index: try index()
    case .providers: try standings()
    case .provider: try standing()
    case .difference: try difference()
    case .breaches: try breaches()
    case .breach: try breach()
    case .year: try yearOfProvider()
    case .bundle: try bundle()
    case .subjectBundle: try subjectBundle()
    case .forecast: try forecast()
    case .outlets: try outlets()
    case .step: try step()
    case .duty: try duty()
    case .fact: try fact()
    case .admission: try admission()
    case .notices: try listOfStanding("notices")
    case .measures: try listOfStanding("measures")
    case .counter: try counter()
    case .measure: try measure()
    case .providerEvents: try events(of: provider())
    case .events: try events(of: asked.query.key(.provider) ?? asked.reach.provider)
    case .event: try event()
    case .forecasts: try forecasts()
    case .judgements: try judgements()
    case .queue: try queue()
    case .rulebooks: try rulebooks()
    case .rulebookDifference: try rulebookDifference()
    case .rulebook: try rulebook()
    case .yearReport: try yearReport()
    case .seal: try seal()
    case .basis: try basis()
    case .overview: try overview()
    case .openAPI, .me,
      .submitToProvider,
      .submit,
      .publish, .checkRulebook,
      .sweep, .closeYear,
      .simulate, .verify, .job, .endJob,
      .export,
      .webhooks, .addWebhook, .webhook, .changeWebhook, .removeWebhook, .renewSecret, .testWebhook,
      .accounts, .accessLog,
      .signInPage, .signIn, .signOut,
      .health, .readiness, .metrics, .problemPage:
      preconditionFailure("\(asked.operation) is not answered from the log alone")
    }
  }

  func index() throws -> Reply {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("koufen", Release.version)
      writer.field("api", 1)
      writer.field("ledger", orNull: try? server.name(reader))
      writer.field("openapi", "/v1/openapi.json")
    }
    return .json(writer.bytes)
  }
}

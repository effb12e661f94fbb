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
    case .index, .providers, .provider, .difference, .breaches, .breach, .year, .bundle, .forecast, .outlets, .step,
      .duty, .fact, .admission, .notices, .measures, .event, .forecasts, .judgements, .queue,
      .rulebooks, .rulebookDifference, .rulebook, .yearReport, .seal, .overview:
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
    case .signIn: try await signIn(asked)
    case .signOut: try await signOut(asked)
    case .readiness: await readiness()
    case .metrics: try await metricsText()
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
  func read(_ asked: Asked) throws -> Reply {
    try ledger.pinned { ledger, reader in
      let question = Question(
        asked: asked, ledger: ledger, reader: reader, head: try reader.lastPosition(), server: self)
      return switch asked.operation {
      case .index: try question.index()
      case .providers: try question.standings()
      case .provider: try question.standing()
      case .difference: try question.difference()
      case .breaches: try question.breaches()
      case .breach: try question.breach()
      case .year: try question.yearOfProvider()
      case .bundle: try question.bundle()
      case .forecast: try question.forecast()
      case .outlets: try question.outlets()
      case .step: try question.step()
      case .duty: try question.duty()
      case .fact: try question.fact()
      case .admission: try question.admission()
      case .notices: try question.listOfStanding("notices")
      case .measures: try question.listOfStanding("measures")
      case .providerEvents: try question.events(of: question.provider())
      case .events: try question.events(of: asked.query.key(.provider) ?? asked.reach.provider)
      case .event: try question.event()
      case .forecasts: try question.forecasts()
      case .judgements: try question.judgements()
      case .queue: try question.queue()
      case .rulebooks: try question.rulebooks()
      case .rulebookDifference: try question.rulebookDifference()
      case .rulebook: try question.rulebook()
      case .yearReport: try question.yearReport()
      case .seal: try question.seal()
      case .overview: try question.overview()
      case .me, .submit, .submitToProvider, .openAPI, .publish, .checkRulebook, .sweep, .closeYear,
        .simulate, .verify, .job, .endJob, .export, .webhooks, .addWebhook, .webhook, .changeWebhook, .removeWebhook,
        .renewSecret, .testWebhook, .accounts, .accessLog, .signIn, .signOut, .health, .readiness, .metrics,
        .problemPage:
        preconditionFailure("\(asked.operation) is not answered from the log alone")
      }
    }
  }

  /// Events, in one of the four ways they are told.
  private func events(_ asked: Asked) async throws -> Reply {
    _ = try Self.lastEvent(asked)
    switch asked.media {
    case .sse: return try await feed(asked)
    case .jsonl, .csv: return try await eventsStreamed(asked)
    case .json, .yaml, .text, .html, .form:
      if let seconds = try asked.query.number(.wait, 0...30), seconds > 0 {
        return try await eventsAwaited(asked, seconds)
      }
      return try await readers.run { [self] in try read(asked) }
    }
  }

  private func problemPage(_ asked: Asked) throws -> Reply {
    guard let page = ProblemPage(asked.captures[0]) else { throw ServerProblem(.noSuchResource) }
    return Reply(media: .html, body: .bytes(Array(page.markup(asked.language).utf8)))
  }

  private func me(_ asked: Asked) throws -> Reply {
    guard let caller = asked.caller else { throw ServerProblem(.notSignedIn) }
    let account = caller.account
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("account", account.id.text)
      writer.field("name", orNull: account.name)
      writer.name("roles")
      writer.array { writer in for role in caller.kind.roles { writer.string(role.rawValue) } }
      writer.field("role", orNull: (caller.chosenRole ?? caller.kind.roles.first)?.rawValue)
      writer.field("provider", orNull: caller.kind.provider?.text)
      writer.field("outlet", orNull: caller.kind.outlet?.text)
      writer.field("lang", asked.language.rawValue)
      writer.name("permissions")
      writer.array { writer in for right in caller.rights { writer.string(right.rawValue) } }
    }
    return .json(writer.bytes)
  }
}

extension Question {
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

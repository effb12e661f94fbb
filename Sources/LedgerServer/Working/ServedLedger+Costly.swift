import Ledger
import LedgerAccess
import LedgerDomain
import ServerSettings

/// Questions that read much: few at a time, and one of an account (server 12.3).
extension ServedLedger {
  /// Whether a question folds streams, or reads the whole log.
  private func isCostly(_ asked: Asked) throws(ServerProblem) -> Bool {
    switch asked.operation {
    case .providers, .queue, .forecasts, .overview:
      if asked.query.text(.knownAt) != nil || asked.query.text(.breaches) == "all" { return true }
      // By another last day than the usual all that waits is looked for anew.
      if asked.query.text(.through) != nil, asked.query.text(.provider) == nil { return true }
      return try asked.query.date(.asOf).map { $0 < ledger.zone.date(of: asked.now) } ?? false
    case .events:
      // A view is known only from the log's beginning on.
      return asked.query.text(.knownAt) != nil || asked.query.text(.asOf) != nil
    case .yearReport, .export, .judgements: return true
    case .index, .openAPI, .me,
      .provider, .difference, .breaches, .breach,
      .year, .bundle, .subjectBundle, .forecast, .outlets, .step,
      .duty, .fact, .admission, .notices, .measures, .counter, .measure,
      .providerEvents, .submitToProvider,
      .submit, .event,
      .basis,
      .rulebooks, .publish, .checkRulebook, .rulebookDifference, .rulebook,
      .sweep, .closeYear,
      .simulate, .verify, .job, .endJob,
      .seal,
      .webhooks, .addWebhook, .webhook, .changeWebhook, .removeWebhook, .renewSecret, .testWebhook,
      .accounts, .accessLog,
      .signInPage, .signIn, .signOut,
      .health, .readiness, .metrics, .problemPage:
      return false
    }
  }

  /// Whether a question is given up, asked while it is being answered; nil for one that is not costly.
  func end(of asked: Asked) throws(ServerProblem) -> (@Sendable () -> Bool)? {
    guard try isCostly(asked) else { return nil }
    let deadline = asked.incoming.clock + .seconds(settings.limits[.costlyTime])
    return { [surroundings] in surroundings.steady() >= deadline }
  }

  /// Answers a question, in its turn where it is costly.
  ///
  /// - Throws: 429 where too many are being answered.
  func replyInTurn(to asked: Asked) async throws -> Reply {
    guard try isCostly(asked), let account = asked.caller?.account.id else { return try await reply(to: asked) }
    guard let place = costly.enter(account) else { throw ServerProblem.tooMany(1) }
    var reply = try await reply(to: asked)
    defer { withExtendedLifetime(place) {} }
    guard case .stream(let write) = reply.body else { return reply }
    // It is being answered until the last byte is sent.
    reply.body = .stream { out in
      try await write(out)
      withExtendedLifetime(place) {}
    }
    return reply
  }
}

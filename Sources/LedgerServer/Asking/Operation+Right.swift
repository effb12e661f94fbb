import LedgerAccess

/// Who may ask an operation.
enum Permission {
  /// Everybody.
  case everybody
  /// Whoever is signed in.
  case signedIn
  /// Whoever has a right (server §3).
  case having(Right)
}

extension Operation {
  /// Who may ask it.
  var permission: Permission {
    switch self {
    case .index, .openAPI, .signInPage, .signIn, .health, .readiness, .problemPage: .everybody
    case .me, .signOut, .job, .endJob: .signedIn
    case .providers, .provider, .difference, .breaches, .breach,
      .year, .forecast, .outlets, .step,
      .duty, .fact, .admission, .notices, .measures, .counter, .measure,
      .overview, .forecasts:
      .having(.providers)
    case .bundle, .subjectBundle: .having(.bundle)
    case .providerEvents, .events, .event: .having(.events)
    case .submit, .submitToProvider: .having(.submit)
    case .judgements: .having(.judgements)
    case .queue: .having(.queue)
    case .basis, .rulebooks, .rulebookDifference, .rulebook: .having(.rulebooks)
    case .checkRulebook: .having(.checkRulebooks)
    case .publish: .having(.publishRulebooks)
    case .sweep: .having(.sweep)
    case .closeYear: .having(.closeYear)
    case .yearReport, .simulate: .having(.simulate)
    case .verify, .seal, .export: .having(.verify)
    case .webhooks, .webhook: .having(.webhooks)
    case .addWebhook, .changeWebhook, .removeWebhook, .renewSecret, .testWebhook: .having(.manageWebhooks)
    case .accounts, .accessLog: .having(.accounts)
    case .metrics: .having(.metrics)
    }
  }

  /// Whether it may append to the ledger, or change anything else that is kept.
  var isWriting: Bool {
    switch self {
    case .submitToProvider,
      .submit,
      .publish,
      .sweep, .closeYear,
      .addWebhook, .changeWebhook, .removeWebhook, .renewSecret, .testWebhook:
      true
    case .index, .openAPI, .me,
      .providers, .provider, .difference, .breaches, .breach,
      .year, .bundle, .subjectBundle, .forecast, .outlets, .step,
      .duty, .fact, .admission, .notices, .measures, .counter, .measure,
      .providerEvents,
      .events, .event,
      .basis, .overview, .forecasts, .judgements, .queue,
      .rulebooks, .checkRulebook, .rulebookDifference, .rulebook,
      .yearReport,
      .simulate, .verify, .job, .endJob,
      .seal, .export,
      .webhooks, .webhook,
      .accounts, .accessLog,
      .signInPage, .signIn, .signOut,
      .health, .readiness, .metrics, .problemPage:
      false
    }
  }
}

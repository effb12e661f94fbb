import LedgerFormat

/// An answer that is no problem, as it is described.
struct AnswerForm {
  /// Its status.
  var status: Int
  /// What the JSON in it is; nil where there is no body.
  var shape: Shape?
  /// The notations of its body.
  var media: [Media] = [.json]
  /// The header fields it has besides those of every answer.
  var headers: [AnswerHeader] = []
}

extension Operation {
  /// The answers that it may be given and that are no problem.
  var answers: [AnswerForm] {
    switch self {
    case .submit:
      [
        AnswerForm(status: 201, shape: .ref(.receipt), headers: [.position, .location, .ledger]),
        AnswerForm(
          status: 200, shape: .any(of: [.ref(.receipt), .ref(.bulkReceipt)]), media: form.gives,
          headers: [.position, .replayed, .ledger]),
      ]
    case .submitToProvider, .publish:
      [
        AnswerForm(status: 201, shape: .ref(.receipt), headers: [.position, .location, .ledger]),
        AnswerForm(status: 200, shape: .ref(.receipt), headers: [.position, .replayed, .ledger]),
      ]
    case .simulate, .verify: [AnswerForm(status: 202, shape: .ref(.job), headers: [.location])]
    case .addWebhook, .renewSecret:
      [AnswerForm(status: 201, shape: .ref(.webhook), headers: [.position, .location])]
    case .endJob, .removeWebhook: [AnswerForm(status: 204)]
    case .signIn, .signOut: [AnswerForm(status: 303, headers: [.location, .cookie])]
    case .readiness:
      [AnswerForm(status: 200, shape: .ref(.readiness)), AnswerForm(status: 503, shape: .ref(.readiness))]
    case .index, .openAPI, .me,
      .providers, .provider, .difference, .breaches, .breach,
      .year, .bundle, .subjectBundle, .forecast, .outlets, .step,
      .duty, .fact, .admission, .notices, .measures, .counter, .measure,
      .providerEvents,
      .events, .event,
      .basis, .overview, .forecasts, .judgements, .queue,
      .rulebooks, .checkRulebook, .rulebookDifference, .rulebook,
      .sweep, .yearReport, .closeYear,
      .job,
      .seal, .export,
      .webhooks, .webhook, .changeWebhook, .testWebhook,
      .accounts, .accessLog,
      .signInPage,
      .health, .metrics, .problemPage:
      reading
    }
  }

  private var reading: [AnswerForm] {
    var headers: [AnswerHeader] = isOfLog ? [.position] : []
    if isTagged { headers.append(.tag) }
    if form.parameters.contains(.cursor) { headers.append(.link) }
    if form.gives.contains(where: { $0 != .json && $0 != .html && $0 != .text }) || isDownload {
      headers.append(.disposition)
    }
    if namesLedger { headers.append(.ledger) }
    if self == .openAPI { headers.append(.language) }
    if form.gives == [.html] { headers += AnswerHeader.ofPages }
    let answer = AnswerForm(status: 200, shape: shape, media: form.gives, headers: headers)
    return isTagged ? [answer, AnswerForm(status: 304, headers: headers.filter { $0 != .disposition })] : [answer]
  }

  /// What the JSON of its answer is.
  private var shape: Shape {
    switch self {
    case .index: .ref(.index)
    case .openAPI, .export, .health, .metrics, .signInPage, .problemPage: .anything
    case .me: .ref(.me)
    case .providers: .page(.any(of: [.ref(.standing), .ref(.subjectStanding)]))
    case .provider: .any(of: [.ref(.standing), .ref(.subjectStanding)])
    case .difference: .ref(.difference)
    case .breaches: .page(.any(of: [.ref(.breach), SubjectShapes.breach]))
    case .breach: .any(of: [.ref(.breachExplanation), .ref(.subjectBreachExplanation)])
    case .year: .ref(.yearStatement)
    case .bundle: .ref(.bundle)
    case .subjectBundle: .ref(.subjectBundle)
    case .forecast: .any(of: [.ref(.forecast), .ref(.subjectForecast)])
    case .outlets: .page(.ref(.outlet))
    case .step: .any(of: [.ref(.step), .ref(.subjectStep)])
    case .duty: .ref(.dutyExplanation)
    case .fact: .ref(.factExplanation)
    case .admission: .ref(.admission)
    case .notices: .any(of: [.list(.ref(.notice)), .list(.text)])
    case .measures: .any(of: [.list(.ref(.measure)), .map(.text)])
    case .counter: .ref(.counterExplanation)
    case .measure: .ref(.measureExplanation)
    case .providerEvents, .events: .page(.ref(named: EventSchemas.event))
    case .event: .ref(.singleEvent)
    case .basis: .ref(.basis)
    case .overview: .ref(.overview)
    case .forecasts: .page(.any(of: [.ref(.outlook), .ref(.subjectForecast)]))
    case .judgements: .any(of: [.ref(.judgements), .ref(.subjectJudgements)])
    case .queue: .page(.any(of: [.ref(.queueItem), .ref(.subjectQueueItem)]))
    case .rulebooks: .page(.ref(.rulebookVersion))
    case .checkRulebook: .list(.ref(.finding))
    case .rulebookDifference: .list(.ref(.rulebookChange))
    case .rulebook: .any(of: [.ref(.rulebook), .ref(.programme)])
    case .sweep: .ref(.swept)
    case .yearReport: .ref(.yearReport)
    case .closeYear: .ref(.closing)
    case .job, .simulate, .verify: .ref(.job)
    case .seal: .ref(.seal)
    case .webhooks: .page(.ref(.webhook))
    case .webhook, .changeWebhook, .addWebhook, .renewSecret: .ref(.webhook)
    case .testWebhook: .ref(.trial)
    case .accounts: .page(.ref(.account))
    case .accessLog: .page(.ref(.accessLine))
    case .readiness: .ref(.readiness)
    case .submit, .submitToProvider, .publish: .ref(.receipt)
    case .endJob, .removeWebhook, .signIn, .signOut: .null
    }
  }

  /// What a line is where its answer is JSON Lines; nil where that depends on what is asked.
  var line: Shape? {
    switch self {
    case .events, .providerEvents: .ref(named: EventSchemas.event)
    case .submit: .ref(.bulkLine)
    case .index, .openAPI, .me,
      .providers, .provider, .difference, .breaches, .breach,
      .year, .bundle, .subjectBundle, .forecast, .outlets, .step,
      .duty, .fact, .admission, .notices, .measures, .counter, .measure,
      .submitToProvider,
      .event,
      .basis, .overview, .forecasts, .judgements, .queue,
      .rulebooks, .publish, .checkRulebook, .rulebookDifference, .rulebook,
      .sweep, .yearReport, .closeYear,
      .simulate, .verify, .job, .endJob,
      .seal, .export,
      .webhooks, .addWebhook, .webhook, .changeWebhook, .removeWebhook, .renewSecret, .testWebhook,
      .accounts, .accessLog,
      .signInPage, .signIn, .signOut,
      .health, .readiness, .metrics, .problemPage:
      nil
    }
  }

  /// Whether its answer is about events, and says of which ledger (server 10.3).
  private var namesLedger: Bool { [.step, .providerEvents, .events, .event, .export, .sweep].contains(self) }

  /// Whether its JSON is a file to be kept.
  private var isDownload: Bool { [.seal, .bundle, .subjectBundle].contains(self) }

  /// Whether its answer has an ETag (server 4.10).
  var isTagged: Bool {
    switch self {
    case .openAPI,
      .providers, .provider, .difference, .breaches, .breach,
      .year, .bundle, .subjectBundle, .forecast, .outlets, .step,
      .duty, .fact, .admission, .notices, .measures, .counter, .measure,
      .providerEvents,
      .events, .event,
      .basis, .overview, .forecasts, .judgements, .queue,
      .rulebooks, .rulebookDifference, .rulebook,
      .yearReport:
      true
    case .index, .me,
      .submitToProvider,
      .submit,
      .publish, .checkRulebook,
      .sweep, .closeYear,
      .simulate, .verify, .job, .endJob,
      .seal, .export,
      .webhooks, .addWebhook, .webhook, .changeWebhook, .removeWebhook, .renewSecret, .testWebhook,
      .accounts, .accessLog,
      .signInPage, .signIn, .signOut,
      .health, .readiness, .metrics, .problemPage:
      false
    }
  }

  /// Whether its answer says on which position of the log it rests (server 4.8).
  private var isOfLog: Bool {
    switch self {
    case .seal, .export, .sweep, .closeYear, .webhooks, .webhook, .changeWebhook: true
    case .openAPI: false
    case .index, .me,
      .providers, .provider, .difference, .breaches, .breach,
      .year, .bundle, .subjectBundle, .forecast, .outlets, .step,
      .duty, .fact, .admission, .notices, .measures, .counter, .measure,
      .providerEvents, .submitToProvider,
      .events, .submit, .event,
      .basis, .overview, .forecasts, .judgements, .queue,
      .rulebooks, .publish, .checkRulebook, .rulebookDifference, .rulebook,
      .yearReport,
      .simulate, .verify, .job, .endJob,
      .addWebhook, .removeWebhook, .renewSecret, .testWebhook,
      .accounts, .accessLog,
      .signInPage, .signIn, .signOut,
      .health, .readiness, .metrics, .problemPage:
      isTagged
    }
  }
}

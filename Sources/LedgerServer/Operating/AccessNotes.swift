import LedgerAccess
import LedgerDomain
import Synchronization

/// What is to be written into the access log, gathered for a moment: a line a submission would cost more than the submission
/// (server 11.4).
final class AccessNotes: Sendable {
  private let waiting = Mutex<[AccessEntry]>([])

  /// Notes something that was done, or refused.
  func add(_ entry: AccessEntry) { waiting.withLock { $0.append(entry) } }

  /// Writes down what was noted.
  func write(into access: AccessStore) {
    let entries = waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
    if entries.isEmpty { return }
    do {
      try access.record(entries)
    } catch {
      waiting.withLock { $0 = entries + $0 }
    }
  }
}

extension Operation {
  /// What the access log calls it; nil for what is not written down when it succeeds.
  func action(in media: Media) -> AccessAction? {
    switch self {
    case .submit, .submitToProvider: .submit
    case .publish: .publish
    case .sweep: .sweep
    case .closeYear: .closeYear
    case .simulate: .simulate
    case .verify: .verify
    case .endJob: .endJob
    case .export: .export
    case .seal: .seal
    case .bundle, .subjectBundle: .bundle
    case .testWebhook: .testWebhook
    case .index, .openAPI, .me,
      .providers, .provider, .difference, .breaches, .breach,
      .year, .forecast, .outlets, .step,
      .duty, .fact, .admission, .notices, .measures, .counter, .measure,
      .providerEvents,
      .events, .event,
      .basis, .overview, .forecasts, .judgements, .queue,
      .rulebooks, .checkRulebook, .rulebookDifference, .rulebook,
      .yearReport,
      .job,
      .webhooks, .addWebhook, .webhook, .changeWebhook, .removeWebhook, .renewSecret,
      .accounts, .accessLog,
      .signInPage, .signIn, .signOut,
      .health, .readiness, .metrics, .problemPage:
      media == .csv ? .download : nil
    }
  }

  /// What kind of thing the first name in its path is.
  var kindOfObject: AccessObject.Kind {
    switch self {
    case .provider, .difference, .breaches, .breach,
      .year, .bundle, .subjectBundle, .forecast, .outlets, .step,
      .duty, .fact, .admission, .notices, .measures, .counter, .measure,
      .providerEvents, .submitToProvider:
      .provider
    case .event: .event
    case .yearReport, .closeYear: .year
    case .rulebook: .rulebook
    case .job, .endJob: .job
    case .webhook, .changeWebhook, .removeWebhook, .renewSecret, .testWebhook: .webhook
    case .index, .openAPI, .me,
      .providers,
      .events, .submit,
      .basis, .overview, .forecasts, .judgements, .queue,
      .rulebooks, .publish, .checkRulebook, .rulebookDifference,
      .sweep,
      .simulate, .verify,
      .seal, .export,
      .webhooks, .addWebhook,
      .accounts, .accessLog,
      .signInPage, .signIn, .signOut,
      .health, .readiness, .metrics, .problemPage:
      .list
    }
  }
}

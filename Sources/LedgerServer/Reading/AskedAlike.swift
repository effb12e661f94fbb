import LedgerAccess
import LedgerDomain
import Pages
import Presentation

/// A question that many ask in the same words, of whose answer nothing depends on which of them it is (server 3.2): made once
/// in a second for all of them (server 14.7).
struct AskedAlike: Hashable, Sendable {
  private let target: String
  private let reach: Reach
  private let language: Language

  /// The question; nil where it is not one of those, or about the past, or its answer has no bounds.
  init?(_ asked: Asked) {
    let isPast = asked.query.text(.asOf) != nil || asked.query.text(.knownAt) != nil
    guard asked.operation.isAskedByMany, asked.media == .json, !isPast, asked.query.text(.breaches) == nil else {
      return nil
    }
    target = asked.target
    reach = asked.reach
    language = asked.language
  }
}

/// A page that is looked at again and again in the same words by the same account, which is named on it.
struct LookedAtAlike: Hashable, Sendable {
  private let target: String
  private let hasKeys: Bool
  private let account: AccountID
  private let name: String?
  private let kind: AccountKind
  private let role: AccountRole?
  private let language: Language

  /// The page; nil where it tells more than the log does, or is seldom looked at.
  init?(_ page: Pages.Page, _ incoming: Incoming, _ caller: Caller?, _ language: Language) {
    guard page.isLookedAtOften, let caller else { return nil }
    target = incoming.call.target
    hasKeys = ServedLedger.hasKeys(incoming)
    (account, name) = (caller.account.id, caller.account.name)
    (kind, role) = (caller.kind, caller.chosenRole)
    self.language = language
  }
}

extension Operation {
  /// Whether many ask it at the same time, or one over and over.
  fileprivate var isAskedByMany: Bool {
    switch self {
    case .providers, .provider, .queue, .overview: true
    case .index, .openAPI, .me,
      .difference, .breaches, .breach,
      .year, .bundle, .subjectBundle, .forecast, .outlets, .step,
      .duty, .fact, .admission, .notices, .measures, .counter, .measure,
      .providerEvents, .submitToProvider,
      .events, .submit, .event,
      .basis, .forecasts, .judgements,
      .rulebooks, .publish, .checkRulebook, .rulebookDifference, .rulebook,
      .sweep, .yearReport, .closeYear,
      .simulate, .verify, .job, .endJob,
      .seal, .export,
      .webhooks, .addWebhook, .webhook, .changeWebhook, .removeWebhook, .renewSecret, .testWebhook,
      .accounts, .accessLog,
      .signInPage, .signIn, .signOut,
      .health, .readiness, .metrics, .problemPage:
      false
    }
  }
}

extension Pages.Page {
  /// Whether it is one of those that people come back to, made of the log alone.
  fileprivate var isLookedAtOften: Bool {
    switch self {
    case .overview, .work, .provider: true
    case .jump, .breach, .statement, .duty, .outlets, .step, .counter, .measure, .events, .event, .help, .rulebooks,
      .rulebookDifference, .rulebook, .whatIf, .whatIfResult, .years, .year, .doing, .me, .draft, .audit:
      false
    }
  }
}

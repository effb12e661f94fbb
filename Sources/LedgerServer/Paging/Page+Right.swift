import LedgerAccess
import Pages

extension Page {
  /// Who may see it; what is on it is asked by the same account's rights.
  var permission: Permission {
    switch self {
    case .help: .everybody
    case .jump, .me, .audit: .signedIn
    case .overview, .provider, .breach, .statement, .duty, .outlets, .step, .counter, .measure: .having(.providers)
    case .work: .having(.queue)
    case .events, .event: .having(.events)
    case .doing: .having(.submit)
    case .rulebooks, .rulebookDifference, .rulebook: .having(.rulebooks)
    case .draft: .having(.checkRulebooks)
    case .whatIf, .whatIfResult, .years, .year: .having(.simulate)
    }
  }

  /// Whether a look at the past folds every stream (server 12.3).
  var isCostlyInThePast: Bool {
    switch self {
    case .overview, .work, .years, .year: true
    case .jump, .provider, .breach, .statement, .duty, .outlets, .step, .counter, .measure, .events, .event, .doing,
      .me, .help,
      .rulebooks, .draft, .rulebookDifference, .rulebook, .whatIf, .whatIfResult, .audit:
      false
    }
  }
}

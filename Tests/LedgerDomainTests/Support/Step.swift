import LedgerDomain
import LedgerTesting

/// One thing that is done to the ledger in a test.
enum Step: Sendable {
  case submit(Submission, recordedAt: Instant?)
  case sweep(through: LocalDate)
  case yearEnd(Int)
}

/// An event, by someone whose role allows it unless `by` says who.
func at(
  _ moment: String, _ fact: Fact, by actor: Actor? = nil, of provider: Key = "hz-01", recorded: String? = nil
) -> Step {
  let submission = Submission(provider: provider, at: time(moment), by: actor ?? fact.someone, fact: fact)
  return .submit(submission, recordedAt: recorded.map(time))
}

/// A sweep through a date.
func sweep(_ date: String) -> Step { .sweep(through: day(date)) }

/// Someone in a role.
func someone(_ role: Role, _ id: String? = nil) -> Actor { Actor(id: id ?? role.rawValue, role: role) }

extension Fact {
  /// Someone in the first role that may submit it.
  var someone: Actor {
    let termination = BuiltIn.terms.termination
    switch self {
    case .terminationRequested(let ground, _): return Actor(role: termination.requesters[ground]?.first)
    case .terminationProposed: return Actor(role: termination.steps[.proposed]?.first)
    case .departmentsNotified: return Actor(role: termination.steps[.departmentsNotified]?.first)
    case .terminationConfirmed: return Actor(role: termination.steps[.confirmed]?.first)
    case .terminationSigned: return Actor(role: termination.steps[.signed]?.first)
    case .channelFrozen: return Actor(role: termination.steps[.frozen]?.first)
    case .terminationNotified: return Actor(role: termination.steps[.notified]?.first)
    case .breachAssessed(_, 100, _, _): return Actor(role: .departmentHead)
    default: return Actor(role: kind.roles?.first)
    }
  }
}

extension Actor {
  fileprivate init(role: Role?) {
    let role = role ?? .departmentHead
    self.init(id: role.rawValue, role: role)
  }
}

extension Event {
  /// The consequence in a few words; nil for a fact.
  var brief: String? {
    guard case .consequence(let consequence) = body else { return nil }
    switch consequence {
    case .breachDetected(let found):
      return "found \(found.breach) on \(found.on) \(found.points.lowerBound)–\(found.points.upperBound)"
    case .breachWithdrawn(let breach, _): return "withdrew \(breach)"
    case .pointsDeducted(let paid):
      return "charged \(paid.breach) \(paid.charged) of \(paid.assessed), \(paid.on.year) at \(paid.score)"
    case .pointsRestored(let back): return "restored \(back.restored), \(back.year) at \(back.score)"
    case .thresholdReached(let threshold, let year, let score): return "reached \(threshold) in \(year) at \(score)"
    case .expansionPaused(let meeting): return "paused by \(meeting)"
    case .expansionUnpaused(let meeting): return "unpaused by \(meeting)"
    case .expansionSuspended: return "suspended"
    case .expansionResumed: return "resumed"
    case .rectificationOpened(let year): return "rectification of \(year)"
    case .rectificationClosed(_, let year, let outcome): return "rectification of \(year) \(outcome)"
    case .terminationOpened(let ground, let year): return "termination by \(ground)" + (year.map { " of \($0)" } ?? "")
    case .terminationClosed(_, _, let outcome): return "termination \(outcome)"
    case .outletReceived(let outlet, _, let from, _, _): return "\(provider) received \(outlet) from \(from)"
    case .outletFrozen(let outlet, let agreementEnded):
      return "froze \(outlet)" + (agreementEnded ? " and its agreement" : "")
    case .yearClosed(let year, let score): return "closed \(year) at \(score)"
    }
  }
}

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
  _ moment: String, _ fact: Fact, by actor: Person? = nil, of provider: Key<Provider> = "hz-01", recorded: String? = nil
) -> Step {
  let submission = Submission(provider: provider, at: time(moment), by: actor ?? fact.someone, fact: fact)
  return .submit(submission, recordedAt: recorded.map(time))
}

/// A sweep through a date.
func sweep(_ date: String) -> Step { .sweep(through: day(date)) }

/// Someone in a role.
func someone(_ role: Role, _ id: String? = nil) -> Person { Person(id: id ?? role.rawValue, role: role) }

extension Fact {
  /// Someone in the first role that may submit it.
  var someone: Person {
    let termination = BuiltIn.terms.termination
    if case .termination(.requested(let fact)) = self {
      return Person(role: termination.requesters[fact.ground]?.first)
    }
    if case .termination(let fact) = self, let step = fact.step { return Person(role: termination.steps[step]?.first) }
    if case .breach(.assessed(let fact)) = self, fact.points == 100 { return Person(role: .departmentHead) }
    return Person(role: kind.payload.about.roles?.first)
  }
}

extension Person {
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
    case .breachWithdrawn(let it): return "withdrew \(it.breach)"
    case .reviewDue(let it): return "review of \(it.breach)"
    case .breachReopened(let it): return "reopened \(it.breach)"
    case .answerDueMoved(let it): return "\(it.ticket) due \(BuiltIn.terms.zone.text(it.due))"
    case .dueMoved(let it): return "\(it.subject) due \(it.due.date)"
    case .pointsDeducted(let paid):
      return "charged \(paid.breach) \(paid.charged) of \(paid.assessed), \(paid.on.year) at \(paid.score)"
    case .pointsRestored(let back): return "restored \(back.restored), \(back.year) at \(back.score)"
    case .thresholdReached(let it):
      return "reached \(it.threshold) in \(it.year) at \(it.score)" + (it.isLate ? " late" : "")
    case .expansionPaused(let it): return "paused by \(it.meeting)"
    case .expansionUnpaused(let it): return "unpaused by \(it.meeting)"
    case .expansionSuspended: return "suspended"
    case .expansionResumed: return "resumed"
    case .rectificationOpened(let it): return "rectification of \(it.year)"
    case .rectificationClosed(let it): return "rectification of \(it.year) \(it.outcome)"
    case .terminationOpened(let it):
      return "termination by \(it.ground)" + (it.year.map { " of \($0)" } ?? "")
    case .terminationClosed(let it): return "termination \(it.outcome)"
    case .outletReceived(let it): return "\(provider) received \(it.outlet) from \(it.from)"
    case .outletFrozen(let it):
      return "froze \(it.outlet)" + (it.agreementEnded ? " and its agreement" : "")
    case .admissionChanged(let it): return "admission \(it.result.state)" + (it.outlet.map { " of \($0)" } ?? "")
    case .dutyOpened(let it): return "opened \(it.duty)" + (it.due.map { " due \($0.date)" } ?? "")
    case .dutyMissed(let it): return "missed \(it.duty)"
    case .dutyClosed(let it): return "closed \(it.duty) \(it.outcome) on \(it.on)"
    case .yearClosed(let it): return "closed \(it.year) at \(it.score)"
    case .programme(let drawn): return "drew \(drawn)"
    }
  }
}

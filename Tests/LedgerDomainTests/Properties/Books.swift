import LedgerDomain

/// What can be told of a provider from its events alone, kept as simply as possible.
struct Books {
  var points: [Int: Int] = [:]
  var deposit = (frozen: 0, forfeited: 0, returned: 0, compensated: 0, released: 0)
  var openCases: Set<Int> = []
  var isTerminated = false
  var isSuspended = false
  private(set) var complaint: String?

  var balance: Int {
    deposit.frozen - deposit.forfeited + deposit.returned - deposit.compensated - deposit.released
  }

  /// Enters one event; what does not add up is kept in `complaint`.
  mutating func enter(_ event: Event) {
    switch event.body {
    case .fact(let fact, _): enter(fact)
    case .consequence(let consequence): enter(consequence, at: event.position)
    case .publication: break
    }
  }

  private mutating func enter(_ fact: Fact) {
    if case .deposit(let fact) = fact { enter(fact) }
    if case .termination(.channelFrozen) = fact {
      isTerminated = true
      openCases = []
    }
  }

  private mutating func enter(_ fact: DepositFact) {
    switch fact {
    case .frozen(let fact): deposit.frozen += fact.amountFen
    case .forfeited(let fact): deposit.forfeited += fact.amountFen
    case .returned(let fact): deposit.returned += fact.amountFen
    case .compensated(let fact): deposit.compensated += fact.amountFen
    case .released(let fact): deposit.released += fact.amountFen
    }
  }

  private mutating func enter(_ consequence: Consequence, at position: Int) {
    switch consequence {
    case .pointsDeducted(let paid):
      points[paid.on.year, default: 0] += paid.charged
      check(paid.score == points[paid.on.year], "\(paid) does not lead to \(points)")
    case .pointsRestored(let back):
      points[back.year, default: 0] -= back.restored
      check(back.score == points[back.year] && back.restored > 0, "\(back) does not lead to \(points)")
    case .rectificationOpened, .terminationOpened: openCases.insert(position)
    case .rectificationClosed(let closed): leave(closed.case)
    case .terminationClosed(let closed): leave(closed.case)
    case .expansionSuspended:
      check(!isSuspended, "suspended twice")
      isSuspended = true
    case .expansionResumed:
      check(isSuspended, "resumed and not suspended")
      isSuspended = false
    case .yearClosed(let closed):
      check(closed.score == points[closed.year] ?? 0, "\(closed) does not agree with \(points)")
    case .answerDueMoved, .dueMoved, .breachDetected, .breachWithdrawn, .reviewDue, .breachReopened, .thresholdReached,
      .expansionPaused,
      .expansionUnpaused, .outletReceived, .outletFrozen, .admissionChanged, .dutyOpened, .dutyMissed, .dutyClosed,
      .programme:
      break
    }
  }

  private mutating func leave(_ id: Int) {
    check(openCases.remove(id) != nil, "case \(id) was closed and not open")
  }

  private mutating func check(_ holds: Bool, _ words: String) {
    if !holds, complaint == nil { complaint = words }
  }
}

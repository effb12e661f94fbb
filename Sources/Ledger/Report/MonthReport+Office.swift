public import LedgerDomain

extension MonthReport {
  /// What a month came to at one provider besides points: duties of an office, measures, notices, admission.
  public struct OfficeLine: Sendable {
    /// The provider.
    public var provider: Key<Provider>
    /// Its name.
    public var name: String
    /// Duties met in the month, on or before their due dates.
    public var met = 0
    /// Duties let go in the month.
    public var waived = 0
    /// Duties that were met too late in the month, or fell overdue in it and were owed still at its end, in order of that day,
    /// then by id.
    public var late: [LateDuty] = []
    /// Measures ordered in the month.
    public var measures = 0
    /// Notices sent in the month.
    public var notices = 0
    /// How the admission stands, where it changed in the month or the channel was opened; nil where neither was so.
    public var admission: Standing.AdmissionLine?

    /// Duties met too late in the month.
    public var metLate: Int { late.count { $0.isMet } }
    /// Duties that fell overdue in the month, and were owed still at its end.
    public var missed: Int { late.count { !$0.isMet } }

    /// Whether there is nothing to say.
    var isEmpty: Bool {
      met == 0 && waived == 0 && late.isEmpty && measures == 0 && notices == 0 && admission == nil
    }
  }

  /// A duty that was met too late in the month, or fell overdue in it.
  public struct LateDuty: Sendable {
    /// The duty.
    public var duty: DutyID
    /// The § of its row.
    public var clause: String
    /// The day on which it was met, or was due.
    public var on: LocalDate
    /// Whether it was met then; else it fell overdue.
    public var isMet: Bool
  }
}

extension MonthReport.OfficeLine {
  /// What the month came to at a provider; nil where there is nothing to say.
  init?(of month: Month, in log: ProviderLog, named name: String) {
    self.init(provider: log.provider, name: name)
    var duties = DutyTally()
    var hasAdmissionMoved = false
    for chained in log.read where chained.event.counts(asOf: log.asOf, in: log.zone) {
      let event = chained.event
      duties.take(event, on: log.zone.date(of: event.at))
      guard log.zone.date(of: event.at).month == month else { continue }
      switch event.body {
      case .fact(.measure(.ordered), _): measures += 1
      case .fact(.notice(.sent), _): notices += 1
      case .fact(.admission(.channelOpened), _), .consequence(.admissionChanged): hasAdmissionMoved = true
      case .fact, .consequence, .publication: break
      }
    }
    if hasAdmissionMoved { admission = log.view.summary?.admission }
    for (term, end) in duties.ends where end.on.month == month {
      switch end.outcome {
      case .met: met += 1
      case .late: late.append(.init(duty: term.duty, clause: end.clause, on: end.on, isMet: true))
      case .waived: waived += 1
      case .open, .missed, .lapsed: break
      }
    }
    for (term, miss) in duties.misses where miss.due.month == month {
      if let end = duties.ends[term], end.on.month <= month { continue }
      late.append(.init(duty: term.duty, clause: miss.clause, on: miss.due, isMet: false))
    }
    late.sort { ($0.on, $0.duty) < ($1.on, $1.duty) }
    if isEmpty { return nil }
  }
}

/// How each term of each duty ended, and which were missed, by all that is known: a correction that has a duty owed again, or
/// met in time after all, leaves nothing of what was drawn before it.
private struct DutyTally {
  /// One duty from its opening on: an id may be opened again by another event.
  struct Term: Hashable {
    let duty: DutyID
    let basis: Int
  }

  private var current: [DutyID: Int] = [:]
  private(set) var ends: [Term: (outcome: OwedDuty.State, on: LocalDate, clause: String)] = [:]
  private(set) var misses: [Term: DutyMissed] = [:]

  mutating func take(_ event: Event, on date: LocalDate) {
    switch event.body {
    case .consequence(.dutyOpened(let opened)):
      current[opened.duty] = opened.basis
      ends[Term(duty: opened.duty, basis: opened.basis)] = nil
    case .consequence(.dutyMissed(let missed)): if let term = term(of: missed.duty) { misses[term] = missed }
    case .consequence(.dutyClosed(let closed)): close(closed)
    case .fact(.duty(.extended(let fact)), _): if let term = term(of: fact.duty) { misses[term] = nil }
    case .fact(.duty(.waived(let fact)), _): if let term = term(of: fact.duty) { ends[term] = (.waived, date, "") }
    case .fact, .consequence, .publication: break
    }
  }

  private mutating func close(_ closed: DutyClosed) {
    guard let term = term(of: closed.duty) else { return }
    switch closed.outcome {
    case .met:
      ends[term] = (.met, closed.on, closed.clause)
      misses[term] = nil
    case .late: ends[term] = (.late, closed.on, closed.clause)
    case .lapsed: ends[term] = (.lapsed, closed.on, closed.clause)
    }
  }

  private func term(of duty: DutyID) -> Term? { current[duty].map { Term(duty: duty, basis: $0) } }
}

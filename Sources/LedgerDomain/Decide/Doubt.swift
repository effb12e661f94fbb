/// What is doubtful about a fact that is taken all the same: whoever submits it should look again.
public enum Doubt: Equatable, Sendable {
  /// The same money moved within a day: the event of that, which may be the same.
  case similarMoney(DepositMovement)
  /// It is dated before the provider's registration, on this date.
  case beforeRegistration(LocalDate)
  /// It is dated in a year that is closed for the provider.
  case closedYear(Int)
  /// It has a date alone where the response clock counts hours.
  case noTime(LocalDate)

  /// The code as printed.
  public var code: String {
    switch self {
    case .similarMoney: "similar-money"
    case .beforeRegistration: "before-registration"
    case .closedYear: "closed-year"
    case .noTime: "no-time"
    }
  }
}

extension ProviderState {
  /// What is doubtful about a fact, held against what is known before it.
  ///
  /// - Parameter isDatedOnly: whether it was handed in with a date and no time.
  public func doubts(about submission: Submission, isDatedOnly: Bool) -> [Doubt] {
    var doubts: [Doubt] = []
    if case .deposit(let fact) = submission.fact, let like = deposit.movement(like: fact, at: submission.at) {
      doubts.append(.similarMoney(like))
    }
    let date = submission.fact.actDate ?? zone.date(of: submission.at)
    if let registration, date < registration.on { doubts.append(.beforeRegistration(registration.on)) }
    if years[date.year]?.closedScore != nil { doubts.append(.closedYear(date.year)) }
    if isDatedOnly, submission.fact.isTimed { doubts.append(.noTime(zone.date(of: submission.at))) }
    return doubts
  }
}

extension Fact {
  /// The date of the act, where it is told apart from when it was reported.
  fileprivate var actDate: LocalDate? {
    if case .breach(.reported(let report)) = self { return report.on }
    return nil
  }

  /// Whether the response clock counts from it or to it (§2.2.2).
  fileprivate var isTimed: Bool {
    switch self {
    case .service(.helpRequested), .service(.helpAnswered): true
    case .service(.complaintFiled), .service(.complaintUpheld), .service(.complaintRejected),
      .service(.salesReported), .provider, .deposit, .expansion, .meeting, .outlet, .breach, .appeal, .rectification,
      .termination, .outletDeposit, .duty, .outage, .reinstatement, .lateCase, .admission, .measure, .notice,
      .correction, .subject:
      false
    }
  }
}

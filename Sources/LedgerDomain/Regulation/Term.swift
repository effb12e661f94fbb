/// One number or range of a rulebook by its path in the file: what an agreement may set (§4.4(3)).
///
/// Ranges, caps, deadlines, limits and thresholds only; roles, procedures and calendars are nobody's to agree on.
public enum Term: Hashable, Sendable {
  /// The points a breach of a clause may cost.
  case points(Clause)
  /// The most that breaches sharing a clause's cap charge together.
  case cap(Clause)
  /// What may come off when a rectification is passed (§3.1(3)).
  case reduction
  /// A single number.
  case single(Single)

  /// A term that is a single number; its raw value is its path.
  public enum Single: String, CaseIterable, Sendable {
    /// §1.3.1(1): attended of invited, per cent.
    case attended = "meeting.attended-of-invited"
    /// §1.3.1(1): signed of attended, per cent.
    case signed = "meeting.signed-of-attended"
    /// §1.3.1(2): people for each planned outlet.
    case peoplePerOutlet = "expansion.people-per-outlet"
    /// §1.3.1(2): the first batch's share, per cent.
    case firstBatch = "expansion.first-batch"
    /// §1.3.1(2): calendar days to the first batch.
    case firstBatchDays = "expansion.first-batch-days"
    /// §1.3.1(2): calendar days to all of them.
    case completeDays = "expansion.complete-days"
    /// §2.1.1(4): working days for the applications.
    case applicationDays = "applications.working-days"
    /// §2.1.1(4): wrong entries, per cent.
    case applicationErrors = "applications.errors"
    /// §2.1.4(3): failed examinations, per cent.
    case trainingFailures = "training.failures"
    /// §2.2.2: hours of the response clock.
    case responseHours = "response.hours"
    /// §2.2.3(1): months in which an exit is early.
    case earlyExitMonths = "early-exits.months"
    /// §2.2.3(1): early exits, per cent.
    case earlyExitShare = "early-exits.share"
    /// §2.2.3(3): months not tested.
    case graceMonths = "dormancy.grace-months"
    /// §2.2.3(3): low sales, in fen.
    case lowFen = "dormancy.low-fen"
    /// §2.2.3(3): outlets that sell little, per cent.
    case lowShare = "dormancy.low"
    /// §2.2.3(3): outlets that sell nothing, per cent.
    case zeroShare = "dormancy.zero"
    /// §2.2.4(1): working days to answer an exit request.
    case exitResponseDays = "exit-response.working-days"
    /// Working days to appeal.
    case appealDays = "appeal.working-days"
    /// §3.1: points that open a rectification.
    case rectificationThreshold = "rectification.threshold"
    /// §3.2: points that open a termination.
    case terminationThreshold = "termination.threshold"
    /// §3.3(3): months before the deposit is released.
    case releaseMonths = "termination.release-months"
    /// §3.3(3): working days within which it is released.
    case releaseDays = "termination.release-working-days"
    /// §1.2(8): the deposit for each city, in fen.
    case depositPerCity = "deposit.per-city-fen"
  }

  /// What a term is set to.
  public enum Value: Hashable, Sendable {
    /// A single number.
    case number(Int)
    /// Fewest and most.
    case range(ClosedRange<Int>)
  }

  /// Every term, in the order of the file.
  public static let all: [Term] =
    Clause.allCases.flatMap { [.points($0), .cap($0)] } + singles(before: .rectificationThreshold).map(Term.single)
    + [.single(.rectificationThreshold), .reduction] + singles(after: .rectificationThreshold).map(Term.single)

  private static func singles(before last: Single) -> ArraySlice<Single> { Single.allCases.prefix { $0 != last } }
  private static func singles(after first: Single) -> ArraySlice<Single> {
    Single.allCases.drop { $0 != first }.dropFirst()
  }

  /// Where it stands in the file: keys with a point between them.
  public var path: String {
    switch self {
    case .points(let clause): "clauses.\(clause.rawValue).points"
    case .cap(let clause): "clauses.\(clause.rawValue).cap"
    case .reduction: "rectification.reduction"
    case .single(let single): single.rawValue
    }
  }

  /// Whether it is a range.
  public var isRange: Bool {
    switch self {
    case .points, .reduction: true
    case .cap, .single: false
    }
  }

  /// Whether it concerns the provider as a whole, whatever the city an act is in.
  public var isOfProvider: Bool {
    switch self {
    case .reduction: true
    case .points, .cap: false
    case .single(let single):
      [.appealDays, .rectificationThreshold, .terminationThreshold, .releaseMonths, .releaseDays, .depositPerCity]
        .contains(single)
    }
  }

  /// The numbers it can be set to; of a range, each end.
  public var bounds: ClosedRange<Int> {
    let most = 1_000_000_000_000
    switch self {
    case .points, .reduction: return 0...most
    case .cap: return 1...most
    case .single(let single):
      switch single {
      case .attended, .signed, .firstBatch, .applicationErrors, .trainingFailures, .earlyExitShare, .lowShare,
        .zeroShare:
        return 0...100
      case .firstBatchDays, .completeDays, .applicationDays, .earlyExitMonths, .graceMonths, .exitResponseDays,
        .appealDays, .releaseMonths, .releaseDays:
        return 0...3_660
      case .responseHours: return 1...3_660
      case .peoplePerOutlet, .rectificationThreshold, .terminationThreshold: return 1...most
      case .lowFen, .depositPerCity: return 0...most
      }
    }
  }
}

extension Terms {
  /// What a term is set to; nil for a cap that a clause does not have.
  public subscript(term: Term) -> Term.Value? {
    get {
      switch term {
      case .points(let clause): clauses[clause].map { .range($0.points) }
      case .cap(let clause): clauses[clause]?.cap.map(Term.Value.number)
      case .reduction: .range(rectification.reduction)
      case .single(let single): .number(self[single])
      }
    }
    set {
      switch (term, newValue) {
      case (.points(let clause), .range(let points)?): clauses[clause]?.points = points
      case (.cap(let clause), .number(let cap)?) where obeysEveryField || clause.capScope != .year:
        clauses[clause]?.cap = cap
      case (.reduction, .range(let reduction)?): rectification.reduction = reduction
      case (.single(let single), .number(let number)?): self[single] = number
      default: break
      }
    }
  }

  /// What a single number is set to.
  subscript(single: Term.Single) -> Int {
    get {
      switch single {
      case .attended: meeting.attended.value
      case .signed: meeting.signed.value
      case .peoplePerOutlet: expansion.peoplePerOutlet
      case .firstBatch: expansion.firstBatch.value
      case .firstBatchDays: expansion.firstBatchDays
      case .completeDays: expansion.completeDays
      case .applicationDays: applications.workingDays
      case .applicationErrors: applications.errors.value
      case .trainingFailures: trainingFailures.value
      case .responseHours: response.allowedSeconds / 3600
      case .earlyExitMonths: earlyExits.months
      case .earlyExitShare: earlyExits.share.value
      case .graceMonths: dormancy.graceMonths
      case .lowFen: dormancy.lowFen
      case .lowShare: dormancy.low.value
      case .zeroShare: dormancy.zero.value
      case .exitResponseDays: exitResponseWorkingDays
      case .appealDays: appealWorkingDays
      case .rectificationThreshold: thresholds.points(opening: .rectification)
      case .terminationThreshold: thresholds.points(opening: .termination)
      case .releaseMonths: termination.releaseMonths
      case .releaseDays: termination.releaseWorkingDays
      case .depositPerCity: depositPerCityFen
      }
    }
    set {
      switch single {
      case .attended: meeting.attended = Percent(newValue)
      case .signed: meeting.signed = Percent(newValue)
      case .peoplePerOutlet: expansion.peoplePerOutlet = newValue
      case .firstBatch: expansion.firstBatch = Percent(newValue)
      case .firstBatchDays: expansion.firstBatchDays = newValue
      case .completeDays: expansion.completeDays = newValue
      case .applicationDays: applications.workingDays = newValue
      case .applicationErrors: applications.errors = Percent(newValue)
      case .trainingFailures: trainingFailures = Percent(newValue)
      case .responseHours:
        response = ResponseClock(
          allowedSeconds: newValue * 3600, opensAt: response.opensAt, closesAt: response.closesAt)
      case .earlyExitMonths: earlyExits.months = newValue
      case .earlyExitShare: earlyExits.share = Percent(newValue)
      case .graceMonths: dormancy.graceMonths = newValue
      case .lowFen: dormancy.lowFen = newValue
      case .lowShare: dormancy.low = Percent(newValue)
      case .zeroShare: dormancy.zero = Percent(newValue)
      case .exitResponseDays: exitResponseWorkingDays = newValue
      case .appealDays: appealWorkingDays = newValue
      case .rectificationThreshold: thresholds.set(newValue, opening: .rectification)
      case .terminationThreshold: thresholds.set(newValue, opening: .termination)
      case .releaseMonths: termination.releaseMonths = newValue
      case .releaseDays: termination.releaseWorkingDays = newValue
      case .depositPerCity: depositPerCityFen = newValue
      }
    }
  }
}

/// A share that must be reached or not passed, in whole per cent, compared in integers only (§2).
public struct Percent: Hashable, Sendable {
  /// Whole per cent.
  public let value: Int

  /// `value` per cent.
  public init(_ value: Int) {
    self.value = value
  }

  /// Whether `part` is less than this share of `whole`.
  public func isMore(than part: Int, of whole: Int) -> Bool {
    Int128(part) * 100 < Int128(value) * Int128(whole)
  }

  /// Whether `part` is more than this share of `whole`.
  public func isLess(than part: Int, of whole: Int) -> Bool {
    Int128(part) * 100 > Int128(value) * Int128(whole)
  }

  /// This share of `whole`, rounded up.
  public func ceiling(of whole: Int) -> Int {
    Int((Int128(value) * Int128(whole) + 99) / 100)
  }

  /// This share of `whole`, rounded down.
  public func floor(of whole: Int) -> Int {
    Int(Int128(value) * Int128(whole) / 100)
  }
}

/// Every number one version of the rulebook decides by; nothing here is a literal anywhere else in the code.
public struct Terms: Sendable {
  /// The rulebook and version these terms are of, such as `taobao-daigou-1.5`.
  public var rulebook: String
  /// The ledger's time zone (§2).
  public var zone: Zone
  /// The working days (§2).
  public var calendar: WorkingDayCalendar
  /// What each clause says, in the order of `Clause.allCases` (§3).
  public var clauses: [Clause: ClauseTerms]
  /// §1.3.1(1): recruiting meetings.
  public var meeting: MeetingTerms
  /// §1.3.1(2): outlets to be signed in a new city.
  public var expansion: ExpansionTerms
  /// §2.1.1(4): deposit applications.
  public var applications: ApplicationTerms
  /// §2.1.4(3): the most that may fail a training's examination.
  public var trainingFailures: Percent
  /// §2.2.2: the first answer to a help ticket.
  public var response: ResponseClock
  /// §2.2.3(1): exits soon after opening.
  public var earlyExits: EarlyExitTerms
  /// §2.2.3(3): outlets that sell little or nothing.
  public var dormancy: DormancyTerms
  /// §2.2.4(1): working days within which an exit request must be answered.
  public var exitResponseWorkingDays: Int
  /// Working days after the recording of a charge within which the provider may appeal.
  public var appealWorkingDays: Int
  /// The points that open a procedure, and which, the least severe first (§3.1, §3.2).
  public var thresholds: [Threshold]
  /// §3.1: rectification.
  public var rectification: RectificationTerms
  /// §3.2, §3.3: termination.
  public var termination: TerminationTerms
  /// §1.2(8): the deposit frozen for each city, in fen.
  public var depositPerCityFen: Int
  /// Whether all that the version states holds; false for one that a log has held since before ledgers obeyed every
  /// field, where caps by the year are no terms, neither the version's nor an agreement's.
  public var obeysEveryField = true
  /// §2.1.1(3): the deposits of outlets; nil where the version has no such section.
  public var outletDeposits: OutletDepositTerms?
  /// The duties of an office, row by row; nil where the version has no such section.
  public var duties: DutyRows?
  /// §4.2(1): the platform's own failures; nil where the version has no such section.
  public var outages: OutageTerms?
  /// Who takes a termination back; nil where the version has no such section: then nobody does.
  public var reinstatement: ReinstatementTerms?
  /// Until when a year that is over opens a case by itself; nil where the version has no such section: then always.
  public var lateCases: LateCaseTerms?
  /// What is taken out of order; nil where the version has no such section: nothing is.
  public var order: OrderTerms?
  /// §1.2b(3): the opening of the channel; nil where the version has no such section.
  public var opening: OpeningTerms?
  /// By what a provider is reached; nil where the version has no such section.
  public var contacts: ContactTerms?
  /// The conditions of admission, in the order of the file; nil where the version has no such section.
  public var criteria: [CriterionRow]?
  /// What must hold before acts of the platform; nil where the version has no such section.
  public var gates: GateTerms?
  /// §1.1(7), §1.1.3(3), §1.4.1(2): measures besides points; nil where the version has no such section.
  public var measures: MeasureTerms?
  /// §4.3: notices; nil where the version has no such section.
  public var notices: NoticeTerms?
  /// Who may put right what was recorded wrongly; nil where the version has no such section: then nobody may.
  public var corrections: CorrectionTerms?

  /// Terms made of their parts.
  public init(
    rulebook: String, zone: Zone, calendar: WorkingDayCalendar, clauses: [Clause: ClauseTerms], meeting: MeetingTerms,
    expansion: ExpansionTerms, applications: ApplicationTerms, trainingFailures: Percent, response: ResponseClock,
    earlyExits: EarlyExitTerms, dormancy: DormancyTerms, exitResponseWorkingDays: Int, appealWorkingDays: Int,
    thresholds: [Threshold], rectification: RectificationTerms, termination: TerminationTerms, depositPerCityFen: Int
  ) {
    self.rulebook = rulebook
    self.zone = zone
    self.calendar = calendar
    self.clauses = clauses
    self.meeting = meeting
    self.expansion = expansion
    self.applications = applications
    self.trainingFailures = trainingFailures
    self.response = response
    self.earlyExits = earlyExits
    self.dormancy = dormancy
    self.exitResponseWorkingDays = exitResponseWorkingDays
    self.appealWorkingDays = appealWorkingDays
    self.thresholds = thresholds
    self.rectification = rectification
    self.termination = termination
    self.depositPerCityFen = depositPerCityFen
  }
}

extension Terms {
  /// What the rows of duties and the criteria ask for, by their slugs.
  public var officeNames: [String: Words] {
    var names: [String: Words] = [:]
    for row in criteria ?? [] { names[row.slug.text] = row.words }
    for row in duties?.rows ?? [] { names[row.slug.text] = row.words }
    return names
  }
}

/// §1.3.1(1): what a recruiting meeting must reach.
public struct MeetingTerms: Hashable, Sendable {
  /// Attended of invited, at least.
  public var attended: Percent
  /// Signed of attended, at least.
  public var signed: Percent

  /// Shares to reach.
  public init(attended: Percent, signed: Percent) {
    self.attended = attended
    self.signed = signed
  }
}

/// §1.3.1(2): how many outlets a city needs, and by when.
public struct ExpansionTerms: Hashable, Sendable {
  /// One outlet is planned for each so many people, rounded up.
  public var peoplePerOutlet: Int
  /// The first batch's share of the planned outlets, rounded up.
  public var firstBatch: Percent
  /// Calendar days from authorisation to the first batch's due date.
  public var firstBatchDays: Int
  /// Calendar days from authorisation to the due date of all.
  public var completeDays: Int

  /// What a city needs.
  public init(peoplePerOutlet: Int, firstBatch: Percent, firstBatchDays: Int, completeDays: Int) {
    self.peoplePerOutlet = peoplePerOutlet
    self.firstBatch = firstBatch
    self.firstBatchDays = firstBatchDays
    self.completeDays = completeDays
  }
}

/// §2.1.1(4): the applications that follow a meeting.
public struct ApplicationTerms: Hashable, Sendable {
  /// Working days after the meeting within which they must be submitted.
  public var workingDays: Int
  /// The most entries that may be wrong.
  public var errors: Percent

  /// Time and error limit.
  public init(workingDays: Int, errors: Percent) {
    self.workingDays = workingDays
    self.errors = errors
  }
}

/// §2.2.3(1): exits soon after opening.
public struct EarlyExitTerms: Hashable, Sendable {
  /// Natural months after the month of opening in which an exit counts.
  public var months: Int
  /// The most of a city's planned outlets that may exit so.
  public var share: Percent

  /// Months and share.
  public init(months: Int, share: Percent) {
    self.months = months
    self.share = share
  }
}

/// §2.2.3(3): outlets that sell little or nothing.
public struct DormancyTerms: Hashable, Sendable {
  /// Natural months after the month of signing (or receipt) that are not tested.
  public var graceMonths: Int
  /// Sales below this in two months running are low, in fen.
  public var lowFen: Int
  /// The most outlets that may be low.
  public var low: Percent
  /// The most outlets that may sell nothing.
  public var zero: Percent

  /// Grace, limits and shares.
  public init(graceMonths: Int, lowFen: Int, low: Percent, zero: Percent) {
    self.graceMonths = graceMonths
    self.lowFen = lowFen
    self.low = low
    self.zero = zero
  }
}

/// §3.1: the workflow at the first threshold.
public struct RectificationTerms: Hashable, Sendable {
  /// Points that may come off when it is passed, besides none.
  public var reduction: ClosedRange<Int>

  /// What may come off.
  public init(reduction: ClosedRange<Int>) {
    self.reduction = reduction
  }
}

/// §3.2, §3.3: the end of the agreement.
public struct TerminationTerms: Hashable, Sendable {
  /// Who may ask for it, by ground.
  public var requesters: [TerminationGround: [Role]]
  /// Who takes each step, by step; the two signatures are taken by the roles of `signed`, one each.
  public var steps: [TerminationStep: [Role]]
  /// The departments to be notified, each once.
  public var departments: [Role]
  /// Months after the contract's end before which the deposit is not released.
  public var releaseMonths: Int
  /// Working days within which the deposit is released once it may be.
  public var releaseWorkingDays: Int

  /// Procedure and release.
  public init(
    requesters: [TerminationGround: [Role]], steps: [TerminationStep: [Role]], departments: [Role],
    releaseMonths: Int, releaseWorkingDays: Int
  ) {
    self.requesters = requesters
    self.steps = steps
    self.departments = departments
    self.releaseMonths = releaseMonths
    self.releaseWorkingDays = releaseWorkingDays
  }
}

/// Why a termination case is open (§3.2, §3.3).
public enum TerminationGround: String, CaseIterable, Sendable {
  /// A year's score reached the threshold.
  case points
  /// For cause.
  case cause
  /// At the provider's request.
  case request
  /// The agreement expired.
  case expiry
}

/// The last step a termination case has taken (§3.3).
public enum TerminationStep: String, CaseIterable, Comparable, Sendable {
  /// The case is open.
  case opened
  /// Channel expansion has proposed it.
  case proposed
  /// The five departments have been notified.
  case departmentsNotified = "departments-notified"
  /// The department head has confirmed it.
  case confirmed
  /// One of the two signatures is given.
  case signedOnce = "signed-once"
  /// Both signatures are given.
  case signed
  /// The channel is frozen: the provider is terminated.
  case frozen
  /// Departments and provider have been told.
  case notified

  /// The step that comes next; nil after the last.
  public var next: TerminationStep? {
    let all = Self.allCases
    let index = all.firstIndex(of: self)! + 1
    return index < all.count ? all[index] : nil
  }

  private var rank: Int { Self.allCases.firstIndex(of: self)! }

  /// The earlier one is less.
  public static func < (left: TerminationStep, right: TerminationStep) -> Bool { left.rank < right.rank }
}

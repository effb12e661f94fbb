/// Everything the ledger knows of one provider: its stream of events, folded by `evolve`.
public struct ProviderState: Equatable, Sendable {
  /// The provider's key.
  public let provider: Key<Provider>
  /// The ledger's zone, which turns moments into dates.
  public let zone: Zone
  /// Its name, kind and date of registration; nil before that.
  public var registration: Registration?
  /// The version of the last event folded.
  public var version = 0
  /// The position of the last event folded.
  public var position = 0
  /// The latest date of any event folded: from then on, every question about a date has the same answer.
  public var through: LocalDate?
  /// The rulebook of the last event folded.
  public var rulebook = ""

  /// Its own agreements, in the order of signing.
  public var agreements: [Agreement] = []
  /// The deposit.
  public var deposit = Deposit()
  /// The deposits of its outlets, by key.
  public var outletDeposits: [Key<Outlet>: OutletDepositSums] = [:]
  /// All of them together.
  public var outletDepositSums = OutletDepositSums()
  /// The duties of an office ever opened, by id.
  package var owedDuties = Register<DutyID, OwedDuty>()
  /// Those that a standing lists, open, missed or met late, by the slugs of their rows.
  public var listedDuties: [Key<DutyRow>: [DutyID: Standing.DutyLine]] = [:]
  /// Times in which it could not use the platform's service, by key.
  public var outages: [Key<Outage>: TimeSpan] = [:]
  /// What the due date was before it was counted again, for a further year of the calendar was known, by the duty's id.
  public var duesMoved: [BreachID: LocalDate] = [:]
  /// What is known of the way in.
  var admissionBox = Rare<ProviderAdmission>()
  /// Measures ordered, by key.
  public var measures: [Key<Measure>: Measure] = [:]
  /// Notices sent, by key.
  public var notices: [Key<Notice>: Notice] = [:]
  /// Cities authorised, by key.
  public var cities: [Key<City>: City] = [:]
  /// Meetings held, by key.
  package var meetings = Register<Key<Meeting>, Meeting>()
  /// Trainings examined.
  package var trainings = Register<Key<Training>, Presence>()
  /// Promotions run.
  package var promotions = Register<Key<Promotion>, Presence>()
  /// Months in which some promotion ran.
  public var promotionMonths: Set<Month> = []
  /// Outlets ever held, by key.
  public var outlets: [Key<Outlet>: Outlet] = [:]
  /// Help tickets, by key.
  package var tickets = Register<Key<Ticket>, Ticket>()
  /// Complaints, by key.
  package var complaints = Register<Key<Complaint>, Complaint>()
  /// Sales reports, by city and month.
  package var sales = Register<SalesMonth, SalesReport>()

  /// Breaches ever raised, by id.
  package var breaches = Register<BreachID, Breach>()
  /// How many there are.
  public var breachCount = 0
  /// Their ids, by their place in the order in which they were raised, from 0.
  package var breachOrder = Register<Int, BreachID>()
  /// Years with a point ever charged, or closed.
  public var years: [Int: YearScore] = [:]
  /// How many charges stand, by the date of the act.
  public var chargesByDay: [LocalDate: Int] = [:]
  /// Points charged now under each cap's key; under a key by the year from the first charge on that fell under it.
  public var chargedUnderCap: [CapKey: Int] = [:]
  /// Meetings whose results pause expansion, and since when.
  public var pauses: [Key<Meeting>: Instant] = [:]
  /// Rectification cases, oldest first.
  public var rectifications: [RectificationCase] = []
  /// Termination cases, oldest first.
  public var terminations: [TerminationCase] = []
  /// Rectifications ever failed.
  public var rectificationFailures = 0
  /// Breaches that a person must judge again, for a correction shows them otherwise.
  public var reviews: Set<BreachID> = []
  /// The position of the last correction or outage, by which a withdrawn breach may be raised again; 0 for none.
  public var lastCorrection = 0
  /// Whether the last word on expansion was a suspension.
  public var isExpansionSuspended = false

  // Counts kept as events are folded, so that a standing need not go over all that ever was.

  /// Outlets held, open and gone.
  public var outletCounts = Standing.OutletCounts()
  /// This provider's own signings that are not gone, by city.
  public var signedByCity: [Key<City>: Int] = [:]
  /// What the pending breaches of each year may still cost.
  public var exposures: [Int: Standing.Exposure] = [:]
  /// Appeals filed and not decided, by the year of the points appealed.
  public var openAppeals: [Int: Int] = [:]
  /// For each city an outlet was ever held in: the months whose sales were to be reported, and were.
  public var salesDuties: [Key<City>: SalesDuty] = [:]

  // Work lists: what is still open among the above, so that a decision need not search all that ever was.

  /// Tickets not answered whose breach was never raised.
  public var openTickets: [Key<Ticket>: OpenTicket] = [:]
  /// Outlets whose exit request in the system is not fulfilled.
  public var openExitRequests: Set<Key<Outlet>> = []
  /// Meetings whose applications are not submitted.
  public var openApplications: Set<Key<Meeting>> = []
  /// Complaints not decided.
  public var openComplaints: Set<Key<Complaint>> = []
  /// The latest date on which a complaint was decided.
  public var lastComplaintClosedOn: LocalDate?
  /// The first month in which a promotion may still be missing; nil while no outlet has ever opened.
  public var promotionsOwedFrom: Month?
  /// Months of which the breach was raised: in these no promotion is owed any more.
  public var raisedPromotionMonths: Set<Month> = []
  /// Pending breaches of a duty, which a late fact may withdraw.
  public var pendingDutyBreaches: Set<BreachID> = []
  /// The version of the last event that may have changed what is open besides breaches and tickets.
  public var openSince = 0
  /// The cities of breaches and duties whose subjects are left out; none of a state that was folded (`OpenWork`).
  var citiesOfLeftOut: [BreachID: Key<City>] = [:]

  /// A provider nothing is known of.
  public init(provider: Key<Provider>, zone: Zone) {
    self.provider = provider
    self.zone = zone
  }

  /// The state, moved out of what is done with; one that nothing is known of is left there.
  ///
  /// A copy would count its sixty references up, and the end of what held it would count them down again: more than an
  /// eighth of folding.
  mutating func movedOut() -> ProviderState {
    var moved = ProviderState(provider: provider, zone: zone)
    swap(&moved, &self)
    return moved
  }

  /// A provider's name, kind and date of registration.
  public struct Registration: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// Whose outlets it runs.
    public var kind: ProviderKind
    /// The date of the registration.
    public var on: LocalDate
    /// Whether it is held to the gates: the version of that date has some (offices §1).
    public var isGated = false
  }
}

extension ProviderState {
  /// The rectification that is open, the later one if a view shows two (§7.11).
  public var openRectification: RectificationCase? {
    rectifications.last { $0.outcome == nil }
  }

  /// The termination case that is open or frozen, the later one if a view shows two (§7.11).
  public var termination: TerminationCase? {
    terminations.last { $0.outcome == nil }
  }

  /// The termination case that is open and not frozen.
  public var openTermination: TerminationCase? {
    termination.flatMap { $0.frozenOn == nil ? $0 : nil }
  }

  /// The date of the freeze that terminated the provider; nil before it.
  public var frozenOn: LocalDate? {
    termination?.frozenOn
  }

  /// Whether expansion must be suspended: a case is open, or the provider terminated (§5, step 5).
  @inline(__always)
  public var mustSuspendExpansion: Bool {
    rectifications.contains { $0.outcome == nil } || terminations.contains { $0.outcome == nil }
  }

  /// The times in which it could not use the platform's service, in order of their beginnings.
  public var outageSpans: [TimeSpan] {
    outages.isEmpty ? [] : outages.values.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
  }

  /// The year's points.
  public func score(_ year: Int) -> Int {
    years[year]?.score ?? 0
  }

  /// Whether it is a third party, and not run by the platform itself.
  public var isThirdParty: Bool {
    registration?.kind == .thirdParty
  }

  /// Whether a clause binds the provider for an act of `date` (`third-party-only`, §3).
  func isBound(by clause: Clause, on date: LocalDate, _ rules: Rules) -> Bool {
    isThirdParty || !rules.isForThirdPartiesOnly(clause, on: date)
  }

  /// Where the provider stands, in one word (§5).
  public var status: ProviderStatus {
    if frozenOn != nil { return .terminated }
    if termination != nil { return .terminating }
    return openRectification == nil ? .active : .rectification
  }

  /// Whether it may open another city (§5).
  public var expansion: ExpansionStatus {
    if mustSuspendExpansion { return .suspended }
    return pauses.isEmpty ? .open : .paused
  }
}

/// Where a provider stands, in one word (§5).
public enum ProviderStatus: String, CaseIterable, Sendable {
  /// No case is open.
  case active
  /// A rectification is open (§3.1).
  case rectification
  /// A termination case is open and the channel not yet frozen (§3.3).
  case terminating
  /// The channel is frozen (§3.3).
  case terminated
}

/// Whether a provider may open another city (§5).
public enum ExpansionStatus: String, CaseIterable, Sendable {
  /// It may.
  case open
  /// A meeting's results pause it (§1.3.1(1)).
  case paused
  /// A case is open, or the provider is terminated (§3.1(1)).
  case suspended
}

/// Where a provider stands on a date, as known at a moment: the answer to every question about it.
public struct Standing: Equatable, Sendable {
  /// The provider's key.
  public var provider: Key<Provider>
  /// The rulebook in force on `asOf`.
  public var rulebook: String
  /// The date asked about.
  public var asOf: LocalDate
  /// The state of knowledge asked about.
  public var knownAt: Instant
  /// The year asked about.
  public var year: Int
  /// All that does not depend on the year asked about, but for the breaches.
  public var summary: Summary
  /// All breaches, in order of `on`, then id.
  public var breaches: [BreachLine]

  /// A standing made of its parts.
  public init(
    provider: Key<Provider>, rulebook: String, asOf: LocalDate, knownAt: Instant, year: Int, summary: Summary,
    breaches: [BreachLine]
  ) {
    self.provider = provider
    self.rulebook = rulebook
    self.asOf = asOf
    self.knownAt = knownAt
    self.year = year
    self.summary = summary
    self.breaches = breaches
  }

  /// The provider's points in the year asked about.
  public var score: Int { summary.years.first { $0.year == year }?.score ?? 0 }

  /// What the pending breaches of the year asked about may still cost.
  public var exposure: Exposure { summary.exposures[year] ?? Exposure() }

  /// What a provider's standing says whatever year is asked about.
  public struct Summary: Equatable, Sendable {
    /// Its name.
    public var name: String
    /// Whose outlets it runs.
    public var kind: ProviderKind
    /// Where it stands, in one word.
    public var status: ProviderStatus
    /// Whether it may open another city.
    public var expansion: ExpansionStatus
    /// Meetings whose results pause expansion, by key.
    public var pauses: [Key<Meeting>]
    /// Years with a point ever charged or a closing, ascending.
    public var years: [YearLine]
    /// What the pending breaches of each year may still cost.
    public var exposures: [Int: Exposure]
    /// The open rectification.
    public var rectification: RectificationLine?
    /// The open termination, or the one that ended the agreement.
    public var termination: TerminationLine?
    /// The deposit.
    public var deposit: DepositSums
    /// Cities, by key.
    public var cities: [CityLine]
    /// Outlets.
    public var outlets: OutletCounts
    /// Its own agreements, in the order of signing.
    public var agreements: [AgreementLine]
    /// The deposits of its outlets, all together.
    public var outletDeposits: OutletDepositSums
    /// The duties of an office that are open, missed or met late, by due date, those without one last, then by id.
    public var duties: [DutyLine]
    /// The admission; nil while nothing was found, and no channel opened.
    public var admission: AdmissionLine?
    /// By what it is reached, by name.
    public var contacts: [Key<ContactRow>: String]
    /// Measures ordered, by key.
    public var measures: [MeasureLine]
    /// Notices sent, by key.
    public var notices: [NoticeLine]
    /// Breaches that a person must judge again, for a correction shows them otherwise, by id.
    public var reviews: [BreachID]

    /// A summary made of its parts.
    public init(
      name: String, kind: ProviderKind, status: ProviderStatus, expansion: ExpansionStatus, pauses: [Key<Meeting>],
      years: [YearLine], exposures: [Int: Exposure], rectification: RectificationLine? = nil,
      termination: TerminationLine? = nil, deposit: DepositSums, cities: [CityLine], outlets: OutletCounts,
      agreements: [AgreementLine] = [], outletDeposits: OutletDepositSums = OutletDepositSums(),
      admission: AdmissionLine? = nil, duties: [DutyLine] = [], measures: [MeasureLine] = [],
      notices: [NoticeLine] = [], contacts: [Key<ContactRow>: String] = [:],
      reviews: [BreachID] = []
    ) {
      self.name = name
      self.kind = kind
      self.status = status
      self.expansion = expansion
      self.pauses = pauses
      self.years = years
      self.exposures = exposures
      self.rectification = rectification
      self.termination = termination
      self.deposit = deposit
      self.cities = cities
      self.outlets = outlets
      self.agreements = agreements
      self.outletDeposits = outletDeposits
      self.duties = duties
      self.admission = admission
      self.contacts = contacts
      self.measures = measures
      self.notices = notices
      self.reviews = reviews
    }
  }

  /// A duty of an office that is open, missed or met late (offices §3).
  public struct DutyLine: Equatable, Sendable {
    /// Its id.
    public var duty: DutyID
    /// Where it stands.
    public var state: OwedDuty.State
    /// By when it is due; nil where nothing says.
    public var due: DueDate?
    /// Who owes it.
    public var owedBy: Role
    /// When it was opened.
    public var openedAt: Instant

    /// A duty.
    public init(duty: DutyID, state: OwedDuty.State, due: DueDate?, owedBy: Role, openedAt: Instant) {
      self.duty = duty
      self.state = state
      self.due = due
      self.owedBy = owedBy
      self.openedAt = openedAt
    }
  }

  /// What pending breaches may still cost: how many they are, and the sum of their ranges.
  public struct Exposure: Equatable, Sendable {
    /// How many are pending.
    public var count = 0
    /// At least so many points.
    public var minimum = 0
    /// At most so many points.
    public var maximum = 0

    /// So many breaches and their ranges together.
    public init(count: Int = 0, minimum: Int = 0, maximum: Int = 0) {
      self.count = count
      self.minimum = minimum
      self.maximum = maximum
    }
  }

  /// One year.
  public struct YearLine: Equatable, Sendable {
    /// The year.
    public var year: Int
    /// Its points.
    public var score: Int
    /// Its points when it was closed; nil while it is open.
    public var closedScore: Int?

    /// One year.
    public init(year: Int, score: Int, closedScore: Int? = nil) {
      self.year = year
      self.score = score
      self.closedScore = closedScore
    }
  }

  /// One breach.
  public struct BreachLine: Equatable, Sendable {
    /// Its id.
    public var breach: BreachID
    /// The clause broken.
    public var clause: Clause
    /// The date of the act.
    public var on: LocalDate
    /// Where it stands.
    public var state: Breach.Status
    /// The points it may cost.
    public var points: ClosedRange<Int>
    /// Points assessed; nil unless assessed or overturned.
    public var assessed: Int?
    /// Points charged; nil unless assessed or overturned.
    public var charged: Int?

    /// One breach.
    public init(
      breach: BreachID, clause: Clause, on: LocalDate, state: Breach.Status, points: ClosedRange<Int>,
      assessed: Int? = nil, charged: Int? = nil
    ) {
      self.breach = breach
      self.clause = clause
      self.on = on
      self.state = state
      self.points = points
      self.assessed = assessed
      self.charged = charged
    }
  }

  /// An open rectification.
  public struct RectificationLine: Equatable, Sendable {
    /// The year whose score opened it.
    public var year: Int
    /// Whether it has been ordered.
    public var isOrdered: Bool
    /// By when its demands must be met; nil until ordered.
    public var deadline: LocalDate?

    /// An open rectification.
    public init(year: Int, isOrdered: Bool, deadline: LocalDate? = nil) {
      self.year = year
      self.isOrdered = isOrdered
      self.deadline = deadline
    }
  }

  /// A termination.
  public struct TerminationLine: Equatable, Sendable {
    /// Why it was opened.
    public var ground: TerminationGround
    /// The year whose score opened it; nil unless the ground is points.
    public var year: Int?
    /// The last step taken.
    public var step: TerminationStep

    /// A termination.
    public init(ground: TerminationGround, year: Int? = nil, step: TerminationStep) {
      self.ground = ground
      self.year = year
      self.step = step
    }
  }

  /// One city.
  public struct CityLine: Equatable, Sendable {
    /// Its key.
    public var city: Key<City>
    /// How many people live there.
    public var population: Int
    /// Outlets planned.
    public var planned: Int
    /// When the first batch is due.
    public var firstBatchDue: LocalDate
    /// When all are due.
    public var completeDue: LocalDate
    /// This provider's own signings there that are not gone.
    public var signed: Int

    /// One city.
    public init(
      city: Key<City>, population: Int, planned: Int, firstBatchDue: LocalDate, completeDue: LocalDate, signed: Int
    ) {
      self.city = city
      self.population = population
      self.planned = planned
      self.firstBatchDue = firstBatchDue
      self.completeDue = completeDue
      self.signed = signed
    }
  }

  /// One of the provider's own agreements.
  public struct AgreementLine: Equatable, Sendable {
    /// The position of its signing.
    public var position: Int
    /// The first date of its term.
    public var startsOn: LocalDate
    /// The last.
    public var endsOn: LocalDate
    /// What it sets in the place of the regulation's terms.
    public var terms: TermsOverride
    /// The territory it is for; nil for all.
    public var cities: [Key<City>]?

    /// One agreement.
    public init(position: Int, startsOn: LocalDate, endsOn: LocalDate, terms: TermsOverride, cities: [Key<City>]?) {
      self.position = position
      self.startsOn = startsOn
      self.endsOn = endsOn
      self.terms = terms
      self.cities = cities
    }
  }

  /// Outlets held, open and gone.
  public struct OutletCounts: Equatable, Sendable {
    /// Held now.
    public var signed = 0
    /// Of those, opened.
    public var open = 0
    /// Exited, transferred or frozen.
    public var gone = 0

    /// Counts.
    public init(signed: Int = 0, open: Int = 0, gone: Int = 0) {
      self.signed = signed
      self.open = open
      self.gone = gone
    }
  }
}

extension Event {
  /// Whether the event counts in a view as of a date (§6).
  ///
  /// A breach counts by the date of its act, and a judgement on it whenever it was made: it is knowledge about the act. So
  /// is a correction; the fact then counts by its date as it is read.
  /// Everything else counts by its own date.
  public func counts(asOf date: LocalDate, in zone: Zone) -> Bool {
    switch body {
    case .fact(.breach(.reported), .breach(let on, _)): on <= date
    case .fact(.correction, _): true
    case .fact(let fact, _): fact.isJudgement || zone.date(of: at) <= date
    case .consequence(.breachDetected(let found)): found.on <= date
    case .consequence(.pointsDeducted(let deduction)): deduction.on <= date
    case .consequence(.breachWithdrawn), .consequence(.reviewDue), .consequence(.breachReopened): true
    case .consequence, .publication: zone.date(of: at) <= date
    }
  }
}

extension Fact {
  /// Whether the fact is a finding about a breach already raised.
  var isJudgement: Bool {
    switch self {
    case .breach(let fact): fact.isFinding
    case .appeal: true
    case .provider, .deposit, .expansion, .meeting, .outlet, .service, .rectification, .termination, .outletDeposit,
      .duty, .outage, .reinstatement, .lateCase, .admission, .measure, .notice, .correction,
      .subject:
      false
    }
  }
}

extension ProviderState {
  /// Folds one event in where it counts as of `date`; the same fold as `evolve`, with a filter before it (§6).
  public mutating func evolve(_ event: Event, asOf date: LocalDate) {
    if event.counts(asOf: date, in: zone) { evolve(event) }
  }
}

/// The events of a view by two clocks (§6): those known at a moment, of which those that count as of a date.
///
/// Feed it whole streams in log order: an event about a breach that is not in the view is passed over (§7.11).
public struct View: Sendable {
  /// As of the end of this date; nil for no limit.
  public let asOf: LocalDate?
  /// As known at this moment; nil for everything known.
  public let knownAt: Instant?
  /// How facts are read by what is known: a fact counts by its date as read, one not read by its date as recorded.
  public var readings = Readings()
  private let zone: Zone
  private var raised: [Key<Provider>: Set<BreachID>] = [:]

  /// A view without corrections; both nil takes every event.
  public init(asOf: LocalDate?, knownAt: Instant?, zone: Zone) {
    self.asOf = asOf
    self.knownAt = knownAt
    self.zone = zone
  }

  /// Whether every event is in it.
  public var isWhole: Bool { asOf == nil && knownAt == nil }

  /// Whether the next event of the log is in the view.
  public mutating func takes(_ event: Event) -> Bool {
    if let knownAt, event.recordedAt > knownAt { return false }
    guard let asOf else { return true }
    if readings.isBeyond(asOf, event) { return false }
    guard (readings.asRead(event) ?? event).counts(asOf: asOf, in: zone) else { return false }
    guard let breach = event.breach else { return true }
    switch event.body {
    case .fact(.breach(.reported), _), .consequence(.breachDetected):
      raised[event.provider, default: []].insert(breach)
      return true
    case .fact, .consequence, .publication: return raised[event.provider]?.contains(breach) ?? false
    }
  }
}

/// A measure that was ordered, and what became of it (offices §6).
public struct Measure: Equatable, Sendable {
  /// Where a measure stands.
  public enum Status: String, CaseIterable, Sendable {
    /// It is to be done, or lasts.
    case open
    /// What it orders is done.
    case fulfilled
    /// It is lifted.
    case lifted
  }

  /// What kind of measure it is.
  public var kind: Key<MeasureKind>
  /// When it was ordered.
  public var orderedAt: Instant
  /// The date of that.
  public var since: LocalDate
  /// The outlet it is about.
  public var outlet: Key<Outlet>?
  /// What it did at once; nil for nothing.
  public var effect: MeasureEffect?
  /// Where it stands.
  public var status = Status.open
  /// The date on which it was fulfilled or lifted; nil while it is open.
  public var until: LocalDate?

  /// Whether it stops business on a date: on the first day and the last as on those between.
  fileprivate func stopsBusiness(on date: LocalDate) -> Bool {
    effect == .business && since <= date && until.map { date <= $0 } ?? true
  }

  /// Whether it stops business on any day of a month.
  fileprivate func stopsBusiness(in month: Month) -> Bool {
    effect == .business && since.month <= month && until.map { month <= $0.month } ?? true
  }
}

extension MeasureFact {
  /// Whether it may change what is open besides breaches and tickets: an outlet may be gone by it.
  var movesOpenWork: Bool {
    switch self {
    case .ordered: true
    case .fulfilled, .lifted: false
    }
  }
}

extension ProviderState {
  /// Whether no measure stops the provider's business on a date (§1.1(7)).
  func isBusinessOpen(on date: LocalDate) -> Bool {
    !measures.values.contains { $0.stopsBusiness(on: date) }
  }

  /// Whether a measure stops it on any day of a month: then the month wants no promotion and tests no sales (offices §6).
  func isBusinessStopped(in month: Month) -> Bool {
    !measures.isEmpty && measures.values.contains { $0.stopsBusiness(in: month) }
  }

  mutating func evolve(_ fact: MeasureFact, _ decided: Decided, _ event: Event) {
    let date = zone.date(of: event.at)
    switch fact {
    case .ordered(let fact):
      var measure = Measure(kind: fact.kind, orderedAt: event.at, since: date, outlet: fact.outlet)
      if case .effect(let effect) = decided { measure.effect = effect }
      measures[fact.measure] = measure
      if measure.effect == .outletGone, let outlet = fact.outlet, outlets[outlet]?.isGone == false {
        depart(outlet, .revoked, on: date)
      }
    case .fulfilled(let fact): close(fact.measure, .fulfilled, on: date)
    case .lifted(let fact): close(fact.measure, .lifted, on: date)
    }
  }

  private mutating func close(_ measure: Key<Measure>, _ status: Measure.Status, on date: LocalDate) {
    measures[measure]?.status = status
    measures[measure]?.until = date
  }
}

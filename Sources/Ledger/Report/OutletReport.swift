import EventStore
public import LedgerDomain

/// A provider's outlets, as of a date and as known at a moment.
public struct OutletReport: Sendable {
  /// The provider.
  public var provider: Key<Provider>
  /// Its name.
  public var name: String
  /// The date asked about.
  public var asOf: LocalDate
  /// The state of knowledge asked about.
  public var knownAt: Instant
  /// The ledger's zone.
  public var zone: Zone
  /// The months whose sales are told: the last that are over.
  public var months: ClosedRange<Month>
  /// The outlets ever held, by city, then key.
  public var lines: [OutletLine]
}

extension Ledger {
  /// A provider's outlets.
  ///
  /// - Parameter months: of how many months sales are told.
  /// - Throws: `unknown-provider` when the view knows of no such provider.
  public func outlets(
    of provider: Key<Provider>, months: Int, _ question: StandingQuestion, now: Instant
  ) throws -> OutletReport {
    let asOf = question.asOf ?? zone.date(of: now)
    return try store.read { reader in
      let rules = try rules(for: question, in: reader)
      let state = try state(of: provider, question, asOf: asOf, from: reader)
      guard let registration = state.registration else {
        throw try reader.unknown(provider)
      }
      let last = asOf.adding(days: 1).month.adding(-1)
      let told = last.adding(1 - months)...last
      return OutletReport(
        provider: provider, name: registration.name, asOf: asOf,
        knownAt: try question.knowledge(now: now, in: reader, zone), zone: zone, months: told,
        lines: state.outletLines(
          on: asOf, at: question.moment(now: now, in: zone), salesOf: told, by: rules))
    }
  }

  /// A provider's state in the view asked about: the one kept where everything counts in it, else folded.
  func state(
    of provider: Key<Provider>, _ question: StandingQuestion, asOf: LocalDate, from reader: any EventStoreReader
  ) throws -> ProviderState {
    if question.knownAt == nil {
      let state = try reader.state(of: provider, zone: zone).state
      if state.through.map({ $0 <= asOf }) ?? true { return state }
    }
    return try reader.state(of: provider, in: View(asOf: asOf, knownAt: question.knownAt, zone: zone), zone)
  }
}

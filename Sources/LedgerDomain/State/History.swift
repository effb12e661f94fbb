/// A provider's stream as far as it is known, and how its facts are read.
public struct History: Sendable {
  /// The provider.
  public let provider: Key<Provider>
  let zone: Zone
  /// The events as they stand in the log.
  public private(set) var events: [Event] = []
  /// How the facts among them are read.
  public private(set) var readings = Readings()

  /// Nothing is known yet.
  ///
  /// - Parameter count: how many events there will be, as far as that is known.
  public init(of provider: Key<Provider>, in zone: Zone, events count: Int = 0) {
    self.provider = provider
    self.zone = zone
    events.reserveCapacity(count)
  }

  /// Takes the next event of the stream.
  public mutating func take(_ event: Event) {
    events.append(event)
    readings.note(event)
  }

  /// The stream folded from its first event on, as it is read at its end.
  ///
  /// - Parameter date: only what counts as of this date; nil for all.
  public func fold(asOf date: LocalDate? = nil) -> ProviderState {
    var state = ProviderState(provider: provider, zone: zone)
    for event in events { state.evolve(event, as: readings, asOf: date) }
    return state
  }

  /// The stream folded up to a position, as it is read at its end.
  func fold(before position: Int) -> ProviderState {
    var state = ProviderState(provider: provider, zone: zone)
    for event in events where event.position < position { state.evolve(event, as: readings) }
    return state
  }

  /// The events as they are read; those that are not read left out.
  var read: some Sequence<Event> { events.lazy.compactMap { readings.asRead($0) } }

  /// The events before the last, as they were read before it.
  var readBeforeLast: some Sequence<Event> {
    var earlier = Readings()
    for event in events.dropLast() { earlier.note(event) }
    return events.dropLast().lazy.compactMap { [earlier] in earlier.asRead($0) }
  }

  /// The fact of this name as it stands in the log: what somebody submitted for this provider.
  public func named(_ name: FactName) -> Event? {
    switch name {
    case .position(let position): events.first { $0.position == position && $0.fact != nil }
    case .id(let id): events.first { $0.fact != nil && $0.id?.lowercased() == id.lowercased() }
    }
  }

  /// A fact as it was read last: now, or before it was retracted.
  func lastRead(_ event: Event) -> Event {
    var last = event
    var readings = Readings()
    for correction in events where readings.note(correction) { last = readings.asRead(event) ?? last }
    return last
  }
}

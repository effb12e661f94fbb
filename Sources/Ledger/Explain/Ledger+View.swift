public import EventStore
public import LedgerDomain
import LedgerFormat

extension StandingQuestion {
  /// The view it asks for (§6), without a limit where it names none: the whole log.
  public func view(in zone: Zone) -> View { View(asOf: asOf, knownAt: knownAt, zone: zone) }
}

extension Ledger {
  /// Hands the events of a view to `body` in log order, until it returns false.
  ///
  /// - Parameters:
  ///   - selection: which of them; its limit counts only what is in the view.
  ///   - view: the view, before any event.
  ///   - body: takes an event; false ends it.
  public func events(
    _ selection: EntrySelection, in view: View, _ body: (RecordedEvent) throws -> Bool
  ) throws {
    if view.isWhole { return try events(selection, body) }
    var view = try begun(view)
    var left = selection.limit ?? .max
    try events(EntrySelection(stream: selection.stream)) { recorded in
      let isSelected = selection.type.map { $0 == recorded.event.type } ?? true
      guard view.takes(recorded.event), recorded.event.position > selection.after, isSelected else { return true }
      guard left > 0 else { return false }
      left -= 1
      return try body(recorded)
    }
  }

  /// A view with how facts are read in it, to be fed whole streams from their beginning on.
  package func begun(_ view: View) throws -> View {
    var view = view
    if view.asOf != nil { view.readings = try readings(knownAt: view.knownAt) }
    return view
  }
}

extension Ledger {
  /// The rules as they were known in the view asked about.
  func rules(for question: StandingQuestion, in reader: any EventStoreReader) throws -> Rules {
    let rules = try source.rules(in: reader)
    return question.knownAt.map(rules.published) ?? rules
  }
}

extension EventStoreReader {
  /// A provider's state in a view.
  func state(of provider: Key<Provider>, in view: View, _ zone: Zone) throws -> ProviderState {
    try folded(provider, in: zone, asOf: view.asOf, knownAt: view.knownAt)
  }
}

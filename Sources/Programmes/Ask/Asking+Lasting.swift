public import LedgerDomain

/// What a leaf was found by, and for how long (programmes §11).
public struct LeafExplained: Hashable, Sendable {
  /// The leaf, the value found, and whether it held.
  public let found: LeafFound
  /// The window that it looks through; nil where it looks through none.
  public let window: Within?
  /// The last day of that: through which what was found counts, of several things the one that ends first; nil where nothing
  /// was found, or what was counts for ever.
  public let lastDay: LocalDate?
}

// The windows of leaves, for explanations (programmes §11).
extension Asking {
  /// A leaf that was looked at, with its window and the last day of that.
  func looked(at question: Question, _ found: LeafFound, of state: SubjectState, _ hand: Hand) -> LeafExplained {
    let lasting = lasting(question, of: state, hand)
    return LeafExplained(found: found, window: lasting?.window, lastDay: lasting?.until)
  }

  private func lasting(
    _ question: Question, of state: SubjectState, _ hand: Hand
  ) -> (window: Within?, until: LocalDate?)? {
    switch question {
    case .compare(let term, .ago(let window)):
      guard case .text(let text)? = try? value(of: term, state, hand).value, let date = LocalDate(text) else {
        return (.window(window), nil)
      }
      return (.window(window), try? state.last(date, window, asked: day, by: hand.programme))
    case .compare(let term, _): return lasting(term, of: state, hand)
    case .isInForce(let measure):
      let ends = state.measures.filter { $0.measure == measure && $0.isInForce(on: day) }.map(\.end)
      return ends.isEmpty ? nil : (nil, ends.contains(nil) ? nil : ends.compactMap(\.self).max()?.adding(days: -1))
    case .grade, .exists, .linked: return nil
    }
  }

  private func lasting(
    _ term: Term, of state: SubjectState, _ hand: Hand
  ) -> (window: Within?, until: LocalDate?)? {
    switch term {
    case .attribute, .field, .balance: return nil
    case .latest(let kind, _, let window):
      guard let window else { return nil }
      let dates = (state.facts[kind] ?? []).filter { $0.on <= day }.suffix(1).map(\.on)
      return (.window(window), end(dates, window, state, hand))
    case .count(let pattern, let within):
      let declared = hand.programme.fact(pattern.kind)?.fields ?? []
      let facts = (state.facts[pattern.kind] ?? []).filter {
        $0.on >= hand.factsFrom ?? $0.on && $0.matches(pattern.fields, declared)
      }
      return lasting(facts.map(\.on), within, state, hand)
    case .breaches(let clauses, let within):
      let breaches = state.breaches.filter { clauses.contains($0.clause) && $0.status == .assessed }
      return lasting(breaches.map(\.on), within, state, hand)
    case .counter(let counter, let key):
      let entries = entries(of: counter, key: key.flatMap { hand.value(of: $0)?.description }, state)
      return (hand.programme.counter(counter).map { .window($0.window) }, entries.compactMap(\.until).min())
    case .largest(let counter, .window(.ever)):
      let largest = entries(of: counter, key: nil, state).max { $0.standing < $1.standing }
      return (hand.programme.counter(counter).map { .window($0.window) }, largest?.until)
    case .largest(let counter, let within):
      return lasting(entries(of: counter, key: nil, state).map(\.from), within, state, hand)
    }
  }

  /// The entries of a counter that count on the day.
  private func entries(of counter: String, key: String?, _ state: SubjectState) -> [SubjectEntry] {
    state.entries.filter { entry in
      entry.counter == counter && key ?? entry.key == entry.key && entry.counts(on: day) && entry.left(on: day) > 0
    }
  }

  private func lasting(
    _ dates: [LocalDate], _ within: Within, _ state: SubjectState, _ hand: Hand
  ) -> (window: Within?, until: LocalDate?)? {
    switch within {
    case .window(.ever): return nil
    case .window(let window): return (within, end(dates, window, state, hand))
    case .askedPeriod: return (within, hand.period?.upperBound)
    case .counterPeriod(let counter):
      guard let window = hand.programme.counter(counter)?.window else { return nil }
      return (within, try? state.last(day, window, asked: day, by: hand.programme))
    }
  }

  /// The first last day of what is dated so and counts on the day.
  private func end(_ dates: [LocalDate], _ window: Window, _ state: SubjectState, _ hand: Hand) -> LocalDate? {
    dates.filter { $0 <= day }.compactMap { date in
      try? state.last(date, window, asked: day, by: hand.programme)
    }.filter { $0 >= day }.min()
  }
}

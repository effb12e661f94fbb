import LedgerDomain

// After an event: nodes, then measures whose end has come (programmes §3).
extension Deciding {
  /// What follows an event that nobody submitted once its effects have run.
  ///
  /// - Parameters:
  ///   - place: its place among the events, to keep there what its effects needed and nobody recorded.
  ///   - day: the last day on which the end of a measure may lie, which is an event of its own.
  mutating func finish(at place: Int, through day: LocalDate) {
    attempt { deciding throws(Stop) in try deciding.crossNodes() }
    note(doing.missing, at: place)
    endMeasures(through: day, from: date)
  }

  /// Does something where nobody can be refused; what it needed and nobody recorded is kept with what the event at hand has done.
  mutating func attempt(_ body: (inout Deciding) throws(Stop) -> Void) {
    do throws(Stop) {
      try body(&self)
    } catch {
      switch error {
      case .unknown(let unknown): doing.missing.append(unknown.text)
      case .refused(let refusal): doing.missing.append(refusal.description)
      }
    }
  }

  /// Nodes that fire because others did, at most: those that charge their counters up to the next would never be done
  /// (decision 0086).
  private static let mostFurther = 1_000

  /// Fires the nodes that the event at hand has crossed, until nothing fires.
  mutating func crossNodes() throws(Stop) {
    var further: Int?
    while !doing.charged.isEmpty {
      let charged = doing.charged
      doing.charged = []
      if doing.wasOut { return }
      guard let programme = charged.first?.hand.programme else { return }
      let known = state.entries.count
      for counter in programme.counters {
        for crossing in crossings(of: counter, by: charged, among: known) {
          if let count = further {
            guard count < Self.mostFurther else {
              doing.charged = []
              return
            }
            further = count + 1
          }
          try fire(crossing)
        }
      }
      further = further ?? 0
    }
  }

  /// A node that was crossed.
  private struct Crossing {
    let node: Doing.Node
    let value: Int
    let on: LocalDate
    let effects: [Effect]
    let hand: Hand
  }

  /// The nodes of a counter crossed by entries, keys in order, nodes ascending. What firing charged in the same pass is looked
  /// at in the next.
  private mutating func crossings(
    of counter: CounterForm, by charged: [(place: Int, hand: Hand)], among known: Int
  ) -> [Crossing] {
    var crossings: [Crossing] = []
    let mine = charged.filter { state.entries[$0.place].counter == counter.name }
    for key in Set(mine.map { state.entries[$0.place].key ?? "" }).sorted() {
      var found: [Crossing] = []
      for (place, hand) in mine where (state.entries[place].key ?? "") == key {
        let entry = state.entries[place]
        let day = entry.until.map { min($0, date) } ?? date
        guard !found.contains(where: { $0.on == day }) else { continue }
        found += crossed(by: entry, on: day, counter, hand, among: known)
      }
      found.sort { ($0.node.at, $0.node.row, $0.on) < ($1.node.at, $1.node.row, $1.on) }
      crossings += choose(counter.several, among: found)
    }
    return crossings
  }

  private func crossed(
    by entry: SubjectEntry, on day: LocalDate, _ counter: CounterForm, _ hand: Hand, among known: Int
  ) -> [Crossing] {
    let (before, now) = values(of: counter.name, entry.key, on: day, among: known)
    guard now > before else { return [] }
    var crossed: [Crossing] = []
    for (row, node) in counter.nodes.enumerated() {
      var at = node.at
      if let every = node.every, before >= at { at += ((before - at) / every + 1) * every }
      while at <= now {
        let name = Doing.Node(counter: counter.name, key: entry.key, at: at, row: row)
        if at > before, !doing.nodes.contains(name) {
          crossed.append(Crossing(node: name, value: now, on: day, effects: node.effects, hand: hand))
        }
        guard let every = node.every else { break }
        at += every
      }
    }
    return crossed
  }

  /// A key's value on a day, without what the event at hand has done and with it.
  private func values(
    of counter: String, _ key: String?, on day: LocalDate, among known: Int
  ) -> (before: Int, now: Int) {
    guard let track = state.tracks[counter]?[key ?? ""] else { return (0, 0) }
    var before = track.sum(on: day, of: state.entries, before: min(known, doing.firstEntry))
    for (place, points) in doing.taken where place < doing.firstEntry && date <= day {
      let entry = state.entries[place]
      if entry.counter == counter, entry.key == key, entry.counts(on: day) { before += points }
    }
    return (before, track.sum(on: day, of: state.entries, before: known))
  }

  private mutating func choose(_ several: CounterForm.Several, among found: [Crossing]) -> [Crossing] {
    var once: [Crossing] = []
    for crossing in found where doing.nodes.insert(crossing.node).inserted { once.append(crossing) }
    switch several {
    case .all: return once
    case .highest: return once.last.map { [$0] } ?? []
    }
  }

  private mutating func fire(_ crossing: Crossing) throws(Stop) {
    var hand = crossing.hand
    hand.rule = .node(counter: crossing.node.counter, at: crossing.node.at)
    hand.countsFrom = nil
    record(
      .nodeReached(
        NodeReached(
          counter: crossing.node.counter, key: crossing.node.key, at: crossing.node.at, value: crossing.value,
          on: crossing.on)),
      hand.ground, by: hand.programme)
    try run(crossing.effects, hand)
  }
}

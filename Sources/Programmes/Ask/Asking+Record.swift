import LedgerDomain

// What is found in a subject's record. Neither of what lies long behind nor of what is not meant is anything walked through.
extension Asking {
  func latest(
    _ kind: String, _ field: String, _ notOlder: Window?, _ state: SubjectState, _ hand: Hand
  ) throws(Unknown) -> Found {
    let declared = hand.programme.fact(kind)?.fields ?? []
    guard let fact = state.facts[kind]?.last(where: { $0.on <= day && $0.on >= hand.factsFrom ?? $0.on }),
      try notOlder.map({ window throws(Unknown) in try isWithin(fact.on, window, state, hand) }) ?? true,
      let value = fact.fields.value(of: field, declared)
    else { throw .missing("\(kind).\(field)") }
    return Found(value, declared.first { $0.name == field }?.type)
  }

  /// Whether something dated `date` counts with a window on the day asked for; what lies outside the days a window knows does
  /// not (programmes §1).
  private func isWithin(
    _ date: LocalDate, _ window: Window, _ state: SubjectState, _ hand: Hand
  ) throws(Unknown) -> Bool {
    guard date <= day else { return false }
    do throws(Unknown) {
      return try state.last(date, window, asked: day, by: hand.programme).map { day <= $0 } ?? true
    } catch {
      if case .window = error { return false }
      throw error
    }
  }

  private func isWithin(
    _ date: LocalDate, _ within: Within, _ state: SubjectState, _ hand: Hand
  ) throws(Unknown) -> Bool {
    switch within {
    case .window(let window): return try isWithin(date, window, state, hand)
    case .askedPeriod: return date <= day && (hand.period?.contains(date) ?? false)
    case .counterPeriod(let counter):
      guard let window = hand.programme.counter(counter)?.window else { return false }
      let period = try state.period(holding: day, window, asked: day, by: hand.programme)
      return date <= day && (period?.contains(date) ?? false)
    }
  }

  func count(
    _ pattern: FactPattern, _ within: Within, _ state: SubjectState, _ hand: Hand
  ) throws(Unknown) -> Int {
    try count(pattern, ofBreach: nil, within, state, hand)
  }

  func exists(
    _ pattern: FactPattern, ofBreach: Bool, _ state: SubjectState, _ hand: Hand
  ) throws(Unknown) -> Bool {
    if ofBreach, hand.breach == nil { throw .missing("breach") }
    return try count(pattern, ofBreach: ofBreach ? hand.breach : nil, .window(.ever), state, hand) > 0
  }

  private func count(
    _ pattern: FactPattern, ofBreach breach: BreachID?, _ within: Within, _ state: SubjectState, _ hand: Hand
  ) throws(Unknown) -> Int {
    let facts = state.facts[pattern.kind] ?? []
    let declared = hand.programme.fact(pattern.kind)?.fields ?? []
    guard let sought = FactsSought(pattern, ofBreach: breach != nil, declared) else {
      return try count(facts, \.on, within, from: hand.factsFrom, state, hand)
    }
    let name = breach?.text ?? ""
    let days =
      state.sought.days(sought, named: name) ?? facts.filter { sought.names(of: $0.fields).contains(name) }.map(\.on)
    return try count(days, \.self, within, from: hand.factsFrom, state, hand)
  }

  /// How many of what stands by its days counts on the day asked for; none from before another.
  ///
  /// Both ends are found by halves: of what is dated by the day, all counts from some day on.
  private func count<Dated>(
    _ all: [Dated], _ day: (Dated) -> LocalDate, _ within: Within, from first: LocalDate? = nil,
    _ state: SubjectState, _ hand: Hand
  ) throws(Unknown) -> Int {
    let end = all.countInFront { day($0) <= self.day }
    var low = first.map { first in all.countInFront { day($0) < first } } ?? 0
    if case .window(.ever) = within { return max(0, end - low) }
    // Whether it can be known is asked of the latest, whatever its day.
    guard let last = all.last, low < all.count else { return 0 }
    _ = try isWithin(day(last), within, state, hand)
    var high = max(low, end)
    while low < high {
      let middle = (low + high) / 2
      if try isWithin(day(all[middle]), within, state, hand) { high = middle } else { low = middle + 1 }
    }
    return max(0, end - low)
  }

  func breaches(
    _ clauses: [String], _ within: Within, _ state: SubjectState, _ hand: Hand
  ) throws(Unknown) -> Int {
    var sum = 0
    for clause in Set(clauses) { sum += try count(state.assessed[clause], \.self, within, state, hand) }
    return sum
  }

  func largest(
    _ counter: String, _ within: Within, _ state: SubjectState, _ hand: Hand
  ) throws(Unknown) -> Int {
    let tracks = (state.tracks[counter] ?? [:]).values
    if case .window(.ever) = within { return tracks.map { $0.largest(by: day, of: state.entries) }.max() ?? 0 }
    var largest = 0
    for track in tracks {
      // Of blocks that are known whole none is looked into that has no larger charge, or only older ones.
      for number in track.blockNumbers.reversed() {
        if let known = track.charges(inBlock: number, by: day) {
          if known.largest <= largest { continue }
          if try !isWithin(known.last, within, state, hand) { continue }
        }
        for place in track.places(inBlock: number) {
          let entry = state.entries[place]
          guard !entry.isCarried, entry.left(on: day) > 0, entry.standing > largest else { continue }
          if try isWithin(entry.from, within, state, hand) { largest = entry.standing }
        }
      }
    }
    return largest
  }
}

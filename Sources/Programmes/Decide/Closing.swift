import LedgerDomain

// The closing of periods of counters that carry (programmes §3, `carry`).
extension Deciding {
  /// Closes a counter's period that ends on a day, for each key apart; once.
  mutating func close(_ counter: CounterForm, at day: LocalDate, by programme: Programme) {
    guard let period = try? state.period(holding: day, counter.window, asked: day, by: programme),
      period.upperBound == day
    else { return }
    let keys = counter.by == nil ? [nil] : chargedKeys(of: counter.name).map(Optional.some)
    for key in keys {
      let name = DutyName(duty: counter.name, key: key)
      guard state.closed[name].map({ $0 < day }) ?? true else { continue }
      close(counter, key, period, by: programme)
    }
  }

  /// The keys of a counter that anything stands charged on: one whose entries a reversal voided was never charged (programmes §6).
  private func chargedKeys(of counter: String) -> [String] {
    (state.tracks[counter] ?? [:]).filter { track in track.value.places.contains { !state.entries[$0].isVoid } }.keys
      .sorted()
  }

  private mutating func close(
    _ counter: CounterForm, _ key: String?, _ period: ClosedRange<LocalDate>, by programme: Programme
  ) {
    let day = period.upperBound
    begin(on: day)
    let value = state.value(of: counter.name, key: key ?? "", on: day)
    let first = day.adding(days: 1)
    let next = try? state.period(holding: first, counter.window, asked: day, by: programme)
    let row = counter.carry.first { $0.from <= value && ($0.below.map { value < $0 } ?? true) }
    var carried: [EntryCarried] = []
    if let row, next != nil { carried = self.carried(by: row, counter, key, value, on: day, programme) }
    record(
      .periodClosed(
        PeriodClosed(
          counter: counter.name, key: key, from: period.lowerBound, until: day, value: value, carried: carried,
          next: next?.upperBound)),
      Ground(.counter(counter.name), for: .period(day)), by: programme)
  }

  private func carried(
    by row: CounterForm.Carrying, _ counter: CounterForm, _ key: String?, _ value: Int, on day: LocalDate,
    _ programme: Programme
  ) -> [EntryCarried] {
    var number = state.entries.count
    func entry(_ points: Int, _ breach: BreachID?) -> EntryCarried {
      number += 1
      return EntryCarried(entry: number, points: points, breach: breach)
    }
    switch row.keep {
    case .all: return value > 0 ? [entry(value, nil)] : []
    case .points(let points): return points > 0 ? [entry(points, nil)] : []
    case .entries(let test):
      var carried: [EntryCarried] = []
      for place in state.tracks[counter.name]?[key ?? ""]?.places(countingOn: day) ?? [] {
        let old = state.entries[place]
        let left = old.left(on: day)
        guard old.counts(on: day), left > 0 else { continue }
        var hand = Hand(programme: programme, rule: .counter(counter.name), cause: nil, day: day, isAttended: false)
        hand.breach = old.breach
        hand.fields = old.breach.flatMap { state.breach($0)?.fields } ?? []
        hand.clause = old.breach.flatMap { state.breach($0)?.clause }
        hand.declared = hand.clause.flatMap { programme.clause($0)?.fields } ?? []
        hand.judgement = old.breach.flatMap { state.breach($0)?.judgement }
        var asking = Asking(on: day, around)
        if (try? asking.holds(test, of: state, hand)) ?? false { carried.append(entry(left, old.breach)) }
      }
      return carried
    }
  }
}

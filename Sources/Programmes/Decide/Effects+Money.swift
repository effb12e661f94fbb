import LedgerDomain

// Effects on entries, money and measures (programmes §3).
extension Deciding {
  mutating func restore(_ restoring: Restoring, _ hand: Hand) throws(Stop) {
    guard let counter = hand.programme.counter(restoring.counter) else { return }
    var only: BreachID?
    if let field = restoring.breachField {
      guard case .text(let text)? = hand.value(of: field) else { throw .unknown(.missing("field \(field)")) }
      only = BreachID(text)
    }
    var wanted = restoring.points ?? .max
    if let most = restoring.mostPerPeriod {
      wanted = min(wanted, max(0, most - (try restored(of: counter, hand))))
    }
    var taken: [EntryPoints] = []
    for place in places(of: counter, hand) {
      let entry = state.entries[place]
      guard only == nil || entry.breach == only, wanted > 0 else { continue }
      let points = min(wanted, entry.left)
      taken.append(EntryPoints(entry: entry.number, points: points))
      doing.taken[place, default: 0] += points
      wanted -= points
    }
    guard !taken.isEmpty else { return }
    record(.pointsRestored(EntriesRestored(counter: counter.name, taken: taken)), hand.ground, by: hand.programme)
  }

  /// What was restored by the same means in the period of the counter that holds the event's date.
  private func restored(of counter: CounterForm, _ hand: Hand) throws(Stop) -> Int {
    let period: ClosedRange<LocalDate>?
    do throws(Unknown) {
      period = try state.period(holding: date, counter.window, asked: date, by: hand.programme)
    } catch {
      throw .unknown(error)
    }
    guard let period else { throw .unknown(.window(date, counter.window)) }
    return state.restorations.reduce(0) { sum, past in
      past.ground.rule == hand.rule && past.counter == counter.name && period.contains(past.on)
        ? sum + past.points : sum
    }
  }

  /// The entries of which something is left on the event's date: the one that ends first first, then the older.
  private func places(of counter: CounterForm, _ hand: Hand) -> [Int] {
    let tracks = state.tracks[counter.name] ?? [:]
    var key: String?
    if let by = counter.by { key = try? hand.text(of: by) }
    let mine = key.map { tracks[$0].map { [$0] } ?? [] } ?? Array(tracks.values)
    let all = mine.flatMap { $0.places(countingOn: date) }
    return all.filter { state.entries[$0].counts(on: date) && state.entries[$0].left > 0 }.sorted { left, right in
      let (a, b) = (state.entries[left], state.entries[right])
      let (endA, endB) = (a.until?.daysSinceEpoch ?? .max, b.until?.daysSinceEpoch ?? .max)
      return (endA, a.from, a.number) < (endB, b.from, b.number)
    }
  }

  mutating func fine(_ name: String, _ fine: Fine, _ hand: Hand) throws(Stop) {
    guard let account = hand.programme.account(name) else { return }
    let fen: Int
    switch fine {
    case .fixed(let amount): fen = amount
    case .judged(let range): fen = self.fen(within: range, hand)
    case .balance: fen = state.accounts[name]?.balance ?? 0
    case .recorded(let field, let times):
      guard case .number(let amount)? = hand.value(of: field) else { throw .unknown(.missing("field \(field)")) }
      let (product, isTooMuch) = amount.multipliedReportingOverflow(by: times)
      if isTooMuch { throw .refused(.badInput(field: field, expected: .fitting)) }
      fen = product
    }
    try move(fen, on: account, hand)
  }

  private mutating func fen(within range: ClosedRange<Int>, _ hand: Hand) -> Int {
    asked.fen = true
    guard let fen = hand.judgement?.fen else {
      asked.fenFault = asked.fenFault ?? .rules(.amountOutOfRange, found: .range(range))
      return range.lowerBound
    }
    if !range.contains(fen) {
      asked.fenFault = asked.fenFault ?? .rules(.amountOutOfRange, found: .range(range, not: fen))
    }
    return fen
  }

  private mutating func move(_ fen: Int, on account: AccountForm, _ hand: Hand) throws(Stop) {
    let now = state.accounts[account.name]
    let taken = min(fen, now?.balance ?? 0)
    if (now?.owed ?? 0).addingReportingOverflow(fen - taken).overflow {
      throw .refused(.badInput(field: "fen", expected: .fitting))
    }
    let short = shortAccounts(hand.programme)
    record(
      .fined(MoneyMoved(account: account.name, fen: fen, taken: taken, owed: fen - taken)), hand.ground,
      by: hand.programme)
    topUp(wereShort: short, hand)
  }

  mutating func impose(_ imposing: Imposing, _ hand: Hand) throws(Stop) {
    guard let measure = hand.programme.measure(imposing.measure) else { return }
    if measure.kind == .notice {
      record(.noticeGiven(MeasureNotice(measure: measure.name, on: date)), hand.ground, by: hand.programme)
      return
    }
    var last: LocalDate?
    if let lasts = imposing.lasts {
      do throws(Unknown) {
        last = try state.last(date, lasts, asked: date, by: hand.programme)
      } catch {
        throw .unknown(error)
      }
    }
    let isForEver = imposing.lasts != nil && last == nil
    let isOpen = imposing.until != nil && !isForEver
    let instance = (state.measures.last { $0.measure == measure.name }?.instance ?? 0) + 1
    record(
      .measureImposed(
        MeasureImposed(
          measure: measure.name, instance: instance, from: date, leastUntil: isOpen ? last : nil,
          until: isOpen ? nil : last, effect: imposing.number, closes: measure.kind == .closes, isOpen: isOpen,
          isLookedAtLater: hand.isThen)),
      hand.ground, by: hand.programme)
    try openDuties(startedBy: measure.name, hand)
  }

  mutating func lift(_ measure: String, _ hand: Hand) {
    for place in state.running where state.measures[place].measure == measure {
      let running = state.measures[place]
      guard running.isInForce(on: date) else { continue }
      record(
        .measureEnded(MeasureOver(measure: measure, instance: running.instance, on: date)), hand.ground,
        by: hand.programme)
    }
  }
}

extension Expectation {
  /// A sum that fits.
  static let fitting = Expectation(zh: "累计额不大于 9223372036854775807 的金额", en: "an amount whose sum fits in 63 bits")
}

import LedgerDomain

// The one interpreter of effects (programmes §3).
extension Deciding {
  /// Runs effects in order. Where nobody submits, one that needs what was never recorded does nothing.
  mutating func run(_ effects: [Effect], _ hand: Hand) throws(Stop) {
    for effect in effects {
      do throws(Stop) {
        try perform(effect, hand)
      } catch {
        guard case .unknown(let unknown) = error, !hand.isAttended else { throw error }
        doing.missing.append(unknown.text)
      }
    }
  }

  private mutating func perform(_ effect: Effect, _ hand: Hand) throws(Stop) {
    switch effect {
    case .raise(let clause): try raise(clause, hand)
    case .charge(let counters, let amount):
      let points = try points(amount, hand)
      for counter in counters {
        do throws(Unknown) {
          try charge(counter, points, hand)
        } catch {
          throw .unknown(error)
        }
      }
    case .restore(let restoring): try restore(restoring, hand)
    case .fine(let account, let fine): try self.fine(account, fine, hand)
    case .impose(let imposing): try impose(imposing, hand)
    case .lift(let measure): lift(measure, hand)
    case .set(let value):
      let short = shortAccounts(hand.programme)
      record(.valueSet(ValueChange(value.name, value.value)), hand.ground, by: hand.programme)
      topUp(wereShort: short, hand)
    case .choose(let choice): try run(chosen(choice, hand).effects, hand)
    }
  }

  /// The first row that holds, its number from 1, and what was found.
  mutating func chosen(
    _ choice: Choice, _ hand: Hand
  ) throws(Stop) -> (effects: [Effect], row: Int, leaves: [LeafFound]) {
    var asking = Asking(on: date, around)
    if choices != nil { asking.explained = [] }
    for (index, row) in choice.rows.enumerated() {
      do throws(Unknown) {
        if try asking.holds(row.test, of: state, hand) {
          choices?.append(ChoiceMade(rule: hand.rule, row: index + 1, leaves: asking.explained ?? []))
          return (row.effects, index + 1, asking.leaves)
        }
      } catch {
        if hand.isAttended { throw .unknown(error) }
      }
    }
    choices?.append(ChoiceMade(rule: hand.rule, row: choice.rows.count + 1, leaves: asking.explained ?? []))
    return (choice.otherwise, choice.rows.count + 1, asking.leaves)
  }

  private mutating func raise(_ name: String, _ hand: Hand) throws(Stop) {
    guard let clause = hand.programme.clause(name) else { return }
    let id = BreachID(name + ":" + (hand.name ?? hand.day.description))
    if let known = state.breach(id), known.status != .withdrawn { return }
    if again?.without.contains(id) ?? false { return }
    let fields = hand.filledFields
    record(
      .breachDetected(
        BreachRaised(breach: id, clause: name, on: date, fields: fields, isAtOnce: clause.decided == .atOnce)),
      hand.ground, by: hand.programme)
    guard clause.decided == .atOnce else { return }
    var next = Hand(
      programme: hand.programme, rule: .clause(name), cause: .breach(id), day: date,
      isAttended: hand.isAttended)
    next.fields = fields
    next.declared = clause.fields + hand.declared
    next.breach = id
    next.clause = name
    next.name = id.text
    try run(clause.cost, next)
  }

  private mutating func points(_ amount: Amount, _ hand: Hand) throws(Stop) -> Int {
    switch amount {
    case .fixed(let points): return points
    case .judged(let range):
      asked.points = true
      guard let points = hand.judgement?.points else {
        asked.pointsFault = asked.pointsFault ?? .rules(.pointsOutOfRange, found: .range(range))
        return range.lowerBound
      }
      if !range.contains(points) {
        asked.pointsFault = asked.pointsFault ?? .rules(.pointsOutOfRange, found: .range(range, not: points))
      }
      return points
    }
  }

  private mutating func charge(_ name: String, _ points: Int, _ hand: Hand) throws(Unknown) {
    guard let counter = hand.programme.counter(name) else { return }
    let key = try key(of: counter, hand)
    let from = hand.countsFrom ?? date
    let until = try state.last(from, counter.window, asked: date, by: hand.programme)
    var (group, room) = (String?.none, Int.max)
    if let cap = counter.cap {
      let found = try self.group(of: cap, counter, key, from, hand)
      group = found
      room = max(0, cap.most - charged(by: name, key, in: found))
    }
    let place = state.entries.count
    record(
      .pointsDeducted(
        EntryCharged(
          entry: place + 1, counter: name, key: key, breach: hand.breach, points: points,
          charged: min(points, room), from: from, until: until, group: group)),
      hand.ground, by: hand.programme)
    if !counter.nodes.isEmpty { doing.charged.append((place, hand)) }
  }

  private func key(of counter: CounterForm, _ hand: Hand) throws(Unknown) -> String? {
    guard let by = counter.by else { return nil }
    return try hand.text(of: by)
  }

  private func charged(by counter: String, _ key: String?, in group: String) -> Int {
    (state.tracks[counter]?[key ?? ""]?.places(inGroup: group) ?? []).reduce(0) { sum, place in
      let entry = state.entries[place]
      return entry.isCarried ? sum : sum + entry.standing
    }
  }

  /// The group of an entry under a cap (programmes §3, counter options).
  private func group(
    of cap: CounterForm.Cap, _ counter: CounterForm, _ key: String?, _ from: LocalDate, _ hand: Hand
  ) throws(Unknown) -> String {
    switch cap.group {
    case .days(let days):
      for place in state.tracks[counter.name]?[key ?? ""]?.places(from: from, nearer: days) ?? [] {
        let entry = state.entries[place]
        guard !entry.isCarried, !entry.isVoid, let group = entry.group, let start = LocalDate(group) else { continue }
        if start <= from, from < start.adding(days: days) { return group }
      }
      return from.description
    case .period:
      guard let period = try state.period(holding: from, counter.window, asked: date, by: hand.programme) else {
        throw .window(from, counter.window)
      }
      return period.upperBound.description
    case .values(let values):
      var texts: [String] = []
      for value in values { texts.append(try hand.text(of: value)) }
      return texts.joined(separator: "|")
    }
  }
}

extension Hand {
  /// The fields with defaults filled in, by name.
  var filledFields: [NamedValue] {
    var filled = fields
    for field in declared where !filled.contains(where: { $0.name == field.name }) {
      if let value = field.otherwise { filled.append(NamedValue(field.name, value)) }
    }
    return filled
  }

  /// The value by which entries are kept apart.
  func text(of apart: CounterForm.Apart) throws(Unknown) -> String {
    switch apart {
    case .clause:
      guard let clause else { throw .missing("clause") }
      return clause
    case .field(let name):
      guard let value = value(of: name) else { throw .missing("field \(name)") }
      return value.description
    }
  }
}

extension Words {
  /// A range that was asked for, and what was given.
  static func range(_ range: ClosedRange<Int>, not found: Int? = nil) -> Words {
    let (least, most) = (range.lowerBound, range.upperBound)
    guard let found else {
      return Words(zh: "未填写，允许 \(least)–\(most)", en: "not given; allowed are \(least)–\(most)")
    }
    return Words(zh: "\(found)，允许 \(least)–\(most)", en: "\(found); allowed are \(least)–\(most)")
  }
}

import LedgerDomain
import Programmes

/// What somebody should look at in a file that can be read (programmes §5).
struct ProgrammeWarnings {
  private let reader: ProgrammeReader
  private let programme: Programme
  private let today: LocalDate?
  private var found: [RulebookFinding] = []

  init(_ reader: ProgrammeReader, _ programme: Programme, today: LocalDate?) {
    self.reader = reader
    self.programme = programme
    self.today = today
  }

  /// Everything found.
  func findings() throws(RulebookError) -> [RulebookFinding] {
    var copy = self
    try copy.lookAtNames()
    try copy.lookAtClauses()
    try copy.lookAtNodes()
    try copy.lookAtOrder()
    try copy.lookAtSpirals()
    try copy.lookAtCircles()
    try copy.lookAtCharges()
    try copy.lookAtBoundaries()
    copy.lookAtRows()
    return copy.found
  }

  /// Each once: what `defaults` say is read for every clause.
  private mutating func warn(_ node: RulebookNode, zh: String, en: String) {
    let finding = RulebookFinding(.warning, node.error(en, zh: zh))
    if !found.contains(finding) { found.append(finding) }
  }

  /// Declared names that nothing asks for. Clauses that are reported and roles are asked for from outside, duties and reviews
  /// by none.
  private mutating func lookAtNames() throws(RulebookError) {
    for kind in [ProgrammeReader.Kind.attributes, .facts, .boundaries, .accounts, .measures, .counters, .clauses] {
      guard let node = try reader.root.optional(kind.rawValue) else { continue }
      for name in reader.names[kind] ?? [] where !(reader.used[kind]?.contains(name) ?? false) {
        if kind == .clauses, programme.clause(name)?.arises == .reported { continue }
        warn(node.key(name), zh: "有规则用到的名称：没有任何规则提到它", en: "a name that some rule asks for: none does")
      }
    }
  }

  private mutating func lookAtClauses() throws(RulebookError) {
    guard let node = try reader.root.optional("clauses") else { return }
    for clause in programme.clauses where clause.arises == .reported && clause.decided == .atOnce {
      warn(
        node.key(clause.name), zh: "有人评定（decided: {by: …}）：任何人一言不足以扣分",
        en: "a judge (decided: {by: …}): nobody's bare word charges")
    }
  }

  /// Nodes of counters that nothing charges, and those above what a counter's cap lets it come to.
  private mutating func lookAtNodes() throws(RulebookError) {
    guard let node = try reader.root.optional("counters") else { return }
    let charged = programme.chargedCounters
    for counter in programme.counters where !counter.nodes.isEmpty {
      guard charged.contains(counter.name) else {
        warn(
          try node[counter.name].key("nodes"), zh: "有扣分能达到的节点：没有任何规则给该计分项扣分",
          en: "nodes that a charge can reach: no rule charges this counter")
        continue
      }
      guard let most = counter.most else { continue }
      for row in try node[counter.name]["nodes"].items() where try row["at"].count() > most {
        warn(
          try row["at"], zh: "有扣分能达到的节点：按 cap，该计分项至多 \(most) 分",
          en: "a node that a charge can reach: by its cap the counter comes to \(most) at most")
      }
    }
  }

  /// Nodes that do not stand as they are looked at, ascending.
  private mutating func lookAtOrder() throws(RulebookError) {
    guard let node = try reader.root.optional("counters") else { return }
    for counter in programme.counters {
      var before: Int?
      for row in try node[counter.name].optional("nodes")?.items() ?? [] {
        let at = try row["at"].count()
        if let before, at <= before {
          warn(
            try row["at"], zh: "大于 \(before)，即其前一节点：节点无论如何排列，都由低到高逐个触发",
            en: "more than \(before), as the node before it has: however nodes stand, they fire ascending")
        }
        before = at
      }
    }
  }

  /// Nodes by which counters charge each other in a circle.
  private mutating func lookAtCircles() throws(RulebookError) {
    guard let node = try reader.root.optional("counters") else { return }
    for counter in programme.counters where counter.cap == nil {
      for row in try node[counter.name].optional("nodes")?.items() ?? [] {
        let at = try row["at"].count()
        guard let form = counter.nodes.first(where: { $0.at == at }),
          let other = programme.charged(by: form, besides: counter).first(where: { leads($0, to: counter) })
        else { continue }
        warn(
          try row["do"],
          zh: "不会绕回来的扣分：该节点给 \(other.name) 扣分，而 \(other.name) 的节点又使本计分项扣分",
          en: "charges that do not come back: the node charges \(other.name), whose nodes charge this one again")
      }
    }
  }

  /// Whether what the nodes of a counter charge comes to charge another, by however many counters between.
  private func leads(_ counter: CounterForm, to last: CounterForm) -> Bool {
    var (left, seen) = ([counter], Set([counter.name]))
    while let next = left.popLast() {
      let charged = next.nodes.flatMap { programme.charged(by: $0, besides: next) }
      if charged.contains(where: { $0.name == last.name }) { return true }
      left += charged.filter { seen.insert($0.name).inserted }
    }
    return false
  }

  /// Nodes that come again and again, and each time lift their own counter to the next by what they charge.
  private mutating func lookAtSpirals() throws(RulebookError) {
    guard let node = try reader.root.optional("counters") else { return }
    for counter in programme.counters where counter.cap == nil {
      guard let rows = try node[counter.name].optional("nodes")?.items() else { continue }
      for row in rows {
        guard let every = try row.optional("every"), let step = try? every.count(), let at = try? row["at"].count(),
          let form = counter.nodes.first(where: { $0.every == step && $0.at == at }),
          programme.lifts(counter, by: form) >= step
        else { continue }
        let least = programme.lifts(counter, by: form) + 1
        warn(
          every, zh: "至少 \(least)：该节点每次又给本计分项扣至下一节点，永无止境，触发一千次后即停",
          en: "at least \(least): each time the node charges its counter up to the next, and ends only once "
            + "a thousand have fired")
      }
    }
  }

  /// Charges on counters that are kept or capped by clause, where none may be at hand: from missed duties, reviews, and from the
  /// nodes and ends of measures that these bring about.
  private mutating func lookAtCharges() throws(RulebookError) {
    let byClause = Set(programme.counters.filter(\.asksForClause).map(\.name))
    guard !byClause.isEmpty else { return }
    var lists = try listsWithoutClause()
    var reached: Set<String> = []
    while let list = lists.popLast() {
      for effect in try list.items() {
        if let choice = try effect.optional("choose") { lists += try Self.lists(of: choice) }
        if let then = try effect.optional("then") { lists.append(then) }
        guard let charge = try effect.optional("charge") else { continue }
        for counter in charge.isList ? try charge.items() : [charge] {
          let name = try counter.text()
          if byClause.contains(name) {
            warn(
              counter, zh: "由条款引起的扣分：该计分项按 clause 分开，此处没有条款，或可能没有",
              en: "a charge by a clause: this counter is kept by clause, and here is none, or may be none")
          }
          guard reached.insert(name).inserted else { continue }
          guard let nodes = try reader.root["counters"][name].optional("nodes") else { continue }
          for node in try nodes.items() { lists.append(try node["do"]) }
        }
      }
    }
  }

  /// The effects that run with no clause at hand: what missed duties and reviews say.
  private func listsWithoutClause() throws(RulebookError) -> [RulebookNode] {
    var lists: [RulebookNode] = []
    for (_, duty) in try reader.section(.duties) {
      if let missed = try duty.optional("missed") { lists.append(missed) }
    }
    for (_, account) in try reader.section(.accounts) {
      guard let topUp = try account.optional("top-up"), let missed = try topUp.optional("missed") else { continue }
      lists.append(missed)
    }
    for (_, review) in try reader.section(.reviews) { lists += try Self.lists(of: try review["choose"]) }
    return lists
  }

  private static func lists(of choice: RulebookNode) throws(RulebookError) -> [RulebookNode] {
    var lists: [RulebookNode] = []
    for row in try choice.items() {
      for key in ["do", "else"] { if let effects = try row.optional(key) { lists.append(effects) } }
    }
    return lists
  }

  private mutating func lookAtBoundaries() throws(RulebookError) {
    guard let today, let node = try reader.root.optional("boundaries") else { return }
    for boundaries in programme.boundaries {
      if let last = boundaries.dates.last, last < today.adding(months: 12) {
        warn(
          node.key(boundaries.name), zh: "至少列到一年以后的日期（现到 \(last)）",
          en: "dates that reach a year ahead: the last is \(last)")
      }
    }
  }

  /// Rows that can never be reached, since an earlier one holds whenever they do: numbers are compared.
  private mutating func lookAtRows() {
    for (choice, items) in reader.choices {
      for (index, row) in choice.rows.enumerated() where items.indices.contains(index) {
        if choice.rows[..<index].contains(where: { $0.test.covers(row.test) }) {
          warn(items[index], zh: "前面的行不会先行成立的一行", en: "a row that no earlier one takes the place of")
        }
      }
    }
  }
}

extension CounterForm {
  /// The longest that the days of a window come to.
  private var days: Int? {
    switch window {
    case .days(let days): days
    case .calendar(.week): 7
    case .calendar(.month): 31
    case .calendar(.quarter): 92
    case .calendar(.year): 366
    case .months, .cycle, .boundaries, .ever: nil
    }
  }

  /// Whether a charge on it needs a clause: its entries are kept apart by clause, or share their cap by it.
  fileprivate var asksForClause: Bool {
    if by == .clause { return true }
    if case .values(let values)? = cap?.group { return values.contains(.clause) }
    return false
  }

  /// The most that its value can come to by its cap; nil where that cannot be told.
  fileprivate var most: Int? {
    guard let cap, carry.isEmpty else { return nil }
    switch cap.group {
    case .period: return cap.most
    case .days(1): return days.map { $0 * cap.most }
    case .days, .values: return nil
    }
  }
}

extension Test {
  /// Whether it holds whenever another does, as far as numbers and lists of words show.
  fileprivate func covers(_ other: Test) -> Bool {
    switch (self, other) {
    case (.leaf(let mine), .leaf(let theirs)): return mine.question.covers(theirs.question)
    case (.all(let tests), _) where tests.allSatisfy({ $0.covers(other) }): return true
    case (.any(let tests), _) where tests.contains(where: { $0.covers(other) }): return true
    case (_, .all(let tests)): return tests.contains { covers($0) }
    case (_, .any(let tests)): return tests.allSatisfy { covers($0) }
    case (.all, _), (.any, _), (.none, _), (.leaf, .none): return self == other
    }
  }
}

extension Question {
  /// Whether it is answered with yes whenever another is.
  fileprivate func covers(_ other: Question) -> Bool {
    switch (self, other) {
    case (.grade(let grades), .grade(let fewer)): return Set(fewer).isSubset(of: grades)
    case (.compare(let one, let mine), .compare(let two, let theirs)):
      return one == two && (mine == theirs || mine.covers(theirs))
    case (.compare, _), (.isInForce, _), (.grade, _), (.exists, _), (.linked, _): return self == other
    }
  }
}

extension Comparison {
  /// Whether a value that passes another passes it too.
  fileprivate func covers(_ other: Comparison) -> Bool {
    if let mine = constants, let theirs = other.constants { return Set(theirs).isSubset(of: mine) }
    guard let mine = bound else { return false }
    if let theirs = other.bound {
      guard mine.isBelow == theirs.isBelow else { return false }
      return mine.holds(theirs.ratio) || !theirs.isClosed && mine.ratio.order(theirs.ratio) == 0
    }
    return other.constants?.allSatisfy { constant in
      if case .number(let ratio) = constant { mine.holds(ratio) } else { false }
    } ?? false
  }

  /// The constants it lists; nil for any other.
  private var constants: [Constant]? {
    switch self {
    case .equal(.constant(let constant)): [constant]
    case .oneOf(let constants): constants
    case .equal, .atLeast, .above, .atMost, .below, .ago: nil
    }
  }
}

/// A number that a comparison bounds a value by: whether from above, and whether the number itself is meant too.
private struct Bound {
  let ratio: Ratio
  let isBelow: Bool
  let isClosed: Bool

  /// Whether a number lies within.
  func holds(_ other: Ratio) -> Bool {
    let order = ratio.order(other)
    return order == 0 ? isClosed : isBelow ? order > 0 : order < 0
  }
}

extension Comparison {
  fileprivate var bound: Bound? {
    switch self {
    case .atLeast(.constant(.number(let ratio))): Bound(ratio: ratio, isBelow: false, isClosed: true)
    case .above(.constant(.number(let ratio))): Bound(ratio: ratio, isBelow: false, isClosed: false)
    case .atMost(.constant(.number(let ratio))): Bound(ratio: ratio, isBelow: true, isClosed: true)
    case .below(.constant(.number(let ratio))): Bound(ratio: ratio, isBelow: true, isClosed: false)
    case .atLeast, .above, .atMost, .below, .equal, .oneOf, .ago: nil
    }
  }
}

extension Ratio {
  fileprivate func order(_ other: Ratio) -> Int {
    let (left, right) = (Int128(part) * Int128(other.whole), Int128(other.part) * Int128(whole))
    return left == right ? 0 : left < right ? -1 : 1
  }
}

extension Programme {
  /// The other counters without a cap that a node charges, whatever the rows of its choices say.
  fileprivate func charged(by node: NodeForm, besides counter: CounterForm) -> [CounterForm] {
    counters.filter { $0.name != counter.name && $0.cap == nil && lifts($0, by: node) > 0 }
  }

  /// What a node charges a counter whatever the rows of its choices say, by itself and by clauses it raises that are charged
  /// at once; nothing where it also takes from it.
  fileprivate func lifts(_ counter: CounterForm, by node: NodeForm) -> Int {
    var (sum, left, seen) = (0, node.effects, Set<String>())
    while let effect = left.popLast() {
      switch effect {
      case .charge(let counters, .fixed(let points)): sum += counters.contains(counter.name) ? points : 0
      case .raise(let name):
        guard seen.insert(name).inserted, let clause = clause(name), clause.decided == .atOnce else { continue }
        left += clause.cost
      case .restore(let restoring): if restoring.counter == counter.name { return 0 }
      case .charge, .fine, .impose, .lift, .set, .choose: continue
      }
    }
    return sum
  }
}

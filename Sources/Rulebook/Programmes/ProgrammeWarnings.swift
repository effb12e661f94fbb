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
    try copy.lookAtBoundaries()
    try copy.lookAtRows()
    return copy.found
  }

  private mutating func warn(_ node: RulebookNode, zh: String, en: String) {
    found.append(RulebookFinding(.warning, node.error(en, zh: zh)))
  }

  /// Declared names that nothing asks for. Attributes, clauses that are reported and roles are asked for from outside, duties and
  /// reviews by none.
  private mutating func lookAtNames() throws(RulebookError) {
    for kind in [ProgrammeReader.Kind.facts, .boundaries, .accounts, .measures, .counters, .clauses] {
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

  /// Nodes of counters that nothing charges.
  private mutating func lookAtNodes() throws(RulebookError) {
    guard let node = try reader.root.optional("counters") else { return }
    let charged = programme.chargedCounters
    for counter in programme.counters where !counter.nodes.isEmpty && !charged.contains(counter.name) {
      warn(
        try node[counter.name].key("nodes"), zh: "有扣分能达到的节点：没有任何规则给该计分项扣分",
        en: "nodes that a charge can reach: no rule charges this counter")
    }
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
  private mutating func lookAtRows() throws(RulebookError) {
    guard let node = try reader.root.optional("reviews") else { return }
    for review in programme.reviews {
      let items = try node[review.name]["choose"].items()
      for (index, row) in review.choice.rows.enumerated() {
        let earlier = review.choice.rows[..<index]
        if earlier.contains(where: { $0.test.covers(row.test) }), items.indices.contains(index) {
          warn(items[index], zh: "前面的行不会先行成立的一行", en: "a row that no earlier one takes the place of")
        }
      }
    }
  }
}

extension Test {
  /// Whether it holds whenever another does, as far as one number shows.
  fileprivate func covers(_ other: Test) -> Bool {
    if self == other { return true }
    guard case .leaf(let mine) = self, case .compare(let term, let bound) = mine.question else { return false }
    if case .all(let tests) = other { return tests.contains { covers($0) } }
    guard case .leaf(let theirs) = other, case .compare(term, let narrower) = theirs.question,
      let mine = bound.bound, let their = narrower.bound, mine.isBelow == their.isBelow
    else { return false }
    let order = mine.ratio.order(their.ratio)
    if order == 0 { return mine.isClosed || !their.isClosed }
    return mine.isBelow ? order > 0 : order < 0
  }
}

extension Comparison {
  /// A number it bounds a value by: whether from above, and whether the number itself is meant too.
  fileprivate var bound: (ratio: Ratio, isBelow: Bool, isClosed: Bool)? {
    switch self {
    case .atLeast(.constant(.number(let ratio))): (ratio, false, true)
    case .above(.constant(.number(let ratio))): (ratio, false, false)
    case .atMost(.constant(.number(let ratio))): (ratio, true, true)
    case .below(.constant(.number(let ratio))): (ratio, true, false)
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

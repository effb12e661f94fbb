import LedgerDomain
import Programmes

// Effects (programmes §3).
extension ProgrammeReader {
  /// Most points that one charge may ask for.
  private static let mostPoints = 1_000_000
  private static let verbs = ["raise", "charge", "restore", "fine", "impose", "lift", "set", "choose"]

  func effects(_ node: RulebookNode, _ scope: Scope) throws(RulebookError) -> [Effect] {
    var effects: [Effect] = []
    for item in try node.items() {
      if let effect = try effect(item, scope) { effects.append(effect) }
    }
    return effects
  }

  private func effect(_ node: RulebookNode, _ scope: Scope) throws(RulebookError) -> Effect? {
    guard let (verb, value) = try node.only(one: Self.verbs) else { return nil }
    switch verb {
    case "raise":
      try node.allow(["raise"])
      return .raise(try name(.clauses, value))
    case "charge": return try charge(node, value, scope)
    case "restore": return .restore(try restore(node, value, scope))
    case "fine": return try fine(node, value, scope)
    case "impose": return .impose(try impose(node, value))
    case "lift":
      try node.allow(["lift"])
      return .lift(try name(.measures, value))
    case "set":
      try node.allow(["set", "to"])
      let attribute = try name(.attributes, value)
      let type = attributes.first { $0.name == attribute }?.field.type ?? .key
      return .set(NamedValue(attribute, try self.value(try node["to"], of: type)))
    case _:
      try node.allow(["choose"])
      return .choose(try choice(value, scope))
    }
  }

  func choice(_ node: RulebookNode, _ scope: Scope) throws(RulebookError) -> Choice {
    var rows: [Choice.Row] = []
    let items = try node.items()
    for (index, item) in items.enumerated() {
      if let other = try item.optional("else") {
        try item.allow(["else"])
        if index < items.count - 1 { try item.fail("the else row last", zh: "else 行在最后", ()) }
        let choice = Choice(rows, otherwise: try effects(other, scope))
        choices.append((choice, items))
        return choice
      }
      try item.allow(["if", "do"])
      rows.append(Choice.Row(try test(try item["if"], scope), try effects(try item["do"], scope)))
    }
    return try node.fail("a last row {else: effects}", zh: "最后一行 {else: 效果}", Choice(rows, otherwise: []))
  }

  private func charge(
    _ node: RulebookNode, _ value: RulebookNode, _ scope: Scope
  ) throws(RulebookError) -> Effect {
    try node.allow(["charge", "points"])
    var counters: [String] = []
    for item in value.isList ? try value.items() : [value] { counters.append(try name(.counters, item)) }
    let points = try node["points"]
    guard points.isList else { return .charge(counters, .fixed(try points.count(atMost: Self.mostPoints))) }
    let range = try judged(points, scope)
    if range.upperBound > Self.mostPoints {
      try points.fail("no more than \(Self.mostPoints) points", zh: "不超过 \(Self.mostPoints) 分", ())
    }
    return .charge(counters, .judged(range))
  }

  private func judged(_ node: RulebookNode, _ scope: Scope) throws(RulebookError) -> ClosedRange<Int> {
    if !scope.isJudged { try node.fail("a number: no judge sets it here", zh: "数：此处无人评定", ()) }
    return try node.range()
  }

  private func restore(
    _ node: RulebookNode, _ value: RulebookNode, _ scope: Scope
  ) throws(RulebookError) -> Restoring {
    try node.allow(["restore", "points", "most", "breach"])
    let counter = try name(.counters, value)
    let points = try node["points"]
    var most: Int?
    if let node = try node.optional("most") {
      try node.allow(["points", "per"])
      if try node["per"].text() != "period" { try node["per"].fail("period", zh: "period", ()) }
      if !(windows[counter]?.hasPeriods ?? true) {
        try node["per"].fail("a counter whose window has periods", zh: "期限分得出周期的计分项", ())
      }
      most = try node["points"].count(atLeast: 1)
    }
    let breach = try node.optional("breach")
    if let breach, let field = try field(breach, scope), field.type != .breach {
      try breach.fail("a field of type breach", zh: "breach 类型的字段", ())
    }
    return Restoring(
      counter: counter, points: points.scalar == "all" ? nil : try points.count(atLeast: 1), mostPerPeriod: most,
      breachField: try breach?.text())
  }

  private func fine(
    _ node: RulebookNode, _ value: RulebookNode, _ scope: Scope
  ) throws(RulebookError) -> Effect? {
    try node.allow(["fine", "fen", "from", "times", "balance"])
    let account = try name(.accounts, value)
    guard let (key, amount) = try node.only(one: ["fen", "from", "balance"]) else { return nil }
    if key != "from", let times = try node.optional("times") {
      try times.fail("`from` beside it", zh: "与 from 一起出现", ())
    }
    switch key {
    case "fen":
      return .fine(account, amount.isList ? .judged(try judged(amount, scope)) : .fixed(try amount.count()))
    case "from":
      if let field = try field(amount, scope), field.type != .money, field.type != .int {
        try amount.fail("a field that is an amount", zh: "金额类型的字段", ())
      }
      return .fine(
        account,
        .recorded(field: try amount.text(), times: try node.optional("times")?.count(atLeast: 1) ?? 1))
    case _:
      if try amount.text() != "all" { try amount.fail("all", zh: "all", ()) }
      if try root["accounts"].optional(account)?.optional("kind")?.scalar == "bill" {
        try amount.fail("a deposit: a bill holds nothing", zh: "deposit 类账户", ())
      }
      return .fine(account, .balance)
    }
  }

  private func impose(_ node: RulebookNode, _ value: RulebookNode) throws(RulebookError) -> Imposing {
    try node.allow(["impose", "for", "until", "then"])
    let measure = try name(.measures, value)
    let lasts = try node.optional("for").map { node throws(RulebookError) in try window(node) }
    let until = try node.optional("until").map { node throws(RulebookError) in try test(node, Scope()) }
    var scope = Scope()
    scope.fields = nil
    let then = try node.optional("then").map { node throws(RulebookError) in try effects(node, scope) }
    if measures.first(where: { $0.name == measure })?.kind == .notice, lasts != nil || until != nil || then != nil {
      try node.fail("no for, until or then: a notice is only delivered", zh: "没有 for、until、then：通知只送达", ())
    }
    let imposing = Imposing(
      measure: measure, lasts: lasts, until: until, then: then ?? [], number: self.imposing.count)
    self.imposing.append(imposing)
    return imposing
  }
}

import LedgerDomain
import Programmes

/// What is at hand where a test or effect stands: what it may ask for.
struct Scope {
  /// The fields at hand; nil where any that the file declares may be.
  var fields: [FieldForm]? = []
  /// The grades that a judge may have set.
  var grades: [String] = []
  /// Whether a judge sets points and money.
  var isJudged = false
  /// Whether a review or duty of every period asks.
  var hasPeriod = false
  /// Whether a breach is at hand.
  var hasBreach = false
  /// Whether a clause is at hand.
  var hasClause = false
}

// Windows and tests (programmes §1, §4).
extension ProgrammeReader {
  func window(_ node: RulebookNode) throws(RulebookError) -> Window {
    guard node.isMapping else {
      let text = try node.text()
      if text == "ever" { return .ever }
      if let unit = Window.CalendarUnit(rawValue: text) { return .calendar(unit) }
      return try node.fail(
        "{days: n}, {months: n}, year, quarter, month, week, {cycle: …}, {boundaries: …} or ever",
        zh: "{days: n}、{months: n}、year、quarter、month、week、{cycle: …}、{boundaries: …} 或 ever", .ever)
    }
    guard
      let (key, value) = try node.only(["days", "months", "cycle", "boundaries"])
        .only(one: ["days", "months", "cycle", "boundaries"])
    else { return .ever }
    switch key {
    case "days": return .days(try value.count(atLeast: 1, atMost: 100_000))
    case "months": return .months(try value.count(atLeast: 1, atMost: 1_200))
    case "cycle":
      try value.allow(["from", "months"])
      let from = try name(.attributes, try value["from"])
      if let type = attributes.first(where: { $0.name == from })?.field.type, type != .date {
        try value["from"].fail("an attribute that is a date", zh: "日期（date）类型的属性", ())
      }
      return .cycle(from: from, months: try value["months"].count(atLeast: 1, atMost: 1_200))
    case _:
      let name = try self.name(.boundaries, value)
      return .boundaries(boundaries.first { $0.name == name } ?? Boundaries(name: name, dates: []))
    }
  }

  /// A window that cuts time into periods.
  func periodic(_ node: RulebookNode) throws(RulebookError) -> Window {
    let window = try window(node)
    if !window.hasPeriods {
      try node.fail(
        "a window with periods: year, quarter, month, week, {cycle: …}, {boundaries: …} or {days: 1}",
        zh: "分得出周期的期限：year、quarter、month、week、{cycle: …}、{boundaries: …} 或 {days: 1}", ())
    }
    return window
  }

  func test(_ node: RulebookNode, _ scope: Scope) throws(RulebookError) -> Test {
    let keys = try node.entries().map(\.0)
    let connectives = keys.filter { ["all", "any", "none"].contains($0) }
    guard let connective = connectives.first else { return .leaf(try leaf(node, scope)) }
    if keys.count > 1 {
      try node.fail("one connective and nothing beside it", zh: "只有 all、any、none 之一，旁边没有别的键", ())
    }
    var tests: [Test] = []
    for item in try node[connective].items() { tests.append(try test(item, scope)) }
    if tests.isEmpty { try node.fail("at least one test", zh: "至少一个条件", ()) }
    switch connective {
    case "all": return .all(tests)
    case "any": return .any(tests)
    case _: return .none(tests)
    }
  }

  private static let terms = ["attribute", "field", "latest", "count", "breaches", "counter", "largest", "balance"]
  private static let plain = ["measure", "grade", "fact", "linked"]
  private static let comparisons = ["is", "in", "at-least", "at-most", "below", "above", "ago"]

  private func leaf(_ node: RulebookNode, _ scope: Scope) throws(RulebookError) -> Leaf {
    let harmless = Leaf(.isInForce(""), text: "")
    guard let (key, value) = try node.only(one: Self.terms + Self.plain) else { return harmless }
    let question: Question
    switch key {
    case "measure":
      try node.allow(["measure", "is"])
      if try node["is"].text() != "in-force" { try node["is"].fail("in-force", zh: "in-force", ()) }
      question = .isInForce(try name(.measures, value))
    case "grade":
      try node.allow(["grade"])
      var grades: [String] = []
      for item in value.isList ? try value.items() : [value] {
        let grade = try item.text()
        if !scope.grades.contains(grade) {
          let known = scope.grades.joined(separator: ", ")
          try item.fail("one of the grades judged here: \(known)", zh: "此处可评定的等级：\(known)", ())
        }
        grades.append(grade)
      }
      question = .grade(grades)
    case "fact":
      try node.allow(["fact", "where", "of"])
      let ofBreach = try node.optional("of")
      if let ofBreach, try ofBreach.text() != "breach" { try ofBreach.fail("breach", zh: "breach", ()) }
      let pattern = try pattern(value, where: node.optional("where"))
      if let ofBreach,
        facts.first(where: { $0.name == pattern.kind })?.fields.contains(where: { $0.type == .breach })
          == false
      {
        try ofBreach.fail("a fact with a field of type breach", zh: "有 breach 类型字段的事实", ())
      }
      question = .exists(pattern, ofBreach: ofBreach != nil)
    case "linked":
      try node.allow(["linked", "test", "how"])
      let how = try node["how"]
      guard let comparison = try comparison(how.only(Self.comparisons), nil, scope) else { return harmless }
      question = .linked(
        attribute: try name(.attributes, value), try test(try node["test"], Scope()), how: comparison)
    case _:
      let (term, type) = try term(node, key, value, scope, beside: Self.comparisons)
      guard let comparison = try comparison(node, type, scope) else { return harmless }
      question = .compare(term, comparison)
    }
    return Leaf(question, text: node.line)
  }

  /// A term and the type of its value; nil for a number.
  private func term(
    _ node: RulebookNode, _ key: String, _ value: RulebookNode, _ scope: Scope, beside keys: [String]
  ) throws(RulebookError) -> (Programmes.Term, ValueType?) {
    switch key {
    case "attribute":
      try node.allow(["attribute"] + keys)
      let name = try name(.attributes, value)
      return (.attribute(name), attributes.first { $0.name == name }?.field.type)
    case "field":
      try node.allow(["field"] + keys)
      return try (.field(value.text()), field(value, scope)?.type)
    case "latest":
      try node.allow(["latest", "not-older"] + keys)
      return try latest(node, value)
    case "count":
      try node.allow(["count", "where", "within"] + keys)
      let pattern = try pattern(value, where: node.optional("where"))
      return (.count(pattern, try within(node.optional("within"), counter: nil, scope)), nil)
    case "breaches":
      try node.allow(["breaches", "within"] + keys)
      var clauses: [String] = []
      for item in value.isList ? try value.items() : [value] { clauses.append(try name(.clauses, item)) }
      return (.breaches(clauses, try within(node.optional("within"), counter: nil, scope)), nil)
    case "counter":
      try node.allow(["counter", "key"] + keys)
      let counter = try name(.counters, value)
      guard let key = try node.optional("key") else { return (.counter(counter, key: nil), nil) }
      _ = try field(key, scope)
      if apart[counter] == false { try key.fail("nothing: the counter keeps nothing apart", zh: "空：该计分项不分开记", ()) }
      return (.counter(counter, key: try key.text()), nil)
    case "largest":
      try node.allow(["largest", "within"] + keys)
      let counter = try name(.counters, value)
      return (.largest(counter, try within(node.optional("within"), counter: counter, scope)), nil)
    case _:
      try node.allow(["balance"] + keys)
      return (.balance(try name(.accounts, value)), nil)
    }
  }

  private func latest(_ node: RulebookNode, _ value: RulebookNode) throws(RulebookError) -> (
    Programmes.Term, ValueType?
  ) {
    let text = try value.text()
    let notOlder = try node.optional("not-older").map { node throws(RulebookError) in try self.window(node) }
    for fact in facts where text.hasPrefix(fact.name + ".") {
      let name = String(text.dropFirst(fact.name.count + 1))
      if let field = fact.fields.first(where: { $0.name == name }) {
        use(.facts, fact.name)
        return (.latest(kind: fact.name, field: name, notOlder: notOlder), field.type)
      }
    }
    return try value.fail(
      "<fact>.<field> of a declared fact", zh: "<事实>.<字段>，均已声明",
      (.latest(kind: "", field: "", notOlder: nil), nil))
  }

  /// A field at hand.
  func field(_ node: RulebookNode, _ scope: Scope) throws(RulebookError) -> FieldForm? {
    let name = try node.text()
    let known = scope.fields ?? anyFields
    if let field = known.first(where: { $0.name == name }) { return field }
    let near = name.near(among: known.map(\.name))
    return try node.fail(
      "a field that is at hand here" + (near.map { " (did you mean \($0)?)" } ?? ""),
      zh: "此处可用的字段" + (near.map { "（是否指 \($0)？）" } ?? ""), nil)
  }

  func pattern(_ node: RulebookNode, where fields: RulebookNode?) throws(RulebookError) -> FactPattern {
    let kind = try name(.facts, node)
    var values: [NamedValue] = []
    for (name, node) in try fields?.entries() ?? [] {
      guard let field = facts.first(where: { $0.name == kind })?.fields.first(where: { $0.name == name }) else {
        try node.fail("a field of \(kind)", zh: "\(kind) 的字段", ())
        continue
      }
      values.append(NamedValue(name, try value(node, of: field.type)))
    }
    return FactPattern(kind, where: values)
  }

  private func within(
    _ node: RulebookNode?, counter: String?, _ scope: Scope
  ) throws(RulebookError) -> Within {
    guard let node else { return .window(.ever) }
    guard node.scalar == "period" else { return .window(try window(node)) }
    if scope.hasPeriod { return .askedPeriod }
    if let counter, windows[counter]?.hasPeriods ?? false { return .counterPeriod(counter) }
    return try node.fail(
      "a window: nothing with periods asks here", zh: "期限：此处没有带周期的审查、义务或计分项", .window(.ever))
  }

  private func comparison(
    _ node: RulebookNode, _ type: ValueType?, _ scope: Scope
  ) throws(RulebookError) -> Comparison? {
    guard let (key, value) = try node.only(one: Self.comparisons) else { return nil }
    switch key {
    case "is": return .equal(try comparand(value, type, scope, ordered: false))
    case "in":
      var constants: [Constant] = []
      for item in try value.items() { constants.append(try constant(item, type)) }
      return .oneOf(constants)
    case "at-least": return .atLeast(try comparand(value, type, scope, ordered: true))
    case "at-most": return .atMost(try comparand(value, type, scope, ordered: true))
    case "below": return .below(try comparand(value, type, scope, ordered: true))
    case "above": return .above(try comparand(value, type, scope, ordered: true))
    case _:
      if type != .date { try node.fail("a date before `ago`", zh: "ago 之前应为日期", ()) }
      return .ago(try window(value))
    }
  }

  private func comparand(
    _ node: RulebookNode, _ type: ValueType?, _ scope: Scope, ordered: Bool
  ) throws(RulebookError) -> Comparand {
    if ordered, !(type?.hasOrder ?? true) { try node.fail("`is` or `in`: it has no order", zh: "is 或 in：该值没有大小", ()) }
    guard node.isMapping else { return .constant(try constant(node, type)) }
    try node.allow(["of", "times"])
    let of = try node["of"]
    guard let (key, value) = try of.only(one: Self.terms) else { return .constant(.flag(false)) }
    let times = try node.optional("times").map { node throws(RulebookError) in try ratio(node) }
    return .of(try term(of, key, value, scope, beside: []).0, times: times ?? .one)
  }

  private func constant(_ node: RulebookNode, _ type: ValueType?) throws(RulebookError) -> Constant {
    switch type {
    case nil, .int, .money, .share: return .number(try ratio(node))
    case .bool: return .flag(try node.flag())
    case .date, .key, .breach, .choice, .levels:
      guard let type, case .text(let text) = try value(node, of: type) else { return .text("") }
      return .text(text)
    }
  }
}

extension ValueType {
  /// Whether its values are less or more than one another.
  var hasOrder: Bool {
    switch self {
    case .int, .money, .share, .date, .levels: true
    case .bool, .key, .breach, .choice: false
    }
  }
}

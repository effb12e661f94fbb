import LedgerDomain
import Programmes

// Counters, clauses, duties, reviews, appeals.
extension ProgrammeReader {
  func readCounters() throws(RulebookError) -> [CounterForm] {
    var all: [CounterForm] = []
    for (name, node) in try section(.counters) {
      try node.allow(["window", "by", "several", "cap", "carry", "nodes", "zh", "en"])
      let window = windows[name] ?? .ever
      var several = CounterForm.Several.all
      if let node = try node.optional("several") {
        several = try node.oneOf(CounterForm.Several.self, CounterForm.Several.allCases) ?? .all
      }
      all.append(
        CounterForm(
          name: name, words: try node.namedWords(), window: window,
          by: try node.optional("by").map { node throws(RulebookError) in try apart(node) },
          cap: try node.optional("cap").map { node throws(RulebookError) in try cap(node, window) },
          several: several,
          carry: try node.optional("carry").map { node throws(RulebookError) in try carry(node, window) } ?? [],
          nodes: try node.optional("nodes").map { node throws(RulebookError) in try nodes(node) } ?? []))
    }
    return all
  }

  private func apart(_ node: RulebookNode) throws(RulebookError) -> CounterForm.Apart {
    if node.scalar == "clause" { return .clause }
    var scope = Scope()
    scope.fields = nil
    _ = try field(node, scope)
    return .field(try node.text())
  }

  private func cap(_ node: RulebookNode, _ window: Window) throws(RulebookError) -> CounterForm.Cap {
    try node.allow(["per", "most"])
    let per = try node["per"]
    let group: CounterForm.Cap.Group
    if per.isMapping {
      group = .days(try per.only(["days"])["days"].period(atLeast: 1))
    } else if per.scalar == "day" {
      group = .days(1)
    } else if per.scalar == "period" {
      if !window.hasPeriods { try per.fail("a counter whose window has periods", zh: "期限分得出周期的计分项", ()) }
      group = .period
    } else {
      var values: [CounterForm.Apart] = []
      for item in per.isList ? try per.items() : [per] { values.append(try apart(item)) }
      group = .values(values)
    }
    return CounterForm.Cap(group: group, most: try node["most"].count(atLeast: 1))
  }

  private func carry(_ node: RulebookNode, _ window: Window) throws(RulebookError) -> [CounterForm.Carrying] {
    if !window.hasPeriods { try node.fail("a window with periods beside it", zh: "期限分得出周期的计分项", ()) }
    var rows: [CounterForm.Carrying] = []
    for item in try node.items() {
      try item.allow(["at-least", "below", "keep"])
      let from = try item.optional("at-least")?.count() ?? 0
      let below = try item.optional("below")?.count(atLeast: 1)
      if let below, below <= from { try item.fail("a range that is not empty", zh: "非空的范围", ()) }
      let keep = try item["keep"]
      let kept: CounterForm.Carrying.Keep
      if keep.isMapping {
        var scope = Scope()
        scope.fields = nil
        scope.hasBreach = true
        scope.grades = try allGrades()
        scope.hasPeriod = true
        kept = .entries(try test(try keep.only(["entries"])["entries"], scope))
      } else {
        kept = keep.scalar == "all" ? .all : .points(try keep.count())
      }
      rows.append(CounterForm.Carrying(from: from, below: below, keep: kept))
    }
    return rows
  }

  private func nodes(_ node: RulebookNode) throws(RulebookError) -> [NodeForm] {
    var scope = Scope()
    scope.fields = nil
    scope.hasBreach = true
    scope.grades = try allGrades()
    var nodes: [NodeForm] = []
    for item in try node.items() {
      try item.allow(["at", "every", "do"])
      nodes.append(
        NodeForm(
          at: try item["at"].count(atLeast: 1), every: try item.optional("every")?.count(atLeast: 1),
          effects: try effects(try item["do"], scope)))
    }
    return nodes.sorted { $0.at < $1.at }
  }

  /// The grades of all clauses.
  private func allGrades() throws(RulebookError) -> [String] {
    var grades: [String] = []
    var nodes = try section(.clauses).map(\.1)
    if let node = try root.optional("defaults") { nodes.append(node) }
    for node in nodes {
      guard let decided = try node.optional("decided"), decided.isMapping, let list = try decided.optional("grades")
      else { continue }
      for item in try list.items() { grades.append(try item.text()) }
    }
    return grades
  }

  func readClauses() throws(RulebookError) -> [ClauseForm] {
    let keys = [
      "section", "quote", "fields", "arises", "reporters", "dated", "decided", "applies", "cost", "appeal", "zh", "en",
    ]
    if let node = try root.optional("defaults") { try node.allow(keys) }
    var all: [ClauseForm] = []
    for (name, node) in try section(.clauses) {
      try node.allow(keys)
      all.append(try clause(name, node))
    }
    return all
  }

  private func clause(_ name: String, _ node: RulebookNode) throws(RulebookError) -> ClauseForm {
    func part(_ key: String) throws(RulebookError) -> RulebookNode? {
      if let own = try node.optional(key) { return own }
      return try defaults(key)
    }
    func needed(_ key: String) throws(RulebookError) -> RulebookNode {
      if let part = try part(key) { return part }
      return try node[key]
    }
    let arises = try needed("arises").oneOf(ClauseForm.Arises.self, ClauseForm.Arises.allCases) ?? .reported
    let decided = try self.decided(try needed("decided"))
    let fields = try part("fields").map { node throws(RulebookError) in try self.fields(node) } ?? []
    var scope = Scope()
    scope.fields = arises == .raised ? nil : fields
    let applies = try part("applies").map { [scope] node throws(RulebookError) in try test(node, scope) }
    scope.hasBreach = true
    scope.hasClause = true
    if case .by(_, let grades) = decided {
      scope.grades = grades
      scope.isJudged = true
    }
    var isAppealable = true
    if let appeal = try part("appeal") {
      if try appeal.text() != "none" { try appeal.fail("none", zh: "none", ()) }
      isAppealable = false
    }
    return ClauseForm(
      name: name, section: try needed("section").text(),
      words: Words(zh: try needed("zh").text(), en: try needed("en").text()), quote: try part("quote")?.text(),
      fields: fields, arises: arises,
      reporters: try part("reporters").map { node throws(RulebookError) in try roles(node) },
      dated: try part("dated")?.oneOf(ClauseForm.Dated.self, ClauseForm.Dated.allCases) ?? .act, decided: decided,
      applies: applies, cost: try effects(try needed("cost"), scope), isAppealable: isAppealable)
  }

  private func decided(_ node: RulebookNode) throws(RulebookError) -> ClauseForm.Decided {
    guard node.isMapping else {
      if try node.text() != "at-once" { try node.fail("at-once, or {by, grades}", zh: "at-once，或 {by, grades}", ()) }
      return .atOnce
    }
    try node.allow(["by", "grades"])
    var grades: [String] = []
    for item in try node.optional("grades")?.items() ?? [] {
      let grade = try item.text()
      if grade.isYAMLWord { try item.fail("a word that YAML takes for nothing else", zh: "YAML 不会误读的词", ()) }
      if grades.contains(grade) { try item.fail("each grade once", zh: "每个等级只出现一次", ()) }
      grades.append(grade)
    }
    return .by(try node.optional("by").map { node throws(RulebookError) in try roles(node) }, grades: grades)
  }

  func readDuties() throws(RulebookError) -> [DutyForm] {
    var all: [DutyForm] = []
    for (name, node) in try section(.duties) {
      try node.allow(["starts", "due", "same", "met", "missed", "each", "while", "at-least", "zh", "en"])
      if name == "top-up" {
        try node.fail("another name: top-up is the duty of accounts", zh: "别的名称：top-up 是账户的义务", ())
      }
      var met: [String] = []
      if let node = try node.optional("met") {
        for item in node.isList ? try node.items() : [node] { met.append(try self.name(.facts, item)) }
      }
      var scope = Scope()
      let owed: DutyForm.Owed
      if let each = try node.optional("each") {
        for key in ["starts", "due", "same"] {
          if let node = try node.optional(key) { try node.fail("nothing beside `each`", zh: "each 旁边没有此键", ()) }
        }
        scope.hasPeriod = true
        let condition = try node.optional("while").map { [scope] node throws(RulebookError) in try test(node, scope) }
        owed = .each(
          try periodic(each), atLeast: try node.optional("at-least")?.count(atLeast: 1) ?? 1, while: condition)
      } else {
        for key in ["while", "at-least"] {
          if let node = try node.optional(key) { try node.fail("`each` beside it", zh: "与 each 一起出现", ()) }
        }
        owed = try started(node, &scope)
      }
      let missed = try node.optional("missed").map { [scope] node throws(RulebookError) in try effects(node, scope) }
      all.append(DutyForm(name: name, words: try node.namedWords(), owed: owed, met: met, missed: missed ?? []))
    }
    return all
  }

  private func started(_ node: RulebookNode, _ scope: inout Scope) throws(RulebookError) -> DutyForm.Owed {
    let starts = try node["starts"]
    let start: DutyForm.Start
    if let measure = try starts.optional("measure") {
      try starts.allow(["measure"])
      start = .measure(try name(.measures, measure))
    } else {
      try starts.allow(["fact", "where"])
      let pattern = try pattern(try starts["fact"], where: starts.optional("where"))
      scope.fields = facts.first { $0.name == pattern.kind }?.fields ?? []
      start = .fact(pattern)
    }
    let same = try node.optional("same")
    if let same { _ = try field(same, scope) }
    return .started(by: start, due: try due(try node["due"], scope), same: try same?.text())
  }

  private func due(_ node: RulebookNode, _ scope: Scope) throws(RulebookError) -> DueTerm {
    let keys = ["days", "working-days", "hours", "date"]
    guard let (key, value) = try node.only(keys).only(one: keys) else { return .days(0) }
    switch key {
    case "days": return .days(try value.period())
    case "working-days": return .workingDays(try value.period(atLeast: 1))
    case "hours": return .hours(try value.period(atLeast: 1))
    case _:
      if let field = try field(value, scope), field.type != .date {
        try value.fail("a field that is a date", zh: "日期类型的字段", ())
      }
      return .date(field: try value.text())
    }
  }

  func readReviews() throws(RulebookError) -> [ReviewForm] {
    var all: [ReviewForm] = []
    for (name, node) in try section(.reviews) {
      try node.allow(["when", "each", "while", "choose", "zh", "en"])
      var scope = Scope()
      let trigger: ReviewForm.Trigger
      guard let (key, value) = try node.only(one: ["when", "each"]) else { continue }
      if key == "when" {
        let fact = try self.name(.facts, value)
        scope.fields = facts.first { $0.name == fact }?.fields ?? []
        trigger = .fact(fact)
      } else {
        scope.hasPeriod = true
        trigger = .each(try periodic(value))
      }
      var words: Words?
      if try node.entries().contains(where: { ["zh", "en"].contains($0.0) }) { words = try node.namedWords() }
      let holds = try node.optional("while").map { [scope] node throws(RulebookError) in try test(node, scope) }
      all.append(
        ReviewForm(
          name: name, words: words, trigger: trigger, holds: holds, choice: try choice(try node["choose"], scope)))
    }
    return all
  }

  func readAppeal() throws(RulebookError) -> AppealForm? {
    guard let node = try root.optional("appeal") else { return nil }
    try node.allow(["within", "of", "times", "by", "other-person"])
    let of = try node["of"]
    if try of.text() != "charge" { try of.fail("charge", zh: "charge", ()) }
    var scope = Scope()
    scope.fields = []
    return AppealForm(
      within: try due(try node["within"], scope), times: try node.optional("times")?.count(atLeast: 1) ?? 1,
      by: try node.optional("by").map { node throws(RulebookError) in try roles(node) },
      isByAnother: try node.optional("other-person")?.flag() ?? true)
  }
}

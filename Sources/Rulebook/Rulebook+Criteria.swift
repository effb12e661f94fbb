import LedgerDomain

/// The section `criteria` of a rulebook file (offices §4).
extension Rulebook {
  /// The kinds of criteria, as the file has them, and the keys that each has besides those of all.
  private enum Kind: String, CaseIterable {
    case yes, number, share, choice, text, hours

    var keys: [String] {
      switch self {
      case .yes, .text: []
      case .number: ["min", "max", "unit", "judged-if"]
      case .share: ["min"]
      case .choice: ["of"]
      case .hours: ["weekdays", "other-days"]
      }
    }
  }

  private static let keys = [
    "section", "about", "kind", "when", "if", "stage", "reviewed-by", "informs", "zh", "en",
  ]

  static func criteria(_ node: RulebookNode) throws(RulebookError) -> [CriterionRow] {
    var rows: [CriterionRow] = []
    var entries: [RulebookNode] = []
    for (name, entry) in try node.entries() {
      rows.append(try row(name, entry))
      entries.append(entry)
    }
    if rows.isEmpty { try node.fail("at least one criterion", zh: "至少一项准入条件", ()) }
    // What one depends on may stand behind it.
    for (index, entry) in entries.enumerated() {
      if let conditions = try entry.optional("if") {
        rows[index].conditions = try self.conditions(conditions, among: rows, kinds: true)
      }
      if let conditions = try entry.optional("judged-if") {
        rows[index].judgedIf = try self.conditions(conditions, among: rows, kinds: false)
      }
    }
    return rows
  }

  private static func row(_ name: String, _ entry: RulebookNode) throws(RulebookError) -> CriterionRow {
    let kind = try entry["kind"].oneOf(Kind.self, Kind.allCases) ?? .text
    try entry.allow(keys + kind.keys)
    var row = CriterionRow(
      Key(try entry.name(name)), section: try entry["section"].text(),
      subject: try entry.optional("about")?.oneOf(CriterionSubject.self, CriterionSubject.allCases) ?? .provider,
      test: try test(kind, entry),
      season: try entry["when"].oneOf(CriterionSeason.self, CriterionSeason.allCases) ?? .admission,
      stage: try entry.optional("stage")?.count(atLeast: 1) ?? 1, reviewers: try entry["reviewed-by"].roles(),
      informs: try entry.optional("informs")?.flag() ?? false, words: try paraphrase(entry))
    if kind == .number { row.unit = try entry.optional("unit")?.text() }
    return row
  }

  private static func test(_ kind: Kind, _ entry: RulebookNode) throws(RulebookError) -> CriterionTest {
    switch kind {
    case .yes: return .yes
    case .text: return .text
    case .share: return .share(atLeast: try entry["min"].percent())
    case .number:
      let least = try entry.optional("min")?.count()
      let most = try entry.optional("max")?.count()
      if let least, let most, least > most {
        try entry["max"].fail("a number not below min", zh: "不小于 min 的数", ())
      }
      return .number(atLeast: least, atMost: most)
    case .choice:
      var words: [String] = []
      for item in try entry["of"].items() {
        let word = try item.text()
        if words.contains(word) { try item.fail("each word once", zh: "每个词只出现一次", ()) }
        words.append(word)
      }
      if words.isEmpty { try entry["of"].fail("at least one word", zh: "至少一个词", ()) }
      return .choice(words)
    case .hours: return .hours(weekdays: try entry["weekdays"].hours(), otherDays: try entry["other-days"].hours())
    }
  }

  /// What must be so, by the names of criteria of the provider.
  ///
  /// - Parameter kinds: whether the kind of the provider may be asked too.
  private static func conditions(
    _ node: RulebookNode, among rows: [CriterionRow], kinds: Bool
  ) throws(RulebookError) -> [CriterionCondition] {
    var conditions: [CriterionCondition] = []
    for (name, value) in try node.entries() {
      if kinds, name == "provider-kind" {
        switch try value.text() {
        case "third-party": conditions.append(.thirdParty)
        case "self-operated": conditions.append(.selfOperated)
        case _: try value.fail("third-party or self-operated", zh: "third-party 或 self-operated", ())
        }
        continue
      }
      guard let row = rows.first(where: { $0.slug.text == name && $0.subject == .provider }) else {
        let more = kinds ? "provider-kind, " : ""
        try value.fail("\(more)a criterion of the provider", zh: "\(more)服务商的准入条件", ())
        continue
      }
      if let wanted = try value.value(for: row.test) { conditions.append(.finding(row.slug, wanted)) }
    }
    if conditions.isEmpty { try node.fail("at least one condition", zh: "至少一项前提", ()) }
    return conditions
  }
}

extension RulebookNode {
  /// The name under which this value stands, which must be written as a key is.
  func name(_ name: String) throws(RulebookError) -> String {
    if name.isKey() { return name }
    return try fail(
      "a name of up to 64 of a–z 0–9 . _ -, the first a letter or digit",
      zh: "不超过 64 个字符的名称，限 a–z 0–9 . _ -，首字符为字母或数字", name)
  }

  func hours() throws(RulebookError) -> HoursOfDay {
    guard let hours = HoursOfDay(try text()) else {
      return try fail("hours such as \"09:00-22:00\"", zh: "时段，如 \"09:00-22:00\"", .day)
    }
    return hours
  }

  /// A value that a criterion may have, to be compared with what is found of it; nil only where it was found to be none.
  fileprivate func value(for test: CriterionTest) throws(RulebookError) -> FindingValue? {
    switch test {
    case .yes: return .flag(try flag())
    case .number: return .number(try count())
    case .text: return .text(try text())
    case .choice(let words):
      let word = try text()
      guard words.contains(word) else {
        let list = words.joined(separator: ", ")
        return try fail("one of \(list)", zh: "\(list) 之一", nil)
      }
      return .text(word)
    case .share, .hours: return try fail("no criterion of shares or hours", zh: "不以份额或时段为前提", nil)
    }
  }
}

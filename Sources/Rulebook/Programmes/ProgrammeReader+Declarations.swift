import LedgerDomain
import Programmes

// Attributes, facts, measures, accounts.
extension ProgrammeReader {
  func readAttributes() throws(RulebookError) -> [AttributeForm] {
    var all: [AttributeForm] = []
    for (name, node) in try section(.attributes) {
      try node.allow(["type", "default", "zh", "en"])
      all.append(AttributeForm(try field(name, node), try node.namedWords()))
    }
    return all
  }

  func readFacts() throws(RulebookError) -> [FactForm] {
    var all: [FactForm] = []
    for (name, node) in try section(.facts) {
      try node.allow(["fields", "roles", "zh", "en"])
      let fields = try node.optional("fields").map { node throws(RulebookError) in try self.fields(node) } ?? []
      let roles = try node.optional("roles").map { node throws(RulebookError) in
        try self.roles(node, withSubject: true)
      }
      all.append(FactForm(name: name, words: try node.namedWords(), fields: fields, roles: roles))
    }
    return all
  }

  /// The fields of a fact or clause.
  func fields(_ node: RulebookNode) throws(RulebookError) -> [FieldForm] {
    var fields: [FieldForm] = []
    for (name, node) in try node.entries() {
      try node.checkDeclared(name)
      try node.allow(["type", "default", "zh", "en"])
      fields.append(try field(name, node))
    }
    return fields
  }

  private func field(_ name: String, _ node: RulebookNode) throws(RulebookError) -> FieldForm {
    let type = try self.type(try node["type"])
    guard let other = try node.optional("default") else { return FieldForm(name: name, type: type) }
    return FieldForm(name: name, type: type, otherwise: try value(other, of: type))
  }

  private func type(_ node: RulebookNode) throws(RulebookError) -> ValueType {
    if node.isList { return .choice(try words(node)) }
    if node.isMapping {
      return .levels(try words(try node.only(["levels"])["levels"]))
    }
    switch try node.text() {
    case "int": return .int
    case "money": return .money
    case "date": return .date
    case "bool": return .bool
    case "key": return .key
    case "share": return .share
    case "breach": return .breach
    case _:
      return try node.fail(
        "int, money, date, bool, key, share, breach, a list of words, or {levels: [low, …, high]}",
        zh: "int、money、date、bool、key、share、breach、词的列表，或 {levels: [低, …, 高]}", .int)
    }
  }

  private func words(_ node: RulebookNode) throws(RulebookError) -> [String] {
    var words: [String] = []
    for item in try node.items() {
      let word = try item.text()
      if word.isYAMLWord { try item.fail("a word that YAML takes for nothing else", zh: "YAML 不会误读的词", ()) }
      if words.contains(word) { try item.fail("each word once", zh: "每个词只出现一次", ()) }
      words.append(word)
    }
    if words.isEmpty { try node.fail("at least one word", zh: "至少一个词", ()) }
    return words
  }

  /// A value of a type.
  func value(_ node: RulebookNode, of type: ValueType) throws(RulebookError) -> DeclaredValue {
    let value: DeclaredValue
    if node.isMapping {
      try node.allow(["part", "whole"])
      value = .share(part: try node["part"].count(), whole: try node["whole"].count(atLeast: 1))
    } else {
      let text = try node.text()
      switch type {
      case .int, .money: value = Int(text).map { .number($0) } ?? .text(text)
      case .bool: value = text == "true" ? .flag(true) : text == "false" ? .flag(false) : .text(text)
      case .date, .key, .share, .breach, .choice, .levels: value = .text(text)
      }
    }
    if let expected = type.expected(insteadOf: value) { try node.fail(expected.en, zh: expected.zh, ()) }
    return value
  }

  func readMeasures() throws(RulebookError) -> [MeasureForm] {
    var all: [MeasureForm] = []
    for (name, node) in try section(.measures) {
      try node.allow(["closes", "notice", "zh", "en"])
      let closes = try node.optional("closes")?.flag() ?? false
      let isNotice = try node.optional("notice")?.flag() ?? false
      if closes, isNotice {
        try node.fail("either closes or notice: what is only delivered closes nothing", zh: "closes 与 notice 之一", ())
      }
      let kind: MeasureForm.Kind = closes ? .closes : isNotice ? .notice : .plain
      all.append(MeasureForm(name: name, words: try node.namedWords(), kind: kind))
    }
    return all
  }

  func readAccounts() throws(RulebookError) -> [AccountForm] {
    var all: [AccountForm] = []
    for (name, node) in try section(.accounts) {
      try node.allow(["kind", "required", "top-up", "zh", "en"])
      let kind: AccountForm.Kind
      switch try node["kind"].text() {
      case "deposit": kind = .deposit
      case "bill": kind = .bill
      case _: kind = try node["kind"].fail("deposit or bill", zh: "deposit 或 bill", .deposit)
      }
      let required = try node.optional("required").map { node throws(RulebookError) in try self.required(node) }
      if kind == .bill, required != nil {
        try node.fail("no minimum: a bill holds nothing", zh: "bill 不设最低额（required）", ())
      }
      var topUp: AccountForm.TopUp?
      if let node = try node.optional("top-up") {
        try node.allow(["days", "missed"])
        if required == nil { try node.fail("`required` beside it", zh: "与 required 一起出现", ()) }
        let missed = try node.optional("missed").map { node throws(RulebookError) in
          try effects(node, Scope())
        }
        topUp = AccountForm.TopUp(days: try node["days"].period(), missed: missed ?? [])
      }
      all.append(
        AccountForm(name: name, words: try node.namedWords(), kind: kind, required: required, topUp: topUp))
    }
    return all
  }

  private func required(_ node: RulebookNode) throws(RulebookError) -> AccountForm.Required {
    guard node.isMapping else { return .fen(try node.count()) }
    try node.allow(["of", "times"])
    let attribute = try name(.attributes, try node["of"].only(["attribute"])["attribute"])
    let times = try node.optional("times").map { node throws(RulebookError) in try self.ratio(node) }
    return .attribute(attribute, times: times ?? .one)
  }

  /// An exact number: whole, decimal or per cent.
  func ratio(_ node: RulebookNode) throws(RulebookError) -> Ratio {
    guard let ratio = Ratio(written: try node.text()) else {
      return try node.fail("a number such as 2, 1.5 or 98%", zh: "数，如 2、1.5 或 98%", .one)
    }
    return ratio
  }
}

extension Ratio {
  /// Most digits of a number that is held against others.
  private static let mostDigits = 15

  /// Reads a whole number, a decimal or a number of per cent; nil for anything else.
  init?(written text: String) {
    var digits = text[...]
    let isPerCent = digits.hasSuffix("%")
    if isPerCent { digits = digits.dropLast() }
    let isNegative = digits.hasPrefix("-")
    if isNegative { digits = digits.dropFirst() }
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      digits.utf8.count <= Self.mostDigits, let number = Int(parts.joined())
    else { return nil }
    var whole = isPerCent ? 100 : 1
    for _ in 0..<(parts.count == 2 ? parts[1].utf8.count : 0) { whole *= 10 }
    self.init(isNegative ? -number : number, of: whole)
  }
}

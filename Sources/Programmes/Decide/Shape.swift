public import LedgerDomain

// Shape, as far as a rulebook is needed to see it, and roles (programmes §10).
extension Deciding {
  func checkShape(_ submission: SubjectSubmission, on date: LocalDate) throws(Refusal) {
    let programme = ruling(submission.fact, on: date)
    switch submission.fact {
    case .enrolled(let fact):
      try checkFields(fact.attributes, programme.attributes.map(\.field), "attributes")
    case .attributeSet(let fact):
      guard let attribute = programme.attribute(fact.attribute) else {
        throw .badInput(
          field: "attribute", expected: .word(fact.attribute, among: programme.attributes.map(\.name)))
      }
      try attribute.field.check(fact.value, "value")
    case .recorded(let fact):
      guard let form = programme.fact(fact.kind) else {
        throw .badInput(field: "fact", expected: .word(fact.kind, among: programme.facts.map(\.name)))
      }
      try checkFields(fact.fields, form.fields)
    case .reported(let fact):
      if let clause = programme.clause(fact.clause) { try checkFields(fact.fields, clause.fields) }
    case .paidIn(let fact): try checkAccount(fact, programme)
    case .lifted(let fact):
      let measures = programme.measures.filter { $0.kind != .notice }.map(\.name)
      if !measures.contains(fact.measure.text) {
        throw .badInput(field: "measure", expected: .word(fact.measure.text, among: measures))
      }
    case .assessed, .dismissed, .appealFiled, .appealDecided: break
    }
  }

  private func checkAccount(_ fact: DepositPaidIn, _ programme: Programme) throws(Refusal) {
    guard let account = programme.account(fact.account) else {
      throw .badInput(field: "account", expected: .word(fact.account, among: programme.accounts.map(\.name)))
    }
    let known = state.accounts[fact.account] ?? SubjectAccount()
    if account.kind == .bill, fact.amountFen > known.owed {
      throw .badInput(
        field: "amountFen",
        expected: Expectation(
          zh: "不超过应付的 \(known.owed.yuan) 元", en: "no more than the ¥\(known.owed.yuan) billed"))
    }
    if known.balance.addingReportingOverflow(fact.amountFen).overflow {
      throw .badInput(field: "amountFen", expected: .fitting)
    }
  }

  func checkFields(
    _ fields: [NamedValue]?, _ declared: [FieldForm], _ name: String = "fields"
  ) throws(Refusal) {
    for value in fields ?? [] {
      guard let field = declared.first(where: { $0.name == value.name }) else {
        throw .badInput(field: "\(name).\(value.name)", expected: .name(value.name, among: declared.map(\.name)))
      }
      try field.check(value.value, "\(name).\(value.name)")
    }
  }

  func checkRole(_ submission: SubjectSubmission, _ programme: Programme) throws(Refusal) {
    let role = submission.by.role.rawValue
    let all = programme.roles.map(\.name) + [Programme.subjectRole]
    func named(_ role: String) -> String {
      programme.roles.first { $0.name == role }?.words.map { "\($0.zh)（\(role)）" } ?? role
    }
    if !all.contains(role) { throw .badInput(field: "by", expected: .word(role, among: all, shown: named)) }
    let allowed = state.roles(submitting: submission.fact, by: programme)
    if !allowed.contains(role) {
      throw .rules(
        .roleNotAllowed,
        found: Words(
          zh: "\(named(role))，有权的角色为 \(allowed.map(named).joined(separator: "、"))",
          en: "\(role); allowed: \(allowed.joined(separator: ", "))"))
    }
  }
}

extension SubjectState {
  /// The roles in which a fact may be submitted, by a version of its programme (programmes §10).
  public func roles(submitting fact: ProgrammeFact, by programme: Programme) -> [String] {
    let all = programme.roles.map(\.name)
    switch fact {
    case .enrolled, .attributeSet, .lifted: return all
    case .paidIn: return all + [Programme.subjectRole]
    case .recorded(let fact): return programme.fact(fact.kind)?.roles ?? all
    case .reported(let fact):
      guard let clause = programme.clause(fact.clause) else { return programme.judges }
      return clause.reporters ?? all
    case .assessed(let fact): return judges(of: fact.breach, programme)
    case .dismissed(let fact): return judges(of: fact.breach, programme)
    case .appealFiled: return [Programme.subjectRole]
    case .appealDecided: return programme.appeal?.by ?? all
    }
  }

  private func judges(of id: BreachID, _ programme: Programme) -> [String] {
    guard let breach = breach(id), case .by(let roles, _)? = programme.clause(breach.clause)?.decided else {
      return programme.judges
    }
    return roles ?? programme.roles.map(\.name)
  }
}

extension Programme {
  /// Those who judge breaches of any clause.
  public var judges: [String] {
    var judges: [String] = []
    for clause in clauses {
      guard case .by(let roles, _) = clause.decided else { continue }
      for role in roles ?? self.roles.map(\.name) where !judges.contains(role) { judges.append(role) }
    }
    return judges.isEmpty ? roles.map(\.name) : judges
  }
}

extension FieldForm {
  /// Refuses a value that is not of the field's type.
  func check(_ value: DeclaredValue, _ name: String) throws(Refusal) {
    if let expected = type.expected(insteadOf: value) { throw .badInput(field: name, expected: expected) }
  }
}

extension ValueType {
  /// What was expected where a value is not of the type; nil where it is.
  public func expected(insteadOf value: DeclaredValue) -> Expectation? {
    switch (self, value) {
    case (.int, .number(let number)), (.money, .number(let number)): number >= 0 ? nil : .wholeNumber
    case (.int, _), (.money, _): .wholeNumber
    case (.bool, .flag): nil
    case (.bool, _): Expectation("true / false")
    case (.date, .text(let text)): LocalDate(text) == nil ? .date : nil
    case (.date, _): .date
    case (.share, .share(let part, let whole)): part >= 0 && whole > 0 ? nil : .share
    case (.share, _): .share
    case (.key, .text(let text)): text.isKey() ? nil : .key
    case (.key, _): .key
    case (.breach, .text(let text)): text.isBreachID ? nil : .breach
    case (.breach, _): .breach
    case (.choice(let words), .text(let text)), (.levels(let words), .text(let text)):
      words.contains(text) ? nil : .word(text, among: words)
    case (.choice(let words), _), (.levels(let words), _): .word("", among: words)
    }
  }
}

extension Expectation {
  static let wholeNumber = Expectation(zh: "不小于 0 的整数", en: "a whole number, at least 0")
  static let date = Expectation(zh: "日期 YYYY-MM-DD", en: "a date YYYY-MM-DD")
  static let share = Expectation(zh: "部分与整体 {part, whole}，whole 大于 0", en: "{part, whole}, whole above 0")

  /// One of some words, with the nearest.
  ///
  /// - Parameter shown: how a word is shown in Chinese.
  static func word(
    _ found: String, among words: [String], shown: (String) -> String = { $0 }
  ) -> Expectation {
    let near = found.near(among: words)
    return Expectation(
      zh: "\(words.map(shown).joined(separator: "、")) 之一" + (near.map { "（是否指 \($0)？）" } ?? ""),
      en: "one of \(words.joined(separator: ", "))" + (near.map { " (did you mean \($0)?)" } ?? ""))
  }

  /// A field that is not known, with the nearest.
  static func name(_ found: String, among names: [String]) -> Expectation {
    let near = found.near(among: names)
    let (zh, en) = (names.joined(separator: "、"), names.joined(separator: ", "))
    return Expectation(
      zh: "没有这个字段；已声明的为 \(zh.isEmpty ? "无" : zh)" + (near.map { "（是否指 \($0)？）" } ?? ""),
      en: "no such field; declared are \(en.isEmpty ? "none" : en)" + (near.map { " (did you mean \($0)?)" } ?? ""),
      isWhole: true)
  }
}

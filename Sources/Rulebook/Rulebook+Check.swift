import LedgerDomain

/// Something that checking a rulebook file found.
public struct RulebookFinding: Equatable, Sendable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// The file cannot be published.
    case error
    /// It can, but somebody should look at it.
    case warning
  }

  /// How bad it is.
  public var severity: Severity
  /// Where it is, and what was expected there.
  public var error: RulebookError

  /// Something found.
  public init(_ severity: Severity, _ error: RulebookError) {
    self.severity = severity
    self.error = error
  }
}

extension Rulebook {
  /// Reads a rulebook file to its end and gathers whatever is wrong with it.
  ///
  /// - Returns: the rulebook, nil when there is any error, and everything found, in the order of the file.
  public static func check(bytes: [UInt8], file: String) -> (rulebook: Rulebook?, findings: [RulebookFinding]) {
    let collected = RulebookFindings()
    do throws(RulebookError) {
      let root = try root(of: bytes, file: file, collecting: collected)
      let rulebook = try Rulebook(bytes: bytes, root: root)
      var findings = collected.errors.map { RulebookFinding(.error, $0) }
      if findings.isEmpty {
        var check = RulebookCheck(root: root, rulebook: rulebook)
        try check.run()
        findings = check.findings
      }
      findings.sort { ($0.error.line ?? 0) < ($1.error.line ?? 0) }
      return (findings.contains { $0.severity == .error } ? nil : rulebook, findings)
    } catch {
      return (nil, (collected.errors + [error]).map { RulebookFinding(.error, $0) })
    }
  }

  /// Every value of the file by its path, as it is written; lists whole.
  public var facets: [(path: String, value: String)] {
    (try? Self.root(of: source, file: name).facets) ?? []
  }

  /// The line of the file on which the value with this path stands.
  public func line(of path: [String]) -> Int? {
    guard var node = try? Self.root(of: source, file: name) else { return nil }
    for key in path {
      guard let next = try? node.optional(key) else { return nil }
      node = next
    }
    return node.error("").line
  }
}

/// What can be wrong with a rulebook whose every value can be read.
private struct RulebookCheck {
  let root: RulebookNode
  let rulebook: Rulebook
  var findings: [RulebookFinding] = []

  init(root: RulebookNode, rulebook: Rulebook) {
    self.root = root
    self.rulebook = rulebook
  }

  private mutating func find(
    _ severity: RulebookFinding.Severity = .error, at node: RulebookNode, zh: String, en: String
  ) {
    findings.append(RulebookFinding(severity, node.error(en, zh: zh)))
  }

  mutating func run() throws(RulebookError) {
    try checkThresholds()
    for clause in Clause.allCases { try check(clause, root["clauses"][clause.rawValue]) }
    try checkProcedures()
    try checkTranslations()
  }

  /// Thresholds that nothing can reach, and what is to come off them.
  private mutating func checkThresholds() throws(RulebookError) {
    let terms = rulebook.terms
    let node = try root["rectification"]
    if terms.rectification.threshold >= terms.termination.threshold {
      find(
        at: try node["threshold"], zh: "低于终止标准线 \(terms.termination.threshold) 的整改标准线，否则整改永不开启",
        en: "a threshold below termination's \(terms.termination.threshold), or no rectification is ever opened")
    }
    if terms.clauses.values.allSatisfy({ $0.points.upperBound == 0 }) {
      find(
        at: try node["threshold"], zh: "可以达到的标准线：所有条款都不扣分",
        en: "a threshold that can be reached: no clause charges a point")
    }
    if terms.rectification.reduction.upperBound > terms.rectification.threshold {
      find(
        .warning, at: try node["reduction"], zh: "不大于整改标准线 \(terms.rectification.threshold) 的减分，多出部分无分可减",
        en: "no more than the threshold \(terms.rectification.threshold): a larger reduction may find no points")
    }
    if terms.expansion.firstBatchDays > terms.expansion.completeDays {
      find(
        at: try root["expansion"]["first-batch-days"], zh: "不晚于全部期限（complete-days）的首批期限",
        en: "no more than complete-days: the first batch is due before all")
    }
  }

  private mutating func check(_ clause: Clause, _ node: RulebookNode) throws(RulebookError) {
    guard let terms = rulebook.terms.clauses[clause] else { return }
    if let cap = terms.cap, terms.points.upperBound > cap {
      find(
        at: try node["points"], zh: "不超过上限 \(cap) 的范围", en: "a range within the cap of \(cap)")
    }
    if terms.points.upperBound == 0 {
      find(.warning, at: try node["points"], zh: "可以扣分的范围", en: "a range that charges something")
    }
    if terms.mode == .counted, terms.points.count > 1 {
      find(
        at: try node["points"], zh: "[n, n]：按计数扣分的条款没有范围", en: "[n, n]: a counted clause has no range")
    }
    if let known = clause.found, terms.mode != known.mode {
      find(
        at: try node["mode"], zh: "\(known.mode.rawValue)：账本的检测方式如此",
        en: "\(known.mode.rawValue): so the ledger finds it")
    }
    if let known = clause.found, terms.origin != known.origin {
      find(
        at: try node["origin"],
        zh: known.origin == .reported ? "reported：账本没有检测该条款的程序" : "detected：账本自行检测该条款",
        en: known.origin == .reported ? "reported: the clause has no detector" : "detected: the clause has a detector")
    }
    try checkAssessors(of: terms, node)
  }

  private mutating func checkAssessors(of terms: ClauseTerms, _ node: RulebookNode) throws(RulebookError) {
    guard let assessors = terms.assessors, let judges = FactKind.breachAssessed.roles else { return }
    let idle = assessors.filter { !judges.contains($0) }
    let names = judges.map(\.rawValue).joined(separator: ", ")
    guard !idle.isEmpty else { return }
    find(
      idle.count == assessors.count ? .error : .warning, at: try node["assessors"],
      zh: "可以评定的角色：\(names)", en: "roles that may assess: \(names)")
  }

  private mutating func checkProcedures() throws(RulebookError) {
    let termination = rulebook.terms.termination
    let node = try root["termination"]
    if Set(termination.steps[.signed] ?? []).count < 2 {
      find(
        at: try node["steps"]["signed"], zh: "两个不同的角色，各签一次", en: "two different roles, which sign once each")
    }
    if Set(termination.departments).count < termination.departments.count {
      find(at: try node["departments"], zh: "每个部门一次", en: "each department once")
    }
  }

  /// Texts that are the same in both languages, or not Chinese where Chinese is wanted.
  private mutating func checkTranslations() throws(RulebookError) {
    var texts = [try root["title"]]
    for (_, node) in try root["clauses"].entries() { texts.append(node) }
    for (_, node) in try root["holidays"].entries() { texts.append(node) }
    for node in texts {
      let (zh, en) = (try node["zh"].text(), try node["en"].text())
      let isChinese = zh.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) }
      if !isChinese { find(at: try node["zh"], zh: "中文", en: "Chinese: the translation is missing") }
      if en == zh { find(at: try node["en"], zh: "英文", en: "English: the translation is missing") }
    }
  }
}

extension Clause {
  /// How the ledger finds a breach of the clause, and what it does with it, which no rulebook can change.
  fileprivate var found: ClauseTerms? { Self.builtIn[self] }

  private static let builtIn: [Clause: ClauseTerms] = (try? Rulebook.builtIn().terms.clauses) ?? [:]
}

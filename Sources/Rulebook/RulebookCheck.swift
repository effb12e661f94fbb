import LedgerDomain

/// What can be wrong with a rulebook whose values can be read.
struct RulebookCheck {
  private let root: RulebookNode
  private let rulebook: Rulebook
  private var findings: [RulebookFinding] = []

  private init(root: RulebookNode, rulebook: Rulebook) {
    self.root = root
    self.rulebook = rulebook
  }

  /// Everything found, in the order of the file.
  ///
  /// - Parameter isWhole: whether every value could be read; where some could not, they are not held against others.
  static func findings(
    in root: RulebookNode, _ rulebook: Rulebook, isWhole: Bool = true
  ) throws(RulebookError) -> [RulebookFinding] {
    var check = RulebookCheck(root: root, rulebook: rulebook)
    try check.checkWhatIsFixed()
    if isWhole { try check.checkWhatMakesSense() }
    return check.findings.sorted { ($0.error.line ?? 0) < ($1.error.line ?? 0) }
  }

  private mutating func find(
    _ severity: RulebookFinding.Severity = .error, at node: RulebookNode, zh: String, en: String
  ) {
    findings.append(RulebookFinding(severity, node.error(en, zh: zh)))
  }

  private mutating func checkWhatIsFixed() throws(RulebookError) {
    try checkZone()
    let clauses = try root["clauses"]
    for clause in Clause.allCases {
      if let node = try clauses.optional(clause.rawValue) { try checkNature(of: clause, node) }
    }
  }

  private mutating func checkWhatMakesSense() throws(RulebookError) {
    try checkThresholds()
    for clause in Clause.allCases { try checkPoints(of: clause, root["clauses"][clause.rawValue]) }
    try checkProcedures()
    try checkTranslations()
  }

  /// Thresholds that nothing can reach, and what is to come off them.
  private mutating func checkThresholds() throws(RulebookError) {
    let terms = rulebook.terms
    let node = try root["rectification"]
    let opening = terms.thresholds.points(opening: .rectification)
    let ending = terms.thresholds.points(opening: .termination)
    if opening >= ending {
      find(
        at: try node["threshold"], zh: "低于终止标准线 \(ending) 的整改标准线，否则整改永不开启",
        en: "a threshold below termination's \(ending), or no rectification is ever opened")
    }
    if terms.clauses.values.allSatisfy({ $0.points.upperBound == 0 }) {
      find(
        at: try node["threshold"], zh: "可以达到的标准线：所有条款都不扣分",
        en: "a threshold that can be reached: no clause charges a point")
    }
    if terms.rectification.reduction.upperBound > opening {
      find(
        .warning, at: try node["reduction"], zh: "不大于整改标准线 \(opening) 的减分，多出部分无分可减",
        en: "no more than the threshold \(opening): a larger reduction may find no points")
    }
    if terms.expansion.firstBatchDays > terms.expansion.completeDays {
      find(
        at: try root["expansion"]["first-batch-days"], zh: "不晚于全部期限（complete-days）的首批期限",
        en: "no more than complete-days: the first batch is due before all")
    }
  }

  /// A ledger decides in one zone, which no version changes.
  private mutating func checkZone() throws(RulebookError) {
    let zone = Rulebook.builtInZone
    let node = try root["zone"]
    if rulebook.terms.zone.name != zone.name { find(at: try node["name"], zh: zone.name, en: zone.name) }
    if rulebook.terms.zone.offsetSeconds != zone.offsetSeconds {
      find(at: try node["offset"], zh: "账本的时差 \"+08:00\"", en: "the ledger's \"+08:00\"")
    }
  }

  private mutating func checkPoints(of clause: Clause, _ node: RulebookNode) throws(RulebookError) {
    guard let terms = rulebook.terms.clauses[clause] else { return }
    if let cap = terms.cap, terms.points.upperBound > cap {
      find(
        at: try node["points"], zh: "不超过上限 \(cap) 的范围", en: "a range within the cap of \(cap)")
    }
    if terms.points.upperBound == 0 {
      find(.warning, at: try node["points"], zh: "可以扣分的范围", en: "a range that charges something")
    }
    if clause.mode == .counted, terms.points.count > 1 {
      find(
        at: try node["points"], zh: "[n, n]：按计数扣分的条款没有范围", en: "[n, n]: a counted clause has no range")
    }
  }

  /// What the ledger could not obey, since it finds and charges breaches of the clause as it does.
  private mutating func checkNature(of clause: Clause, _ node: RulebookNode) throws(RulebookError) {
    guard let terms = rulebook.terms.clauses[clause] else { return }
    if let mode = try node["mode"].oneOf(ClauseMode.self, ClauseMode.allCases), mode != clause.mode {
      find(
        at: try node["mode"], zh: "\(clause.mode.rawValue)：账本的检测方式如此",
        en: "\(clause.mode.rawValue): so the ledger finds it")
    }
    if let origin = try node["origin"].oneOf(ClauseOrigin.self, ClauseOrigin.allCases), origin != clause.origin {
      find(
        at: try node["origin"],
        zh: clause.origin == .reported ? "reported：账本没有检测该条款的程序" : "detected：账本自行检测该条款",
        en: clause.origin == .reported ? "reported: the clause has no detector" : "detected: the clause has a detector")
    }
    if terms.thirdPartyOnly, clause.mode == .byEvent {
      find(
        at: try node["third-party-only"], zh: "false：整改未达标由其事件扣分，不分第三方与自营",
        en: "false: its event charges the points, whoever's the rectification is")
    }
    if terms.outletRequired, clause.origin == .detected {
      find(
        at: try node["outlet-required"], zh: "false：该条款的违规由账本发现，没有上报可写明网点",
        en: "false: the ledger finds its breaches, and no report could name an outlet")
    }
    try checkAssessors(of: clause, terms, node)
  }

  private mutating func checkAssessors(
    of clause: Clause, _ terms: ClauseTerms, _ node: RulebookNode
  ) throws(RulebookError) {
    guard let assessors = terms.assessors, let judges = BreachAssessed.about.roles else { return }
    if clause.mode != .judged {
      find(
        at: try node["assessors"], zh: "空：该条款直接扣分，无人评定",
        en: "nothing: the clause is charged at once, and nobody assesses it")
    } else if assessors.contains(where: { !judges.contains($0) }) {
      let names = judges.map(\.rawValue).joined(separator: ", ")
      find(at: try node["assessors"], zh: "可以评定的角色：\(names)", en: "roles that may assess: \(names)")
    }
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
    if let criteria = try root.optional("criteria") { texts += try criteria.entries().map(\.1) }
    if let contacts = try root.optional("contacts") { texts += try contacts["keys"].entries().map(\.1) }
    for node in texts {
      let (zh, en) = (try node["zh"].text(), try node["en"].text())
      let isChinese = zh.unicodeScalars.contains { (0x3400...0x9FFF).contains($0.value) }
      if !isChinese { find(at: try node["zh"], zh: "中文", en: "Chinese: the translation is missing") }
      if en == zh { find(at: try node["en"], zh: "英文", en: "English: the translation is missing") }
    }
  }
}

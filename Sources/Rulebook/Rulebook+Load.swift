import LedgerDomain
import Yams

extension Rulebook {
  /// Reads a rulebook file.
  ///
  /// - Throws: the first thing wrong with it, by file, line and key. Nothing may be missing, and nothing unknown, and
  ///   nothing stated that the ledger cannot obey.
  public init(bytes: [UInt8], file: String) throws(RulebookError) {
    let root = try Self.root(of: bytes, file: file, .file)
    try self.init(bytes: bytes, root: root)
    if let wrong = try RulebookCheck.findings(in: root, self).first(where: { $0.severity == .error }) {
      throw wrong.error
    }
  }

  /// The top level of a file that can be read as YAML.
  static func root(
    of bytes: [UInt8], file: String, _ reading: RulebookReading
  ) throws(RulebookError) -> RulebookNode {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw RulebookError(
        file: file, line: nil, key: "", expected: "this file is not UTF-8; save it as UTF-8 in the editor",
        zh: "该文件不是 UTF-8；请在编辑器中另存为 UTF-8")
    }
    guard !YAMLLimits.mayExplode(bytes) else {
      throw RulebookError(
        file: file, line: nil, key: "", expected: "this file has too many aliases (*name)",
        zh: "该文件的别名（*name）过多")
    }
    return try RulebookNode(parsing: text, file: file, reading)
  }

  init(bytes: [UInt8], root: RulebookNode) throws(RulebookError) {
    try root.allow(
      [
        "rulebook", "version", "title", "zone", "clauses", "meeting", "expansion", "applications", "training",
        "response", "early-exits", "dormancy", "exit-response", "appeal", "rectification", "termination", "deposit",
        "holidays", "calendar",
      ] + RulebookSection.allCases.map(\.rawValue))
    name = try root["rulebook"].text() + "-" + root["version"].text()
    title = try root["title"].words()
    holidays = [:]
    for (slug, node) in try root["holidays"].entries() { holidays[slug] = try node.words() }
    paraphrases = [:]
    for (clause, node) in try Self.clauseNodes(root["clauses"]) { paraphrases[clause] = try Self.paraphrase(node) }
    terms = try Self.terms(root, name: name, holidays: holidays)
    try Self.addSections(of: root, to: &terms)
    source = bytes
  }

  private static func terms(
    _ root: RulebookNode, name: String, holidays: [String: Words]
  ) throws(RulebookError) -> Terms {
    let meeting = try root["meeting"].only(["attended-of-invited", "signed-of-attended"])
    let applications = try root["applications"].only(["working-days", "errors"])
    let earlyExits = try root["early-exits"].only(["months", "share"])
    let rectification = try root["rectification"].only(["threshold", "reduction"])
    return Terms(
      rulebook: name,
      zone: try zone(root["zone"]),
      calendar: try calendar(root["calendar"], holidays: holidays),
      clauses: try clauses(root["clauses"]),
      meeting: MeetingTerms(
        attended: try meeting["attended-of-invited"].percent(), signed: try meeting["signed-of-attended"].percent()),
      expansion: try expansion(root["expansion"]),
      applications: ApplicationTerms(
        workingDays: try applications["working-days"].period(), errors: try applications["errors"].percent()),
      trainingFailures: try root["training"].only(["failures"])["failures"].percent(),
      response: try response(root["response"]),
      earlyExits: EarlyExitTerms(months: try earlyExits["months"].period(), share: try earlyExits["share"].percent()),
      dormancy: try dormancy(root["dormancy"]),
      exitResponseWorkingDays: try root["exit-response"].only(["working-days"])["working-days"].period(),
      appealWorkingDays: try root["appeal"].only(["working-days"])["working-days"].period(),
      thresholds: [
        Threshold(points: try rectification["threshold"].count(atLeast: 1), opens: .rectification),
        Threshold(points: try root["termination"]["threshold"].count(atLeast: 1), opens: .termination),
      ],
      rectification: RectificationTerms(reduction: try rectification["reduction"].range()),
      termination: try termination(root["termination"]),
      depositPerCityFen: try root["deposit"].only(["per-city-fen"])["per-city-fen"].count())
  }

  private static func clauseNodes(_ node: RulebookNode) throws(RulebookError) -> [(Clause, RulebookNode)] {
    var nodes: [(Clause, RulebookNode)] = []
    for (slug, entry) in try node.entries() {
      guard let clause = Clause(rawValue: slug) else {
        let known = Clause.allCases.map(\.rawValue).joined(separator: ", ")
        try entry.fail("a clause the ledger knows: \(known)", zh: "账本能检测的条款：\(known)", ())
        continue
      }
      nodes.append((clause, entry))
    }
    for clause in Clause.allCases where !nodes.contains(where: { $0.0 == clause }) {
      try node.fail("the clause \(clause.rawValue), which is missing", zh: "有条款 \(clause.rawValue)（现缺）", ())
    }
    return nodes
  }

  private static func clauses(_ node: RulebookNode) throws(RulebookError) -> [Clause: ClauseTerms] {
    var clauses: [Clause: ClauseTerms] = [:]
    for (clause, entry) in try clauseNodes(node) {
      try entry.allow([
        "section", "mode", "origin", "points", "cap", "third-party-only", "outlet-required", "assessors", "zh", "en",
      ])
      _ = try entry["mode"].oneOf(ClauseMode.self, ClauseMode.allCases)
      _ = try entry["origin"].oneOf(ClauseOrigin.self, ClauseOrigin.allCases)
      clauses[clause] = ClauseTerms(
        section: try entry["section"].text(),
        points: try entry["points"].range(),
        cap: try entry.optional("cap")?.count(atLeast: 1),
        thirdPartyOnly: try entry.optional("third-party-only")?.flag() ?? false,
        outletRequired: try entry.optional("outlet-required")?.flag() ?? false,
        assessors: try entry.optional("assessors")?.roles())
    }
    return clauses
  }

  static func paraphrase(_ node: RulebookNode) throws(RulebookError) -> Words {
    Words(zh: try node["zh"].text(), en: try node["en"].text())
  }

  static func zone(_ node: RulebookNode) throws(RulebookError) -> Zone {
    try node.allow(["name", "offset"])
    let offset = try node["offset"].text()
    let probe = Zone(name: "", offsetSeconds: 0)
    guard let shifted = probe.instant(reading: "2000-01-01T00:00" + offset) else {
      return try node["offset"].fail("an offset such as \"+08:00\"", zh: "时差，如 \"+08:00\"", probe)
    }
    let midnight = probe.instant(reading: "2000-01-01T00:00")!
    return Zone(
      name: try node["name"].text(), offsetSeconds: midnight.seconds - shifted.seconds)
  }

  private static func expansion(_ node: RulebookNode) throws(RulebookError) -> ExpansionTerms {
    try node.allow(["people-per-outlet", "first-batch", "first-batch-days", "complete-days"])
    return ExpansionTerms(
      peoplePerOutlet: try node["people-per-outlet"].count(atLeast: 1), firstBatch: try node["first-batch"].percent(),
      firstBatchDays: try node["first-batch-days"].period(), completeDays: try node["complete-days"].period())
  }

  private static func dormancy(_ node: RulebookNode) throws(RulebookError) -> DormancyTerms {
    try node.allow(["grace-months", "low-fen", "low", "zero"])
    return DormancyTerms(
      graceMonths: try node["grace-months"].period(), lowFen: try node["low-fen"].count(),
      low: try node["low"].percent(), zero: try node["zero"].percent())
  }

  private static func response(_ node: RulebookNode) throws(RulebookError) -> ResponseClock {
    try node.allow(["hours", "opens", "closes"])
    let opens = try node["opens"].timeOfDay()
    let closes = try node["closes"].timeOfDay()
    if opens >= closes { try node["closes"].fail("a time later than \"opens\"", zh: "晚于 opens 的时刻", ()) }
    return ResponseClock(
      allowedSeconds: try node["hours"].period(atLeast: 1) * 3600, opensAt: opens, closesAt: closes)
  }

  private static func termination(_ node: RulebookNode) throws(RulebookError) -> TerminationTerms {
    try node.allow([
      "threshold", "requesters", "steps", "departments", "release-months", "release-working-days",
    ])
    let requested: [TerminationGround] = [.cause, .request, .expiry]
    let taken: [TerminationStep] = [.proposed, .departmentsNotified, .confirmed, .signed, .frozen, .notified]
    var requesters: [TerminationGround: [Role]] = [:]
    let grounds = try node["requesters"].only(requested.map(\.rawValue))
    for ground in requested { requesters[ground] = try grounds[ground.rawValue].roles() }
    var steps: [TerminationStep: [Role]] = [:]
    let rows = try node["steps"].only(taken.map(\.rawValue))
    for step in taken { steps[step] = try rows[step.rawValue].roles() }
    return TerminationTerms(
      requesters: requesters, steps: steps, departments: try node["departments"].roles(),
      releaseMonths: try node["release-months"].period(), releaseWorkingDays: try node["release-working-days"].period())
  }
}

import LedgerTesting
import Rulebook
import Testing

@Suite("Checking a rulebook")
struct RulebookCheckTests {
  /// A change to the built-in file, and what a check must find, by severity, key and line.
  struct Flaw: Sendable, CustomTestStringConvertible {
    let words: String
    let changes: [(old: String, new: String)]
    let severity: RulebookFinding.Severity
    let key: String
    let line: String

    init(
      _ words: String, _ old: String, _ new: String, _ severity: RulebookFinding.Severity = .error, key: String,
      line: String? = nil
    ) {
      self.words = words
      changes = [(old, new)]
      self.severity = severity
      self.key = key
      self.line = line ?? new
    }

    var testDescription: String { words }
  }

  static let flaws = [
    Flaw(
      "A rectification at termination's points", "  threshold: 50", "  threshold: 100", key: "rectification.threshold"),
    Flaw(
      "A reduction larger than the threshold", "  reduction: [10, 30]", "  reduction: [10, 60]", .warning,
      key: "rectification.reduction"),
    Flaw(
      "A range beyond its cap", "    cap: 40", "    cap: 30", key: "clauses.expansion-target.points", line: "[10, 40]"),
    Flaw("An empty range", "    points: [4, 6]", "    points: [6, 4]", key: "clauses.nonstandard-materials.points"),
    Flaw(
      "An unknown role", "    assessors: [department-head]", "    assessors: [boss]",
      key: "clauses.competitor-dealing.assessors.[0]"),
    Flaw(
      "Nobody who may assess", "    assessors: [department-head]", "    assessors: [finance]",
      key: "clauses.competitor-dealing.assessors"),
    Flaw(
      "A clause without a detector", "  negative-press:\n    section: 1.1.3(4)\n    mode: judged\n    origin: reported",
      "  negative-press:\n    section: 1.1.3(4)\n    mode: judged\n    origin: detected",
      key: "clauses.negative-press.origin", line: "    origin: detected"),
    Flaw(
      "A clause the ledger does not know", "  negative-press:\n", "  bad-press:\n", key: "clauses.bad-press",
      line: "    section: 1.1.3(4)"),
    Flaw(
      "A counted clause with a range", "    points: [10, 10]", "    points: [5, 10]",
      key: "clauses.meeting-results.points"),
    Flaw(
      "A missing translation", "    zh: 使用未经审批的物料，每发现一次视情节扣分。\n", "", key: "clauses.unapproved-materials",
      line: "    section: 1.3.2(2)"),
    Flaw(
      "A translation that is none", "  tomb-sweeping: {zh: 清明节, en", "  tomb-sweeping: {zh: Qingming, en",
      key: "holidays.tomb-sweeping.zh", line: "tomb-sweeping: {zh"),
    Flaw(
      "A first batch due after all", "  first-batch-days: 45", "  first-batch-days: 145",
      key: "expansion.first-batch-days"),
    Flaw(
      "One who is to sign twice", "    signed: [system-admin, legal]", "    signed: [legal]",
      key: "termination.steps.signed"),
  ]

  @Test("Every flaw is found, and nothing else, with severity, line and key", arguments: flaws)
  func found(_ flaw: Flaw) throws {
    let text = Version.text("1.5", flaw.changes)
    let (rulebook, findings) = Rulebook.check(bytes: Array(text.utf8), file: "draft.yaml")
    #expect((rulebook == nil) == (flaw.severity == .error))
    let own = try #require(findings.first { $0.error.key == flaw.key }, "\(findings)")
    #expect(own.severity == flaw.severity)
    let place = try #require(text.firstRange(of: flaw.line)).lowerBound
    #expect(own.error.line == text[..<place].count { $0 == "\n" } + 1, "\(own.error)")
  }

  @Test("The built-in rulebook has nothing to find")
  func builtIn() {
    let (rulebook, findings) = Rulebook.check(bytes: Rulebook.builtInSource, file: "built-in")
    #expect(rulebook != nil)
    #expect(findings == [])
  }

  @Test("Everything wrong is named at once, in the order of the file")
  func many() {
    let text = Version.text(
      "1.6",
      [
        ("    points: [4, 6]", "    points: [6, 4]"), ("  failures: 15", "  failures: many"),
        ("    confirmed: [department-head]", "    confirmed: [boss]"), ("  low-fen: 100000\n", ""),
      ])
    let keys = Rulebook.check(bytes: Array(text.utf8), file: "draft.yaml").findings.map(\.error.key)
    #expect(
      keys == [
        "clauses.nonstandard-materials.points", "training.failures", "dormancy", "termination.steps.confirmed.[0]",
      ])
  }

  @Test("A file that is no YAML, or no text, is one error", arguments: ["rulebook: [1", "", "- a"])
  func unreadable(_ text: String) {
    let (rulebook, findings) = Rulebook.check(bytes: Array(text.utf8), file: "draft.yaml")
    #expect(rulebook == nil)
    #expect(findings.map(\.severity) == [.error])
  }
}

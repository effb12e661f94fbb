import LedgerDomain
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
      "A mode that is not the clause's", "    mode: by-event", "    mode: judged",
      key: "clauses.rectification-failure.mode",
      line: "    mode: judged\n    origin: detected\n    points: [10, 20]\n    zh: 未按"),
    Flaw(
      "A rectification's failure for third parties only", "    points: [10, 20]\n    zh: 未按",
      "    points: [10, 20]\n    third-party-only: true\n    zh: 未按",
      key: "clauses.rectification-failure.third-party-only", line: "    third-party-only: true\n    zh: 未按"),
    Flaw(
      "An outlet for a clause nobody reports", "    points: [15, 20]\n",
      "    points: [15, 20]\n    outlet-required: true\n",
      key: "clauses.training-failure.outlet-required", line: "    outlet-required: true\n    third"),
    Flaw(
      "Assessors where nobody assesses", "    points: [1, 1]\n",
      "    points: [1, 1]\n    assessors: [department-head]\n",
      key: "clauses.dormant-outlets.assessors", line: "    assessors: [department-head]\n    zh: 连续"),
    Flaw(
      "An assessor among them who may not assess", "assessors: [department-head]",
      "assessors: [department-head, finance]",
      key: "clauses.competitor-dealing.assessors"),
    Flaw("Another zone", "offset: \"+08:00\"", "offset: \"+07:00\"", key: "zone.offset"),
    Flaw(
      "A key twice", "  failures: 15", "  failures: 15\n  failures: 16", key: "training.failures",
      line: "  failures: 16"),
    Flaw("A number that is eight to YAML", "  failures: 15", "  failures: 010", key: "training.failures"),
    Flaw("A text that is nothing to YAML", "section: 2.1.4(3)", "section: ~", key: "clauses.training-failure.section"),
    Flaw("A text of spaces", "version: \"1.5\"", "version: \"  \"", key: "version"),
    Flaw(
      "A role twice", "confirmed: [department-head]", "confirmed: [department-head, department-head]",
      key: "termination.steps.confirmed.[1]"),
    Flaw(
      "A day both off and worked", "      new-year: [12-31]\n", "      new-year: [10-01]\n",
      key: "calendar.2011.work.new-year.[0]", line: "      new-year: [10-01]"),
    Flaw(
      "A day off twice", "      labour-day: [04-30..05-02]", "      labour-day: [04-05..05-02]",
      key: "calendar.2011.off.labour-day.[0]"),
    Flaw(
      "A worked day that is worked anyway", "      tomb-sweeping: [04-02]\n", "      tomb-sweeping: [03-30]\n",
      key: "calendar.2011.work.tomb-sweeping.[0]", line: "      tomb-sweeping: [03-30]"),
    Flaw(
      "A run with an end missing", "[04-30..05-02]", "[04-30..]", key: "calendar.2011.off.labour-day.[0]"),
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

  @Test("What cannot be obeyed is named beside what cannot be read")
  func together() {
    let text = Version.text(
      "1.6",
      [
        ("    mode: by-event", "    mode: judged"), ("  failures: 15", "  failures: many"),
        ("    points: [1, 1]\n", "    points: [1, 1]\n    assessors: [legal]\n"),
      ])
    let found = Rulebook.check(bytes: Array(text.utf8), file: "draft.yaml").findings.map(\.error)
    #expect(
      found.map(\.key) == [
        "clauses.dormant-outlets.assessors", "clauses.rectification-failure.mode", "training.failures",
      ])
    #expect(found.map(\.found) == ["[legal]", "judged", "many"])
    #expect(found[1].description.hasSuffix("expected by-event: so the ledger finds it, found judged"))
    #expect(found[1].words.zh.hasSuffix("，现为 judged"))
  }

  @Test("Versions that a log holds are read as they were when they were published")
  func published() throws {
    let text = Version.text(
      "1.6",
      [
        ("    points: [10, 20]\n    zh: 因", "    points: [10, 20]\n    cap: 20\n    zh: 因"),
        ("    points: [15, 20]\n    third-party-only: true\n", "    points: [15, 20]\n"),
        ("    cap: 40", "    cap: 41"), ("  low-fen: 100000", "  low-fen: 010"),
        ("    points: [1, 1]\n", "    points: [1, 1]\n    assessors: [legal]\n"),
      ])
    let before = try Rulebook.published(Array(text.utf8), file: "log", obeysEveryField: false)
    #expect(before.statesWhatWasIgnored == false && !before.terms.obeysEveryField)
    #expect(before.terms.clauses[.negativePress]?.cap == nil && before.terms.clauses[.expansionTarget]?.cap == 41)
    #expect(before.terms.clauses[.trainingFailure]?.thirdPartyOnly == true && before.terms.dormancy.lowFen == 10)
    #expect(
      before.ignored.map(\.error.key) == ["clauses.negative-press.cap", "clauses.training-failure"])
    #expect(before.ignored.allSatisfy { $0.severity == .warning && $0.error.line != nil && $0.error.zh != nil })
    let since = try Rulebook.published(Array(text.utf8), file: "log", obeysEveryField: true)
    #expect(since.statesWhatWasIgnored && since.terms.obeysEveryField && since.ignored == [])
    #expect(since.terms.clauses[.negativePress]?.cap == 20)
    #expect(since.terms.clauses[.trainingFailure]?.thirdPartyOnly == false)
    #expect(throws: RulebookError.self) { try Rulebook(bytes: Array(text.utf8), file: "draft.yaml") }
  }

  @Test("A file that is no YAML, or no text, is one error", arguments: ["rulebook: [1", "", "- a"])
  func unreadable(_ text: String) {
    let (rulebook, findings) = Rulebook.check(bytes: Array(text.utf8), file: "draft.yaml")
    #expect(rulebook == nil)
    #expect(findings.map(\.severity) == [.error])
  }
}

import LedgerDomain
import Programmes
import Rulebook
import Testing

@Suite("A programme's file is read with whatever is wrong in it (§5)")
struct LoadingTests {
  /// A file that is read, with a part in the place of another.
  private static func file(_ part: String = "", instead of: String = "§") -> [UInt8] {
    let whole = """
      form: programme/1
      rulebook: small
      version: "1"
      title: {zh: 小, en: Small}
      zone: {name: Asia/Shanghai, offset: "+08:00"}
      boundaries: {terms: [2024-01-01, 2025-01-01]}
      attributes: {since: {type: date, zh: 起始, en: since}}
      facts: {passed: {fields: {mark: {type: int}, breach: {type: breach}}, zh: 通过, en: passed}}
      accounts: {deposit: {kind: deposit, zh: 保证金, en: deposit}}
      measures:
        warned: {notice: true, zh: 警告, en: warned}
        limited: {zh: 限制, en: limited}
      counters:
        points: {zh: 分, en: points, window: year, nodes: [{at: 3, do: [{impose: limited, for: {days: 3}}]}]}
      clauses:
        one: {section: "1", zh: 一。, en: One., arises: reported, decided: {by: [judge], grades: [light]}, cost: [{charge: points, points: [1, 3]}]}
      reviews:
        mark: {when: passed, choose: [{if: {field: mark, at-least: 60}, do: [{restore: points, points: all}]}, {else: []}]}
      appeal: {within: {days: 7}, of: charge}
      """
    return Array(whole.replacing(of, with: part).utf8)
  }

  @Test("A whole file is read, and nothing is found")
  func wholeFileIsRead() {
    let (programme, findings) = Programme.check(Self.file(), file: "small.yaml")
    #expect(programme?.name == "small-1")
    #expect(programme?.roles.map(\.name) == ["office", "judge"])
    #expect(findings.filter { $0.severity == .error }.isEmpty)
  }

  @Test(
    "Each fault is refused at its key",
    arguments: [
      ("form: programme/1", "form: programme/2", "form"),
      ("counters:", "kounters:", "kounters"),
      ("window: year,", "window: yeer,", "counters.points.window"),
      ("window: year,", "", "counters.points"),
      ("window: year,", "window: {days: 0},", "counters.points.window.days"),
      ("window: year,", "window: {days: 7}, carry: [{keep: all}],", "counters.points.carry"),
      ("{at: 3,", "{at: 0,", "counters.points.nodes.[0].at"),
      ("{at: 3,", "{at: 3, every: 0,", "counters.points.nodes.[0].every"),
      ("[{impose: limited, for: {days: 3}}]", "[{impose: limted}]", "counters.points.nodes.[0].do.[0].impose"),
      ("[{impose: limited, for: {days: 3}}]", "[{impose: warned, for: {days: 3}}]", "counters.points.nodes.[0].do.[0]"),
      ("[{impose: limited, for: {days: 3}}]", "[{impose: limited, lift: limited}]", "counters.points.nodes.[0].do.[0]"),
      ("[{charge: points, points: [1, 3]}]", "[{charge: points, points: [3, 1]}]", "clauses.one.cost.[0].points"),
      ("[{charge: points, points: [1, 3]}]", "[{charge: points, points: 1000001}]", "clauses.one.cost.[0].points"),
      (
        "[{charge: points, points: [1, 3]}]", "[{choose: [{if: {grade: dark}, do: []}, {else: []}]}]",
        "clauses.one.cost.[0].choose.[0].if.grade"
      ),
      (
        "[{charge: points, points: [1, 3]}]", "[{choose: [{if: {grade: light}, do: []}]}]",
        "clauses.one.cost.[0].choose"
      ),
      ("arises: reported, ", "", "clauses.one"),
      ("section: \"1\", ", "", "clauses.one"),
      ("{field: mark, at-least: 60}", "{field: marks, at-least: 60}", "reviews.mark.choose.[0].if.field"),
      ("{field: mark, at-least: 60}", "{field: mark, counter: points, at-least: 60}", "reviews.mark.choose.[0].if"),
      (
        "{field: mark, at-least: 60}", "{count: passed, within: period, above: 1}",
        "reviews.mark.choose.[0].if.within"
      ),
      (", {else: []}]}", "]}", "reviews.mark.choose"),
      ("[2024-01-01, 2025-01-01]", "[2025-01-01, 2024-01-01]", "boundaries.terms.[1]"),
      ("kind: deposit, zh", "kind: purse, zh", "accounts.deposit.kind"),
      ("zh: 限制, en: limited", "zh: 限制", "measures.limited"),
      ("limited: {zh", "yes: {zh", "measures.yes"),
      ("of: charge}", "of: report}", "appeal.of"),
    ])
  func faultsAreRefused(_ whole: String, _ part: String, _ key: String) {
    let (programme, findings) = Programme.check(Self.file(part, instead: whole), file: "small.yaml")
    #expect(programme == nil)
    let errors = findings.filter { $0.severity == .error }.map(\.error)
    #expect(errors.contains { $0.key == key }, "\(errors.map(\.description))")
    #expect(errors.allSatisfy { $0.zh != nil && ($0.line != nil || key == "form") })
    #expect(throws: RulebookError.self) { try Programme.read(Self.file(part, instead: whole), file: "small.yaml") }
  }

  @Test("Clauses charged at once that raise each other in a circle are refused")
  func circlesAreRefused() {
    let circle = """
      clauses:
        two: {section: "2", zh: 二。, en: Two., arises: raised, decided: at-once, cost: [{raise: three}]}
        three: {section: "3", zh: 三。, en: Three., arises: raised, decided: at-once, cost: [{raise: two}]}
      """
    let (programme, findings) = Programme.check(Self.file(circle, instead: "clauses:"), file: "small.yaml")
    #expect(programme == nil)
    #expect(findings.contains { $0.error.expected.contains("circle") })
  }

  @Test(
    "What deserves a look is a warning",
    arguments: [
      (
        "decided: {by: [judge], grades: [light]}, cost: [{charge: points, points: [1, 3]}]",
        "decided: at-once, cost: [{charge: points, points: 1}]", "clauses.one"
      ),
      ("[{charge: points, points: [1, 3]}]", "[]", "counters.points.nodes"),
      (
        "{if: {field: mark, at-least: 60}, do: [{restore: points, points: all}]}",
        "{if: {field: mark, at-least: 60}, do: []}, {if: {field: mark, at-least: 70}, do: []}",
        "reviews.mark.choose.[1]"
      ),
    ])
  func warningsAreGiven(_ whole: String, _ part: String, _ key: String) {
    let (programme, findings) = Programme.check(Self.file(part, instead: whole), file: "small.yaml")
    #expect(programme != nil)
    #expect(findings.contains { $0.severity == .warning && $0.error.key == key }, "\(findings.map(\.error.key))")
  }

  @Test("Listed dates that end within a year are warned of; unused names too")
  func datesAndNamesAreWarnedOf() {
    let day = Month(year: 2024, month: 6).firstDay
    let findings = Programme.check(Self.file(), file: "small.yaml", today: day).findings
    let keys = findings.filter { $0.severity == .warning }.map(\.error.key)
    #expect(keys.contains("boundaries.terms"))
    #expect(keys.contains("accounts.deposit"))
    #expect(keys.contains("measures.warned"))
  }

  @Test(
    "A file is a programme's by its key form, however YAML lets that be written",
    arguments: [
      "form: programme/1\nrulebook: a\n", "rulebook: a\nform: programme/1\n", "\"form\": programme/1\n",
      "'form' : programme/1\n", "form : programme/1\n", "  form: programme/1\n  rulebook: a\n",
      "{form: programme/1, rulebook: a}", "{\"rulebook\": \"a\",\n \"form\": \"programme/1\"}",
      "--- {\"form\":\"programme/1\"}\n", "rulebook: a\r\nform: programme/1\r\n",
    ])
  func form(text: String) { #expect(Programme.isOne(Array(text.utf8))) }

  @Test(
    "A key form that is not the whole file's makes none",
    arguments: [
      "rulebook: a\nduties: {exit: {form: b}}\n", "rulebook: a\nduties:\n  form: b\n", "note: \"form: b\"\n",
      "platform: a\n", "legal-form: a\n", "# form: b\nrulebook: a\n", "form\n", "", "{form: ",
    ])
  func noForm(text: String) { #expect(!Programme.isOne(Array(text.utf8))) }
}

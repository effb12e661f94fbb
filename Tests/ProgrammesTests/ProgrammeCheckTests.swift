import Foundation
import LedgerDomain
import Programmes
import Rulebook
import Testing

/// What a check refuses and warns of (programmes §5): a line of the page for each row, told with line, key and words.
@Suite("What checking a programme finds (programmes §5)")
struct ProgrammeCheckTests {
  /// A file that is read and of which nothing is warned, its parts on lines of their own.
  private static let whole = """
    form: programme/1
    rulebook: small
    version: "1"
    title: {zh: 小, en: Small}
    zone: {name: Asia/Shanghai, offset: "+08:00"}
    boundaries: {terms: [2024-01-01, 2030-01-01]}
    attributes: {since: {type: date, zh: 起始, en: since}}
    facts:
      passed: {fields: {mark: {type: int}}, zh: 通过, en: passed}
      told: {zh: 告知, en: told}
    accounts: {deposit: {kind: deposit, zh: 保证金, en: deposit}}
    measures:
      warned: {notice: true, zh: 警告, en: warned}
      limited: {zh: 限制, en: limited}
    counters:
      points: {zh: 分, en: points, window: year, nodes: [{at: 3, do: [{impose: limited, for: {days: 3}}]}]}
      rolling: {zh: 滚动, en: rolling, window: {days: 90}}
    clauses:
      one: {section: "1", zh: 一。, en: One., arises: reported, decided: {by: [judge]}, cost: [{charge: [points, rolling], points: [1, 3]}, {fine: deposit, fen: 100}]}
      two: {section: "2", zh: 二。, en: Two., arises: raised, decided: at-once, cost: [{impose: warned}]}
    duties:
      tell: {zh: 告知, en: tell, starts: {fact: passed}, due: {days: 3}, met: [told], missed: [{raise: two}]}
    reviews:
      mark: {when: passed, choose: [{if: {field: mark, at-least: 60}, do: [{restore: points, points: 1}]}, {else: []}]}
      yearly: {each: {boundaries: terms}, while: {attribute: since, ago: {months: 1}}, choose: [{else: []}]}
    """

  private static func check(
    _ part: String, instead of: String
  ) -> (programme: Programme?, findings: [RulebookFinding]) {
    let text = whole.replacing(of, with: part)
    return Programme.check(Array(text.utf8), file: "small.yaml", today: Month(year: 2024, month: 6).firstDay)
  }

  @Test("A whole file is read, and nothing is found")
  func wholeFile() {
    let (programme, findings) = Self.check("§", instead: "§")
    #expect(programme != nil)
    #expect(findings.map(\.error.description) == [])
  }

  /// A part of the file, what stands there instead, and what is said of it.
  struct Fault: CustomTestStringConvertible {
    let rule: String
    let part: String
    let instead: String
    let line: Int
    let key: String
    let zh: String
    let en: String

    /// Reads rows of rule, part, what stands there instead, line, key and words, with ⏎ for the end of a line.
    static func table(_ text: String) -> [Fault] {
      text.split(separator: "\n").compactMap { row in
        let cells = row.components(separatedBy: " | ")
        guard cells.count == 7, let line = Int(cells[3]) else { return nil }
        return Fault(
          rule: cells[0], part: cells[1], instead: cells[2].replacing("⏎", with: "\n"), line: line, key: cells[4],
          zh: cells[5], en: cells[6])
      }
    }

    var testDescription: String { rule }
  }

  static let refused = Fault.table(
    """
    an unknown key | window: year, | window: year, colour: red, | 16 | counters.points.colour | 之一 | one of
    a missing key | window: year,  |  | 16 | counters.points | 有键 `window` | the key `window`
    a name not declared | impose: limited | impose: limted | 16 | counters.points.nodes.[0].do.[0].impose | measures 中声明的名称（是否指 limited？） | a name under `measures` (did you mean limited?)
    a choose without else | , {else: []}]} | ]} | 24 | reviews.mark.choose | 最后一行 {else: 效果} | a last row {else: effects}
    two verbs in one place | [{impose: limited, for: {days: 3}}] | [{impose: limited, lift: limited}] | 16 | counters.points.nodes.[0].do.[0] | 之中的一个 | just one of raise
    two terms in one place | {field: mark, at-least | {field: mark, counter: points, at-least | 24 | reviews.mark.choose.[0].if | 之中的一个 | just one of attribute
    two comparisons in one place | at-least: 60 | at-least: 60, below: 90 | 24 | reviews.mark.choose.[0].if | 之中的一个 | just one of is
    at below 1 | {at: 3, | {at: 0, | 16 | counters.points.nodes.[0].at | 不小于 1 的整数 | a whole number, at least 1
    every below 1 | {at: 3, | {at: 3, every: 0, | 16 | counters.points.nodes.[0].every | 不小于 1 的整数 | a whole number, at least 1
    a window below 1 | window: {days: 90} | window: {days: 0} | 17 | counters.rolling.window.days | 不小于 1 的整数 | a whole number, at least 1
    a window of months below 1 | window: {days: 90} | window: {months: 0} | 17 | counters.rolling.window.months | 不小于 1 的整数 | a whole number, at least 1
    a clause without section | section: "1",  |  | 19 | clauses.one | 有键 `section` | the key `section`
    zh missing | limited: {zh: 限制, en | limited: {en | 14 | measures.limited | 有键 `zh` | the key `zh`
    en missing | zh: 限制, en: limited | zh: 限制 | 14 | measures.limited | 有键 `en` | the key `en`
    half a review's words | {when: passed | {zh: 评定, when: passed | 24 | reviews.mark | 有键 `en` | the key `en`
    boundaries not ascending | [2024-01-01, 2030-01-01] | [2030-01-01, 2024-01-01] | 6 | boundaries.terms.[1] | 晚于 2030-01-01 的日期 | a date after 2030-01-01
    a range upside down | points: [1, 3] | points: [3, 1] | 19 | clauses.one.cost.[0].points | 非空的范围（3 大于 1） | a range that is not empty: 3 is more than 1
    a sum upside down | fen: 100 | fen: [200, 100] | 19 | clauses.one.cost.[1].fen | 非空的范围（200 大于 100） | a range that is not empty: 200 is more than 100
    a clause without arises | arises: reported,  |  | 19 | clauses.one | 有键 `arises` | the key `arises`
    a clause without decided | decided: {by: [judge]},  |  | 19 | clauses.one | 有键 `decided` | the key `decided`
    a clause without cost | , cost: [{impose: warned}] |  | 20 | clauses.two | 有键 `cost` | the key `cost`
    carry on a window without periods | window: {days: 90} | window: {days: 90}, carry: [{keep: all}] | 17 | counters.rolling.carry | 期限分得出周期的计分项 | a window with periods beside it
    each on a window without periods | each: {boundaries: terms} | each: {days: 7} | 25 | reviews.yearly.each | 分得出周期的期限 | a window with periods
    most per period on a window without periods | restore: points, points: 1 | restore: rolling, points: 1, most: {points: 4, per: period} | 24 | reviews.mark.choose.[0].do.[0].most.per | 期限分得出周期的计分项 | a counter whose window has periods
    a cap per period on a window without periods | window: {days: 90} | window: {days: 90}, cap: {per: period, most: 3} | 17 | counters.rolling.cap.per | 期限分得出周期的计分项 | a counter whose window has periods
    within period where nothing has periods | {field: mark, at-least: 60} | {count: told, within: period, above: 1} | 24 | reviews.mark.choose.[0].if.within | 期限：此处没有带周期的 | a window: nothing with periods asks here
    within period of a counter without | {field: mark, at-least: 60} | {largest: rolling, within: period, above: 1} | 24 | reviews.mark.choose.[0].if.within | 期限：此处没有带周期的 | a window: nothing with periods asks here
    a duty named top-up |   tell: { |   top-up: { | 22 | duties.top-up | 别的名称 | another name
    clauses charged at once in a circle | cost: [{impose: warned}] | cost: [{raise: two}, {impose: warned}] | 20 | clauses.two | 不互相循环引发的条款 | do not raise one another in a circle
    a charge above 1,000,000 points | points: [1, 3] | points: [1, 1000001] | 19 | clauses.one.cost.[0].points | 不超过 1000000 分 | no more than 1000000 points
    a judged range where nobody judges | [{impose: warned}] | [{charge: points, points: [1, 2]}, {impose: warned}] | 20 | clauses.two.cost.[0].points | 此处无人评定 | no judge sets it here
    a name that YAML 1.1 misreads |   told: { |   yes: { | 10 | facts.yes | YAML 不会误读的名称 | a name that YAML takes for nothing else
    """)

  @Test("There is a row for each")
  func tablesAreWhole() {
    #expect(Self.refused.count == 32)
    #expect(Self.warned.count == 20)
  }

  @Test("Each fault is refused with its line, its key and its words in both languages", arguments: refused)
  func isRefused(_ fault: Fault) throws {
    #expect(Self.whole.contains(fault.part))
    let (programme, findings) = Self.check(fault.instead, instead: fault.part)
    #expect(programme == nil)
    let found = findings.filter { $0.severity == .error }.map(\.error)
    let error = try #require(found.first { $0.key == fault.key }, "\(found.map(\.description))")
    #expect(error.line == fault.line)
    #expect(error.expected.contains(fault.en), "\(error.expected)")
    #expect(error.zh?.contains(fault.zh) ?? false, "\(error.zh ?? "")")
  }

  static let warned = Fault.table(
    """
    an attribute never used | while: {attribute: since, ago: {months: 1}},  |  | 7 | attributes.since | 没有任何规则提到它 | none does
    a fact never used |   told: {zh |   shown: {zh: 出示, en: shown}⏎  told: {zh | 10 | facts.shown | 没有任何规则提到它 | none does
    boundaries never used | each: {boundaries: terms} | each: year | 6 | boundaries.terms | 没有任何规则提到它 | none does
    an account never used | , {fine: deposit, fen: 100} |  | 11 | accounts.deposit | 没有任何规则提到它 | none does
    a measure never used | [{impose: warned}] | [] | 13 | measures.warned | 没有任何规则提到它 | none does
    a counter never used | [points, rolling] | points | 17 | counters.rolling | 没有任何规则提到它 | none does
    a clause never raised | missed: [{raise: two}] | missed: [] | 20 | clauses.two | 没有任何规则提到它 | none does
    a row of a review never reached | , {else: []}]} | , {if: {field: mark, at-least: 70}, do: [{lift: limited}]}, {else: []}]} | 24 | reviews.mark.choose.[1] | 前面的行不会先行成立 | no earlier one takes the place of
    a row of a cost never reached | {fine: deposit, fen: 100} | {choose: [{if: {counter: points, below: 5}, do: [{fine: deposit, fen: 100}]}, {if: {counter: points, at-most: 4}, do: []}, {else: []}]} | 19 | clauses.one.cost.[1].choose.[1] | 前面的行不会先行成立 | no earlier one takes the place of
    a row of a node never reached | [{impose: limited, for: {days: 3}}] | [{impose: limited}, {choose: [{if: {balance: deposit, at-least: 5}, do: []}, {if: {all: [{balance: deposit, above: 5}, {fact: told}]}, do: []}, {else: []}]}] | 16 | counters.points.nodes.[0].do.[1].choose.[1] | 前面的行不会先行成立 | no earlier one takes the place of
    a row of a missed duty never reached | missed: [{raise: two}] | missed: [{raise: two}, {choose: [{if: {any: [{fact: told}, {counter: points, at-least: 3}]}, do: []}, {if: {counter: points, is: 4}, do: []}, {else: []}]}] | 22 | duties.tell.missed.[1].choose.[1] | 前面的行不会先行成立 | no earlier one takes the place of
    a grade that an earlier row has | decided: {by: [judge]}, cost: [ | decided: {by: [judge], grades: [light, grave]}, cost: [{choose: [{if: {grade: [light, grave]}, do: []}, {if: {grade: light}, do: []}, {else: []}]},  | 19 | clauses.one.cost.[0].choose.[1] | 前面的行不会先行成立 | no earlier one takes the place of
    at-once on a reported clause | decided: {by: [judge]}, cost: [{charge: [points, rolling], points: [1, 3]} | decided: at-once, cost: [{charge: [points, rolling], points: 1} | 19 | clauses.one | 任何人一言不足以扣分 | nobody's bare word charges
    nodes of a counter that nothing charges | [points, rolling] | rolling | 16 | counters.points.nodes | 没有任何规则给该计分项扣分 | no rule charges this counter
    a node above what a cap lets a period come to | window: year, nodes | window: year, cap: {per: period, most: 2}, nodes | 16 | counters.points.nodes.[0].at | 至多 2 分 | comes to 2 at most
    a node above what a cap lets a day come to | window: year, nodes: [{at: 3, | window: week, cap: {per: day, most: 1}, nodes: [{at: 8, | 16 | counters.points.nodes.[0].at | 至多 7 分 | comes to 7 at most
    a node that charges its counter to the next | {at: 3, do: [{impose: limited, for: {days: 3}}]} | {at: 3, every: 1, do: [{impose: limited, for: {days: 3}}, {charge: points, points: 1}]} | 16 | counters.points.nodes.[0].every | 永无止境 | a thousand have fired
    a node below the one before it | nodes: [{at: 3, | nodes: [{at: 5, do: []}, {at: 3, | 16 | counters.points.nodes.[1].at | 由低到高 | they fire ascending
    a node at the level of the one before it | nodes: [{at: 3, | nodes: [{at: 3, do: []}, {at: 3, | 16 | counters.points.nodes.[1].at | 大于 3 | more than 3
    boundaries within a year | 2030-01-01] | 2025-05-31] | 6 | boundaries.terms | 现到 2025-05-31 | the last is 2025-05-31
    """)

  @Test("What deserves a look is warned of with its line, its key and its words in both languages", arguments: warned)
  func isWarned(_ fault: Fault) throws {
    #expect(Self.whole.contains(fault.part))
    let (programme, findings) = Self.check(fault.instead, instead: fault.part)
    #expect(programme != nil, "\(findings.map(\.error.description))")
    let found = findings.filter { $0.severity == .warning }.map(\.error)
    let warning = try #require(found.first { $0.key == fault.key }, "\(found.map(\.description))")
    #expect(warning.line == fault.line)
    #expect(warning.expected.contains(fault.en), "\(warning.expected)")
    #expect(warning.zh?.contains(fault.zh) ?? false, "\(warning.zh ?? "")")
  }

  @Test("Counters whose nodes charge each other are warned of at each")
  func circle() {
    let rolling = "rolling: {zh: 滚动, en: rolling, window: {days: 90}"
    let text = Self.whole
      .replacing(rolling, with: "\(rolling), nodes: [{at: 2, do: [{charge: points, points: 1}]}]")
      .replacing("{impose: limited, for: {days: 3}}", with: "{impose: limited}, {charge: rolling, points: 1}")
    let (programme, findings) = Programme.check(Array(text.utf8), file: "small.yaml")
    #expect(programme != nil)
    let found = findings.filter { $0.severity == .warning }.map(\.error)
    #expect(found.map(\.key) == ["counters.points.nodes.[0].do", "counters.rolling.nodes.[0].do"])
    #expect(found.first?.expected.contains("charges rolling") ?? false, "\(found.map(\.description))")
    #expect(found.first?.zh?.contains("给 rolling 扣分") ?? false)
  }

  @Test("Counters of which only one charges the other, or one has a cap, make no circle")
  func noCircle() {
    let rolling = "rolling: {zh: 滚动, en: rolling, window: {days: 90}"
    let back = "\(rolling), cap: {per: day, most: 9}, nodes: [{at: 2, do: [{charge: points, points: 1}]}]"
    for second in [rolling, back] {
      let text = Self.whole.replacing(rolling, with: second)
        .replacing("{impose: limited, for: {days: 3}}", with: "{impose: limited}, {charge: rolling, points: 1}")
      let (programme, findings) = Programme.check(Array(text.utf8), file: "small.yaml")
      #expect(programme != nil && findings.allSatisfy { !$0.error.expected.contains("come back") })
    }
  }

  @Test("A key that stands twice is told with its path and both lines, and hides no other fault of the file")
  func keyTwice() throws {
    let text = Self.whole
      .replacing("at: 3,", with: "at: 3, at: 4,")
      .replacing("{days: 90}}", with: "yeer}")
      .replacing("  two: {", with: "  one: {section: \"3\"}\n  \"one\": {section: \"3\"}\n  two: {")
      .replacing("met: [told]", with: "met: [tolt]")
    let end = "\ncounters:\n  third: {zh: 三, en: third, window: yeer}\n"
    let bytes = Array((text + end).utf8)
    let (programme, findings) = Programme.check(bytes, file: "small.yaml")
    #expect(programme == nil)
    let found = findings.map { "\($0.error.line ?? 0) \($0.error.key)" }
    #expect(
      found == [
        "16 counters.points.nodes.[0].at", "17 counters.rolling.window", "20 clauses.one", "21 clauses.one",
        "24 duties.tell.met.[0]", "28 counters", "29 counters.third.window",
      ])
    let section = try #require(findings.first { $0.error.key == "counters" }).error
    #expect(section.expected == "each key once; it stands on line 15 already")
    #expect(section.zh == "只出现一次的键（第 15 行已有）")
    let first = #expect(throws: RulebookError.self) { try Programme.read(bytes, file: "small.yaml") }
    #expect(first?.key == "counters.points.nodes.[0].at")
  }

  @Test("A key that stands twice is told beside what ends the reading of the file")
  func keyTwiceBeforeWhatIsNoYAML() {
    let text = Self.whole.replacing("at: 3,", with: "at: 3, at: 4,") + "\ncounters: {\n"
    let findings = Programme.check(Array(text.utf8), file: "small.yaml").findings
    #expect(findings.map(\.error.key) == ["at", ""])
    #expect(findings.last?.error.expected.contains("not readable as YAML") ?? false)
  }

  @Test(
    "A charge that may come without a clause, on a counter kept or capped by clause, is warned of where it stands",
    arguments: ["by: clause", "cap: {per: [clause], most: 5}"])
  func mayLackClause(apart: String) {
    let text = Self.whole
      .replacing("window: {days: 90}}", with: "window: {days: 90}, \(apart)}")
      .replacing("do: [{impose: limited, for: {days: 3}}]", with: "do: [{charge: rolling, points: 1}]")
      .replacing("missed: [{raise: two}]", with: "missed: [{raise: two}, {charge: points, points: 1}]")
      .replacing("measures:\n", with: "measures:\n  left: {zh: 离, en: left}\n")
      .replacing(
        "do: [{restore: points, points: 1}]", with: "do: [{impose: limited, then: [{charge: rolling, points: 1}]}]")
    let found = Programme.check(Array(text.utf8), file: "small.yaml").findings.filter {
      $0.error.expected.contains("by clause")
    }
    let keys = ["counters.points.nodes.[0].do.[0].charge", "reviews.mark.choose.[0].do.[0].then.[0].charge"]
    #expect(found.map(\.error.key) == keys)
    #expect(found.map(\.error.line) == [17, 25])
    #expect(found.allSatisfy { $0.severity == .warning && $0.error.zh?.contains("clause") ?? false })
  }

  @Test(
    "Rows that may be reached are not warned of",
    arguments: [
      "{if: {field: mark, above: 60}, do: []}, {if: {field: mark, at-least: 60}, do: []}",
      "{if: {field: mark, at-least: 60}, do: []}, {if: {field: mark, below: 70}, do: []}",
      "{if: {all: [{field: mark, at-least: 60}, {fact: told}]}, do: []}, {if: {field: mark, at-least: 70}, do: []}",
      "{if: {none: [{field: mark, at-least: 60}]}, do: []}, {if: {field: mark, at-least: 70}, do: []}",
      "{if: {field: mark, is: 60}, do: []}, {if: {field: mark, in: [60, 61]}, do: []}",
    ])
  func isReached(rows: String) {
    let row = "{if: {field: mark, at-least: 60}, do: [{restore: points, points: 1}]}"
    let (programme, findings) = Self.check(rows, instead: row)
    #expect(programme != nil)
    #expect(findings.map(\.error.key) == [])
  }
}

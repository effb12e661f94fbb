import Ledger
import LedgerDomain
import LedgerTesting
import Programmes
import Rulebook
import Testing

@testable import Presentation

/// What a programme declares is told by its words, in its rules and in what happened under them (pages 3.8, programmes §11).
@Suite("Programmes in words")
struct ProgrammeWordsTests {
  private static let guide = SourceFile.texts.first {
    $0.path == "Scenarios/programmes/guide/rulebooks/pickup-points.yaml"
  }

  private func programme(_ bytes: [UInt8], _ file: String) throws -> Programme {
    guard case .programme(let programme, _) = try RulesFile(bytes: bytes, file: file) else {
      throw RulebookError(file: file, line: nil, key: "form", expected: "programme/1")
    }
    return programme
  }

  private func guide() throws -> Programme {
    let text = try #require(Self.guide).lines.joined(separator: "\n") + "\n"
    return try programme(Array(text.utf8), "pickup-points.yaml")
  }

  @Test(
    "Effects name measures, counters and accounts by their words, money in yuan with separators, and conditions in words"
  )
  func effects() throws {
    let programme = try guide()
    let names = ProgrammeNames(programme)
    let nodes = try #require(programme.counter("points")).nodes.map { $0.effects.words(by: names) }
    #expect(nodes[0].zh == "处以警告；处以加注警示标识")
    #expect(nodes[0].en == "impose warning; impose marked for buyers to see")
    #expect(nodes[1].zh == "处以停止接单，7 天，直至已登记冷柜检查合格")
    let taken = try #require(programme.clause("goods-taken")).costs(by: names)
    #expect(taken.zh == "若情节为 light：保证金扣 ¥100.00–1,000.00；否则：保证金全部扣除；处以终止合作")
    let account = try #require(programme.account("deposit"))
    #expect(account.minimum(by: names)?.zh == "¥2,000.00")
    #expect(account.topUp?.words(by: names).zh == "7 天后：处以停止接单，直至保证金结余不低于 ¥2,000.00")
    let month = try #require(programme.reviews.last).choice.words(by: names)
    #expect(month.zh.hasPrefix("若所填 on-time 不低于 98%：等级设为 star；解除加注警示标识；"))
    #expect(try #require(programme.duties.first).owed.words(by: names).zh == "消费者投诉之后 3 天，按 number 对应")
  }

  @Test(
    "No condition of any programme that comes with koufen is told as it reads in the file",
    arguments: Rulebook.carriedProgrammeNames)
  func conditions(_ name: String) throws {
    let programme = try programme(try #require(Rulebook.carriedProgrammeSource(name)), name)
    let names = ProgrammeNames(programme)
    for leaf in programme.leaves {
      let words = try #require(names.condition(leaf.text)).words
      #expect(![words.zh, words.en].contains { $0.contains("{") || $0.contains("at-least") }, "\(leaf.text): \(words)")
    }
  }

  @Test(
    "What happened is told by the words of the programme, and by keys where nobody gives them",
    arguments: [
      (Fact.subject(.paidIn(DepositPaidIn(account: "deposit", amountFen: 200_000))), "账户缴款：账户“保证金”，金额 ¥2,000.00"),
      (
        .subject(
          .assessed(
            ClauseBreachAssessed(breach: BreachID("g-1"), grade: "light", points: nil, fen: 10_000, reason: "x"))),
        "违规评定：违规 g-1，情节“light”，金额 ¥100.00，理由“x”"
      ),
      (
        .breach(
          .reported(BreachReported(breach: BreachID("g-1"), clause: "goods-taken", evidence: "e", on: nil, outlet: nil))
        ),
        "违规上报：违规 g-1，条款“侵占货物”，证据“e”"
      ),
    ])
  func facts(_ fact: Fact, _ words: String) throws {
    #expect(sentence(.fact(fact, .nothing), by: ProgrammeNames(try guide())) == words)
  }

  @Test("What the ledger drew says by which rule in words, by when with the day of the week, and what a question found")
  func drawn() throws {
    let names = ProgrammeNames(try guide())
    let fined = ProgrammeDrawn(
      .fined(MoneyMoved(account: "deposit", fen: 10_000, taken: 10_000, owed: 0)),
      on: Ground(.clause("goods-taken"), for: "c"))
    #expect(
      sentence(.consequence(.programme(fined)), by: names)
        == "扣款：账户“保证金”，金额 ¥100.00，已扣 ¥100.00，欠缴 ¥0.00（依据条款“侵占货物”）")
    let opened = ProgrammeDrawn(
      .dutyOpened(
        SubjectDutyOpened(
          name: DutyName(duty: "top-up:deposit", key: nil),
          due: DueDate(LocalDate(year: 2026, month: 12, day: 4)!, provisional: false), dueAt: nil,
          fields: [])), on: Ground(.account("deposit"), for: "c"))
    #expect(
      sentence(.consequence(.programme(opened)), by: names)
        == "义务产生：义务“补足保证金”，期限 2026-12-04（周五）（依据账户“保证金”）")
    #expect(sentence(.consequence(.programme(opened)), by: .byName).contains("义务“top-up:deposit”"))
    let asked = try #require(names.condition("{balance: deposit, at-least: 200000}"))
    #expect(asked.isMoney && asked.words.en == "the balance of deposit is at least ¥2,000.00")
  }

  @Test("A missed duty says what its effects needed and nobody recorded, and nothing of the kind where they had it all")
  func lacking() throws {
    let names = ProgrammeNames(try guide())
    let due = try #require(LocalDate(year: 2026, month: 12, day: 4))
    func missed(_ missing: [String]) -> String {
      let missed = SubjectDutyMissed(name: DutyName(duty: "top-up:deposit"), due: due, missing: missing)
      let drawn = ProgrammeDrawn(.dutyMissed(missed), on: Ground(.account("deposit"), for: .period(due)))
      return sentence(.consequence(.programme(drawn)), by: names)
    }
    #expect(missed(["field order"]) == "义务逾期：义务“补足保证金”，期限 2026-12-04（周五），缺失“field order”（依据账户“保证金”）")
    #expect(missed([]) == "义务逾期：义务“补足保证金”，期限 2026-12-04（周五）（依据账户“保证金”）")
  }

  @Test(
    "What was charged, taken back, reached and imposed is told by what it is about, and not by numbers of the record")
  func consequences() throws {
    let names = ProgrammeNames(try guide())
    let (from, until) = (LocalDate(year: 2024, month: 1, day: 8)!, LocalDate(year: 2024, month: 3, day: 31)!)
    func told(_ consequence: ProgrammeConsequence) -> String {
      let drawn = ProgrammeDrawn(consequence, on: Ground(.clause("goods-taken"), for: "c"))
      let words = sentence(.consequence(.programme(drawn)), by: names)
      return String(words.prefix { $0 != "（" }.drop { $0 != "：" }.dropFirst())
    }
    let charge = EntryCharged(
      entry: 1, counter: "points", key: nil, breach: BreachID("c-1"), points: 5, charged: 3, from: from, until: until,
      group: "2024-01-08")
    let points = try #require(names.words(.counter, "points")).zh
    #expect(told(.pointsDeducted(charge)) == "“\(points)”计 3 分，应计 5 分，违规 c-1，自 2024-01-08 至 2024-03-31")
    #expect(
      told(.pointsRestored(EntriesRestored(counter: "points", taken: [EntryPoints(entry: 2, points: 1)])))
        == "“\(points)”第 2 笔返还 1 分")
    #expect(
      told(.nodeReached(NodeReached(counter: "points", key: nil, at: 6, value: 8, on: from)))
        == "“\(points)”达到 6，累计 8，2024-01-08")
    let stopped = try #require(names.words(.measure, "no-orders")).zh
    let measure = MeasureImposed(
      measure: "no-orders", instance: 2, from: from, began: nil, leastUntil: until, until: nil, effect: 3,
      closes: false,
      isOpen: true, isLookedAtLater: false)
    #expect(told(.measureImposed(measure)) == "“\(stopped)”，第 2 次，自 2024-01-08 起，至条件成立，至少至 2024-03-31")
  }

  private func sentence(_ body: Event.Body, by names: ProgrammeNames) -> String {
    let zone = BuiltIn.terms.zone
    let at = zone.instant(LocalDate(year: 2026, month: 11, day: 27)!)
    return Event(
      position: 1, version: 1, provider: Key("zt-01"), at: at, recordedAt: at, by: nil, body: body, cause: nil,
      rulebook: "pickup-points-2024"
    ).sentence(in: zone, by: names).zh
  }
}

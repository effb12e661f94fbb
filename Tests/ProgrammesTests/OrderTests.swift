import LedgerDomain
import LedgerTesting
import Programmes
import Rulebook
import Testing

@Suite("The order within a day, where the page lets it not matter")
struct OrderTests {
  private static func programme(_ random: inout SplitMix64) throws -> Programme {
    let text = """
      form: programme/1
      rulebook: order
      version: "1"
      title: {zh: 次序, en: Order}
      zone: {name: Asia/Shanghai, offset: "+08:00"}
      facts: {hit: {zh: 触发, en: hit}, passed: {zh: 通过, en: passed}}
      accounts: {deposit: {kind: deposit, zh: 保证金, en: deposit}}
      measures: {limited: {zh: 限制, en: limited}, held: {zh: 暂停, en: held}}
      counters:
        a: {zh: 甲, en: a, window: {days: \(random.number(1...20))}}
        b: {zh: 乙, en: b, window: month}
      clauses:
        only: {section: "1", zh: 甲, en: x, arises: reported, decided: at-once, cost: [{charge: a, points: 2}]}
        xy: {section: "2", zh: 乙, en: y, arises: reported, decided: at-once, cost: [{charge: [a, b], points: 3}]}
      reviews:
        hit: {zh: 触发, en: hit, when: hit, choose: [{else: [{impose: limited, until: {fact: passed}}, {impose: held, for: {days: \(random.number(1...9))}, until: {fact: passed}}]}]}

      """
    return try Programme.read(Array(text.utf8), file: "order.yaml")
  }

  private static func facts(_ random: inout SplitMix64, on day: Int) -> [ProgrammeFact] {
    (0..<random.number(0...5)).map { number in
      switch random.number(0...5) {
      case 0: .recorded(FactRecorded(kind: "hit", key: nil, fields: nil))
      case 1: .recorded(FactRecorded(kind: "passed", key: nil, fields: nil))
      case 2: .paidIn(DepositPaidIn(account: "deposit", amountFen: random.number(1...900)))
      case _ where number % 2 == 0: report("only", "b-\(day)-\(number)")
      case _: report("xy", "b-\(day)-\(number)")
      }
    }
  }

  private static func report(_ clause: String, _ breach: String) -> ProgrammeFact {
    .reported(
      ClauseBreachReported(breach: BreachID(breach), clause: clause, evidence: "seen", on: nil, fields: nil))
  }

  @Test(
    "Charges add up, money adds up, and what ends a measure on the day it began ends it, whatever the hour (§1, §2)",
    arguments: [UInt64](1...60))
  func orderMattersNot(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let programme = try Self.programme(&random)
    var worlds = [World(programme), World(programme)]
    let first = Month(year: 2024, month: 1).firstDay
    for ahead in 0..<40 {
      let day = first.adding(days: ahead)
      let enrolment = ProgrammeFact.enrolled(SubjectEnrolled(programme: nil, name: "One", attributes: nil))
      let facts = ahead == 0 ? [enrolment] : Self.facts(&random, on: ahead)
      for (place, order) in [facts, facts.shuffled(using: &random)].enumerated() {
        for (number, fact) in order.enumerated() {
          let submission = SubjectSubmission(
            at: programme.zone.instant(day, second: 36_000 + number),
            by: Person(id: "rita", role: Role(named: "office")),
            fact: fact)
          #expect(worlds[place].submit(submission, about: "s-1") == nil)
        }
      }
      let (one, other) = (worlds[0].standing(of: "s-1", asOf: day), worlds[1].standing(of: "s-1", asOf: day))
      for key in ["counters", "balance", "measures", "pending"] {
        #expect(one?.told(key) == other?.told(key), "\(key) on \(day)")
      }
    }
  }
}

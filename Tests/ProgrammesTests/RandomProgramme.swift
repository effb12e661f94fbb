import LedgerDomain
import LedgerTesting
import Programmes
import Rulebook

/// A programme with some of everything, its numbers drawn from a seed.
struct RandomProgramme {
  private var random: SplitMix64
  let programme: Programme

  init(seed: UInt64) throws {
    random = SplitMix64(seed: seed)
    let text = Self.text(&random)
    programme = try Programme.read(Array(text.utf8), file: "random-\(seed).yaml")
  }

  private static func window(_ random: inout SplitMix64) -> String {
    let days = random.number(2...60)
    let windows = [
      "{days: \(days)}", "{months: \(random.number(1...4))}", "year", "quarter", "month", "week", "ever",
      "{cycle: {from: since, months: \(random.number(1...5))}}", "{boundaries: seasons}",
    ]
    return windows[random.number(0...windows.count - 1)]
  }

  private static func periodic(_ random: inout SplitMix64) -> String {
    let windows = [
      "year", "quarter", "month", "week", "{cycle: {from: since, months: \(random.number(1...5))}}",
      "{boundaries: seasons}",
    ]
    return windows[random.number(0...windows.count - 1)]
  }

  private static func text(_ random: inout SplitMix64) -> String {
    let several = random.chance(50) ? "all" : "highest"
    let cap = random.chance(50) ? "cap: {per: {days: \(random.number(1...9))}, most: \(random.number(2...8))}" : ""
    let carry = [
      "{keep: all}", "{at-least: 3, below: 9, keep: 3}", "{keep: {entries: {none: [{fact: paid, of: breach}]}}}",
    ]
    return """
      form: programme/1
      rulebook: random
      version: "1"
      title: {zh: 随机, en: Random}
      zone: {name: Asia/Shanghai, offset: "+08:00"}
      attributes:
        since: {type: date, default: 2020-01-01, zh: 起始, en: since}
        level: {type: {levels: [low, middle, high]}, default: low, zh: 等级, en: level}
        minimum: {type: money, default: 0, zh: 最低, en: minimum}
      boundaries: {seasons: [2019-01-01, 2024-01-15, 2024-03-01, 2024-05-10, 2024-09-01, 2026-01-01]}
      facts:
        paid: {fields: {breach: {type: breach}}, zh: 已付, en: paid}
        passed: {zh: 通过, en: passed}
        ordered: {fields: {order: {type: key}, fee: {type: money, default: 100}}, zh: 下单, en: ordered}
        delivered: {fields: {order: {type: key}}, zh: 交付, en: delivered}
        report: {zh: 报告, en: report}
      accounts:
        deposit: {kind: deposit, zh: 保证金, en: deposit, required: {of: {attribute: minimum}},
          top-up: {days: \(random.number(2...9)), missed: [{raise: short}]}}
        bill: {kind: bill, zh: 账单, en: bill}
      measures:
        warned: {notice: true, zh: 警告, en: warned}
        limited: {zh: 限制, en: limited}
        blocked: {zh: 屏蔽, en: blocked}
        out: {closes: true, zh: 清退, en: out}
      counters:
        main:
          zh: 主分
          en: main
          window: \(window(&random))
          several: \(several)
          \(cap)
          nodes:
            - {at: \(random.number(2...4)), do: [{impose: warned}, {charge: times, points: 1}]}
            - {at: \(random.number(5...8)), every: \(random.number(3...6)), do: [{impose: limited, for: {days: \(random.number(3...20))}}, {fine: deposit, fen: \(random.number(10...400))}]}
            - {at: \(random.number(9...14)), do: [{impose: blocked, for: {days: \(random.number(2...9))}, until: {fact: passed}, then: [{restore: main, points: \(random.number(1...6))}]}]}
        times:
          zh: 次数
          en: times
          window: \(window(&random))
          nodes:
            - {at: \(random.number(2...3)), do: [{raise: repeated}]}
            - {at: 6, do: [{impose: out, until: {counter: times, below: 4}}]}
        rows:
          zh: 分行
          en: by order
          window: \(window(&random))
          by: order
          nodes: [{at: 3, do: [{impose: limited, until: {counter: main, below: 4}}, {set: level, to: middle}]}]
        kept:
          zh: 结转
          en: carried
          window: \(periodic(&random))
          carry: [\(carry[random.number(0...2)])]
          nodes: [{at: 4, every: 4, do: [{fine: bill, fen: 50}]}]
      clauses:
        judged: {section: "1", zh: 评定。, en: Judged., arises: reported, decided: {by: [judge], grades: [light, grave]}, cost: [{choose: [{if: {grade: grave}, do: [{charge: [main, kept], points: [1, 9]}, {fine: deposit, balance: all}]}, {else: [{charge: main, points: [1, 5]}]}]}]}
        counted: {section: "2", zh: 计次。, en: Counted., arises: reported, dated: \(random.chance(50) ? "decision" : "report"), decided: at-once, cost: [{charge: [main, kept], points: \(random.number(1...4))}, {choose: [{if: {counter: main, at-least: 8}, do: [{fine: bill, fen: 30}]}, {else: []}]}]}
        late: {section: "3", zh: 迟延。, en: Late., fields: {order: {type: key}}, arises: raised, decided: at-once, cost: [{charge: rows, points: 1}, {charge: main, points: 1}]}
        repeated: {section: "4", zh: 再犯。, en: Repeated., arises: raised, decided: {by: [judge]}, cost: [{charge: main, points: [1, 3]}, {set: level, to: high}]}
        short: {section: "5", zh: 不足。, en: Short., arises: raised, decided: at-once, cost: [{charge: times, points: 1}]}
      duties:
        deliver: {zh: 交付, en: deliver, starts: {fact: ordered}, due: {days: \(random.number(0...8))}, same: order, met: [delivered], missed: [{raise: late}, {fine: bill, from: fee, times: 2}]}
        attend: {zh: 参加, en: attend, starts: {measure: blocked}, due: {days: 5}, met: [passed], missed: [{charge: times, points: 1}]}
        report: {zh: 报告, en: report, each: \(periodic(&random)), met: [report], missed: [{charge: kept, points: 1}], while: {attribute: level, at-least: middle}}
      reviews:
        good: {zh: 良好, en: good, when: passed, choose: [{if: {breaches: [judged, counted], within: {months: 1}, at-most: 1}, do: [{restore: main, points: 2}]}, {else: [{restore: kept, points: 1}]}]}
        term: {zh: 期末, en: end of term, each: \(periodic(&random)), choose: [{if: {counter: main, at-least: 6}, do: [{set: level, to: middle}, {charge: times, points: 1}]}, {if: {count: report, within: period, above: 0}, do: [{set: level, to: low}]}, {else: []}]}
        totals: {zh: 合计, en: totals, when: paid, choose: [{if: {any: [{count: ordered, within: ever, above: 1000}, {breaches: [judged, late], within: ever, above: 1000}, {largest: main, within: ever, above: 1000}, {balance: deposit, above: 1000000}, {breaches: counted, within: {days: 40}, above: 1000}, {count: ordered, where: {order: o-1}, within: {days: 40}, above: 1000}, {count: ordered, where: {fee: 100}, within: ever, above: 1000}, {count: report, within: {months: 2}, above: 1000}, {largest: main, within: {days: 40}, above: 1000}, {fact: delivered, where: {order: o-2}}, {fact: delivered}]}, do: []}, {else: []}]}
      appeal: {within: {days: 400}, of: charge, times: 2}
      """
  }
}

/// A plausible history of one subject of it, from a seed.
struct RandomRecord {
  private var random: SplitMix64
  private(set) var submissions: [(submission: SubjectSubmission, recorded: Instant)] = []
  private var breaches: [String] = []
  private var orders = 0

  init(seed: UInt64, length: Int, zone: Zone) {
    random = SplitMix64(seed: seed &* 7_919 &+ 17)
    var day = Month(year: 2024, month: 1).firstDay
    add(.enrolled(SubjectEnrolled(programme: nil, name: "One", attributes: nil)), day, day, zone)
    for _ in 0..<length {
      day = day.adding(days: random.number(0...9))
      let at =
        random.chance(75) ? day : max(day.adding(days: -random.number(0...20)), Month(year: 2024, month: 1).firstDay)
      add(fact(on: at), at, day, zone)
    }
  }

  private mutating func add(_ fact: ProgrammeFact, _ at: LocalDate, _ day: LocalDate, _ zone: Zone) {
    let role: String
    switch fact {
    case .assessed, .dismissed: role = "judge"
    case .appealFiled: role = "subject"
    case .enrolled, .attributeSet, .recorded, .reported, .appealDecided, .paidIn, .lifted: role = "office"
    }
    let id = role == "judge" ? "jack" : "rita"
    submissions.append(
      (
        SubjectSubmission(at: zone.instant(at), by: Person(id: id, role: Role(named: role)), fact: fact),
        zone.instant(day)
      ))
  }

  private mutating func fact(on day: LocalDate) -> ProgrammeFact {
    switch random.number(0...99) {
    case 0..<25:
      let id = "b-\(breaches.count + 1)"
      breaches.append(id)
      let on = random.chance(70) ? nil : day.adding(days: -random.number(0...30))
      return .reported(
        ClauseBreachReported(
          breach: BreachID(id), clause: random.chance(50) ? "judged" : "counted", evidence: "seen", on: on,
          fields: nil))
    case 25..<45:
      let id = random.chance(80) ? breaches.last ?? "b-1" : "repeated:" + (breaches.last ?? "b-1")
      let isGraded = !id.contains(":")
      return .assessed(
        ClauseBreachAssessed(
          breach: BreachID(id), grade: isGraded ? (random.chance(50) ? "light" : "grave") : nil,
          points: random.number(1...(isGraded ? 5 : 3)), fen: nil, reason: "looked at"))
    case 45..<55:
      orders += 1
      return recorded("ordered", [NamedValue("order", .text("o-\(orders % 5)"))])
    case 55..<62: return recorded("delivered", [NamedValue("order", .text("o-\(orders % 5)"))])
    case 62..<68: return recorded("passed", nil)
    case 68..<74: return recorded("report", nil)
    case 74..<80: return recorded("paid", [NamedValue("breach", .text(breaches.last ?? "b-1"))])
    case 80..<88: return .paidIn(DepositPaidIn(account: "deposit", amountFen: random.number(1...900)))
    case 88..<93:
      return .attributeSet(AttributeSet(attribute: "minimum", value: .number(random.number(0...800))))
    case 93..<96: return .attributeSet(AttributeSet(attribute: "level", value: .text("low")))
    case 96..<98: return .lifted(MeasureLifted(measure: Key("limited"), reason: "enough"))
    default: return .paidIn(DepositPaidIn(account: "bill", amountFen: random.number(1...40)))
    }
  }

  private func recorded(_ kind: String, _ fields: [NamedValue]?) -> ProgrammeFact {
    .recorded(FactRecorded(kind: kind, key: nil, fields: fields))
  }
}

import Ledger
import LedgerDomain
import LedgerFormat
import Rulebook

/// A history of subjects of a programme, event by event; each is accepted. Who acts next is drawn evenly; what a subject does is what sellers
/// on a marketplace do: orders are placed and delivered, some late; breaches are reported, judged, some appealed against; money is paid in.
struct ProgrammeHistory {
  private var random: SplitMix64
  private var subjects: [Subject]
  private let zone = Zone(name: "Asia/Shanghai", offsetSeconds: 28_800)
  /// The moment of the next event.
  private(set) var now: Instant
  private let secondsPerEvent: Int

  /// One subject of it.
  private struct Subject {
    var isEnrolled = false
    var made = 0
    var order: String?
    var reported: String?
    var assessed: String?
    var appealed: String?
  }

  /// - Parameters:
  ///   - subjects: how many there are.
  ///   - events: over how many events nine years pass.
  init(seed: UInt64, subjects: Int, events: Int) {
    random = SplitMix64(seed: seed)
    self.subjects = Array(repeating: Subject(), count: subjects)
    now = zone.instant(LocalDate(daysSinceEpoch: 15_034), second: 36_000)
    secondsPerEvent = max(1, 9 * 31_536_000 / max(1, events))
  }

  /// The next event, as one line of JSON Lines.
  mutating func next() -> String {
    now = now.adding(seconds: secondsPerEvent)
    let number = random.below(subjects.count)
    var subject = subjects[number]
    let (type, by, data) = act(&subject)
    subjects[number] = subject
    return
      "{\"type\":\"\(type)\",\"provider\":\"s-\(number)\",\"at\":\"\(zone.text(now))\",\"by\":\"\(by)\",\"data\":{\(data)}}"
  }

  private mutating func act(_ subject: inout Subject) -> (type: String, by: String, data: String) {
    guard subject.isEnrolled else {
      subject.isEnrolled = true
      return ("SubjectEnrolled", "chen@office", #""name":"A shop""#)
    }
    subject.made += 1
    if let appealed = subject.appealed {
      subject.appealed = nil
      return ("AppealDecided", "li@legal", #""breach":"\#(appealed)","outcome":"confirmed","reason":"as found""#)
    }
    if let reported = subject.reported {
      subject.reported = nil
      subject.assessed = reported
      let points = 1 + random.below(6)
      return ("BreachAssessed", "wu@judge", #""breach":"\#(reported)","points":\#(points),"reason":"looked into""#)
    }
    if let order = subject.order {
      subject.order = nil
      return ("FactRecorded", "feed@office", #""fact":"delivered","fields":{"order":"\#(order)"}"#)
    }
    switch random.below(20) {
    case 0..<9:
      let order = "o-\(subject.made % 40)"
      subject.order = order
      return ("FactRecorded", "feed@office", #""fact":"ordered","fields":{"order":"\#(order)"}"#)
    case 9..<13:
      return (
        "FactRecorded", "feed@office",
        #""fact":"rated","fields":{"good":{"part":\#(60 + random.below(40)),"whole":100}}"#
      )
    case 13..<16:
      let breach = "b-\(subject.made)"
      subject.reported = breach
      return ("BreachReported", "qian@office", #""breach":"\#(breach)","clause":"not-as-described","evidence":"seen""#)
    case 16 where subject.assessed != nil:
      let breach = subject.assessed ?? ""
      (subject.assessed, subject.appealed) = (nil, breach)
      return ("AppealFiled", "ann@subject", #""breach":"\#(breach)","grounds":"it was not us""#)
    default: return ("DepositPaidIn", "feng@office", #""account":"deposit","amountFen":5000"#)
    }
  }

  /// The programme it is of.
  static let programme = Array(
    """
    form: programme/1
    rulebook: bench-shops
    version: "1"
    title: {zh: 店铺, en: Shops}
    zone: {name: Asia/Shanghai, offset: "+08:00"}
    roles: {office: {zh: 平台, en: office}, judge: {zh: 评定, en: judge}, legal: {zh: 法务, en: legal}}
    facts:
      ordered: {fields: {order: {type: key}}, zh: 下单, en: ordered}
      delivered: {fields: {order: {type: key}}, zh: 交付, en: delivered}
      rated: {fields: {good: {type: share}}, zh: 评价, en: rated}
    accounts: {deposit: {kind: deposit, zh: 保证金, en: deposit}}
    measures: {hidden: {zh: 屏蔽, en: hidden}, told: {notice: true, zh: 告知, en: told}}
    counters:
      points:
        zh: 分
        en: points
        window: {months: 3}
        cap: {per: day, most: 12}
        nodes: [{at: 12, every: 12, do: [{impose: hidden, for: {days: 7}}, {fine: deposit, fen: 1000}]}]
      late: {zh: 迟延, en: late, window: month, nodes: [{at: 3, do: [{impose: told}, {charge: points, points: 2}]}]}
    clauses:
      not-as-described: {section: "1", zh: 不符, en: not as described, arises: reported, decided: {by: [judge]}, cost: [{charge: points, points: [1, 6]}]}
      delivered-late: {section: "2", zh: 迟延, en: late, arises: raised, decided: at-once, cost: [{charge: late, points: 1}]}
    duties:
      deliver: {zh: 交付, en: deliver, starts: {fact: ordered}, due: {days: 3}, same: order, met: [delivered], missed: [{raise: delivered-late}]}
    reviews:
      ratings: {when: rated, choose: [{if: {field: good, below: 62%}, do: [{charge: points, points: 1}]}, {if: {all: [{field: good, at-least: 98%}, {counter: points, above: 0}]}, do: [{restore: points, points: 1}]}, {else: []}]}
    appeal: {within: {days: 3600}, of: charge, by: [legal]}

    """.utf8)
}

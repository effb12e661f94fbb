import LedgerDomain
import LedgerTesting
import Testing

@Suite("Sales and dormant outlets")
struct SalesTests {
  @Test("A sales report lists every outlet held at the month's end", arguments: reports)
  func report(_ rule: Rule) throws { try rule.check() }

  @Test(
    "Too many outlets that sell nothing, or little in two months, cost a point each over the limit", arguments: dormancy
  )
  func dormant(_ rule: Rule) throws { try rule.check() }

  private static func lines(_ amounts: [Int]) -> [OutletSales] {
    amounts.enumerated().map { OutletSales(outlet: "o-\($0 + 1)", amountFen: $1) }
  }
  private static func sold(_ month: String, _ amounts: [Int], _ date: String = "2011-08-01") -> Step {
    at(date, SalesReported(city: "hangzhou", month: Month(month)!, sales: lines(amounts)).fact)
  }
  /// So many outlets, all signed in January: tested for nothing sold from May, for little sold from June.
  private static func outlets(_ count: Int) -> [Step] { Given.city + (1...count).map { Given.signed("o-\($0)") } }
  /// `few` outlets that sold so little, the rest plenty.
  private static func few(_ few: Int, of all: Int, sold amount: Int = 0) -> [Int] {
    Array(repeating: amount, count: few) + Array(repeating: 5_000_000, count: all - few)
  }
  private static func charged(_ points: Int, _ breach: String, at score: Int? = nil, _ on: String) -> [String] {
    [
      "found dormant-outlets:hangzhou:\(breach) on \(on) \(points)–\(points)",
      "charged dormant-outlets:hangzhou:\(breach) \(points) of \(points), 2011 at \(score ?? points)",
    ]
  }
  private static let gone = at("2011-05-31T20:00", OutletExited(outlet: "o-1", reason: .voluntary).fact)

  private static let reports = [
    Rule(
      "A city without outlets has no sales", given: Given.city, when: sold("2011-05", []),
      then: .refused(.unknownCity)),
    Rule(
      "A month is reported when it is over", given: outlets(1), when: sold("2011-05", [0], "2011-05-31T23:59:59"),
      then: .refused(.monthNotOver)),
    Rule(
      "A month is reported once", given: outlets(1) + [sold("2011-02", [0])], when: sold("2011-02", [0]),
      then: .refused(.salesExist)),
    Rule(
      "An outlet nobody held is not reported", given: outlets(1), when: sold("2011-02", [0, 0]),
      then: .refused(.unknownOutlet)),
    Rule(
      "An outlet held is not left out", given: outlets(2), when: sold("2011-02", [0]),
      then: .refused(.outletsMissing)),
    Rule(
      "An outlet gone on the month's last day may be left out", given: outlets(1) + [gone],
      when: sold("2011-05", []), then: []),
    Rule("An outlet gone may be listed", given: outlets(1) + [gone], when: sold("2011-05", [0]), then: []),
    Rule(
      "An outlet gone the day after may not be left out", given: outlets(1) + [gone], when: sold("2011-04", []),
      then: .refused(.outletsMissing)),
    Rule("An outlet signed after the month need not be listed", given: outlets(1), when: sold("2010-12", []), then: []),
  ]

  private static let dormancy = [
    Rule(
      "Three natural months after signing are not tested", given: outlets(10), when: sold("2011-04", few(9, of: 10)),
      then: []),
    Rule(
      "The fourth is", given: outlets(10), when: sold("2011-05", few(1, of: 10)),
      then: .consequences(charged(1, "2011-05:zero", "2011-05-31"))),
    Rule("Two in a hundred may sell nothing", given: outlets(50), when: sold("2011-05", few(1, of: 50)), then: []),
    Rule(
      "Each one over that costs a point", given: outlets(50), when: sold("2011-05", few(4, of: 50)),
      then: .consequences(charged(3, "2011-05:zero", "2011-05-31"))),
    Rule("Low needs the month before", given: outlets(10), when: sold("2011-06", few(9, of: 10, sold: 1)), then: []),
    Rule(
      "Low in two months running costs a point for each over 15 in a hundred",
      given: outlets(10) + [sold("2011-05", few(3, of: 10, sold: 99_999))],
      when: sold("2011-06", few(3, of: 10, sold: 99_999)),
      then: .consequences(charged(2, "2011-06:low", "2011-06-30"))),
    Rule(
      "Fifteen in a hundred may be low", given: outlets(20) + [sold("2011-05", few(3, of: 20, sold: 1))],
      when: sold("2011-06", few(3, of: 20, sold: 1)), then: []),
    Rule(
      "A thousand yuan is not low", given: outlets(10) + [sold("2011-05", few(9, of: 10, sold: 1))],
      when: sold("2011-06", few(9, of: 10, sold: 100_000)), then: []),
    Rule(
      "Low in one of the two months is not low", given: outlets(10) + [sold("2011-05", few(0, of: 10))],
      when: sold("2011-06", few(9, of: 10, sold: 1)), then: []),
    Rule(
      "The month after the grace is not tested for low",
      given: outlets(10) + [sold("2011-04", few(9, of: 10, sold: 1))],
      when: sold("2011-05", few(9, of: 10, sold: 1)), then: []),
    Rule(
      "An outlet may count in both", given: outlets(10) + [sold("2011-05", few(2, of: 10, sold: 1))],
      when: sold("2011-06", few(2, of: 10)),
      then: .consequences(
        charged(2, "2011-06:zero", "2011-06-30") + charged(1, "2011-06:low", at: 3, "2011-06-30"))),
    Rule(
      "A report of the month before, recorded later, makes the test of the month after",
      given: outlets(10) + [sold("2011-06", few(2, of: 10, sold: 1))], when: sold("2011-05", few(2, of: 10)),
      then: .consequences(
        charged(2, "2011-05:zero", "2011-05-31") + charged(1, "2011-06:low", at: 3, "2011-06-30"))),
    Rule(
      "An outlet gone on the last day is not tested", given: outlets(1) + [gone], when: sold("2011-05", [0]),
      then: []),
  ]
}

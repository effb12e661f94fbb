import LedgerDomain
import Rulebook
import Testing

@Suite("The built-in rulebook")
struct BuiltInRulebookTests {
  private let rulebook: Rulebook

  init() throws {
    rulebook = try Rulebook.builtIn()
  }

  /// A clause as the regulation has it: section, mode, origin, points, cap.
  struct Row: Sendable, CustomTestStringConvertible {
    let clause: Clause
    let section: String
    let mode: ClauseMode
    let origin: ClauseOrigin
    let points: ClosedRange<Int>
    let cap: Int?

    init(
      _ clause: Clause, _ section: String, _ mode: ClauseMode, _ origin: ClauseOrigin, _ points: ClosedRange<Int>,
      cap: Int? = nil
    ) {
      self.clause = clause
      self.section = section
      self.mode = mode
      self.origin = origin
      self.points = points
      self.cap = cap
    }

    var testDescription: String { clause.rawValue }
  }

  static let rows = [
    Row(.negativePress, "1.1.3(4)", .judged, .reported, 10...20),
    Row(.competitorDealing, "1.1.3(5)", .judged, .reported, 100...100),
    Row(.meetingResults, "1.3.1(1)", .counted, .detected, 10...10),
    Row(.expansionTarget, "1.3.1(2)", .judged, .detected, 10...40, cap: 40),
    Row(.nonstandardMaterials, "1.3.2(1)", .judged, .reported, 4...6),
    Row(.unapprovedMaterials, "1.3.2(2)", .judged, .reported, 5...15),
    Row(.signingProgress, "2.1.1(4)", .judged, .detected, 5...10, cap: 10),
    Row(.trainingFailure, "2.1.4(3)", .judged, .detected, 15...20),
    Row(.promotionGap, "2.2.1", .judged, .detected, 10...20),
    Row(.serviceComplaint, "2.2.2", .judged, .detected, 1...2, cap: 10),
    Row(.earlyExits, "2.2.3(1)", .judged, .detected, 10...30),
    Row(.dormantOutlets, "2.2.3(3)", .counted, .detected, 1...1),
    Row(.exitResponse, "2.2.4(1)", .judged, .detected, 1...3),
    Row(.afterSalesDispute, "2.2.4(2)", .judged, .detected, 1...2),
    Row(.rectificationFailure, "3.1(4)", .byEvent, .detected, 10...20),
  ]

  @Test("Each clause costs what the regulation says", arguments: rows)
  func clause(_ row: Row) throws {
    let found = try #require(rulebook.terms.clauses[row.clause])
    #expect(found.section == row.section)
    #expect(row.clause.mode == row.mode)
    #expect(row.clause.origin == row.origin)
    #expect(found.points == row.points)
    #expect(found.cap == row.cap)
  }

  @Test("Every clause has its row, and words in both languages", arguments: Clause.allCases)
  func words(_ clause: Clause) throws {
    #expect(Self.rows.contains { $0.clause == clause })
    let words = try #require(rulebook.paraphrases[clause])
    #expect(words.zh.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }, "zh: \(words.zh)")
    #expect(words.en.unicodeScalars.allSatisfy { $0.value < 0x3000 }, "en: \(words.en)")
  }

  @Test("Four clauses are reported, three bind third parties only, one names its outlet, one its judge")
  func exceptions() {
    func named(_ holds: (ClauseTerms) -> Bool) -> Set<Clause> {
      Set(rulebook.terms.clauses.filter { holds($0.value) }.keys)
    }
    #expect(Clause.allCases.count { $0.origin == .reported } == 4)
    #expect(named(\.thirdPartyOnly) == [.meetingResults, .signingProgress, .trainingFailure])
    #expect(named(\.outletRequired) == [.nonstandardMaterials])
    #expect(named { $0.assessors != nil } == [.competitorDealing])
    #expect(rulebook.terms.clauses[.competitorDealing]?.assessors == [.departmentHead])
  }

  @Test("The limits of the duties are the regulation's")
  func limits() {
    let terms = rulebook.terms
    #expect(terms.meeting == MeetingTerms(attended: Percent(40), signed: Percent(60)))
    #expect(
      terms.expansion
        == ExpansionTerms(peoplePerOutlet: 10_000, firstBatch: Percent(65), firstBatchDays: 45, completeDays: 105))
    #expect(terms.applications == ApplicationTerms(workingDays: 15, errors: Percent(1)))
    #expect(terms.trainingFailures == Percent(15))
    #expect(
      terms.response == ResponseClock(allowedSeconds: 12 * 3600, opensAt: 9 * 3600, closesAt: 22 * 3600))
    #expect(terms.earlyExits == EarlyExitTerms(months: 3, share: Percent(10)))
    #expect(terms.dormancy == DormancyTerms(graceMonths: 3, lowFen: 100_000, low: Percent(15), zero: Percent(2)))
    #expect(terms.exitResponseWorkingDays == 2)
    #expect(terms.appealWorkingDays == 15)
    #expect(terms.depositPerCityFen == 30_000_000)
  }

  @Test("The procedures are the regulation's")
  func procedures() {
    let termination = rulebook.terms.termination
    #expect(rulebook.terms.rectification == RectificationTerms(reduction: 10...30))
    #expect(
      rulebook.terms.thresholds == [
        Threshold(points: 50, opens: .rectification), Threshold(points: 100, opens: .termination),
      ])
    #expect(
      termination.requesters
        == [.cause: [.departmentHead], .request: [.channelExpansion], .expiry: [.channelExpansion]])
    #expect(
      termination.steps
        == [
          .proposed: [.channelExpansion], .departmentsNotified: [.channelOperations], .confirmed: [.departmentHead],
          .signed: [.systemAdmin, .legal], .frozen: [.systemAdmin], .notified: [.systemAdmin],
        ])
    #expect(
      termination.departments == [.channelExpansion, .productSupport, .legal, .finance, .customerSatisfaction])
    #expect(termination.releaseMonths == 3)
    #expect(termination.releaseWorkingDays == 10)
  }

  @Test("It is named by rulebook and version, and decides in Shanghai")
  func identity() {
    #expect(rulebook.name == "taobao-daigou-1.5")
    #expect(rulebook.terms.rulebook == "taobao-daigou-1.5")
    #expect(rulebook.terms.zone == Zone(name: "Asia/Shanghai", offsetSeconds: 8 * 3600))
    #expect(rulebook.title.zh.contains("淘宝代购服务商管理制度"))
    #expect(!rulebook.source.isEmpty)
  }

  @Test("The name and the zone known without reading the file are those of the file")
  func knownBeforehand() {
    #expect(rulebook.name == Rulebook.builtInName)
    #expect(rulebook.terms.zone == Rulebook.builtInZone)
  }

  @Test("Every holiday in the calendar has a name in both languages")
  func holidays() {
    for index in LocalDate("2010-01-01")!.daysSinceEpoch...LocalDate("2026-12-31")!.daysSinceEpoch {
      switch rulebook.terms.calendar.kind(of: LocalDate(daysSinceEpoch: index)) {
      case .holiday(let slug), .makeUp(let slug):
        if rulebook.holidays[slug] == nil { Issue.record("the holiday \(slug) has no name") }
      default: continue
      }
    }
  }

  @Test("A share is compared exactly, in integers")
  func percents() {
    let fifteen = Percent(15)
    #expect(!fifteen.isLess(than: 3, of: 20))
    #expect(fifteen.isLess(than: 4, of: 20))
    #expect(fifteen.isMore(than: 2, of: 20))
    #expect(!fifteen.isMore(than: 3, of: 20))
    #expect(fifteen.floor(of: 10) == 1)
    #expect(fifteen.ceiling(of: 10) == 2)
    #expect(fifteen.ceiling(of: 20) == 3)
    #expect(Percent(99).isMore(than: .max / 100 * 98, of: .max))
    #expect(Percent(100).floor(of: .max) == .max)
  }
}

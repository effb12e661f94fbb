import EventStore
import Foundation
import LedgerDomain
import LedgerTesting
import Rulebook
import Testing

@testable import Ledger
@testable import LedgerFormat
@testable import Presentation

@Suite("Who is near a line")
struct OutlookTests {
  @Test(
    "The next line and the distance are those of a naive count, and the ends of the month lie among the year's",
    arguments: 1...3)
  func naive(_ seed: Int) throws {
    let history = try RuledHistory(seed: seed)
    let ledger = history.ledger
    for question in try history.questions() {
      let asOf = question.asOf ?? ledger.zone.date(of: history.now)
      let outlooks = try ledger.forecasts(question, now: history.now)
      let standings = try ledger.standings(question, now: history.now)
      #expect(outlooks.map(\.provider) == standings.map(\.provider))
      let rules = try ledger.store.read { try ledger.rules(for: question, in: $0) }
      for (outlook, standing) in zip(outlooks, standings) {
        let forecast = outlook.forecast
        let regular = rules.terms(on: asOf).thresholds.map(\.points)
        #expect(outlook.cities == standing.summary.cities.map(\.city) && outlook.status == standing.summary.status)
        if standing.summary.agreements.isEmpty {
          #expect(forecast.nextLine?.points == regular.filter { $0 > standing.score }.min(), "seed \(seed)")
        }
        #expect(forecast.distance == forecast.nextLine.map { $0.points - standing.score })
        #expect(forecast.worstThisMonth.score >= forecast.best.score)
        #expect(forecast.worstThisMonth.score <= max(forecast.worst.score, forecast.worstWithDuties.score))
        let mayCross = forecast.nextLine.map { $0.points <= forecast.worstThisMonth.score } ?? false
        #expect((forecast.crossing == .thisMonth) == mayCross)
        if asOf.month.number == 12 { #expect(forecast.worstThisMonth == forecast.worstWithDuties) }
      }
      let ranks = outlooks.byDanger.map { $0.forecast.crossing }.map { $0 == .thisMonth ? 0 : $0 == .thisYear ? 1 : 2 }
      #expect(ranks == ranks.sorted() && Set(outlooks.byDanger.map(\.provider)).count == outlooks.count)
    }
  }

  @Test("What is pending and what falls due this month may push a provider over its line")
  func month() throws {
    let played = try PlayedScenario("year-2011-zhejiang")
    let question = StandingQuestion(asOf: day("2011-06-02"), knownAt: time("2011-06-02T12:00"))
    let outlooks = try played.ledger.forecasts(question, now: played.now).byDanger
    let first = try #require(outlooks.first)
    #expect(first.provider == "hz-04" && first.cities == ["hangzhou"])
    #expect(first.forecast.crossing == .thisMonth && first.forecast.worstThisMonth.score == 73)
    #expect(first.forecast.dutiesThisMonth.map(\.breach) == ["expansion-target:hangzhou:complete"])
    #expect(outlooks.dropFirst().allSatisfy { $0.forecast.crossing == .thisYear })
    let report = OutlookReport([first], asOf: day("2011-06-02"), zone: played.ledger.zone)
    for language in Language.allCases {
      #expect(report.near(language).rows[0].last?.contains("10–40") ?? false)
      #expect(report.forecasts(language).rows[0].last == language(Forecast.Crossing.thisMonth.words))
    }
    #expect(report.nearJSON.text.contains(#""distance":50"#))
    #expect(report.codes.csv.count == 2 && report.codes.csv[1].hasSuffix("50,rectification,50,this-month\r"))
  }
}

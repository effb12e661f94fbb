import Foundation
import Ledger
import LedgerDomain
import Rulebook
import Testing

@Suite("Forecasts")
struct ForecastTests {
  @Test("Pending at the maximum, duties missed, dismissed: the year's ends")
  func ends() throws {
    let forecast = try forecast("year-2011-zhejiang", "hz-04", "2011-06-02")
    #expect(forecast.score == 0)
    #expect(forecast.pending.map(\.breach) == ["exit-response:o-3", "early-exits:hangzhou"])
    #expect(forecast.best.score == 0)
    #expect(forecast.worst.score == 33)
    #expect(forecast.duties.first?.breach == "expansion-target:hangzhou:complete")
    #expect(forecast.duties.first?.due.date == LocalDate("2011-06-16"))
    #expect(forecast.duties.count { $0.clause == .promotionGap } == 6)
    #expect(forecast.worstWithDuties.score == 33 + 40 + 6 * 20)
    #expect(forecast.worstWithDuties.status == .terminating)
  }

  @Test("An open appeal can only take away")
  func appeals() throws {
    let forecast = try forecast("appeal-make-up-day", "hz-01", "2011-10-17")
    #expect(forecast.appeals.count == 2)
    #expect(forecast.best.score == 52)
    #expect(forecast.best.status == .rectification)
    #expect(forecast.bestOnAppeal.score == 48)
    #expect(forecast.bestOnAppeal.status == .active)
  }

  @Test("The ends are in order for every provider of every scenario", arguments: ScenarioFiles.own)
  func order(_ file: URL) throws {
    let played = try PlayedScenario(file)
    let asOf = played.ledger.zone.date(of: played.now)
    for standing in try played.ledger.standings(StandingQuestion(asOf: asOf), now: played.now) {
      let forecast = try played.ledger.forecast(
        of: standing.provider, StandingQuestion(asOf: asOf), now: played.now)
      #expect(forecast.score == standing.score)
      #expect(forecast.best.score == standing.score)
      #expect(forecast.bestOnAppeal.score <= forecast.best.score)
      #expect(forecast.best.score <= forecast.worst.score)
      #expect(forecast.worst.score <= forecast.worstWithDuties.score)
      let failing = forecast.failure?.points.upperBound ?? 0
      #expect(forecast.worst.score <= standing.score + standing.exposure.maximum + failing)
      #expect(forecast.pendingCost.upperBound <= standing.exposure.maximum)
      #expect(forecast.failure == nil || standing.summary.status == .rectification)
      let report = ForecastReport(
        provider: standing.provider, asOf: asOf, forecast: forecast, zone: played.ledger.zone)
      #expect(report.prose.lines.allSatisfy { $0.zh.isEmpty == $0.en.isEmpty })
    }
  }

  private func forecast(_ scenario: String, _ provider: Key, _ date: String) throws -> Forecast {
    let played = try PlayedScenario(scenario)
    let question = StandingQuestion(
      asOf: LocalDate(date), knownAt: played.ledger.zone.instant(reading: date + "T23:59:59"))
    return try played.ledger.forecast(of: provider, question, now: played.now)
  }
}

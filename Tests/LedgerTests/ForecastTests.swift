import EventStore
import Foundation
import LedgerDomain
import LedgerFormat
import LedgerTesting
import LedgerTesting
import Rulebook
import Testing

@testable import Ledger
@testable import Presentation
@testable import Trials

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

  private static func play(_ steps: [String], _ changes: [(old: String, new: String)] = []) throws -> Ledger {
    let rules = Rules(Version.terms("1.6", changes))
    let ledger = Ledger(store: InMemoryEventStore(), rules: rules)
    let begin =
      "{event: ProviderRegistered, provider: hz-01, at: 2011-01-04, by: c@channel-expansion, data: {name: One, kind: thirdParty}}"
    let yaml = (["scenario: x", "steps:"] + ([begin] + steps).map { "  - " + $0 }).joined(separator: "\n")
    let result = try ledger.run(Scenario(yaml: Array(yaml.utf8), in: rules.zone))
    #expect(result.passed, "\(result.failures)")
    return ledger
  }

  private static func press(_ breach: String, assessed points: Int? = nil) -> [String] {
    let place = "provider: hz-01, at: 2011-03-01"
    let report =
      "{event: BreachReported, \(place), by: w@channel-operations, data: {breach: \(breach), clause: negative-press, evidence: x}}"
    guard let points else { return [report] }
    return [
      report,
      "{event: BreachAssessed, \(place), by: d@department-head, data: {breach: \(breach), points: \(points), reason: x}}",
    ]
  }

  private static func ends(_ ledger: Ledger, _ date: String) throws -> Forecast {
    let now = ledger.zone.endOfDay(try #require(LocalDate("2012-06-01")))
    return try ledger.forecast(of: "hz-01", StandingQuestion(asOf: LocalDate(date)), now: now)
  }

  @Test("An open rectification may fail once more, if its deadline passes within the year")
  func failure() throws {
    let fifty =
      press50 + [
        "{event: RectificationOrdered, provider: hz-01, at: 2011-03-02, by: d@department-head, data: {deadline: 2011-05-31, demands: x, standard: x}}"
      ]
    let forecast = try Self.ends(Self.play(fifty), "2011-04-01")
    let failure = try #require(forecast.failure)
    #expect((failure.year, failure.deadline, failure.points) == (2011, LocalDate("2011-05-31"), 10...20))
    #expect((forecast.score, forecast.best.score, forecast.worst.score) == (50, 50, 70))
    let report = ForecastReport(
      provider: "hz-01", asOf: try #require(LocalDate("2011-04-01")), forecast: forecast, zone: BuiltIn.terms.zone)
    #expect(report.json["rectificationFailure"]?["maximum"] == .integer(20))
    let unordered = try Self.ends(Self.play(press50), "2011-04-01")
    #expect(unordered.failure?.deadline == nil && unordered.worst.score == 70)
    let late = fifty.map { $0.replacing("2011-05-31", with: "2011-12-31") }
    #expect(try Self.ends(Self.play(late), "2011-04-01").failure == nil)
    let lastDay = try Self.ends(Self.play(fifty), "2011-12-31")
    #expect(lastDay.failure != nil && lastDay.worst.score == 70, "it may still fail on the year's last day")
    #expect(try Self.ends(Self.play(press50), "2011-12-31").failure == nil, "what is ordered today fails tomorrow")
    let capped = [(old: "    points: [10, 20]\n    zh: 未按", new: "    points: [10, 20]\n    cap: 20\n    zh: 未按")]
    #expect(try Self.ends(Self.play(fifty, capped), "2011-04-01").worst.score == 70)
  }

  private var press50: [String] {
    Self.press("a", assessed: 20) + Self.press("b", assessed: 20) + Self.press("c", assessed: 10)
  }

  @Test("A cap by the year bounds what is pending, at the least and at the most")
  func caps() throws {
    let capped = [(old: "    points: [10, 20]\n    zh: 因", new: "    points: [10, 20]\n    cap: 25\n    zh: 因")]
    let steps = Self.press("a", assessed: 10) + Self.press("b") + Self.press("c")
    let forecast = try Self.ends(Self.play(steps, capped), "2011-04-01")
    #expect(forecast.pendingCost == 15...15)
    #expect(forecast.worst.score == 25)
    #expect(try Self.ends(Self.play(steps), "2011-04-01").pendingCost == 20...40)
  }

  @Test("A city's cap that breaches of two years share leaves the year asked about the most room, and the least")
  func capOfTwoYears() throws {
    let at = "provider: hz-01, at: 2011-10-20"
    let ledger = try Self.play([
      "{event: DepositFrozen, \(at), by: w@channel-operations, data: {city: city-1, amountFen: 60000000}}",
      "{event: CityAuthorised, \(at), by: c@channel-expansion, data: {city: city-1, population: 40000}}",
      "{sweep: 2012-03-31}",
    ])
    let early = try Self.ends(ledger, "2011-12-31")
    #expect(early.pendingCost == 10...40 && early.worst.score == 40)
    let late = try Self.ends(ledger, "2012-02-29")
    #expect(late.pending.count == 2)
    #expect(late.pendingCost == 0...40 && late.worst.score == 40)
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

  private func forecast(_ scenario: String, _ provider: Key<Provider>, _ date: String) throws -> Forecast {
    let played = try PlayedScenario(scenario)
    let question = StandingQuestion(
      asOf: LocalDate(date), knownAt: played.ledger.zone.instant(reading: date + "T23:59:59"))
    return try played.ledger.forecast(of: provider, question, now: played.now)
  }
}

import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Presentation
import Rulebook
import Testing

@Suite("Views by two clocks")
struct ExplainViewTests {
  @Test("Folding the events a view takes gives the view's standing", arguments: ScenarioFiles.own)
  func viewsFoldToStandings(_ file: URL) throws {
    let played = try PlayedScenario(file)
    for question in try played.questions() {
      var states: [Key<Provider>: ProviderState] = [:]
      let view = question.view(in: played.ledger.zone)
      var events: [Event] = []
      try played.ledger.events(EntrySelection(), in: view) { recorded in
        events.append(recorded.event)
        return true
      }
      var readings = Readings()
      for event in events { readings.note(event) }
      for event in events {
        let provider = event.provider
        states[provider, default: ProviderState(provider: provider, zone: played.ledger.zone)]
          .evolve(event, as: readings)
      }
      for standing in try played.ledger.standings(question, now: played.now) {
        let folded = states[standing.provider]?.standing(
          year: standing.year, asOf: standing.asOf, knownAt: standing.knownAt, rulebook: standing.rulebook)
        #expect(folded?.jsonText(in: played.ledger.zone) == standing.jsonText(in: played.ledger.zone))
      }
    }
  }

  @Test("What changed between two states of knowledge is the difference of the two standings, and has its events")
  func difference() throws {
    let played = try PlayedScenario("appeal-make-up-day")
    let zone = played.ledger.zone
    let from = try #require(zone.instant(reading: "2011-10-18T14:59:59"))
    let to = try #require(zone.instant(reading: "2011-10-18T23:00"))
    let difference = try played.ledger.difference(of: "hz-01", from: from, to: to, StandingQuestion(), now: played.now)
    let score = try #require(difference.changes.first { $0.path == "score" })
    #expect(score.before == .integer(52))
    #expect(score.after == .integer(48))
    #expect(difference.changes.contains { $0.path == "status" && $0.after == .string("active") })
    #expect(difference.steps.map(\.event.event.type) == ["AppealDecided", "AppealDecided", "RectificationClosed"])
    #expect(difference.prose.lines.allSatisfy { $0.zh.isEmpty == $0.en.isEmpty })
    let none = try played.ledger.difference(of: "hz-01", from: to, to: to, StandingQuestion(), now: played.now)
    #expect(none.changes.isEmpty && none.steps.isEmpty)
  }

  @Test("The steps of a difference lead from one standing to the other", arguments: ScenarioFiles.own)
  func stepsAddUp(_ file: URL) throws {
    let played = try PlayedScenario(file)
    for standing in try played.ledger.standings(StandingQuestion(), now: played.now) {
      let difference = try played.ledger.difference(
        of: standing.provider, from: Instant(seconds: 0), to: played.now, StandingQuestion(), now: played.now)
      var values: [String: JSON] = [:]
      for change in difference.steps.flatMap(\.changes) {
        #expect(values[change.path] ?? .null == change.before)
        values[change.path] = change.after
      }
      for change in difference.changes { #expect(values[change.path] == change.after) }
      #expect(values["provider"] == .string(standing.provider.text))
      #expect(values["score"] == .integer(standing.summary.years.first { $0.year == difference.asOf.year }?.score ?? 0))
    }
  }

  @Test("The queue of an earlier day shows what waited then")
  func queueThen() throws {
    let played = try PlayedScenario("appeal-make-up-day")
    let zone = played.ledger.zone
    let question = StandingQuestion(
      asOf: LocalDate("2011-10-13"), knownAt: zone.instant(reading: "2011-10-17T00:00"))
    let last = try #require(LocalDate("2011-10-20"))
    let then = try played.ledger.queue(for: [], through: last, question, now: played.now)
    #expect(then.map(\.work) == [.orderRectification, .decideAppeal, .decideAppeal], "the longest waiting first")
    let now = try played.ledger.queue(for: [], through: last, StandingQuestion(), now: played.now)
    #expect(now.isEmpty)
  }

  @Test("A limit counts what is in the view")
  func limit() throws {
    let played = try PlayedScenario("two-clocks")
    let view = View(asOf: LocalDate("2011-06-10"), knownAt: nil, zone: played.ledger.zone)
    var positions: [Int] = []
    try played.ledger.events(EntrySelection(after: 1, limit: 2), in: view) { recorded in
      positions.append(recorded.event.position)
      return true
    }
    #expect(positions == [2, 3])
    var types: [String] = []
    try played.ledger.events(EntrySelection(), in: view) { recorded in
      types.append(recorded.event.breach?.text ?? recorded.event.type)
      return true
    }
    #expect(types == ["ProviderRegistered", "press-1", "press-1", "press-1"])
  }
}

import EventStore
import Foundation
import LedgerDomain
import LedgerTesting
import Rulebook
import Testing

@testable import Ledger

@Suite("Explanations across versions and agreements")
struct RuledExplanationTests {
  @Test("The movements of every year add up to the standing's score, in every view", arguments: 1...8)
  func sums(_ seed: Int) throws {
    let history = try RuledHistory(seed: seed)
    let books = [try Rulebook.builtIn()]
    for question in try history.questions() {
      for standing in try history.ledger.standings(question, now: history.now) {
        for line in standing.summary.years {
          let found = try history.ledger.explain(
            year: line.year, of: standing.provider, question, by: books, now: history.now)
          #expect(found.entries.map(\.movement.points).reduce(0, +) == line.score)
          for source in found.thresholds { #expect(source.value.number != nil) }
        }
      }
    }
  }

  @Test("Every number a breach was found and charged by is that of the source named", arguments: 1...8)
  func sources(_ seed: Int) throws {
    let history = try RuledHistory(seed: seed)
    let books = [try Rulebook.builtIn()]
    let question = StandingQuestion(knownAt: history.now)
    for standing in try history.ledger.standings(question, now: history.now) {
      for line in standing.breaches {
        let found = try history.ledger.explain(
          line.breach, of: standing.provider, question, by: books, now: history.now)
        let sources = Dictionary(found.sources.map { ($0.term, $0.value) }) { first, _ in first }
        let place = "seed \(seed), \(standing.provider), \(line.breach)"
        if line.clause != .dormantOutlets {
          #expect(sources[.points(line.clause)] == .range(line.points), "\(place)")
        }
        if let due = found.due { #expect(due.term.agrees, "\(place): \(due.term.count.due.date) \(due.term.due.date)") }
        guard let charge = found.charge else { continue }
        let appealCount = try #require(charge.appealCount, "\(place)")
        #expect(appealCount.due == charge.deduction.appealUntil, "\(place)")
        #expect(
          sources[.single(.appealDays)] == .number(appealCount.days.count { $0.number != nil }), "\(place)")
        if let cap = charge.cap {
          #expect(charge.deduction.charged == min(charge.deduction.assessed, cap.room), "\(place)")
          #expect(sources[.cap(line.clause)] == .number(cap.limit), "\(place)")
        }
        for case .consequence(.thresholdReached(let reached)) in found.consequences.map(\.event.body) {
          let values = [sources[.single(.rectificationThreshold)], sources[.single(.terminationThreshold)]]
          #expect(values.contains(.number(reached.threshold)), "\(place): \(reached) \(values)")
        }
        if let tally = found.tally {
          #expect(found.sources.contains { $0.value == .number(tally.limitPercent) }, "\(place)")
        }
      }
    }
  }

  @Test("The histories meet ranges, deadlines, limits, caps and thresholds of agreements and of later versions")
  func met() throws {
    var agreed: Set<String> = []
    var versions: Set<String> = []
    for seed in 1...24 {
      let history = try RuledHistory(seed: seed)
      let books = [try Rulebook.builtIn()]
      let question = StandingQuestion(knownAt: history.now)
      for standing in try history.ledger.standings(question, now: history.now) {
        for line in standing.breaches {
          let found = try history.ledger.explain(
            line.breach, of: standing.provider, question, by: books, now: history.now)
          for source in found.sources {
            versions.insert(source.rulebook)
            if source.agreement != nil { agreed.insert(source.term.path) }
          }
        }
      }
    }
    #expect(versions.count == 4)
    for term in [Term.single(.responseHours), .single(.appealDays), .single(.rectificationThreshold)] {
      #expect(agreed.contains(term.path), "\(term.path)")
    }
    #expect(agreed.contains { $0.hasSuffix(".points") } && agreed.contains { $0.hasSuffix(".cap") }, "\(agreed)")
  }
}

extension Term.Value {
  fileprivate var number: Int? {
    if case .number(let number) = self { number } else { nil }
  }
}

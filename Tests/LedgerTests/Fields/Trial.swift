import EventStore
import Foundation
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Rulebook
import Synchronization

@testable import Ledger
@testable import Trials

/// A story, and everything a ledger says of it: its log, what it refused, and what then waits for whom.
struct Trial: Sendable {
  let name: String
  private let scenario: Scenario

  /// The scenarios of the product, and the story of every clause.
  static let all: [Trial] = {
    let files = ScenarioFiles.own.compactMap { file in
      (try? Scenario(yaml: Array(Data(contentsOf: file)), in: BuiltIn.terms.zone)).map {
        Trial(name: file.deletingPathExtension().lastPathComponent, scenario: $0)
      }
    }
    return [everyClauseTwice] + files
  }()

  static let everyClauseTwice: Trial = {
    do {
      let yaml = EveryClauseTwice.yaml
      return Trial(name: "every clause twice", scenario: try Scenario(yaml: Array(yaml.utf8), in: BuiltIn.terms.zone))
    } catch { fatalError("\(error)") }
  }()

  /// What comes of it under a rulebook, as one text.
  func outcome(_ rulebook: Rulebook) throws -> [String] {
    let ledger = Ledger(store: InMemoryEventStore(), rules: Rules(rulebook.terms))
    let result = try ledger.run(scenario, rulebook: ScenarioFiles.rulebook)
    var said: [String] = []
    var last = Instant(seconds: 0)
    try ledger.events(EntrySelection()) { recorded in
      said.append(String(decoding: recorded.line, as: UTF8.self))
      last = max(last, recorded.event.recordedAt)
      return true
    }
    said += result.failures.map { "\($0.step): \($0.found.text)" }
    let today = ledger.zone.date(of: last).adding(days: 120)
    let question = StandingQuestion(asOf: today)
    said += try ledger.queue(for: [], through: today, question, now: ledger.zone.endOfDay(today)).map { "\($0)" }
    return said
  }

  private static let usual = Mutex<[String: [String]]>([:])

  /// Whether anything is decided otherwise than under the built-in rulebook.
  func isOtherwise(under rulebook: Rulebook) throws -> Bool {
    let known = Self.usual.withLock { $0[name] }
    let expected = try known ?? outcome(BuiltIn.rulebook)
    Self.usual.withLock { $0[name] = expected }
    return try outcome(rulebook) != expected
  }

  /// Whether a question asked around a day of the calendar is due at another time.
  static func isOtherwise(around day: LocalDate, under rulebook: Rulebook) throws -> Bool {
    try tickets(around: day, BuiltIn.rulebook) != tickets(around: day, rulebook)
  }

  private static func tickets(around day: LocalDate, _ rulebook: Rulebook) throws -> [Event] {
    var world = World()
    world.rules = Rules(rulebook.terms)
    let by = Person(id: "feed", role: .integration)
    let begun = world.rules.zone.instant(day.adding(days: -12))
    _ = try world.submit(
      Submission(
        provider: "p", at: begun, by: by, fact: ProviderRegistered(name: "P", kind: .thirdParty).fact))
    for offset in -11...11 {
      let at = world.rules.zone.instant(day.adding(days: offset), second: 43_200)
      let ticket = HelpRequested(ticket: "t-\(offset + 20)", outlet: nil).fact
      _ = try world.submit(Submission(provider: "p", at: at, by: by, fact: ticket))
    }
    return world.log
  }
}

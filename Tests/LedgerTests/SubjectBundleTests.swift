import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Rulebook
import Testing
import Trials

/// What anybody can check of a subject without the ledger (decision 0068).
@Suite(
  "Bundles of subjects",
  .enabled(if: Python.readsYAML, "NOT TESTED: python3 with PyYAML is missing (apt install python3-yaml)"))
struct SubjectBundleTests {
  /// A story's ledger, and a moment after everything in it.
  private struct Played {
    let ledger = Ledger(store: InMemoryEventStore(), rules: Rules(BuiltIn.terms))
    var now = Instant(seconds: 0)
    var subjects: [Key<Provider>] = []
    /// The moments at which something was recorded.
    var moments: [Instant] = []

    init(_ file: URL) throws {
      let scenario = try Scenario(yaml: Array(Data(contentsOf: file)), in: ledger.zone)
      _ = try ledger.run(scenario) { name in
        let path = file.deletingLastPathComponent().appending(path: name)
        return try RulesFile(bytes: Array(Data(contentsOf: path)), file: path.path)
      }
      try ledger.events(EntrySelection()) { recorded in
        let event = recorded.event
        moments.append(event.recordedAt)
        if case .fact(.subject(.enrolled), _) = event.body { subjects.append(event.provider) }
        return true
      }
      now = (moments.last ?? now).adding(seconds: 1)
    }

    /// The present, a view of the middle of the record by both clocks, and a day long after.
    var questions: [StandingQuestion] {
      let middle = moments[moments.count / 2]
      return [
        StandingQuestion(), StandingQuestion(asOf: ledger.zone.date(of: middle)),
        StandingQuestion(knownAt: middle), StandingQuestion(asOf: LocalDate("2030-01-01")),
      ]
    }
  }

  private static func guide(_ name: String) -> URL {
    ScenarioFiles.root.appending(path: "Scenarios/programmes/guide/\(name).yaml")
  }

  @Test("The verifier folds every subject of every story as the ledger did, in every view, each line held to its rule")
  func everyStoryHolds() throws {
    let folder = try BundleFolder()
    defer { folder.remove() }
    for (place, file) in ScenarioFiles.ofProgrammes.enumerated() {
      let played = try Played(file)
      for subject in played.subjects {
        for (number, question) in played.questions.enumerated() {
          guard let bundle = try? played.ledger.bundle(ofSubject: subject, question, now: played.now) else { continue }
          try folder.add("\(place)+\(subject)+\(number).json", bundle.json.text)
        }
      }
    }
    let outcome = try folder.run("holds.py")
    #expect(outcome.holds, "\(outcome.said)")
  }

  @Test("Every value of a bundle that is changed, removed or doubled is found")
  func mutations() throws {
    let folder = try BundleFolder()
    defer { folder.remove() }
    for name in ["pickup-points-7-appeal", "pickup-points-3-complaints"] {
      let played = try Played(Self.guide(name))
      let subject = try #require(played.subjects.first)
      let bundle = try played.ledger.bundle(ofSubject: subject, StandingQuestion(), now: played.now)
      try folder.add("\(name).json", bundle.json.text)
      try folder.add("\(name).seal", played.ledger.seal(now: played.now).text)
    }
    let outcome = try folder.run("mutations.py")
    #expect(outcome.holds, "\(outcome.said.suffix(4000))")
  }

  @Test("Nobody but the subject is named; of one that nobody enrolled there is none")
  func namesNobodyElse() throws {
    let file = ScenarioFiles.root.appending(path: "Scenarios/programmes/outlet-admission-opens.yaml")
    let played = try Played(file)
    for subject in played.subjects {
      let text = try played.ledger.bundle(ofSubject: subject, StandingQuestion(), now: played.now).json.text
      for other in played.subjects where other != subject {
        #expect(!text.contains("\"provider\\\":\\\"\(other)\\\""), "\(subject)'s bundle names \(other)")
      }
    }
    #expect(throws: Refusal.self) {
      try played.ledger.bundle(ofSubject: "nobody", StandingQuestion(), now: played.now)
    }
  }
}

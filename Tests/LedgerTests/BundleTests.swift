import Foundation
import Ledger
import LedgerDomain
import Rulebook
import Testing

@Suite("Bundles", .enabled(if: Python.exists, "python3 is not installed, so bundles cannot be checked from outside"))
struct BundleTests {
  @Test("The verifier, which knows only the documentation, finds every provider's year to hold")
  func everyYearHolds() throws {
    let played = try PlayedScenario("year-2011-zhejiang")
    for standing in try played.ledger.standings(StandingQuestion(), now: played.now) {
      let outcome = try verify(bundle(played, standing.provider, StandingQuestion()))
      #expect(outcome.holds, "\(standing.provider): \(outcome.said)")
    }
  }

  @Test(
    "It holds in every view too",
    arguments: [
      "appeal-make-up-day", "two-clocks", "appeal-reduced", "appeal-overturned", "rectification-across-years",
    ])
  func everyViewHolds(_ scenario: String) throws {
    let played = try PlayedScenario(scenario)
    for question in try played.questions() {
      for standing in try played.ledger.standings(question, now: played.now) {
        let outcome = try verify(bundle(played, standing.provider, question))
        #expect(outcome.holds, "\(standing.provider): \(outcome.said)")
      }
    }
  }

  @Test(
    "It does not hold when a point, a reason, the rulebook or the score is changed",
    arguments: [
      (#"\"assessed\":2,\"charged\":2"#, #"\"assessed\":2,\"charged\":1"#), ("the same day and", "the next day and"),
      ("points: [10, 20]", "points: [10, 25]"), (#""score":48,"chain""#, #""score":47,"chain""#),
    ])
  func tamperedWith(_ original: String, _ changed: String) throws {
    let played = try PlayedScenario("appeal-make-up-day")
    let text = try bundle(played, "hz-01", StandingQuestion())
    let found = try #require(text.range(of: original))
    let outcome = try verify(text.replacingCharacters(in: found, with: changed))
    #expect(!outcome.holds)
    #expect(outcome.said.contains("does not hold"))
  }

  private func bundle(_ played: PlayedScenario, _ provider: Key, _ question: StandingQuestion) throws -> String {
    try played.ledger.bundle(year: 2011, of: provider, question, by: [played.rulebook], now: played.now).json.text
  }

  private func verify(_ bundle: String) throws -> (holds: Bool, said: String) {
    let file = FileManager.default.temporaryDirectory.appending(path: "bundle-\(UUID().uuidString).json")
    try Data(bundle.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let script = ScenarioFiles.root.appending(path: "Documentation/verify_bundle.py")
    return try Python.run([script.path, file.path])
  }
}

/// The Python interpreter of the machine, if there is one.
enum Python {
  static let exists = (try? run(["-c", "pass"]).holds) ?? false

  static func run(_ arguments: [String]) throws -> (holds: Bool, said: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3"] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus == 0, said)
  }
}

import EventStore
import Foundation
import KoufenTesting
import LedgerDomain
import LedgerTesting
import Rulebook
import Testing

@testable import Ledger
@testable import LedgerFormat

/// Bundles on disk, for a script that checks many of them in one run.
struct BundleFolder {
  let url = FileManager.default.temporaryDirectory.appending(path: "bundles-\(UUID().uuidString)")

  init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

  func remove() { try? FileManager.default.removeItem(at: url) }

  func add(_ name: String, _ contents: String) throws {
    try Data(contents.utf8).write(to: url.appending(path: name))
  }

  /// Runs a script of `Tests/Bundles` over the folder.
  func run(_ script: String) throws -> (holds: Bool, said: String) {
    try Python.run(["-B", ScenarioFiles.root.appending(path: "Tests/Bundles/\(script)").path, url.path])
  }
}

@Suite(
  "Bundles",
  .enabled(if: Python.readsYAML, "NOT TESTED: python3 with PyYAML is missing (apt install python3-yaml)"))
struct BundleTests {
  @Test("The verifier decides every provider's story of every scenario as the ledger did, in every view")
  func everyScenarioHolds() throws {
    let folder = try BundleFolder()
    defer { folder.remove() }
    for file in ScenarioFiles.own {
      let played = try PlayedScenario(file)
      // The verifier says of a story with corrections that it cannot check it yet.
      if try !played.ledger.correctedFacts().isEmpty { continue }
      let name = file.deletingPathExtension().lastPathComponent
      for (number, question) in try played.questions().enumerated() {
        for standing in try played.ledger.standings(question, now: played.now) {
          let year = number == 0 ? standing.summary.years.last?.year ?? 2011 : 2011
          try folder.add(
            "\(name)+\(standing.provider)+\(number).json", bundle(played, standing.provider, year, question).text)
        }
      }
    }
    let outcome = try folder.run("holds.py")
    #expect(outcome.holds, "\(outcome.said)")
  }

  /// Appeals, reductions, a rectification passed, one failed, a termination, a cap, an agreement, published versions, a
  /// transfer out and outlets received, dormant outlets, a meeting, early exits, a provider without a breach, a fact
  /// corrected after the year, judgements taken back.
  static let stories = [
    ("appeal-reduced", "hz-01"), ("rectification-passed", "hz-01"), ("rectification-failed", "hz-01"),
    ("agreement-wins-in-its-term", "hz-01"), ("versions-by-the-date-of-the-act", "hz-01"),
    ("received-outlets", "nb-02"), ("termination-frozen-with-transfer", "nb-02"), ("clause-dormant-outlets", "hz-01"),
    ("clause-meeting-results", "hz-01"), ("clause-early-exits", "hz-01"), ("clause-service-complaint", "hz-01"),
    ("population-with-a-zero-too-many", "hz-01"), ("judgement-taken-back", "hz-01"),
  ]

  @Test("Every value changed, removed or doubled, one at a time, is found", arguments: stories)
  func everyChangeIsFound(_ scenario: String, _ provider: String) throws {
    let folder = try BundleFolder()
    defer { folder.remove() }
    let played = try PlayedScenario(scenario)
    try folder.add("\(scenario).json", bundle(played, Key(provider), 2011, StandingQuestion()).text)
    try folder.add("\(scenario).seal", played.ledger.seal(now: played.now).text)
    let outcome = try folder.run("mutations.py")
    #expect(outcome.holds, "\(outcome.said)")
  }

  @Test(
    "Random histories with agreements, published versions and corrections: a true bundle always holds, in every view",
    arguments: Python.histories)
  func randomHistoriesHold(_ seed: Int, correctingEvery corrected: Int?) throws {
    let folder = try BundleFolder()
    defer { folder.remove() }
    let history = try RuledHistory(seed: seed, correctingEvery: corrected)
    for (number, question) in try history.questions().enumerated() {
      for standing in try history.ledger.standings(question, now: history.now) {
        let years = [2011] + standing.summary.years.map(\.year).suffix(1)
        for year in Set(years) {
          let bundle = try history.ledger.bundle(
            year: year, of: standing.provider, question, by: [Rulebook.builtIn()], now: history.now)
          try folder.add("\(seed)+\(standing.provider)+\(number)+\(year).json", bundle.json.text)
        }
      }
    }
    let outcome = try folder.run("holds.py")
    #expect(outcome.holds, "seed \(seed): \(outcome.said)")
  }

  @Test("A bundle names no provider but its own and those that its own events name")
  func namesNobodyElse() throws {
    let played = try PlayedScenario("year-2011-zhejiang")
    let providers = try played.ledger.standings(StandingQuestion(), now: played.now).map(\.provider)
    for provider in providers {
      let bundle = try bundle(played, provider, 2011, StandingQuestion())
      let chain = bundle.chain.joined()
      for other in providers where other != provider && bundle.text.contains("\"\(other)") {
        #expect(chain.contains("\":\"\(other)\""), "\(provider)'s bundle names \(other)")
      }
    }
  }

  @Test("A bundle of a chain that was rewritten, or of another rulebook, agrees with itself but not with a kept seal")
  func rewritten() throws {
    let folder = try BundleFolder()
    defer { folder.remove() }
    let played = try PlayedScenario("appeal-reduced")
    let other = try PlayedScenario("appeal-overturned")
    try folder.add("bundle.json", bundle(other, "hz-01", 2011, StandingQuestion()).text)
    try folder.add("kept.seal", played.ledger.seal(now: played.now).text)
    try folder.add("own.seal", other.ledger.seal(now: other.now).text)
    #expect(try verify(folder, "bundle.json").said.contains("NO SEAL KEPT ELSEWHERE WAS GIVEN"))
    #expect(try verify(folder, "bundle.json", "own.seal").holds)
    let outcome = try verify(folder, "bundle.json", "kept.seal")
    #expect(!outcome.holds)
    #expect(outcome.said.contains("does not hold"))
  }

  @Test("Events that came in among those that were sealed are found, though no sealed one of the provider is changed")
  func amongTheSealed() throws {
    let folder = try BundleFolder()
    defer { folder.remove() }
    let played = try PlayedScenario("appeal-reduced")
    let seal = try played.ledger.seal(now: played.now)
    let first = try played.ledger.store.read { reader in
      var head = StreamHead(stream: "hz-01", version: 1, hash: .zero)
      try reader.scan(EntrySelection(stream: "hz-01", limit: 1)) { entry in
        head.hash = try #require(Hash(bytes: entry.hash))
        return true
      }
      return head
    }
    // As many events were sealed, but the provider had one of them.
    let others = StreamHead(stream: "zz-99", version: seal.count - 1, hash: first.hash)
    let kept = Seal(time: seal.time, count: seal.count, body: .first([first, others]))
    try folder.add("bundle.json", bundle(played, "hz-01", 2011, StandingQuestion()).text)
    try folder.add("kept.seal", kept.text)
    let outcome = try verify(folder, "bundle.json", "kept.seal")
    #expect(!outcome.holds && outcome.said.contains("among those that the kept seal has"), "\(outcome.said)")
  }

  @Test("A kept seal of the first format is read too, and its silence about the rulebook is said")
  func firstFormat() throws {
    let folder = try BundleFolder()
    defer { folder.remove() }
    let played = try PlayedScenario("appeal-reduced")
    let seal = try played.ledger.seal(now: played.now)
    let first = Seal(time: seal.time, count: seal.count, body: .first(try #require(seal.heads)))
    try folder.add("bundle.json", bundle(played, "hz-01", 2011, StandingQuestion()).text)
    try folder.add("kept.seal", first.text)
    let outcome = try verify(folder, "bundle.json", "kept.seal")
    #expect(outcome.holds, "\(outcome.said)")
    #expect(outcome.said.contains("a kept seal of format 1 has no hash of it"))
  }

  @Test("A signature is checked with openssl, with the key given and no other", .enabled(if: Python.hasOpenSSL))
  func signed() throws {
    let folder = try BundleFolder()
    defer { folder.remove() }
    let played = try PlayedScenario("appeal-reduced")
    let (key, other) = (SigningKey(), SigningKey())
    let bundle = try played.ledger.bundle(
      year: 2011, of: "hz-01", StandingQuestion(), by: [played.rulebook], signedBy: key, now: played.now)
    try folder.add("bundle.json", bundle.json.text)
    try folder.add("key.pub", key.verifying.pem)
    try folder.add("other.pub", other.verifying.pem)
    let outcome = try verify(folder, "bundle.json", "--key", "key.pub")
    #expect(outcome.holds && outcome.said.contains("of the key given"), "\(outcome.said)")
    #expect(try !verify(folder, "bundle.json", "--key", "other.pub").holds)
    let text = bundle.json.text
    let found = try #require(text.range(of: "\"signature\":\""))
    let digit = text[found.upperBound] == "0" ? "1" : "0"
    let next = text.index(after: found.upperBound)
    try folder.add("forged.json", text.replacingCharacters(in: found.upperBound..<next, with: digit))
    #expect(try !verify(folder, "forged.json").holds)
  }

  @Test("An old bundle is read for what it proves, and what was not checked in it is said; it never simply holds")
  func oldBundle() throws {
    let folder = try BundleFolder()
    defer { folder.remove() }
    let played = try PlayedScenario("appeal-reduced")
    let seal = try played.ledger.seal(now: played.now)
    let chain = try bundle(played, "hz-01", 2011, StandingQuestion()).chain
    let old = JSON.object([
      .init("bundle", .integer(1)), .init("provider", "hz-01"), .init("chain", .array(chain.map(JSON.string))),
      .init("seal", Seal(time: seal.time, count: seal.count, body: .first(try #require(seal.heads))).json),
    ])
    try folder.add("old.json", old.text)
    let outcome = try verify(folder, "old.json")
    #expect(!outcome.holds)
    #expect(outcome.said.contains("CHECKED ONLY IN PART") && outcome.said.contains("NOT checked"), "\(outcome.said)")
  }

  @Test("Without PyYAML the verifier says what is missing and what to do, and checks nothing")
  func withoutYAML() throws {
    let script = ScenarioFiles.root.appending(path: "Documentation/verify_bundle.py").path
    let outcome = try Python.run([
      "-B", "-c",
      "import sys, runpy; sys.modules['yaml'] = None; sys.argv = ['x', 'y']; runpy.run_path('\(script)', run_name='__main__')",
    ])
    #expect(!outcome.holds)
    #expect(outcome.said.contains("PyYAML is missing") && outcome.said.contains("python3-yaml"), "\(outcome.said)")
  }

  private func bundle(
    _ played: PlayedScenario, _ provider: Key<Provider>, _ year: Int, _ question: StandingQuestion
  ) throws -> (text: String, chain: [String]) {
    let bundle = try played.ledger.bundle(year: year, of: provider, question, by: [played.rulebook], now: played.now)
    return (bundle.json.text, bundle.chain)
  }

  private func verify(_ folder: BundleFolder, _ arguments: String...) throws -> (holds: Bool, said: String) {
    let script = ScenarioFiles.root.appending(path: "Documentation/verify_bundle.py").path
    return try Python.run(
      ["-B", script] + arguments.map { $0.hasPrefix("--") ? $0 : folder.url.appending(path: $0).path })
  }
}

/// The Python interpreter of the machine, if there is one.
enum Python {
  static let exists = (try? run(["-c", "pass"]).holds) ?? false
  static let readsYAML = (try? run(["-c", "import yaml"]).holds) ?? false
  static let hasOpenSSL =
    (try? run(["-c", "import shutil, sys; sys.exit(not shutil.which('openssl'))"]).holds) ?? false
  /// Seeds of the random histories to check, and every how many actions a fact is corrected: a few, one whose late facts undo
  /// a duty that was assessed, one in which a later version decides again when an answer was due; or those from first to last
  /// of `KOUFEN_BUNDLE_SEEDS=FIRST-LAST`, each with corrections and without.
  static let histories: [(seed: Int, corrected: Int?)] = {
    let range = ProcessInfo.processInfo.environment["KOUFEN_BUNDLE_SEEDS"]?.split(separator: "-").compactMap { Int($0) }
    guard let range, range.count == 2, range[0] <= range[1] else {
      return (Array(1...8) + [155]).map { ($0, nil) } + [1, 2, 3, 216].map { ($0, 4) }
    }
    return (range[0]...range[1]).flatMap { seed -> [(Int, Int?)] in [(seed, nil), (seed, 4)] }
  }()

  static func run(_ arguments: [String]) throws -> (holds: Bool, said: String) {
    let (end, said) = try ChildProcess.run("/usr/bin/env", ["python3"] + arguments)
    return (end == .exited(0), said)
  }
}

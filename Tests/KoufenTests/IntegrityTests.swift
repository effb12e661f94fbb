import Foundation
import KoufenTesting
import Testing

/// What verifying found, as far as these tests ask.
private struct Verification: Decodable, Equatable {
  let sound: Bool
  let events: Int
  let providers: Int
  let logDigest: String
  let modelDigest: String
  let findings: [Finding]

  struct Finding: Decodable, Equatable {
    let position: Int?
    let provider: String?
    let problem: String
  }
}

extension Workplace {
  /// Verifies a store, by default its own.
  fileprivate func verify(_ options: [String] = []) throws -> Verification {
    try run(["verify", "--format", "json"] + options).json(Verification.self)
  }

  /// Changes bytes of the store behind the tool's back: as many as there were.
  fileprivate func tamper(_ text: String, with other: String) throws {
    var bytes = try Data(contentsOf: URL(filePath: store))
    var found = 0
    while let range = bytes.range(of: Data(text.utf8)) {
      bytes.replaceSubrange(range, with: Data(other.utf8))
      found += 1
    }
    try #require(found > 0 && text.utf8.count == other.utf8.count)
    try bytes.write(to: URL(filePath: store))
  }
}

@Suite("Integrity through the tool")
struct IntegrityTests {
  @Test("A sound store verifies, in either format and language")
  func sound() throws {
    let place = try Workplace(scenario: Given.story)
    let found = try place.verify()
    #expect(found.sound && found.findings.isEmpty)
    #expect(found.providers == 2)
    #expect(found.events == (try place.log().count))
    let text = try place.run(["verify"])
    #expect(text.exit == 0)
    #expect(text.output.hasPrefix("✓ sound: \(found.events) events of 2 providers\n"))
    #expect(text.output.contains(found.logDigest) && text.output.contains(found.modelDigest))
    #expect(try place.run(["verify", "--lang=zh"]).output.hasPrefix("✓ 完好："))
    #expect(try Workplace([Given.registered]).run(["verify"]).output.hasPrefix("✓ sound: 1 event of 1 provider\n"))
  }

  @Test("A changed event is found, and named")
  func damaged() throws {
    let place = try Workplace(scenario: Given.story)
    try place.tamper("fourteen hours", with: "thirteen hours")
    let text = try place.run(["verify"])
    #expect(text.exit == 70)
    #expect(text.output.hasPrefix("✗ position 5, hz-01: "), "\(text.output)")
    let found = try place.verify()
    #expect(!found.sound)
    #expect(found.findings.first?.position == 5 && found.findings.first?.provider == "hz-01")
  }

  @Test("A seal proves what it sealed, also after more was appended, and no other history")
  func seal() throws {
    let place = try Workplace(scenario: Given.story)
    let file = place.folder.file("year.seal")
    #expect(try place.run(["seal", "--out", file]).exit == 0)
    #expect(try place.run(["seal", "--out", file]).exit == 64, "a seal is never written over")
    #expect(try place.verify(["--seal", file]).sound)
    #expect(try place.run(["append", "--file", "-"], input: [Given.registered("hz-03", "Three")]).exit == 0)
    #expect(try place.verify(["--seal", file]).sound)
    let other = try Workplace(scenario: Given.story.replacing("fourteen", with: "thirteen"))
    let end = try other.run(["verify", "--seal", file])
    #expect(end.exit == 70)
    #expect(end.output.contains("hz-01"))
  }

  @Test("What is no seal is bad input")
  func noSeal() throws {
    let place = try Workplace(scenario: Given.story)
    let end = try place.run(["verify", "--seal", try place.write("a.seal", "{}"), "--format", "json"])
    #expect(end.exit == 65)
    #expect(end.failure?.code == "not-a-seal")
  }

  @Test("An exported log is taken into a new store, with the same digests")
  func roundTrip() throws {
    let place = try Workplace(scenario: Given.story)
    let log = try place.write("log.jsonl", try place.run(["export"]).output)
    let copy = ["--store", place.folder.file("copy.db")]
    let end = try place.run(["import", log] + copy)
    #expect(end.exit == 0, "\(end.error)")
    #expect(try place.verify(copy) == place.verify())
    let again = try place.run(["import", log] + copy + ["--format", "json"])
    #expect(again.exit == 65)
    #expect(again.failure?.code == "bad-log")
    let standard = try Workplace()
    #expect(try standard.run(["import", "-"], input: try place.run(["export"]).lines.map(String.init)).exit == 0)
    #expect(try standard.verify() == place.verify())
  }

  @Test(
    "A tampered export is refused by its line, and nothing of it is taken",
    arguments: [
      ("Hangzhou Two", "Hangzhou Too", 2), (#""position":3,"#, #""position":4,"#, 3),
      (#""ticket":"t-9""#, #""ticket": "t-9""#, 3), (#""facts":[3]"#, #""facts":[3,"x"]"#, 4),
      (#""points":2"#, #""points":1"#, 5),
    ])
  func tamperedExport(_ text: String, _ other: String, _ line: Int) throws {
    let place = try Workplace(scenario: Given.story)
    let log = try place.run(["export"]).output
    try #require(log.contains(text))
    let copy = try Workplace()
    let end = try copy.run(["import", try copy.write("log.jsonl", log.replacing(text, with: other)), "--format=json"])
    #expect(end.exit == 65)
    #expect(end.failure?.code == "bad-log" && end.failure?.line == line, "\(end.error)")
    #expect(!copy.isMade)
  }

  @Test("A backup is a verified copy, and never written over")
  func backup() throws {
    let place = try Workplace(scenario: Given.story)
    let file = place.folder.file("backup.db")
    let end = try place.run(["backup", file])
    #expect(end.exit == 0, "\(end.error)")
    #expect(end.output.contains("events copied and verified"))
    #expect(try place.verify(["--store", file]) == place.verify())
    #expect(try place.run(["backup", file]).exit == 64)
  }

  @Test("Rebuilding a sound store changes nothing")
  func rebuild() throws {
    let place = try Workplace(scenario: Given.story)
    let before = try place.verify()
    let end = try place.run(["rebuild"])
    #expect(end.exit == 0, "\(end.error)")
    #expect(end.output.contains("of 2 providers made anew, 0 changed."))
    #expect(try place.verify() == before)
  }

  @Test("Of many read models that were wrong a person is shown the first twenty, a program all")
  func rebuildListing() throws {
    let providers = (10..<35).map { "p-\($0)" }
    let wrong = providers.map { "standing/" + $0 }
    for format in ["table", "csv"] {
      let place = try Workplace(providers.map { Given.registered($0, "Company Q") })
      try place.tamper("Company Q", with: "Company R")
      let end = try place.run(["rebuild", "--format", format])
      #expect(end.exit == 0, "\(end.error)")
      let listed = end.lines.dropLast().map(String.init)
      let some = wrong.prefix(20) + ["… and 5 more; --format json lists all."]
      #expect(listed == (format == "csv" ? wrong : Array(some)))
      #expect(try place.run(["rebuild"]).output.contains("of 25 providers made anew, 0 changed."))
    }
  }
}

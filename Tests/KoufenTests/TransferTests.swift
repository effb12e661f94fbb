import Foundation
import KoufenTesting
import Testing

/// Exporting and importing through the tool: a part is never taken for the whole.
@Suite("Exports and imports through the tool")
struct TransferTests {
  @Test("An export ends in a seal, two exports are the same bytes, and a file or a pipe brings them back")
  func whole() throws {
    let place = try Workplace(scenario: Given.story)
    let first = try place.run(["export"])
    #expect(first.output == (try place.run(["export"]).output))
    #expect(first.lines.last?.hasPrefix(#"{"seal":2,"time":"2012-01-01"#) == true, "\(first.lines.last ?? "")")
    let copy = place.folder.file("copy.db")
    let binary = KoufenProcess.binary
    let piped = "\"\(binary)\" export --store \(place.store) | \"\(binary)\" import - --store \(copy)"
    #expect(try Shell.run(piped).exit == 0)
    #expect(try place.run(["export", "--store", copy]).output == first.output)
  }

  @Test("What was imported is told to programs as a count and a place")
  func told() throws {
    let (place, copy) = (try Workplace(scenario: Given.story), try Workplace())
    let log = try copy.write("log.jsonl", place.run(["export"]).output)
    let end = try copy.run(["import", log, "--format", "json"])
    let count = try place.log().count
    #expect(end.exit == 0 && end.output.hasPrefix(#"{"events":\#(count),"store":""#), "\(end.output)")
  }

  @Test("Cut at the end of any line, or within the last, an export is refused as bad-log and leaves no store")
  func parts() throws {
    let place = try Workplace(scenario: Given.story)
    let text = try place.run(["export"]).output
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let ends = (0..<lines.count).map { lines[..<$0].map { $0 + "\n" }.joined() }
    let within = [text.dropLast(2), text.dropLast(70), text.dropLast(200)].map(String.init)
    for part in ends + within + [text + "\n", text + lines[0] + "\n", text + text] {
      let copy = try Workplace()
      let end = try copy.run(["import", try copy.write("part.jsonl", part), "--format", "json"])
      #expect(end.exit == 65 && end.failure?.code == "bad-log", "\(part.suffix(60)): \(end.error)")
      #expect(!copy.isMade)
    }
  }

  @Test("Nothing is no log, not even with --unsealed; an empty ledger's export is one line")
  func empty() throws {
    for options in [[], ["--unsealed"]] {
      let place = try Workplace()
      let end = try place.run(["import", "-", "--format", "json"] + options, input: [])
      #expect(end.exit == 65 && end.failure?.code == "bad-log" && end.failure?.line == 1, "\(end.error)")
      #expect(!place.isMade)
    }
    let lines = try Workplace().run(["export", "--store", ":memory:"]).lines.map(String.init)
    #expect(lines.count == 1 && lines[0].hasPrefix(#"{"seal":2,"time":null,"count":0,"rulebooks":[],"#))
    let copy = try Workplace()
    let end = try copy.run(["import", "-"], input: lines)
    #expect(end.exit == 0 && end.output == "0 events imported.\n", "\(end.error)")
    #expect(copy.isMade && end.error.contains("under the rules of the imported log"), "\(end.error)")
    let second = copy.folder.file("second.db")
    #expect(try copy.run(["copy", copy.store, second]).exit == 0)
    #expect(try copy.run(["verify", "--store", second]).exit == 0)
  }

  @Test("What is refused leaves an empty file as it was, and what is taken fills it")
  func emptyFile() throws {
    let place = try Workplace(scenario: Given.story)
    let copy = try Workplace()
    let file = try copy.write("empty.db", "")
    let log = try place.run(["export"]).output
    let part = try copy.write("part.jsonl", String(log.dropLast(70)))
    #expect(try copy.run(["import", part, "--store", file]).exit == 65)
    #expect(try copy.run(["append", "Nonsense", "--provider", "a", "--by", "b@legal", "--store", file]).exit == 65)
    let help = ["append", "HelpRequested", "ticket=t", "--provider", "a", "--by", "法@系统对接", "--store", file]
    #expect(try copy.run(help).exit == 1)
    #expect(try Data(contentsOf: URL(filePath: file)).isEmpty)
    #expect(try copy.run(["import", try copy.write("whole.jsonl", log), "--store", file]).exit == 0)
    #expect(try copy.run(["export", "--store", file]).output == log)
  }

  @Test("A hash in capital letters is not the one that was exported")
  func capitals() throws {
    let place = try Workplace(scenario: Given.story)
    var lines = try place.run(["export"]).lines.map(String.init)
    let start = try #require(lines[1].range(of: #""hash":""#)?.upperBound)
    lines[1] = lines[1][..<start] + lines[1][start...].uppercased().replacing("\"}", with: "\"}")
    let copy = try Workplace()
    let end = try copy.run(["import", "-", "--format", "json"], input: lines)
    #expect(end.exit == 65 && end.failure?.code == "bad-log" && end.failure?.line == 2, "\(end.error)")
    #expect(!copy.isMade)
  }

  @Test("An export of before there were seals is taken with --unsealed only")
  func old() throws {
    let golden = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "LedgerTests/Golden/unsealed-log.jsonl").path
    let place = try Workplace()
    let refused = try place.run(["import", golden])
    #expect(refused.exit == 65 && refused.error.contains("--unsealed"), "\(refused.error)")
    #expect(try place.run(["import", golden, "--unsealed"]).exit == 0)
    #expect(try place.run(["verify", "--decide"]).exit == 0)
    #expect(try Shell.run("python3 \(Shell.verifier) \(golden)").exit == 1)
    let said = try Shell.run("python3 \(Shell.verifier) --unsealed \(golden)")
    #expect(said.exit == 0 && said.said.contains("not checked: whether anything is missing at its end"), "\(said.said)")
  }

  @Test(
    "Without the points of an assessment, hashes made to fit, it is refused by its line, also by the verifier in Python"
  )
  func lacking() throws {
    let place = try Workplace(scenario: Given.story)
    let lines = try place.log().map(String.init)
    let index = try #require(lines.firstIndex { $0.contains("PointsDeducted") })
    let part = try place.write("part.jsonl", lines: Array(lines[..<index]))
    let copy = try Workplace()
    let end = try copy.run(["import", part, "--unsealed", "--format", "json"])
    #expect(end.exit == 65 && end.failure?.code == "bad-log" && end.failure?.line == index + 1, "\(end.error)")
    #expect(end.error.contains("PointsDeducted"))
    let said = try Shell.run("python3 \(Shell.verifier) --unsealed \(part)")
    #expect(said.exit == 1 && said.said.contains("lacks a consequence: PointsDeducted"), "\(said.said)")
  }

  @Test("Deciding everything again says how many facts it was")
  func decided() throws {
    let place = try Workplace(scenario: Given.story)
    let end = try place.run(["verify", "--decide"])
    #expect(end.exit == 0)
    #expect(end.output.contains("decided 4 facts again"), "\(end.output)")
    let json = try place.run(["verify", "--decide", "--format", "json"]).output
    #expect(json.contains(#""decided":{"facts":4,"asRecorded":0,"found":3}"#), "\(json)")
  }

  @Test("The verifier in Python finds any line cut off, and any field of the seal changed")
  func python() throws {
    let place = try Workplace(scenario: Given.story)
    let lines = try place.run(["export"]).lines.map(String.init)
    func verify(_ lines: [String]) throws -> Int32? {
      try Shell.run("python3 \(Shell.verifier) \(try place.write("log.jsonl", lines: lines))").exit
    }
    #expect(try verify(lines) == 0)
    for end in 0..<lines.count { #expect(try verify(Array(lines[..<end])) == 1) }
    let seal = lines.last!
    for (old, new) in [
      (#""count":"#, #""count":1"#), (#""time":"2012"#, #""time":"2011"#), (#""tree":""#, #""tree":"0"#),
      (#""root":""#, #""root":"0"#), (#""name":"taobao"#, #""name":"jd"#), (#""seal":2"#, #""seal":1"#),
    ] { #expect(try verify(lines.dropLast() + [seal.replacing(old, with: new)]) == 1, "\(new)") }
  }
}

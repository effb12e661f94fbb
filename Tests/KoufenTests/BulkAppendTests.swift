import KoufenTesting
import Testing

@Suite("Long files")
struct BulkAppendTests {
  /// A registration and as many promotions; at `bad`, from 0, the first promotion again.
  private func lines(_ count: Int, bad: Int?) -> [String] {
    [Given.registered]
      + (0..<count).map { number in
        #"{"type":"PromotionRun","provider":"hz-01","at":"2011-03-02","by":"feed@integration","#
          + #""data":{"promotion":"pr-\#(number == bad ? 0 : number)"}}"#
      }
  }

  @Test("A bad line far into a long file is named, and nothing of the file is kept", arguments: [300, 4_000, 9_998])
  func badLine(_ bad: Int) throws {
    let place = try Workplace()
    let file = try place.write("events.jsonl", lines: lines(10_000, bad: bad))
    let end = try place.run(["append", "--file", file])
    #expect(end.exit == 1)
    #expect(end.error.contains("line \(bad + 2): promotion-exists"), "found \(end.error)")
    #expect(try place.log().isEmpty)
  }

  @Test("All bad lines are named, the first first, and nothing of the file is kept")
  func allBadLines() throws {
    let place = try Workplace()
    var file = lines(3, bad: 2)
    file.insert(#"{"type":"PromotionRun","provider":"hz-01"}"#, at: 2)
    file.append(file[3])
    let end = try place.run(["append", "--file", "-"], input: file)
    #expect(end.exit == 65 && end.output.isEmpty)
    let said = end.error.split(separator: "\n")
    #expect(said.count == 3 && said[0].hasPrefix("koufen: line 3: bad-input: "), "\(end.error)")
    #expect(said.dropFirst().allSatisfy { $0.contains("promotion-exists") } && said[1].hasPrefix("koufen: line 5: "))
    let programs = try place.run(["append", "--file", "-", "--format", "json"], input: file)
    #expect(programs.exit == 65 && programs.error.split(separator: "\n").count == 3)
    #expect(try place.log().isEmpty)
  }

  @Test("Of many bad lines a hundred are named, and the others counted")
  func manyBadLines() throws {
    let place = try Workplace()
    let file = lines(1, bad: nil) + Array(repeating: lines(1, bad: nil)[1], count: 150)
    let end = try place.run(["append", "--file", "-", "--format", "json"], input: file)
    let said = end.error.split(separator: "\n")
    #expect(end.exit == 1 && said.count == 101 && said.last == #"{"badLines":{"more":50,"complete":true}}"#)
    let long = try place.run(["append", "--file", "-"], input: [Given.registered] + lines(11_500, bad: nil))
    #expect(long.exit == 1 && long.error.contains("only about 10000 were looked at"), "\(long.error)")
    #expect(try place.log().isEmpty)
  }

  @Test("A long file is read to its end, and every event of it accepted")
  func whole() throws {
    let place = try Workplace()
    let file = try place.write("events.jsonl", lines: lines(10_000, bad: nil))
    let end = try place.run(["append", "--file", file])
    #expect(end.exit == 0, "found \(end.error)")
    #expect(end.output.hasPrefix("10001 events accepted"), "found \(end.output)")
    #expect(try place.run(["verify"]).exit == 0)
  }
}

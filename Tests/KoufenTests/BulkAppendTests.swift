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

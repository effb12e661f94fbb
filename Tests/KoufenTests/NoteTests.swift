import Foundation
import KoufenTesting
import Testing

/// A note beside an event: recorded, shown, compared, and read by no rule.
@Suite("Notes")
struct NoteTests {
  private static let id = "0190c0de-0000-7000-8000-000000000001"

  private func help(_ note: String?, ticket: String = "t-1", id: String? = nil, in place: Workplace) throws
    -> KoufenProcess.End
  {
    let arguments = [
      "append", "HelpRequested", "--provider", "hz-01", "--at", "2011-03-04T20:00", "--by", "feed@integration",
      "ticket=\(ticket)", "--format", "json",
    ]
    return try place.run(arguments + (note.map { ["--note", $0] } ?? []) + (id.map { ["--id", $0] } ?? []))
  }

  @Test("It stands behind the data, only where one was given, and every proof holds with it")
  func recorded() throws {
    let place = try Workplace([Given.registered])
    #expect(try help("电话里说的", in: place).output.contains(#""data":{"ticket":"t-1"},"note":"电话里说的","decided":"#))
    #expect(!(try help(nil, ticket: "t-2", in: place).output.contains("note")))
    #expect(try place.run(["verify", "--decide"]).exit == 0)
    let export = try place.run(["export"])
    #expect(export.output.contains("电话里说的"))
    let other = try Workplace()
    #expect(try other.run(["import", place.write("log.jsonl", export.output)]).exit == 0)
    #expect(try other.run(["export"]).output == export.output)
    #expect(try place.run(["events", "--format", "json"]).output.contains(#""note":"电话里说的""#))
  }

  @Test("Under an id it is compared like all else")
  func compared() throws {
    let place = try Workplace([Given.registered])
    #expect(try help("a", id: Self.id, in: place).exit == 0)
    #expect(try help("a", id: Self.id, in: place).exit == 0)
    for other in ["b", nil] {
      let end = try help(other, id: Self.id, in: place)
      #expect(end.exit == 1 && end.failure?.code == "id-conflict", "\(end.error)")
    }
  }

  @Test("It is taken from JSON and from CSV under both names, and is held to the length of a text")
  func handedIn() throws {
    let place = try Workplace([Given.registered])
    let json = Given.help.dropLast() + #","note":"随手"}"#
    #expect(try place.run(["append", "--file", "-"], input: [String(json)]).exit == 0)
    for (number, heading) in ["note", "备注"].enumerated() {
      let rows = """
        type,provider,at,by,ticket,\(heading)
        HelpRequested,hz-01,2011-03-04 20:00,feed@integration,c-\(number),客服小王录入
        """
      #expect(try place.run(["append", "--file", place.write("a.csv", rows)]).exit == 0)
    }
    #expect(try place.log().count { $0.contains(#""note":"#) } == 3)
    let long = try help(String(repeating: "长", count: 4000), ticket: "t-3", in: place)
    #expect(long.exit == 65 && long.failure?.message.hasPrefix("note: expected at most 10000 bytes") == true)
    #expect(try help(" ", ticket: "t-3", in: place).exit == 65)
  }
}

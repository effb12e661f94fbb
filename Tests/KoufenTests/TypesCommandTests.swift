import Foundation
import KoufenTesting
import Testing

@Suite("Types")
struct TypesCommandTests {
  @Test("All types are listed without a store, in both languages")
  func overview() throws {
    let place = try Workplace()
    let end = try place.run(["types"])
    #expect(end.exit == 0, "\(end.error)")
    #expect(end.lines.contains { $0.hasPrefix("HelpRequested") && $0.hasSuffix("ticket outlet?") })
    #expect(try place.run(["types", "--lang", "zh"]).output.contains("网点求助"))
    #expect(!place.isMade)
  }

  @Test("The example of a type is a command that is accepted")
  func exampleRuns() throws {
    let place = try Workplace([Given.registered])
    let lines = try place.run(["types", "DepositFrozen"]).lines
    let command = try #require(lines.first { $0.hasPrefix("  koufen append ") })
    let end = try place.shell(String(command).replacing("  koufen", with: "\"$K\""))
    #expect(end.exit == 0, "\(end.error)")
    #expect(try place.log().count == 2)
  }

  @Test("An example of a type that only the whole regulation has is by somebody who may submit it there")
  func exampleOfAnOffice() throws {
    let place = try Workplace()
    let template = try place.run(["template", "ContactsSet", "DutyWaived", "NoticeReceived", "--lang", "en"])
    #expect(template.exit == 0, "\(template.error)")
    let made = try place.run(["init", "--by", "sun@department-head"])
    #expect(made.exit == 0, "\(made.error)")
    #expect(
      try place.run(["template", "ContactsSet", "DutyWaived", "NoticeReceived", "--lang", "en"]).output
        == template.output)
    #expect(try place.run(["types", "ContactsSet"]).output == (try Workplace().run(["types", "ContactsSet"]).output))
  }

  @Test("A type is also known by its Chinese name; an unknown one is wrong usage that names the nearest")
  func names() throws {
    let place = try Workplace()
    #expect(try place.run(["types", "网点求助"]).output.hasPrefix("HelpRequested"))
    let end = try place.run(["types", "HelpReqested", "--format", "json"])
    #expect(end.exit == 64)
    #expect(end.failure?.code == "usage")
    #expect(end.failure?.message.contains("HelpRequested") == true)
  }

  @Test("As JSON a type is a schema, and all types are one with a definition for each")
  func schema() throws {
    let place = try Workplace()
    let one = try place.run(["types", "HelpRequested", "--format", "json"])
    #expect(
      one.output.hasPrefix(#"{"$schema":"https://json-schema.org/draft/2020-12/schema","#), "\(one.output.prefix(80))")
    let all = try place.run(["types", "--format", "json"]).json([String: AnyJSON].self)
    #expect(all["oneOf"] != nil && all["$defs"] != nil)
    let rows = try place.run(["types", "--format", "csv"]).lines
    #expect(rows[0] == "type,field,name,need,holds")
    #expect(rows.contains { $0.hasPrefix("HelpRequested,outlet,网点,optional,") })
  }

  @Test("Roles are those of the rulebook named")
  func rulebook() throws {
    let place = try Workplace()
    let source = try place.run(["rulebook", "show", "--source", "--store", ":memory:"]).output
    let draft = source.replacing("proposed: [channel-expansion]", with: "proposed: [finance]")
    let end = try place.run(["types", "TerminationProposed", "--rulebook", try place.write("draft.yaml", draft)])
    #expect(end.lines.contains("submitted by: finance"), "\(end.output)\(end.error)")
    #expect(try place.run(["types", "TerminationProposed"]).lines.contains("submitted by: channel-expansion"))
  }

  /// Any value of JSON.
  private struct AnyJSON: Decodable {
    init(from decoder: any Decoder) throws {}
  }
}

import KoufenTesting
import Testing

/// What editors put before a text, and input methods write in place of its signs.
@Suite("What is typed in Chinese, and saved by an editor")
struct TypedInputTests {
  @Test("Given a mark of byte order before a scenario and before its rulebook, then both are read")
  func byteOrderMark() throws {
    let place = try Workplace()
    let rules = try place.run(["rulebook", "show", "taobao-daigou-1.5", "--source", "--store", ":memory:"]).output
    _ = try place.write("rules.yaml", "\u{FEFF}" + rules)
    let story = Given.story.replacing("\nsteps:", with: "\nrulebook: rules.yaml\nsteps:")
    let end = try place.run(["replay", place.write("story.yaml", "\u{FEFF}" + story)])
    #expect(story.contains("rules.yaml") && end.exit == 0, "\(end.output)\(end.error)")
  }

  @Test("Given a role in Chinese and signs of full width, then whoever publishes is the person they name")
  func person() throws {
    let place = try Workplace()
    func published(by person: String) throws -> String? {
      let store = place.folder.file("\(person.utf8.count).db")
      let end = try place.run(["init", "--by", person, "--store", store])
      #expect(end.exit == 0, "\(end.error)")
      return try place.run(["export", "--store", store]).output.split(separator: #""by":"#).dropFirst().first
        .flatMap { $0.split(separator: "}").first }.map(String.init)
    }
    let plain = try published(by: "wang@department-head")
    #expect(plain?.contains("department-head") == true)
    #expect(try published(by: "wang＠代购部门负责人") == plain)
  }

  @Test("Given a provider's key of full width in a sheet, then it is that provider's")
  func key() throws {
    let place = try Workplace([Given.registered])
    let sheet = "type,provider,at,by,ticket\nHelpRequested,ｈｚ－０１,2011-03-04T20:00,feed@integration,t-9\n"
    let end = try place.run(["append", "--file", place.write("help.csv", sheet)])
    #expect(end.exit == 0, "\(end.error)")
    #expect(try place.run(["events", "--provider", "hz-01"]).output.contains("t-9"))
  }
}

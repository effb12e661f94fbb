import Foundation
import KoufenTesting
import Testing

/// The jobs on a terminal, which `script` lends them: there they say first what they would record.
@Suite("The jobs on a terminal")
struct JobQuestionTests {
  private func run(_ arguments: String, typed: String, _ place: Workplace) throws -> (exit: Int32?, output: String) {
    try place.onTerminal(arguments, typed: typed)
  }

  private func place(tickets: Int) throws -> Workplace {
    try Workplace(
      [Given.registered] + (1...tickets).map { Given.help.replacingOccurrences(of: "t-9", with: "t-\($0)") })
  }

  @Test("More than fifty breaches are recorded only after a yes; a no, and the end of the input, keep nothing")
  func asked() throws {
    let place = try place(tickets: 51)
    let log = try place.log()
    for typed in ["n\n", "\n", ""] {
      let end = try run("sweep --through 2011-03-07", typed: typed, place)
      #expect(end.exit == 1 && end.output.contains("not-confirmed"), "\(end.output)")
      #expect(end.output.contains("51 breaches would be recorded: service complaint 51."))
      #expect(try place.log() == log)
    }
    let yes = try run("sweep --through 2011-03-07", typed: "y\n", place)
    #expect(yes.exit == 0 && yes.output.contains("Record these 51 breaches?"), "\(yes.output)")
    #expect(try place.log().count == log.count + 51)
  }

  @Test("Fifty are recorded without a question, any number with --yes, and both are announced")
  func notAsked() throws {
    let fifty = try place(tickets: 50)
    let swept = try run("sweep --through 2011-03-07", typed: "", fifty)
    #expect(swept.exit == 0 && swept.output.contains("50 breaches would be recorded"), "\(swept.output)")
    #expect(!swept.output.contains("[y/N]"))
    let more = try place(tickets: 60)
    let closed = try run("year-end 2011 --yes", typed: "", more)
    #expect(closed.exit == 0 && closed.output.contains("60 breaches would be recorded"), "\(closed.output)")
    #expect(!closed.output.contains("[y/N]"))
    let quiet = try place(tickets: 60).run(["sweep", "--through", "2011-03-07"])
    #expect(quiet.exit == 0 && quiet.error.isEmpty, "without terminals nothing is asked or said")
  }
}

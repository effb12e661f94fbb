import Foundation
import KoufenTesting
import Testing

/// The jobs on a terminal, which `script` lends them: there they say first what they would record.
@Suite("The jobs on a terminal")
struct JobQuestionTests {
  /// Runs the tool on a terminal, with this typed; what it prints and says comes together.
  private func run(_ arguments: String, typed: String, _ place: Workplace) throws -> (exit: Int32, shown: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["script", "-qec", "'\(KoufenProcess.binary)' \(arguments)", "/dev/null"]
    process.environment = ["KOUFEN_STORE": place.store, "LANG": "C", "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(typed.utf8))
    try input.fileHandleForWriting.close()
    let shown = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: shown, as: UTF8.self))
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
      #expect(end.exit == 1 && end.shown.contains("not-confirmed"), "\(end.shown)")
      #expect(end.shown.contains("51 breaches would be recorded: service complaint 51."))
      #expect(try place.log() == log)
    }
    let yes = try run("sweep --through 2011-03-07", typed: "y\n", place)
    #expect(yes.exit == 0 && yes.shown.contains("Record these 51 breaches?"), "\(yes.shown)")
    #expect(try place.log().count == log.count + 51)
  }

  @Test("Fifty are recorded without a question, any number with --yes, and both are announced")
  func notAsked() throws {
    let fifty = try place(tickets: 50)
    let swept = try run("sweep --through 2011-03-07", typed: "", fifty)
    #expect(swept.exit == 0 && swept.shown.contains("50 breaches would be recorded"), "\(swept.shown)")
    #expect(!swept.shown.contains("[y/N]"))
    let more = try place(tickets: 60)
    let closed = try run("year-end 2011 --yes", typed: "", more)
    #expect(closed.exit == 0 && closed.shown.contains("60 breaches would be recorded"), "\(closed.shown)")
    #expect(!closed.shown.contains("[y/N]"))
    let quiet = try place(tickets: 60).run(["sweep", "--through", "2011-03-07"])
    #expect(quiet.exit == 0 && quiet.error.isEmpty, "without terminals nothing is asked or said")
  }
}

import Foundation
import KoufenTesting
import Testing

/// `append TYPE` on a terminal, which `script` lends it: its fields are asked for, and nothing is recorded before a yes.
@Suite("Fields asked for on a terminal")
struct AppendQuestionTests {
  private func run(
    _ arguments: String, typed: String, _ place: Workplace, lang: String = "C"
  ) throws -> (exit: Int32?, shown: String) {
    let (input, output) = (Pipe(), Pipe())
    let process = try ChildProcess(
      "/usr/bin/env", ["script", "-qec", "'\(KoufenProcess.binary)' \(arguments)", "/dev/null"],
      environment: ["KOUFEN_STORE": place.store, "LANG": lang, "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh"],
      input: .pipe(input), output: .pipe(output))
    try input.fileHandleForWriting.write(contentsOf: Data(typed.utf8))
    try input.fileHandleForWriting.close()
    let shown = try output.fileHandleForReading.readToEnd() ?? Data()
    return (process.wait().exit, String(decoding: shown, as: UTF8.self))
  }

  private static let answers = "杭州一号\n2011/3/4 20:00\nfeed@integration\nT 1\n\nt-1\n\n随手\n"

  @Test("Each is asked for, a wrong answer again; the preview comes before the question, and a no keeps nothing")
  func asked() throws {
    let place = try Workplace([Given.registered])
    let no = try run("append HelpRequested", typed: Self.answers + "n\n", place)
    #expect(no.exit == 1 && no.shown.contains("not-confirmed"), "\(no.shown)")
    for said in [
      "provider: a key, or the name of a provider", "ticket: a key: ", "such as t-9", "not “T 1”",
      "This one is needed.",
      "outlet: ", "may be left empty", "This would be recorded:", "Record this event? [y/N]",
    ] { #expect(no.shown.contains(said), "\(said) is not in \(no.shown)") }
    #expect(try place.log().count == 1)
    let yes = try run("append HelpRequested", typed: Self.answers + "y\n", place)
    #expect(yes.exit == 0, "\(yes.shown)")
    #expect(try place.log().last?.contains(#""at":"2011-03-04T20:00:00+08:00""#) == true)
    #expect(try place.log().last?.contains(#""data":{"ticket":"t-1"},"note":"随手""#) == true)
  }

  @Test("The end of the input is a no wherever it comes, and --yes leaves out the last question only")
  func ended() throws {
    let place = try Workplace([Given.registered])
    for typed in ["", "hz-01\n", Self.answers] {
      let end = try run("append HelpRequested", typed: typed, place)
      #expect(end.exit == 1 && end.shown.contains("not-confirmed"), "\(end.shown)")
    }
    #expect(try place.log().count == 1)
    let yes = try run("append HelpRequested --yes", typed: Self.answers, place)
    #expect(yes.exit == 0 && !yes.shown.contains("[y/N]"), "\(yes.shown)")
    #expect(try place.log().count == 2)
  }

  @Test("A choice says which fields come next, in Chinese too; the first event of all may be asked for")
  func choices() throws {
    let place = try Workplace()
    let typed = "hz-01\n2011-03-01\n陈晨@渠道拓展\n杭州一号\n第三方\n\ny\n"
    let first = try run("append 服务商登记", typed: typed, place, lang: "zh_CN.UTF-8")
    #expect(first.exit == 0 && first.shown.contains("第三方（thirdParty）、自营（selfOperated）"), "\(first.shown)")
    let complaint = "hz-01\n2011-03-04 10:00\n赵静@客户满意中心\nc-1\n消费者\no-1\n2011-03-01\n\n"
    let second = try run("append ComplaintFiled", typed: complaint, place)
    #expect(second.shown.contains("transactionOn: ") && !second.shown.contains("ticket: "), "\(second.shown)")
    #expect(second.exit == 1 && second.shown.contains("unknown-outlet"))
  }

  @Test("Without terminals nothing is asked")
  func unattended() throws {
    let place = try Workplace([Given.registered])
    let end = try place.run(["append", "HelpRequested", "--provider", "hz-01", "--by", "feed@integration"])
    #expect(end.exit == 65 && end.error.contains("data.ticket: the field is missing"))
  }
}

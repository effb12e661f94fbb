import Foundation
import KoufenTesting
import Testing

/// What the first page shows is what happens: every block of a session is typed into a terminal, and what comes back compared.
@Suite("README")
struct ReadmeTests {
  /// One part after the other: each serves its ledger at the address at which a reader would.
  @Test("Every session of the page goes as it is shown, word for word", .serialized, arguments: Readme.Part.allCases)
  func everySessionIsTrue(_ part: Readme.Part) throws {
    let folder = try TemporaryFolder()
    let sessions = try Readme.sessions(of: part)
    try #require(sessions.count > 10, "the page shows too little, or is read wrongly")
    let shown = try run(sessions, in: folder, part)
    try #require(shown.count == sessions.count, "a command ended the terminal: \(shown.last ?? [])")
    for (session, answer) in zip(sessions, shown) {
      #expect(
        Readme.agrees(session.answer, with: answer),
        "README, line \(session.line): $ \(session.command)\nsays:\n\(session.answer.joined(separator: "\n"))\nbut is:\n\(answer.joined(separator: "\n"))"
      )
    }
  }

  /// Types all commands into one terminal of 100 columns, and returns what each of them printed.
  private func run(_ sessions: [Readme.Session], in folder: TemporaryFolder, _ part: Readme.Part) throws -> [[String]] {
    let end = "\u{1}the next command\u{1}"
    var script = "stty cols 100 rows 1000 -onlcr -echo\n"
    for session in sessions {
      script += session.files(in: folder) + session.typed + "\nprintf '\(end)'\n"
    }
    try Data(script.utf8).write(to: URL(filePath: folder.file("session.sh")))
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("Scenarios"), withDestinationPath: Readme.root.appending(path: "Scenarios").path)
    let output = Pipe()
    let process = try ChildProcess(
      "/usr/bin/env", ["script", "-qec", "/bin/sh session.sh", "/dev/null"],
      environment: [
        "LANG": part.locale, "NO_COLOR": "1", "TERM": "xterm", "SHELL": "/bin/sh", "HOME": folder.path,
        "PATH": URL(filePath: KoufenProcess.binary).deletingLastPathComponent().path + ":/usr/bin:/bin",
      ], folder: folder.path, input: .nothing, output: .pipe(output))
    let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
    process.wait()
    return String(decoding: bytes, as: UTF8.self).components(separatedBy: end).dropLast().map(Readme.lines)
  }
}

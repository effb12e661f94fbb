import Foundation
import KoufenTesting
import Testing

/// What tests start programs with.
@Suite("A program that a test runs")
struct ChildProcessTests {
  @Test("It is started where very many files are open, and has none of them")
  func manyFiles() throws {
    var limit = rlimit()
    let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    getrlimit(files, &limit)
    limit.rlim_cur = limit.rlim_max
    setrlimit(files, &limit)
    // Without the flag that would keep them from it anyway.
    let open = (0..<1_500).map { _ in Foundation.open("/dev/null", O_RDONLY) }
    defer { for descriptor in open { close(descriptor) } }
    #expect(open.allSatisfy { $0 >= 0 })
    for _ in 0..<20 {
      let (end, said) = try ChildProcess.run("/bin/sh", ["-c", "echo /proc/$$/fd/*"])
      #expect(end == .exited(0))
      let numbers = said.split(whereSeparator: \.isWhitespace).map { $0.split(separator: "/").last }
      // The fourth is the list itself, which the shell reads.
      #expect(numbers.allSatisfy { ["0", "1", "2", "3"].contains($0) }, "\(said)")
    }
  }

  @Test("How it ended is told as often as it is asked")
  func ends() throws {
    let left = try ChildProcess("/bin/sh", ["-c", "exit 7"])
    #expect(left.wait() == .exited(7) && left.wait() == .exited(7) && !left.isRunning)
    let killed = try ChildProcess("/bin/sh", ["-c", "kill -9 $$"])
    #expect(killed.wait() == .signalled(9) && killed.wait().exit == nil)
  }

  @Test("It starts in a folder, with the variables and the lines it is given")
  func surroundings() throws {
    let folder = try TemporaryFolder()
    let (input, output) = (Pipe(), Pipe())
    let child = try ChildProcess(
      "/bin/sh", ["-c", "read line; echo \"$line $A $(/bin/pwd -P)\""], environment: ["A": "b"], folder: folder.path,
      input: .pipe(input), output: .pipe(output))
    try input.fileHandleForWriting.write(contentsOf: Data("typed\n".utf8))
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    #expect(child.wait() == .exited(0))
    let place = URL(filePath: folder.path).resolvingSymlinksInPath().path
    #expect(String(decoding: said, as: UTF8.self) == "typed b \(place)\n")
  }

  @Test("A program that is not there is refused")
  func nothing() { #expect(throws: POSIXError.self) { try ChildProcess("/nothing/here", []) } }
}

import Foundation
import KoufenTesting

/// A server that is measured, in a process of its own; what it logs is thrown away.
final class ServerProcess {
  private let process = Process()
  /// Where it listens, on this machine.
  let port: Int

  /// Starts a program that says its port at the end of its first line.
  init(_ words: [String]) {
    let output = Pipe()
    process.executableURL = URL(filePath: words[0])
    process.arguments = Array(words.dropFirst())
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { fatalError("cannot run \(words[0]): \(error)") }
    var line = ""
    while !line.hasSuffix("\n") {
      let some = output.fileHandleForReading.availableData
      if some.isEmpty { fatalError("\(words.joined(separator: " ")) serves nothing") }
      line += String(decoding: some, as: UTF8.self)
    }
    port = line.split(separator: ":").last.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) } ?? 0
  }

  deinit { stop() }

  /// Ends it, whatever it still waits for.
  func stop() {
    guard process.isRunning else { return }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Bytes of memory it has now.
  var residentBytes: Int {
    let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return (line?.split { $0 == " " || $0 == "\t" }.dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
  }

  /// Asks it something that must succeed.
  func ask(_ target: String, _ token: String) -> PlainHTTP.Answer {
    guard let answer = PlainHTTP.ask("GET", target, token, port: port), answer.status == 200 else {
      fatalError("\(target) is not answered")
    }
    return answer
  }
}

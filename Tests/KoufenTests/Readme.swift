import Foundation
import KoufenTesting

/// The first page, as what its reader types and is told.
///
/// In a block of `console` a line that begins with `$ ` is typed, with those that end in `\` before a break; what stands below
/// it is printed. `…` stands for what differs from day to day or is left out: within a line any text, alone on one any lines.
/// `$ cat FILE` of a file that is not there yet shows what is in it. `$ koufen serve` goes on beside what comes after it, as in
/// a shell of its own; what it printed once it answers is what it shows.
enum Readme {
  /// The same page in each language.
  enum Part: String, CaseIterable, Sendable {
    case english = "## English"
    case chinese = "## 中文"

    var locale: String {
      switch self {
      case .english: "C.UTF-8"
      case .chinese: "zh_CN.UTF-8"
      }
    }
  }

  /// One command, and what it is said to print.
  struct Session {
    var line: Int
    var command: String
    var answer: [String] = []

    /// What is typed for it where there is only one shell.
    var typed: String {
      guard command.hasPrefix("koufen serve") else { return command }
      return "mkfifo served; \(command) > served 2> served.log & trap \"kill $!; wait $!\" EXIT; "
        + "read -r line < served; printf '%s\\n' \"$line\""
    }

    /// What makes the file that the page shows by `cat`, where nothing has made it.
    func files(in folder: TemporaryFolder) -> String {
      guard command.hasPrefix("cat ") else { return "" }
      let name = command.dropFirst(4)
      return "[ -e \(name) ] || cat > \(name) <<'END OF FILE'\n" + answer.joined(separator: "\n") + "\nEND OF FILE\n"
    }
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The sessions of a language, in order.
  static func sessions(of part: Part) throws -> [Session] {
    let text = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    var sessions: [Session] = []
    var (isInPart, isInSession, goesOn) = (false, false, false)
    for (index, line) in text.components(separatedBy: "\n").enumerated() {
      if line.hasPrefix("## ") { isInPart = line == part.rawValue }
      if line.hasPrefix("```") {
        isInSession = isInPart && line == "```console"
        continue
      }
      guard isInSession else { continue }
      if goesOn {
        sessions[sessions.count - 1].command += "\n" + line
      } else if line.hasPrefix("$ ") {
        sessions.append(Session(line: index + 1, command: String(line.dropFirst(2))))
      } else if !sessions.isEmpty {
        sessions[sessions.count - 1].answer.append(line)
        continue
      }
      goesOn = line.hasSuffix("\\")
    }
    return sessions.map { session in
      var session = session
      while session.answer.last?.isEmpty == true { session.answer.removeLast() }
      return session
    }
  }

  /// What was printed, line by line, without spaces at ends and empty lines behind it.
  static func lines(_ text: String) -> [String] {
    var lines = text.replacing("\r", with: "").components(separatedBy: "\n").map { line in
      String(line.reversed().drop { $0 == " " }.reversed())
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// Whether what was printed is what the page shows.
  static func agrees(_ expected: [String], with found: [String]) -> Bool { agrees(expected[...], found[...]) }

  private static func agrees(_ expected: ArraySlice<String>, _ found: ArraySlice<String>) -> Bool {
    guard let line = expected.first else { return found.isEmpty }
    let rest = expected.dropFirst()
    if line == "…" { return (found.startIndex...found.endIndex).contains { agrees(rest, found[$0...]) } }
    guard let first = found.first, isLine(line, first) else { return false }
    return agrees(rest, found.dropFirst())
  }

  /// Whether a line is what the page shows of it: its parts between `…`, each behind the one before.
  private static func isLine(_ expected: String, _ found: String) -> Bool {
    let parts = expected.components(separatedBy: "…")
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return expected == found }
    guard found.hasPrefix(first), found.hasSuffix(last), found.count >= first.count + last.count else { return false }
    var rest = found.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let place = rest.range(of: part) else { return false }
      rest = rest[place.upperBound...]
    }
    return true
  }
}

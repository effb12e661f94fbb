import LedgerDomain
import Rulebook
import Testing
import Yams

/// A single value of the built-in rulebook file, found by walking its YAML, so that no new field is left out.
struct RulebookLeaf: Sendable, CustomTestStringConvertible {
  /// Its keys and places in lists, with a point between them.
  let path: String
  /// Its line, from 1.
  let line: Int
  private let column: Int
  /// As written, with its quotes.
  let text: String

  var testDescription: String { path }

  /// Every value of the file.
  static let all: [RulebookLeaf] = {
    let source = String(decoding: Rulebook.builtInSource, as: UTF8.self)
    guard let root = try? Yams.compose(yaml: source, .basic) else { return [] }
    return values(of: root, path: "")
  }()

  private static func values(of node: Node, path: String) -> [RulebookLeaf] {
    func under(_ key: String) -> String { path.isEmpty ? key : path + "." + key }
    if let mapping = node.mapping {
      return mapping.flatMap { key, value in values(of: value, path: under(key.string ?? "?")) }
    }
    if let sequence = node.sequence {
      return sequence.enumerated().flatMap { values(of: $0.element, path: under("[\($0.offset)]")) }
    }
    guard let scalar = node.scalar, let mark = node.mark else { return [] }
    let text = scalar.style == .doubleQuoted ? "\"" + scalar.string + "\"" : scalar.string
    return [RulebookLeaf(path: path, line: mark.line, column: mark.column, text: text)]
  }

  /// The built-in file with another value in this one's place.
  func file(with value: String) -> [UInt8] {
    var lines = String(decoding: Rulebook.builtInSource, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map(String.init)
    let old = lines[line - 1]
    let start = old.unicodeScalars.index(old.unicodeScalars.startIndex, offsetBy: column - 1)
    precondition(old[start...].hasPrefix(text), "\(path): \(text) is not at \(line):\(column)")
    lines[line - 1] = String(old[..<start]) + value + old[start...].dropFirst(text.count)
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// Whether it is for people to read or to tell versions apart: nothing is decided by it.
  var isForPeople: Bool {
    path == "rulebook" || path == "version"
      || ["section", "zh", "en"].contains(path.split(separator: ".").last.map(String.init))
  }

  /// Other values of its kind.
  var others: [String] { candidates.filter { $0 != text } }

  private var candidates: [String] {
    if let number = Int(text) { return [number + 1, number - 1, number * 2, 1, 0].map(String.init) }
    if Role(rawValue: text) != nil { return Role.allCases.map(\.rawValue) }
    let words = ["judged", "counted", "by-event", "reported", "detected", "true", "false"]
    if words.contains(text) { return words }
    if text.wholeMatch(of: /"\d\d:00"/) != nil { return ["\"10:30\"", "\"20:15\""] }
    if let days = runs { return days }
    return text.hasPrefix("\"") ? ["\"1.\(text.count)x\""] : [text + "-other"]
  }

  /// For a run of days: a longer one at either end, a shorter one, and its ends alone.
  private var runs: [String]? {
    let ends = text.split(separator: ".").map(String.init)
    guard path.hasPrefix("calendar."), let first = ends.first, let last = ends.last,
      let start = LocalDate("2011-" + first), let end = LocalDate("2011-" + last)
    else { return nil }
    func day(_ date: LocalDate) -> String { String(date.description.dropFirst(5)) }
    let (before, after) = (day(start.adding(days: -1)), day(end.adding(days: 1)))
    return ["\(first)..\(after)", "\(before)..\(last)", before, after, first, last]
  }

  /// Of a day in the calendar, its year.
  var year: Int? {
    let keys = path.split(separator: ".")
    return keys.first == "calendar" ? Int(keys[1]) : nil
  }

  /// Of a day in the calendar, the first it names.
  var day: LocalDate? { year.flatMap { LocalDate("\($0)-\(text.prefix(5))") } }
}

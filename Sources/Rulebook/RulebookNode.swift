import LedgerDomain
import Yams

/// One value of a rulebook file, with its place for the message when it is wrong.
struct RulebookNode {
  private let node: Node
  private let file: String
  private let path: String

  /// The file's top level, which must be a mapping.
  init(parsing text: String, file: String) throws(RulebookError) {
    let root: Node?
    do {
      root = try Yams.compose(yaml: text, .basic)
    } catch YamlError.duplicatedKeysInMapping(let keys, let place) {
      throw RulebookError(file: file, line: place.mark.line, key: keys.first ?? "", expected: "each key once")
    } catch {
      let problem = "not readable as YAML: \(YAMLLimits.problem(error))"
      throw RulebookError(file: file, line: (error as? YamlError)?.line, key: "", expected: problem)
    }
    guard let root, root.mapping != nil else {
      throw RulebookError(file: file, line: 1, key: "", expected: "this file is not a rulebook: it has no keys")
    }
    self.init(node: root, file: file, path: "")
  }

  private init(node: Node, file: String, path: String) {
    self.node = node
    self.file = file
    self.path = path
  }

  func error(_ expected: String) -> RulebookError {
    RulebookError(file: file, line: node.mark?.line, key: path, expected: expected)
  }

  private func child(_ node: Node, _ key: String) -> RulebookNode {
    RulebookNode(node: node, file: file, path: path.isEmpty ? key : path + "." + key)
  }

  /// The value under `key`, which must be there.
  subscript(key: String) -> RulebookNode {
    get throws(RulebookError) {
      guard let value = try optional(key) else { throw error("the key `\(key)`, which is missing") }
      return value
    }
  }

  /// The value under `key`, if it is there.
  func optional(_ key: String) throws(RulebookError) -> RulebookNode? {
    for (name, value) in try entries() where name == key { return value }
    return nil
  }

  /// The entries of a mapping, in the file's order; no key twice.
  func entries() throws(RulebookError) -> [(String, RulebookNode)] {
    guard let mapping = node.mapping else { throw error("a mapping") }
    var seen: Set<String> = []
    var entries: [(String, RulebookNode)] = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string else { throw error("plain keys") }
      guard seen.insert(name).inserted else { throw child(value, name).error("each key once") }
      entries.append((name, child(value, name)))
    }
    return entries
  }

  /// The items of a list.
  func items() throws(RulebookError) -> [RulebookNode] {
    guard let sequence = node.sequence else { throw error("a list") }
    return sequence.enumerated().map { child($1, "[\($0)]") }
  }

  /// Refuses keys that are not in `keys`.
  func allow(_ keys: [String]) throws(RulebookError) {
    for (name, value) in try entries() where !keys.contains(name) {
      throw value.error("one of \(keys.joined(separator: ", "))")
    }
  }

  /// This node, refusing keys that are not in `keys`.
  func only(_ keys: [String]) throws(RulebookError) -> RulebookNode {
    try allow(keys)
    return self
  }

  func text() throws(RulebookError) -> String {
    guard let text = node.scalar?.string, !text.isEmpty else { throw error("a text") }
    return text
  }

  func words() throws(RulebookError) -> Words {
    try allow(["zh", "en"])
    return Words(zh: try self["zh"].text(), en: try self["en"].text())
  }

  func count(atLeast least: Int = 0, atMost most: Int = 1_000_000_000_000) throws(RulebookError) -> Int {
    guard let text = node.scalar?.string, let number = Int(text), number >= least else {
      throw error("a whole number, at least \(least)")
    }
    guard number <= most else { throw error("a whole number, at most \(most)") }
    return number
  }

  /// Days, working days, months or hours: no more than keeps what is counted from a date within what can be written.
  func period(atLeast least: Int = 0) throws(RulebookError) -> Int { try count(atLeast: least, atMost: 3_660) }

  func percent() throws(RulebookError) -> Percent {
    let value = try count()
    guard value <= 100 else { throw error("whole per cent, 0 to 100") }
    return Percent(value)
  }

  /// `[fewest, most]`, neither negative nor upside down.
  func range() throws(RulebookError) -> ClosedRange<Int> {
    let ends = try items()
    guard ends.count == 2 else { throw error("two numbers, [fewest, most]") }
    let low = try ends[0].count()
    let high = try ends[1].count()
    guard low <= high else { throw error("a range that is not empty: \(low) is more than \(high)") }
    return low...high
  }

  func flag() throws(RulebookError) -> Bool {
    switch node.scalar?.string {
    case "true": return true
    case "false": return false
    default: throw error("true or false")
    }
  }

  func timeOfDay() throws(RulebookError) -> Int {
    let zone = Zone(name: "", offsetSeconds: 0)
    guard let text = node.scalar?.string, text.utf8.count == 5, let moment = zone.instant(reading: "2000-01-01T" + text)
    else { throw error("a time of day such as \"09:00\"") }
    return zone.secondOfDay(moment)
  }

  func roles() throws(RulebookError) -> [Role] {
    var roles: [Role] = []
    for item in try items() { roles.append(try item.oneOf(Role.self, Role.allCases)) }
    guard !roles.isEmpty else { throw error("at least one role") }
    return roles
  }

  func oneOf<T: RawRepresentable>(_ type: T.Type, _ cases: [T]) throws(RulebookError) -> T
  where T.RawValue == String {
    guard let text = node.scalar?.string, let value = T(rawValue: text) else {
      throw error("one of \(cases.map(\.rawValue).joined(separator: ", "))")
    }
    return value
  }
}

extension YamlError {
  /// The line the parser stopped at, from 1.
  var line: Int? {
    switch self {
    case .reader(_, _, _, _): nil
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
    default: nil
    }
  }
}

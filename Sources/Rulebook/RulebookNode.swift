import LedgerDomain
package import Yams

/// What a file is read for.
enum RulebookReading {
  /// To decide by: the first thing wrong ends it.
  case file
  /// To be checked to its end: everything wrong is noted.
  case check(RulebookFindings)
  /// To go on deciding by a version that a log holds: what ledgers let through when it was published is let through.
  case published
}

/// What is found wrong with a file that is read to its end.
final class RulebookFindings {
  /// Most that are kept: more do not help.
  private static let most = 200

  private(set) var errors: [RulebookError] = []

  func add(_ error: RulebookError) {
    if errors.count < Self.most, !errors.contains(error) { errors.append(error) }
  }
}

/// One value of a rulebook file, with its place for the message when it is wrong.
///
/// What is wrong is thrown, or, where findings are collected, noted and something harmless read in its place.
struct RulebookNode {
  /// Nil for a value that is missing, and was found to be.
  let node: Node?
  let file: String
  let path: String
  let reading: RulebookReading
  /// The roles that the file may name: some only where it has the sections that do (offices §2).
  let known: [Role]

  /// The file's top level, which must be a mapping.
  init(parsing text: String, file: String, _ reading: RulebookReading) throws(RulebookError) {
    let root = try Self.compose(text, file: file, reading)
    guard let root, root.mapping != nil else {
      throw RulebookError(
        file: file, line: 1, key: "", expected: "this file is not a rulebook: it has no keys",
        zh: "该文件不是规则文件：没有任何键")
    }
    let sections = [RulebookSection.opening, .criteria].map(\.rawValue)
    let hasOffices = root.mapping?.keys.contains { sections.contains($0.scalar?.string ?? "") } ?? false
    self.init(
      node: root, file: file, path: "", reading: reading, known: hasOffices ? Role.allCases : Role.everywhere)
  }

  /// The value that a file is; nil for none. A key that stands twice is told with its place and its path.
  private static func compose(
    _ text: String, file: String, _ reading: RulebookReading
  ) throws(RulebookError) -> Node? {
    var repeated = RepeatedKeys(text, file: file)
    while true {
      let failure: RulebookError
      do {
        let read = try Yams.compose(yaml: repeated.text, .basic)
        guard let root = read, repeated.isMarked else { return read }
        let (whole, errors) = repeated.settled(root)
        try tell(errors, reading)
        return whole
      } catch YamlError.duplicatedKeysInMapping(let keys, let place) {
        let key = keys.first ?? ""
        if repeated.mark(key, at: place.mark) { continue }
        failure = .keyTwice(key, file: file, line: place.mark.line)
      } catch let error as RulebookError {
        throw error
      } catch {
        let problem = repeated.said(YAMLLimits.problem(error))
        failure = RulebookError(
          file: file, line: (error as? YamlError)?.line, key: "", expected: "not readable as YAML: \(problem)",
          zh: "不是可读的 YAML，请检查该行和上一行的缩进（空格，不用制表符）、冒号和引号（须为半角）")
      }
      try tell(repeated.errors, reading)
      throw failure
    }
  }

  /// Throws the first of what is wrong, or notes all of it.
  private static func tell(_ errors: [RulebookError], _ reading: RulebookReading) throws(RulebookError) {
    guard case .check(let findings) = reading else {
      if let first = errors.min(by: { ($0.line ?? 0) < ($1.line ?? 0) }) { throw first }
      return
    }
    for error in errors { findings.add(error) }
  }

  init(node: Node?, file: String, path: String, reading: RulebookReading, known: [Role]) {
    self.node = node
    self.file = file
    self.path = path
    self.reading = reading
    self.known = known
  }

  func error(_ expected: String, zh: String? = nil) -> RulebookError {
    RulebookError(file: file, line: node?.mark?.line, key: path, expected: expected, zh: zh, found: found)
  }

  /// Most characters of what was found that a message shows.
  private static let foundCharacters = 80

  /// What stands here, in a line; nil for a mapping, and for nothing.
  private var found: String? {
    guard let node, node.mapping == nil else { return nil }
    let text = Self.text(node).replacing("\n", with: " ")
    return text.count > Self.foundCharacters ? text.prefix(Self.foundCharacters) + "…" : text
  }

  /// Throws what is wrong here, or notes it and goes on with `harmless`.
  func fail<T>(_ expected: String, zh: String, _ harmless: T) throws(RulebookError) -> T {
    guard case .check(let findings) = reading else { throw error(expected, zh: zh) }
    if node != nil { findings.add(error(expected, zh: zh)) }
    return harmless
  }

  /// The same for what ledgers before let through: in a version that a log holds it goes on meaning what it did.
  func refuse(_ expected: String, zh: String) throws(RulebookError) {
    switch reading {
    case .file, .check: try fail(expected, zh: zh, ())
    case .published: break
    }
  }

  func child(_ node: Node?, _ key: String) -> RulebookNode {
    RulebookNode(node: node, file: file, path: path.isEmpty ? key : path + "." + key, reading: reading, known: known)
  }

  /// The value under `key`, which must be there.
  subscript(key: String) -> RulebookNode {
    get throws(RulebookError) {
      if let value = try optional(key) { return value }
      return try fail("the key `\(key)`, which is missing", zh: "有键 `\(key)`（现缺）", child(nil, key))
    }
  }

  /// The value under `key`, if it is there.
  func optional(_ key: String) throws(RulebookError) -> RulebookNode? {
    for (name, value) in try entries() where name == key { return value }
    return nil
  }

  /// The key itself, in the place of the value under it: a section's value begins on a line of its own.
  func key(_ name: String) -> RulebookNode {
    let key = node?.mapping?.keys.first { $0.scalar?.string == name }
    return child(key, name)
  }

  /// The entries of a mapping, in the file's order; no key twice.
  func entries() throws(RulebookError) -> [(String, RulebookNode)] {
    guard let mapping = node?.pairs else { return try fail("a mapping", zh: "映射", []) }
    var seen: Set<String> = []
    var entries: [(String, RulebookNode)] = []
    for (key, value) in mapping {
      guard let name = key.scalar?.string else { return try fail("plain keys", zh: "文字作键", entries) }
      guard seen.insert(name).inserted else {
        return try child(value, name).fail("each key once", zh: "只出现一次的键", entries)
      }
      entries.append((name, child(value, name)))
    }
    return entries
  }

  /// The items of a list.
  func items() throws(RulebookError) -> [RulebookNode] {
    guard let sequence = node?.sequence else { return try fail("a list", zh: "列表", []) }
    return sequence.enumerated().map { child($0.element, "[\($0.offset)]") }
  }

  /// Refuses keys that are not in `keys`.
  func allow(_ keys: [String]) throws(RulebookError) {
    for (name, value) in try entries() where !keys.contains(name) {
      try value.fail("one of \(keys.joined(separator: ", "))", zh: "\(keys.joined(separator: ", ")) 之一", ())
    }
  }

  /// This node, refusing keys that are not in `keys`.
  func only(_ keys: [String]) throws(RulebookError) -> RulebookNode {
    try allow(keys)
    return self
  }

  func text() throws(RulebookError) -> String {
    guard let text = node?.scalar?.string, !text.isEmpty else { return try fail("a text", zh: "非空的文字", "?") }
    if text.allSatisfy(\.isWhitespace) || isNull { try refuse("a text", zh: "非空的文字") }
    return text
  }

  /// Whether it is one of the words by which YAML says that there is nothing.
  private var isNull: Bool {
    guard let scalar = node?.scalar, scalar.style == .plain else { return false }
    return ["~", "null", "Null", "NULL"].contains(scalar.string)
  }

  func words() throws(RulebookError) -> Words {
    try allow(["zh", "en"])
    return Words(zh: try self["zh"].text(), en: try self["en"].text())
  }

  func count(atLeast least: Int = 0, atMost most: Int = 1_000_000_000_000) throws(RulebookError) -> Int {
    guard let text = node?.scalar?.string, let number = Int(text), number >= least else {
      return try fail("a whole number, at least \(least)", zh: "不小于 \(least) 的整数", least)
    }
    // To YAML 010 is 8.
    if text != String(number) { try refuse("\(number), with nothing before it", zh: "\(number)，前面没有多余的字符") }
    guard number <= most else { return try fail("a whole number, at most \(most)", zh: "不大于 \(most) 的整数", most) }
    return number
  }

  /// Days, working days, months or hours: no more than keeps what is counted from a date within what can be written.
  func period(atLeast least: Int = 0) throws(RulebookError) -> Int { try count(atLeast: least, atMost: 3_660) }

  func percent() throws(RulebookError) -> Percent {
    let value = try count()
    guard value <= 100 else { return try fail("whole per cent, 0 to 100", zh: "0 至 100 的整数（百分之）", Percent(100)) }
    return Percent(value)
  }

  /// `[fewest, most]`, neither negative nor upside down.
  func range() throws(RulebookError) -> ClosedRange<Int> {
    let ends = try items()
    guard ends.count == 2 else { return try fail("two numbers, [fewest, most]", zh: "两个数 [最少, 最多]", 0...0) }
    let low = try ends[0].count()
    let high = try ends[1].count()
    guard low <= high else {
      return try fail(
        "a range that is not empty: \(low) is more than \(high)", zh: "非空的范围（\(low) 大于 \(high)）", high...high)
    }
    return low...high
  }

  func flag() throws(RulebookError) -> Bool {
    switch node?.scalar?.string {
    case "true": return true
    case "false": return false
    default: return try fail("true or false", zh: "true 或 false", false)
    }
  }

  func timeOfDay() throws(RulebookError) -> Int {
    let zone = Zone(name: "", offsetSeconds: 0)
    guard let text = node?.scalar?.string, text.utf8.count == 5,
      let moment = zone.instant(reading: "2000-01-01T" + text)
    else { return try fail("a time of day such as \"09:00\"", zh: "时刻，如 \"09:00\"", 0) }
    return zone.secondOfDay(moment)
  }

  func dayOfYear() throws(RulebookError) -> DayOfYear {
    if let day = (node?.scalar?.string).flatMap(DayOfYear.init) { return day }
    return try fail("a day of every year, MM-DD, in quotes", zh: "每年都有的日期 MM-DD（加引号）", .newYear)
  }

  func roles() throws(RulebookError) -> [Role] {
    let items = try items()
    var roles: [Role] = []
    for item in items {
      guard let role = try item.oneOf(Role.self, known) else { continue }
      if roles.contains(role) { try item.refuse("each role once", zh: "每个角色只出现一次") }
      roles.append(role)
    }
    guard !items.isEmpty else { return try fail("at least one role", zh: "至少一个角色", known) }
    return roles
  }

  /// One of the words of an enumeration; nil only for one found to be none of them.
  func oneOf<T: RawRepresentable>(_ type: T.Type, _ cases: [T]) throws(RulebookError) -> T?
  where T.RawValue == String {
    guard let text = node?.scalar?.string, let value = T(rawValue: text),
      cases.contains(where: { $0.rawValue == text })
    else {
      let words = cases.map(\.rawValue).joined(separator: ", ")
      return try fail("one of \(words)", zh: "\(words) 之一", nil)
    }
    return value
  }
}

extension RulebookNode {
  /// Every value under this one by its path, as written; lists whole.
  var facets: [(path: String, value: String)] {
    guard let node else { return [] }
    if let mapping = node.pairs {
      return mapping.flatMap { key, value in child(value, key.scalar?.string ?? "?").facets }
    }
    return [(path, Self.text(node))]
  }

  /// Whether it is a mapping.
  var isMapping: Bool { node?.mapping != nil }

  /// Whether it is a list.
  var isList: Bool { node?.sequence != nil }

  /// What it says, where it is neither; as written.
  var scalar: String? { node?.scalar?.string }

  /// As it reads in one line, mappings included.
  var line: String { node.map(Self.line) ?? "" }

  private static func line(_ node: Node) -> String {
    if let sequence = node.sequence { return "[" + sequence.map(line).joined(separator: ", ") + "]" }
    guard let pairs = node.pairs else { return node.scalar?.string ?? "" }
    return "{" + pairs.map { line($0.key) + ": " + line($0.value) }.joined(separator: ", ") + "}"
  }

  private static func text(_ node: Node) -> String {
    if let sequence = node.sequence { return "[" + sequence.map(text).joined(separator: ", ") + "]" }
    return node.scalar?.string ?? "{…}"
  }
}

extension YamlError {
  /// The line of what is wrong, from 1: the one the parser stopped at, or, of what never ends, the one it begins on.
  package var line: Int? {
    switch self {
    case .reader(_, let offset, _, let yaml): offset.map { 1 + yaml.utf8.prefix($0).count { $0 == 0x0A } }
    case .scanner(let context?, let problem, _, _) where problem.contains("end of stream"): context.mark.line
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
    default: nil
    }
  }
}

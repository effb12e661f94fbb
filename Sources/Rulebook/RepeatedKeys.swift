import LedgerDomain
import Yams

/// A YAML text in which keys may stand twice. The parser reads no further than the mapping they stand in: so all but the last of each
/// are marked in the text, and it is read again.
struct RepeatedKeys {
  /// Most keys that are marked: more do not help.
  private static let most = 100
  /// The characters that mark keys, of which no other text may hold any: Unicode keeps them for private use.
  private static let marks = UInt32(0xE000)..<UInt32(0xF900)

  private let file: String
  /// The text, with its marks.
  private(set) var text: String
  /// The keys marked so far, in the order in which the parser met them, each with the line it stands on.
  private var marked: [(name: String, line: Int)] = []

  /// A text as a file has it.
  init(_ text: String, file: String) {
    self.file = file
    self.text = text
  }

  /// Marks the key at a place.
  ///
  /// - Returns: false where what stands there is not the key alone, and where there are too many; then nothing is marked.
  mutating func mark(_ name: String, at place: Mark) -> Bool {
    guard marked.count < Self.most, !marked.isEmpty || !text.unicodeScalars.contains(where: Self.isMark),
      let mark = Unicode.Scalar(Self.marks.lowerBound + UInt32(marked.count)),
      let index = index(of: name, at: place)
    else { return false }
    text.unicodeScalars.insert(mark, at: index)
    marked.append((name, place.line))
    return true
  }

  /// Where the letters of a key begin that stands at a place; nil where others stand there.
  private func index(of name: String, at place: Mark) -> String.Index? {
    let scalars = text.unicodeScalars
    var line = scalars.startIndex
    for _ in 1..<max(1, place.line) {
      guard let end = scalars[line...].firstIndex(of: "\n") else { return nil }
      line = scalars.index(after: end)
    }
    guard var index = scalars.index(line, offsetBy: place.column - 1, limitedBy: scalars.endIndex) else { return nil }
    if let first = scalars[index...].first, first == "\"" || first == "'" { index = scalars.index(after: index) }
    return !name.isEmpty && scalars[index...].starts(with: name.unicodeScalars) ? index : nil
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool { marks.contains(scalar.value) }

  /// What is known of the keys met so far, where the text could not be read to its end.
  var errors: [RulebookError] {
    marked.map { .keyTwice($0.name, file: file, line: $0.line) }
  }

  /// Whether a key has been marked.
  var isMarked: Bool { !marked.isEmpty }

  /// The value of the text without marks, and where keys stand in it that stood there before. Of a section of the file that stands
  /// twice both parts are one; of any other key the first is read.
  func settled(_ node: Node) -> (node: Node, errors: [RulebookError]) {
    var errors: [RulebookError] = []
    let whole = settled(node, "", &errors)
    return (whole, errors)
  }

  private func settled(_ node: Node, _ path: String, _ errors: inout [RulebookError]) -> Node {
    if let sequence = node.sequence {
      let items = sequence.enumerated().map { settled($0.element, Self.path(path, "[\($0.offset)]"), &errors) }
      return .sequence(Node.Sequence(items, sequence.tag, sequence.style, sequence.mark))
    }
    guard let mapping = node.mapping else { return node }
    var pairs: [(Node, Node)] = []
    var places: [String: Int] = [:]
    for (key, value) in mapping {
      let (key, text) = Self.unmarked(key)
      guard let name = text, let place = places[name] else {
        if let text { places[text] = pairs.count }
        pairs.append((key, value))
        continue
      }
      errors.append(repeated(Self.path(path, name), key, after: pairs[place].0))
      if path.isEmpty { pairs[place].1 = Self.together(pairs[place].1, value) }
    }
    let values = pairs.map { ($0, settled($1, Self.path(path, $0.scalar?.string ?? "?"), &errors)) }
    return .mapping(Node.Mapping(values, mapping.tag, mapping.style, mapping.mark))
  }

  private func repeated(_ path: String, _ key: Node, after first: Node) -> RulebookError {
    let before = first.mark?.line ?? 1
    return RulebookError(
      file: file, line: key.mark?.line, key: path, expected: "each key once; it stands on line \(before) already",
      zh: "只出现一次的键（第 \(before) 行已有）")
  }

  private static func path(_ path: String, _ name: String) -> String { path.isEmpty ? name : path + "." + name }

  /// A key without its mark, and its text; nil for one that is no text.
  private static func unmarked(_ key: Node) -> (key: Node, text: String?) {
    guard var scalar = key.scalar else { return (key, nil) }
    scalar.string = unmarked(scalar.string)
    return (.scalar(scalar), scalar.string)
  }

  private static func unmarked(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { !isMark($0) }))
  }

  /// What the parser says of the text, as the file has it.
  func said(_ problem: String) -> String { isMarked ? Self.unmarked(problem) : problem }

  private static func together(_ one: Node, _ other: Node) -> Node {
    guard let first = one.mapping, let second = other.mapping else { return one }
    return .mapping(Node.Mapping(first.map { ($0, $1) } + second.map { ($0, $1) }, first.tag, first.style, first.mark))
  }
}

extension RulebookError {
  /// A key that stands twice, of which no more is known.
  static func keyTwice(_ key: String, file: String, line: Int) -> RulebookError {
    RulebookError(file: file, line: line, key: key, expected: "each key once", zh: "只出现一次的键")
  }
}

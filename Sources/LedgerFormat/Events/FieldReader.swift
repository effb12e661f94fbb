import LedgerDomain

/// Reads one JSON object field by field, by name and type; what is missing, wrong or unknown is named.
///
/// The same reader serves what is handed in and every line of the log. What is handed in may have its fields in any
/// order and is indexed first. A line of the log has them in the order in which they are asked for, so that one pass
/// without an index is enough: a field that does not come next counts as absent there. Where that fails, the line is
/// read again from an index, which then says what is wrong.
struct FieldReader: ~Copyable {
  /// Where the object stands in the whole, for messages.
  enum Path {
    case root
    case field(StaticString)
    case item(StaticString, Int)
  }

  /// Where the object comes from, which decides what it is held to.
  enum Source {
    /// Somebody hands it in: it is held to every rule of shape.
    case submission
    /// It stands in the log: what was accepted is read, whatever rule of shape has come since.
    case log

    /// The days that dates and times may lie on.
    var days: Range<LocalDate> {
      switch self {
      case .submission: Limits.days
      case .log: Limits.writtenDays
      }
    }
  }

  private(set) var scanner: JSONScanner
  private let path: Path
  let isLenient: Bool
  let source: Source
  /// The days that dates and times may lie on.
  let days: Range<LocalDate>
  /// The zone in which times without an offset are read.
  let zone: Zone

  /// The fields; nil while they are read as they come, the next one where the scanner stands.
  private var index: FieldIndex?
  /// Reading in order: whether no field has been read yet.
  private var isFirst = true

  /// Whether the fields are read as they come.
  var isInOrder: Bool { index == nil }

  /// Begins the object that comes next in `scanner`, and steps over it, or over its brace where it is read in order.
  ///
  /// - Parameters:
  ///   - path: where the object stands.
  ///   - isLenient: whether a text may stand for a number, a list and so on, as in flags and CSV.
  ///   - source: where the object comes from.
  ///   - isInOrder: whether the fields are expected in the order in which they will be asked for.
  ///   - zone: the zone in which times without an offset are read.
  init(
    _ scanner: inout JSONScanner, path: Path = .root, isLenient: Bool, source: Source = .submission,
    isInOrder: Bool = false, zone: Zone = .utc
  ) throws(InputError) {
    scanner.skipSpace()
    guard scanner.comesNext(UInt8(ascii: "{")) else { throw .field(Self.text(path, "event"), expected: .object) }
    if isInOrder {
      index = nil
      scanner.index += 1
    } else {
      index = try Self.index(&scanner, path)
    }
    self.scanner = scanner
    self.path = path
    self.isLenient = isLenient
    self.source = source
    days = source.days
    self.zone = zone
  }

  private static func index(_ scanner: inout JSONScanner, _ path: Path) throws(InputError) -> FieldIndex {
    let index: FieldIndex
    do throws(JSONError) {
      index = try FieldIndex(&scanner)
    } catch {
      throw .syntax(error)
    }
    if let name = index.repeated { throw .field(text(path, name), expected: .once) }
    return index
  }

  func qualified(_ name: StaticString) -> String { Self.text(path, "\(name)") }

  private static func text(_ path: Path, _ name: String) -> String {
    switch path {
    case .root: name
    case .field(let parent): "\(parent).\(name)"
    case .item(let list, let index): "data.\(list)[\(index)].\(name)"
    }
  }

  /// The value under `name`, if it is there; from then on it counts as known.
  mutating func take(_ name: StaticString) throws(InputError) -> JSONToken? {
    guard isInOrder else { return index?.take(name) }
    guard let start = next(name) else { return nil }
    scanner.index = start
    isFirst = false
    do throws(JSONError) {
      return try scanner.value(depth: 2)
    } catch {
      throw .syntax(error)
    }
  }

  /// Reading in order: where the value under this name begins, when it comes next.
  @inline(__always)
  private func next(_ name: StaticString) -> Int? {
    guard isFirst || scanner.comesNext(UInt8(ascii: ",")) else { return nil }
    return scanner.valueStart(ofField: name, at: isFirst ? scanner.index : scanner.index + 1)
  }

  /// Reading in order: whether the field of this name comes next and its value begins with `byte`.
  func comesNext(_ name: StaticString, _ byte: UInt8) -> Bool {
    guard isInOrder, let start = next(name) else { return false }
    return scanner.bytes[start] == byte
  }

  /// A scanner that stands at the object or list under `name`, nil when there is no such field; whoever has stepped over
  /// the value then calls `leave`.
  mutating func enter(
    _ name: StaticString, _ kind: JSONToken.Kind, expected: @autoclosure () -> Expectation
  ) throws(InputError) -> JSONScanner? {
    if isInOrder {
      guard let start = next(name) else { return nil }
      isFirst = false
      return JSONScanner(scanner.bytes, at: start)
    }
    guard let token = index?.take(name) else { return nil }
    guard token.kind == kind else { throw .field(qualified(name), expected: expected()) }
    return JSONScanner(scanner.bytes, at: token.start)
  }

  /// Reading in order: goes on behind the value entered, which ends at `end`.
  mutating func leave(_ end: Int) {
    if isInOrder { scanner.index = end }
  }

  mutating func require(_ name: StaticString) throws(InputError) -> JSONToken {
    guard let token = try take(name) else { throw .field(qualified(name), expected: .present) }
    return token
  }

  /// Refuses whatever was not asked for; gives the index behind the object.
  @discardableResult
  mutating func finish() throws(InputError) -> Int {
    guard isInOrder else {
      if let name = index?.unknown { throw .field(Self.text(path, name), expected: .absent) }
      return scanner.index
    }
    do throws(JSONError) {
      try scanner.expect(UInt8(ascii: "}"))
    } catch {
      throw .syntax(error)
    }
    return scanner.index
  }

  /// Whether the object has a field of this name; reading in order, it is still to be read.
  mutating func has(_ name: StaticString) throws(InputError) -> Bool {
    isInOrder ? next(name) != nil : index?.take(name) != nil
  }

  /// Whether the field is there and null; then it has been read.
  mutating func isNull(_ name: StaticString) throws(InputError) -> Bool {
    if isInOrder, !comesNext(name, UInt8(ascii: "n")) { return false }
    return try take(name)?.kind == .null
  }

  @inline(__always)
  func isText(_ token: JSONToken) -> Bool { token.kind == .string || token.kind == .escapedString }

  func raw(_ token: JSONToken) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: scanner.bytes[token.start..<token.end])
  }
}

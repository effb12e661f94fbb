import LedgerDomain

/// Reads one JSON object field by field, by name and type; what is missing, wrong or unknown is named.
///
/// The same reader serves what is handed in and every line of the log. A line of the log has its fields in the order in
/// which they are asked for, so it is read in one pass; what comes in another order is indexed first.
struct FieldReader {
  /// Where the object stands in the whole, for messages.
  enum Path {
    case root
    case field(StaticString)
    case item(StaticString, Int)
  }

  private struct Field {
    let name: JSONToken
    let value: JSONToken
  }

  private(set) var scanner: JSONScanner
  private let path: Path
  let isLenient: Bool
  /// The days that dates and times may lie on.
  let days: Range<LocalDate>

  /// Whether the fields are still read as they come, the next one where the scanner stands.
  private(set) var isInOrder: Bool
  /// Reading in order: where the field taken last begins, and its value, for one that is looked at and then read.
  private var last: (start: Int, value: JSONToken)?

  /// Indexed: the fields, of those not read in order before.
  private var fields: [Field] = []
  private var taken: UInt64 = 0
  /// Where the field asked for next probably stands: fields are asked for in the order in which they are written.
  private var hint = 0

  /// Begins the object that comes next in `scanner`, and steps over it unless it is read in order.
  ///
  /// - Parameters:
  ///   - path: where the object stands.
  ///   - isLenient: whether a text may stand for a number, a list and so on, as in flags and CSV.
  ///   - days: the days that dates and times may lie on.
  ///   - isInOrder: whether the fields are expected in the order in which they will be asked for; then `finish` gives the
  ///     end of the object, and a field once passed is not found again.
  init(
    _ scanner: inout JSONScanner, path: Path = .root, isLenient: Bool, days: Range<LocalDate> = Limits.days,
    isInOrder: Bool = false
  ) throws(InputError) {
    self.path = path
    self.isLenient = isLenient
    self.days = days
    self.isInOrder = isInOrder
    scanner.skipSpace()
    guard scanner.comesNext(UInt8(ascii: "{")) else { throw .field(Self.text(path, "event"), expected: .object) }
    self.scanner = scanner
    if isInOrder {
      self.scanner.index += 1
    } else {
      fields.reserveCapacity(12)
      do throws(JSONError) {
        try scanner.object { (scanner, name) throws(JSONError) in try add(name, &scanner) }
      } catch {
        throw .syntax(error)
      }
      try refuseRepeats()
    }
  }

  private mutating func add(_ name: JSONToken, _ scanner: inout JSONScanner) throws(JSONError) {
    guard fields.count < Limits.fields else { throw scanner.failure(.fields(atMost: Limits.fields)) }
    fields.append(Field(name: name, value: try scanner.value(depth: 2)))
  }

  /// Gives up reading in order: indexes the fields not read yet.
  private mutating func indexRest() throws(InputError) {
    isInOrder = false
    var rest = scanner
    do throws(JSONError) {
      try rest.restOfObject(isFirst: last == nil) { (rest, name) throws(JSONError) in try add(name, &rest) }
    } catch {
      throw .syntax(error)
    }
    scanner.index = rest.index
    try refuseRepeats()
  }

  private func refuseRepeats() throws(InputError) {
    for index in fields.indices.dropFirst() {
      for other in 0..<index where isSame(fields[index].name, fields[other].name) {
        throw .field(name(of: fields[index].name), expected: .once)
      }
    }
  }

  private func isSame(_ left: JSONToken, _ right: JSONToken) -> Bool {
    guard left.kind == .string, right.kind == .string else { return scanner.text(left) == scanner.text(right) }
    guard left.end - left.start == right.end - right.start else { return false }
    for offset in 0..<left.end - left.start
    where scanner.bytes[left.start + offset] != scanner.bytes[right.start + offset] {
      return false
    }
    return true
  }

  private func name(of token: JSONToken) -> String { Self.text(path, scanner.text(token)) }

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
    if isInOrder {
      if let token = try takeNext(name) { return token }
      if scanner.comesNext(UInt8(ascii: "}")) { return nil }
      try indexRest()
    }
    var index = hint
    for _ in 0..<fields.count {
      if index >= fields.count { index = 0 }
      if Self.matches(scanner, fields[index].name, name) {
        taken |= 1 << UInt64(index)
        hint = index + 1
        return fields[index].value
      }
      index += 1
    }
    return nil
  }

  /// Reading in order: the value of the field that comes next, or of the one just taken, when its name is this.
  private mutating func takeNext(_ name: StaticString) throws(InputError) -> JSONToken? {
    if let last, scanner.valueStart(ofField: name, at: last.start) != nil { return last.value }
    guard let next = next(name) else { return nil }
    scanner.index = next.value
    do throws(JSONError) {
      let token = try scanner.value(depth: 2)
      last = (next.start, token)
      return token
    } catch {
      throw .syntax(error)
    }
  }

  /// Reading in order: where the field of this name and its value begin, when it comes next.
  private func next(_ name: StaticString) -> (start: Int, value: Int)? {
    guard isInOrder, last == nil || scanner.comesNext(UInt8(ascii: ",")) else { return nil }
    let start = last == nil ? scanner.index : scanner.index + 1
    return scanner.valueStart(ofField: name, at: start).map { (start, $0) }
  }

  /// Reading in order: whether the field of this name comes next and its value begins with `byte`.
  func comesNext(_ name: StaticString, _ byte: UInt8) -> Bool {
    next(name).map { scanner.bytes[$0.value] == byte } ?? false
  }

  /// Reading in order: goes to the value under `name` when that comes next and begins with `byte`; whoever steps over it
  /// then calls `leave`.
  mutating func enter(_ name: StaticString, _ byte: UInt8) -> JSONScanner? {
    guard let next = next(name), scanner.bytes[next.value] == byte else { return nil }
    scanner.index = next.value
    last = (next.start, JSONToken(kind: .null, start: next.value, end: next.value))
    return scanner
  }

  /// Goes on behind the value entered, which ends at `end`.
  mutating func leave(_ end: Int) {
    scanner.index = end
  }

  private static func matches(_ scanner: JSONScanner, _ token: JSONToken, _ name: StaticString) -> Bool {
    guard token.kind == .string else { return scanner.text(token) == "\(name)" }
    return token.end - token.start == name.utf8CodeUnitCount && scanner.stands(name, at: token.start)
  }

  mutating func require(_ name: StaticString) throws(InputError) -> JSONToken {
    guard let token = try take(name) else { throw .field(qualified(name), expected: .present) }
    return token
  }

  /// Refuses whatever was not asked for; gives the index behind the object, if it was read in order.
  @discardableResult
  mutating func finish() throws(InputError) -> Int {
    if isInOrder {
      if scanner.comesNext(UInt8(ascii: "}")) { return scanner.index + 1 }
      try indexRest()
    }
    guard taken.nonzeroBitCount < fields.count else { return scanner.index }
    for index in fields.indices where taken & (1 << UInt64(index)) == 0 {
      throw .field(name(of: fields[index].name), expected: .absent)
    }
    return scanner.index
  }

  /// Whether the object has a field of this name.
  mutating func has(_ name: StaticString) throws(InputError) -> Bool { try take(name) != nil }

  /// Whether the field is there and null.
  mutating func isNull(_ name: StaticString) throws(InputError) -> Bool {
    if let next = next(name), scanner.bytes[next.value] != UInt8(ascii: "n") { return false }
    return try take(name)?.kind == .null
  }

  func isText(_ token: JSONToken) -> Bool { token.kind == .string || token.kind == .escapedString }

  func raw(_ token: JSONToken) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: scanner.bytes[token.start..<token.end])
  }
}

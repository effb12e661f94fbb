import LedgerDomain

/// Reads one JSON object field by field, by name and type; what is missing, wrong or unknown is named.
///
/// The same reader serves what is handed in and every line of the log, so nothing here allocates but for its result.
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

  let scanner: JSONScanner
  private let path: Path
  let isLenient: Bool
  /// The years that dates and times may lie in.
  let years: Range<Int>
  private var fields: [Field]
  private var taken: UInt64 = 0
  /// Where the field asked for next probably stands: fields are asked for in the order in which they are written.
  private var hint = 0

  /// Steps over the object that comes next in `scanner`.
  ///
  /// - Parameters:
  ///   - path: where the object stands.
  ///   - isLenient: whether a text may stand for a number, a list and so on, as in flags and CSV.
  ///   - years: the years that dates and times may lie in.
  init(
    _ scanner: inout JSONScanner, path: Path = .root, isLenient: Bool, years: Range<Int> = Limits.years
  ) throws(InputError) {
    self.path = path
    self.isLenient = isLenient
    self.years = years
    self.scanner = scanner
    fields = []
    fields.reserveCapacity(12)
    scanner.skipSpace()
    guard scanner.index < scanner.bytes.count, scanner.bytes[scanner.index] == UInt8(ascii: "{") else {
      throw .field(Self.text(path, "event"), expected: .object)
    }
    var found = fields
    fields = []
    do throws(JSONError) {
      try scanner.object { (scanner, name) throws(JSONError) in
        guard found.count < Limits.fields else {
          throw scanner.failure(.fields(atMost: Limits.fields))
        }
        found.append(Field(name: name, value: try scanner.value(depth: 2)))
      }
    } catch {
      throw .syntax(error)
    }
    fields = found
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
  mutating func take(_ name: StaticString) -> JSONToken? {
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

  private static func matches(_ scanner: JSONScanner, _ token: JSONToken, _ name: StaticString) -> Bool {
    guard token.kind == .string else { return scanner.text(token) == "\(name)" }
    let count = name.utf8CodeUnitCount
    guard token.end - token.start == count else { return false }
    let expected = name.utf8Start
    for offset in 0..<count where scanner.bytes[token.start + offset] != expected[offset] { return false }
    return true
  }

  mutating func require(_ name: StaticString) throws(InputError) -> JSONToken {
    guard let token = take(name) else { throw .field(qualified(name), expected: .present) }
    return token
  }

  /// Refuses whatever was not asked for.
  func finish() throws(InputError) {
    guard taken.nonzeroBitCount < fields.count else { return }
    for index in fields.indices where taken & (1 << UInt64(index)) == 0 {
      throw .field(name(of: fields[index].name), expected: .absent)
    }
  }

  /// Whether the object has a field of this name.
  mutating func has(_ name: StaticString) -> Bool { take(name) != nil }

  func isText(_ token: JSONToken) -> Bool { token.kind == .string || token.kind == .escapedString }

  private func raw(_ token: JSONToken) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: scanner.bytes[token.start..<token.end])
  }
}

/// Texts, keys and choices.
extension FieldReader {
  /// A text; any UTF-8 of bounded length without NUL.
  mutating func text(_ name: StaticString) throws(InputError) -> String {
    let token = try require(name)
    guard isText(token) else { throw .field(qualified(name), expected: .quotedText) }
    guard token.end - token.start <= Limits.textBytes else {
      throw .field(qualified(name), expected: .shortText)
    }
    let text = scanner.text(token)
    if token.kind == .escapedString, text.utf8.contains(0) {
      throw .field(qualified(name), expected: .textWithoutNUL)
    }
    return text
  }

  /// A text, if the field is there.
  mutating func optionalText(_ name: StaticString) throws(InputError) -> String? {
    has(name) ? try text(name) : nil
  }

  /// A key: `[a-z0-9][a-z0-9._-]{0,63}`.
  mutating func key(_ name: StaticString) throws(InputError) -> Key {
    let token = try require(name)
    guard isText(token), let key = keyText(token, extra: nil, longest: 64) else {
      throw .field(qualified(name), expected: .key)
    }
    return key
  }

  /// A key, if the field is there.
  mutating func optionalKey(_ name: StaticString) throws(InputError) -> Key? {
    has(name) ? try key(name) : nil
  }

  /// A reference to a breach: as a key, with `:` allowed after the first character, up to 200 characters.
  mutating func breach(_ name: StaticString) throws(InputError) -> BreachID {
    let token = try require(name)
    guard isText(token), let id = keyText(token, extra: UInt8(ascii: ":"), longest: 200) else {
      throw .field(qualified(name), expected: .breach)
    }
    return id
  }

  private func keyText(_ token: JSONToken, extra: UInt8?, longest: Int) -> String? {
    if token.kind == .escapedString {
      let text = scanner.text(token)
      return text.isKey(extra: extra, longest: longest) ? text : nil
    }
    let bytes = raw(token)
    guard bytes.isKey(extra: extra, longest: longest) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// One of the words of an enumeration.
  mutating func oneOf<T: RawRepresentable & CaseIterable>(
    _ name: StaticString, _ type: T.Type
  ) throws(InputError) -> T where T.RawValue == String {
    let token = try require(name)
    guard isText(token), let value = T(rawValue: scanner.text(token)) else {
      throw .field(qualified(name), expected: .oneOf(T.allCases.map(\.rawValue)))
    }
    return value
  }
}

/// Numbers, dates and flags.
extension FieldReader {
  /// A whole number of at least `least`, within 63 bits.
  mutating func count(_ name: StaticString, atLeast least: Int = 0) throws(InputError) -> Int {
    let token = try require(name)
    guard let number = number(token), number >= least else {
      throw .field(qualified(name), expected: .count(atLeast: least))
    }
    return number
  }

  /// A whole number, or null, or nothing.
  mutating func optionalCount(_ name: StaticString) throws(InputError) -> Int? {
    guard let token = take(name), token.kind != .null else { return nil }
    return try count(name, atLeast: .min)
  }

  private func number(_ token: JSONToken) -> Int? {
    if token.kind == .integer { return scanner.integer(token) }
    guard isLenient, isText(token) else { return nil }
    return scanner.text(token).plainNumber
  }

  /// True or false.
  mutating func flag(_ name: StaticString) throws(InputError) -> Bool {
    let token = try require(name)
    switch token.kind {
    case .true: return true
    case .false: return false
    case .string where isLenient && scanner.text(token) == "true": return true
    case .string where isLenient && scanner.text(token) == "false": return false
    default: throw .field(qualified(name), expected: .flag)
    }
  }

  /// True or false, if the field is there.
  mutating func optionalFlag(_ name: StaticString) throws(InputError) -> Bool? {
    has(name) ? try flag(name) : nil
  }

  /// A local date `YYYY-MM-DD` that the calendar has.
  mutating func date(_ name: StaticString) throws(InputError) -> LocalDate {
    let token = try require(name)
    guard token.kind == .string, let date = LocalDate(utf8: raw(token)), years.contains(date.year) else {
      throw .field(qualified(name), expected: .date)
    }
    return date
  }

  /// A local date, if the field is there.
  mutating func optionalDate(_ name: StaticString) throws(InputError) -> LocalDate? {
    has(name) ? try date(name) : nil
  }

  /// A natural month `YYYY-MM`.
  mutating func month(_ name: StaticString) throws(InputError) -> Month {
    let token = try require(name)
    guard token.kind == .string, let month = Month(scanner.text(token)), years.contains(month.year) else {
      throw .field(qualified(name), expected: .month)
    }
    return month
  }

  /// A moment, in any of the forms of `Zone.instant(reading:)`.
  mutating func instant(_ name: StaticString, in zone: Zone) throws(InputError) -> Instant {
    let token = try require(name)
    guard token.kind == .string, let instant = zone.instant(utf8: raw(token)),
      years.contains(zone.date(of: instant).year)
    else {
      throw .field(qualified(name), expected: .instant)
    }
    return instant
  }

  /// Whether the field is there and null.
  mutating func isNull(_ name: StaticString) -> Bool { take(name)?.kind == .null }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes are a key (§4): `[a-z0-9]`, then also `.`, `_`, `-` and `extra`.
  fileprivate func isKey(extra: UInt8?, longest: Int) -> Bool {
    guard count >= 1, count <= longest else { return false }
    for index in 0..<count {
      switch self[index] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): continue
      case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): if index > 0 { continue }
      case extra: if index > 0 { continue }
      default: break
      }
      return false
    }
    return true
  }
}

extension String {
  /// Whether the text is a key (§4), with `extra` allowed behind the first character.
  func isKey(extra: UInt8? = nil, longest: Int = 64) -> Bool {
    var copy = self
    return copy.withUTF8 { $0.isKey(extra: extra, longest: longest) }
  }

  /// The whole number the text is, written as JSON writes it: no plus sign, no leading zero.
  var plainNumber: Int? {
    guard let number = Int(self), String(number) == self else { return nil }
    return number
  }
}

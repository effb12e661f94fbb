import LedgerDomain

/// Texts, keys and choices.
extension FieldReader {
  /// A text; any UTF-8 of bounded length without NUL that says something.
  mutating func text(_ name: StaticString) throws(InputError) -> String {
    try text(try require(name), name)
  }

  /// The text that the value under `name` is.
  func text(_ token: JSONToken, _ name: StaticString) throws(InputError) -> String {
    guard isText(token) else { throw .field(qualified(name), expected: .quotedText) }
    return try admitted(scanner.text(token), qualified(name))
  }

  /// A text that may be handed in (§4). Its own bytes are counted, not those of its escapes.
  func admitted(_ text: String, _ field: @autoclosure () -> String) throws(InputError) -> String {
    guard source == .submission else { return text }
    guard text.utf8.count <= Limits.textBytes else { throw .field(field(), expected: .shortText) }
    guard !text.contains(byte: 0) else { throw .field(field(), expected: .textWithoutNUL) }
    guard !text.unicodeScalars.allSatisfy(\.isWhite) else {
      throw .field(field(), expected: .textThatSays)
    }
    return text
  }

  /// Who: a text without white space at either end (§4).
  func person(_ id: String, _ field: @autoclosure () -> String) throws(InputError) -> String {
    let id = try admitted(id, field())
    guard !id.isEmpty else { throw .field(field(), expected: .textThatSays) }
    guard source == .submission else { return id }
    let ends = [id.unicodeScalars.first, id.unicodeScalars.last].compactMap(\.self)
    guard !ends.contains(where: \.isWhite) else { throw .field(field(), expected: .person) }
    return id
  }

  /// A text, if the field is there.
  mutating func optionalText(_ name: StaticString) throws(InputError) -> String? {
    try has(name) ? try text(name) : nil
  }

  /// A key: `[a-z0-9][a-z0-9._-]{0,63}`.
  mutating func key<Of>(_ name: StaticString) throws(InputError) -> Key<Of> {
    let token = try require(name)
    guard isText(token), let key = keyText(token) else {
      throw .field(qualified(name), expected: .key)
    }
    return Key(key)
  }

  /// A key, if the field is there.
  mutating func optionalKey<Of>(_ name: StaticString) throws(InputError) -> Key<Of>? {
    try has(name) ? try key(name) : nil
  }

  /// A reference to a breach: as a key, with `:` allowed after the first character, up to 200 characters.
  mutating func breach(_ name: StaticString) throws(InputError) -> BreachID {
    let token = try require(name)
    guard isText(token), let id = keyText(token, extra: UInt8(ascii: ":"), longest: 200) else {
      throw .field(qualified(name), expected: .breach)
    }
    return BreachID(id)
  }

  /// The id of a duty: as that of a breach.
  mutating func duty(_ name: StaticString) throws(InputError) -> DutyID {
    let token = try require(name)
    guard isText(token), let id = keyText(token, extra: UInt8(ascii: ":"), longest: 200) else {
      throw .field(qualified(name), expected: .duty)
    }
    return DutyID(id)
  }

  /// The ids of duties, none twice; in flags and CSV, separated by commas.
  mutating func duties(_ name: StaticString) throws(InputError) -> [DutyID] {
    let duties = try texts(name)
    guard Set(duties).count == duties.count else { throw .field(qualified(name), expected: .duties) }
    for duty in duties where !duty.isBreachID {
      throw .field(qualified(name), expected: .duty)
    }
    return duties.map { DutyID($0) }
  }

  /// Slugs, none twice, if the field is there; in flags and CSV, separated by commas.
  mutating func optionalParts(_ name: StaticString) throws(InputError) -> [Key<DutyPart>]? {
    guard try has(name) else { return nil }
    let parts = try texts(name)
    guard Set(parts).count == parts.count else { throw .field(qualified(name), expected: .parts) }
    for part in parts where !part.isKey() { throw .field(qualified(name), expected: .parts) }
    return parts.map { Key($0) }
  }

  func keyText(_ token: JSONToken, extra: UInt8? = nil, longest: Int = 64) -> String? {
    guard token.kind == .escapedString else {
      return raw(token).isKey(extra: extra, longest: longest) ? scanner.text(token) : nil
    }
    let text = scanner.text(token)
    return text.isKey(extra: extra, longest: longest) ? text : nil
  }

  /// One of the words of an enumeration.
  mutating func oneOf<T: Word>(_ name: StaticString, _ type: T.Type) throws(InputError) -> T {
    let token = try require(name)
    if token.kind == .string, let value = T.words[raw(token)] { return value }
    guard token.kind == .escapedString, let value = T(rawValue: scanner.text(token)) else {
      throw .field(qualified(name), expected: .oneOf(T.allCases.map(\.rawValue)))
    }
    return value
  }
}

/// Numbers, dates and flags.
extension FieldReader {
  /// A whole number of at least `least`, within 63 bits.
  mutating func count(_ name: StaticString, atLeast least: Int = 0) throws(InputError) -> Int {
    try count(try require(name), name, atLeast: least)
  }

  /// A whole number, or null, or nothing.
  mutating func optionalCount(_ name: StaticString) throws(InputError) -> Int? {
    guard let token = try take(name), token.kind != .null else { return nil }
    return try count(token, name, atLeast: .min)
  }

  private func count(_ token: JSONToken, _ name: StaticString, atLeast least: Int) throws(InputError) -> Int {
    guard let number = number(token), number >= least else {
      throw .field(qualified(name), expected: .count(atLeast: least))
    }
    return number
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
    try has(name) ? try flag(name) : nil
  }

  /// A local date `YYYY-MM-DD` that the calendar has.
  mutating func date(_ name: StaticString) throws(InputError) -> LocalDate {
    let token = try require(name)
    guard token.kind == .string, let date = LocalDate(utf8: raw(token)), days.contains(date) else {
      throw .field(qualified(name), expected: .date)
    }
    return date
  }

  /// A local date, if the field is there.
  mutating func optionalDate(_ name: StaticString) throws(InputError) -> LocalDate? {
    try has(name) ? try date(name) : nil
  }

  /// A natural month `YYYY-MM`.
  mutating func month(_ name: StaticString) throws(InputError) -> Month {
    let token = try require(name)
    guard token.kind == .string, let month = Month(utf8: raw(token)), days.contains(month.firstDay) else {
      throw .field(qualified(name), expected: .month)
    }
    return month
  }

  /// A moment, in any of the forms of `Zone.instant(reading:)`.
  mutating func instant(_ name: StaticString, in zone: Zone) throws(InputError) -> Instant {
    let token = try require(name)
    guard token.kind == .string, let instant = zone.instant(utf8: raw(token)),
      days.contains(zone.date(of: instant))
    else {
      throw .field(qualified(name), expected: .instant)
    }
    return instant
  }

  /// Whether the moment under `name` is written as a date without a time.
  mutating func isDateAlone(_ name: StaticString) throws(InputError) -> Bool {
    let token = try require(name)
    return token.kind == .string && LocalDate(utf8: raw(token)) != nil
  }

  /// Whether the moment under `name` is written without an offset, so that it is another in another zone.
  mutating func isLocal(_ name: StaticString) throws(InputError) -> Bool {
    let token = try require(name)
    guard token.kind == .string else { return false }
    let other = Zone(name: zone.name, offsetSeconds: zone.offsetSeconds == 0 ? 3600 : 0)
    return zone.instant(utf8: raw(token)) != other.instant(utf8: raw(token))
  }
}

extension String {
  /// The whole number the text is, written as JSON writes it: no plus sign, no leading zero.
  var plainNumber: Int? {
    guard let number = Int(self), String(number) == self else { return nil }
    return number
  }
}

extension String {
  /// Whether its UTF-8 holds a byte.
  fileprivate func contains(byte: UInt8) -> Bool {
    utf8.withContiguousStorageIfAvailable { $0.contains(byte) } ?? utf8.contains(byte)
  }
}

extension Unicode.Scalar {
  /// Whether it is white space; of ASCII, which most are, that is known without a look into the tables.
  fileprivate var isWhite: Bool {
    isASCII ? value == 0x20 || 0x09...0x0D ~= value : properties.isWhitespace
  }
}

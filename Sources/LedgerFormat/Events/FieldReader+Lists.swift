import LedgerDomain

/// Objects and lists within an object.
extension FieldReader {
  /// What `body` reads from the object under `name`; from an empty one when the field is absent and may be.
  mutating func object<T>(
    _ name: StaticString, isOptional: Bool = false, _ body: (inout FieldReader) throws(InputError) -> T
  ) throws(InputError) -> T {
    guard var inner = try enter(name, .object, expected: .object) else {
      guard isOptional else { throw .field(qualified(name), expected: .present) }
      return try "{}".withScanner { scanner throws(InputError) in
        var empty = try FieldReader(&scanner, path: .field(name), isLenient: isLenient, source: source, zone: zone)
        return try body(&empty)
      }
    }
    var reader = try FieldReader(
      &inner, path: .field(name), isLenient: isLenient, source: source, isInOrder: isInOrder, zone: zone)
    let value = try body(&reader)
    leave(try reader.finish())
    return value
  }

  /// Who: the short form `id@role`, or a map of both.
  ///
  /// - Parameter mayBeDeclared: whether the role may be one that a programme declares.
  mutating func actor(_ name: StaticString, mayBeDeclared: Bool = false) throws(InputError) -> Person {
    if !comesNext(name, UInt8(ascii: "{")), case let token = try require(name), isText(token) {
      let parts = scanner.text(token).split(separator: "@", omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty,
        let role = Role(rawValue: String(parts[1])) ?? declaredRole(String(parts[1]), mayBeDeclared)
      else {
        throw .field(qualified(name), expected: .actor(Role.everywhere))
      }
      return Person(id: try person(String(parts[0]), qualified(name)), role: role)
    }
    return try object(name) { reader throws(InputError) in
      let id = try reader.person(try reader.text("id"), reader.qualified("id"))
      return Person(id: id, role: try reader.role("role", mayBeDeclared: mayBeDeclared))
    }
  }

  /// A role of the regulation, or one that a programme declares.
  private mutating func role(_ name: StaticString, mayBeDeclared: Bool) throws(InputError) -> Role {
    let token = try require(name)
    if token.kind == .string, let role = Role.words[raw(token)] { return role }
    guard isText(token),
      let role = Role(rawValue: scanner.text(token)) ?? declaredRole(scanner.text(token), mayBeDeclared)
    else { throw .field(qualified(name), expected: .oneOf(Role.allCases)) }
    return role
  }

  private func declaredRole(_ name: String, _ mayBeDeclared: Bool) -> Role? {
    (mayBeDeclared || source == .log) && name.isKey() ? .declared(name) : nil
  }

  /// A list of texts; in flags and CSV, separated by commas.
  mutating func texts(_ name: StaticString) throws(InputError) -> [String] {
    if let text = try lenientText(name) { return text.split(separator: ",").map(String.init) }
    var texts: [String] = []
    var isWrong = false
    try items(name, expected: .texts) { scanner throws(JSONError) in
      let item = try scanner.value(depth: 3)
      if item.kind == .string || item.kind == .escapedString {
        texts.append(scanner.text(item))
      } else {
        isWrong = true
      }
    }
    guard !isWrong, texts.count <= Limits.listItems else {
      throw .field(qualified(name), expected: .shortTexts)
    }
    return texts
  }

  /// A list of positions.
  mutating func positions(_ name: StaticString) throws(InputError) -> [Int] {
    var positions: [Int] = []
    try items(name, expected: .positions) { scanner throws(JSONError) in
      let item = try scanner.value(depth: 3)
      guard item.kind == .integer, let position = scanner.integer(item) else { throw scanner.failure(.wholeNumber) }
      positions.append(position)
    }
    return positions
  }

  /// The text under `name`, where a text may stand for a list.
  mutating func lenientText(_ name: StaticString) throws(InputError) -> String? {
    guard isLenient, let token = try take(name), isText(token) else { return nil }
    return scanner.text(token)
  }

  /// Steps over the list under `name`; `body` steps over each of its items.
  private mutating func items(
    _ name: StaticString, expected: @autoclosure () -> Expectation,
    _ body: (inout JSONScanner) throws(JSONError) -> Void
  ) throws(InputError) {
    guard var inner = try enter(name, .array, expected: expected()) else {
      throw .field(qualified(name), expected: .present)
    }
    do throws(JSONError) {
      try inner.array(body)
    } catch {
      throw .syntax(error)
    }
    leave(inner.index)
  }

  /// What `body` makes of each object in the list under `name`.
  mutating func objects<T>(
    _ name: StaticString, _ body: (inout FieldReader) throws(InputError) -> T
  ) throws(InputError) -> [T] {
    var values: [T] = []
    var failure: InputError?
    let (isLenient, source, isInOrder) = (isLenient, source, isInOrder)
    do throws(InputError) {
      try items(name, expected: .objects) { scanner throws(JSONError) in
        do throws(InputError) {
          var reader = try FieldReader(
            &scanner, path: .item(name, values.count), isLenient: isLenient, source: source, isInOrder: isInOrder)
          values.append(try body(&reader))
          scanner.index = try reader.finish()
        } catch {
          failure = error
          throw scanner.failure(.objects)
        }
      }
    } catch {
      throw failure ?? error
    }
    return values
  }

  /// The sales of a report: a list of `{outlet, amountFen}`, or in flags and CSV `o-1=1000,o-2=0`; no outlet twice.
  mutating func sales(_ name: StaticString) throws(InputError) -> [OutletSales] {
    if let text = try lenientText(name) { return try unique(name, lenientSales(name, text)) }
    let lines = try objects(name) { line throws(InputError) in
      OutletSales(outlet: try line.key("outlet"), amountFen: try line.count("amountFen"))
    }
    return isInOrder ? lines : try unique(name, lines)
  }

  private func unique(_ name: StaticString, _ lines: [OutletSales]) throws(InputError) -> [OutletSales] {
    var seen: Set<Key<Outlet>> = []
    for line in lines where !seen.insert(line.outlet).inserted {
      throw .field(qualified(name), expected: .outletOnce(line.outlet))
    }
    return lines
  }

  private func lenientSales(_ name: StaticString, _ text: String) throws(InputError) -> [OutletSales] {
    var lines: [OutletSales] = []
    if text.isEmpty { return lines }
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2, sides[0].isKey(), let amount = sides[1].plainNumber, amount >= 0 else {
        throw .field(qualified(name), expected: .sales)
      }
      lines.append(OutletSales(outlet: Key(sides[0]), amountFen: amount))
    }
    return lines
  }
}

extension String {
  /// What `body` makes of a scanner over the text.
  func withScanner<T>(_ body: (inout JSONScanner) throws(InputError) -> T) throws(InputError) -> T {
    let bytes = Array(utf8)
    let result: Result<T, InputError> = bytes.withUnsafeBufferPointer { buffer in
      do throws(InputError) {
        var scanner = JSONScanner(buffer)
        return .success(try body(&scanner))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}

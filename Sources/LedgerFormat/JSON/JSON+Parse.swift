extension JSON {
  /// Reads one JSON text into a tree.
  public init(parsing text: String) throws(JSONError) {
    try self.init(bytes: Array(text.utf8))
  }

  init(bytes: [UInt8]) throws(JSONError) {
    let result: Result<JSON, JSONError> = bytes.withUnsafeBufferPointer { buffer in
      do throws(JSONError) {
        var scanner = JSONScanner(buffer)
        let value = try JSON(&scanner, depth: 0)
        try scanner.expectEnd()
        return .success(value)
      } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }

  private init(_ scanner: inout JSONScanner, depth: Int) throws(JSONError) {
    scanner.skipSpace()
    let start = scanner.index
    let token = try scanner.value(depth: depth)
    switch token.kind {
    case .string, .escapedString: self = .string(scanner.text(token))
    case .integer:
      self = scanner.integer(token).map(JSON.integer) ?? .number(Self.raw(scanner, token))
    case .number: self = .number(Self.raw(scanner, token))
    case .true: self = .boolean(true)
    case .false: self = .boolean(false)
    case .null: self = .null
    case .array:
      var items: [JSON] = []
      var inner = JSONScanner(scanner.bytes, at: start)
      try inner.array(depth: depth) { scanner throws(JSONError) in
        items.append(try JSON(&scanner, depth: depth + 1))
      }
      self = .array(items)
    case .object:
      var fields: [Field] = []
      var inner = JSONScanner(scanner.bytes, at: start)
      try inner.object(depth: depth) { (scanner, name) throws(JSONError) in
        let name = scanner.text(name)
        fields.append(Field(name, try JSON(&scanner, depth: depth + 1)))
      }
      self = .object(fields)
    }
  }

  private static func raw(_ scanner: JSONScanner, _ token: JSONToken) -> String {
    String(decoding: scanner.bytes[token.start..<token.end], as: UTF8.self)
  }
}

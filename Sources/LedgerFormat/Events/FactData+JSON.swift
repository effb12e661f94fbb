public import LedgerDomain

/// The data of a fact whose type does not stand beside it.
extension FactData {
  /// Data as they are kept: compact, the keys of every object in order; nil for anything but an object.
  init?(_ json: JSON) {
    guard case .object = json else { return nil }
    self.init(json: json.inOrder.text)
  }

  /// A fact's own data.
  public init(of fact: Fact) {
    var writer = JSONWriter()
    writer.object { writer in fact.fields(&writer) }
    let tree = try? JSON(parsing: writer.text)
    self.init(json: tree?.inOrder.text ?? writer.text)
  }

  /// The fact of a type that they are the data of.
  ///
  /// - Parameter isRecorded: whether they stand in the log: then what was accepted is read.
  /// - Throws: what is wrong with their shape.
  package func fact(of kind: FactKind, in zone: Zone, isRecorded: Bool = false) throws(InputError) -> Fact {
    try json.withScanner { scanner throws(InputError) in
      var fields = try FieldReader(
        &scanner, path: .field("data.data"), isLenient: false, source: isRecorded ? .log : .submission, zone: zone)
      let fact = try Fact(kind, from: &fields)
      try fields.finish()
      return fact
    }
  }
}

extension JSON {
  /// The same with the fields of every object in order of their names.
  fileprivate var inOrder: JSON {
    switch self {
    case .null, .boolean, .integer, .number, .string: self
    case .array(let items): .array(items.map(\.inOrder))
    case .object(let fields):
      .object(
        fields.map { Field($0.name, $0.value.inOrder) }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) })
    }
  }
}

extension FactName {
  /// The fact that somebody names: its position in the log, or the id it was submitted under.
  ///
  /// - Throws: bad input, naming the field `fact`, for anything else.
  public init(reading text: String) throws(InputError) {
    self.init(named: text)
    if case .id(let id) = self, !Draft.isUUID(id) { throw .field("fact", expected: .factName) }
  }
}

extension FieldReader {
  /// The name of a fact: its position in the log, or the id it was submitted under.
  mutating func factName(_ name: StaticString) throws(InputError) -> FactName {
    let token = try require(name)
    if token.kind == .integer, let position = scanner.integer(token), position > 0 { return .position(position) }
    guard isText(token) else { throw .field(qualified(name), expected: .factName) }
    let text = scanner.text(token)
    if isLenient, let position = text.plainNumber, position > 0 { return .position(position) }
    guard Draft.isUUID(text) else { throw .field(qualified(name), expected: .factName) }
    return .id(text)
  }

  /// The data of the fact named beside it: an object, or in flags and CSV its text.
  mutating func factData(_ name: StaticString) throws(InputError) -> FactData {
    let token = try require(name)
    let isText = isLenient && isText(token)
    let bytes = isText ? Array(scanner.text(token).utf8) : Array(scanner.bytes[token.start..<token.end])
    guard isText || token.kind == .object, let tree = try? JSON(bytes: bytes), let data = FactData(tree) else {
      throw .field(qualified(name), expected: .object)
    }
    return data
  }
}

extension FactData {
  /// Data of a type in which texts may stand for numbers, lists and so on, as in flags.
  package init(readingTexts json: JSON, as kind: FactKind, in zone: Zone) throws(InputError) {
    let fact = try json.text.withScanner { scanner throws(InputError) -> Fact in
      var fields = try FieldReader(&scanner, path: .field("data"), isLenient: true, zone: zone)
      let fact = try Fact(kind, from: &fields)
      try fields.finish()
      return fact
    }
    self.init(of: fact)
  }
}

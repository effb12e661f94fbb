public import LedgerDomain

/// Values of what a programme declares (programmes §2), as JSON, and in flags and CSV as `name=value,name=value`.
extension FieldReader {
  /// A value: a whole number, true or false, a text, or a share as `{"part": 3, "whole": 10}`.
  mutating func declaredValue(_ name: StaticString) throws(InputError) -> DeclaredValue {
    let token = try require(name)
    if isText(token) {
      let text = try admitted(scanner.text(token), qualified(name))
      return isLenient ? DeclaredValue(written: text) : .text(text)
    }
    let json = try? JSON(bytes: Array(raw(token)))
    guard let value = json.flatMap(DeclaredValue.init) else { throw .field(qualified(name), expected: .declaredValue) }
    return value
  }

  /// Values by their names, no name twice; there may be none.
  mutating func namedValues(_ name: StaticString) throws(InputError) -> [NamedValue] {
    let token = try require(name)
    var values: [NamedValue] = []
    if isLenient, isText(token), let pairs = scanner.text(token).namedValues {
      values = pairs.map { NamedValue($0.0, DeclaredValue(written: $0.1)) }
    } else {
      let text = isLenient && isText(token) ? Array(scanner.text(token).utf8) : Array(raw(token))
      guard case .object(let fields)? = try? JSON(bytes: text) else {
        throw .field(qualified(name), expected: .declaredValues)
      }
      for field in fields {
        let place = qualified(name) + "." + field.name
        guard let value = DeclaredValue(field.value) else { throw .field(place, expected: .declaredValue) }
        if case .text(let text) = value { _ = try admitted(text, place) }
        values.append(NamedValue(field.name, value))
      }
    }
    var seen: Set<String> = []
    for value in values where !seen.insert(value.name).inserted {
      throw .field(qualified(name) + "." + value.name, expected: .once)
    }
    return values
  }
}

extension DeclaredValue {
  /// A value as it stands in an event's data; nil for anything that is none.
  public init?(_ json: JSON) {
    switch json {
    case .integer(let number): self = .number(number)
    case .boolean(let flag): self = .flag(flag)
    case .string(let text): self = .text(text)
    case .object(let fields):
      guard fields.count == 2, case .integer(let part)? = json["part"], case .integer(let whole)? = json["whole"],
        part >= 0, whole > 0
      else { return nil }
      self = .share(part: part, whole: whole)
    case .null, .number, .array: return nil
    }
  }

  /// A value as flags and cells have it: `true`, `false`, a number, `part/whole` or a text.
  init(written text: String) {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if text == "true" || text == "是" {
      self = .flag(true)
    } else if text == "false" || text == "否" {
      self = .flag(false)
    } else if let number = text.plainNumber {
      self = .number(number)
    } else if halves.count == 2, let part = halves[0].plainNumber, let whole = halves[1].plainNumber, part >= 0,
      whole > 0
    {
      self = .share(part: part, whole: whole)
    } else {
      self = .text(text)
    }
  }

  /// The value as it stands in an event's data.
  public var json: JSON {
    switch self {
    case .number(let number): .integer(number)
    case .flag(let flag): .boolean(flag)
    case .text(let text): .string(text)
    case .share(let part, let whole): .object([.init("part", .integer(part)), .init("whole", .integer(whole))])
    }
  }
}

extension JSONWriter {
  /// Writes a value of what a programme declares.
  public mutating func value(_ name: StaticString, _ zh: StaticString, _ known: DeclaredValue?) -> DeclaredValue {
    self.name(name)
    value(known!.json)
    return known!
  }

  /// Writes a value of what a programme declares, or null.
  public mutating func valueOrNull(
    _ name: StaticString, _ zh: StaticString, _ known: DeclaredValue?
  ) -> DeclaredValue? {
    self.name(name)
    value(known?.json ?? .null)
    return known
  }

  /// Writes a list of objects whose fields are described.
  public mutating func items<Item: FieldSet>(
    _ name: StaticString, _ zh: StaticString, _ known: [Item]?
  ) -> [Item] {
    self.name(name)
    array { writer in for item in known! { writer.object { writer in _ = Item(&writer, item) } } }
    return known!
  }

  /// Writes a list of objects whose fields are described; the field may be missing.
  public mutating func optionalItems<Item: FieldSet>(
    _ name: StaticString, _ zh: StaticString, _ known: [Item]?
  ) -> [Item]? { known.map { items(name, zh, $0) } }

  /// Writes values by their names; the field may be missing.
  public mutating func optionalValues(
    _ name: StaticString, _ zh: StaticString, _ known: [NamedValue]?
  ) -> [NamedValue]? {
    guard let known else { return nil }
    self.name(name)
    value(JSON(known))
    return known
  }
}

extension JSON {
  /// Values under their names.
  public init(_ values: [NamedValue]) { self = .object(values.map { Field($0.name, $0.value.json) }) }
}

extension Expectation {
  static let declaredValue = Expectation(
    zh: "整数、true、false、文字或比例 {\"part\": 3, \"whole\": 10}",
    en: "a whole number, true, false, a text, or a share such as {\"part\": 3, \"whole\": 10}")
  static let listOfObjects = Expectation(zh: "对象的列表", en: "a list of objects")
  static let declaredValues = Expectation(
    zh: "名称与值的对象，如 {\"row\": \"row-2\"}", en: "an object of names and values, such as {\"row\": \"row-2\"}")
}

import LedgerDomain

/// A provider's own agreement, as JSON.
extension Standing.AgreementLine {
  /// Writes the agreement as a standing shows it.
  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("position", position)
      let agreement = AgreementSigned(startsOn: startsOn, endsOn: endsOn, terms: terms, cities: cities)
      _ = AgreementSigned(&writer, agreement)
    }
  }

  /// Reads an agreement as `write(to:)` wrote it.
  init(from fields: inout FieldReader) throws(InputError) {
    self.init(
      position: try fields.count("position"), startsOn: try fields.date("startsOn"),
      endsOn: try fields.date("endsOn"), terms: try fields.terms("terms"), cities: try fields.optionalKeys("cities"))
  }
}

extension TermsOverride {
  /// The terms as the rulebook file has them: an object for each section.
  var json: JSON {
    var tree = JSON.object([])
    for (term, value) in terms { tree.set(value.json, at: term.path.split(separator: ".").map(String.init)[...]) }
    return tree
  }
}

extension JSON {
  /// Sets a value deep in an object, whose objects on the way are made where they are missing.
  fileprivate mutating func set(_ value: JSON, at path: ArraySlice<String>) {
    guard let name = path.first else {
      self = value
      return
    }
    var fields = self.fields
    let index = fields.firstIndex { $0.name == name } ?? fields.endIndex
    if index == fields.endIndex { fields.append(Field(name, .object([]))) }
    fields[index].value.set(value, at: path.dropFirst())
    self = .object(fields)
  }
}

extension FieldReader {
  /// Terms in the shape of the rulebook file, as an object, or in flags and CSV as its text; none when absent.
  mutating func terms(_ name: StaticString) throws(InputError) -> TermsOverride {
    guard let token = try take(name) else { return TermsOverride() }
    let isText = isLenient && isText(token)
    guard isText || token.kind == .object else { throw .field(qualified(name), expected: .object) }
    let tree: JSON
    do throws(JSONError) {
      tree = try JSON(
        bytes: isText ? Array(scanner.text(token).utf8) : Array(scanner.bytes[token.start..<token.end]))
    } catch {
      throw .field(qualified(name), expected: .object)
    }
    guard case .object(let fields) = tree else { throw .field(qualified(name), expected: .object) }
    var terms = TermsOverride()
    try Self.read(fields, under: "", qualified(name), into: &terms)
    return terms
  }

  private static func read(
    _ fields: [JSON.Field], under path: String, _ name: String, into terms: inout TermsOverride
  ) throws(InputError) {
    var seen: Set<String> = []
    for field in fields {
      let path = path.isEmpty ? field.name : path + "." + field.name
      let place = name + "." + path
      guard seen.insert(field.name).inserted else { throw .field(place, expected: .once) }
      if let term = Term.byPath[path], !field.name.contains(".") {
        guard let value = Term.Value(field.value, for: term) else {
          throw .field(place, expected: .term(term.bounds, isRange: term.isRange))
        }
        terms[term] = value
        continue
      }
      guard Term.sections.contains(path), !field.name.contains(".") else { throw .field(place, expected: .term) }
      guard case .object(let inner) = field.value else { throw .field(place, expected: .object) }
      try read(inner, under: path, name, into: &terms)
    }
  }

  /// Keys of cities, each once, if the field is there.
  mutating func optionalKeys<Of>(_ name: StaticString) throws(InputError) -> [Key<Of>]? {
    guard try has(name) else { return nil }
    let cities: [Key<Of>] = try keys(name, expected: .cities)
    guard !cities.isEmpty else { throw .field(qualified(name), expected: .cities) }
    return cities
  }

  /// Keys, each once, perhaps none.
  mutating func keys<Of>(_ name: StaticString, expected: Expectation) throws(InputError) -> [Key<Of>] {
    let texts = try texts(name)
    guard Set(texts).count == texts.count else { throw .field(qualified(name), expected: expected) }
    for text in texts where !text.isKey() { throw .field(qualified(name), expected: .key) }
    return texts.map { Key($0) }
  }
}

extension Term {
  fileprivate static let byPath = Dictionary(uniqueKeysWithValues: all.map { ($0.path, $0) })

  /// The paths on the way to a term.
  fileprivate static let sections = Set(
    all.flatMap { term in
      let parts = term.path.split(separator: ".")
      return (1..<parts.count).map { parts[..<$0].joined(separator: ".") }
    })
}

extension Term.Value {
  /// Reads a value of a term; nil for one of the wrong type, out of its bounds, or a range that is upside down.
  fileprivate init?(_ json: JSON, for term: Term) {
    if case .integer(let number) = json, !term.isRange, term.bounds.contains(number) {
      self = .number(number)
      return
    }
    guard case .array(let ends) = json, term.isRange, ends.count == 2, case .integer(let low) = ends[0],
      case .integer(let high) = ends[1], low <= high, term.bounds.contains(low), term.bounds.contains(high)
    else { return nil }
    self = .range(low...high)
  }
}

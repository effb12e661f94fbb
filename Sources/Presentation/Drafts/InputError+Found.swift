import LedgerDomain
public import LedgerFormat

extension InputError {
  /// The same of an event that was handed in as JSON, naming what was found in the field.
  public func naming(in json: [UInt8]) -> InputError {
    guard case .field(let field, let expected) = self else { return self }
    let text = String(decoding: json, as: UTF8.self)
    guard let event = try? JSON(parsing: text) else {
      return field == "event" ? .field(field, expected: expected.not(text.asFound)) : self
    }
    if expected == .present, case .object(let fields)? = event["data"] {
      return missing(field, among: fields.map(\.name))
    }
    return naming(event.value(at: field)?.asFound, in: event.value(at: "type")?.asFound)
  }

  /// The same of an event that was handed in as pairs of names and texts, naming what was found in the field.
  public func naming(in written: [(String, String)]) -> InputError {
    let pairs = written.map { (CSVColumn($0.0).field ?? $0.0, $0.1) }
    guard case .field(let field, let expected) = self else { return self }
    if expected == .present { return missing(field, among: pairs.map(\.0)) }
    let last = field.split(separator: ".").last.map { String($0.prefix { $0 != "[" }) } ?? ""
    let name = field == "data." + last ? last.headingOfData : last
    let type = pairs.first { $0.0 == "type" }?.1
    guard
      let index = pairs.firstIndex(where: { [name, field].contains($0.0) })
        ?? written.firstIndex(where: { TermRows.place($0.0)?.inEvent == field })
    else { return naming(nil, in: type) }
    if CSVColumn(written[index].0).isYuan || YuanColumn.isInput(written[index].0) {
      return .field(written[index].0, expected: Expectation.yuan.not(pairs[index].1.asFound))
    }
    return naming(pairs[index].1, in: type) { found, kind in
      if name == YuanColumn.field, YuanColumn.fen(found.narrowed.trimmed) != nil, Int(found) == nil {
        return expected.not(found.asFound).perhaps("\(YuanColumn.name.en)=\(found.trimmed)")
      }
      if let why = CSVRecord.why(found, expected) { return expected.not(found.asFound) + why }
      return CSVRecord.choice(name, found, kind).map { $0.not(found.asFound) }
    }
  }

  /// A field that is missing, where one that nobody knows is spelled much like it.
  private func missing(_ field: String, among given: [String]) -> InputError {
    guard case .field(_, let expected) = self, let name = field.split(separator: ".").last.map(String.init) else {
      return self
    }
    let unknown = given.filter { !FactKind.dataFields.contains($0) && !Draft.envelope.contains($0) }
    guard let near = name.near(among: unknown) else {
      // What is perhaps the slip is told too: whoever wrote it takes it for the field that is missing.
      guard let stranger = unknown.first else { return self }
      return .field(
        field,
        expected: Expectation(
          zh: "\(expected.zh)，而非名为 \(stranger.asFound) 的字段",
          en: "\(expected.en), and not a field called \(stranger.asFound)", isWhole: true))
    }
    return .field(
      field,
      expected: Expectation(
        zh: "\(expected.zh)（\(near) 是否即 \(name)？）", en: "\(expected.en) (is \(near) meant for it?)", isWhole: true))
  }

  /// - Parameter wanted: what is wanted instead and was found, where people are told it in other words than programs.
  private func naming(
    _ found: String?, in type: String?, wanted: (String, FactKind?) -> Expectation? = { _, _ in nil }
  ) -> InputError {
    guard case .field(let field, let expected) = self, let found else { return self }
    let kind = type.flatMap(FactKind.init(called:))
    let name = field.split(separator: ".").last.map(String.init) ?? field
    guard expected != .absent else {
      let near = name.near(among: (kind?.payload.shapes.joined().map(\.name.en) ?? []) + Draft.envelope)
      return near.map { .field(field, expected: expected.perhaps($0)) } ?? self
    }
    if let wanted = wanted(found, kind) { return .field(field, expected: wanted) }
    if found.utf8.count > 3, expected.names(found) { return self }
    let named = expected.not(found.asFound)
    return .field(field, expected: named.perhaps(Self.near(found, field, name, kind)))
  }

  /// The word that was perhaps meant, where only some words are taken.
  private static func near(_ found: String, _ field: String, _ name: String, _ kind: FactKind?) -> String? {
    if field == EnvelopeField.by.rawValue || field == "by.role" {
      return nearRole(found)
    }
    guard case .choice(let words)? = kind?.field(name)?.kind else { return nil }
    return found.near(among: words)
  }

  /// The role that was perhaps meant behind the `@`, by its name in the log or in Chinese; nil where it is one.
  static func nearRole(_ found: String) -> String? {
    guard let role = found.split(separator: "@", omittingEmptySubsequences: false).last.map(String.init),
      Role(rawValue: role) == nil
    else { return nil }
    // Said by its Chinese name where only the key will do: the key is what is wanted.
    if let called = Role.allCases.first(where: { $0.words.zh == role }) { return called.rawValue }
    return role.near(among: Role.allCases.map(\.rawValue)) ?? role.near(among: Role.allCases.map(\.words.zh))
  }
}

extension Expectation {
  /// Whether it says a text already, as a word and not as a part of one.
  fileprivate func names(_ text: String) -> Bool {
    en.ranges(of: text).contains { place in
      let before = en[..<place.lowerBound].last?.isLetter ?? false
      let after = en[place.upperBound...].first?.isLetter ?? false
      return !before && !after
    }
  }

  /// The same, with what was found in its place.
  func not(_ found: String) -> Expectation { Expectation(zh: "\(zh)，而非 \(found)", en: "\(en), not \(found)") }

  /// The same, and why that is none.
  static func + (expectation: Expectation, why: Words?) -> Expectation {
    Expectation(zh: expectation.zh + (why?.zh ?? ""), en: expectation.en + (why?.en ?? ""))
  }

  /// The same, with the word that was perhaps meant.
  func perhaps(_ word: String?) -> Expectation {
    guard let word else { return self }
    return Expectation(zh: "\(zh)（是否指 \(word)？）", en: "\(en) (did you mean \(word)?)")
  }
}

extension JSON {
  /// The value at a path such as `data.sales[0].outlet`.
  fileprivate func value(at path: String) -> JSON? {
    path.split(separator: ".").reduce(self) { value, step in
      let name = step.prefix { $0 != "[" }
      let index = Int(step.dropFirst(name.count + 1).dropLast())
      guard case .object(let fields)? = value else { return nil }
      let found = fields.first { $0.name == name }?.value
      guard let index else { return found }
      guard case .array(let items)? = found, items.indices.contains(index) else { return nil }
      return items[index]
    }
  }

  /// As it is shown where it is wrong.
  fileprivate var asFound: String {
    if case .string(let text) = self { text } else { text }
  }
}

extension String {
  /// As it is shown where it is wrong: without control characters, and not longer than a line.
  fileprivate var asFound: String {
    let line = count > 60 ? String(prefix(60)).printable + "…" : printable
    return isEmpty || trimmed != self ? "“\(line)”" : line
  }
}

public import LedgerDomain

/// What was found of criteria and by what somebody is reached, as JSON, and in flags and CSV as `name=value,name=value`.
extension FieldReader {
  /// Findings, at least one and no criterion twice.
  mutating func findings(_ name: StaticString) throws(InputError) -> [Finding] {
    if let text = try lenientText(name) { return try checked(name, written(name, text)) }
    let findings = try objects(name) { item throws(InputError) in
      Finding(
        try item.key("criterion"), try item.findingValue("value"), judgedBy: try item.judge("judgedBy"),
        evidence: try item.optionalText("evidence"))
    }
    return source == .log ? findings : try checked(name, findings)
  }

  private func checked(_ name: StaticString, _ findings: [Finding]) throws(InputError) -> [Finding] {
    guard !findings.isEmpty else { throw .field(qualified(name), expected: .findings) }
    var seen: Set<Key<CriterionRow>> = []
    for finding in findings where !seen.insert(finding.criterion).inserted {
      throw .field(qualified(name), expected: .criterionOnce(finding.criterion))
    }
    return findings
  }

  private mutating func judge(_ name: StaticString) throws(InputError) -> Judge? {
    guard try has(name) else { return nil }
    let token = try require(name)
    guard isText(token), let text = keyText(token) else { throw .field(qualified(name), expected: .judge) }
    return Judge(text)
  }

  /// What was found of a criterion.
  mutating func findingValue(_ name: StaticString) throws(InputError) -> FindingValue {
    if !comesNext(name, UInt8(ascii: "{")), case let token = try require(name), token.kind != .object {
      switch token.kind {
      case .true: return .flag(true)
      case .false: return .flag(false)
      case .string, .escapedString: return .text(try text(token, name))
      case .integer:
        if let number = scanner.integer(token), number >= 0 { return .number(number) }
        throw .field(qualified(name), expected: .findingValue)
      case .number, .null, .array, .object: throw .field(qualified(name), expected: .findingValue)
      }
    }
    return try object(name) { reader throws(InputError) in
      guard try reader.has("part") else {
        return .hours(weekdays: try reader.hours("weekdays"), otherDays: try reader.hours("otherDays"))
      }
      return .share(part: try reader.count("part"), whole: try reader.count("whole", atLeast: 1))
    }
  }

  private mutating func hours(_ name: StaticString) throws(InputError) -> HoursOfDay {
    let token = try require(name)
    guard isText(token), let hours = HoursOfDay(scanner.text(token)) else {
      throw .field(qualified(name), expected: .hours)
    }
    return hours
  }

  /// Findings as flags and cells have them.
  private func written(_ name: StaticString, _ text: String) throws(InputError) -> [Finding] {
    guard let pairs = text.namedValues else { throw .field(qualified(name), expected: .findings) }
    var findings: [Finding] = []
    for (criterion, value) in pairs {
      guard let finding = Finding(criterion, written: value) else {
        throw .field(qualified(name), expected: .findingValue)
      }
      findings.append(finding)
    }
    return findings
  }

  /// By what somebody is reached, at least one thing.
  mutating func contacts(_ name: StaticString) throws(InputError) -> [Key<ContactRow>: String] {
    var contacts: [Key<ContactRow>: String] = [:]
    for (key, text) in try contactFields(name) {
      let place = qualified(name) + "." + key
      guard key.isKey() else { throw .field(place, expected: .key) }
      let isNew = contacts.updateValue(try admitted(text, place), forKey: Key(key)) == nil
      if !isNew { throw .field(place, expected: .once) }
    }
    guard !contacts.isEmpty else { throw .field(qualified(name), expected: .contacts) }
    return contacts
  }

  private mutating func contactFields(_ name: StaticString) throws(InputError) -> [(String, String)] {
    let token = try require(name)
    var json = Array(scanner.bytes[token.start..<token.end])
    if isLenient, isText(token) {
      let text = scanner.text(token)
      if let pairs = text.namedValues { return pairs }
      json = Array(text.utf8)
    }
    guard case .object(let fields)? = try? JSON(bytes: json) else {
      throw .field(qualified(name), expected: .contacts)
    }
    var pairs: [(String, String)] = []
    for field in fields {
      guard case .string(let text) = field.value else {
        throw .field(qualified(name) + "." + field.name, expected: .quotedText)
      }
      pairs.append((field.name, text))
    }
    return pairs
  }
}

extension Finding {
  /// A finding as flags and cells have it: `true`, `false`, a number, `part/whole`, `09:00-22:00/10:00-18:00` or a text; behind
  /// a number perhaps `@` and who judged it. Nil where nothing stands there.
  fileprivate init?(_ criterion: String, written text: String) {
    let sides = text.split(separator: "@", omittingEmptySubsequences: false).map(String.init)
    if sides.count == 2, let number = sides[0].plainNumber, number >= 0, sides[1].isKey() {
      self.init(Key(criterion), .number(number), judgedBy: Judge(sides[1]))
    } else if let value = FindingValue(written: text) {
      self.init(Key(criterion), value)
    } else {
      return nil
    }
  }
}

extension FindingValue {
  /// What was found as flags, cells and forms have it: `true`, `false`, a number, `part/whole`, `09:00-22:00/10:00-18:00` or a
  /// text; nil where nothing stands there, and for a number below 0.
  public init?(written text: String) {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    if text.isEmpty || text.allSatisfy(\.isWhitespace) {
      return nil
    } else if text == "true" || text == "是" {
      self = .flag(true)
    } else if text == "false" || text == "否" {
      self = .flag(false)
    } else if let number = text.plainNumber {
      guard number >= 0 else { return nil }
      self = .number(number)
    } else if halves.count == 2, let part = halves[0].plainNumber, let whole = halves[1].plainNumber {
      guard part >= 0, whole > 0 else { return nil }
      self = .share(part: part, whole: whole)
    } else if halves.count == 2, let weekdays = HoursOfDay(halves[0]), let otherDays = HoursOfDay(halves[1]) {
      self = .hours(weekdays: weekdays, otherDays: otherDays)
    } else {
      self = .text(text)
    }
  }
}

extension String {
  /// `name=value,name=value` as names and values; a part without a name goes on with the value before it. Nil for any other
  /// text.
  var namedValues: [(String, String)]? {
    var pairs: [(String, String)] = []
    for part in split(separator: ",", omittingEmptySubsequences: false) {
      let name = part.prefix { $0 != "=" }
      let key = String(name.drop { $0 == " " })
      if key.isKey(), name.endIndex < part.endIndex {
        pairs.append((key, String(part[name.endIndex...].dropFirst())))
      } else if let last = pairs.indices.last {
        pairs[last].1 += "," + part
      } else {
        return nil
      }
    }
    return pairs
  }
}

extension JSONWriter {
  /// Writes what was found of criteria.
  public mutating func findings(_ name: StaticString, _ zh: StaticString, _ known: [Finding]?) -> [Finding] {
    self.name(name)
    array { writer in for finding in known! { finding.write(to: &writer) } }
    return known!
  }

  /// Writes by what somebody is reached, by name.
  public mutating func contacts(
    _ name: StaticString, _ zh: StaticString, _ known: [Key<ContactRow>: String]?
  ) -> [Key<ContactRow>: String] {
    self.name(name)
    object { writer in
      for (key, text) in known!.sorted(by: { $0.key < $1.key }) { writer.field(key.text, text) }
    }
    return known!
  }

  /// Writes a field that is a text, under a name that is not known beforehand.
  mutating func field(_ name: String, _ text: String) {
    self.name(name)
    string(text)
  }

  /// Writes a list of names.
  mutating func slugs<Of>(_ name: StaticString, _ slugs: [Key<Of>]) {
    self.name(name)
    array { writer in for slug in slugs { writer.string(slug.text) } }
  }
}

extension Finding {
  fileprivate func write(to writer: inout JSONWriter) {
    writer.object { writer in
      writer.field("criterion", criterion.text)
      writer.name("value")
      writer.value(value.json)
      if let judgedBy { writer.field("judgedBy", judgedBy.text) }
      if let evidence { writer.field("evidence", evidence) }
    }
  }
}

extension FindingValue {
  /// The value as it stands in an event's data.
  public var json: JSON {
    switch self {
    case .flag(let flag): .boolean(flag)
    case .number(let number): .integer(number)
    case .share(let part, let whole): .object([.init("part", .integer(part)), .init("whole", .integer(whole))])
    case .text(let text): .string(text)
    case .hours(let weekdays, let otherDays):
      .object([
        .init("weekdays", .string(weekdays.description)), .init("otherDays", .string(otherDays.description)),
      ])
    }
  }
}

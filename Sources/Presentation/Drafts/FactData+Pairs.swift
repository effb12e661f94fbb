public import LedgerDomain
public import LedgerFormat

extension FactCorrected {
  /// A correction of a fact by what people write: names of fields are taken as headings of a file are, and texts as its
  /// cells. What is not named stays as it is read; nothing in the place of a value takes the field away.
  ///
  /// - Parameters:
  ///   - name: which fact.
  ///   - fact: the same as it is read.
  ///   - pairs: names of fields and what stands there instead; that of the envelope's time puts the time right.
  ///   - zone: the ledger's zone.
  /// - Throws: what is wrong: the field, what was found and what is expected.
  public init(
    of name: FactName, _ fact: Fact, changing pairs: [(name: String, text: String)], reason: String, in zone: Zone
  ) throws(InputError) {
    do throws(InputError) {
      let times = pairs.filter { CSVColumn($0.name).envelope == .at }
      let data = try FactData(of: fact, changing: pairs.filter { CSVColumn($0.name).envelope != .at }, in: zone)
      let moment: Instant? = if let time = times.last { try Self.moment(time.text, zone) } else { nil }
      self.init(name: name, data: data, at: moment, reason: reason)
    } catch {
      throw error.naming(in: [("type", fact.kind.name)] + pairs.map { ($0.name, $0.text) })
    }
  }

  private static func moment(_ text: String, _ zone: Zone) throws(InputError) -> Instant {
    guard let moment = zone.instant(reading: CSVCell.text(text, as: .instant, in: zone)) else {
      throw .field("at", expected: .instant)
    }
    return moment
  }
}

extension FactData {
  fileprivate init(
    of fact: Fact, changing pairs: [(name: String, text: String)], in zone: Zone
  ) throws(InputError) {
    var tree = (try? JSON(parsing: FactData(of: fact).json))?.fields ?? []
    if let findings = try FindingRows(pairs).json, let index = tree.firstIndex(where: { $0.name == "findings" }) {
      tree[index].value = findings
    }
    if pairs.contains(where: { TermRows.holds($0.name) }) {
      var terms = TermRows(tree.first { $0.name == "terms" }?.value ?? .null)
      terms.take(pairs)
      tree.removeAll { $0.name == "terms" }
      if let terms = terms.json { tree.append(.init("terms", terms)) }
    }
    var others = pairs.filter { !FindingRows.holds($0.name) && !TermRows.holds($0.name) }
    if let sales = others.last(where: { $0.name == SalesInput.name }),
      let index = tree.firstIndex(where: { $0.name == "sales" })
    {
      tree[index].value = try sales.text.isBlank ? .array([]) : .string(SalesInput.list(sales.text))
      others.removeAll { $0.name == SalesInput.name }
    }
    for (name, text) in others {
      let column = CSVColumn(name)
      let known = column.field.flatMap { fact.kind.field($0)?.name.en } ?? name
      let index = tree.firstIndex { $0.name == known }
      guard !text.isEmpty else {
        if let index { tree.remove(at: index) }
        continue
      }
      // What has a name may have commas of its own: each stands on a line.
      let isNamed = fact.kind.field(known)?.kind == .contacts
      let value = JSON.string(
        isNamed
          ? text.typedLines.joined(separator: ",") : CSVCell.text(text, under: column, of: fact.kind, in: zone))
      if let index { tree[index].value = value } else { tree.append(JSON.Field(known, value)) }
    }
    try self.init(readingTexts: .object(tree), as: fact.kind, in: zone)
  }
}

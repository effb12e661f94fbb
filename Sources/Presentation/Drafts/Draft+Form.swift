public import LedgerDomain
public import LedgerFormat

extension Draft {
  /// Reads an event from the fields of a form: names are taken as headings of a file are, texts as its cells, lines as the
  /// parts of a list, what begins with `terms.` as a term by its path, what begins with `findings.` as a part of a row, and
  /// `sales.yuan` as outlets with what they sold.
  ///
  /// - Parameters:
  ///   - fields: those of the envelope and of the data; empty ones are as if absent, but for a list of which there may be none.
  ///   - kind: the type.
  ///   - provider: the provider.
  ///   - by: who submits it.
  ///   - zone: the ledger's zone.
  /// - Throws: what is wrong: the field, what was found and what is expected.
  public init(
    form fields: [(name: String, text: String)], of kind: FactKind, for provider: String, by: Person, in zone: Zone
  ) throws(InputError) {
    var envelope: [JSON.Field] = [
      .init("type", .string(kind.name)), .init("provider", .string(provider)), .init("by", .string(by.short)),
    ]
    var data: [JSON.Field] = []
    for (name, text) in fields {
      let column = CSVColumn(name)
      let known = column.envelope == nil ? column.field.flatMap { kind.field($0) } : nil
      if FindingRows.holds(name) || TermRows.holds(name) {
        continue
      } else if name == SalesInput.name {
        data.append(.init("sales", try text.isBlank ? .array([]) : .string(SalesInput.list(text))))
      } else if text.isBlank {
        // A list of which there may be none is named, and empty.
        if let known, known.kind.mayHoldNothing { data.append(.init(known.name.en, .array([]))) }
      } else if let field = column.envelope {
        guard field == .at || field == .note else { continue }
        envelope.append(.init(field.rawValue, .string(CSVCell.text(text, under: column, of: kind, in: zone))))
      } else if let known {
        data.append(.init(known.name.en, Self.value(text, of: known.kind, under: column, of: kind, in: zone)))
      } else {
        data.append(.init(name, .string(text)))
      }
    }
    var terms = TermRows()
    terms.take(fields)
    if let terms = terms.json { data.append(.init("terms", terms)) }
    do throws(InputError) {
      if let findings = try FindingRows(fields).json { data.append(.init("findings", findings)) }
      let event = JSON.object(envelope + [.init("data", .object(data))])
      try self.init(json: Array(event.text.utf8), in: zone, isLenient: true)
    } catch {
      throw error.naming(in: [("type", kind.name)] + fields.map { ($0.name, $0.text) })
    }
  }

  /// What was typed into a field of the data, as an event has it.
  private static func value(
    _ text: String, of field: Field.Kind, under column: CSVColumn, of kind: FactKind, in zone: Zone
  ) -> JSON {
    switch field {
    // What has a name may have commas of its own: each stands on a line.
    case .contacts: .string(text.typedLines.joined(separator: ","))
    case .keys, .anyKeys, .duties, .parts, .texts, .sales, .positions, .values, .items:
      .string(CSVCell.text(text.asList, under: column, of: kind, in: zone))
    case .findings, .text, .key, .breach, .duty, .count, .part, .flag, .date, .month, .choice, .terms, .countOrNull,
      .dateOrNull,
      .fact, .data, .instant, .value:
      .string(CSVCell.text(text, under: column, of: kind, in: zone))
    }
  }
}

extension Field.Kind {
  /// Whether it is a list of which there may be none.
  package var mayHoldNothing: Bool { self == .anyKeys || self == .sales }
}

extension String {
  /// The lines in which something stands, without white space around each.
  var typedLines: [String] {
    split(whereSeparator: \.isNewline).map { String($0).trimmed }.filter { !$0.isEmpty }
  }

  /// Lines, and parts set apart by commas of either width, as a list with commas; white space around each is none of it.
  fileprivate var asList: String {
    split { $0.isNewline || $0 == "," || $0 == "，" || $0 == "、" }.map { String($0).trimmed }.filter { !$0.isEmpty }
      .joined(separator: ",")
  }
}

import LedgerDomain
import LedgerFormat

/// What was found of criteria as a form has it (offices §4): a row for each criterion, its parts in fields of their own, such as
/// `findings.3.criterion`, `findings.3.value`, `findings.3.evidence`. A row of which nothing but the criterion stands there is
/// none.
package struct FindingRows {
  /// What there may be in a row.
  private enum Column: String {
    case criterion
    /// What was found, as flags have it: `true`, a number, `99/100`, hours.
    case value
    /// What was found, where it is a text whatever it looks like.
    case text
    /// What was found, where it is an amount: people write it in yuan, and the finding has fen.
    case yuan
    case judgedBy
    case evidence
  }

  /// The findings, in the order of the rows; nil where none is filled in.
  let json: JSON?

  /// Takes the rows out of the fields of a form.
  ///
  /// - Throws: the field whose amount is none.
  init(_ fields: [(name: String, text: String)]) throws(InputError) {
    for (name, text) in fields where Self.holds(name) && YuanColumn.isInput(name) && !text.isBlank {
      guard YuanColumn.fen(text.narrowed.trimmed) != nil else { throw .field(name, expected: .yuan) }
    }
    let findings = Self.filled(fields)
    json = findings.isEmpty ? nil : .array(findings.map { Self.finding($0.row) })
  }

  /// The rows that are findings, in their order.
  private static func filled(
    _ fields: [(name: String, text: String)]
  ) -> [(number: Int, row: [Column: String])] {
    var rows: [Int: [Column: String]] = [:]
    for (name, text) in fields where !text.isBlank {
      guard let (row, column) = place(name) else { continue }
      rows[row, default: [:]][column] = text
    }
    return rows.sorted { $0.key < $1.key }.map { (number: $0.key, row: $0.value) }
      .filter { $0.row.keys.contains { $0 != .criterion } }
  }

  /// The name of the field of a form that a path of the event was typed into: `findings.3.yuan` for `data.findings[0].value`.
  ///
  /// - Returns: nil for a path that is not of one finding; where nothing was typed, the field for what was found.
  package static func input(ofPath path: String, in fields: [(name: String, text: String)]) -> String? {
    let steps = path.split(separator: ".").map(String.init)
    guard steps.count >= 2, steps[0] == "data", steps[1].hasPrefix("findings["),
      let index = Int(steps[1].dropFirst("findings[".count).dropLast())
    else { return nil }
    let rows = filled(fields)
    guard rows.indices.contains(index) else { return nil }
    let (number, row) = rows[index]
    let wanted = steps.dropFirst(2).first.flatMap(Column.init(rawValue:)) ?? .value
    guard wanted == .value else { return "findings.\(number).\(wanted.rawValue)" }
    let place: [Column] = [.value, .yuan, .text]
    let shown =
      place.first { row[$0] != nil }
      ?? place.first { column in
        fields.contains { $0.name == "findings.\(number).\(column.rawValue)" }
      }
    return "findings.\(number).\((shown ?? .value).rawValue)"
  }

  /// Whether a field is of a row.
  static func holds(_ name: String) -> Bool { place(name) != nil }

  private static func place(_ name: String) -> (row: Int, column: Column)? {
    let steps = name.split(separator: ".", omittingEmptySubsequences: false)
    guard steps.count == 3, steps[0] == "findings", let row = Int(steps[1]) else { return nil }
    return Column(rawValue: String(steps[2])).map { (row, $0) }
  }

  private static func finding(_ row: [Column: String]) -> JSON {
    var fields = [JSON.Field("criterion", .string(row[.criterion]?.trimmed ?? ""))]
    if let typed = row[.value]?.narrowed.trimmed {
      fields.append(.init("value", FindingValue(written: typed)?.json ?? .string(typed)))
    } else if let amount = row[.yuan]?.narrowed.trimmed {
      fields.append(.init("value", YuanColumn.fen(amount).map(JSON.integer) ?? .string(amount)))
    } else if let text = row[.text]?.trimmed {
      fields.append(.init("value", .string(text)))
    }
    if let judge = row[.judgedBy]?.trimmed { fields.append(.init("judgedBy", .string(judge))) }
    if let evidence = row[.evidence] { fields.append(.init("evidence", .string(evidence))) }
    return .object(fields)
  }
}

import LedgerDomain
import LedgerFormat

/// What was found of criteria as a form has it (offices §4): a row for each criterion, its parts in fields of their own, such as
/// `findings.3.criterion`, `findings.3.value`, `findings.3.evidence`. A row of which nothing but the criterion stands there is
/// none.
struct FindingRows {
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
  init(_ fields: [(name: String, text: String)]) {
    var rows: [Int: [Column: String]] = [:]
    for (name, text) in fields where !text.isBlank {
      guard let (row, column) = Self.place(name) else { continue }
      rows[row, default: [:]][column] = text
    }
    let findings = rows.sorted { $0.key < $1.key }.map(\.value).filter { $0.keys.contains { $0 != .criterion } }
    json = findings.isEmpty ? nil : .array(findings.map(Self.finding))
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

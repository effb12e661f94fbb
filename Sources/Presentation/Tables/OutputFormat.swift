/// How answers are given.
public enum OutputFormat: String, CaseIterable, Sendable {
  /// Columns for people.
  case table
  /// JSON for programs, in the fields of the contract.
  case json
  /// Rows for spreadsheets (RFC 4180), headings and words those of the JSON.
  case csv
}

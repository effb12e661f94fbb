public import LedgerFormat
public import Rulebook

extension RulebookFinding {
  /// The finding as JSON: what was expected in both languages.
  public var json: JSON {
    .object([
      .init("severity", .string(severity.rawValue)), .init("file", .string(error.file)),
      .init("line", JSON(error.line)),
      .init("key", .string(error.key)),
      .init(
        "expected",
        .object([.init("zh", .string(error.zh ?? error.expected)), .init("en", .string(error.expected))])),
      .init("found", JSON(error.found)),
    ])
  }
}

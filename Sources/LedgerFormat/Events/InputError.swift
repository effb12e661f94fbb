public import LedgerDomain

/// What is wrong with the shape of an event handed in (exit 65).
public enum InputError: Error, Equatable, Sendable {
  /// Not JSON: what was expected, and where.
  case syntax(JSONError)
  /// A field is missing, unknown or of the wrong type: its name, and what was expected.
  case field(String, expected: Expectation)

  /// What is wrong, in both languages.
  public var words: Words {
    guard case .badInput(let field, let expected) = refusal else { return .same(refusal.description) }
    return Words(zh: expected.said(of: field).zh, en: refusal.description)
  }

  /// The same as a refusal, for those who only ask what was refused.
  public var refusal: Refusal {
    switch self {
    case .syntax(let error):
      .badInput(
        field: "JSON",
        expected: Expectation(
          zh: "\(error.expected.zh)（第 \(error.offset + 1) 字节处）",
          en: "\(error.expected.en) at byte \(error.offset + 1)"))
    case .field(let name, let expected): .badInput(field: name, expected: expected)
    }
  }
}

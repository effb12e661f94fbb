/// A submission that was not accepted; nothing has changed.
public enum Refusal: Error, Equatable, Sendable {
  /// Refused by the rules: the code, and what it met, such as the due date or the balance.
  case rules(RefusalCode, found: Words?)
  /// Refused by the rules, for what is named is not known: the code, what was named, and a known one it may be meant for.
  case unknown(RefusalCode, named: String, near: String?)
  /// Of the wrong shape: the field, and what was expected of it.
  case badInput(field: String, expected: Expectation)

  /// Refused by the rules, with nothing more to say.
  public static func because(_ code: RefusalCode) -> Refusal { .rules(code, found: nil) }

  /// The code as printed: that of the rules, or `bad-input`.
  public var code: String {
    switch self {
    case .rules(let code, _), .unknown(let code, _, _): code.rawValue
    case .badInput: "bad-input"
    }
  }
}

extension Refusal: CustomStringConvertible {
  /// The code, and what it met.
  public var description: String {
    switch self {
    case .rules(let code, let found): found.map { "\(code.rawValue) (\($0.en))" } ?? code.rawValue
    case .unknown(let code, let name, let near):
      "\(code.rawValue) (\(name)\(near.map { "; perhaps \($0)" } ?? ""))"
    case .badInput(let field, let expected): "bad-input (\(expected.said(of: field).en))"
    }
  }
}

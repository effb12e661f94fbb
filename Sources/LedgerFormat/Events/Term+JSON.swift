public import LedgerDomain

extension Term.Value {
  /// The value as the rulebook and JSON have it.
  public var json: JSON {
    switch self {
    case .number(let number): .integer(number)
    case .range(let range): .array([.integer(range.lowerBound), .integer(range.upperBound)])
    }
  }
}

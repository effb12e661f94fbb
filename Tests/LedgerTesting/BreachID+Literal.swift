public import LedgerDomain

extension BreachID: ExpressibleByStringInterpolation {
  /// An id as tests write it.
  public init(stringLiteral text: String) { self.init(text) }
}

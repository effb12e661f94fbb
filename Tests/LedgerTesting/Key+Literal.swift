public import LedgerDomain

extension Key: ExpressibleByStringInterpolation {
  /// A key as tests write it.
  public init(stringLiteral text: String) { self.init(text) }
}

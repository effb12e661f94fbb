public import LedgerDomain

extension DutyID: ExpressibleByStringInterpolation {
  /// An id as tests write it.
  public init(stringLiteral text: String) { self.init(text) }
}

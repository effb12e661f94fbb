/// §2.1.1(3): the deposits of outlets, each apart from its provider's.
public struct OutletDepositTerms: Hashable, Sendable {
  /// Those who freeze and release them.
  public var by: [Role]

  /// Who may.
  public init(by: [Role]) {
    self.by = by
  }
}

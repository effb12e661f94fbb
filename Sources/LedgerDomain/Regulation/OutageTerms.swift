/// §4.2(1): times in which the platform's service could not be used.
public struct OutageTerms: Hashable, Sendable {
  /// Those who record them.
  public var by: [Role]

  /// Who may.
  public init(by: [Role]) {
    self.by = by
  }
}

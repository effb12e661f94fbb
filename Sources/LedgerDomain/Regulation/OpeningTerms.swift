/// §1.2b(3): the opening of a provider's channel.
public struct OpeningTerms: Hashable, Sendable {
  /// Those who open it.
  public var by: [Role]
  /// Those who are informed before, each once.
  public var informs: [Role]

  /// Who opens it, and who is informed.
  public init(by: [Role], informs: [Role]) {
    self.by = by
    self.informs = informs
  }
}

/// Who takes a termination back after the freeze: the section `reinstatement` of a rulebook (offices §11).
public struct ReinstatementTerms: Hashable, Sendable {
  /// Those who propose it.
  public var proposedBy: [Role]
  /// Those who confirm it.
  public var confirmedBy: [Role]

  /// Who may.
  public init(proposedBy: [Role], confirmedBy: [Role]) {
    self.proposedBy = proposedBy
    self.confirmedBy = confirmedBy
  }
}

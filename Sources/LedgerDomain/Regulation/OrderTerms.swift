/// Whether what is recorded out of order is taken: the section `order` of a rulebook (offices §11).
public struct OrderTerms: Hashable, Sendable {
  /// Whether openings, exit requests and exits dated on or before the day an outlet left are.
  public var acceptsBeforeDeparture: Bool
  /// Whether facts dated on or before the freeze are, of the types that may be.
  public var acceptsBeforeFreeze: Bool

  /// What is taken.
  public init(acceptsBeforeDeparture: Bool, acceptsBeforeFreeze: Bool) {
    self.acceptsBeforeDeparture = acceptsBeforeDeparture
    self.acceptsBeforeFreeze = acceptsBeforeFreeze
  }
}

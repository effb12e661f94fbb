/// The measures that may be ordered besides points: the section `measures` of a rulebook (offices §6).
public struct MeasureTerms: Equatable, Sendable {
  /// Those who find that what was ordered is done.
  public var fulfilledBy: [Role]
  /// The kinds, by their slugs.
  public var kinds: [Key<MeasureKind>: MeasureKind]

  /// Those who lift some kind.
  var lifters: [Role] {
    Role.allCases.filter { role in kinds.values.contains { $0.isLiftable && $0.by.contains(role) } }
  }

  /// Who finds them fulfilled, and which there are.
  public init(fulfilledBy: [Role], kinds: [Key<MeasureKind>: MeasureKind]) {
    self.fulfilledBy = fulfilledBy
    self.kinds = kinds
  }
}

/// A kind of measure (§1.1(7), §1.1.3(3), §1.4.1(2)).
public struct MeasureKind: Equatable, Sendable {
  /// The § it stands on.
  public var section: String
  /// Those who order and lift it.
  public var by: [Role]
  /// What its order must name, and another's must not.
  public var needs: Set<MeasureNeed>
  /// What it does at once; nil for nothing.
  public var effect: MeasureEffect?
  /// Whether it may be lifted.
  public var isLiftable: Bool
  /// What it is called.
  public var words: Words

  /// A kind of measure.
  public init(
    section: String, by: [Role], needs: Set<MeasureNeed>, effect: MeasureEffect?, isLiftable: Bool, words: Words
  ) {
    self.section = section
    self.by = by
    self.needs = needs
    self.effect = effect
    self.isLiftable = isLiftable
    self.words = words
  }
}

/// What the order of a measure names where its kind needs it.
public enum MeasureNeed: String, CaseIterable, Sendable {
  /// The outlet it is about.
  case outlet
  /// An amount.
  case amountFen
  /// Who gets the amount.
  case beneficiary
  /// The last day to do it; an order may name one in any case.
  case deadline
}

/// What a measure does at once (offices §6).
public enum MeasureEffect: String, CaseIterable, Sendable {
  /// Business is stopped while it lasts (§1.1(7)).
  case business
  /// The outlet's permission ends: it is gone (§1.4.1(2)).
  case outletGone = "outlet-gone"
}

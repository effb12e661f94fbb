/// How a fact is read from a correction on (offices §10), decided when the correction is recorded.
public struct FactReading: Equatable, Sendable {
  /// How it is read.
  public enum How: Equatable, Sendable {
    /// With this data, at this moment, and with what the rulebook decides of that.
    case otherwise(Fact, at: Instant, Decided)
    /// Not at all; of a report or a judgement, which stay read, that it is taken back.
    case retracted
  }

  /// The position of the fact.
  public let position: Int
  /// Its type.
  public let kind: FactKind
  /// How it is read.
  public let how: How
  /// What is decided again of other facts, by their positions, ascending.
  public let others: [Other]

  /// What is decided again of another fact, for which this one was asked.
  public struct Other: Equatable, Sendable {
    /// The position of that fact.
    public let position: Int
    /// What is decided of it.
    public let decided: Decided

    /// What is decided of the fact at `position`.
    public init(position: Int, decided: Decided) {
      self.position = position
      self.decided = decided
    }
  }

  /// How the fact at `position` is read.
  public init(position: Int, kind: FactKind, how: How, others: [Other] = []) {
    self.position = position
    self.kind = kind
    self.how = how
    self.others = others
  }
}

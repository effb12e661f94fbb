/// What was found of one leaf of a test.
public struct LeafFound: Hashable, Sendable {
  /// The leaf, as it reads in the file.
  public var leaf: String
  /// The value found; nil where nothing was ever recorded.
  public var found: DeclaredValue?
  /// Whether it held.
  public var held: Bool

  /// What was found of a leaf.
  public init(leaf: String, found: DeclaredValue?, held: Bool) {
    self.leaf = leaf
    self.found = found
    self.held = held
  }
}

/// A review chose a row (programmes §2).
public struct ReviewOutcome: Hashable, Sendable {
  /// The review.
  public var review: String
  /// The row, from 1; the else row is the last.
  public var row: Int
  /// The leaves in the order in which they were looked at.
  public var leaves: [LeafFound]
  /// Of a review of every period, the last day of the period; else nil.
  public var period: LocalDate?
  /// What its effects needed and nobody recorded.
  public var missing: [String]

  /// What a review chose.
  public init(
    review: String, row: Int, leaves: [LeafFound], period: LocalDate? = nil, missing: [String] = []
  ) {
    self.review = review
    self.row = row
    self.leaves = leaves
    self.period = period
    self.missing = missing
  }
}

/// An entry that is carried into the next period.
public struct EntryCarried: Hashable, Sendable {
  /// Its number among the subject's entries.
  public var entry: Int
  /// How many points.
  public var points: Int
  /// The breach of the entry it goes on from; nil where it is of no single one.
  public var breach: BreachID?

  /// An entry that is carried.
  public init(entry: Int, points: Int, breach: BreachID?) {
    self.entry = entry
    self.points = points
    self.breach = breach
  }
}

/// A period of a counter that carries is closed (programmes §3).
public struct PeriodClosed: Hashable, Sendable {
  /// The counter.
  public var counter: String
  /// The value of the field that the counter keeps apart; nil for a counter without one.
  public var key: String?
  /// The period's first day.
  public var from: LocalDate
  /// Its last.
  public var until: LocalDate
  /// The counter's value on that day.
  public var value: Int
  /// What is carried.
  public var carried: [EntryCarried]
  /// The last day of the next period; nil where there is none, and nothing is carried.
  public var next: LocalDate?

  /// A period that is closed.
  public init(
    counter: String, key: String?, from: LocalDate, until: LocalDate, value: Int, carried: [EntryCarried],
    next: LocalDate?
  ) {
    self.counter = counter
    self.key = key
    self.from = from
    self.until = until
    self.value = value
    self.carried = carried
    self.next = next
  }
}

/// A breach is overturned or lowered (programmes §6).
public struct Reversal: Hashable, Sendable {
  /// The breach.
  public var breach: BreachID
  /// How many of the events that follow are the difference.
  public var differences: Int
  /// What otherwise would have been restored than was: it counts for the limits of later restores (`most`).
  public var restored: [RestoredOtherwise]

  /// A reversal.
  public init(breach: BreachID, differences: Int, restored: [RestoredOtherwise] = []) {
    self.breach = breach
    self.differences = differences
    self.restored = restored
  }
}

/// By how much one means would have restored more or less on a day without a breach (programmes §6).
public struct RestoredOtherwise: Hashable, Sendable {
  /// The means.
  public var by: ProgrammeRule
  /// The counter.
  public var counter: String
  /// The day.
  public var on: LocalDate
  /// How many points more; negative for fewer.
  public var points: Int

  /// What would have been restored otherwise.
  public init(by: ProgrammeRule, counter: String, on: LocalDate, points: Int) {
    self.by = by
    self.counter = counter
    self.on = on
    self.points = points
  }
}

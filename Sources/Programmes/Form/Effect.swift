public import LedgerDomain

/// What a rule does (programmes §3): one of eight verbs.
public indirect enum Effect: Hashable, Sendable {
  /// Raises a breach of a clause.
  case raise(String)
  /// Adds an entry to each of some counters.
  case charge([String], Amount)
  /// Takes from what is left of a counter's entries.
  case restore(Restoring)
  /// Moves money on an account.
  case fine(String, Fine)
  /// Begins a measure.
  case impose(Imposing)
  /// Ends every instance of a measure, and nothing follows.
  case lift(String)
  /// Gives an attribute another value.
  case set(NamedValue)
  /// Does what the first row says that holds.
  case choose(Choice)
}

extension [Effect] {
  /// These, those in the rows of a choice each in its place.
  var all: [Effect] {
    flatMap { effect -> [Effect] in
      guard case .choose(let choice) = effect else { return [effect] }
      return (choice.rows.map(\.effects) + [choice.otherwise]).flatMap(\.all)
    }
  }
}

/// Rows of which the first that holds is done, and what is done where none does (programmes §2).
public struct Choice: Hashable, Sendable {
  /// One row.
  public struct Row: Hashable, Sendable {
    /// When it holds.
    public let test: Test
    /// What is then done.
    public let effects: [Effect]

    /// What is done when a test holds.
    public init(_ test: Test, _ effects: [Effect]) {
      self.test = test
      self.effects = effects
    }
  }

  /// The rows, in order.
  public let rows: [Row]
  /// What is done where none holds.
  public let otherwise: [Effect]

  /// Rows, and what is done where none holds.
  public init(_ rows: [Row], otherwise: [Effect]) {
    self.rows = rows
    self.otherwise = otherwise
  }
}

/// Points, or whatever the judge sets within a range.
public enum Amount: Hashable, Sendable {
  /// Just so many.
  case fixed(Int)
  /// As many as the judge sets.
  case judged(ClosedRange<Int>)
}

/// How much money a fine is, in fen.
public enum Fine: Hashable, Sendable {
  /// Just so much.
  case fixed(Int)
  /// As much as the judge sets.
  case judged(ClosedRange<Int>)
  /// So many times an amount that was recorded.
  case recorded(field: String, times: Int)
  /// All there is.
  case balance
}

/// What is taken from a counter's entries, the one that ends first first (programmes §3).
public struct Restoring: Hashable, Sendable {
  /// The counter.
  public let counter: String
  /// How many points; nil for all.
  public let points: Int?
  /// By this means at most so many in one window of the counter; nil for no limit.
  public let mostPerPeriod: Int?
  /// The field that names the breach whose entries alone are meant; nil for all entries.
  public let breachField: String?

  /// What is taken.
  public init(counter: String, points: Int?, mostPerPeriod: Int? = nil, breachField: String? = nil) {
    self.counter = counter
    self.points = points
    self.mostPerPeriod = mostPerPeriod
    self.breachField = breachField
  }
}

/// A measure that begins.
public struct Imposing: Hashable, Sendable {
  /// The measure.
  public let measure: String
  /// How long it lasts at least, or, with no test, just.
  public let lasts: Window?
  /// What ends it.
  public let until: Test?
  /// What follows when it ends.
  public let then: [Effect]
  /// Its number among the imposing effects of its file, from 0.
  public let number: Int

  /// A measure that begins.
  public init(measure: String, lasts: Window?, until: Test?, then: [Effect], number: Int) {
    self.measure = measure
    self.lasts = lasts
    self.until = until
    self.then = then
    self.number = number
  }
}

public import LedgerDomain

/// A counter (programmes §2, §3).
public struct CounterForm: Sendable {
  /// By what its entries are kept apart.
  public enum Apart: Hashable, Sendable {
    /// By the value of a field.
    case field(String)
    /// By the clause.
    case clause
  }

  /// Which of the nodes fire that one event crosses.
  public enum Several: String, CaseIterable, Sendable {
    /// Each of them.
    case all
    /// The highest.
    case highest
  }

  /// What the entries of a group charge at most together.
  public struct Cap: Hashable, Sendable {
    /// What makes a group.
    public enum Group: Hashable, Sendable {
      /// So many days from the entry that opens it.
      case days(Int)
      /// The period of the counter's window.
      case period
      /// The same values of these.
      case values([Apart])
    }

    /// What makes a group.
    public let group: Group
    /// How much its entries charge at most.
    public let most: Int

    /// A cap.
    public init(group: Group, most: Int) {
      self.group = group
      self.most = most
    }
  }

  /// What a value makes for the next period.
  public struct Carrying: Hashable, Sendable {
    /// What is kept.
    public enum Keep: Hashable, Sendable {
      /// One entry of all of it.
      case all
      /// One entry of just so many.
      case points(Int)
      /// An entry for each for which a test holds, of what is left of it.
      case entries(Test)
    }

    /// The values it is for.
    public let from: Int
    /// The first value it is no longer for; nil for none.
    public let below: Int?
    /// What is kept.
    public let keep: Keep

    /// What some values make.
    public init(from: Int, below: Int?, keep: Keep) {
      self.from = from
      self.below = below
      self.keep = keep
    }
  }

  /// Its name.
  public let name: String
  /// What it is called.
  public let words: Words
  /// How long an entry counts.
  public let window: Window
  /// By what its entries are kept apart; nil for none.
  public let by: Apart?
  /// What a group of entries charges at most; nil for no limit.
  public let cap: Cap?
  /// Which of several nodes fire.
  public let several: Several
  /// What is carried into the next period: the first row that fits.
  public let carry: [Carrying]
  /// Its nodes, ascending.
  public let nodes: [NodeForm]

  /// A counter.
  public init(
    name: String, words: Words, window: Window, by: Apart?, cap: Cap?, several: Several, carry: [Carrying],
    nodes: [NodeForm]
  ) {
    self.name = name
    self.words = words
    self.window = window
    self.by = by
    self.cap = cap
    self.several = several
    self.carry = carry
    self.nodes = nodes
  }
}

/// A node of a counter, or a row of them.
public struct NodeForm: Sendable {
  /// The first.
  public let at: Int
  /// How far the next is; nil for a single one.
  public let every: Int?
  /// What it does.
  public let effects: [Effect]

  /// A node.
  public init(at: Int, every: Int?, effects: [Effect]) {
    self.at = at
    self.every = every
    self.effects = effects
  }
}

/// A clause (programmes §2).
public struct ClauseForm: Sendable {
  /// How its breaches arise.
  public enum Arises: String, CaseIterable, Sendable {
    /// Somebody reports them.
    case reported
    /// An effect raises them.
    case raised
  }

  /// From which day its entries count.
  public enum Dated: String, CaseIterable, Sendable {
    /// The act.
    case act
    /// The report.
    case report
    /// The decision.
    case decision
  }

  /// Who judges its breaches.
  public enum Decided: Hashable, Sendable {
    /// Nobody: they are charged as they are raised.
    case atOnce
    /// Some roles, nil for every one, among some grades, perhaps none.
    case by([String]?, grades: [String])
  }

  /// Its name.
  public let name: String
  /// Where it stands in the regulation.
  public let section: String
  /// What it says.
  public let words: Words
  /// The regulation's own words; nil where the file does not quote them.
  public let quote: String?
  /// The fields of its breaches.
  public let fields: [FieldForm]
  /// How its breaches arise.
  public let arises: Arises
  /// Who may report them; nil for every role.
  public let reporters: [String]?
  /// From which day its entries count.
  public let dated: Dated
  /// Who judges them.
  public let decided: Decided
  /// Whom it binds; nil for everybody.
  public let applies: Test?
  /// What a breach costs.
  public let cost: [Effect]
  /// Whether its breaches may be appealed against.
  public let isAppealable: Bool

  /// A clause.
  public init(
    name: String, section: String, words: Words, quote: String?, fields: [FieldForm], arises: Arises,
    reporters: [String]?, dated: Dated, decided: Decided, applies: Test?, cost: [Effect], isAppealable: Bool
  ) {
    self.name = name
    self.section = section
    self.words = words
    self.quote = quote
    self.fields = fields
    self.arises = arises
    self.reporters = reporters
    self.dated = dated
    self.decided = decided
    self.applies = applies
    self.cost = cost
    self.isAppealable = isAppealable
  }

  /// The grades it is judged by; none for one that is charged at once.
  public var grades: [String] {
    switch decided {
    case .atOnce: []
    case .by(_, let grades): grades
    }
  }
}

/// A term within which something is done (programmes §1).
public enum DueTerm: Hashable, Sendable {
  /// So many days after, never moved to a working day.
  case days(Int)
  /// So many working days after.
  case workingDays(Int)
  /// So many hours of the service clock.
  case hours(Int)
  /// The date that a field of the fact gives.
  case date(field: String)
}

/// A duty (programmes §2).
public struct DutyForm: Sendable {
  /// What opens a duty.
  public enum Start: Hashable, Sendable {
    /// A fact.
    case fact(FactPattern)
    /// The beginning of a measure.
    case measure(String)
  }

  /// When it is owed.
  public enum Owed: Sendable {
    /// Once it is opened, by its due date; one for each key, which a field may name.
    case started(by: Start, due: DueTerm, same: String?)
    /// In every period, by so many facts, if a test holds on its last day.
    case each(Window, atLeast: Int, while: Test?)
  }

  /// Its name.
  public let name: String
  /// What it is called.
  public let words: Words
  /// When it is owed.
  public let owed: Owed
  /// The facts that fulfil it.
  public let met: [String]
  /// What follows when it is missed.
  public let missed: [Effect]

  /// A duty.
  public init(name: String, words: Words, owed: Owed, met: [String], missed: [Effect]) {
    self.name = name
    self.words = words
    self.owed = owed
    self.met = met
    self.missed = missed
  }
}

/// A review (programmes §2).
public struct ReviewForm: Sendable {
  /// When it takes place.
  public enum Trigger: Hashable, Sendable {
    /// When a fact of a kind is recorded.
    case fact(String)
    /// At the end of each period.
    case each(Window)
  }

  /// Its name.
  public let name: String
  /// What it is called; nil for one that is shown by its name.
  public let words: Words?
  /// When it takes place.
  public let trigger: Trigger
  /// Whether it takes place at all; nil for always.
  public let holds: Test?
  /// What it chooses from.
  public let choice: Choice

  /// A review.
  public init(name: String, words: Words?, trigger: Trigger, holds: Test?, choice: Choice) {
    self.name = name
    self.words = words
    self.trigger = trigger
    self.holds = holds
    self.choice = choice
  }
}

/// Appeals (programmes §2).
public struct AppealForm: Sendable {
  /// Within which term after the charge.
  public let within: DueTerm
  /// How often for each breach.
  public let times: Int
  /// Who decides; nil for every role.
  public let by: [String]?
  /// Whether it must be another person than who reported or judged the breach.
  public let isByAnother: Bool

  /// Appeals.
  public init(within: DueTerm, times: Int, by: [String]?, isByAnother: Bool) {
    self.within = within
    self.times = times
    self.by = by
    self.isByAnother = isByAnother
  }
}

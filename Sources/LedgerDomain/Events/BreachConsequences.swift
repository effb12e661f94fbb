/// A breach found in the facts, with what it rests on.
public struct Detection: FieldSet {
  /// The breach's id.
  public let breach: BreachID
  /// The clause broken.
  public let clause: Clause
  /// The date of the act.
  public let on: LocalDate
  /// The points it may cost.
  public let points: ClosedRange<Int>
  /// The positions of the facts it rests on, ascending.
  public let facts: [Int]
  /// The due date that passed, for a breach of a duty.
  public let due: DueDate?
  /// What was counted against a limit, for a breach found by counting.
  public let count: Tally?
  /// How a correction found it; nil for one that no correction did.
  public let origin: BreachOrigin?

  /// A breach found in the facts.
  public init(
    breach: BreachID, clause: Clause, on: LocalDate, points: ClosedRange<Int>, facts: [Int], due: DueDate? = nil,
    count: Tally? = nil, origin: BreachOrigin? = nil
  ) {
    self.breach = breach
    self.clause = clause
    self.on = on
    self.points = points
    self.facts = facts
    self.due = due
    self.count = count
    self.origin = origin
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    breach = try pass.breach("breach", "违规", known?.breach)
    clause = try pass.choice("clause", "条款", known?.clause)
    on = try pass.date("on", "违规日期", known?.on)
    points = try pass.range(known?.points)
    facts = try pass.positions("facts", "所依事实", known?.facts)
    due = try pass.optionalDue("due", "到期日", known?.due)
    count = try pass.optionalTally(known?.count)
    origin = try pass.optionalChoice("origin", "由来", known.flatMap(\.origin))
  }
}

/// How a correction found a breach (offices §12).
public enum BreachOrigin: String, Word {
  /// What was owed is still missing, as a sweep would find.
  case sweep
  /// What was owed came late.
  case late
  /// The facts show it.
  case fact

  /// The words, by their bytes.
  public static let words = WordTable(BreachOrigin.self)
}

/// A count held against a share of a whole.
public struct Tally: FieldSet {
  /// What was counted.
  public var counted: Int
  /// The whole it is a part of.
  public var of: Int
  /// The limit, in per cent of the whole.
  public var limitPercent: Int

  /// `counted` out of `of`, against `limitPercent`.
  public init(counted: Int, of: Int, limitPercent: Int) {
    self.counted = counted
    self.of = of
    self.limitPercent = limitPercent
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    counted = try pass.count("counted", "计数", known?.counted)
    of = try pass.count("of", "总数", known?.of)
    limitPercent = try pass.count("limitPercent", "限度（%）", known?.limitPercent)
  }
}

/// Points charged for a breach.
public struct Deduction: FieldSet {
  /// The breach.
  public let breach: BreachID
  /// Its clause.
  public let clause: Clause
  /// The date of the act.
  public let on: LocalDate
  /// Points assessed.
  public let assessed: Int
  /// Points charged: those assessed, less what a cap leaves no room for.
  public let charged: Int
  /// The year's score afterwards.
  public let score: Int
  /// The key of the cap the breach falls under, if any.
  public let cap: CapKey?
  /// The last day on which an appeal may be dated; nil where the time runs from the delivery of a notice.
  public let appealUntil: DueDate?

  /// Points charged for a breach.
  public init(
    breach: BreachID, clause: Clause, on: LocalDate, assessed: Int, charged: Int, score: Int, cap: CapKey?,
    appealUntil: DueDate?
  ) {
    self.breach = breach
    self.clause = clause
    self.on = on
    self.assessed = assessed
    self.charged = charged
    self.score = score
    self.cap = cap
    self.appealUntil = appealUntil
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    breach = try pass.breach("breach", "违规", known?.breach)
    clause = try pass.choice("clause", "条款", known?.clause)
    on = try pass.date("on", "违规日期", known?.on)
    try pass.fixed("year", "年度", on.year)
    assessed = try pass.count("assessed", "评定扣分", known?.assessed)
    charged = try pass.count("charged", "实扣", known?.charged)
    score = try pass.count("score", "累计扣分", known?.score)
    cap = try pass.optionalText("cap", "上限", known?.cap?.text).map { CapKey($0) }
    appealUntil = try pass.optionalDue("appealUntil", "申诉截止", known?.appealUntil)
  }
}

/// Points that come off a year's score again.
public struct Restoration: FieldSet {
  /// The breach whose appeal restores them; nil for a rectification that passed.
  public let breach: BreachID?
  /// That breach's clause.
  public let clause: Clause?
  /// The year they come off.
  public let year: Int
  /// What really came off: never so much that the score would fall below 0.
  public let restored: Int
  /// The year's score afterwards.
  public let score: Int

  /// Points that come off.
  public init(breach: BreachID?, clause: Clause?, year: Int, restored: Int, score: Int) {
    self.breach = breach
    self.clause = clause
    self.year = year
    self.restored = restored
    self.score = score
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    breach = try pass.optionalBreach("breach", "违规", known?.breach)
    let basis = try pass.text("clause", "条款", known?.basis)
    clause = breach == nil ? nil : Clause(rawValue: basis)
    year = try pass.count("year", "年度", known?.year)
    restored = try pass.count("restored", "返还", known?.restored)
    score = try pass.count("score", "累计扣分", known?.score)
  }

  /// What it rests on: the breach's clause, or the § by which a rectification passes.
  public var basis: String { clause?.rawValue ?? "§3.1(3)" }
}

/// Late facts no longer support a pending breach.
public struct BreachWithdrawn: FieldSet {
  /// The breach.
  public let breach: BreachID
  /// Its clause.
  public let clause: Clause

  /// The consequence, with its data.
  public init(breach: BreachID, clause: Clause) {
    self.breach = breach
    self.clause = clause
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    breach = try pass.breach("breach", "违规", known?.breach)
    clause = try pass.choice("clause", "条款", known?.clause)
  }
}

/// A breach that a person judged is shown otherwise by a correction: a person must look again (offices §10).
public struct ReviewDue: FieldSet {
  /// The breach.
  public let breach: BreachID
  /// Its clause.
  public let clause: Clause
  /// The position of the fact corrected, or of the report taken back.
  public let fact: Int

  /// The consequence, with its data.
  public init(breach: BreachID, clause: Clause, fact: Int) {
    self.breach = breach
    self.clause = clause
    self.fact = fact
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    breach = try pass.breach("breach", "违规", known?.breach)
    clause = try pass.choice("clause", "条款", known?.clause)
    fact = try pass.count("fact", "事实", known?.fact)
  }
}

/// The judgement of a breach is taken back: it is pending as before (offices §10).
public struct BreachReopened: FieldSet {
  /// The breach.
  public let breach: BreachID
  /// Its clause.
  public let clause: Clause
  /// The position of the judgement.
  public let fact: Int

  /// The consequence, with its data.
  public init(breach: BreachID, clause: Clause, fact: Int) {
    self.breach = breach
    self.clause = clause
    self.fact = fact
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    breach = try pass.breach("breach", "违规", known?.breach)
    clause = try pass.choice("clause", "条款", known?.clause)
    fact = try pass.count("fact", "事实", known?.fact)
  }
}

/// A year's score reached a threshold (§3.1, §3.2).
public struct ThresholdReached: FieldSet {
  /// What it rests on.
  public static let basis = "§3.1, §3.2"

  /// The threshold, in points.
  public let threshold: Int
  /// The year.
  public let year: Int
  /// The year's score.
  public let score: Int
  /// Whether it did so too late to open a case by itself (offices §11).
  public let isLate: Bool

  /// The consequence, with its data.
  public init(threshold: Int, year: Int, score: Int, isLate: Bool = false) {
    self.threshold = threshold
    self.year = year
    self.score = score
    self.isLate = isLate
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    threshold = try pass.count("threshold", "标准线", known?.threshold)
    year = try pass.count("year", "年度", known?.year)
    score = try pass.count("score", "累计扣分", known?.score)
    isLate = try pass.optionalFlag("late", "逾期", known.flatMap { $0.isLate ? true : nil }) ?? false
    try pass.fixed("clause", "条款", Self.basis)
  }
}

/// A rectification for a year is opened (§3.1).
public struct RectificationOpened: FieldSet {
  /// What it rests on.
  public static let basis = "§3.1"

  /// The year.
  public let year: Int

  /// The consequence, with its data.
  public init(year: Int) {
    self.year = year
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    year = try pass.count("year", "年度", known?.year)
    try pass.fixed("clause", "条款", Self.basis)
  }
}

/// A rectification is closed.
public struct RectificationClosed: FieldSet {
  /// What it rests on.
  public static let basis = "§3.1"

  /// The position of the case's opening, which names it.
  public let `case`: Int
  /// The year.
  public let year: Int
  /// How it ended.
  public let outcome: RectificationOutcome

  /// The consequence, with its data.
  public init(case: Int, year: Int, outcome: RectificationOutcome) {
    self.case = `case`
    self.year = year
    self.outcome = outcome
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    `case` = try pass.count("case", "案件", known?.case)
    year = try pass.count("year", "年度", known?.year)
    outcome = try pass.choice("outcome", "结果", known?.outcome)
    try pass.fixed("clause", "条款", Self.basis)
  }
}

/// A termination case is opened (§3.2, §3.3).
public struct TerminationOpened: FieldSet {
  /// What it rests on.
  public static let basis = "§3.2, §3.3"

  /// On what ground.
  public let ground: TerminationGround
  /// The year whose score reached the threshold; only for ground points.
  public let year: Int?

  /// The consequence, with its data.
  public init(ground: TerminationGround, year: Int?) {
    self.ground = ground
    self.year = year
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    ground = try pass.choice("ground", "事由", known?.ground)
    year = try pass.countOrNull("year", "年度", known?.year)
    try pass.fixed("clause", "条款", Self.basis)
  }
}

/// A termination case is closed: without a freeze, or because it is taken back.
public struct TerminationClosed: FieldSet {
  /// What it rests on.
  public static let basis = "§3.2, §3.3"

  /// The position of the case's opening, which names it.
  public let `case`: Int
  /// The year whose score opened it; nil for another ground.
  public let year: Int?
  /// How it ended.
  public let outcome: TerminationOutcome

  /// The consequence, with its data.
  public init(case: Int, year: Int?, outcome: TerminationOutcome) {
    self.case = `case`
    self.year = year
    self.outcome = outcome
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    `case` = try pass.count("case", "案件", known?.case)
    year = try pass.countOrNull("year", "年度", known?.year)
    outcome = try pass.choice("outcome", "结果", known?.outcome)
    try pass.fixed("clause", "条款", Self.basis)
  }
}

/// A year is closed at this score (§1.1(7)).
public struct YearClosed: FieldSet {
  /// What it rests on.
  public static let basis = "§1.1(7)"

  /// The year.
  public let year: Int
  /// Its score.
  public let score: Int

  /// The consequence, with its data.
  public init(year: Int, score: Int) {
    self.year = year
    self.score = score
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    year = try pass.count("year", "年度", known?.year)
    score = try pass.count("score", "累计扣分", known?.score)
    try pass.fixed("clause", "条款", Self.basis)
  }
}

/// How a rectification ended (§5).
public enum RectificationOutcome: String, Word {
  /// Its demands were met.
  case passed
  /// The score fell below the threshold.
  case cancelled
  /// A termination case was opened.
  case superseded

  /// The words, by their bytes.
  public static let words = WordTable(RectificationOutcome.self)
}

/// How a termination case was closed: without a freeze (§5), or after it.
public enum TerminationOutcome: String, Word {
  /// The score fell below the threshold.
  case withdrawn
  /// The department head waived it.
  case waived
  /// It was taken back after the freeze (offices §11).
  case reinstated

  /// The words, by their bytes.
  public static let words = WordTable(TerminationOutcome.self)
}

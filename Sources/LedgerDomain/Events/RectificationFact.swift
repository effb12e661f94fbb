/// Facts about the open rectification (§3.1).
public enum RectificationFact: Equatable, Sendable {
  /// Demands, standard and deadline of the open rectification (§3.1(2)).
  case ordered(RectificationOrdered)
  /// The standard was met in time; points may come off (§3.1(3)).
  case passed(RectificationPassed)
  /// Not met, but not for want of following the demands: a new deadline, no points (§3.1(4)).
  case extended(RectificationExtended)
  /// Not met and the demands not followed: points and a new deadline (§3.1(4)).
  case failed(RectificationFailed)
}

extension RectificationFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 整改要求下达
    case ordered = "RectificationOrdered"
    /// 整改达标
    case passed = "RectificationPassed"
    /// 整改延期
    case extended = "RectificationExtended"
    /// 整改未达标
    case failed = "RectificationFailed"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .ordered: RectificationOrdered.self
      case .passed: RectificationPassed.self
      case .extended: RectificationExtended.self
      case .failed: RectificationFailed.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .ordered: .ordered
    case .passed: .passed
    case .extended: .extended
    case .failed: .failed
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .ordered: self = .ordered(try RectificationOrdered(&pass, nil))
    case .passed: self = .passed(try RectificationPassed(&pass, nil))
    case .extended: self = .extended(try RectificationExtended(&pass, nil))
    case .failed: self = .failed(try RectificationFailed(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .ordered(let fact): _ = try RectificationOrdered(&pass, fact)
    case .passed(let fact): _ = try RectificationPassed(&pass, fact)
    case .extended(let fact): _ = try RectificationExtended(&pass, fact)
    case .failed(let fact): _ = try RectificationFailed(&pass, fact)
    }
  }
}

/// Demands, standard and deadline of the open rectification (§3.1(2)).
public struct RectificationOrdered: FactPayload {
  /// By when they must be met.
  public let deadline: LocalDate
  /// What must be done.
  public let demands: String
  /// When it counts as done.
  public let standard: String

  /// The fact, with its data.
  public init(deadline: LocalDate, demands: String, standard: String) {
    self.deadline = deadline
    self.demands = demands
    self.standard = standard
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    deadline = try pass.date("deadline", "期限", known?.deadline)
    demands = try pass.text("demands", "要求", known?.demands)
    standard = try pass.text("standard", "标准", known?.standard)
  }

  /// The fact among all others.
  public var fact: Fact { .rectification(.ordered(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "整改要求下达", en: "rectification ordered"), roles: Role.judges,
    refusals: [.noRectification, .rectificationOrdered, .timeOrder])

  /// Facts of the type.
  public static let examples = [RectificationOrdered(deadline: .example, demands: "培训全部网点", standard: "考核合格")]
}

/// The standard was met in time; points may come off (§3.1(3)).
public struct RectificationPassed: FactPayload {
  /// The points that come off.
  public let reduction: Int
  /// When it was met.
  public let metOn: LocalDate

  /// The fact, with its data.
  public init(reduction: Int, metOn: LocalDate) {
    self.reduction = reduction
    self.metOn = metOn
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    reduction = try pass.count("reduction", "减分", known?.reduction)
    metOn = try pass.date("metOn", "达标日期", known?.metOn)
  }

  /// The fact among all others.
  public var fact: Fact { .rectification(.passed(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "整改达标", en: "rectification passed"), roles: Role.judges,
    refusals: [.noRectification, .rectificationNotOrdered, .timeOrder, .deadlinePassed, .pointsOutOfRange])

  /// Facts of the type.
  public static let examples = [RectificationPassed(reduction: 20, metOn: .example)]
}

/// Not met, but not for want of following the demands: a new deadline, no points (§3.1(4)).
public struct RectificationExtended: FactPayload {
  /// The new deadline.
  public let deadline: LocalDate
  /// Why no points are charged.
  public let cause: ExtensionCause

  /// The fact, with its data.
  public init(deadline: LocalDate, cause: ExtensionCause) {
    self.deadline = deadline
    self.cause = cause
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    deadline = try pass.date("deadline", "期限", known?.deadline)
    cause = try pass.choice("cause", "原因", known?.cause)
  }

  /// The fact among all others.
  public var fact: Fact { .rectification(.extended(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "整改延期", en: "rectification extended"), roles: Role.judges,
    refusals: [.noRectification, .rectificationNotOrdered, .deadlineNotPassed, .timeOrder])

  /// Facts of the type.
  public static let examples = [RectificationExtended(deadline: .example, cause: .followed)]
}

/// Not met and the demands not followed: points and a new deadline (§3.1(4)).
public struct RectificationFailed: FactPayload {
  /// The points charged.
  public let points: Int
  /// The new deadline.
  public let deadline: LocalDate

  /// The fact, with its data.
  public init(points: Int, deadline: LocalDate) {
    self.points = points
    self.deadline = deadline
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    points = try pass.count("points", "扣分", known?.points)
    deadline = try pass.date("deadline", "期限", known?.deadline)
  }

  /// The fact among all others.
  public var fact: Fact { .rectification(.failed(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "整改未达标", en: "rectification failed"), roles: Role.judges,
    refusals: [.noRectification, .rectificationNotOrdered, .deadlineNotPassed, .timeOrder, .pointsOutOfRange])

  /// Facts of the type.
  public static let examples = [RectificationFailed(points: 10, deadline: .example)]
}

/// Why a rectification's deadline moved without points (§3.1(4)).
public enum ExtensionCause: String, Word {
  /// Force majeure.
  case forceMajeure
  /// The demands were followed, and still the standard was not met.
  case followed

  /// The words, by their bytes.
  public static let words = WordTable(ExtensionCause.self)
}

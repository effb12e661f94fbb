/// Facts about cases of closed years that are opened by a person (offices §11).
public enum LateCaseFact: Equatable, Sendable {
  /// The case is opened that a year's points no longer open by themselves.
  case opened(LateCaseOpened)
}

extension LateCaseFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 逾期立案
    case opened = "LateCaseOpened"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .opened: LateCaseOpened.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .opened: .opened
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .opened: self = .opened(try LateCaseOpened(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .opened(let fact): _ = try LateCaseOpened(&pass, fact)
    }
  }
}

/// The case is opened that a year's points reached too late to open it by themselves (offices §11).
public struct LateCaseOpened: FactPayload {
  /// The year.
  public let year: Int
  /// The threshold it reached, in points.
  public let threshold: Int
  /// Why it is opened all the same.
  public let reason: String

  /// The fact, with its data.
  public init(year: Int, threshold: Int, reason: String) {
    self.year = year
    self.threshold = threshold
    self.reason = reason
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    year = try pass.count("year", "年度", known?.year)
    threshold = try pass.count("threshold", "标准线", known?.threshold)
    reason = try pass.text("reason", "理由", known?.reason)
  }

  /// The fact among all others.
  public var fact: Fact { .lateCase(.opened(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "逾期立案", en: "late case opened"), roles: nil, isOptional: true,
    refusals: [.terminationOpen, .noLateCase, .rectificationOpen])

  /// Facts of the type.
  public static let examples = [LateCaseOpened(year: 2010, threshold: 50, reason: "性质严重")]
}

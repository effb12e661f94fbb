/// Putting right what was recorded wrongly: a fact read otherwise than it was recorded, or not at all (offices §10).
public enum CorrectionFact: Equatable, Sendable {
  /// A fact was otherwise than it was recorded.
  case corrected(FactCorrected)
  /// A fact was none, or a report or judgement is taken back.
  case retracted(FactRetracted)
}

extension CorrectionFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 更正
    case corrected = "FactCorrected"
    /// 撤销记录
    case retracted = "FactRetracted"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .corrected: FactCorrected.self
      case .retracted: FactRetracted.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .corrected: .corrected
    case .retracted: .retracted
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .corrected: self = .corrected(try FactCorrected(&pass, nil))
    case .retracted: self = .retracted(try FactRetracted(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .corrected(let fact): _ = try FactCorrected(&pass, fact)
    case .retracted(let fact): _ = try FactRetracted(&pass, fact)
    }
  }
}

extension CorrectionFact {
  /// The fact it is about.
  public var name: FactName {
    switch self {
    case .corrected(let fact): fact.name
    case .retracted(let fact): fact.name
    }
  }

  /// Why.
  public var reason: String {
    switch self {
    case .corrected(let fact): fact.reason
    case .retracted(let fact): fact.reason
    }
  }
}

/// How a fact that stands in the log is named.
public enum FactName: Hashable, Sendable {
  /// By its position in this log.
  case position(Int)
  /// By the id it was submitted under.
  case id(String)

  /// What a text names: a position where it is a number above zero, else an id.
  public init(named text: String) {
    self = Int(text).flatMap { $0 > 0 ? .position($0) : nil } ?? .id(text)
  }
}

extension FactName: CustomStringConvertible {
  /// As it is written.
  public var description: String {
    switch self {
    case .position(let position): String(position)
    case .id(let id): id
    }
  }
}

/// The data of a fact whose type does not stand beside it: one JSON object, compact, its keys in order.
///
/// What it says is known once the fact that it is to be the data of has been found.
public struct FactData: Equatable, Sendable {
  /// The object.
  public let json: String

  /// Data of a fact; `json` must be as described.
  public init(json: String) {
    self.json = json
  }
}

/// A fact was otherwise than it was recorded (offices §10).
public struct FactCorrected: FactPayload {
  /// The fact.
  public let name: FactName
  /// Its whole data, as it should have been.
  public let data: FactData
  /// When it happened; nil where that is read rightly.
  public let at: Instant?
  /// Why.
  public let reason: String

  /// The fact, with its data.
  public init(name: FactName, data: FactData, at: Instant?, reason: String) {
    self.name = name
    self.data = data
    self.at = at
    self.reason = reason
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    name = try pass.factName("fact", "事实", known?.name)
    data = try pass.factData("data", "数据", known?.data)
    at = try pass.optionalInstant("at", "正确时间", known.flatMap(\.at))
    reason = try pass.text("reason", "理由", known?.reason)
  }

  /// The fact among all others.
  public var fact: Fact { .correction(.corrected(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "更正", en: "fact corrected"), roles: nil, isAcceptedAfterFreeze: true, isOptional: true,
    refusals: [
      .unknownFact, .notCorrectable, .samePerson, .nothingChanged, .inTheFuture, .breaksLaterFact,
    ])

  /// Facts of the type.
  public static let examples = [
    FactCorrected(
      name: .position(12), data: FactData(json: #"{"city":"hangzhou","population":118000}"#),
      at: Instant(seconds: 1_298_908_800), reason: "多打了一个零")
  ]
}

/// A fact was none, or a report or judgement is taken back (offices §10).
public struct FactRetracted: FactPayload {
  /// The fact.
  public let name: FactName
  /// Why.
  public let reason: String

  /// The fact, with its data.
  public init(name: FactName, reason: String) {
    self.name = name
    self.reason = reason
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    name = try pass.factName("fact", "事实", known?.name)
    reason = try pass.text("reason", "理由", known?.reason)
  }

  /// The fact among all others.
  public var fact: Fact { .correction(.retracted(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "撤销记录", en: "fact retracted"), roles: nil, isAcceptedAfterFreeze: true, isOptional: true,
    refusals: [.unknownFact, .notCorrectable, .samePerson, .factRetracted, .breaksLaterFact, .breachNotPending])

  /// Facts of the type.
  public static let examples = [FactRetracted(name: .position(12), reason: "重复录入")]
}

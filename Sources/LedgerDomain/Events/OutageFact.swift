/// Facts about the platform's own failures (§4.2(1), offices §9).
public enum OutageFact: Equatable, Sendable {
  /// The provider could not use the platform's service for some time.
  case recorded(OutageRecorded)
}

extension OutageFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 服务中断
    case recorded = "OutageRecorded"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .recorded: OutageRecorded.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .recorded: .recorded
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .recorded: self = .recorded(try OutageRecorded(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .recorded(let fact): _ = try OutageRecorded(&pass, fact)
    }
  }
}

/// A time in which the provider could not use the platform's service (§4.2(1)): the response clock stands still (§2.2.2).
public struct OutageRecorded: FactPayload {
  /// The outage.
  public let outage: Key<Outage>
  /// When it began.
  public let from: Instant
  /// When it was over.
  public let to: Instant

  /// The fact, with its data.
  public init(outage: Key<Outage>, from: Instant, to: Instant) {
    self.outage = outage
    self.from = from
    self.to = to
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    outage = try pass.key("outage", "服务中断编号", known?.outage)
    from = try pass.instant("from", "开始时间", known?.from, after: nil)
    to = try pass.instant("to", "结束时间", known?.to, after: ("from", from))
  }

  /// The fact among all others.
  public var fact: Fact { .outage(.recorded(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "服务中断", en: "outage recorded"), roles: nil, isAcceptedAfterFreeze: true, isOptional: true,
    refusals: [.outageExists, .timeOrder])

  /// Facts of the type.
  public static let examples = [
    OutageRecorded(
      outage: Key("a-1"), from: Instant(seconds: 1_304_920_800), to: Instant(seconds: 1_304_942_400))
  ]
}

/// Facts about the provider itself and what it has agreed to (§1.2, §4.4(3)).
public enum ProviderFact: Equatable, Sendable {
  /// The provider enters the ledger under its key (§1.2).
  case registered(ProviderRegistered)
  /// The provider's own agreement: where it differs from the regulation, it wins for acts dated in its term (§4.4(3)).
  case agreementSigned(AgreementSigned)
}

extension ProviderFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 服务商登记
    case registered = "ProviderRegistered"
    /// 协议签订
    case agreementSigned = "AgreementSigned"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .registered: ProviderRegistered.self
      case .agreementSigned: AgreementSigned.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .registered: .registered
    case .agreementSigned: .agreementSigned
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .registered: self = .registered(try ProviderRegistered(&pass, nil))
    case .agreementSigned: self = .agreementSigned(try AgreementSigned(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .registered(let fact): _ = try ProviderRegistered(&pass, fact)
    case .agreementSigned(let fact): _ = try AgreementSigned(&pass, fact)
    }
  }
}

/// The provider enters the ledger under its key (§1.2).
public struct ProviderRegistered: FactPayload {
  /// Its name.
  public let name: String
  /// Whose outlets it runs.
  public let kind: ProviderKind

  /// The fact, with its data.
  public init(name: String, kind: ProviderKind) {
    self.name = name
    self.kind = kind
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    name = try pass.text("name", "名称", known?.name)
    kind = try pass.choice("kind", "服务商类型", known?.kind)
  }

  /// The fact among all others.
  public var fact: Fact { .provider(.registered(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "服务商登记", en: "provider registered"), roles: [.channelExpansion, .channelOperations, .integration],
    refusals: [.providerExists])

  /// Facts of the type.
  public static let examples = [ProviderRegistered(name: "杭州代购服务有限公司", kind: .thirdParty)]
}

/// The provider's own agreement: where it differs from the regulation, it wins for acts dated in its term (§4.4(3)).
public struct AgreementSigned: FactPayload {
  /// The first day of its term.
  public let startsOn: LocalDate
  /// The last day of its term.
  public let endsOn: LocalDate
  /// What it sets otherwise.
  public let terms: TermsOverride
  /// The cities whose acts it holds for; nil for all.
  public let cities: [Key<City>]?

  /// The fact, with its data.
  public init(startsOn: LocalDate, endsOn: LocalDate, terms: TermsOverride, cities: [Key<City>]?) {
    self.startsOn = startsOn
    self.endsOn = endsOn
    self.terms = terms
    self.cities = cities
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    startsOn = try pass.date("startsOn", "开始日期", known?.startsOn)
    endsOn = try pass.date("endsOn", "结束日期", known?.endsOn, notBefore: ("startsOn", startsOn))
    terms = try pass.terms("terms", "约定条款", known?.terms)
    cities = try pass.optionalKeys("cities", "适用城市", known?.cities)
  }

  /// The fact among all others.
  public var fact: Fact { .provider(.agreementSigned(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "协议签订", en: "agreement signed"), roles: [.channelExpansion, .legal],
    refusals: [])

  /// Facts of the type.
  public static let examples = [
    AgreementSigned(
      startsOn: .example, endsOn: .example.adding(days: 364),
      terms: TermsOverride([.cap(.serviceComplaint): .number(6)]),
      cities: [Key("hangzhou")])
  ]
}

/// Whose outlets a provider runs (§1).
public enum ProviderKind: String, Word {
  /// 第三方
  case thirdParty
  /// 自营
  case selfOperated

  /// The words, by their bytes.
  public static let words = WordTable(ProviderKind.self)
}

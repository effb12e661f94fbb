/// Facts about cities, training and promotions (§1.3.1(2), §2.1.4, §2.2.1).
public enum ExpansionFact: Equatable, Sendable {
  /// A city is opened to the provider; its outlets are planned from the population (§1.3.1(2)).
  case cityAuthorised(CityAuthorised)
  /// A training was examined: how many sat the examination, how many failed (§2.1.4(3)).
  case trainingExamined(TrainingExamined)
  /// A promotion ran; it counts for the month of its date (§2.2.1).
  case promotionRun(PromotionRun)
}

extension ExpansionFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 城市授权
    case cityAuthorised = "CityAuthorised"
    /// 培训考核
    case trainingExamined = "TrainingExamined"
    /// 活动推广
    case promotionRun = "PromotionRun"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .cityAuthorised: CityAuthorised.self
      case .trainingExamined: TrainingExamined.self
      case .promotionRun: PromotionRun.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .cityAuthorised: .cityAuthorised
    case .trainingExamined: .trainingExamined
    case .promotionRun: .promotionRun
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .cityAuthorised: self = .cityAuthorised(try CityAuthorised(&pass, nil))
    case .trainingExamined: self = .trainingExamined(try TrainingExamined(&pass, nil))
    case .promotionRun: self = .promotionRun(try PromotionRun(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .cityAuthorised(let fact): _ = try CityAuthorised(&pass, fact)
    case .trainingExamined(let fact): _ = try TrainingExamined(&pass, fact)
    case .promotionRun(let fact): _ = try PromotionRun(&pass, fact)
    }
  }
}

/// A city is opened to the provider; its outlets are planned from the population (§1.3.1(2)).
public struct CityAuthorised: FactPayload {
  /// The city.
  public let city: Key<City>
  /// How many people live in it.
  public let population: Int

  /// The fact, with its data.
  public init(city: Key<City>, population: Int) {
    self.city = city
    self.population = population
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    city = try pass.key("city", "城市", known?.city)
    population = try pass.count("population", "人口", known?.population, atLeast: 1)
  }

  /// The fact among all others.
  public var fact: Fact { .expansion(.cityAuthorised(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "城市授权", en: "city authorised"), roles: [.channelExpansion, .channelOperations],
    refusals: [.cityExists, .expansionSuspended, .expansionPaused, .depositMissing])

  /// Facts of the type.
  public static let examples = [CityAuthorised(city: Key("hangzhou"), population: 118_000)]
}

/// A training was examined: how many sat the examination, how many failed (§2.1.4(3)).
public struct TrainingExamined: FactPayload {
  /// The training.
  public let training: Key<Training>
  /// How many sat the examination.
  public let examined: Int
  /// How many of them failed.
  public let failed: Int

  /// The fact, with its data.
  public init(training: Key<Training>, examined: Int, failed: Int) {
    self.training = training
    self.examined = examined
    self.failed = failed
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    training = try pass.key("training", "培训", known?.training)
    examined = try pass.count("examined", "受考人数", known?.examined, atLeast: 1)
    failed = try pass.part("failed", "不合格人数", known?.failed, of: .examined(examined))
  }

  /// The fact among all others.
  public var fact: Fact { .expansion(.trainingExamined(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "培训考核", en: "training examined"), roles: Role.feed,
    mayPrecedeFreeze: true, refusals: [.trainingExists])

  /// Facts of the type.
  public static let examples = [TrainingExamined(training: Key("tr-1"), examined: 40, failed: 3)]
}

/// A promotion ran; it counts for the month of its date (§2.2.1).
public struct PromotionRun: FactPayload {
  /// The promotion.
  public let promotion: Key<Promotion>

  /// The fact, with its data.
  public init(promotion: Key<Promotion>) {
    self.promotion = promotion
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    promotion = try pass.key("promotion", "推广活动", known?.promotion)
  }

  /// The fact among all others.
  public var fact: Fact { .expansion(.promotionRun(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "活动推广", en: "promotion run"), roles: Role.feed + [.provider],
    mayPrecedeFreeze: true, refusals: [.promotionExists])

  /// Facts of the type.
  public static let examples = [PromotionRun(promotion: Key("p-2011-03"))]
}

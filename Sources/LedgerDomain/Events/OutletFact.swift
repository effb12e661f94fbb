/// Facts about outlets: signed, opened, leaving, transferred (§1.3.1, §2.2.4, §3.2).
public enum OutletFact: Equatable, Sendable {
  /// An outlet signed in a city; from now on it is held (§1.3.1(2)).
  case signed(OutletSigned)
  /// The outlet opened for business (§2.2.3(1)).
  case opened(OutletOpened)
  /// The outlet asked to leave, in the system or otherwise (§2.2.4(1)).
  case exitRequested(OutletExitRequested)
  /// The provider answered the outlet's request to leave (§2.2.4(1)).
  case exitAnswered(OutletExitAnswered)
  /// The outlet left, of its own will or dismissed (§2.2.3(1), §2.2.4).
  case exited(OutletExited)
  /// While a termination is open, the outlet goes to another provider (§3.2).
  case transferred(OutletTransferred)
}

extension OutletFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 网点签约
    case signed = "OutletSigned"
    /// 网点开业
    case opened = "OutletOpened"
    /// 退出申请
    case exitRequested = "OutletExitRequested"
    /// 退出申请响应
    case exitAnswered = "OutletExitAnswered"
    /// 网点退出
    case exited = "OutletExited"
    /// 网点转移
    case transferred = "OutletTransferred"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .signed: OutletSigned.self
      case .opened: OutletOpened.self
      case .exitRequested: OutletExitRequested.self
      case .exitAnswered: OutletExitAnswered.self
      case .exited: OutletExited.self
      case .transferred: OutletTransferred.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .signed: .signed
    case .opened: .opened
    case .exitRequested: .exitRequested
    case .exitAnswered: .exitAnswered
    case .exited: .exited
    case .transferred: .transferred
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .signed: self = .signed(try OutletSigned(&pass, nil))
    case .opened: self = .opened(try OutletOpened(&pass, nil))
    case .exitRequested: self = .exitRequested(try OutletExitRequested(&pass, nil))
    case .exitAnswered: self = .exitAnswered(try OutletExitAnswered(&pass, nil))
    case .exited: self = .exited(try OutletExited(&pass, nil))
    case .transferred: self = .transferred(try OutletTransferred(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .signed(let fact): _ = try OutletSigned(&pass, fact)
    case .opened(let fact): _ = try OutletOpened(&pass, fact)
    case .exitRequested(let fact): _ = try OutletExitRequested(&pass, fact)
    case .exitAnswered(let fact): _ = try OutletExitAnswered(&pass, fact)
    case .exited(let fact): _ = try OutletExited(&pass, fact)
    case .transferred(let fact): _ = try OutletTransferred(&pass, fact)
    }
  }
}

/// An outlet signed in a city; from now on it is held (§1.3.1(2)).
public struct OutletSigned: FactPayload {
  /// The outlet.
  public let outlet: Key<Outlet>
  /// The city.
  public let city: Key<City>

  /// The fact, with its data.
  public init(outlet: Key<Outlet>, city: Key<City>) {
    self.outlet = outlet
    self.city = city
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    outlet = try pass.key("outlet", "网点", known?.outlet)
    city = try pass.key("city", "城市", known?.city)
  }

  /// The fact among all others.
  public var fact: Fact { .outlet(.signed(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "网点签约", en: "outlet signed"), roles: Role.feed,
    refusals: [.outletExists, .unknownCity])

  /// Facts of the type.
  public static let examples = [OutletSigned(outlet: Key("o-17"), city: Key("hangzhou"))]
}

/// The outlet opened for business (§2.2.3(1)).
public struct OutletOpened: FactPayload {
  /// The outlet.
  public let outlet: Key<Outlet>

  /// The fact, with its data.
  public init(outlet: Key<Outlet>) {
    self.outlet = outlet
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    outlet = try pass.key("outlet", "网点", known?.outlet)
  }

  /// The fact among all others.
  public var fact: Fact { .outlet(.opened(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "网点开业", en: "outlet opened"), roles: Role.feed,
    mayPrecedeFreeze: true, notBefore: Words(zh: "签约或接收", en: "the signing, or the receipt"),
    refusals: [.unknownOutlet, .outletGone, .outletOpen])

  /// Facts of the type.
  public static let examples = [OutletOpened(outlet: Key("o-17"))]
}

/// The outlet asked to leave, in the system or otherwise (§2.2.4(1)).
public struct OutletExitRequested: FactPayload {
  /// The outlet.
  public let outlet: Key<Outlet>
  /// How it asked.
  public let via: ExitChannel

  /// The fact, with its data.
  public init(outlet: Key<Outlet>, via: ExitChannel) {
    self.outlet = outlet
    self.via = via
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    outlet = try pass.key("outlet", "网点", known?.outlet)
    via = try pass.choice("via", "申请方式", known?.via)
  }

  /// The fact among all others.
  public var fact: Fact { .outlet(.exitRequested(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "退出申请", en: "outlet exit requested"), roles: Role.feed + [.outlet],
    mayPrecedeFreeze: true, notBefore: Words(zh: "签约或接收", en: "the signing, or the receipt"),
    refusals: [.unknownOutlet, .outletGone, .exitRequested])

  /// Facts of the type.
  public static let examples = [OutletExitRequested(outlet: Key("o-17"), via: .system)]
}

/// The provider answered the outlet's request to leave (§2.2.4(1)).
public struct OutletExitAnswered: FactPayload {
  /// The outlet.
  public let outlet: Key<Outlet>

  /// The fact, with its data.
  public init(outlet: Key<Outlet>) {
    self.outlet = outlet
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    outlet = try pass.key("outlet", "网点", known?.outlet)
  }

  /// The fact among all others.
  public var fact: Fact { .outlet(.exitAnswered(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "退出申请响应", en: "outlet exit answered"), roles: Role.feed + [.provider],
    mayPrecedeFreeze: true, notBefore: Words(zh: "退出申请", en: "the request"),
    refusals: [.unknownOutlet, .exitNotRequested, .exitAnswered])

  /// Facts of the type.
  public static let examples = [OutletExitAnswered(outlet: Key("o-17"))]
}

/// The outlet left, of its own will or dismissed (§2.2.3(1), §2.2.4).
public struct OutletExited: FactPayload {
  /// The outlet.
  public let outlet: Key<Outlet>
  /// Why it left.
  public let reason: ExitReason

  /// The fact, with its data.
  public init(outlet: Key<Outlet>, reason: ExitReason) {
    self.outlet = outlet
    self.reason = reason
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    outlet = try pass.key("outlet", "网点", known?.outlet)
    reason = try pass.choice("reason", "退出原因", known?.reason)
  }

  /// The fact among all others.
  public var fact: Fact { .outlet(.exited(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "网点退出", en: "outlet exited"), roles: Role.feed,
    mayPrecedeFreeze: true, notBefore: Words(zh: "签约或接收，及开业", en: "the signing or the receipt, and the opening"),
    refusals: [.unknownOutlet, .outletGone, .unknownMeasure])

  /// Facts of the type.
  public static let examples = [OutletExited(outlet: Key("o-17"), reason: .voluntary)]
}

/// While a termination is open, the outlet goes to another provider (§3.2).
public struct OutletTransferred: FactPayload {
  /// The outlet.
  public let outlet: Key<Outlet>
  /// The provider that takes it over.
  public let to: Key<Provider>

  /// The fact, with its data.
  public init(outlet: Key<Outlet>, to: Key<Provider>) {
    self.outlet = outlet
    self.to = to
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    outlet = try pass.key("outlet", "网点", known?.outlet)
    to = try pass.key("to", "接收服务商", known?.to)
  }

  /// The fact among all others.
  public var fact: Fact { .outlet(.transferred(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "网点转移", en: "outlet transferred"), roles: [.channelOperations],
    notBefore: Words(zh: "签约或接收，及开业", en: "the signing or the receipt, and the opening"),
    refusals: [
      .unknownOutlet, .outletGone, .notTerminating, .notTransferable, .unknownReceiver, .receiverUnfit, .outletExists,
    ])

  /// Facts of the type.
  public static let examples = [OutletTransferred(outlet: Key("o-17"), to: Key("nb-02"))]
}

/// How an outlet asked to exit (§2.2.4(1)).
public enum ExitChannel: String, Word {
  /// In the system: the provider must answer in time.
  case system
  /// Any other way.
  case other

  /// The words, by their bytes.
  public static let words = WordTable(ExitChannel.self)
}

/// Why an outlet exited (§2.2.3(1)).
public enum ExitReason: String, Word {
  /// The outlet gave up of its own will.
  case voluntary
  /// Its agreement was ended.
  case dismissed
  /// The platform ordered it (§1.1.3(3)); only where the version has measures.
  case ordered

  /// The words, by their bytes.
  public static let words = WordTable(ExitReason.self)
}

/// Facts about a provider's way in: what is found of it, the opening of its channel, by what it is reached (offices §4, §5,
/// §7).
public enum AdmissionFact: Equatable, Sendable {
  /// Criteria are reviewed.
  case reviewed(AdmissionReviewed)
  /// The channel is opened.
  case channelOpened(ChannelOpened)
  /// It is said by what the provider is reached.
  case contactsSet(ContactsSet)
}

extension AdmissionFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 准入审核
    case reviewed = "AdmissionReviewed"
    /// 渠道开通
    case channelOpened = "ChannelOpened"
    /// 联系方式登记
    case contactsSet = "ContactsSet"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .reviewed: AdmissionReviewed.self
      case .channelOpened: ChannelOpened.self
      case .contactsSet: ContactsSet.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .reviewed: .reviewed
    case .channelOpened: .channelOpened
    case .contactsSet: .contactsSet
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .reviewed: self = .reviewed(try AdmissionReviewed(&pass, nil))
    case .channelOpened: self = .channelOpened(try ChannelOpened(&pass, nil))
    case .contactsSet: self = .contactsSet(try ContactsSet(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .reviewed(let fact): _ = try AdmissionReviewed(&pass, fact)
    case .channelOpened(let fact): _ = try ChannelOpened(&pass, fact)
    case .contactsSet(let fact): _ = try ContactsSet(&pass, fact)
    }
  }
}

/// Criteria are reviewed: what was found of each (§1.2).
public struct AdmissionReviewed: FactPayload {
  /// What was found, no criterion twice.
  public let findings: [Finding]
  /// The outlet it was found of; nil for the provider itself.
  public let outlet: Key<Outlet>?

  /// The fact, with its data.
  public init(findings: [Finding], outlet: Key<Outlet>?) {
    self.findings = findings
    self.outlet = outlet
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    findings = try pass.findings("findings", "认定", known?.findings)
    outlet = try pass.optionalKey("outlet", "网点", known.flatMap(\.outlet))
  }

  /// The fact among all others.
  public var fact: Fact { .admission(.reviewed(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "准入审核", en: "admission reviewed"), roles: nil, isOptional: true,
    refusals: [.unknownOutlet, .unknownCriterion, .criterionNotApplicable, .roleNotAllowed, .stageOutOfOrder])

  /// Facts of the type.
  public static let examples = [
    AdmissionReviewed(
      findings: [Finding(Key("outlet-right"), .flag(true)), Finding(Key("outlet-staff"), .number(1))],
      outlet: Key("o-1"))
  ]
}

/// The channel of a provider is opened, those who must know of it informed (§1.2b(3)).
public struct ChannelOpened: FactPayload {
  /// The departments informed, as their slugs.
  public let informed: [String]

  /// The fact, with its data.
  public init(informed: [String]) {
    self.informed = informed
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    informed = try pass.texts("informed", "已告知部门", known?.informed)
  }

  /// The fact among all others.
  public var fact: Fact { .admission(.channelOpened(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "渠道开通", en: "channel opened"), roles: nil, isOptional: true,
    refusals: [.channelIsOpen, .departmentsMissing])

  /// Facts of the type.
  public static let examples = [
    ChannelOpened(informed: ["legal", "finance", "system-development", "department-head", "channel-expansion"])
  ]
}

/// It is said by what the provider is reached; each thing holds until it is said again (§1.1.3(2), §4.3).
public struct ContactsSet: FactPayload {
  /// What was said, by what it is.
  public let contacts: [Key<ContactRow>: String]

  /// The fact, with its data.
  public init(contacts: [Key<ContactRow>: String]) {
    self.contacts = contacts
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    contacts = try pass.contacts("contacts", "联系方式", known?.contacts)
  }

  /// The fact among all others.
  public var fact: Fact { .admission(.contactsSet(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "联系方式登记", en: "contacts set"), roles: nil, isOptional: true, refusals: [])

  /// Facts of the type.
  public static let examples = [
    ContactsSet(contacts: [
      Key("service-phone"): "0571-88888888", Key("account-email"): "daigou@hz01.example",
      Key("postal-address"): "杭州市文三路1号",
    ])
  ]
}

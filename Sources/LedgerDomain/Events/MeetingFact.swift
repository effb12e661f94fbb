/// Facts about recruiting meetings and the applications that follow them (§1.3.1(1), §2.1.1(4)).
public enum MeetingFact: Equatable, Sendable {
  /// A recruiting meeting took place: how many were invited, how many came (§1.3.1(1)).
  case held(MeetingHeld)
  /// How many of those who came have signed (§1.3.1(1)).
  case concluded(MeetingConcluded)
  /// The meeting's shortcomings are put right; its pause of expansion ends (§1.3.1(1)).
  case rectified(MeetingRectified)
  /// The deposit applications of the outlets that signed at a meeting are handed in (§2.1.1(4)).
  case applicationsSubmitted(ApplicationsSubmitted)
  /// The entries of those applications were checked, and how many were wrong (§2.1.1(4)).
  case applicationsReviewed(ApplicationsReviewed)
}

extension MeetingFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 会议举办
    case held = "MeetingHeld"
    /// 会议签约结果
    case concluded = "MeetingConcluded"
    /// 会议整改确认
    case rectified = "MeetingRectified"
    /// 保证金申请提交
    case applicationsSubmitted = "ApplicationsSubmitted"
    /// 保证金申请审核
    case applicationsReviewed = "ApplicationsReviewed"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .held: MeetingHeld.self
      case .concluded: MeetingConcluded.self
      case .rectified: MeetingRectified.self
      case .applicationsSubmitted: ApplicationsSubmitted.self
      case .applicationsReviewed: ApplicationsReviewed.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .held: .held
    case .concluded: .concluded
    case .rectified: .rectified
    case .applicationsSubmitted: .applicationsSubmitted
    case .applicationsReviewed: .applicationsReviewed
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .held: self = .held(try MeetingHeld(&pass, nil))
    case .concluded: self = .concluded(try MeetingConcluded(&pass, nil))
    case .rectified: self = .rectified(try MeetingRectified(&pass, nil))
    case .applicationsSubmitted: self = .applicationsSubmitted(try ApplicationsSubmitted(&pass, nil))
    case .applicationsReviewed: self = .applicationsReviewed(try ApplicationsReviewed(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .held(let fact): _ = try MeetingHeld(&pass, fact)
    case .concluded(let fact): _ = try MeetingConcluded(&pass, fact)
    case .rectified(let fact): _ = try MeetingRectified(&pass, fact)
    case .applicationsSubmitted(let fact): _ = try ApplicationsSubmitted(&pass, fact)
    case .applicationsReviewed(let fact): _ = try ApplicationsReviewed(&pass, fact)
    }
  }
}

/// A recruiting meeting took place: how many were invited, how many came (§1.3.1(1)).
public struct MeetingHeld: FactPayload {
  /// The meeting.
  public let meeting: Key<Meeting>
  /// The city.
  public let city: Key<City>
  /// How many were invited.
  public let invited: Int
  /// How many came.
  public let attended: Int

  /// The fact, with its data.
  public init(meeting: Key<Meeting>, city: Key<City>, invited: Int, attended: Int) {
    self.meeting = meeting
    self.city = city
    self.invited = invited
    self.attended = attended
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    meeting = try pass.key("meeting", "会议", known?.meeting)
    city = try pass.key("city", "城市", known?.city)
    invited = try pass.count("invited", "邀约人数", known?.invited, atLeast: 1)
    attended = try pass.count("attended", "到场人数", known?.attended)
  }

  /// The fact among all others.
  public var fact: Fact { .meeting(.held(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "会议举办", en: "meeting held"), roles: Role.feed,
    refusals: [.meetingExists, .unknownCity])

  /// Facts of the type.
  public static let examples = [MeetingHeld(meeting: Key("m-1"), city: Key("hangzhou"), invited: 50, attended: 30)]
}

/// How many of those who came have signed (§1.3.1(1)).
public struct MeetingConcluded: FactPayload {
  /// The meeting.
  public let meeting: Key<Meeting>
  /// How many have signed.
  public let signed: Int

  /// The fact, with its data.
  public init(meeting: Key<Meeting>, signed: Int) {
    self.meeting = meeting
    self.signed = signed
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    meeting = try pass.key("meeting", "会议", known?.meeting)
    signed = try pass.count("signed", "签约数", known?.signed)
  }

  /// The fact among all others.
  public var fact: Fact { .meeting(.concluded(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "会议签约结果", en: "meeting concluded"), roles: Role.feed, mayPrecedeFreeze: true,
    notBefore: Words(zh: "会议举办", en: "the meeting"),
    refusals: [.unknownMeeting, .meetingConcluded])

  /// Facts of the type.
  public static let examples = [MeetingConcluded(meeting: Key("m-1"), signed: 20)]
}

/// The meeting's shortcomings are put right; its pause of expansion ends (§1.3.1(1)).
public struct MeetingRectified: FactPayload {
  /// The meeting.
  public let meeting: Key<Meeting>

  /// The fact, with its data.
  public init(meeting: Key<Meeting>) {
    self.meeting = meeting
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    meeting = try pass.key("meeting", "会议", known?.meeting)
  }

  /// The fact among all others.
  public var fact: Fact { .meeting(.rectified(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "会议整改确认", en: "meeting rectified"), roles: Role.judges, notBefore: Words(zh: "会议举办", en: "the meeting"),
    refusals: [.unknownMeeting, .notPaused])

  /// Facts of the type.
  public static let examples = [MeetingRectified(meeting: Key("m-1"))]
}

/// The deposit applications of the outlets that signed at a meeting are handed in (§2.1.1(4)).
public struct ApplicationsSubmitted: FactPayload {
  /// The meeting.
  public let meeting: Key<Meeting>
  /// How many outlets they are for.
  public let outlets: Int

  /// The fact, with its data.
  public init(meeting: Key<Meeting>, outlets: Int) {
    self.meeting = meeting
    self.outlets = outlets
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    meeting = try pass.key("meeting", "会议", known?.meeting)
    outlets = try pass.count("outlets", "网点数", known?.outlets, atLeast: 1)
  }

  /// The fact among all others.
  public var fact: Fact { .meeting(.applicationsSubmitted(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "保证金申请提交", en: "deposit applications submitted"), roles: Role.feed + [.provider],
    mayPrecedeFreeze: true, notBefore: Words(zh: "会议举办", en: "the meeting"),
    refusals: [.unknownMeeting, .applicationsExist])

  /// Facts of the type.
  public static let examples = [ApplicationsSubmitted(meeting: Key("m-1"), outlets: 20)]
}

/// The entries of those applications were checked, and how many were wrong (§2.1.1(4)).
public struct ApplicationsReviewed: FactPayload {
  /// The meeting.
  public let meeting: Key<Meeting>
  /// How many entries were checked.
  public let entries: Int
  /// How many of them were wrong.
  public let errors: Int

  /// The fact, with its data.
  public init(meeting: Key<Meeting>, entries: Int, errors: Int) {
    self.meeting = meeting
    self.entries = entries
    self.errors = errors
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    meeting = try pass.key("meeting", "会议", known?.meeting)
    entries = try pass.count("entries", "条目数", known?.entries, atLeast: 1)
    errors = try pass.part("errors", "错误数", known?.errors, of: .entries(entries))
  }

  /// The fact among all others.
  public var fact: Fact { .meeting(.applicationsReviewed(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "保证金申请审核", en: "deposit applications reviewed"), roles: [.channelOperations],
    mayPrecedeFreeze: true, notBefore: Words(zh: "申请提交", en: "the submission"),
    refusals: [.unknownMeeting, .applicationsMissing, .applicationsReviewed])

  /// Facts of the type.
  public static let examples = [ApplicationsReviewed(meeting: Key("m-1"), entries: 240, errors: 2)]
}

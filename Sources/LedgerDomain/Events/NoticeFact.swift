/// Facts about notices (§4.3): one sent, and what is learnt of its arrival.
public enum NoticeFact: Equatable, Sendable {
  /// A notice is sent (§4.3(1), (2)).
  case sent(NoticeSent)
  /// It is known when it arrived (§4.3(6)).
  case received(NoticeReceived)
  /// It did not arrive.
  case failed(NoticeFailed)
  /// It is proven that it never arrived (§4.3(6)).
  case rebutted(NoticeRebutted)
}

extension NoticeFact: FactFamily {
  /// The types of these facts, as written in the log.
  public enum Kind: String, CaseIterable, Sendable {
    /// 发出通知
    case sent = "NoticeSent"
    /// 通知收到
    case received = "NoticeReceived"
    /// 通知未送到
    case failed = "NoticeFailed"
    /// 送达被推翻
    case rebutted = "NoticeRebutted"

    /// The type of the facts' data.
    public var payload: any FactPayload.Type {
      switch self {
      case .sent: NoticeSent.self
      case .received: NoticeReceived.self
      case .failed: NoticeFailed.self
      case .rebutted: NoticeRebutted.self
      }
    }
  }

  /// The type under which the fact stands in the log.
  public var kind: Kind {
    switch self {
    case .sent: .sent
    case .received: .received
    case .failed: .failed
    case .rebutted: .rebutted
    }
  }

  /// Takes a fact of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: Kind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .sent: self = .sent(try NoticeSent(&pass, nil))
    case .received: self = .received(try NoticeReceived(&pass, nil))
    case .failed: self = .failed(try NoticeFailed(&pass, nil))
    case .rebutted: self = .rebutted(try NoticeRebutted(&pass, nil))
    }
  }

  /// Takes a pass over the fields of the fact.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .sent(let fact): _ = try NoticeSent(&pass, fact)
    case .received(let fact): _ = try NoticeReceived(&pass, fact)
    case .failed(let fact): _ = try NoticeFailed(&pass, fact)
    case .rebutted(let fact): _ = try NoticeRebutted(&pass, fact)
    }
  }
}

/// A notice is sent to the designated address of its channel (§4.3(1), (2)).
public struct NoticeSent: FactPayload {
  /// The notice.
  public let notice: Key<Notice>
  /// How it is sent.
  public let channel: Key<NoticeChannel>
  /// The duties that it meets; it may be about none.
  public let about: [DutyID]
  /// The address written on it; nil for the designated one.
  public let to: String?
  /// The receipt of the post, where the channel has one.
  public let receipt: String?
  /// What it says.
  public let text: String?

  /// The fact, with its data.
  public init(
    notice: Key<Notice>, channel: Key<NoticeChannel>, about: [DutyID], to: String? = nil, receipt: String? = nil,
    text: String? = nil
  ) {
    self.notice = notice
    self.channel = channel
    self.about = about
    self.to = to
    self.receipt = receipt
    self.text = text
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    notice = try pass.key("notice", "通知", known?.notice)
    channel = try pass.key("channel", "送达方式", known?.channel)
    about = try pass.duties("about", "告知事项", known?.about)
    to = try pass.optionalText("to", "送达地址", known?.to)
    receipt = try pass.optionalText("receipt", "回执", known?.receipt)
    text = try pass.optionalText("text", "正文", known?.text)
  }

  /// The fact among all others.
  public var fact: Fact { .notice(.sent(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "发出通知", en: "notice sent"), roles: nil, isAcceptedAfterFreeze: true, isOptional: true,
    refusals: [
      .channelNotAllowed, .noticeExists, .unknownDuty, .dutyClosed, .addressMissing, .addressNotDesignated,
    ])

  /// Facts of the type.
  public static let examples = [
    NoticeSent(
      notice: Key("n-1"), channel: Key("registered-mail"), about: [DutyID("notify-charge:b-1")], to: "杭州市文三路1号",
      receipt: "RA123", text: "扣分告知书")
  ]
}

/// It is known when a notice arrived, by whatever channel (§4.3(6)).
public struct NoticeReceived: FactPayload {
  /// The notice.
  public let notice: Key<Notice>

  /// The fact, with its data.
  public init(notice: Key<Notice>) {
    self.notice = notice
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    notice = try pass.key("notice", "通知", known?.notice)
  }

  /// The fact among all others.
  public var fact: Fact { .notice(.received(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "通知收到", en: "notice received"), roles: nil, isAcceptedAfterFreeze: true, isOptional: true,
    notBefore: Words(zh: "发出通知", en: "the sending"), refusals: [.unknownNotice, .noticeClosed])

  /// Facts of the type.
  public static let examples = [NoticeReceived(notice: Key("n-1"))]
}

/// A notice did not arrive: it came back, or was refused.
public struct NoticeFailed: FactPayload {
  /// The notice.
  public let notice: Key<Notice>
  /// Why.
  public let reason: String

  /// The fact, with its data.
  public init(notice: Key<Notice>, reason: String) {
    self.notice = notice
    self.reason = reason
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    notice = try pass.key("notice", "通知", known?.notice)
    reason = try pass.text("reason", "理由", known?.reason)
  }

  /// The fact among all others.
  public var fact: Fact { .notice(.failed(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "通知未送到", en: "notice failed"), roles: nil, isAcceptedAfterFreeze: true, isOptional: true,
    notBefore: Words(zh: "发出通知", en: "the sending"), refusals: [.unknownNotice, .noticeClosed])

  /// Facts of the type.
  public static let examples = [NoticeFailed(notice: Key("n-1"), reason: "邮箱已满，退信")]
}

/// Against the presumption of §4.3(6) it is proven that a notice never arrived.
public struct NoticeRebutted: FactPayload {
  /// The notice.
  public let notice: Key<Notice>
  /// What proves it.
  public let evidence: String

  /// The fact, with its data.
  public init(notice: Key<Notice>, evidence: String) {
    self.notice = notice
    self.evidence = evidence
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    notice = try pass.key("notice", "通知", known?.notice)
    evidence = try pass.text("evidence", "证据", known?.evidence)
  }

  /// The fact among all others.
  public var fact: Fact { .notice(.rebutted(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "送达被推翻", en: "delivery rebutted"), roles: nil, isAcceptedAfterFreeze: true, isOptional: true,
    notBefore: Words(zh: "发出通知", en: "the sending"), refusals: [.unknownNotice, .noticeClosed])

  /// Facts of the type.
  public static let examples = [NoticeRebutted(notice: Key("n-1"), evidence: "邮局退件")]
}

/// What the ledger decides by itself (§5), appended in the same transaction as its cause.
public enum Consequence: Equatable, Sendable {
  /// A breach is found in the facts.
  case breachDetected(Detection)
  /// Late facts no longer support a pending breach.
  case breachWithdrawn(BreachWithdrawn)
  /// A breach that a person judged is shown otherwise by a correction: a person must look again.
  case reviewDue(ReviewDue)
  /// The judgement of a breach is taken back: it is pending as before.
  case breachReopened(BreachReopened)
  /// The first answer to a ticket is due at another moment.
  case answerDueMoved(AnswerDueMoved)
  /// An open duty is due on another date.
  case dueMoved(DueMoved)
  /// Points are charged for a breach.
  case pointsDeducted(Deduction)
  /// Points come off again.
  case pointsRestored(Restoration)
  /// A year's score reached a threshold (§3.1, §3.2).
  case thresholdReached(ThresholdReached)
  /// A meeting's results pause expansion (§1.3.1(1)).
  case expansionPaused(ExpansionPaused)
  /// That pause ends.
  case expansionUnpaused(ExpansionUnpaused)
  /// A case is open or the provider terminated: no new city (§3.1(1)).
  case expansionSuspended(ExpansionSuspended)
  /// No case is open any more.
  case expansionResumed(ExpansionResumed)
  /// A rectification for a year is opened (§3.1).
  case rectificationOpened(RectificationOpened)
  /// A rectification is closed.
  case rectificationClosed(RectificationClosed)
  /// A termination case is opened (§3.2, §3.3).
  case terminationOpened(TerminationOpened)
  /// A termination case is closed without a freeze.
  case terminationClosed(TerminationClosed)
  /// An outlet comes from another provider, with its first signing and opening dates.
  case outletReceived(OutletReceived)
  /// An outlet nobody took over is frozen with its provider.
  case outletFrozen(OutletFrozen)
  /// A year is closed at this score (§1.1(7)).
  case yearClosed(YearClosed)
  /// A duty of an office is opened (offices §3).
  case dutyOpened(DutyOpened)
  /// A sweep found it overdue.
  case dutyMissed(DutyMissed)
  /// It is met, or lapses.
  case dutyClosed(DutyClosed)
  /// How an admission stands has changed (§1.2).
  case admissionChanged(AdmissionChanged)
  /// What a programme draws (programmes §10).
  indirect case programme(ProgrammeDrawn)
}

/// The type of a consequence, as written in the log (§5).
public enum ConsequenceKind: Hashable, Sendable {
  /// 发现违规
  case breachDetected
  /// 违规撤回
  case breachWithdrawn
  /// 待复核
  case reviewDue
  /// 违规恢复为待评定
  case breachReopened
  /// 答复期限变动
  case answerDueMoved
  /// 期限变动
  case dueMoved
  /// 扣分
  case pointsDeducted
  /// 扣分返还
  case pointsRestored
  /// 达到标准线
  case thresholdReached
  /// 拓展暂停
  case expansionPaused
  /// 拓展暂停解除
  case expansionUnpaused
  /// 拓展中止
  case expansionSuspended
  /// 拓展恢复
  case expansionResumed
  /// 整改开启
  case rectificationOpened
  /// 整改了结
  case rectificationClosed
  /// 终止案件开启
  case terminationOpened
  /// 终止案件了结
  case terminationClosed
  /// 网点接收
  case outletReceived
  /// 网点冻结
  case outletFrozen
  /// 年度结算
  case yearClosed
  /// 义务产生
  case dutyOpened
  /// 义务逾期
  case dutyMissed
  /// 义务了结
  case dutyClosed
  /// 准入状态变更
  case admissionChanged
  /// What a programme draws; a type of both forms is another here (programmes §10).
  case programme(ProgrammeConsequence.Kind)

  /// The type's name for people.
  public var words: Words {
    switch self {
    case .breachDetected: Words(zh: "发现违规", en: "breach detected")
    case .breachWithdrawn: Words(zh: "违规撤回", en: "breach withdrawn")
    case .reviewDue: Words(zh: "待复核评定", en: "review due")
    case .breachReopened: Words(zh: "违规恢复为待评定", en: "breach reopened")
    case .answerDueMoved: Words(zh: "答复期限变动", en: "answer due moved")
    case .dueMoved: Words(zh: "期限变动", en: "due date moved")
    case .pointsDeducted: Words(zh: "扣分", en: "points deducted")
    case .pointsRestored: Words(zh: "扣分返还", en: "points restored")
    case .thresholdReached: Words(zh: "达到标准线", en: "threshold reached")
    case .expansionPaused: Words(zh: "拓展暂停", en: "expansion paused")
    case .expansionUnpaused: Words(zh: "拓展暂停解除", en: "expansion unpaused")
    case .expansionSuspended: Words(zh: "拓展中止", en: "expansion suspended")
    case .expansionResumed: Words(zh: "拓展恢复", en: "expansion resumed")
    case .rectificationOpened: Words(zh: "整改开启", en: "rectification opened")
    case .rectificationClosed: Words(zh: "整改了结", en: "rectification closed")
    case .terminationOpened: Words(zh: "终止案件开启", en: "termination opened")
    case .terminationClosed: Words(zh: "终止案件了结", en: "termination closed")
    case .outletReceived: Words(zh: "网点接收", en: "outlet received")
    case .outletFrozen: Words(zh: "网点冻结", en: "outlet frozen")
    case .yearClosed: Words(zh: "年度结算", en: "year closed")
    case .dutyOpened: Words(zh: "义务产生", en: "duty opened")
    case .dutyMissed: Words(zh: "义务逾期", en: "duty missed")
    case .dutyClosed: Words(zh: "义务了结", en: "duty closed")
    case .admissionChanged: Words(zh: "准入状态变更", en: "admission changed")
    case .programme(let kind): kind.words
    }
  }
}

extension ConsequenceKind: RawRepresentable, CaseIterable {
  /// Every type of the daigou form.
  public static let allCases: [ConsequenceKind] = [
    .breachDetected, .breachWithdrawn, .reviewDue, .breachReopened, .answerDueMoved, .dueMoved, .pointsDeducted,
    .pointsRestored, .thresholdReached, .expansionPaused, .expansionUnpaused, .expansionSuspended,
    .expansionResumed, .rectificationOpened, .rectificationClosed, .terminationOpened, .terminationClosed,
    .outletReceived, .outletFrozen, .yearClosed, .dutyOpened, .dutyMissed, .dutyClosed, .admissionChanged,
  ]

  /// Every type of which a programme draws some (programmes §10).
  public static let ofProgrammes: [ConsequenceKind] = ProgrammeConsequence.Kind.allCases.map { .programme($0) }

  /// By name; a type of both forms is that of the daigou form.
  private static let byName: [String: ConsequenceKind] = {
    var kinds: [String: ConsequenceKind] = [:]
    for kind in ofProgrammes { kinds[kind.rawValue] = kind }
    for kind in allCases { kinds[kind.rawValue] = kind }
    return kinds
  }()

  /// The type with this name, if there is one.
  public init?(rawValue: String) {
    guard let kind = Self.byName[rawValue] else { return nil }
    self = kind
  }

  /// The name under which events of the type stand in the log.
  public var rawValue: String {
    switch self {
    case .breachDetected: "BreachDetected"
    case .breachWithdrawn: "BreachWithdrawn"
    case .reviewDue: "ReviewDue"
    case .breachReopened: "BreachReopened"
    case .answerDueMoved: "AnswerDueMoved"
    case .dueMoved: "DueMoved"
    case .pointsDeducted: "PointsDeducted"
    case .pointsRestored: "PointsRestored"
    case .thresholdReached: "ThresholdReached"
    case .expansionPaused: "ExpansionPaused"
    case .expansionUnpaused: "ExpansionUnpaused"
    case .expansionSuspended: "ExpansionSuspended"
    case .expansionResumed: "ExpansionResumed"
    case .rectificationOpened: "RectificationOpened"
    case .rectificationClosed: "RectificationClosed"
    case .terminationOpened: "TerminationOpened"
    case .terminationClosed: "TerminationClosed"
    case .outletReceived: "OutletReceived"
    case .outletFrozen: "OutletFrozen"
    case .yearClosed: "YearClosed"
    case .dutyOpened: "DutyOpened"
    case .dutyMissed: "DutyMissed"
    case .dutyClosed: "DutyClosed"
    case .admissionChanged: "AdmissionChanged"
    case .programme(let kind): kind.rawValue
    }
  }
}

extension Consequence {
  /// The type under which the consequence stands in the log.
  public var kind: ConsequenceKind {
    switch self {
    case .breachDetected: .breachDetected
    case .breachWithdrawn: .breachWithdrawn
    case .reviewDue: .reviewDue
    case .breachReopened: .breachReopened
    case .answerDueMoved: .answerDueMoved
    case .dueMoved: .dueMoved
    case .pointsDeducted: .pointsDeducted
    case .pointsRestored: .pointsRestored
    case .thresholdReached: .thresholdReached
    case .expansionPaused: .expansionPaused
    case .expansionUnpaused: .expansionUnpaused
    case .expansionSuspended: .expansionSuspended
    case .expansionResumed: .expansionResumed
    case .rectificationOpened: .rectificationOpened
    case .rectificationClosed: .rectificationClosed
    case .terminationOpened: .terminationOpened
    case .terminationClosed: .terminationClosed
    case .outletReceived: .outletReceived
    case .outletFrozen: .outletFrozen
    case .yearClosed: .yearClosed
    case .dutyOpened: .dutyOpened
    case .dutyMissed: .dutyMissed
    case .dutyClosed: .dutyClosed
    case .admissionChanged: .admissionChanged
    case .programme(let drawn): .programme(drawn.consequence.kind)
    }
  }

  /// The clause the consequence rests on: a slug for a breach, else the § of the regulation.
  public var clause: String {
    switch self {
    case .breachDetected(let it): it.clause.rawValue
    case .breachWithdrawn(let it): it.clause.rawValue
    case .reviewDue(let it): it.clause.rawValue
    case .breachReopened(let it): it.clause.rawValue
    case .answerDueMoved: AnswerDueMoved.basis
    case .dueMoved(let it): it.clause
    case .pointsDeducted(let it): it.clause.rawValue
    case .pointsRestored(let restoration): restoration.basis
    case .thresholdReached: ThresholdReached.basis
    case .expansionPaused: ExpansionPaused.basis
    case .expansionUnpaused: ExpansionUnpaused.basis
    case .expansionSuspended: ExpansionSuspended.basis
    case .expansionResumed: ExpansionResumed.basis
    case .rectificationOpened: RectificationOpened.basis
    case .rectificationClosed: RectificationClosed.basis
    case .terminationOpened: TerminationOpened.basis
    case .terminationClosed: TerminationClosed.basis
    case .outletReceived: OutletReceived.basis
    case .outletFrozen: OutletFrozen.basis
    case .yearClosed: YearClosed.basis
    case .dutyOpened(let it): it.clause
    case .dutyMissed(let it): it.clause
    case .dutyClosed(let it): it.clause
    case .admissionChanged: AdmissionChanged.basis
    case .programme(let drawn): drawn.ground.rule.description
    }
  }

  /// Takes a consequence of this kind from a pass that reads.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ kind: ConsequenceKind, from pass: inout Pass) throws(Pass.PassError) {
    switch kind {
    case .breachDetected: self = .breachDetected(try Detection(&pass, nil))
    case .breachWithdrawn: self = .breachWithdrawn(try BreachWithdrawn(&pass, nil))
    case .reviewDue: self = .reviewDue(try ReviewDue(&pass, nil))
    case .breachReopened: self = .breachReopened(try BreachReopened(&pass, nil))
    case .answerDueMoved: self = .answerDueMoved(try AnswerDueMoved(&pass, nil))
    case .dueMoved: self = .dueMoved(try DueMoved(&pass, nil))
    case .pointsDeducted: self = .pointsDeducted(try Deduction(&pass, nil))
    case .pointsRestored: self = .pointsRestored(try Restoration(&pass, nil))
    case .thresholdReached: self = .thresholdReached(try ThresholdReached(&pass, nil))
    case .expansionPaused: self = .expansionPaused(try ExpansionPaused(&pass, nil))
    case .expansionUnpaused: self = .expansionUnpaused(try ExpansionUnpaused(&pass, nil))
    case .expansionSuspended: self = .expansionSuspended(try ExpansionSuspended(&pass, nil))
    case .expansionResumed: self = .expansionResumed(try ExpansionResumed(&pass, nil))
    case .rectificationOpened: self = .rectificationOpened(try RectificationOpened(&pass, nil))
    case .rectificationClosed: self = .rectificationClosed(try RectificationClosed(&pass, nil))
    case .terminationOpened: self = .terminationOpened(try TerminationOpened(&pass, nil))
    case .terminationClosed: self = .terminationClosed(try TerminationClosed(&pass, nil))
    case .outletReceived: self = .outletReceived(try OutletReceived(&pass, nil))
    case .outletFrozen: self = .outletFrozen(try OutletFrozen(&pass, nil))
    case .yearClosed: self = .yearClosed(try YearClosed(&pass, nil))
    case .dutyOpened: self = .dutyOpened(try DutyOpened(&pass, nil))
    case .dutyMissed: self = .dutyMissed(try DutyMissed(&pass, nil))
    case .dutyClosed: self = .dutyClosed(try DutyClosed(&pass, nil))
    case .admissionChanged: self = .admissionChanged(try AdmissionChanged(&pass, nil))
    case .programme(let kind): self = .programme(try ProgrammeDrawn(kind, from: &pass))
    }
  }

  /// Takes a pass over the fields of the consequence.
  @inlinable
  public func fields<Pass: FieldPass & ~Copyable>(_ pass: inout Pass) throws(Pass.PassError) {
    switch self {
    case .breachDetected(let it): _ = try Detection(&pass, it)
    case .breachWithdrawn(let it): _ = try BreachWithdrawn(&pass, it)
    case .reviewDue(let it): _ = try ReviewDue(&pass, it)
    case .breachReopened(let it): _ = try BreachReopened(&pass, it)
    case .answerDueMoved(let it): _ = try AnswerDueMoved(&pass, it)
    case .dueMoved(let it): _ = try DueMoved(&pass, it)
    case .pointsDeducted(let it): _ = try Deduction(&pass, it)
    case .pointsRestored(let it): _ = try Restoration(&pass, it)
    case .thresholdReached(let it): _ = try ThresholdReached(&pass, it)
    case .expansionPaused(let it): _ = try ExpansionPaused(&pass, it)
    case .expansionUnpaused(let it): _ = try ExpansionUnpaused(&pass, it)
    case .expansionSuspended(let it): _ = try ExpansionSuspended(&pass, it)
    case .expansionResumed(let it): _ = try ExpansionResumed(&pass, it)
    case .rectificationOpened(let it): _ = try RectificationOpened(&pass, it)
    case .rectificationClosed(let it): _ = try RectificationClosed(&pass, it)
    case .terminationOpened(let it): _ = try TerminationOpened(&pass, it)
    case .terminationClosed(let it): _ = try TerminationClosed(&pass, it)
    case .outletReceived(let it): _ = try OutletReceived(&pass, it)
    case .outletFrozen(let it): _ = try OutletFrozen(&pass, it)
    case .yearClosed(let it): _ = try YearClosed(&pass, it)
    case .dutyOpened(let it): _ = try DutyOpened(&pass, it)
    case .dutyMissed(let it): _ = try DutyMissed(&pass, it)
    case .dutyClosed(let it): _ = try DutyClosed(&pass, it)
    case .admissionChanged(let it): _ = try AdmissionChanged(&pass, it)
    case .programme(let drawn): try drawn.fields(&pass)
    }
  }
}

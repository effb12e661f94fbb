extension BreachRaised: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let breach = try pass.breach("breach", "违规", known?.breach)
    let clause = try pass.text("clause", "条款", known?.clause)
    let on = try pass.date("on", "违规日期", known?.on)
    let fields = try pass.optionalValues("fields", "内容", known.map(\.fields)) ?? []
    let isAtOnce = try pass.optionalFlag("atOnce", "即时生效", known.flatMap { $0.isAtOnce ? true : nil }) ?? false
    let isJudgedAgain =
      try pass.optionalFlag("judgedAgain", "恢复评定", known.flatMap { $0.isJudgedAgain ? true : nil }) ?? false
    self.init(
      breach: breach, clause: clause, on: on, fields: fields, isAtOnce: isAtOnce, isJudgedAgain: isJudgedAgain)
  }
}

extension EntryCharged: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let entry = try pass.count("entry", "记分", known?.entry, atLeast: 1)
    let counter = try pass.text("counter", "计分项", known?.counter)
    let key = try pass.optionalText("key", "编号", known?.key)
    let breach = try pass.optionalBreach("breach", "违规", known?.breach)
    let points = try pass.count("points", "应扣", known?.points)
    let charged = try pass.count("charged", "实扣", known?.charged)
    let from = try pass.date("from", "起", known?.from)
    let until = try pass.optionalDate("until", "止", known?.until)
    let group = try pass.optionalText("group", "限额组", known?.group)
    let isCarried = try pass.optionalFlag("carried", "结转", known.flatMap { $0.isCarried ? true : nil }) ?? false
    self.init(
      entry: entry, counter: counter, key: key, breach: breach, points: points, charged: charged, from: from,
      until: until, group: group, isCarried: isCarried)
  }
}

extension EntryPoints: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let entry = try pass.count("entry", "记分", known?.entry, atLeast: 1)
    let points = try pass.count("points", "分数", known?.points, atLeast: .min)
    self.init(
      entry: entry, points: points, charged: try pass.optionalCount("charged", "实扣", known?.charged, atLeast: 0))
  }
}

extension EntriesRestored: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let counter = try pass.text("counter", "计分项", known?.counter)
    self.init(counter: counter, taken: try pass.items("taken", "扣减", known?.taken))
  }
}

extension NodeReached: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let counter = try pass.text("counter", "计分项", known?.counter)
    let key = try pass.optionalText("key", "编号", known?.key)
    let at = try pass.count("at", "节点", known?.at, atLeast: 1)
    let value = try pass.count("value", "累计", known?.value)
    self.init(counter: counter, key: key, at: at, value: value, on: try pass.date("on", "日期", known?.on))
  }
}

extension MeasureImposed: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let measure = try pass.text("measure", "处理措施", known?.measure)
    let instance = try pass.count("instance", "次序", known?.instance, atLeast: 1)
    let from = try pass.date("from", "起", known?.from)
    let began = try pass.optionalDate("began", "原起", known?.began)
    let leastUntil = try pass.optionalDate("leastUntil", "至少至", known?.leastUntil)
    let until = try pass.optionalDate("until", "止", known?.until)
    let effect = try pass.count("effect", "效果", known?.effect)
    let closes = try pass.optionalFlag("closes", "清退", known.flatMap { $0.closes ? true : nil }) ?? false
    let isOpen = try pass.optionalFlag("open", "待定", known.flatMap { $0.isOpen ? true : nil }) ?? false
    let isLater =
      try pass.optionalFlag("fromNextDay", "次日起", known.flatMap { $0.isLookedAtLater ? true : nil }) ?? false
    self.init(
      measure: measure, instance: instance, from: from, began: began, leastUntil: leastUntil, until: until,
      effect: effect, closes: closes, isOpen: isOpen, isLookedAtLater: isLater)
  }
}

extension MeasureOver: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let measure = try pass.text("measure", "处理措施", known?.measure)
    let instance = try pass.count("instance", "次序", known?.instance, atLeast: 1)
    self.init(measure: measure, instance: instance, on: try pass.date("on", "日期", known?.on))
  }
}

extension MeasureNotice: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let measure = try pass.text("measure", "处理措施", known?.measure)
    self.init(measure: measure, on: try pass.date("on", "日期", known?.on))
  }
}

extension MoneyMoved: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let account = try pass.text("account", "账户", known?.account)
    let fen = try pass.count("fen", "金额（分）", known?.fen, atLeast: .min)
    let taken = try pass.count("taken", "已扣（分）", known?.taken, atLeast: .min)
    self.init(
      account: account, fen: fen, taken: taken, owed: try pass.count("owed", "欠缴（分）", known?.owed, atLeast: .min))
  }
}

extension ValueChange: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let name = try pass.text("attribute", "属性", known?.name)
    self.init(name, try pass.valueOrNull("value", "值", known?.value))
  }
}

extension DutyName: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let duty = try pass.text("duty", "义务", known?.duty)
    self.init(duty: duty, key: try pass.optionalText("key", "编号", known?.key))
  }
}

extension SubjectDutyOpened: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let name = try DutyName(&pass, known?.name)
    let due = try pass.due("due", "期限", known?.due)
    let dueAt = try pass.optionalInstant("dueAt", "期限时刻", known?.dueAt)
    let fields = try pass.optionalValues("fields", "内容", known.flatMap { $0.fields.isEmpty ? nil : $0.fields }) ?? []
    self.init(name: name, due: due, dueAt: dueAt, fields: fields)
  }
}

extension SubjectDutyMet: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let name = try DutyName(&pass, known?.name)
    let on = try pass.date("on", "日期", known?.on)
    self.init(name: name, on: on, period: try pass.optionalDate("period", "期末", known?.period))
  }
}

extension SubjectDutyGone: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let name = try DutyName(&pass, known?.name)
    self.init(name: name, due: try pass.date("due", "期限", known?.due))
  }
}

extension SubjectDutyMissed: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let name = try DutyName(&pass, known?.name)
    let due = try pass.date("due", "期限", known?.due)
    let isOfPeriod = try pass.optionalFlag("ofPeriod", "按期", known.flatMap { $0.isOfPeriod ? true : nil }) ?? false
    let missing = try pass.missing(known?.missing)
    self.init(name: name, due: due, isOfPeriod: isOfPeriod, missing: missing)
  }
}

extension LeafFound: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let leaf = try pass.text("leaf", "条件", known?.leaf)
    let found = try pass.valueOrNull("found", "实为", known?.found)
    self.init(leaf: leaf, found: found, held: try pass.flag("held", "成立", known?.held))
  }
}

extension ReviewOutcome: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let review = try pass.text("review", "审查", known?.review)
    let row = try pass.count("row", "行", known?.row, atLeast: 1)
    let leaves: [LeafFound] = try pass.items("leaves", "条件", known?.leaves)
    let period = try pass.optionalDate("period", "期末", known?.period)
    self.init(review: review, row: row, leaves: leaves, period: period, missing: try pass.missing(known?.missing))
  }
}

extension EntryCarried: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let entry = try pass.count("entry", "记分", known?.entry, atLeast: 1)
    let points = try pass.count("points", "分数", known?.points)
    self.init(entry: entry, points: points, breach: try pass.optionalBreach("breach", "违规", known?.breach))
  }
}

extension PeriodClosed: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let counter = try pass.text("counter", "计分项", known?.counter)
    let key = try pass.optionalText("key", "编号", known?.key)
    let from = try pass.date("from", "起", known?.from)
    let until = try pass.date("until", "止", known?.until)
    let value = try pass.count("value", "累计", known?.value)
    let carried: [EntryCarried] = try pass.items("carried", "结转", known?.carried)
    self.init(
      counter: counter, key: key, from: from, until: until, value: value, carried: carried,
      next: try pass.optionalDate("next", "下期末", known?.next))
  }
}

extension Reversal: FieldSet {
  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let breach = try pass.breach("breach", "违规", known?.breach)
    let differences = try pass.count("differences", "差异", known?.differences)
    let restored: [RestoredOtherwise]? = try pass.optionalItems(
      "restored", "返还之差", known.flatMap { $0.restored.isEmpty ? nil : $0.restored })
    self.init(breach: breach, differences: differences, restored: restored ?? [])
  }
}

extension RestoredOtherwise: FieldSet {
  /// Takes a pass over its fields. A means that no ledger writes is read as a submission's.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    let by = ProgrammeRule(try pass.text("by", "依据", known?.by.description)) ?? .submission
    let counter = try pass.text("counter", "计分项", known?.counter)
    let on = try pass.date("on", "日期", known?.on)
    self.init(by: by, counter: counter, on: on, points: try pass.count("points", "分数", known?.points, atLeast: .min))
  }
}

extension FieldPass where Self: ~Copyable {
  /// What effects needed and nobody recorded, in one text; the field is missing where that is nothing.
  @inlinable
  public mutating func missing(_ known: [String]?) throws(PassError) -> [String] {
    let text = try optionalText("missing", "缺失", known.flatMap { $0.isEmpty ? nil : $0.joined(separator: "; ") })
    return text.map { $0.split(separator: "; ", omittingEmptySubsequences: true).map(String.init) } ?? []
  }
}

extension ProgrammeConsequence.Kind {
  /// The type's name for people.
  public var words: Words {
    switch self {
    case .breachDetected: Words(zh: "发现违规", en: "breach detected")
    case .breachWithdrawn: Words(zh: "违规撤回", en: "breach withdrawn")
    case .pointsDeducted: Words(zh: "扣分", en: "points deducted")
    case .pointsRestored: Words(zh: "扣分返还", en: "points restored")
    case .nodeReached: Words(zh: "达到节点", en: "node reached")
    case .measureImposed: Words(zh: "处理措施开始", en: "measure imposed")
    case .measureEnded: Words(zh: "处理措施结束", en: "measure ended")
    case .noticeGiven: Words(zh: "通知送达", en: "notice given")
    case .fined: Words(zh: "扣款", en: "fined")
    case .valueSet: Words(zh: "属性变更", en: "value set")
    case .dutyOpened: Words(zh: "义务产生", en: "duty opened")
    case .dutyMet: Words(zh: "义务履行", en: "duty met")
    case .dutyMissed: Words(zh: "义务逾期", en: "duty missed")
    case .dutyWithdrawn: Words(zh: "义务撤回", en: "duty withdrawn")
    case .reviewDecided: Words(zh: "审查结果", en: "review decided")
    case .periodClosed: Words(zh: "周期结算", en: "period closed")
    case .reversed: Words(zh: "改判", en: "reversed")
    }
  }
}

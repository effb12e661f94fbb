/// A subject joins a programme (programmes §10).
public struct SubjectEnrolled: FactPayload {
  /// The programme; nil where one alone is published.
  public let programme: String?
  /// What the subject is called.
  public let name: String
  /// Its attributes on the day it joins; nil where nothing is said of them.
  public let attributes: [NamedValue]?

  /// The fact, with its data.
  public init(programme: String?, name: String, attributes: [NamedValue]?) {
    self.programme = programme
    self.name = name
    self.attributes = attributes
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    programme = try pass.optionalText("programme", "方案", known?.programme)
    name = try pass.text("name", "名称", known?.name)
    attributes = try pass.optionalValues("attributes", "属性", known?.attributes)
  }

  /// The fact among all others.
  public var fact: Fact { .subject(.enrolled(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "加入方案", en: "subject enrolled"), roles: nil, refusals: [.providerExists, .unknownProgramme])

  /// Facts of the type.
  public static let examples = [
    SubjectEnrolled(programme: "stall", name: "东街三号摊", attributes: [NamedValue("level", .text("a"))])
  ]
}

/// An attribute of a subject has another value from the event's date on (programmes §2).
public struct AttributeSet: FactPayload {
  /// The attribute.
  public let attribute: String
  /// Its value.
  public let value: DeclaredValue

  /// The fact, with its data.
  public init(attribute: String, value: DeclaredValue) {
    self.attribute = attribute
    self.value = value
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    attribute = try pass.text("attribute", "属性", known?.attribute)
    value = try pass.value("value", "值", known?.value)
  }

  /// The fact among all others.
  public var fact: Fact { .subject(.attributeSet(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "属性变更", en: "attribute set"), roles: nil, notBefore: .enrolment, refusals: [])

  /// Facts of the type.
  public static let examples = [AttributeSet(attribute: "level", value: .text("b"))]
}

/// A declared kind of fact happened (programmes §2).
public struct FactRecorded: FactPayload {
  /// The kind, as the programme declares it.
  public let kind: String
  /// What tells it from others of its kind; nil where nothing does.
  public let key: Key<Report>?
  /// Its fields; nil where nothing is said of them.
  public let fields: [NamedValue]?

  /// The fact, with its data.
  public init(kind: String, key: Key<Report>?, fields: [NamedValue]?) {
    self.kind = kind
    self.key = key
    self.fields = fields
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    kind = try pass.text("fact", "事实", known?.kind)
    key = try pass.optionalKey("key", "编号", known?.key)
    fields = try pass.optionalValues("fields", "内容", known?.fields)
  }

  /// The fact among all others.
  public var fact: Fact { .subject(.recorded(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "事实记录", en: "fact recorded"), roles: nil, notBefore: .enrolment,
    refusals: [.factExists, .unknownBreach, .factsMissing, .windowUnknown])

  /// Facts of the type.
  public static let examples = [
    FactRecorded(kind: "cleaned", key: Key("c-1"), fields: [NamedValue("row", .text("row-2"))])
  ]
}

/// A breach of a clause of a programme is reported (programmes §10).
public struct ClauseBreachReported: FactPayload {
  /// The id it is given, a key.
  public let breach: BreachID
  /// The clause, as the programme names it.
  public let clause: String
  /// What shows it.
  public let evidence: String
  /// The date of the act; nil for that of the report.
  public let on: LocalDate?
  /// Its fields; nil where nothing is said of them.
  public let fields: [NamedValue]?

  /// The fact, with its data.
  public init(breach: BreachID, clause: String, evidence: String, on: LocalDate?, fields: [NamedValue]?) {
    self.breach = breach
    self.clause = clause
    self.evidence = evidence
    self.on = on
    self.fields = fields
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    breach = BreachID(.report(try pass.key("breach", "违规", known.map { Key($0.breach.text) })))
    clause = try pass.text("clause", "条款", known?.clause)
    evidence = try pass.text("evidence", "证据", known?.evidence)
    on = try pass.optionalDate("on", "违规日期", known?.on)
    fields = try pass.optionalValues("fields", "内容", known?.fields)
  }

  /// The fact among all others: without fields of its own it is written as the daigou form has it.
  public var fact: Fact {
    guard fields == nil else { return .subject(.reported(self)) }
    return .breach(
      .reported(BreachReported(breach: breach, clause: clause, evidence: evidence, on: on, outlet: nil)))
  }

  /// What is said of the type.
  public static let about = FactDescription(
    BreachReported.about.words, roles: nil, notBefore: .enrolment,
    refusals: [
      .breachExists, .unknownClause, .clauseNotReportable, .clauseNotBinding, .timeOrder, .factsMissing,
      .windowUnknown,
    ])

  /// Facts of the type.
  public static let examples = [
    ClauseBreachReported(
      breach: BreachID("b-1"), clause: "litter", evidence: "照片 3 张", on: .example,
      fields: [NamedValue("row", .text("row-2"))])
  ]
}

/// A breach of a clause of a programme is judged: grade, points and money, each where what its grade runs asks for it
/// (programmes §10).
public struct ClauseBreachAssessed: FactPayload {
  /// The breach.
  public let breach: BreachID
  /// Its grade; nil where the clause has none.
  public let grade: String?
  /// Its points; nil where no range asks for them.
  public let points: Int?
  /// The money, in fen; nil where no range asks for it.
  public let fen: Int?
  /// Why.
  public let reason: String

  /// The fact, with its data.
  public init(breach: BreachID, grade: String?, points: Int?, fen: Int?, reason: String) {
    self.breach = breach
    self.grade = grade
    self.points = points
    self.fen = fen
    self.reason = reason
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    breach = try pass.breach("breach", "违规", known?.breach)
    grade = try pass.optionalText("grade", "情节", known?.grade)
    points = try pass.optionalCount("points", "扣分", known?.points, atLeast: 0)
    fen = try pass.optionalCount("fen", "金额（分）", known?.fen, atLeast: 0)
    reason = try pass.text("reason", "理由", known?.reason)
  }

  /// The fact among all others: with points alone it is written as the daigou form has it.
  public var fact: Fact {
    guard grade == nil, fen == nil, let points else { return .subject(.assessed(self)) }
    return .breach(.assessed(BreachAssessed(breach: breach, points: points, reason: reason, issue: nil)))
  }

  /// What is said of the type.
  public static let about = FactDescription(
    BreachAssessed.about.words, roles: nil, notBefore: BreachAssessed.about.notBefore,
    refusals: [
      .unknownBreach, .breachNotPending, .samePerson, .gradeMissing, .pointsOutOfRange, .amountOutOfRange,
      .factsMissing, .windowUnknown,
    ])

  /// Facts of the type.
  public static let examples = [
    ClauseBreachAssessed(breach: BreachID("b-1"), grade: "grave", points: 4, fen: 20_000, reason: "属实")
  ]
}

/// Money is paid into an account of a subject (programmes §2).
public struct DepositPaidIn: FactPayload {
  /// The account, as the programme declares it.
  public let account: String
  /// How much, in fen.
  public let amountFen: Int

  /// The fact, with its data.
  public init(account: String, amountFen: Int) {
    self.account = account
    self.amountFen = amountFen
  }

  /// Takes a pass over its fields.
  @inlinable
  public init<Pass: FieldPass & ~Copyable>(_ pass: inout Pass, _ known: Self?) throws(Pass.PassError) {
    account = try pass.text("account", "账户", known?.account)
    amountFen = try pass.count("amountFen", "金额（分）", known?.amountFen, atLeast: 1)
  }

  /// The fact among all others.
  public var fact: Fact { .subject(.paidIn(self)) }

  /// What is said of the type.
  public static let about = FactDescription(
    Words(zh: "账户缴款", en: "paid into an account"), roles: nil, notBefore: .enrolment, refusals: [])

  /// Facts of the type.
  public static let examples = [DepositPaidIn(account: "deposit", amountFen: 30_000_000)]
}

extension Words {
  /// What no event of a subject but the act of a breach may precede.
  fileprivate static let enrolment = Words(zh: "加入方案", en: "the enrolment")
}

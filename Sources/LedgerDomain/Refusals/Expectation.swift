/// What was expected of a field, as a phrase in both languages without a full stop; or, whole, what is wrong with it.
public struct Expectation: Equatable, Sendable {
  /// Chinese.
  public var zh: String
  /// English.
  public var en: String
  /// Whether it says by itself what is wrong, such as that the field is missing.
  public let isWhole: Bool

  /// A phrase in both languages.
  public init(zh: String, en: String, isWhole: Bool = false) {
    self.zh = zh
    self.en = en
    self.isWhole = isWhole
  }

  /// What is wrong with what was found in its place.
  public var words: Words {
    if isWhole { return Words(zh: zh, en: en) }
    let isLatin = zh.unicodeScalars.first?.isASCII ?? false
    return Words(zh: (isLatin ? "应为 " : "应为") + zh, en: "expected \(en)")
  }

  /// The same of a field.
  public func said(of field: String) -> Words {
    Words(zh: "\(Self.wholes[field] ?? field)：\(words.zh)", en: "\(field): \(words.en)")
  }

  /// What is no field by its name in the log: the whole row of a table, or the whole event.
  private static let wholes = ["row": "本行", "event": "事件"]

  /// A phrase that is the same in both, such as `true`.
  public init(_ phrase: String) {
    self.init(zh: phrase, en: phrase)
  }
}

extension Expectation {
  /// What `String.isKey` asks.
  package static let key = Expectation(
    zh: "编号：不超过 64 个字符，限 a–z 0–9 . _ -，首字符为字母或数字，小写",
    en: "a key: up to 64 of a–z 0–9 . _ -, the first a letter or digit, in lower case")
  /// What `String.isBreachID` asks.
  package static let breach = Expectation(
    zh: "违规编号：不超过 200 个字符，限 a–z 0–9 . _ - :", en: "a breach id: up to 200 of a–z 0–9 . _ - :")
  static let noFaultOfTheOutlet = Expectation(
    zh: "空（投诉由网点提出，而非消费者）", en: "nothing: the complaint is an outlet's, not a consumer's")
  static let faultOrNot = Expectation(
    zh: "true 或 false（投诉由消费者提出）", en: "true or false: the complaint is a consumer's")
  static func role(among roles: [Role]) -> Expectation {
    let listed = Words.list(of: roles)
    return Expectation(
      zh: "提交人@角色，角色为\(listed.zh)之一（当日有效的规则版本所有的角色）",
      en: "who@role, the role one of \(listed.en): those of the version in force on that date")
  }
  /// One of some roles, by their keys; in Chinese beside what they are called.
  public static func oneOf(_ roles: [Role]) -> Expectation {
    let listed = Words.list(of: roles)
    return Expectation(zh: "\(listed.zh) 之一", en: "one of \(listed.en)")
  }
  static let exitUnordered = Expectation(
    zh: "“voluntary”、“dismissed” 之一（现行规则没有处理措施）",
    en: "one of voluntary, dismissed: the rulebook in force has no measures")
  static let noIssue = Expectation(
    zh: "空（只有客服投诉类违规可归为同一事项）", en: "nothing: only service-complaint breaches share an issue")
  static let noCap = Expectation(zh: "空（该条款没有上限可约定）", en: "nothing: the clause has no cap to agree on")
  static let countedRange = Expectation(
    zh: "[n, n]（按计数扣分的条款没有范围）", en: "[n, n]: a counted clause has no range")
  static func order(_ first: String, _ second: String) -> Expectation {
    Expectation(zh: "使 \(first) 低于 \(second) 的数", en: "a number that keeps \(first) below \(second)")
  }
  static let depositWithinBounds = Expectation(
    zh: "不使保证金总额超出 \(Int.max.yuan) 元的金额", en: "a deposit that fits in 63 bits")
  static let sumWithinBounds = Expectation(zh: "不使累计额超出 \(Int.max.yuan) 元的金额", en: "a sum that fits in 63 bits")
}

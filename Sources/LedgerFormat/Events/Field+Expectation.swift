public import LedgerDomain

extension Field.Kind {
  /// What a field of the kind is expected to hold, in the words of the error about one that does not.
  public var expectation: Expectation {
    switch self {
    case .text: .shortText
    case .key: .key
    case .keys: .cities
    case .anyKeys: .keys
    case .breach: .breach
    case .duty: .duty
    case .duties: .duties
    case .parts: .parts
    case .count(let least): .count(atLeast: least)
    case .part(let whole):
      Expectation(zh: "不小于 0 且不大于 \(whole) 的整数", en: "a whole number, at least 0 and at most \(whole)")
    case .flag: .flag
    case .date(nil): .date
    case .date(let earliest?):
      Expectation(zh: "\(Expectation.date.zh)，不早于 \(earliest)", en: "\(Expectation.date.en), not before \(earliest)")
    case .month: .month
    case .choice(let words): .oneOf(words)
    case .texts: .shortTexts
    case .sales: .salesOfOutlets
    case .terms: .term
    case .findings: .findings
    case .contacts: .contacts
    case .value: .declaredValue
    case .values: .declaredValues
    case .items: .listOfObjects
    case .countOrNull: .countOrNull
    case .positions: .positions
    case .dateOrNull: .date
    case .fact: .factName
    case .data: .factData
    case .instant(nil): .instant
    case .instant(let earlier?):
      Expectation(zh: "\(Expectation.instant.zh)，晚于 \(earlier)", en: "\(Expectation.instant.en), later than \(earlier)")
    }
  }
}

/// A field that stands beside an event's data where it is handed in.
public enum EnvelopeField: String, CaseIterable, Sendable {
  /// The type of the event.
  case type
  /// The provider it is about.
  case provider
  /// When it happened.
  case at
  /// Who submits it.
  case by
  /// What makes the submission repeatable.
  case id
  /// What is noted beside it, which no rule reads.
  case note

  /// Its name where it is handed in, and in Chinese.
  public var name: Words {
    switch self {
    case .type: Words(zh: "类型", en: rawValue)
    case .provider: Words(zh: "服务商", en: rawValue)
    case .at: Words(zh: "时间", en: rawValue)
    case .by: Words(zh: "提交人", en: rawValue)
    case .id: Words(zh: "事件编号", en: rawValue)
    case .note: Words(zh: "备注", en: rawValue)
    }
  }

  /// Whether it may be missing.
  public var isOptional: Bool {
    switch self {
    case .type, .provider, .by: false
    case .at, .id, .note: true
    }
  }

  /// What it is expected to hold.
  ///
  /// - Parameter roles: those that may submit the event.
  public func expectation(_ roles: [Role]) -> Expectation {
    switch self {
    case .type: .eventType
    case .provider: .key
    case .at: .instant
    case .by: .actor(roles.isEmpty ? Role.everywhere : roles)
    case .id: .uuid
    case .note: .shortText
    }
  }
}

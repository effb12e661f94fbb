public import LedgerDomain

/// What the words of the choices that a field has are called in Chinese.
package enum ChoiceWords {
  /// The names by the words, for each enumeration whose words stand in data.
  private static let names: [[String: Words]] = [
    named(ProviderKind.self) { $0.words }, named(Clause.self) { $0.words }, named(TerminationGround.self) { $0.words },
    named(Beneficiary.self) { $0.words }, named(ExitChannel.self) { $0.words }, named(ExitReason.self) { $0.words },
    named(ComplaintSubject.Source.self) { $0.words }, named(AppealOutcome.Kind.self) { $0.words },
    named(ExtensionCause.self) { $0.words },
  ]

  private static func named<Choice: CaseIterable & RawRepresentable>(
    _ type: Choice.Type, _ words: (Choice) -> Words
  ) -> [String: Words] where Choice.RawValue == String {
    Dictionary(uniqueKeysWithValues: type.allCases.map { ($0.rawValue, words($0)) })
  }

  /// The Chinese names of these words; nil where they are no such enumeration's.
  static func chinese(of words: [String]) -> [String: String]? {
    names.first { names in words.allSatisfy { names[$0] != nil } }?.mapValues(\.zh)
  }

  /// What a word of a choice among `words` is called; itself where they are no such enumeration's.
  package static func words(of word: String, among words: [String]) -> Words {
    names.first { names in words.allSatisfy { names[$0] != nil } }?[word] ?? .same(word)
  }
}

extension Beneficiary {
  /// The name shown to people.
  var words: Words {
    switch self {
    case .consumer: Words(zh: "消费者", en: "consumer")
    case .outlet: Words(zh: "网点", en: "outlet")
    case .thirdParty: Words(zh: "第三方", en: "third party")
    }
  }
}

extension ExitChannel {
  /// The name shown to people.
  var words: Words {
    switch self {
    case .system: Words(zh: "系统", en: "the system")
    case .other: Words(zh: "其他", en: "another way")
    }
  }
}

extension ExitReason {
  /// The name shown to people.
  var words: Words {
    switch self {
    case .voluntary: Words(zh: "自愿退出", en: "voluntary")
    case .dismissed: Words(zh: "被解约", en: "dismissed")
    case .ordered: Words(zh: "被责令关停", en: "closed by order")
    }
  }
}

extension ComplaintSubject.Source {
  /// The name shown to people.
  var words: Words {
    switch self {
    case .outlet: Words(zh: "网点", en: "outlet")
    case .consumer: Words(zh: "消费者", en: "consumer")
    }
  }
}

extension AppealOutcome.Kind {
  /// The name shown to people.
  public var words: Words {
    switch self {
    case .confirmed: Words(zh: "维持", en: "confirmed")
    case .reduced: Words(zh: "减少扣分", en: "reduced")
    case .overturned: Words(zh: "撤销", en: "overturned")
    }
  }
}

extension ExtensionCause {
  /// The name shown to people.
  var words: Words {
    switch self {
    case .forceMajeure: Words(zh: "不可抗力", en: "force majeure")
    case .followed: Words(zh: "已按要求整改", en: "demands followed")
    }
  }
}

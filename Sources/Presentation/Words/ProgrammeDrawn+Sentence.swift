public import LedgerDomain

/// What a programme draws, in words (programmes §10).
extension ProgrammeDrawn {
  /// What was decided, and what it rests on.
  func sentence(in zone: Zone, by names: ProgrammeNames) -> Words {
    let said = consequence.sentence(in: zone, by: names)
    let (kind, rule) = (consequence.kind.words, ground.rule.words(by: names))
    return Words(
      zh: "\(kind.zh)：\(said.zh)（" + "依据".then(rule.zh) + "）", en: "\(kind.en): \(said.en) (by \(rule.en))")
  }
}

extension ProgrammeRule {
  /// What of a programme it is, by what that is called there; as it stands in the log where the programme has no words for it.
  public func words(by names: ProgrammeNames) -> Words {
    func quoted(_ kind: ProgrammeNames.Kind, _ name: String, zh: String, en: String) -> Words {
      guard let words = names.words(kind, name) else { return .same(description) }
      return Words(zh: "\(zh)“\(words.zh)”", en: "\(en) “\(words.en)”")
    }
    switch self {
    case .clause(let name): return quoted(.clause, name, zh: "条款", en: "the clause")
    case .node(let name, let at):
      guard let words = names.words(.counter, name) else { return .same(description) }
      return Words(zh: "计分项“\(words.zh)”的节点 \(at)", en: "the node at \(at) of “\(words.en)”")
    case .review(let name): return quoted(.review, name, zh: "审查", en: "the review")
    case .duty(let name): return quoted(.duty, name, zh: "义务", en: "the duty")
    case .measure(let name): return quoted(.measure, name, zh: "处理措施", en: "the measure")
    case .counter(let name): return quoted(.counter, name, zh: "结转，计分项", en: "the carrying of")
    case .account(let name): return quoted(.account, name, zh: "账户", en: "the account")
    case .appeal: return Words(zh: "申诉裁定", en: "the decision of an appeal")
    case .submission: return Words(zh: "提交的事件", en: "what was submitted")
    }
  }
}

extension ProgrammeConsequence {
  /// Bad news, and what leads to it.
  var tone: Tone? {
    switch self {
    case .breachDetected, .pointsDeducted, .nodeReached, .fined, .dutyMissed, .noticeGiven: .warning
    case .measureImposed(let imposed): imposed.closes ? .danger : .warning
    case .breachWithdrawn, .pointsRestored, .measureEnded, .dutyMet, .dutyWithdrawn, .reversed: .good
    case .valueSet, .dutyOpened, .reviewDecided, .periodClosed: nil
    }
  }
}

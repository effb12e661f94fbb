import LedgerDomain

/// What a programme draws, in words (programmes §10).
extension ProgrammeDrawn {
  /// What was decided, and what it rests on.
  func sentence(in zone: Zone) -> Words {
    var phrases = FieldPhrases(in: zone)
    consequence.fields(&phrases)
    let said = phrases.phrases.map(\.words)
    let (kind, rule) = (consequence.kind.words, ground.rule)
    return Words(
      zh: "\(kind.zh)：" + said.map(\.zh).joined(separator: "，") + "（依据 \(rule)）",
      en: "\(kind.en): " + said.map(\.en).joined(separator: ", ") + " (by \(rule))")
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

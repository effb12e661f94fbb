import Ledger
import LedgerDomain
import LedgerFormat

extension DueExplanation {
  func prose(in zone: Zone) -> Prose {
    var prose = Prose()
    prose.say(contentsOf: term.prose(ruleWords, in: zone))
    if let target {
      prose.say(
        zh: "  至到期日已签约 \(target.counted) 家，要求 \(target.needed) 家。",
        en: "  signed by then: \(target.counted); needed: \(target.needed).")
    }
    for event in fulfilments { prose.say(event, in: zone) }
    prose.say(
      isMet
        ? Words(zh: "  按现有事实：按时履行。", en: "  by the facts now known: met in time.")
        : fulfilments.isEmpty && target == nil
          ? Words(zh: "  按现有事实：未见履行。", en: "  by the facts now known: not met at all.")
          : Words(zh: "  按现有事实：未按时履行。", en: "  by the facts now known: not met in time."))
    return prose
  }

  /// What is asked for within a term that is no count of days or hours.
  private var ruleWords: Words? {
    guard case .promotion(let month) = duty else { return nil }
    return Words(zh: "  \(month) 自然月内须有活动推广：", en: "  a promotion within the natural month \(month):")
  }
}

import EventStore
public import Ledger
import LedgerDomain
import Rulebook

extension BreachExplanation {
  /// The statement of reasons, line by line in both languages.
  public var prose: Prose {
    var prose = opening
    prose.heading(zh: "所依据的事实", en: "The facts it rests on")
    for event in facts { prose.say(event, in: zone) }
    if facts.first != raising { prose.say(raising, in: zone) }
    sayDue(&prose)
    sayOutages(&prose)
    sayCount(&prose)
    sayFindings(&prose)
    sayCharge(&prose)
    sayAppeal(&prose)
    if !sources.isEmpty { prose.heading(zh: "各项规定的出处", en: "Where each term comes from") }
    for source in sources { prose.say(source.words) }
    sayProof(&prose)
    return prose
  }

  private var opening: Prose {
    var prose = Prose()
    prose.title(zh: "扣分理由书  \(provider)  \(name)", en: "Statement of reasons  \(provider)  \(name)")
    prose.say(
      zh: "截至 \(asOf)，所知截至 \(zone.readable(knownAt))", en: "as of \(asOf), known at \(zone.readable(knownAt))")
    prose.say(
      zh: "规则 \(rulebook.name)，SHA-256 \(rulebook.digest.hex)",
      en: "rulebook \(rulebook.name), SHA-256 \(rulebook.digest.hex)")
    prose.heading(zh: "违规 \(line.breach)", en: "breach \(line.breach)")
    prose.say(
      zh: "条款 §\(terms.section) \(line.clause.words.zh)：\(paraphrase.zh)",
      en: "clause §\(terms.section), \(line.clause.words.en): \(paraphrase.en)")
    let range = "\(line.points.lowerBound)–\(line.points.upperBound)"
    prose.say(
      zh: "日期 \(line.on)，属 \(line.on.year) 年；范围 \(range) 分；现状：\(line.state.words.zh)",
      en: "date \(line.on), so of the year \(line.on.year); range \(range) points; now \(line.state.words.en)")
    return prose
  }

  private func sayDue(_ prose: inout Prose) {
    guard let due else { return }
    prose.heading(zh: "期限的计算", en: "How the due date was counted")
    prose.say(contentsOf: due.prose(in: zone))
  }

  private func sayOutages(_ prose: inout Prose) {
    guard !outages.isEmpty else { return }
    prose.heading(zh: "其间的服务中断（§4.2(1)）", en: "Outages in that time (§4.2(1))")
    for event in outages { prose.say(event, in: zone) }
  }

  private func sayCount(_ prose: inout Prose) {
    guard let tally else { return }
    prose.heading(zh: "计数与限度", en: "The count and its limit")
    let (part, limit) = (tally.counted * 100, tally.limitPercent * tally.of)
    let sign = part < limit ? "<" : part > limit ? ">" : "="
    let test = "\(tally.counted) × 100 \(sign) \(tally.limitPercent) × \(tally.of)"
    prose.say(
      zh: "  \(tally.words.zh)：\(test)", en: "  \(tally.words.en): \(test)")
    if let countedOutlets {
      let keys = countedOutlets.map(\.text).joined(separator: ", ")
      prose.say(zh: "  计入的网点：\(keys)", en: "  outlets counted: \(keys)")
    }
    if line.clause == .dormantOutlets {
      let allowed = tally.allowed
      prose.say(
        zh: "  限度内 \(allowed) 家，超出 \(tally.counted - allowed) 家，每家 \(terms.points.lowerBound) 分",
        en: "  \(allowed) allowed, \(tally.counted - allowed) over, \(terms.points.lowerBound) point each")
    }
  }

  private func sayFindings(_ prose: inout Prose) {
    guard !findings.isEmpty || line.state == .pending else { return }
    prose.heading(zh: "认定", en: "The findings")
    for event in findings { prose.say(event, in: zone) }
    if line.state == .pending { prose.say(zh: "  尚待评定。", en: "  It waits to be assessed.") }
  }

  private func sayCharge(_ prose: inout Prose) {
    guard let charge else { return }
    let deduction = charge.deduction
    let by = charge.event.event.by?.short ?? "–"
    prose.heading(zh: "扣分", en: "The charge")
    func said(_ by: Words) -> Words {
      if let reason = charge.reason {
        return Words(
          zh: "  由 \(by.zh) 评定 \(deduction.assessed) 分，理由：\(reason)",
          en: "  assessed at \(deduction.assessed) by \(by.en), because: \(reason)")
      }
      return Words(
        zh: "  按 \(by.zh) 提交的事实直接扣 \(deduction.assessed) 分，无需评定",
        en: "  \(deduction.assessed) follow from what \(by.en) submitted; nobody assesses them")
    }
    let words = charge.event.event.by?.words ?? Words(zh: "–", en: "–")
    prose.say(said(words), recorded: said(Words(zh: by, en: by)))
    if let cap = charge.cap {
      prose.say(
        zh: "  上限 \(cap.limit)（\(cap.key)），此前已扣 \(cap.others)，余 \(cap.room)",
        en: "  cap \(cap.limit) (\(cap.key)), charged before \(cap.others), room \(cap.room)")
    }
    sayScore(charge, &prose)
    sayAppeal(charge, &prose)
    if !consequences.isEmpty { prose.say(zh: "  随之而来：", en: "  what followed:") }
    for event in consequences { prose.say(event, in: zone) }
    for event in deposit { prose.say(event, in: zone) }
  }

  private func sayAppeal(_ charge: Charge, _ prose: inout Prose) {
    guard let until = charge.appealUntil?.words else {
      prose.say(
        zh: "  申诉期限自扣分通知送达之日起算，尚无通知送达",
        en: "  the time for appeal runs from the delivery of the notice; none is delivered")
      return
    }
    let delivered = charge.deliveredOn.map {
      Words(zh: "，自 \($0) 送达起算", en: " (counted from the delivery on \($0))")
    }
    prose.say(
      zh: "  可申诉至 \(until.zh)\(delivered?.zh ?? "")\(skipped.zh)",
      en: "  appeal until \(until.en)\(delivered?.en ?? "")\(skipped.en)")
  }

  private func sayScore(_ charge: Charge, _ prose: inout Prose) {
    guard let movement = charge.movement else { return }
    let (before, after) = (movement.score - movement.points, movement.score)
    let (charged, recorded) = (charge.deduction.charged, charge.deduction.score)
    prose.say(
      zh: "  实扣 \(charged) 分：\(line.on.year) 年 \(before) → \(after)",
      en: "  charged \(charged): \(line.on.year) from \(before) to \(after)")
    guard after != recorded else { return }
    prose.say(
      zh: "  （记账时全部所知之下为 \(recorded)）",
      en: "  (with all that was known when it was charged: \(recorded))")
  }

  /// The holidays and make-up days on the way to the end of the time for appeal.
  private var skipped: Words {
    let special = charge?.appealCount?.days.filter { $0.holiday != nil } ?? []
    guard !special.isEmpty else { return Words(zh: "", en: "") }
    let words = special.map { ($0.date.description, $0.words(book)) }
    return Words(
      zh: "；其间 " + words.map { "\($0.0) \($0.1.zh)" }.joined(separator: "、"),
      en: "; on the way " + words.map { "\($0.0) \($0.1.en)" }.joined(separator: ", "))
  }

  private func sayAppeal(_ prose: inout Prose) {
    guard let appeal else { return }
    prose.heading(zh: "申诉", en: "The appeal")
    prose.say(appeal.filed, in: zone)
    guard let decided = appeal.decided, let outcome = appeal.outcome else {
      return prose.say(zh: "  尚未裁定。", en: "  It is not decided yet.")
    }
    prose.say(decided, in: zone)
    let restored = -(appeal.movement?.points ?? 0)
    let after = appeal.movement.map(\.score)
    prose.say(
      zh: "  结果：\(outcome.words.zh)；返还 \(restored) 分" + (after.map { "，\(line.on.year) 年为 \($0)" } ?? ""),
      en: "  outcome: \(outcome.words.en); restored \(restored)" + (after.map { ", \(line.on.year) at \($0)" } ?? ""))
    for event in appeal.consequences { prose.say(event, in: zone) }
  }

  private func sayProof(_ prose: inout Prose) {
    prose.heading(zh: "链上证据（位置、序号、类型、哈希）", en: "Proof in the chain (position, version, type, hash)")
    for chained in cited { prose.say(chained.proofWords) }
  }
}

extension ChainedEvent {
  /// Where it is in the log and its hash, the same in both languages.
  var proofWords: Words {
    let text = "  #\(event.position)  v\(event.version)  \(event.type)  \(hash.hex)"
    return Words(zh: text, en: text)
  }
}

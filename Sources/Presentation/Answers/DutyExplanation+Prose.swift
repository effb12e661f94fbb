import EventStore
public import Ledger
import LedgerDomain
import LedgerFormat

extension DutyExplanation {
  /// What became of the duty, line by line in both languages.
  public var prose: Prose {
    var prose = beginning
    prose.heading(zh: "产生", en: "What opened it")
    for event in opening { prose.say(event, in: zone) }
    prose.heading(zh: "期限的计算", en: "How the due date was counted")
    if let term {
      prose.say(contentsOf: term.prose(in: zone))
    } else {
      prose.say(uncounted)
    }
    if duty.state.isOwed {
      prose.heading(zh: "如何履行", en: "How it is met")
      for words in row.ways { prose.say(words) }
    }
    say(course, &prose, zh: "经过", en: "What became of it", none: Words(zh: "  尚无。", en: "  nothing yet."))
    if !earlier.isEmpty { say(earlier, &prose, zh: "此前同一编号的义务", en: "Earlier duties of this id", none: nil) }
    prose.heading(zh: "链上证据（位置、序号、类型、哈希）", en: "Proof in the chain (position, version, type, hash)")
    for chained in cited { prose.say(chained.proofWords) }
    return prose
  }

  private func say(_ events: [ChainedEvent], _ prose: inout Prose, zh: String, en: String, none: Words?) {
    prose.heading(zh: zh, en: en)
    for event in events { prose.say(event, in: zone) }
    if events.isEmpty, let none { prose.say(none) }
  }

  private var beginning: Prose {
    var prose = Prose()
    prose.title(zh: "义务说明  \(provider)  \(name)", en: "A duty explained  \(provider)  \(name)")
    prose.say(
      zh: "截至 \(asOf)，所知截至 \(zone.readable(knownAt))", en: "as of \(asOf), known at \(zone.readable(knownAt))")
    prose.say(
      zh: "规则 \(rulebook.name)，SHA-256 \(rulebook.digest.hex)",
      en: "rulebook \(rulebook.name), SHA-256 \(rulebook.digest.hex)")
    prose.heading(zh: "义务 \(id)", en: "duty \(id)")
    prose.say(zh: "\(duty.clause) \(row.words.zh)", en: "\(duty.clause) \(row.words.en)")
    let (by, to) = (duty.owedBy.words, duty.owedTo.words)
    prose.say(
      zh: "由\(by.zh)对\(to.zh)履行；自 \(duty.openedOn) 起", en: "owed by \(by.en) to \(to.en), since \(duty.openedOn)")
    let due = duty.due.map(\.words)
    let put = duty.dueAtFirst.map { Words(zh: "（延期前 \($0.date)）", en: " (before it was put off \($0.date))") }
    let closed = duty.closedOn.map { Words(zh: "（\($0)）", en: " on \($0)") }
    prose.say(
      zh: "期限：\(due?.zh ?? "无")\(put?.zh ?? "")；现状：\(duty.state.words.zh)\(closed?.zh ?? "")",
      en: "due: \(due?.en ?? "whenever")\(put?.en ?? ""); now \(duty.state.words.en)\(closed?.en ?? "")")
    return prose
  }

  /// Why there is nothing to count.
  private var uncounted: Words {
    guard case .date(let field)? = row.due else {
      return Words(zh: "  该项义务不定期限。", en: "  The row gives no term: it is due whenever.")
    }
    guard let due = duty.dueAtFirst ?? duty.due else {
      return Words(
        zh: "  期限由产生它的事件写明（\(field)），其中未写。", en: "  The event that opened it would say (\(field)), and does not.")
    }
    return Words(
      zh: "  期限由产生它的事件写明（\(field)）：\(due.date)", en: "  The event that opened it says (\(field)): \(due.date)")
  }
}

extension DutyRow {
  /// By what it is met, and who may put it off or let it go, a line for each.
  fileprivate var ways: [Words] {
    var ways = metBy.map(\.words)
    if isMetByNotice {
      let only = channels.map { Words(zh: "，限 \(Language.zh.list($0))", en: ", by \(Language.en.list($0)) only") }
      ways.append(
        Words(
          zh: "  以写明本项义务的通知履行（koufen notice）\(only?.zh ?? "")",
          en: "  by a notice that names it (koufen notice)\(only?.en ?? "")"))
    }
    if let recordedBy {
      let (by, parts) = (recordedBy.said, recordedParts)
      ways.append(
        Words(zh: "  由\(by.zh)登记履行（DutyFulfilled）\(parts.zh)", en: "  by DutyFulfilled of \(by.en)\(parts.en)"))
    }
    if let extendedBy {
      ways.append(Words(zh: "  可由\(extendedBy.said.zh)延期", en: "  \(extendedBy.said.en) may put it off"))
    }
    if let waivedBy { ways.append(Words(zh: "  可由\(waivedBy.said.zh)豁免", en: "  \(waivedBy.said.en) may waive it")) }
    return ways
  }

  private var recordedParts: Words {
    var said = Words(zh: "", en: "")
    func add(_ names: [Key<DutyPart>], zh: String, en: String) {
      guard !names.isEmpty else { return }
      said.zh += "，" + zh + Language.zh.list(names.map(\.text))
      said.en += ", " + en + Language.en.list(names.map(\.text))
    }
    add(parts, zh: "须具备 ", en: "with all of ")
    add(oneOf, zh: "并有其一 ", en: "with one of ")
    return said
  }
}

extension DutyRow.Fulfilment {
  fileprivate var words: Words {
    switch self {
    case .event(let trigger):
      let name = EventKind(trigger.event.text)?.words ?? Words(zh: trigger.event.text, en: trigger.event.text)
      return Words(zh: "  登记“\(name.zh)”（\(trigger.event.text)）即履行", en: "  by \(name.en) (\(trigger.event.text))")
    case .when(let condition):
      return Words(zh: "  一旦\(condition.words.zh)即履行", en: "  as soon as \(condition.words.en)")
    case .whenNot(let condition):
      return Words(
        zh: "  一旦不再“\(condition.words.zh)”即履行", en: "  as soon as it is no longer so that \(condition.words.en)")
    }
  }
}

extension [Role] {
  fileprivate var said: Words {
    Words(zh: Language.zh.list(map(\.words.zh)), en: Language.en.list(map(\.words.en)))
  }
}

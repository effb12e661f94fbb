public import Ledger
import LedgerDomain
import Programmes

extension SubjectExplanation {
  /// The explanation, line by line in both languages (programmes §11).
  public var prose: Prose {
    switch found {
    case .breach(let found): prose(of: found)
    case .counter(let counter, let found): prose(of: counter, found)
    case .measure(let measure, let found): prose(of: measure, found)
    }
  }

  private func opening(zh: String, en: String) -> Prose {
    var prose = Prose()
    prose.title(zh: "\(zh)  \(provider)  \(name)", en: "\(en)  \(provider)  \(name)")
    prose.say(
      zh: "方案 \(versions.name)，截至 \(asOf)（时区 \(zone.name)）",
      en: "programme \(versions.name), as of \(asOf) (zone \(zone.name))")
    return prose
  }

  private func prose(of found: SubjectBreachExplanation) -> Prose {
    let breach = found.breach
    let programme = versions.on(breach.on)
    let names = ProgrammeNames(programme)
    var prose = opening(zh: "扣分理由书", en: "Statement of reasons")
    prose.heading(zh: "违规 \(breach.id)", en: "breach \(breach.id)")
    if let clause = programme.clause(breach.clause) {
      prose.say(
        zh: "条款 \(clause.name)（\(clause.section)）：\(clause.words.zh)",
        en: "clause \(clause.name) (\(clause.section)): \(clause.words.en)")
      if let quote = clause.quote { prose.say(zh: "原文：\(quote)", en: "in its own words: \(quote)") }
    }
    prose.say(
      zh: "行为日期 \(breach.on)；规则 \(programme.name)；现状：\(breach.status.words.zh)",
      en: "act of \(breach.on); rules \(programme.name); now \(breach.status.words.en)")
    prose.heading(zh: "所依据的事实", en: "The facts it rests on")
    prose.say(event(found.raised), in: zone, by: names)
    if let charging = found.charging, charging != found.raised { prose.say(event(charging), in: zone, by: names) }
    if breach.status == .pending { prose.say(zh: "  尚待评定。", en: "  It waits for a judge.") }
    if !found.choices.isEmpty { prose.heading(zh: "各条件查得", en: "What the tests found") }
    for choice in found.choices { say(choice, by: names, &prose) }
    if !found.drawn.isEmpty { prose.heading(zh: "随之而来", en: "What followed") }
    for drawn in found.drawn { prose.say(event(drawn), in: zone, by: names) }
    if !found.appeals.isEmpty || found.appealUntil != nil { prose.heading(zh: "申诉", en: "The appeal") }
    for appeal in found.appeals { prose.say(event(appeal), in: zone, by: names) }
    if let until = found.appealUntil {
      prose.say(zh: "  可申诉至 \(until.asDue.zh)。", en: "  It may be appealed against until \(until.asDue.en).")
    }
    return prose
  }

  private func say(_ choice: ChoiceMade, by names: ProgrammeNames, _ prose: inout Prose) {
    let rule = choice.rule.words(by: names)
    prose.say(zh: "  \(rule.zh)，第 \(choice.row) 行：", en: "  \(rule.en), row \(choice.row):")
    for leaf in choice.leaves { prose.say(leaf.words(by: names)) }
    if choice.leaves.isEmpty { prose.say(zh: "    无条件。", en: "    it asks nothing.") }
  }

  private func prose(of counter: CounterForm, _ found: SubjectCounterExplanation?) -> Prose {
    let names = ProgrammeNames(versions.on(asOf))
    var prose = opening(zh: "计分说明", en: "A counter explained")
    prose.heading(zh: "计分项 \(counter.name)（\(counter.words.zh)）", en: "counter \(counter.name) (\(counter.words.en))")
    let window = counter.window.words(by: names)
    prose.say(zh: "每笔计入期间：\(window.zh)", en: "an entry counts for \(window.en)")
    guard let found else {
      prose.say(zh: "从未记分。", en: "Nothing was ever charged to it.")
      return prose
    }
    prose.heading(zh: "各笔记分", en: "Its entries")
    for line in found.entries { say(line, by: names, &prose) }
    prose.heading(zh: "累计", en: "Its value")
    for step in found.values {
      prose.say(zh: "  自 \(step.on) 起 \(step.left) 分", en: "  from \(step.on) on: \(step.left)")
    }
    return prose
  }

  private func say(_ line: SubjectCounterExplanation.Line, by names: ProgrammeNames, _ prose: inout Prose) {
    let entry = line.entry
    let rule = entry.ground.rule.words(by: names)
    let key = entry.key.map { " \($0)" } ?? ""
    let breach = entry.breach.map { Words(zh: "，违规 \($0)", en: ", breach \($0)") }
    let until = entry.until.map { Words(zh: "至 \($0)", en: "to \($0)") } ?? Words(zh: "起，长期", en: "on, for ever")
    prose.say(
      zh: "  第 \(entry.number) 笔\(key)：\(entry.charged) 分，自 \(entry.from) \(until.zh)；"
        + "依据".then(rule.zh) + (breach?.zh ?? ""),
      en:
        "  entry \(entry.number)\(key): \(entry.charged), from \(entry.from) \(until.en); by \(rule.en)\(breach?.en ?? "")"
    )
    for step in line.steps.dropFirst() {
      prose.say(zh: "    自 \(step.on) 起余 \(step.left) 分", en: "    from \(step.on) on \(step.left) is left")
    }
  }

  private func prose(of measure: MeasureForm, _ found: [SubjectMeasureExplanation]) -> Prose {
    let names = ProgrammeNames(versions.on(asOf))
    var prose = opening(zh: "处理措施说明", en: "A measure explained")
    prose.heading(zh: "处理措施 \(measure.name)（\(measure.words.zh)）", en: "measure \(measure.name) (\(measure.words.en))")
    if found.isEmpty { prose.say(zh: "从未执行。", en: "It never began.") }
    for instance in found {
      let one = instance.measure
      let rule = one.ground.rule.words(by: names)
      prose.heading(zh: "第 \(one.instance) 次", en: "instance \(one.instance)")
      let until =
        instance.lastDay.map { Words(zh: "至 \($0)", en: "until \($0)") }
        ?? Words(zh: "起，终日未定", en: "on, its last day not known")
      prose.say(
        zh: "自 \(one.from) \(until.zh)；" + "依据".then(rule.zh),
        en: "from \(one.from) \(until.en); by \(rule.en)")
      if let least = one.leastUntil, one.isOpen {
        prose.say(zh: "至少至 \(least)", en: "until \(least) at least")
      }
      if let imposed = instance.imposed { prose.say(event(imposed), in: zone, by: names) }
      if instance.leaves.isEmpty { continue }
      prose.say(zh: "终止条件，按 \(asOf) 查得：", en: "What ends it, as found on \(asOf):")
      for leaf in instance.leaves { prose.say(leaf.words(by: names)) }
    }
    return prose
  }
}

extension LeafExplained {
  /// The leaf, what was found, whether it held, its window and the last day of that.
  fileprivate func words(by names: ProgrammeNames) -> Words {
    let asked = names.condition(found.leaf)
    let value =
      found.found.map { $0.words(isMoney: asked?.isMoney ?? false) } ?? Words(zh: "未登记", en: "nothing recorded")
    let held = found.held ? Words(zh: "成立", en: "holds") : Words(zh: "不成立", en: "does not hold")
    let through = window?.words(by: names)
    let leaf = asked?.words ?? .same(found.leaf)
    let until = lastDay.map { Words(zh: "，末日 \($0)", en: ", its last day \($0)") }
    return Words(
      zh: "    \(leaf.zh)：" + "查得".then(value.zh)
        + "，\(held.zh)\(through.map { "；期间".then($0.zh) } ?? "")\(until?.zh ?? "")",
      en: "    \(leaf.en): found \(value.en), \(held.en)\(through.map { "; window \($0.en)" } ?? "")\(until?.en ?? "")")
  }
}

extension Within {
  fileprivate func words(by names: ProgrammeNames) -> Words {
    switch self {
    case .window(let window): window.words(by: names)
    case .askedPeriod, .counterPeriod: Words(zh: "本期", en: "the period")
    }
  }
}

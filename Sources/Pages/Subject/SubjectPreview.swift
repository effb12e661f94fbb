import LedgerDomain
import Presentation

/// What would follow for a subject, before anything has happened: nodes first, what is appended, before beside after, who is next
/// (pages P22, P23).
struct SubjectPreview {
  let page: SubjectDoPage
  /// What the server would append, with the standing before and after it.
  let answer: Part

  private var frame: Frame { page.frame }
  private var rules: ProgrammeRules { page.rules }
  private var events: [Part] { answer["events"].items }

  private var previewed: Previewed {
    Previewed(frame: frame, key: page.subject, answer: answer, action: page.action, back: page.back)
  }

  var html: HTML {
    previewed.html(crossings: nodes, line: { _ in "" }, sides: sides, lasting: lasting, next: next)
  }

  /// Nodes that are reached.
  private var nodes: HTML {
    .joined(
      events.filter { $0.kind == .consequence(.programme(.nodeReached)) }.map { event in
        let counter = rules.text("counters", "counter", event["data"]["counter"].text ?? "")
        return """
          <p class="crossing"><span aria-hidden="true">▲</span> \(counter)\(frame.colon)<strong>\(frame.say(zh: "达到节点 ", en: "it reaches the node at "))\(frame.data(event["data"]["at"]))</strong>\(frame.aside(frame.data(event["data"]["value"])))</p>
          """
      })
  }

  private var sides: HTML {
    let (before, after) = (answer["before"], answer["after"])
    func row(_ name: String, _ old: HTML, _ new: HTML, _ isSame: Bool) -> DataTable.Row {
      DataTable.Row(["\(name)", old, new], tone: isSame ? "same" : "changed")
    }
    func side(_ part: Part, _ counter: Part?) -> HTML {
      guard let value = part.number else { return frame.data(part) }
      return "<strong>\(frame.data(part))</strong>\(CounterBar(value: value, counter: counter).html(in: frame))"
    }
    var rows = after["counters"].fields.flatMap { counter -> [DataTable.Row] in
      let (old, new) = (before["counters"][counter.name], counter.part)
      let form = rules.declared("counters", "counter", counter.name)
      let name = rules.text("counters", "counter", counter.name)
      if new.number != nil { return [row(name, side(old, form), side(new, form), old.json == new.json)] }
      // One that counts by a key has a value for each.
      return Self.names(old, new).map { key in
        row("\(name) \(key)", side(old[key], form), side(new[key], form), old[key].json == new[key].json)
      }
    }
    for field in ["balance", "owed", "billed"] {
      rows += after[field].fields.map { account in
        let old = before[field][account.name]
        return row(
          rules.text("accounts", "account", account.name) + " " + word(field), frame.money(old),
          frame.money(account.part), old.json == account.part.json)
      }
    }
    for (field, list, key) in [("attributes", "attributes", "attribute"), ("measures", "measures", "measure")] {
      for name in Self.names(before[field], after[field]) {
        let (old, new) = (before[field][name], after[field][name])
        let form = rules.declared(list, key, name)
        rows.append(row(rules.text(list, key, name), shown(old, form), shown(new, form), old.json == new.json))
      }
    }
    return previewed.table(rows)
  }

  /// The names of the fields of either of two objects, each once.
  private static func names(_ old: Part, _ new: Part) -> [String] {
    let names = old.fields.map(\.name)
    return names + new.fields.map(\.name).filter { !names.contains($0) }
  }

  /// An attribute's value, or how long a measure runs.
  private func shown(_ part: Part, _ form: Part?) -> HTML {
    let isMeasure = !(form?["type"].isThere ?? false)
    if isMeasure, part.text == "open" { return frame.data(part, "\(frame.say(zh: "未定期限", en: "open"))") }
    return part.day == nil ? rules.value(part, of: form) : frame.date(part, named: isMeasure)
  }

  private func word(_ field: String) -> String {
    switch field {
    case "balance": frame.say(zh: "余额", en: "balance")
    case "owed": frame.say(zh: "欠缴", en: "owed")
    case _: frame.say(zh: "应付", en: "billed")
    }
  }

  private var lasting: [HTML] {
    [
      "\(frame.say(zh: "记录不会被删除或改动。", en: "Nothing is ever taken out of the log."))",
      "\(frame.say(zh: "已送达的通知、已执行的日子，不因此后的申诉收回。", en: "A notice that was given stays, and days served are served, whatever a later appeal decides."))",
    ]
  }

  private var next: [HTML] {
    let lines = answer["next"].items.map { item -> HTML in
      "<li>\(rules.nextStep(item)) <span class=\"soft\">\(rules.roles(item["roles"]))</span></li>"
    }
    let none: HTML =
      lines.isEmpty ? "<li class=\"soft\">\(frame.say(zh: "没有新的待办。", en: "Nothing new waits."))</li>" : ""
    return lines + [none]
  }
}

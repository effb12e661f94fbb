import LedgerDomain
import Presentation

/// Parts of a statement of reasons: the facts, the rule, the arithmetic.
struct Reasons {
  let frame: Frame
  let answer: Answered

  /// Events, one a line: where they stand, when, what, learnt how, by whom.
  func lines(_ events: [Part]) -> HTML {
    guard !events.isEmpty else { return "" }
    let items = events.map { event -> HTML in
      let learnt: HTML =
        event["at"].json == event["recordedAt"].json
        ? "\(frame.say(zh: "当时获知", en: "learnt at once"))"
        : "\(frame.say(zh: "获知于", en: "learnt")) \(frame.moment(event["recordedAt"]))"
      return
        "<li>\(frame.position(event["position"])) \(frame.moment(event["at"])) <strong>\(frame.words(event["name"]))</strong>\(said(event)) <span class=\"soft\">\(learnt)\(frame.comma)\(frame.by(event))</span></li>"
    }
    return "<ul class=\"plainlist\">\(HTML(items))</ul>"
  }

  /// What an event says, behind its name; of one that has no sentence, each field and its value.
  private func said(_ event: Part) -> HTML {
    let sentence = frame.sentence(of: event)
    if !sentence.markup.isEmpty { return "\(frame.colon)\(sentence)" }
    let fields = event["data"].fields.filter { $0.part.isThere }.map { field -> HTML in
      // What it rests on is all that an event without a sentence has.
      let name = field.name == "clause" ? frame.say(zh: "条款", en: "clause") : field.name
      return "<span class=\"soft\">\(name)</span> \(frame.data(field.part))"
    }
    return fields.isEmpty ? "" : frame.aside(frame.list(fields))
  }

  /// What happened, and what raised the breach.
  var facts: HTML {
    let tally = answer["count"]
    let count: HTML =
      tally.isThere
      ? "<p>\(frame.say(zh: "计数：", en: "Counted: "))\(frame.data(tally["counted"])) / \(frame.data(tally["of"]))\(frame.say(zh: "，至多允许 ", en: "; allowed are at most "))\(frame.data(tally["allowed"]))\(frame.aside("\(frame.data(tally["limitPercent"]))%"))</p>"
      : ""
    let outages = answer["outages"].items
    let out: HTML = outages.isEmpty ? "" : "<h3>\(frame.say(zh: "系统中断", en: "Outages"))</h3>\(lines(outages))"
    let raised = answer["raised"]
    let isAmong = answer["facts"].items.contains { $0["position"].json == raised["position"].json }
    return "\(lines(answer["facts"].items + (isAmong ? [] : [raised])))\(count)\(out)"
  }

  /// The range, and where it comes from.
  var rule: HTML {
    let terms = answer["terms"].items.map { term -> HTML in
      let source: HTML =
        term["agreement"].isThere
        ? "\(frame.say(zh: "协议", en: "agreement")) \(frame.position(term["agreement"]["position"]))\(frame.comma)\(frame.say(zh: "规则原为", en: "the rule says")) \(value(of: term, "regular"))"
        : "\(frame.say(zh: "规则", en: "regulation"))\(section(term))"
      return
        "<dt>\(frame.term(term["path"]))</dt><dd>\(value(of: term, "value")) <span class=\"soft\">\(source)</span></dd>"
    }
    return """
      <p><strong>\(frame.range(answer["minimum"], answer["maximum"]))</strong> \(frame.say(zh: "分，", en: "points, "))\(mode)</p>
      <dl class="facts">\(HTML(terms))</dl>
      """
  }

  /// How the points are come by.
  private var mode: HTML {
    let words =
      switch answer["mode"].text.flatMap(ClauseMode.init) {
      case .judged?: frame.say(zh: "由有权评定的人在此范围内定", en: "set within this range by whoever may assess it")
      case .counted?: frame.say(zh: "按所记录的数目计算", en: "counted from what is recorded")
      case .byEvent?: frame.say(zh: "由认定它的事件给出", en: "given by the event that finds it")
      case nil: answer["mode"].value
      }
    return frame.data(answer["mode"], "\(words)")
  }

  /// What a term is set to, or was without an agreement.
  private func value(of term: Part, _ name: String) -> HTML {
    frame.value(ofTerm: term["path"].text ?? "", term[name])
  }

  private func section(_ term: Part) -> HTML { term["section"].isThere ? " §\(frame.data(term["section"]))" : "" }

  /// The arithmetic: cap, score before and after, lines crossed, money.
  var outcome: HTML {
    let charge = answer["charge"]
    guard charge.isThere else {
      let isPending = answer["state"].text == Breach.Status.pending.rawValue
      let words =
        isPending
        ? frame.say(zh: "评定之前不扣分。", en: "No points are charged before it is judged.")
        : frame.say(zh: "没有扣分。", en: "No points.")
      return "<p>\(words)</p>\(lines(answer["consequences"].items))"
    }
    let cap = charge["cap"]
    let capped: HTML =
      cap.isThere
      ? "<p>\(frame.say(zh: "上限", en: "cap")) \(frame.data(cap["key"]))\(frame.colon)\(frame.data(cap["limit"]))\(frame.comma)\(frame.say(zh: "其他已占", en: "others took")) \(frame.data(cap["others"]))\(frame.comma)\(frame.say(zh: "余", en: "room for")) \(frame.data(cap["room"]))</p>"
      : "<p class=\"soft\">\(frame.say(zh: "没有上限。", en: "No cap holds here."))</p>"
    let sum: HTML =
      charge["scoreAfter"].isThere
      ? "<p class=\"sum\">\(frame.data(charge["scoreBefore"])) + \(frame.data(charge["charged"])) = <strong>\(frame.data(charge["scoreAfter"]))</strong>\(frame.aside(frame.data(answer["year"])))</p>"
      : ""
    let crossed = answer["consequences"].items
    let lines: HTML =
      crossed.isEmpty
      ? "<p>\(frame.say(zh: "未达到任何标准线。", en: "No line was crossed."))</p>" : self.lines(crossed)
    let deposit = answer["deposit"].items
    let money: HTML = deposit.isEmpty ? "" : "<h3>\(frame.say(zh: "保证金", en: "Deposit"))</h3>\(self.lines(deposit))"
    return "\(capped)\(sum)\(lines)\(money)"
  }
}

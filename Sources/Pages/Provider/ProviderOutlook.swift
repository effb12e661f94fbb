import LedgerDomain
import Presentation

/// What comes next for a provider, what its year may come to, and what may be done (pages 3.2).
struct ProviderOutlook {
  let page: ProviderPage
  let outlook: Answered?
  /// When the breaches became known.
  let known: KnownBreaches

  private var frame: Frame { page.frame }

  var html: HTML {
    """
    \(next)
    \(ends)
    \(acts)
    """
  }

  private var next: HTML {
    guard frame.may("queue") else { return "" }
    let roles = Role.allCases.map(\.rawValue).joined(separator: ",")
    guard
      let queue = try? frame.asking(
        "queue", query: ["provider": page.provider, "role": frame.ownProvider == nil ? roles : nil, "limit": "40"])
    else { return "" }
    let items = queue.items.map { item -> HTML in
      let who = frame.list(item["roles"].items.map { frame.word($0, \Role.words) })
      return "<li>\(frame.nextStep(item)) <span class=\"soft\">\(who)</span> \(Deed.links(for: item, in: frame))</li>"
    }
    // On its own page "You must" says so already.
    if items.isEmpty, frame.ownProvider != nil { return "" }
    let list: HTML =
      items.isEmpty
      ? "<p class=\"soft\">\(frame.say(zh: "七天之内没有待办。", en: "Nothing waits within seven days."))</p>"
      : "<ul class=\"plainlist\">\(HTML(items))</ul>"
    return """
      <section class="box" data-of="\(queue.address)"><h2>\(frame.say(zh: "下一步", en: "What comes next"))</h2>
      \(list)</section>
      """
  }

  /// What the worst counts: the rectification too, where one is open.
  private var worst: String {
    page.standing["rectification"].isThere
      ? frame.say(zh: "待评定的都按最高分，整改不达标", en: "if all pending is judged at its most, and the rectification fails")
      : frame.say(zh: "待评定的都按最高分", en: "if all pending is judged at its most")
  }

  /// How the year may end.
  private var ends: HTML {
    guard let outlook else { return "" }
    func line(_ name: String, _ outcome: Part) -> HTML {
      "<dt>\(name)</dt><dd><strong>\(frame.data(outcome["score"]))</strong> \(frame.status(outcome["status"]))</dd>"
    }
    let assumptions = outlook["assumptions"].items.map { "<li>\(frame.words($0))</li>" as HTML }
    let distance: HTML =
      outlook["distance"].isThere
      ? "<p>\(frame.say(zh: "距下一标准线 ", en: "To the next line, "))\(frame.data(outlook["nextLine"]["points"]))\(frame.say(zh: "，还有 ", en: ": "))<strong>\(frame.data(outlook["distance"]))</strong>\(frame.say(zh: " 分", en: " points"))</p>"
      : ""
    return """
      <section class="box" data-of="\(outlook.address)"><h2>\(String(outlook["year"].number ?? 0))\(frame.say(zh: " 年可能的结果", en: ": how it may end"))</h2>
      <dl class="facts">
      \(line(frame.say(zh: "不再有变化", en: "if nothing more happens"), outlook["best"]))
      \(line(worst, outlook["worst"]))
      \(line(frame.say(zh: "此外义务都未履行", en: "if all duties are missed too"), outlook["worstWithDuties"]))
      \(line(frame.say(zh: "至本月底最坏", en: "at the worst by the month's end"), outlook["worstThisMonth"]))
      </dl>\(distance)\(reasons(outlook))
      <details><summary>\(frame.say(zh: "所作的假定", en: "What this takes for granted"))</summary><ul>\(HTML(assumptions))</ul></details></section>
      """
  }

  /// Lines of a list that are shown; of a provider for whom nobody judged there can be thousands.
  private static let mostLines = 12

  /// What could add points: what is pending, and what falls due.
  private func reasons(_ outlook: Answered) -> HTML {
    let pending = lines(outlook["pending"].items, frame.say(zh: "待评定", en: "Waits to be judged")) { line in
      "\(frame.date(line["on"], beside: outlook["year"].number)) \(frame.word(line["clause"], \Clause.words)) \(frame.key(of: line)) \(frame.range(line["minimum"], line["maximum"]))\(known.aside(of: line["breach"].text, act: line["on"], beside: outlook["year"].number))"
    }
    let duties = lines(
      outlook["duties"].items, frame.say(zh: "未履行将扣分的义务", en: "Missed, these duties would cost")
    ) { duty in
      "\(frame.date(duty["due"], named: true, beside: outlook["year"].number)) \(frame.word(duty["clause"], \Clause.words)) \(frame.key(of: duty)) \(frame.range(duty["minimum"], duty["maximum"]))"
    }
    return "\(pending)\(duties)"
  }

  /// A list under its heading, no longer than people read; nothing for an empty one.
  private func lines(_ items: [Part], _ heading: String, _ line: (Part) -> HTML) -> HTML {
    guard !items.isEmpty else { return "" }
    let more = items.count - Self.mostLines
    let rest: HTML =
      more > 0 ? "<li class=\"soft\">\(frame.say(zh: "另有 \(more) 项", en: "and \(more) more"))</li>" : ""
    return """
      <h3>\(heading)</h3><ul class="plainlist small">\(HTML(items.prefix(Self.mostLines).map { "<li>\(line($0))</li>" as HTML }))\(rest)</ul>
      """
  }

  /// The forms for this provider that the rules in force open to the account's roles (pages P10).
  private var acts: HTML {
    guard frame.may("submit") else { return "" }
    guard frame.isPresent else {
      return
        "<p class=\"soft noprint\">\(frame.say(zh: "办理须在现在：", en: "To do something, go "))<a href=\"\(frame.present)\">\(frame.say(zh: "回到现在", en: "to the present"))</a></p>"
    }
    let kinds = FactKind.allCases.filter { $0 != .provider(.registered) && frame.open[$0] != nil }
    guard !kinds.isEmpty else { return "" }
    let links = kinds.map { kind -> HTML in
      "<li><a href=\"\(frame.link("providers", page.provider, "do", kind.name))\">\(Deed.name(of: kind.name, in: frame))</a></li>"
    }
    return """
      <details class="box noprint"><summary>\(frame.say(zh: "办理", en: "Act"))</summary><ul class="plainlist">\(HTML(links))</ul></details>
      """
  }
}

import LedgerDomain
import Presentation

extension Frame {
  /// How many working days of the time for an appeal are left; nothing where it is over, or does not run.
  func left(of charge: Part) -> HTML {
    let days = charge["appealDaysLeft"]
    guard isPresent, let number = days.number else { return "" }
    if number == 0 { return "" }
    return aside("\(say(zh: "还有 ", en: ""))\(counted(days, zh: "个工作日", en: ("working day left", "working days left")))")
  }

  /// Whether the last day for an appeal against a charge is over; where it runs from a delivery it is not.
  func isAppealOver(_ charge: Part, on day: Part) -> Bool {
    charge["appealUntil"].text.map { $0 < (day.text ?? "") } ?? false
  }
}

/// Why these points, and whether that is right: the statement of reasons (pages 3.4). Printed it stands alone.
struct BreachPage {
  let frame: Frame
  let provider: String
  let breach: String

  func content() throws -> Content {
    let answer = try frame.asking("providers", provider, "breaches", breach)
    if answer["choices"].isThere { return SubjectBreachPage(frame: frame, answer: answer).content() }
    let body: HTML = """
      \(head(answer))
      \(section(frame.say(zh: "发生了什么", en: "What happened"), Reasons(frame: frame, answer: answer).facts))
      \(due(answer))
      \(section(frame.say(zh: "规则允许多少", en: "What the rule allows"), Reasons(frame: frame, answer: answer).rule))
      \(section(frame.say(zh: "如何裁定", en: "What was decided"), try decided(answer)))
      \(section(frame.say(zh: "结果", en: "What it came to"), Reasons(frame: frame, answer: answer).outcome))
      \(section(frame.say(zh: "申诉", en: "Appeal"), appeal(answer)))
      \(section(frame.say(zh: "证明", en: "Proof"), proof(answer)))
      """
    let heading: HTML = """
      <a href="\(frame.link("providers", provider))"><span class="key">\(frame.data(answer["provider"]))</span> \(frame.data(answer["name"]))</a> \(frame.breachState(answer["state"]))
      """
    return Content(
      title: frame.say(zh: "扣分理由书：\(breach)", en: "Statement of reasons: \(breach)"), heading: heading, body: body)
  }

  private func section(_ title: String, _ body: HTML) -> HTML {
    "<section class=\"reason\"><h2>\(title)</h2>\n\(body)</section>"
  }

  private func head(_ answer: Answered) -> HTML {
    let charge = answer["charge"]
    let points: HTML =
      answer["charged"].isThere
      ? "<strong>\(frame.data(answer["charged"]))</strong> \(frame.say(zh: "分", en: answer["charged"].number == 1 ? "point" : "points"))"
      : "\(frame.range(answer["minimum"], answer["maximum"])) \(frame.say(zh: "分，待评定", en: "points, waiting to be assessed"))"
    let year: HTML =
      charge["scoreAfter"].isThere
      ? " · \(frame.data(answer["year"])) \(frame.say(zh: "年由", en: "from")) \(frame.data(charge["scoreBefore"])) \(frame.say(zh: "至", en: "to")) \(frame.data(charge["scoreAfter"]))"
      : ""
    // What an appeal gave back is not of the charge, whose arithmetic stands below.
    let appeal = answer["appeal"]
    let since: HTML =
      charge["scoreAfter"].isThere && appeal["scoreAfter"].isThere
      ? "\(frame.say(zh: "，申诉之后为", en: ", and after the appeal at")) \(frame.data(appeal["scoreAfter"]))" : ""
    return """
      <p class="lead">\(points)\(year)\(since)</p>
      <p>§\(frame.data(answer["section"])) \(frame.word(answer["clause"], \Clause.words))\(frame.colon)\(frame.words(answer["paraphrase"]))
      <a class="told noprint" href="\(frame.link("rulebooks", answer["rulebook"]["version"].text ?? ""))">\(frame.say(zh: "当时的规则", en: "the rules at that time"))</a></p>
      """
  }

  private func due(_ answer: Answered) -> HTML {
    let due = answer["due"]
    guard due.isThere else { return "" }
    let strip = DayStrip(frame: frame, term: due, days: due["days"], facts: answer["facts"].items)
    return section(frame.say(zh: "期限", en: "By when"), strip.html)
  }

  private func decided(_ answer: Answered) throws -> HTML {
    let charge = answer["charge"]
    guard charge.isThere else {
      let findings = Reasons(frame: frame, answer: answer).lines(answer["findings"].items)
      let state = answer["state"].text.flatMap(Breach.Status.init)
      let words =
        state == .pending
        ? frame.say(zh: "尚未评定。", en: "Not assessed yet.") : frame.say(zh: "没有扣分。", en: "No points were charged.")
      return "\(findings)<p>\(words) \(deeds(answer))</p>\(try others(answer))"
    }
    let by = charge["by"]
    let event = charge["event"]
    let who: HTML =
      by.isThere
      ? "\(frame.say(zh: "由", en: "by")) \(frame.data(by["id"]))\(frame.aside(frame.word(by["role"], \Role.words)))"
      : "\(frame.say(zh: "由规则", en: "by the rule itself"))"
    let reason: HTML = charge["reason"].isThere ? "<blockquote>\(frame.data(charge["reason"]))</blockquote>" : ""
    let then = frame.link("providers", provider, "breaches", breach)
      .replacing("asOf", event["recordedAt"].text.map { String($0.prefix(10)) }).replacing("knownAt", before(event))
    return """
      \(Reasons(frame: frame, answer: answer).lines(answer["findings"].items))
      <p><strong>\(frame.data(charge["assessed"]))</strong> \(frame.say(zh: "分，", en: "points, "))\(who)\(frame.comma)\(frame.moment(event["recordedAt"]))</p>
      \(reason)
      <p class="noprint"><a href="\(then)">\(frame.say(zh: "裁定时所知的情况", en: "As it was known when it was decided"))</a></p>
      \(try others(answer))
      """
  }

  /// The moment an event was recorded at: what was known then is all before it, and itself.
  private func before(_ event: Part) -> String? { event["recordedAt"].text }

  /// What was judged under the clause in the year, for staff.
  private func others(_ answer: Answered) throws -> HTML {
    guard frame.may("judgements"), answer["mode"].text == ClauseMode.judged.rawValue,
      let judged = try? frame.askingOfLog(
        "clauses", answer["clause"].text ?? "", "judgements", query: ["year": answer["year"].number.map(String.init)])
    else { return "" }
    return Distribution(frame: frame, judgements: judged, here: answer["assessed"].number).html
  }

  /// The forms by which what waits about it is done, or who does it and why not whoever looks (pages P10).
  private func deeds(_ answer: Answered) -> HTML {
    guard frame.isPresent, frame.may("queue"), frame.ownProvider == nil else { return "" }
    let roles = Role.allCases.map(\.rawValue).joined(separator: ",")
    let queue = try? frame.asking("queue", query: ["provider": provider, "role": roles, "limit": "200"])
    let item = queue?.items.first { item in
      item["subject"].text == breach && item["work"].text != QueueItem.Work.meetDuty.rawValue
    }
    guard let queue, let item else { return "" }
    if let same = samePerson(answer, item) { return "<span class=\"soft\">\(same)</span>" }
    let links = Deed.links(for: item, in: frame)
    if !links.markup.isEmpty { return links }
    let who = frame.list(item["roles"].items.map { frame.word($0, \Role.words) })
    return
      "<span class=\"soft\" data-of=\"\(queue.address)\">\(frame.say(zh: "由谁办理：", en: "It is done by: "))\(who)</span>"
  }

  /// Why whoever looks is not the one: the ledger asks for somebody else than who did the step before.
  private func samePerson(_ answer: Answered, _ item: Part) -> String? {
    guard let me = frame.me?["account"].text else { return nil }
    let work = item["work"].text.flatMap(QueueItem.Work.init)
    if work == .assess, answer["raised"]["by"]["id"].text == me {
      return frame.say(zh: "这项违规由你报告，须由他人评定。", en: "You reported this breach; someone else must assess it.")
    }
    if work == .decideAppeal, answer["charge"]["by"]["id"].text == me {
      return frame.say(
        zh: "这项违规由你评定，申诉须由他人裁定。", en: "You assessed this breach; someone else must decide the appeal.")
    }
    return nil
  }

  private func appeal(_ answer: Answered) -> HTML {
    let appeal = answer["appeal"]
    let charge = answer["charge"]
    guard charge.isThere || appeal.isThere else {
      return "<p>\(frame.say(zh: "扣分之后才可申诉。", en: "Only a charge can be appealed."))</p>"
    }
    if appeal.isThere { return decidedAppeal(appeal, of: answer) }
    let isOpen = !frame.isAppealOver(charge, on: answer["asOf"])
    let until: HTML =
      charge["appealUntil"].isThere
      ? "\(frame.say(zh: "可申诉至", en: "until")) \(frame.date(charge["appealUntil"], named: true))\(provisional(charge))\(frame.left(of: charge))\(frame.semicolon)\(isOpen ? frame.say(zh: "尚未申诉。", en: "none filed.") : frame.say(zh: "期限已过，未申诉。", en: "the time is over, and none was filed."))"
      : "\(frame.say(zh: "期限自送达起算。", en: "the time runs from a delivery."))"
    let act: HTML =
      frame.isPresent && frame.ownProvider != nil && isOpen
      ? " <a class=\"button main\" href=\"\(frame.link("providers", provider, "do", "AppealFiled", query: ["breach": breach]))\">\(frame.say(zh: "申诉", en: "Appeal"))</a>"
      : ""
    return "<p>\(until)\(act)</p>\(DayStrip.folded(charge["appealDays"], in: frame))"
  }

  private func provisional(_ charge: Part) -> HTML {
    charge["appealProvisional"].isTrue
      ? " <span class=\"soft\">\(frame.data(charge["appealProvisional"], "\(frame.say(zh: "（暂定）", en: "(provisional)"))"))</span>"
      : ""
  }

  private func decidedAppeal(_ appeal: Part, of answer: Answered) -> HTML {
    let filed = appeal["filed"]
    let grounds: HTML = "<blockquote>\(frame.data(filed["data"]["grounds"]))</blockquote>"
    let outcome: HTML
    if appeal["decided"].isThere {
      let decided = appeal["decided"]
      outcome = """
        <p>\(frame.position(decided["position"])) \(frame.moment(decided["recordedAt"]))\(frame.colon)<strong>\(frame.word(appeal["outcome"], \AppealOutcome.Kind.words))</strong>\(frame.comma)\(frame.say(zh: "退还", en: "restored")) \(frame.data(appeal["restored"]))\(frame.say(zh: "；其后为", en: "; the score then")) \(frame.data(appeal["scoreAfter"]))\(frame.stop)\(frame.by(decided))</p>
        <blockquote>\(frame.data(decided["data"]["reason"]))</blockquote>
        """
    } else {
      outcome =
        "<p>\(frame.say(zh: "自 ", en: "It waits for the department head or legal, since "))\(frame.date(filed["recordedAt"]))\(frame.say(zh: " 起等待部门负责人或法务裁定。", en: ".")) \(deeds(answer))</p>"
    }
    return """
      <p>\(frame.position(filed["position"])) \(frame.moment(filed["recordedAt"])) \(frame.words(filed["name"])) \(frame.by(filed))</p>
      \(grounds)\(outcome)
      """
  }

  private func proof(_ answer: Answered) -> HTML {
    let count = answer["chain"].items.count
    return """
      <details><summary>\(frame.say(zh: "\(count) 条事件及其哈希", en: "\(count) events, with their hashes"))</summary>\(frame.chain(answer["chain"]))</details>
      <p>\(frame.say(zh: "规则", en: "rulebook")) \(frame.data(answer["rulebook"]["version"]))\(frame.comma)SHA-256 <code>\(frame.data(answer["rulebook"]["sha256"]))</code>\(frame.stop)\(frame.bundle(of: provider, in: answer["year"].value))</p>
      """
  }
}

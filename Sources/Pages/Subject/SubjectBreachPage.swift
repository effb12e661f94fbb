import LedgerDomain
import Presentation

/// Why a breach of a subject cost what it cost: what each effect did, and what each leaf of each test found (pages 3.4, programmes
/// §11). Printed it stands alone.
struct SubjectBreachPage {
  let frame: Frame
  let subject: String
  let answer: Answered
  private let standing: Answered?
  private let rules: ProgrammeRules

  init(frame: Frame, answer: Answered) {
    self.frame = frame
    self.answer = answer
    subject = answer["provider"].text ?? ""
    standing = try? frame.asking("providers", subject)
    rules = ProgrammeRules(standing?["rulebook"].text, in: frame)
  }

  private var breach: String { answer["breach"].text ?? "" }
  private var clause: Part? { rules.declared("clauses", "clause", answer["clause"].text) }

  func content() -> Content {
    let name = answer["clause"].text ?? ""
    let body: HTML = """
      <p class="lead">\(points)\(frame.data(answer["clause"], "\(rules.text("clauses", "clause", name))"))</p>
      \(section(frame.say(zh: "发生了什么", en: "What happened"), event(answer["raised"])))
      \(section(frame.say(zh: "规则", en: "What the rule says"), rule))
      \(section(frame.say(zh: "如何裁定", en: "What was decided"), decided))
      \(section(frame.say(zh: "逐项所见", en: "What each test found"), choices))
      \(section(frame.say(zh: "结果", en: "What it came to"), effects))
      \(section(frame.say(zh: "申诉", en: "Appeal"), appeal))
      \(section(frame.say(zh: "证明", en: "Proof"), proof))
      """
    let called: HTML =
      standing.map { "<span data-of=\"\($0.address)\">\(frame.data($0["name"]))</span>" } ?? ""
    let heading: HTML = """
      <a href="\(frame.link("providers", subject))"><span class="key">\(frame.data(answer["provider"]))</span> \(called)</a> \(frame.breachState(answer["state"]))
      """
    return Content(
      title: frame.say(zh: "扣分理由书：\(breach)", en: "Statement of reasons: \(breach)"), heading: heading, body: body)
  }

  private func section(_ title: String, _ body: HTML) -> HTML {
    "<section class=\"reason\"><h2>\(title)</h2>\n\(body)</section>"
  }

  /// What it was charged, as the standing has it, or that it waits.
  private var points: HTML {
    guard let standing,
      let line = standing["breaches"].items(by: "breach").first(where: { $0["breach"].text == breach })
    else { return "" }
    var parts = line["charged"].fields.map { entry -> HTML in
      "\(rules.text("counters", "counter", entry.name)) <strong>\(frame.signed(entry.part))</strong>"
    }
    if line["fen"].isThere { parts.append(frame.money(line["fen"])) }
    if line["state"].text == Breach.Status.pending.rawValue {
      parts.append("\(frame.say(zh: "待评定", en: "waiting to be assessed"))")
    }
    guard !parts.isEmpty else { return "" }
    return "<span data-of=\"\(standing.address)\">\(frame.list(parts))</span> · "
  }

  /// Where the page is had as it was known when a judgement was made (pages P5).
  private func knownThen(_ judgement: Part) -> HTML {
    guard let moment = judgement["recordedAt"].text else { return "" }
    let then = frame.link("providers", subject, "breaches", breach)
      .replacing("asOf", String(moment.prefix(10))).replacing("knownAt", moment)
    return
      " <a class=\"noprint\" href=\"\(then)\">\(frame.say(zh: "裁定时所知的情况", en: "As it was known when it was decided"))</a>"
  }

  /// An event by its position, as a line, with what it says.
  private func event(_ position: Part, isJudgement: Bool = false) -> HTML {
    guard let number = position.number, let found = try? frame.askingOfLog("events", String(number)) else {
      return "<p>\(frame.position(position))</p>"
    }
    let event = found["event"]
    return """
      <div data-of="\(found.address)"><p>\(frame.position(event["position"])) \(frame.moment(event["at"])) <strong>\(frame.type(of: event))</strong> \(frame.sentence(of: event)) <span class="soft">\(frame.by(event))</span>\(frame.when(isJudgement, knownThen(event)))</p>\(quoted(event))</div>
      """
  }

  /// What somebody wrote, where the event's sentence does not have it: it stands once.
  private func quoted(_ event: Part) -> HTML {
    let sentence = frame.sentence(of: event).markup
    let texts = ["evidence", "reason", "grounds"].map { event["data"][$0] }.filter { text in
      text.text.map { !sentence.contains(HTML(ofLog: $0).markup) } ?? false
    }
    return .joined(texts.map { "<blockquote>\(frame.data($0))</blockquote>" as HTML })
  }

  private var rule: HTML {
    guard let clause, let address = rules.answer?.address else { return "<p>\(frame.data(answer["clause"]))</p>" }
    let quote: HTML = clause["quote"].isThere ? "<blockquote>\(frame.data(clause["quote"]))</blockquote>" : ""
    return """
      <div data-of="\(address)"><p>\(frame.data(clause["section"])) \(frame.words(clause["words"]))</p>\(quote)
      <p>\(frame.words(clause["costs"]))</p></div>
      <p class="noprint"><a href="\(frame.link("rulebooks", standing?["rulebook"].text ?? ""))#\(answer["clause"].text ?? "")">\(frame.say(zh: "规则全文", en: "the rules"))</a></p>
      """
  }

  private var decided: HTML {
    guard answer["charged"].isThere else {
      let isPending = answer["state"].text == Breach.Status.pending.rawValue
      let words =
        isPending
        ? frame.say(zh: "尚未评定。", en: "Not assessed yet.") : frame.say(zh: "没有扣分。", en: "Nothing was charged.")
      return "<p>\(words) \(frame.when(isPending, judging))</p>"
    }
    if answer["charged"].json == answer["raised"].json {
      return "<p>\(frame.say(zh: "即时生效，无须评定。", en: "It is charged as it is raised; nobody judges it."))</p>"
    }
    return "\(event(answer["charged"], isJudgement: true))\(judged)"
  }

  /// What else was judged under the clause in the year of the act.
  private var judged: HTML {
    guard frame.may("judgements"), let programme = standing?["programme"].text, let clause = answer["clause"].text,
      let year = answer["on"].text?.prefix(4),
      let judged = try? frame.askingOfLog(
        "clauses", clause, "judgements", query: ["programme": programme, "year": String(year)])
    else { return "" }
    let line = standing?["breaches"].items.first { $0["breach"].text == breach }
    return Distribution(frame: frame, judgements: judged, here: line?["assessed"].number).html
  }

  /// The forms by which it is judged, or why not by whoever looks (pages P10).
  private var judging: HTML {
    guard frame.isPresent, frame.may("submit"), frame.ownProvider == nil else { return "" }
    guard !rules.held(clause?["judges"]).isEmpty else {
      return
        "<span class=\"soft\">\(frame.say(zh: "由以下角色评定：", en: "It is judged by: "))\(rules.named(clause?["judges"]))</span>"
    }
    let raised = answer["raised"].number.flatMap { try? frame.askingOfLog("events", String($0)) }
    if let reporter = raised?["event"]["by"]["id"].text, reporter == frame.me?["account"].text {
      return
        "<span class=\"soft\">\(frame.say(zh: "这项违规由你报告，须由他人评定。", en: "You reported this breach; someone else must assess it."))</span>"
    }
    return .joined(
      ["BreachAssessed", "BreachDismissed"].map { type in
        "<a class=\"button\" href=\"\(frame.link("providers", subject, "do", type, query: ["breach": breach]))\">\(Deed.name(of: type, in: frame))</a>"
      }, by: " ")
  }

  private var choices: HTML {
    let lists = answer["choices"].items.map { choice -> HTML in
      let leaves = choice["leaves"].items.map { leaf -> HTML in
        let held = leaf["held"].isTrue ? frame.say(zh: "成立", en: "holds") : frame.say(zh: "不成立", en: "does not hold")
        let last: HTML =
          leaf["until"].isThere
          ? " <span class=\"soft\">\(frame.say(zh: "末日", en: "through")) \(frame.date(leaf["until"]))</span>" : ""
        return
          "<li>\(rules.condition(leaf["leaf"])) → \(rules.found(leaf["found"], of: leaf["leaf"])) · \(frame.data(leaf["held"], "\(held)"))\(last)</li>"
      }
      let row = frame.say(zh: "取第 ", en: "row ")
      return
        "<p>\(rules.rule(choice["by"]))\(frame.colon)\(row)\(frame.data(choice["row"]))\(frame.say(zh: " 行", en: " was chosen"))</p><ul class=\"plainlist\">\(HTML(leaves))</ul>"
    }
    return lists.isEmpty
      ? "<p class=\"soft\">\(frame.say(zh: "这一条款不含需要判断的条件。", en: "This clause asks no test."))</p>" : HTML(lists)
  }

  private var effects: HTML {
    let items = answer["effects"].items.map { event -> HTML in
      "<li>\(frame.position(event["position"])) \(frame.date(event["at"])) <strong>\(frame.type(of: event))</strong> \(frame.sentence(of: event))</li>"
    }
    return items.isEmpty
      ? "<p class=\"soft\">\(frame.say(zh: "没有由此产生的结果。", en: "Nothing came of it."))</p>"
      : "<ul class=\"plainlist\">\(HTML(items))</ul>"
  }

  private var appeal: HTML {
    let events =
      (try? frame.asking(
        "providers", subject, "events", query: ["breach": breach, "type": "AppealFiled,AppealDecided", "limit": "20"]))
    let told = (events?.items ?? []).map { event -> HTML in
      let then = frame.when(event.kind == .fact(.appeal(.decided)), knownThen(event))
      return
        "<li>\(frame.position(event["position"])) \(frame.moment(event["recordedAt"])) <strong>\(frame.type(of: event))</strong> \(frame.sentence(of: event)) <span class=\"soft\">\(frame.by(event))</span>\(then)\(quoted(event))</li>"
    }
    let list: HTML =
      told.isEmpty ? "" : "<ul class=\"plainlist\" data-of=\"\(events?.address ?? "")\">\(HTML(told))</ul>"
    let isOpen = events?.items.last?.kind == .fact(.appeal(.filed))
    let acts = isOpen ? deciding : filing(hasAppeals: !told.isEmpty)
    return "\(list)<p>\(told.isEmpty ? until : "") \(acts)</p>"
  }

  /// Whether it may be appealed, and until when: of what stands and nobody appealed against.
  private var until: HTML {
    if answer["state"].text == Breach.Status.pending.rawValue {
      return "\(frame.say(zh: "扣分之后才可申诉。", en: "Only a charge can be appealed."))"
    }
    guard answer["state"].text == Breach.Status.assessed.rawValue, let last = answer["appealUntil"].text else {
      return "\(frame.say(zh: "不可申诉。", en: "It cannot be appealed."))"
    }
    let over: HTML =
      last < (standing?["asOf"].text ?? "")
      ? "\(frame.semicolon)\(frame.say(zh: "期限已过，未申诉。", en: "the time is over, and none was filed."))" : ""
    return "\(frame.say(zh: "可申诉至", en: "until")) \(frame.date(answer["appealUntil"], named: true))\(over)"
  }

  private func filing(hasAppeals: Bool) -> HTML {
    guard frame.isPresent, frame.ownProvider != nil, !hasAppeals,
      answer["state"].text == Breach.Status.assessed.rawValue,
      let last = answer["appealUntil"].text, last >= (standing?["asOf"].text ?? "")
    else { return "" }
    return
      "<a class=\"button main\" href=\"\(frame.link("providers", subject, "do", "AppealFiled", query: ["breach": breach]))\">\(frame.say(zh: "申诉", en: "Appeal"))</a>"
  }

  private var deciding: HTML {
    guard frame.isPresent, frame.may("submit"), frame.ownProvider == nil else { return "" }
    let by = rules.answer?["appeal"]["by"]
    guard !rules.held(by).isEmpty else {
      return
        "<span class=\"soft\">\(frame.say(zh: "由以下角色裁定：", en: "It is decided by: "))\(rules.named(by))</span>"
    }
    let judge = answer["charged"].number.flatMap { try? frame.askingOfLog("events", String($0)) }
    if judge?["event"]["by"]["id"].text == frame.me?["account"].text,
      rules.answer?["appeal"]["otherPerson"].isTrue ?? true
    {
      return
        "<span class=\"soft\">\(frame.say(zh: "这项违规由你评定，申诉须由他人裁定。", en: "You assessed this breach; someone else must decide the appeal."))</span>"
    }
    return
      "<a class=\"button\" href=\"\(frame.link("providers", subject, "do", "AppealDecided", query: ["breach": breach]))\">\(Deed.name(of: "AppealDecided", in: frame))</a>"
  }

  /// The events it rests on with their hashes, the rules by their digest, and what another checks without the ledger (pages 3.4).
  private var proof: HTML {
    let drawn = answer["effects"].items + answer["appeals"].items
    let own = [answer["raised"], answer["charged"]].compactMap(\.number)
    let rows = Set(own + drawn.compactMap { $0["position"].number }).sorted().compactMap { position -> DataTable.Row? in
      guard let found = try? frame.askingOfLog("events", String(position)) else { return nil }
      let event = found["event"]
      func told(_ cell: HTML) -> HTML { "<span data-of=\"\(found.address)\">\(cell)</span>" }
      return DataTable.Row([
        told(frame.position(event["position"])), told(frame.data(event["version"])),
        told(frame.data(event["type"], "\(frame.name(ofType: event["type"].text ?? ""))")),
        told("<code>\(frame.data(found["hash"]))</code>"),
      ])
    }
    let table = DataTable(
      caption: frame.say(zh: "链上证据", en: "Proof in the chain"),
      columns: [
        .init("#", .name), .init(frame.say(zh: "序号", en: "version"), .number),
        .init(frame.say(zh: "类型", en: "type")), .init(frame.say(zh: "哈希", en: "hash"), .text),
      ], rows: rows)
    let version: HTML =
      rules.answer.map { rules -> HTML in
        "<span data-of=\"\(rules.address)\">\(frame.say(zh: "规则", en: "rulebook")) \(frame.data(rules["name"]))\(frame.comma)SHA-256 <code>\(frame.data(rules["sha256"]))</code></span>\(frame.stop)"
      } ?? ""
    return """
      <details><summary>\(frame.say(zh: "\(rows.count) 条事件及其哈希", en: rows.count == 1 ? "1 event, with its hash" : "\(rows.count) events, with their hashes"))</summary>\(table.html)</details>
      <p>\(version)\(frame.bundle(ofSubject: subject))</p>
      """
  }
}

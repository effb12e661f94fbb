import LedgerDomain
import Presentation

/// Where a subject of a programme stands, why, and what comes next (pages 3.2, programmes §11); for its own account the page it
/// comes to first (3.12).
struct SubjectPage {
  let frame: Frame
  let standing: Answered
  let rules: ProgrammeRules

  init(frame: Frame, standing: Answered) {
    self.frame = frame
    self.standing = standing
    rules = ProgrammeRules(of: standing, in: frame)
  }

  var subject: String { standing["provider"].text ?? "" }

  func content() throws -> Content {
    let deeds = SubjectDeeds(page: self)
    let outlook = SubjectOutlookPart(page: self)
    let body: HTML = """
      \(summary)
      \(frame.when(frame.ownProvider != nil, deeds.own))
      <div class="two">
      <div>\(counters)
      \(outlook.curves)
      \(breaches)
      \(duties)</div>
      <aside>\(deeds.waiting)\(outlook.box)\(measures)\(money)\(attributes)</aside>
      </div>
      \(frame.when(frame.ownProvider == nil, deeds.staff))
      \(try TwoMoments(frame: frame, provider: subject, names: rules.names).html())
      \(lastEvents)
      """
    let heading: HTML = "<span class=\"key\">\(frame.data(standing["provider"]))</span>"
    return Content(title: standing["name"].text ?? subject, isOfLog: true, heading: heading, body: body)
  }

  private var summary: HTML {
    var parts: [HTML] = []
    if standing["closed"].isThere {
      parts.append(
        frame.mark("■", "bad", "\(frame.say(zh: "已清退，自", en: "out since")) \(frame.date(standing["closed"]))"))
    } else {
      parts.append(frame.mark("●", "good", "\(frame.say(zh: "在册", en: "taking part"))"))
    }
    let version = standing["rulebook"].text ?? ""
    let title: HTML =
      rules.answer.map { "<span data-of=\"\($0.address)\">\(frame.words($0["title"]))</span>" } ?? "\(version)"
    parts.append(
      "\(title) <a href=\"\(frame.link("rulebooks", version))\">\(frame.data(standing["rulebook"]))</a>")
    return "<p class=\"summary\">\(HTML.joined(parts, by: " · "))</p>"
  }

  private var counters: HTML {
    let rows = standing["counters"].fields.flatMap { counter -> [DataTable.Row] in
      let form = rules.declared("counters", "counter", counter.name)
      let name = rules.called("counters", "counter", counter.name)
      let link: HTML = "<a href=\"\(frame.link("providers", subject, "counters", counter.name))\">\(name)</a>"
      let keys = counter.part.fields
      guard counter.part.number == nil else {
        return [row(link, counter.part, form)]
      }
      return keys.isEmpty
        ? [DataTable.Row([link, "–", "", ""])]
        : keys.map { row("\(link) <span class=\"soft\">\($0.name)</span>", $0.part, form) }
    }
    guard !rows.isEmpty else { return "" }
    let table = DataTable(
      caption: frame.say(zh: "计分", en: "Counters"),
      columns: [
        .init(frame.say(zh: "计分项", en: "counter"), .name), .init(frame.say(zh: "累计", en: "value"), .number),
        .init(frame.say(zh: "与节点", en: "against its nodes"), .bar),
        .init(frame.say(zh: "节点", en: "nodes"), .text),
      ], rows: rows)
    return "<section><h2>\(frame.say(zh: "计分", en: "Counters"))</h2>\(table.html)</section>"
  }

  private func row(_ name: HTML, _ value: Part, _ counter: Part?) -> DataTable.Row {
    let nodes = (counter?["nodes"].items ?? []).map { node -> HTML in
      let every: HTML = node["every"].isThere ? " +\(frame.data(node["every"]))…" : ""
      return "<li><strong>\(frame.data(node["at"]))</strong>\(every)\(frame.colon)\(frame.words(node["does"]))</li>"
    }
    let told: HTML =
      nodes.isEmpty
      ? "" : "<ul class=\"plainlist small\" data-of=\"\(rules.answer?.address ?? "")\">\(HTML(nodes))</ul>"
    return DataTable.Row([
      name, frame.data(value), CounterBar(value: value.number ?? 0, counter: counter).html(in: frame), told,
    ])
  }

  private var breaches: HTML {
    let list = standing["breaches"].items(by: "breach")
    guard !list.isEmpty else {
      return
        "<section><h2>\(frame.say(zh: "违规", en: "Breaches"))</h2>\(frame.empty(frame.say(zh: "没有违规。", en: "No breach is on record."), ""))</section>"
    }
    let known = KnownBreaches(of: subject, in: frame)
    let table = DataTable(
      caption: frame.say(zh: "违规", en: "Breaches"),
      columns: [
        .init(frame.say(zh: "行为日", en: "act")), .init(frame.say(zh: "违规", en: "breach"), .name),
        .init(frame.say(zh: "条款", en: "clause"), .text), .init(frame.say(zh: "情节", en: "grade")),
        .init(frame.say(zh: "扣分", en: "charged"), .text), .init(frame.say(zh: "状态", en: "state")),
      ],
      rows: list.reversed().map { line in
        let id = line["breach"].text ?? ""
        let charged = line["charged"].fields.map { entry -> HTML in
          "\(rules.text("counters", "counter", entry.name)) \(frame.signed(entry.part))"
        }
        let money: HTML = line["fen"].isThere ? " \(frame.money(line["fen"]))" : ""
        return DataTable.Row([
          "\(frame.date(line["on"]))\(known.aside(of: id, act: line["on"], beside: line["on"].day?.year))",
          "<a href=\"\(frame.link("providers", subject, "breaches", id))\">\(frame.data(line["breach"]))</a>",
          rules.clause(line["clause"].text ?? ""), line["grade"].isThere ? frame.data(line["grade"]) : "",
          "\(frame.list(charged))\(money)", frame.breachState(line["state"]),
        ])
      })
    return """
      <section><h2>\(frame.say(zh: "违规", en: "Breaches"))</h2>\(table.html)
      <p class="noprint"><a href="\(frame.download("providers", subject, "breaches", query: ["format": "csv"]))" download>CSV</a>\(bundle)</p></section>
      """
  }

  /// What another checks without the ledger.
  private var bundle: HTML {
    let link = frame.bundle(ofSubject: subject)
    return link.markup.isEmpty ? "" : " · \(link)"
  }

  private var duties: HTML {
    let list = standing["duties"].fields
    guard !list.isEmpty else { return "" }
    let table = DataTable(
      caption: frame.say(zh: "义务", en: "Duties"),
      columns: [
        .init(frame.say(zh: "义务", en: "duty"), .name), .init(frame.say(zh: "状态", en: "state"), .text),
      ],
      rows: list.map { duty in
        DataTable.Row([rules.duty(duty.name), state(ofDuty: duty.part)])
      })
    return "<section><h2>\(frame.say(zh: "义务", en: "Duties"))</h2>\(table.html)</section>"
  }

  /// `due DATE`, `met DATE` or `missed`, in words.
  private func state(ofDuty part: Part) -> HTML {
    let words = (part.text ?? "").split(separator: " ").map(String.init)
    let day = words.count > 1 ? LocalDate(words[1]).map { frame.shown($0, named: words[0] == "due") } : nil
    switch words.first {
    case "due": return frame.mark("◌", "warn", frame.data(part, "\(frame.say(zh: "期限", en: "due")) \(day ?? "")"))
    case "met": return frame.mark("✓", "good", frame.data(part, "\(frame.say(zh: "已履行", en: "met")) \(day ?? "")"))
    case "missed": return frame.mark("!", "bad", frame.data(part, "\(frame.say(zh: "逾期", en: "missed"))"))
    case _: return frame.data(part)
    }
  }

  private var measures: HTML {
    let items = standing["measures"].fields.map { measure -> HTML in
      let until = measure.part.text.flatMap { LocalDate($0) }
      let last: HTML =
        until == nil
        ? frame.data(measure.part, "\(frame.say(zh: "未定期限", en: "open"))")
        : "\(frame.say(zh: "至", en: "until")) \(frame.date(measure.part, named: true))"
      return
        "<li><a href=\"\(frame.link("providers", subject, "measures", measure.name))\">\(rules.called("measures", "measure", measure.name))</a> \(last)</li>"
    }
    let notices = standing["notices"].items.map { notice -> HTML in
      let words = (notice.text ?? "").split(separator: " ").map(String.init)
      let day = words.last.flatMap { LocalDate($0) }.map { frame.shown($0) } ?? ""
      return "<li>\(frame.data(notice, "\(rules.text("measures", "measure", words.first ?? "")) \(day)"))</li>"
    }
    let none: HTML = "<p class=\"soft\">\(frame.say(zh: "没有执行中的措施。", en: "None is in force."))</p>"
    return """
      <section class="box"><h2>\(frame.say(zh: "处理措施", en: "Measures in force"))</h2>
      \(frame.when(items.isEmpty, none))\(frame.when(!items.isEmpty, "<ul class=\"plainlist\">\(HTML(items))</ul>"))
      \(frame.when(!notices.isEmpty, "<h3>\(frame.say(zh: "已送达的通知", en: "Notices given"))</h3><ul class=\"plainlist\">\(HTML(notices))</ul>"))</section>
      """
  }

  private var money: HTML {
    func lines(_ field: String, _ words: String) -> [HTML] {
      standing[field].fields.map {
        "<dt>\(rules.called("accounts", "account", $0.name)) <span class=\"soft\">\(words)</span></dt><dd>\(frame.money($0.part))</dd>"
      }
    }
    let all =
      lines("balance", frame.say(zh: "余额", en: "balance")) + lines("owed", frame.say(zh: "欠缴", en: "owed"))
      + lines("billed", frame.say(zh: "应付", en: "billed"))
    guard !all.isEmpty else { return "" }
    return
      "<section class=\"box\"><h2>\(frame.say(zh: "账户", en: "Accounts"))</h2><dl class=\"facts\">\(HTML(all))</dl></section>"
  }

  private var attributes: HTML {
    let lines = standing["attributes"].fields.map { attribute -> HTML in
      "<dt>\(rules.called("attributes", "attribute", attribute.name))</dt><dd>\(rules.value(attribute.part, of: rules.declared("attributes", "attribute", attribute.name)))</dd>"
    }
    guard !lines.isEmpty else { return "" }
    return
      "<section class=\"box\"><h2>\(frame.say(zh: "属性", en: "Attributes"))</h2><dl class=\"facts\">\(HTML(lines))</dl></section>"
  }

  private var lastEvents: HTML {
    guard frame.may("events"),
      let list = try? frame.asking("providers", subject, "events", query: ["order": "desc", "limit": "8"])
    else { return "" }
    let version = list.items.first.map { String($0["version"].number ?? 1) } ?? "1"
    return """
      <section><h2>\(frame.say(zh: "最近的事件", en: "Last events"))</h2>
      \(EventTable(frame: frame, list: list, showsProvider: false).html)
      <p><a href="\(frame.link("events", query: ["provider": subject]))">\(frame.say(zh: "全部事件", en: "All events"))</a> ·
      <a href="\(frame.link("providers", subject, "steps", version))">\(frame.say(zh: "逐步查看", en: "Step through"))</a></p></section>
      """
  }
}

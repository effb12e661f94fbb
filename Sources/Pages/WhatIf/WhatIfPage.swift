import LedgerDomain
import LedgerFormat
import Presentation

/// What would have come of other rules: the question (pages 3.9).
struct WhatIfPage {
  let frame: Frame

  func content() throws -> Content {
    let body: HTML = """
      <p class="lead">\(frame.say(zh: "把账本按另一版规则重算，看谁会达到哪条标准线。不作任何记录。", en: "The log is decided again under other rules, to see who would cross what. Nothing is kept."))</p>
      \(frame.refusal(at: wrong, called: wrong.flatMap { TermFields.label(of: $0, in: frame) }))
      \(findings)
      <form method="post" action="\(Address("what-if", query: ["lang": frame.address["lang"]]))" class="stack" data-guard>
      \(try rulebook())
      \(field("effective", frame.say(zh: "自何日起（可不填：自始）", en: "From when (optional: from the beginning)"), "type=\"date\" size=\"12\""))
      \(field("provider", frame.say(zh: "只看一家（编号，可不填）", en: "One provider alone (its key, optional)"), "spellcheck=\"false\" autocapitalize=\"none\""))
      \(terms)
      <details class="field"\(frame.filled("source") == nil ? "" : " open")><summary>\(frame.say(zh: "改用自己的规则文件", en: "A rulebook file of your own"))</summary>
      <p><label for="i-rulebookSource">\(frame.say(zh: "规则文件（YAML），代替上面所选", en: "The file, in YAML; it is used instead of the version above"))</label>
      <textarea id="i-rulebookSource" name="source" rows="14" class="code" spellcheck="false">
      \(HTML(typed: frame.filled("source") ?? ""))</textarea></p></details>
      <details class="field"\(frame.filled("events") == nil ? "" : " open")><summary>\(frame.say(zh: "另加事实", en: "Further facts"))</summary>
      <p><label for="i-events">\(frame.say(zh: "每行一个事件（JSON）", en: "An event a line, as JSON"))</label>
      <textarea id="i-events" name="events" rows="6" class="code" spellcheck="false">
      \(HTML(typed: frame.filled("events") ?? ""))</textarea></p></details>
      <p><button class="main">\(frame.say(zh: "试算", en: "Try it"))</button></p>
      </form>
      """
    return Content(title: frame.say(zh: "试算", en: "What if"), body: body)
  }

  /// What is wrong with the file that was typed.
  private var findings: HTML {
    RulebookFindings(
      frame: frame, found: frame.posted?.problem?["findings"].items ?? [], source: frame.posted?.fields["source"] ?? ""
    ).html
  }

  /// Numbers that are changed, in a short form.
  private var terms: HTML {
    TermFields(
      frame: frame, summary: frame.say(zh: "改动的数值", en: "Changed numbers"),
      wrong: wrong.map { (name: $0, why: frame.posted?.why ?? "") }
    ).html
  }

  /// The field on which the question was refused.
  private var wrong: String? {
    guard let path = frame.posted?.problem?["field"].text else { return nil }
    return TermFields.input(ofPath: path) ?? (path.hasPrefix("data.") ? String(path.dropFirst(5)) : path)
  }

  private func rulebook() throws -> HTML {
    let list = try frame.askingOfLog("rulebooks", query: ["limit": "200"])
    let names = list.items.compactMap { $0["name"].text }
    let chosen = frame.filled("rulebook")
    let options = names.reversed().map { name -> HTML in
      "<option value=\"\(name)\"\(name == chosen ? " selected" : "")>\(name)</option>"
    }
    return """
      <p><label for="i-rulebook">\(frame.say(zh: "规则版本", en: "Rulebook"))</label>
      <select id="i-rulebook" name="rulebook"><option value="">\(frame.say(zh: "当时适用的规则", en: "the rules as they were in force"))</option>\(HTML(options))</select></p>
      """
  }

  private func field(_ name: String, _ label: String, _ kind: HTML) -> HTML {
    "<p><label for=\"i-\(name)\">\(label)</label><input id=\"i-\(name)\" name=\"\(name)\" value=\"\(frame.filled(name) ?? "")\" \(kind)></p>"
  }
}

/// What came of it: the address is the job's, and nothing was kept (pages 3.9).
struct WhatIfResultPage {
  let frame: Frame
  let id: String

  func content() throws -> Content {
    let job = try frame.askingOfLog("jobs", id)
    let body: HTML = """
      <p class="nothing">\(frame.say(zh: "试算：没有作任何记录。结果保留一小时。", en: "Nothing was kept in the ledger. What came of it is held for an hour."))</p>
      \(JobState(frame: frame, job: job).html)
      \(job["result"].isThere ? result(job["result"]) : "")
      <p><a href="\(Address("what-if", query: ["lang": frame.address["lang"]]))">\(frame.say(zh: "再试一次", en: "Try something else"))</a></p>
      """
    return Content(title: frame.say(zh: "试算结果", en: "What would have come of it"), body: body)
  }

  private func result(_ result: Part) -> HTML {
    let years = result["years"].items.filter { $0["differs"].isTrue }
    let subjects = result["subjects"].items.filter { $0["differs"].isTrue }
    let under: HTML =
      result["rulebook"].isThere
      ? "\(frame.data(result["rulebook"]))" : "\(frame.say(zh: "当时的规则", en: "the rules as they were"))"
    let ofSubjects: HTML =
      result["subjects"].isThere
      ? "\(frame.semicolon)\(frame.say(zh: "结果不同的方案对象：", en: "subjects that differ:")) <strong>\(subjects.count)</strong>"
      : ""
    let summary: HTML = """
      <p>\(frame.say(zh: "按", en: "Under")) \(under)\(frame.comma)\(frame.data(result["facts"])) \(frame.say(zh: "项事实；结果不同的年度：", en: "facts; years that differ:")) <strong>\(years.count)</strong>\(ofSubjects)</p>
      """
    let none =
      result["subjects"].isThere
      ? frame.say(zh: "没有任何年度或方案对象的结果不同。", en: "No year and no subject would have come out otherwise.")
      : frame.say(zh: "没有任何年度的结果不同。", en: "No year would have come out otherwise.")
    let table: HTML =
      years.isEmpty
      ? frame.when(subjects.isEmpty, frame.empty(none, ""))
      : DataTable(
        caption: frame.say(zh: "结果不同的年度", en: "Years that differ"),
        columns: [
          .init(frame.say(zh: "服务商", en: "provider"), .name), .init(frame.say(zh: "年度", en: "year"), .number),
          .init(frame.say(zh: "实际", en: "happened"), .text), .init(frame.say(zh: "试算", en: "would have"), .text),
          .init(frame.say(zh: "不同的违规", en: "breaches that differ"), .text),
          .init(frame.say(zh: "曲线", en: "curves"), .text),
        ], rows: years.map(row)
      ).html
    let refused = self.refused(
      result["refused"].items, frame.say(zh: "不予接受的事实", en: "Facts that would be refused"))
    let gated = self.refused(
      result["gated"].items,
      frame.say(zh: "前置条件不满足、试算中仍予接受的事实", en: "Facts taken here though a gate was shut"))
    return """
      \(summary)\(table)\(WhatIfSubjects(frame: frame, subjects: subjects).html)\(adjusted(result))\(refused)\(gated)
      """
  }

  private func row(_ year: Part) -> DataTable.Row {
    let provider = year["provider"].text ?? ""
    let lines = year["breaches"].items.map { breach -> HTML in
      let (was, now) = (breach["happened"]["charged"], breach["simulated"]["charged"])
      return
        "<li><span class=\"key\">\(frame.data(breach["breach"]))</span> \(frame.data(was)) → \(frame.data(now))</li>"
    }
    let breaches: HTML =
      lines.isEmpty
      ? "–"
      : "<details><summary>\(lines.count)</summary><ul class=\"plainlist\">\(HTML(lines))</ul></details>"
    let curves = WhatIfCurves(frame: frame, year: year).html
    return DataTable.Row([
      "<a href=\"\(frame.link("providers", provider))\"><span class=\"key\">\(frame.data(year["provider"]))</span> \(frame.data(year["name"]))</a>",
      frame.data(year["year"]), side(year["happened"]), side(year["simulated"]), breaches, curves,
    ])
  }

  private func side(_ side: Part) -> HTML {
    let crossed = side["crossed"].items.map { line -> HTML in
      " <span class=\"mark warn\">▲ \(frame.data(line["threshold"]))</span> \(frame.date(line["on"]))"
    }
    return "<strong>\(frame.data(side["score"]))</strong> \(frame.status(side["status"]))\(HTML.joined(crossed))"
  }

  private func adjusted(_ result: Part) -> HTML {
    let lines = result["adjusted"].items
    guard !lines.isEmpty else { return "" }
    return """
      <section><h2>\(frame.say(zh: "超出新范围的评定", en: "Judgements outside their new range"))</h2>
      \(DataTable(caption: frame.say(zh: "超出新范围的评定", en: "Judgements outside their new range"), columns: [
        .init(frame.say(zh: "违规", en: "breach"), .name), .init(frame.say(zh: "服务商", en: "provider")),
        .init(frame.say(zh: "实际评定", en: "given"), .number), .init(frame.say(zh: "新范围", en: "new range"), .number), .init(frame.say(zh: "取为", en: "taken as"), .number),
      ], rows: lines.map { line in
        DataTable.Row([frame.data(line["breach"]), frame.data(line["provider"]), frame.data(line["given"]), frame.range(line["minimum"], line["maximum"]), frame.data(line["taken"])])
      }).html)</section>
      """
  }

  /// Facts that were not accepted, or would not be, under a title.
  private func refused(_ lines: [Part], _ title: String) -> HTML {
    guard !lines.isEmpty else { return "" }
    return """
      <section><h2>\(title)</h2>
      \(DataTable(caption: title, columns: [
        .init("#", .name), .init(frame.say(zh: "服务商", en: "provider")), .init(frame.say(zh: "事件", en: "event"), .text), .init(frame.say(zh: "代码", en: "code"), .text),
      ], rows: lines.map { line in
        DataTable.Row([frame.position(line["position"]), frame.data(line["provider"]), frame.data(line["type"], "\(frame.name(ofType: line["type"].text ?? ""))"), "<a href=\"/problems/\(line["code"].text ?? "")\">\(frame.data(line["code"]))</a>"])
      }).html)</section>
      """
  }
}

/// How far a long question has come; it is looked at again when somebody asks (pages P9).
struct JobState {
  let frame: Frame
  /// What `/v1/jobs/{id}` answers.
  let job: Answered

  var html: HTML {
    switch job["state"].text {
    case "waiting", "running":
      let part = job["progress"].value
      return """
        <p role="status">\(frame.data(job["state"], "\(job["state"].text == "waiting" ? frame.say(zh: "等待中", en: "waiting") : frame.say(zh: "进行中", en: "running"))"))
        <progress value="\(part)" max="1">\(frame.data(job["progress"]))</progress>
        <a class="button" href="\(frame.address)">\(frame.say(zh: "再看一次", en: "Look again"))</a></p>
        """
    case "failed":
      let problem = job["problem"]
      return """
        <div class="problem" role="alert"><h2>\(frame.say(zh: "未能完成", en: "It could not be done"))</h2><p>\(frame.data(problem["detail"]))</p></div>
        """
    case _: return ""
    }
  }
}

import LedgerDomain
import LedgerFormat
import Presentation

/// How a year ended, and what changed since; before its end, what is open (pages 3.10). Printed it is the closing report.
struct YearPage {
  let frame: Frame
  /// The year of the address; nil for that of the day asked about.
  let named: String?

  func content() throws -> Content {
    let basis = try frame.asking("basis")
    let year = named ?? String((basis["asOf"].text ?? "").prefix(4))
    let report = try frame.asking("years", year)
    let body: HTML = """
      <div data-of="\(report.address)">
      \(try years(year, basis))
      \(frame.refusal(at: nil))
      \(done(year))
      \(figures(report))
      \(close(report, year, basis))
      \(providers(report, year))
      \(curves(report, year))
      \(restatements(report))
      \(clauses(report))
      \(assessors(report))
      </div>
      """
    let state =
      report["closed"].isTrue
      ? frame.say(zh: "已结算", en: "closed") : frame.say(zh: "未结算", en: "not closed")
    return Content(
      title: frame.say(zh: "\(year) 年度", en: "The year \(year)"),
      heading: "<span class=\"tag\" data-of=\"\(report.address)\">\(frame.data(report["closed"], "\(state)"))</span>",
      body: body)
  }

  /// Years before and behind the one shown that are linked, at most, besides the first and the last.
  private static let yearsBeside = 20

  /// Every year there is, the latest first: from that of the first event to that of the day asked about; of very many those around
  /// the one that is shown.
  private func years(_ year: String, _ basis: Answered) throws -> HTML {
    guard let year = Int(year) else { return "" }
    let event = try frame.askingOfLog("events", query: ["order": "asc", "limit": "1"]).items.first
    let ends = [event?["at"], event?["recordedAt"], basis["asOf"]]
    let known = ends.compactMap { $0?.text.flatMap { Int($0.prefix(4)) } }
    let (first, last) = (min(known.min() ?? year, year), max(known.max() ?? year, year))
    let near = max(first, year - Self.yearsBeside)...min(last, year + Self.yearsBeside)
    let shown = Set(near).union([first, last]).sorted()
    let links = shown.reversed().map { other -> HTML in
      let here: HTML = other == year ? " aria-current=\"true\"" : ""
      return "<li><a href=\"\(frame.link("years", String(other)))\"\(here)>\(String(other))</a></li>"
    }
    return """
      <nav class="tabs" aria-label="\(frame.say(zh: "各年度", en: "All years"))"><ul>\(HTML(links))</ul></nav>
      """
  }

  private func done(_ year: String) -> HTML {
    frame.when(
      frame.address["closed"] != nil,
      "<p class=\"done\" role=\"status\">\(frame.say(zh: "\(year) 年度已结算。", en: "The year \(year) is closed."))</p>")
  }

  /// What is open, in all.
  private func figures(_ report: Answered) -> HTML {
    let total = report["total"]
    func line(_ name: String, _ value: HTML) -> HTML { "<dt>\(name)</dt><dd>\(value)</dd>" }
    return """
      <section class="box"><h2>\(frame.say(zh: "合计", en: "In all"))</h2><dl class="facts">
      \(line(frame.say(zh: "扣分", en: "points"), "<strong>\(frame.data(total["score"]))</strong>"))
      \(line(frame.say(zh: "结算时", en: "when closed"), frame.data(total["closedScore"])))
      \(line(frame.say(zh: "待评定的违规", en: "breaches not judged"), "\(frame.data(total["pending"]["count"]))\(frame.when(total["pending"]["count"].number != 0, frame.aside("\(frame.range(total["pending"]["minimum"], total["pending"]["maximum"])) \(frame.say(zh: "分", en: "points"))")))"))
      \(line(frame.say(zh: "未裁定的申诉", en: "appeals not decided"), frame.data(total["openAppeals"])))
      \(line(frame.say(zh: "结算后的变更", en: "restated since"), frame.data(total["restatements"])))
      </dl><p class="noprint">\(frame.sheet(of: report))</p></section>
      """
  }

  // MARK: Closing

  /// What closing will do, and the button for who may (pages P10).
  private func close(_ report: Answered, _ year: String, _ basis: Answered) -> HTML {
    guard !report["closed"].isTrue, frame.isPresent else { return "" }
    if let this = Int((basis["asOf"].text ?? "").prefix(4)), let year = Int(year), year >= this {
      return
        "<p class=\"soft\">\(frame.say(zh: "\(year) 年尚未结束，\(year + 1) 年 1 月 1 日起可以结算。", en: "The year \(year) is not over: it can be closed from 1 January \(year + 1) on."))</p>"
    }
    guard frame.may("close-year") else {
      return
        "<p class=\"soft\">\(frame.say(zh: "由部门负责人或系统管理员结算。", en: "The department head or a system administrator closes it."))</p>"
    }
    let action = Address("years", year, query: ["lang": frame.address["lang"]])
    guard let answer = frame.posted?.answer else {
      return """
        <section class="box"><h2>\(frame.say(zh: "结算", en: "Closing"))</h2>
        <p>\(frame.say(zh: "结算先检查至 12 月 31 日到期的一切，再记下各服务商的扣分。", en: "It first sweeps through 31 December, then writes down what each provider came to."))</p>
        <form method="post" action="\(action)"><button name="do" value="preview">\(frame.say(zh: "预览结算", en: "Preview closing"))</button></form></section>
        """
    }
    let raised = answer["raised"]
    let lines = answer["events"].items.prefix(100).map { event -> HTML in
      "<li><span class=\"key\">\(event["provider"].text ?? "")</span> \(frame.type(of: event)) \(frame.sentence(of: event))</li>"
    }
    return """
      <section class="box preview"><p class="nothing">\(frame.say(zh: "预览：尚未作任何记录。", en: "Preview: nothing has happened yet."))</p>
      <h2>\(frame.say(zh: "结算将", en: "Closing will"))</h2>
      <p>\(frame.say(zh: "发现违规", en: "raise")) <strong>\(raised.value)</strong> \(frame.say(zh: "项，记入事件", en: "breaches, and append")) <strong>\(answer["count"].value)</strong> \(frame.say(zh: "条。", en: "events."))</p>
      <details><summary>\(frame.say(zh: "逐条", en: "One by one"))</summary><ol class="plainlist small">\(HTML(Array(lines)))</ol></details>
      <p>\(frame.say(zh: "年度结算不可重开；此后的变更记为更正。", en: "A closed year is not opened again; what changes later is told as a restatement."))</p>
      <form method="post" action="\(action)" class="acts"><button class="main" name="do" value="close">\(frame.say(zh: "结算 \(year) 年度", en: "Close \(year)"))</button>
      <a class="button" href="\(frame.link("years", year))">\(frame.say(zh: "取消", en: "Cancel"))</a></form></section>
      """
  }

  // MARK: The report

  private func providers(_ report: Answered, _ year: String) -> HTML {
    let rows = report["providers"].items(by: "provider").map { line -> DataTable.Row in
      let key = line["provider"].text ?? ""
      let cases = line["openCases"].items.map { part -> HTML in
        frame.data(part, "\(frame.name(of: Lines.Line(points: 0, opens: part.text ?? "")))")
      }
      return DataTable.Row([
        "<a href=\"\(frame.link("providers", key))\"><span class=\"key\">\(frame.data(line["provider"]))</span> \(frame.data(line["name"]))</a>",
        frame.data(line["closedScore"]),
        "<a href=\"\(frame.link("providers", key, "years", year))\">\(frame.data(line["score"]))</a>",
        frame.status(line["status"]),
        line["pending"]["count"].number == 0
          ? "–"
          : "\(frame.data(line["pending"]["count"]))\(frame.aside(frame.range(line["pending"]["minimum"], line["pending"]["maximum"])))",
        frame.list(cases), frame.data(line["openAppeals"]), String(line["unreportedMonths"].items.count).asCount,
      ])
    }
    return """
      <section><h2>\(frame.say(zh: "各服务商", en: "Providers"))</h2>
      \(DataTable(caption: frame.say(zh: "各服务商", en: "Providers"), columns: [
        .init(frame.say(zh: "服务商", en: "provider"), .name), .init(frame.say(zh: "结算", en: "closed at"), .number), .init(frame.say(zh: "现为", en: "now"), .number),
        .init(frame.say(zh: "状态", en: "status")), .init(frame.say(zh: "待评定", en: "pending"), .number), .init(frame.say(zh: "未了结", en: "open cases"), .text),
        .init(frame.say(zh: "申诉", en: "appeals"), .number), .init(frame.say(zh: "未报月份", en: "months not reported"), .number),
      ], rows: rows).html)</section>
      """
  }

  /// The curves of those that came near, by when the points were learnt; each is followed by its movements (pages P11).
  private func curves(_ report: Answered, _ year: String) -> HTML {
    let risky = report["atRisk"].items(by: "provider")
    guard !risky.isEmpty, let number = Int(year) else { return "" }
    let thresholds = report["thresholds"].fields.compactMap { line -> Lines.Line? in
      line.part.number.map { Lines.Line(points: $0, opens: line.name) }
    }
    let lines = Lines(sorting: thresholds)
    let today = (report["asOf"].text.flatMap { LocalDate($0) }) ?? Month(year: number, month: 12).lastDay
    let figures = risky.enumerated().map { place, line -> HTML in
      let steps = line["curve"].items.enumerated().compactMap { index, entry -> ScoreCurve.Step? in
        guard let day = entry["recordedAt"].day else { return nil }
        return ScoreCurve.Step(
          act: day, learnt: day, points: entry["points"].number ?? 0,
          title: title(of: entry, on: day), row: row(place, index))
      }
      let name = line["name"].text ?? ""
      let curve = ScoreCurve(
        year: number, steps: steps, lines: lines, order: .learnt, today: today, outlook: nil,
        label: frame.say(
          zh: "\(name)：最高 \(line["peak"].value) 分，现为 \(line["score"].value) 分",
          en: "\(name): at most \(line["peak"].value), now \(line["score"].value)"))
      return """
        <section><h3><span class="key">\(frame.data(line["provider"]))</span> \(frame.data(line["name"]))\(frame.colon)\(frame.data(line["score"]))</h3>\(curve.html(in: frame))
        \(movements(of: line, at: place, in: number))</section>
        """
    }
    return """
      <section><h2>\(frame.say(zh: "达到首条标准线一半的", en: "Those that reached half of the first line"))</h2>\(HTML(figures))</section>
      """
  }

  /// What a stop of the curve says: the day, what moved points, and what they came to.
  private func title(of entry: Part, on day: LocalDate) -> String {
    let points = entry["points"].number ?? 0
    let what = entry["clause"].text.map { frame.name($0, \Clause.words) } ?? frame.name(ofMovement: entry["kind"].text)
    return frame.say(
      zh: "\(frame.shown(day))，\(what) \(points < 0 ? "−" : "+")\(abs(points))，累计 \(entry["score"].value)",
      en: "\(frame.shown(day)), \(what) \(points < 0 ? "−" : "+")\(abs(points)), score \(entry["score"].value)")
  }

  /// The name of a movement's row, by which its stop on the curve leads there.
  private func row(_ place: Int, _ index: Int) -> String { "m-\(place)-\(index)" }

  /// The movements of a curve, in the order of the log.
  private func movements(of line: Part, at place: Int, in year: Int) -> HTML {
    let provider = line["provider"].text ?? ""
    let rows = line["curve"].items.enumerated().map { index, entry -> DataTable.Row in
      let kind = frame.data(entry["kind"], "\(frame.name(ofMovement: entry["kind"].text))")
      let breach: HTML =
        entry["breach"].text.map {
          " <a href=\"\(frame.link("providers", provider, "breaches", $0))\">\(frame.data(entry["breach"]))</a>"
        } ?? ""
      return DataTable.Row(
        [
          frame.position(entry["position"]), frame.date(entry["recordedAt"], beside: year), clause(of: entry),
          "\(kind)\(breach)",
          frame.signed(entry["points"]), frame.data(entry["score"]),
        ], id: row(place, index))
    }
    guard !rows.isEmpty else { return "" }
    return DataTable(
      caption: frame.say(
        zh: "\(line["name"].text ?? provider)：逐笔变动", en: "\(line["name"].text ?? provider): every movement"),
      columns: [
        .init("#", .name), .init(frame.say(zh: "获知", en: "learnt")), .init(frame.say(zh: "条款", en: "clause"), .text),
        .init(frame.say(zh: "内容", en: "what"), .text), .init(frame.say(zh: "分数", en: "points"), .number),
        .init(frame.say(zh: "累计", en: "running"), .number),
      ], rows: rows
    ).html
  }

  /// The clause of what moved points; nothing where it is of none.
  private func clause(of entry: Part) -> HTML {
    guard entry["clause"].isThere else { return "" }
    let section: HTML =
      entry["section"].isThere ? "<span class=\"soft\">§\(frame.data(entry["section"]))</span> " : ""
    return "\(section)\(frame.word(entry["clause"], \Clause.words))"
  }

  private func restatements(_ report: Answered) -> HTML {
    let lines = report["restatements"].items(by: "provider")
    guard !lines.isEmpty else { return "" }
    let items = lines.map { line -> HTML in
      let moves = line["movements"].items.map { entry -> HTML in
        "<li>\(frame.position(entry["position"])) \(frame.moment(entry["recordedAt"])) \(restated(entry)) \(frame.signed(entry["points"])) → \(frame.data(entry["score"]))</li>"
      }
      return """
        <li><span class="key">\(frame.data(line["provider"]))</span> \(frame.say(zh: "结算时", en: "closed at")) \(frame.data(line["closedScore"]))\(frame.comma)\(frame.say(zh: "现为", en: "now")) <strong>\(frame.data(line["score"]))</strong><ul class="plainlist small">\(HTML(moves))</ul></li>
        """
    }
    return """
      <section><h2>\(frame.say(zh: "结算后的变更", en: "Restated since it was closed"))</h2><ul class="plainlist">\(HTML(items))</ul></section>
      """
  }

  /// What a restatement is about: its clause and breach, or what it is where it is of none.
  private func restated(_ entry: Part) -> HTML {
    entry["breach"].isThere
      ? "\(clause(of: entry)) \(frame.data(entry["breach"]))"
      : frame.data(entry["kind"], "\(frame.name(ofMovement: entry["kind"].text))")
  }

  private func clauses(_ report: Answered) -> HTML {
    let rows = report["clauses"].items(by: "clause").map { line -> DataTable.Row in
      let states = line["states"]
      return DataTable.Row([
        "§\(frame.data(line["section"])) \(frame.word(line["clause"], \Clause.words))",
        frame.range(line["minimum"], line["maximum"]), frame.data(states["pending"]), frame.data(states["assessed"]),
        frame.data(states["dismissed"]), frame.data(line["assessed"]["mean"]), frame.data(line["charged"]),
      ])
    }
    guard !rows.isEmpty else { return "" }
    return """
      <section><h2>\(frame.say(zh: "各条款", en: "By clause"))</h2>
      \(DataTable(caption: frame.say(zh: "各条款", en: "By clause"), columns: [
        .init(frame.say(zh: "条款", en: "clause"), .name), .init(frame.say(zh: "范围", en: "range"), .number), .init(frame.say(zh: "待评定", en: "pending"), .number),
        .init(frame.say(zh: "已评定", en: "assessed"), .number), .init(frame.say(zh: "不成立", en: "dismissed"), .number),
        .init(frame.say(zh: "平均", en: "mean"), .number), .init(frame.say(zh: "扣分", en: "charged"), .number),
      ], rows: rows).html)</section>
      """
  }

  private func assessors(_ report: Answered) -> HTML {
    let rows = report["assessors"].items.map { line -> DataTable.Row in
      DataTable.Row([
        frame.data(line["assessor"]), "§\(frame.data(line["section"])) \(frame.word(line["clause"], \Clause.words))",
        frame.range(line["minimum"], line["maximum"]), frame.data(line["points"]["count"]),
        frame.range(line["points"]["minimum"], line["points"]["maximum"]), frame.data(line["points"]["mean"]),
      ])
    }
    guard !rows.isEmpty else { return "" }
    return """
      <section><h2>\(frame.say(zh: "各评定人", en: "How each judged"))</h2>
      \(DataTable(caption: frame.say(zh: "各评定人", en: "How each judged"), columns: [
        .init(frame.say(zh: "评定人", en: "by"), .name), .init(frame.say(zh: "条款", en: "clause"), .text), .init(frame.say(zh: "范围", en: "range"), .number),
        .init(frame.say(zh: "次数", en: "times"), .number), .init(frame.say(zh: "最少至最多", en: "least to most"), .number), .init(frame.say(zh: "平均", en: "mean"), .number),
      ], rows: rows).html)</section>
      """
  }
}

extension String {
  /// A number of things, and a dash for none.
  fileprivate var asCount: HTML { self == "0" ? "–" : "<strong>\(self)</strong>" }
}

import LedgerDomain
import LedgerFormat
import Presentation

/// The points of a provider's year: the curve, and every movement with what is pending.
struct ProviderPoints {
  let page: ProviderPage
  let statement: Answered
  /// When its breaches became known.
  let known: KnownBreaches

  private var frame: Frame { page.frame }
  private var movements: [Part] { statement["movements"].items }

  /// The lines the year is held against, the provider's own where it has an agreement.
  var lines: Lines { Lines(frame.rulebookInForce()).of(page.standing.root) }

  /// The curve of the year, followed by what its marks mean.
  func figure(_ outlook: Answered?) -> HTML {
    let today = page.standing["asOf"].text.flatMap { LocalDate($0) } ?? Month(year: page.year, month: 1).firstDay
    let order = frame.address["curve"].flatMap(ScoreCurve.Order.init) ?? .learnt
    let isOpen = outlook?["year"].number == page.year
    let worst = outlook.map { outlook in
      max(outlook["worst"]["score"].number ?? 0, outlook["worstWithDuties"]["score"].number ?? 0)
    }
    let score = page.standing["score"]
    let curve = ScoreCurve(
      year: page.year, steps: movements.enumerated().compactMap(step), lines: lines, order: order, today: today,
      outlook: isOpen ? (outlook?["best"]["score"].number ?? 0, worst ?? 0) : nil,
      label: frame.say(
        zh: "\(page.year) 年扣分曲线，现为 \(score.number ?? 0) 分",
        en: "The score through \(page.year), now \(score.number ?? 0)"))
    let first = lines.all.first { $0.points > score.number ?? 0 } ?? lines.all.last
    let of: HTML = first.map { frame.language == .zh ? "，下一标准线 \($0.points)" : " of \($0.points)" } ?? ""
    return """
      <figure class="box"><figcaption><h2>\(String(page.year))\(frame.language == .zh ? " 年：" : ": ")<strong>\(frame.data(score))</strong>\(of)</h2></figcaption>
      \(curve.html(in: frame))
      \(ScoreCurve.legend(order, in: frame))
      </figure>
      """
  }

  private func step(_ index: Int, _ movement: Part) -> ScoreCurve.Step? {
    let event = movement["event"]
    guard let learnt = event["recordedAt"].day else { return nil }
    let act = movement["on"].day ?? event["at"].day ?? learnt
    let points = movement["points"].number ?? 0
    let what =
      movement["clause"].text.map { frame.name($0, \Clause.words) } ?? frame.name(ofMovement: movement["kind"].text)
    // As the table has it: the breach may be known before its points are.
    let first = isCharge(movement) ? known.learnt(movement["breach"].text)?.day ?? learnt : learnt
    let charged =
      first == learnt ? "" : frame.say(zh: "，扣分于 \(frame.shown(learnt))", en: ", charged \(frame.shown(learnt))")
    let title = frame.say(
      zh:
        "\(points < 0 ? "−" : "+")\(abs(points)) \(what)，\(frame.shown(act))，获知于 \(frame.shown(first))\(charged)，累计 \(movement["score"].number ?? 0)",
      en:
        "\(points < 0 ? "−" : "+")\(abs(points)) \(what), \(frame.shown(act)), learnt \(frame.shown(first))\(charged), score \(movement["score"].number ?? 0)"
    )
    return ScoreCurve.Step(act: act, learnt: learnt, points: points, title: title, row: "m-\(index)")
  }

  /// Every movement of the year, and what waits to be judged.
  var table: HTML {
    let isSum = statement["score"].json == page.standing["score"].json
    let sum: HTML =
      isSum
      ? "<span class=\"mark good\">\(frame.say(zh: "合计", en: "add up to")) <span data-of=\"\(statement.address)\">\(frame.data(statement["score"]))</span> ✓</span>"
      : ""
    let rows = movements.enumerated().map(row) + statement["pending"].items.map(pending)
    let year = String(page.year)
    let proof = frame.download("providers", page.provider, "years", year, "bundle")
    let sheet = frame.download("providers", page.provider, "breaches", query: ["year": year, "format": "csv"])
    let bundle: HTML =
      frame.may("bundle")
      ? " · <a href=\"\(proof)\" download>\(frame.say(zh: "下载凭证", en: "Bundle of the year"))</a>"
      : ""
    let body: HTML =
      rows.isEmpty
      ? frame.empty(frame.say(zh: "\(page.year) 年没有扣分。", en: "No points in \(page.year)."), "")
      : DataTable(
        caption: frame.say(zh: "\(page.year) 年的扣分", en: "Points of \(page.year)"), columns: columns, rows: rows,
        source: statement
      ).html
    return """
      <section><h2>\(frame.say(zh: "\(page.year) 年的扣分", en: "Points of \(page.year)")) \(sum)</h2>
      \(years)
      \(body)
      <p class="noprint"><a href="\(frame.link("providers", page.provider, "years", year))">\(frame.say(zh: "年度明细", en: "Statement of the year"))</a>\(bundle)
      · <a href="\(sheet)" download>CSV</a></p></section>
      """
  }

  /// The other years that hold points.
  private var years: HTML {
    let others = page.standing["years"].items(by: "year")
    let items = page.standing["years"].items.compactMap { line -> HTML? in
      guard let year = line["year"].number, year != page.year else { return nil }
      return
        "<a href=\"\(frame.turned("year", String(year)))\">\(frame.data(line["year"]))\(frame.language == .zh ? "：" : ": ")\(frame.data(line["score"]))</a>"
    }
    guard !others.isEmpty, !items.isEmpty else { return "" }
    return "<p class=\"noprint\">\(frame.say(zh: "其他年度", en: "Other years")) \(HTML.joined(items, by: " · "))</p>"
  }

  private var columns: [DataTable.Column] {
    [
      .init(frame.say(zh: "行为日", en: "act")), .init(frame.say(zh: "获知", en: "learnt")),
      .init(frame.say(zh: "条款", en: "clause"), .name), .init(frame.say(zh: "分数", en: "points"), .number),
      .init(frame.say(zh: "累计", en: "running"), .number), .init(frame.say(zh: "状态", en: "state")),
      .init(frame.say(zh: "由谁", en: "by"), .short), .init(frame.say(zh: "由来", en: "why"), .text),
    ]
  }

  private func row(_ index: Int, _ movement: Part) -> DataTable.Row {
    let event = movement["event"]
    let breach = movement["breach"].text
    let cause = movement["cause"].isThere ? movement["cause"] : event
    let line = page.standing["breaches"].items(by: "breach").first { $0["breach"].text == breach }
    let state: HTML =
      line.map { "<span data-of=\"\(page.standing.address)\">\(frame.breachState($0["state"]))</span>" } ?? ""
    // A breach is learnt of when it is raised; its points come when it is judged, perhaps on another day.
    let charged = frame.date(event["recordedAt"], beside: page.year)
    let learnt = isCharge(movement) ? known.day(of: breach, beside: page.year) : nil
    let isLater = learnt != nil && known.learnt(breach)?.day != event["recordedAt"].day
    return DataTable.Row(
      [
        movement["on"].isThere ? frame.date(movement["on"], beside: page.year) : "–",
        learnt ?? charged, what(movement), frame.signed(movement["points"]),
        frame.data(movement["score"]), "\(state)\(frame.when(isLater, " <span class=\"soft\">\(charged)</span>"))",
        cause["by"].isThere ? frame.data(cause["by"]["id"]) : "–",
        why(movement, event),
      ], id: "m-\(index)")
  }

  private func isCharge(_ movement: Part) -> Bool { movement["kind"].text == Movement.Kind.charge.rawValue }

  private func what(_ movement: Part) -> HTML {
    guard movement["clause"].isThere else {
      return frame.data(movement["kind"], "\(frame.name(ofMovement: movement["kind"].text))")
    }
    let clause: HTML =
      "<span class=\"soft\">§\(frame.data(movement["section"]))</span> \(frame.word(movement["clause"], \Clause.words))"
    return isCharge(movement)
      ? clause : "\(frame.name(ofMovement: movement["kind"].text))\(frame.colon)\(clause)"
  }

  /// The statement of reasons, and the page as it was known when it was judged (pages P5).
  private func why(_ movement: Part, _ event: Part) -> HTML {
    var links: [HTML] = []
    if let breach = movement["breach"].text {
      links.append(
        "<a href=\"\(frame.link("providers", page.provider, "breaches", breach))\">\(frame.say(zh: "为什么", en: "why"))</a>"
      )
    }
    if let at = event["recordedAt"].text {
      let then = frame.link("providers", page.provider).replacing("asOf", String(at.prefix(10))).replacing(
        "knownAt", at)
      let words = frame.say(zh: "当时所知", en: "as known then")
      links.append(
        "<span class=\"noprint\">\(links.isEmpty ? "" : " · ")<a class=\"soft\" href=\"\(then)\">\(words)</a></span>")
    }
    return HTML(links)
  }

  private func pending(_ line: Part) -> DataTable.Row {
    let breach = line["breach"].text ?? ""
    let event = line["event"]
    let learnt = event.isThere ? frame.date(event["recordedAt"], beside: page.year) : "–"
    let by = event["by"].isThere ? frame.data(event["by"]["id"]) : "–"
    let section: HTML =
      line["section"].isThere ? "<span class=\"soft\">§\(frame.data(line["section"]))</span> " : ""
    return DataTable.Row([
      frame.date(line["on"], beside: page.year), learnt,
      "\(section)\(frame.word(line["clause"], \Clause.words)) \(frame.key(of: line))",
      frame.range(line["minimum"], line["maximum"]), "–",
      frame.mark("◌", "warn", "\(frame.say(Breach.Status.pending.words))"), by,
      "<a href=\"\(frame.link("providers", page.provider, "breaches", breach))\">\(frame.say(zh: "为什么", en: "why"))</a>",
    ])
  }
}

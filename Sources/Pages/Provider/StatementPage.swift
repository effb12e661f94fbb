import LedgerDomain
import Presentation

/// Every movement of a provider's year, in the order of the log, and the proof of each: what a score consists of.
struct StatementPage {
  let frame: Frame
  let provider: String
  let year: String

  func content() throws -> Content {
    let answer = try frame.asking("providers", provider, "years", year)
    let closed: HTML =
      answer["closedScore"].isThere
      ? " · \(frame.say(zh: "关账时为", en: "closed at")) \(frame.data(answer["closedScore"]))" : ""
    let body: HTML = """
      <p class="lead"><strong>\(frame.data(answer["score"]))</strong> \(frame.say(zh: "分", en: "points"))\(closed)</p>
      \(movements(answer))
      \(pending(answer))
      \(milestones(answer))
      \(proof(answer))
      """
    let heading: HTML = """
      <a href="\(frame.link("providers", provider, query: ["year": year]))"><span class="key">\(frame.data(answer["provider"]))</span> \(frame.data(answer["name"]))</a>
      """
    return Content(
      title: frame.say(zh: "\(year) 年扣分明细", en: "Points of \(year)"), heading: heading, body: body)
  }

  private func movements(_ answer: Answered) -> HTML {
    let items = answer["movements"].items
    guard !items.isEmpty else {
      return frame.empty(frame.say(zh: "没有扣分。", en: "No points moved."), "")
    }
    let rows = items.map { movement -> DataTable.Row in
      let event = movement["event"]
      let breach = movement["breach"].text
      let what: HTML =
        breach.map {
          "<a href=\"\(frame.link("providers", provider, "breaches", $0))\">\(frame.data(movement["breach"]))</a>"
        } ?? frame.data(movement["kind"], "\(frame.name(ofMovement: movement["kind"].text))")
      let clause: HTML =
        movement["clause"].isThere
        ? " §\(frame.data(movement["section"])) \(frame.word(movement["clause"], \Clause.words))" : ""
      return DataTable.Row([
        frame.position(event["position"]), frame.moment(event["recordedAt"]), frame.date(movement["on"]),
        "\(what)\(clause)", frame.signed(movement["points"]), frame.data(movement["score"]),
        movement["reason"].isThere ? frame.data(movement["reason"]) : "",
      ])
    }
    return DataTable(
      caption: frame.say(zh: "逐笔变动", en: "Every movement"),
      columns: [
        .init("#", .name), .init(frame.say(zh: "获知", en: "learnt")), .init(frame.say(zh: "行为日", en: "act")),
        .init(frame.say(zh: "内容", en: "what"), .text), .init(frame.say(zh: "分数", en: "points"), .number),
        .init(frame.say(zh: "累计", en: "running"), .number), .init(frame.say(zh: "理由", en: "reason"), .text),
      ], rows: rows
    ).html
  }

  private func pending(_ answer: Answered) -> HTML {
    let items = answer["pending"].items
    guard !items.isEmpty else { return "" }
    let title = frame.say(zh: "待评定", en: "Waiting to be assessed")
    let rows = items.map { line -> DataTable.Row in
      let breach = line["breach"].text ?? ""
      let section: HTML = line["section"].isThere ? "§\(frame.data(line["section"])) " : ""
      return DataTable.Row([
        "<a href=\"\(frame.link("providers", provider, "breaches", breach))\">\(frame.data(line["breach"]))</a>",
        frame.moment(line["event"]["recordedAt"]), frame.date(line["on"]),
        "\(section)\(frame.word(line["clause"], \Clause.words))", frame.range(line["minimum"], line["maximum"]),
      ])
    }
    let table = DataTable(
      caption: title,
      columns: [
        .init(frame.say(zh: "违规", en: "breach"), .name), .init(frame.say(zh: "获知", en: "learnt")),
        .init(frame.say(zh: "行为日", en: "act")), .init(frame.say(zh: "条款", en: "clause"), .text),
        .init(frame.say(zh: "分数", en: "points"), .number),
      ], rows: rows)
    return "<section><h2>\(title)</h2>\(table.html)</section>"
  }

  private func milestones(_ answer: Answered) -> HTML {
    let events = answer["milestones"].items
    guard !events.isEmpty else { return "" }
    let lines = events.map { event -> HTML in
      "<li>\(frame.moment(event["at"])) \(frame.words(event["name"])) \(frame.position(event["position"]))</li>"
    }
    return
      "<section><h2>\(frame.say(zh: "标准线与程序", en: "Lines and cases"))</h2><ol class=\"course\">\(HTML(lines))</ol></section>"
  }

  private func proof(_ answer: Answered) -> HTML {
    """
    <section><h2>\(frame.say(zh: "证明", en: "Proof"))</h2><p>\(frame.bundle(of: provider, in: year))</p>
    \(frame.howToCheck("koufen-\(provider)-\(year).bundle.json"))
    \(frame.chain(answer["chain"]))</section>
    """
  }
}

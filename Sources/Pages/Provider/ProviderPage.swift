import LedgerDomain
import Presentation

/// Where a provider stands, why, and what comes next (pages 3.2); for its own account the page it comes to first (3.12).
struct ProviderPage {
  let frame: Frame
  let provider: String
  let standing: Answered

  init(frame: Frame, provider: String) throws {
    self.frame = frame
    self.provider = provider
    standing = try frame.asking("providers", provider, query: ["year": frame.address["year"]])
  }

  var year: Int { standing["year"].number ?? 0 }

  func content() throws -> Content {
    let statement = try frame.asking("providers", provider, "years", String(year))
    let points = ProviderPoints(page: self, statement: statement)
    let affairs = ProviderAffairs(page: self, statement: statement)
    let outlook = try? frame.asking("providers", provider, "forecast")
    let title = "\(standing["name"].text ?? "")"
    let body: HTML = """
      \(summary)
      \(frame.ownProvider == nil ? "" : OwnDuties(page: self).html)
      <div class="two">
      <div>\(points.figure(outlook))
      \(points.table)
      \(affairs.course)
      \(affairs.money)</div>
      <aside>\(ProviderOutlook(page: self, outlook: outlook).html)</aside>
      </div>
      \(affairs.rest)
      \(try difference())
      \(lastEvents)
      """
    let heading: HTML = """
      <span class="key">\(frame.data(standing["provider"]))</span> <span class="soft">\(frame.word(standing["kind"], \ProviderKind.words))</span>
      """
    return Content(title: title, heading: heading, body: body)
  }

  /// The state in one line.
  private var summary: HTML {
    var parts: [HTML] = [frame.status(standing["status"])]
    parts.append("\(frame.say(zh: "拓展", en: "expansion")) \(frame.expansion(standing["expansion"]))")
    let rectification = standing["rectification"]
    if rectification.isThere, rectification["deadline"].isThere {
      parts.append("\(frame.say(zh: "整改截止", en: "deadline")) \(frame.date(rectification["deadline"], named: true))")
    }
    let termination = standing["termination"]
    if termination.isThere {
      parts.append(
        "\(frame.word(termination["ground"], \TerminationGround.words)): \(frame.word(termination["step"], \TerminationStep.words))"
      )
    }
    let admission = standing["admission"]
    if admission.isThere {
      parts.append("\(frame.say(zh: "准入", en: "admission")) \(frame.word(admission["state"], \AdmissionState.words))")
    }
    if !standing["reviews"].items.isEmpty {
      parts.append(frame.mark("▲", "warn", "\(frame.say(zh: "有待复核的评定", en: "judgements to be reviewed"))"))
    }
    return "<p class=\"summary\">\(HTML.joined(parts, by: " · "))</p>"
  }

  /// Two states of knowledge side by side, with the events between (`diff=FROM,TO`).
  private func difference() throws -> HTML {
    let moments = (frame.address["diff"] ?? "").split(separator: ",", maxSplits: 1).map(String.init)
    let form: HTML = """
      <form action="/providers/\(provider)" class="row noprint"><p>\(frame.keptLanguage)<label for="diff">\(frame.say(zh: "比较两个时刻所知", en: "Compare what was known at two moments"))</label>
      <input id="diff" name="diff" value="\(frame.address["diff"] ?? "")" placeholder="2011-04-01,2011-06-30" size="30" spellcheck="false"></p><p><button>\(frame.say(zh: "比较", en: "Compare"))</button></p></form>
      """
    guard moments.count == 2 else {
      return "<details><summary>\(frame.say(zh: "比较两个时刻", en: "Compare two moments"))</summary>\(form)</details>"
    }
    let answer = try frame.askingOfLog(
      "providers", provider, "diff", query: ["from": moments[0], "to": moments[1], "asOf": frame.asOf])
    let changes = DataTable(
      caption: frame.say(zh: "两个时刻之间的变化", en: "What changed between the two moments"),
      columns: [
        .init(frame.say(zh: "项目", en: "field"), .name), .init(frame.say(zh: "当时", en: "then"), .text),
        .init(frame.say(zh: "后来", en: "later"), .text),
      ],
      rows: answer["changes"].items.map { change in
        DataTable.Row([
          "<code>\(frame.data(change["path"]))</code>", frame.data(change["before"]), frame.data(change["after"]),
        ])
      })
    let events = answer["events"].items.map { line -> HTML in
      let event = line["event"]
      return
        "<li>\(frame.position(event["position"])) \(frame.moment(event["recordedAt"])) \(frame.words(event["name"]))</li>"
    }
    return """
      <section data-of="\(answer.address)"><h2>\(frame.say(zh: "两个时刻之间", en: "Between two moments"))</h2>
      <p>\(frame.moment(answer["from"])) → \(frame.moment(answer["to"]))</p>
      \(changes.rows.isEmpty ? "<p class=\"soft\">\(frame.say(zh: "没有变化。", en: "Nothing changed."))</p>" : changes.html)
      <ul class="plainlist">\(HTML(events))</ul>
      \(form)</section>
      """
  }

  private var lastEvents: HTML {
    guard frame.may("events"),
      let list = try? frame.asking("providers", provider, "events", query: ["order": "desc", "limit": "8"])
    else { return "" }
    let version = list.items.first.map { String($0["version"].number ?? 1) } ?? "1"
    return """
      <section><h2>\(frame.say(zh: "最近的事件", en: "Last events"))</h2>
      \(EventTable(frame: frame, list: list, showsProvider: false).html)
      <p><a href="\(frame.link("events", query: ["provider": provider]))">\(frame.say(zh: "全部事件", en: "All events"))</a> ·
      <a href="\(frame.link("providers", provider, "steps", version))">\(frame.say(zh: "逐步查看", en: "Step through"))</a></p></section>
      """
  }
}

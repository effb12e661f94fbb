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
    let known = KnownBreaches(of: provider, in: frame)
    let points = ProviderPoints(page: self, statement: statement, known: known)
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
      <aside>\(ProviderOutlook(page: self, outlook: outlook, known: known).html)</aside>
      </div>
      \(affairs.rest)
      \(try TwoMoments(frame: frame, provider: provider).html())
      \(lastEvents)
      """
    let heading: HTML = """
      <span class="key">\(frame.data(standing["provider"]))</span> <span class="soft">\(frame.word(standing["kind"], \ProviderKind.words))</span>
      """
    return Content(title: title, isOfLog: true, heading: heading, body: body)
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
        "\(frame.word(termination["ground"], \TerminationGround.words))\(frame.colon)\(frame.word(termination["step"], \TerminationStep.words))"
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

  private var lastEvents: HTML {
    guard frame.may("events"),
      let list = try? frame.asking("providers", provider, "events", query: ["order": "desc", "limit": "8"])
    else { return "" }
    let version = list.items.first.map { String($0["version"].number ?? 1) } ?? "1"
    return """
      <section><h2>\(frame.say(zh: "最近的事件", en: "Last events"))</h2>
      \(EventTable(frame: frame, list: list, showsProvider: false).html)
      <p class="noprint"><a href="\(frame.link("events", query: ["provider": provider]))">\(frame.say(zh: "全部事件", en: "All events"))</a> ·
      <a href="\(frame.link("providers", provider, "steps", version))">\(frame.say(zh: "逐步查看", en: "Step through"))</a></p></section>
      """
  }
}

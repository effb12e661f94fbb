import LedgerDomain
import LedgerFormat
import Presentation

/// What one event changed: the event beside the fields before and after (pages 3.7).
struct StepPage {
  let frame: Frame
  let provider: String
  let version: String

  func content() throws -> Content {
    let step = try frame.askingOfLog("providers", provider, "steps", version)
    let event = step["event"]
    let title = frame.say(zh: "\(provider) 第 \(version) 步", en: "\(provider), step \(version)")
    let body: HTML = """
      \(ways(step))
      <div class="two even">
      <section class="box"><h2>\(frame.type(of: event)) \(frame.position(event["position"]))</h2>
      <p>\(frame.sentence(of: event))</p>
      <dl class="facts"><dt>\(frame.say(zh: "发生", en: "happened"))</dt><dd>\(frame.moment(event["at"]))</dd>
      <dt>\(frame.say(zh: "获知", en: "learnt"))</dt><dd>\(frame.moment(event["recordedAt"]))</dd>
      <dt>\(frame.say(zh: "提交人", en: "by"))</dt><dd>\(frame.by(event))</dd>
      <dt>\(frame.say(zh: "哈希", en: "hash"))</dt><dd><code>\(frame.data(step["hash"]))</code></dd></dl></section>
      <section class="box"><h2>\(frame.say(zh: "之前与之后", en: "Before and after"))</h2>
      \(step["score"].isThere ? Self.scores(step, frame) : "")
      \(Self.changes(step, frame))</section>
      </div>
      """
    return Content(title: title, body: body)
  }

  private func ways(_ step: Answered) -> HTML {
    func way(_ part: Part, _ mark: String, _ words: String, _ key: String) -> HTML {
      guard let version = part.number else { return "<span class=\"soft\">\(words)</span>" }
      return
        "<a class=\"button\" data-key=\"\(key)\" href=\"\(frame.link("providers", provider, "steps", String(version)))\"><span aria-hidden=\"true\">\(mark)</span>&nbsp;\(frame.data(part, "\(words)"))</a>"
    }
    return """
      <p class="row acts">
      \(way(step["previous"], "◀", frame.say(zh: "前一步", en: "step before"), "["))
      \(way(step["next"], "▶", frame.say(zh: "后一步", en: "step after"), "]"))
      \(search("points"))
      \(search("line"))
      <a href="\(frame.link("providers", provider))">\(frame.data(step["event"]["provider"]))</a>
      </p>
      """
  }

  /// Where the next step is that moves points, or crosses a line: the address names what is looked for, and leads there.
  private func search(_ what: String) -> HTML {
    let words =
      what == "points"
      ? frame.say(zh: "下一个改变扣分的", en: "next that moves points")
      : frame.say(zh: "下一个达到标准线的", en: "next that crosses a line")
    return
      "<a class=\"button\" href=\"\(frame.link("providers", provider, "steps", version, query: ["seek": what]))\">\(words)</a>"
  }

  /// Score and status before and after.
  static func scores(_ step: Answered, _ frame: Frame) -> HTML {
    let (score, status) = (step["score"], step["status"])
    let points: HTML =
      score["before"].json == score["after"].json
      ? frame.data(score["after"]) : "\(frame.data(score["before"])) → <strong>\(frame.data(score["after"]))</strong>"
    let states: HTML =
      status["before"].json == status["after"].json
      ? frame.status(status["after"]) : "\(frame.status(status["before"])) → \(frame.status(status["after"]))"
    return """
      <dl class="facts"><dt>\(frame.say(zh: "扣分", en: "score"))</dt><dd>\(points)\(bars(step, frame))</dd>
      <dt>\(frame.say(zh: "状态", en: "status"))</dt><dd>\(states)</dd></dl>
      """
  }

  /// The score before and after against the lines of the rules the event was decided under; one bar where it is the same.
  private static func bars(_ step: Answered, _ frame: Frame) -> HTML {
    let rulebook = step["event"]["rulebook"].text.flatMap { try? frame.askingOfLog("rulebooks", $0) }
    let lines = Lines(rulebook)
    guard let top = lines.all.last?.points else { return "" }
    let (before, after) = (step["score"]["before"].number, step["score"]["after"].number)
    let scale = max(top, before ?? 0, after ?? 0) * 21 / 20
    let scores = before == after ? [after] : [before, after]
    return .joined(
      scores.compactMap(\.self).map { score in
        ScoreBar(score: score, pending: (0, 0), lines: lines, scale: scale).html(in: frame)
      })
  }

  /// The fields of the standing that changed.
  static func changes(_ step: Answered, _ frame: Frame) -> HTML {
    let changes = step["changes"].items
    guard !changes.isEmpty else {
      return "<p class=\"soft\">\(frame.say(zh: "现状的各项均无变化。", en: "Nothing of the standing changed."))</p>"
    }
    // A subject of a programme has no score: its fields are called by its rules.
    let names =
      step["score"].isThere ? nil : ProgrammeRules(step["event"]["rulebook"].text, in: frame).names
    return DataTable(
      caption: frame.say(zh: "变化的各项", en: "What changed"),
      columns: [
        .init(frame.say(zh: "项目", en: "field"), .name), .init(frame.say(zh: "之前", en: "before"), .text),
        .init(frame.say(zh: "之后", en: "after"), .text),
      ],
      rows: changes.map { frame.row(of: $0, by: names) }
    ).html
  }
}

extension Page {
  /// The types of events that move points, and those that are written where a line is reached.
  public static func types(soughtBy what: String) -> String? {
    switch what {
    case "points": "PointsDeducted,PointsRestored"
    case "line": "ThresholdReached,NodeReached"
    case _: nil
    }
  }
}

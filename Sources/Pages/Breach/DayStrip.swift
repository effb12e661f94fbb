import LedgerDomain
import Presentation

/// The days that were looked at for a due date, a cell each: working, make-up, weekend, holiday by its name; what was counted
/// and what was not (pages 3.4). On a narrow screen it is a list.
struct DayStrip {
  let frame: Frame
  /// How the term was counted; nil where only its days are told.
  let term: Part?
  let days: Part
  /// Events whose moments stand beside their day.
  let facts: [Part]

  var html: HTML {
    let cells = days.items.map(cell)
    return """
      \(term.map(rule) ?? "")
      <ol class="days">
      \(HTML(cells))
      </ol>
      \(term.map(result) ?? "")
      """
  }

  /// The days under their heading, opened by whoever wants them counted; nothing where there are none.
  static func folded(_ days: Part, in frame: Frame) -> HTML {
    guard !days.items.isEmpty else { return "" }
    let strip = DayStrip(frame: frame, term: nil, days: days, facts: [])
    return "<details><summary>\(frame.say(zh: "逐日计算", en: "Counted day by day"))</summary>\(strip.html)</details>"
  }

  private func rule(_ term: Part) -> HTML {
    let words: HTML =
      switch term["rule"].text {
      case "working-days": "\(frame.data(term["count"])) \(frame.say(zh: "个工作日", en: "working days"))"
      case "calendar-days": "\(frame.data(term["count"])) \(frame.say(zh: "个自然日", en: "calendar days"))"
      case "response-clock":
        "\(frame.span(term["seconds"]))\(frame.say(zh: "（只计响应时间）", en: " of the response clock"))"
      case "same-day": "\(frame.say(zh: "当日", en: "the same day"))"
      case "month-end": "\(frame.say(zh: "月底", en: "the end of the month"))"
      case _: frame.data(term["rule"])
      }
    return "<p>\(words)\(frame.comma)\(frame.say(zh: "自", en: "from")) \(frame.moment(term["from"]))</p>"
  }

  private func result(_ term: Part) -> HTML {
    let due = term["dueAt"].isThere ? frame.moment(term["dueAt"], named: true) : frame.date(term["due"], named: true)
    let provisional: HTML =
      term["provisional"].isTrue
      ? " <span class=\"soft\">\(frame.data(term["provisional"], "\(frame.say(zh: "（暂定）", en: "(provisional)"))"))</span>"
      : ""
    let state: HTML =
      term["met"].isThere
      ? " · \(frame.data(term["met"], "\(term["met"].isTrue ? frame.say(zh: "已履行", en: "met") : frame.say(zh: "未按期履行", en: "not met in time"))"))\(late(term))"
      : ""
    return "<p><strong>\(frame.say(zh: "截止", en: "due")) \(due)</strong>\(provisional)\(state)</p>"
  }

  /// By how much it came too late; nothing where nothing came.
  private func late(_ term: Part) -> HTML {
    let (seconds, days) = (term["lateSeconds"], term["lateDays"])
    let much: HTML =
      seconds.isThere ? frame.span(seconds) : frame.counted(days, zh: "天", en: ("day", "days"))
    guard seconds.isThere || days.isThere else { return "" }
    return "\(frame.comma)<strong>\(frame.say(zh: "晚 ", en: ""))\(much)\(frame.say(zh: "", en: " late"))</strong>"
  }

  /// What was counted of a day: hours of the clock, or which day of the term it is.
  private func counted(_ day: Part) -> HTML {
    if day["seconds"].isThere { return "<strong>\(frame.span(day["seconds"]))</strong> " }
    guard day["number"].isThere else { return "" }
    let number = frame.data(day["number"])
    return "<strong>\(frame.say(zh: "第 ", en: "day "))\(number)\(frame.say(zh: " 天", en: ""))</strong> "
  }

  private func cell(_ day: Part) -> HTML {
    let kind = day["kind"].text ?? ""
    let isCounted = day["counted"].isTrue
    let tone = (isCounted ? "counted " : "") + kind
    let name: HTML =
      day["holiday"].isThere
      ? frame.words(day["why"])
      : frame.data(
        day["kind"],
        "\(["working": frame.say(zh: "工作日", en: "working"), "make-up": frame.say(zh: "调休上班", en: "make-up"), "weekend": frame.say(zh: "休息日", en: "weekend"), "holiday": frame.say(zh: "节假日", en: "holiday")][kind] ?? kind)"
      )
    let span: HTML = day["from"].isThere ? "<span>\(frame.clock(day["from"]))–\(frame.clock(day["to"]))</span>" : ""
    let here = facts.filter { $0["at"].text?.prefix(10) == day["date"].text?.prefix(10) }.map { fact -> HTML in
      "<span class=\"fact\">\(frame.clock(fact["at"])) \(frame.words(fact["name"]))</span>"
    }
    return """
      <li class="\(tone)"><span class="when">\(frame.date(day["date"], named: true, beside: day["date"].text.flatMap { LocalDate($0)?.year }))</span> \(counted(day))<span class="soft">\(name)</span> \(span)\(HTML.joined(here))</li>
      """
  }
}

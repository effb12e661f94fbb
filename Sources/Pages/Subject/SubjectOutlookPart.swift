import LedgerDomain
import Presentation

/// What may become of a subject: its counters drawn on beyond today, and what they come to (pages 3.2, programmes §11).
struct SubjectOutlookPart {
  let page: SubjectPage
  private let outlook: Answered?

  /// Curves on one page, at most.
  private static let mostCurves = 3

  init(page: SubjectPage) {
    self.page = page
    outlook = try? page.frame.asking("providers", page.subject, "forecast")
  }

  private var frame: Frame { page.frame }
  private var rules: ProgrammeRules { page.rules }

  /// The counters that something counts in, each from day to day; dashed what it comes to if nothing more is recorded.
  var curves: HTML {
    let charged = page.standing["counters"].fields.filter { ($0.part.number ?? 0) > 0 }.prefix(Self.mostCurves)
    return .joined(
      charged.compactMap { counter in
        let title = rules.text("counters", "counter", counter.name)
        guard let answer = try? frame.asking("providers", page.subject, "counters", counter.name),
          let stairs = CounterStairs(
            answer, rules.declared("counters", "counter", counter.name), called: title, on: page.standing, in: frame)
        else { return nil }
        return """
          <figure class="box" data-of="\(answer.address)"><figcaption>\(title)</figcaption>\(stairs.html)</figure>
          """
      })
  }

  /// What each counter comes to, and what it would take to reach its next node.
  var box: HTML {
    guard let outlook else { return "" }
    let courses = outlook["counters"].items.map { course -> HTML in
      let name = course["counter"].text ?? ""
      let key: HTML = course["key"].isThere ? " <span class=\"soft\">\(frame.data(course["key"]))</span>" : ""
      return """
        <dt>\(rules.called("counters", "counter", name))\(key)</dt><dd><strong>\(frame.data(course["value"]))</strong>\(HTML.joined(told(of: course)))</dd>
        """
    }
    guard !courses.isEmpty else { return "" }
    let assumptions = outlook["assumptions"].items.map { "<li>\(frame.words($0))</li>" as HTML }
    return """
      <section class="box" data-of="\(outlook.address)"><h2>\(frame.say(zh: "以后的累计", en: "What it comes to"))</h2>
      <dl class="facts">\(HTML(courses))</dl>
      <details><summary>\(frame.say(zh: "所作的假定", en: "What this takes for granted"))</summary><ul>\(HTML(assumptions))</ul></details></section>
      """
  }

  private func told(of course: Part) -> [HTML] {
    var lines: [HTML] = course["falls"].items.map { fall in
      "<br>\(frame.say(zh: "自", en: "from")) \(frame.date(fall["on"], named: true)) \(frame.say(zh: "起", en: "on:")) \(frame.data(fall["value"]))"
    }
    if course["worst"].number != course["best"].number {
      lines.append(
        "<br>\(frame.say(zh: "待评定的都按最高分", en: "if all pending is judged at its most"))\(frame.colon)\(frame.data(course["worst"]))"
      )
    }
    if course["nextNode"].isThere {
      let mark: HTML =
        course["crossing"].isTrue
        ? " \(frame.mark("▲", "warn", frame.data(course["crossing"], "\(frame.say(zh: "可能达到", en: "may be reached"))")))"
        : ""
      lines.append(
        "<br>\(frame.say(zh: "下一节点", en: "next node")) \(frame.data(course["nextNode"]))\(frame.comma)\(frame.say(zh: "还差", en: "to go")) \(frame.data(course["distance"]))\(mark)"
      )
    }
    return lines
  }
}

import LedgerDomain
import Rulebook
import Ledger

/// A provider's score through a year, as an SVG picture: what was known on each day, and the thresholds.
struct ScoreChart {
  let report: YearReport
  let curve: YearReport.Curve
  /// Says a text in the page's language.
  let say: (Words) -> String

  private static let width = 720
  private static let height = 260
  private static let left = 40
  private static let right = 12
  private static let top = 14
  private static let bottom = 26

  private var year: Int { report.closing.year }
  private var first: LocalDate { Month(year: year, month: 1).firstDay }
  private var yearEnd: LocalDate { Period.naturalYear(year).lastDay }

  /// When each movement was learnt.
  private var steps: [(date: LocalDate, score: Int)] {
    curve.statement.entries.map { (report.zone.date(of: $0.event.event.recordedAt), $0.movement.score) }
  }

  private var last: LocalDate { max(yearEnd, steps.map(\.date).max() ?? yearEnd) }

  private var highest: Int { max(report.thresholds.map(\.points).max() ?? 0, curve.peak) }

  private func x(_ date: LocalDate) -> Int {
    let days = max(1, last.daysSinceEpoch - first.daysSinceEpoch)
    let along = min(max(0, date.daysSinceEpoch - first.daysSinceEpoch), days)
    return Self.left + along * (Self.width - Self.left - Self.right) / days
  }

  private func y(_ score: Int) -> Int {
    let room = Self.height - Self.top - Self.bottom
    return Self.height - Self.bottom - score * room / highest
  }

  var html: HTML {
    let label = say(
      Words(
        zh: "\(curve.statement.name) \(year) 年扣分曲线，最高 \(curve.peak)",
        en: "score of \(curve.statement.name) through \(year), at most \(curve.peak)"))
    return """
      <svg viewBox="0 0 \(Self.width) \(Self.height)" role="img" aria-label="\(label)">
      <title>\(label)</title>
      \(afterYear)
      \(axes)
      \(HTML(report.thresholds.map(line(of:))))
      <path class="score" d="\(path)"/>
      \(HTML(steps.map(dot)))
      </svg>
      """
  }

  private var path: String {
    var path = "M\(x(first)) \(y(0))"
    for step in steps { path += "H\(x(step.date))V\(y(step.score))" }
    return path + "H\(x(last))"
  }

  private func dot(_ step: (date: LocalDate, score: Int)) -> HTML {
    "<circle cx=\"\(x(step.date))\" cy=\"\(y(step.score))\" r=\"2.5\"><title>\(step.date.description) \(step.score)</title></circle>"
  }

  private func line(of threshold: Threshold) -> HTML {
    let points = threshold.points
    return """
      <line class="threshold" x1="\(Self.left)" x2="\(Self.width - Self.right)" y1="\(y(points))" y2="\(y(points))"/>
      <text class="threshold" x="\(Self.width - Self.right)" y="\(y(points) - 3)">\(say(threshold.opens.words)) \(points)</text>
      """
  }

  /// The time after the year, in which it was restated.
  private var afterYear: HTML {
    guard last > yearEnd else { return "" }
    let from = x(yearEnd)
    return """
      <rect class="after" x="\(from)" y="\(Self.top)" width="\(Self.width - Self.right - from)" height="\(Self.height - Self.top - Self.bottom)"/>
      """
  }

  private var axes: HTML {
    let months = (1...12).map { number -> HTML in
      let start = x(Month(year: year, month: number).firstDay)
      return "<text class=\"tick\" x=\"\(start + 4)\" y=\"\(Self.height - 10)\">\(number)</text>"
    }
    return """
      <line class="axis" x1="\(Self.left)" x2="\(Self.width - Self.right)" y1="\(y(0))" y2="\(y(0))"/>
      <text class="score-tick" x="\(Self.left - 6)" y="\(y(0) + 4)">0</text>
      <text class="score-tick" x="\(Self.left - 6)" y="\(y(curve.peak) + 4)">\(curve.peak)</text>
      \(HTML(months))
      """
  }
}

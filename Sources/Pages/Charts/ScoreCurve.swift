import LedgerDomain
import Presentation

/// A provider's score through a year, as a figure: the stairs of the score, a stroke for each line, what may come, and for each
/// movement the day of the act and the day it was learnt (pages 3.2).
///
/// Widths are shares of the figure's, heights are pixels, so that letters are as large on a telephone as on a desk.
struct ScoreCurve {
  /// By which of its two days a movement stands.
  enum Order: String {
    case act, learnt
  }

  /// A movement as it is drawn.
  struct Step {
    /// The day of the act, and the day it was learnt.
    let act: LocalDate, learnt: LocalDate
    /// The points.
    let points: Int
    /// What it is, said to whoever cannot see the figure, or points at it.
    let title: String
    /// The row of the table that tells of it.
    let row: String
  }

  let year: Int
  let steps: [Step]
  /// The movements of another curve, drawn dashed in the same figure.
  var beside: [Step] = []
  let lines: Lines
  let order: Order
  /// The day as of which it is drawn.
  let today: LocalDate
  /// The scores the year may end with: nothing more happens, and all that can go wrong does; nil for a year that is over.
  let outlook: (best: Int, worst: Int)?
  /// What the figure says in one sentence.
  let label: String

  private static let height = 240
  private static let top = 18
  private static let bottom = 26
  /// How high letters are.
  private static let letter = 12
  /// Where the year begins and ends: hundredths of a per cent of the width.
  private static let sides = 200..<9_700

  private var first: LocalDate { Month(year: year, month: 1).firstDay }
  private var last: LocalDate { Period.naturalYear(year).lastDay }

  private func day(_ step: Step) -> LocalDate { order == .act ? step.act : step.learnt }

  private func ordered(_ steps: [Step]) -> [Step] {
    steps.enumerated().sorted { (day($0.element), $0.offset) < (day($1.element), $1.offset) }.map(\.element)
  }

  /// The stairs: each step with the score before and after it.
  private func stairs(_ steps: [Step]) -> [(step: Step, before: Int, after: Int)] {
    var score = 0
    return ordered(steps).map { step in
      let before = score
      score += step.points
      return (step, before, score)
    }
  }

  private var highest: Int {
    let peaks = (stairs(steps) + stairs(beside)).map(\.after) + lines.all.map(\.points) + [outlook?.worst ?? 0]
    return max(10, peaks.max() ?? 0) * 21 / 20
  }

  private func x(_ date: LocalDate) -> Int {
    let days = last.daysSinceEpoch - first.daysSinceEpoch
    let along = min(max(0, date.daysSinceEpoch - first.daysSinceEpoch), days)
    return Self.sides.lowerBound + along * (Self.sides.upperBound - Self.sides.lowerBound) / days
  }

  private func y(_ score: Int) -> Int {
    Self.height - Self.bottom - max(0, score) * (Self.height - Self.top - Self.bottom) / highest
  }

  private func share(_ hundredths: Int) -> String { Share.text(hundredths, of: 10_000) }

  /// The figure.
  func html(in frame: Frame) -> HTML {
    let end = min(max(today, first), last)
    return """
      <svg class="chart" height="\(Self.height)" role="group" aria-label="\(label)">
      \(months)
      <line class="axis" x1="\(share(Self.sides.lowerBound))" x2="\(share(Self.sides.upperBound))" y1="\(y(0))" y2="\(y(0))"/>
      \(future(from: end, in: frame))
      \(HTML(lines.all.map { line($0, in: frame) }))
      \(HTML(beside.isEmpty ? [] : curve(beside, "curve beside", to: end)))
      \(HTML(curve(steps, "curve", to: end)))
      \(HTML(stairs(steps).map(stop)))
      \(ends(from: end, in: frame))
      </svg>
      """
  }

  /// What may still come: the range between the best and the worst.
  private func future(from end: LocalDate, in frame: Frame) -> HTML {
    guard let outlook, end < last else { return "" }
    let (left, right) = (x(end), Self.sides.upperBound)
    return """
      <rect class="outlook" x="\(share(left))" width="\(share(right - left))" y="\(y(outlook.worst))" height="\(max(1, y(outlook.best) - y(outlook.worst)))"/>
      <line class="today" x1="\(share(left))" x2="\(share(left))" y1="\(Self.top)" y2="\(y(0))"/>
      """
  }

  /// The best and the worst in numbers, drawn over all else: within the range where there is room, and no line goes through them.
  private func ends(from end: LocalDate, in frame: Frame) -> HTML {
    guard let outlook, end < last else { return "" }
    let (top, bottom) = (y(outlook.worst), y(outlook.best))
    /// Whether letters that stand on a height are crossed by a line.
    func isCrossed(_ height: Int) -> Bool {
      lines.all.contains { (height - Self.letter...height + 3).contains(y($0.points)) }
    }
    let isNarrow = bottom - top < 3 * Self.letter
    let worst = isNarrow || isCrossed(top + Self.letter + 2) ? top - 5 : top + Self.letter + 2
    let best = isNarrow || isCrossed(bottom - 5) ? bottom + Self.letter + 2 : bottom - 5
    func text(_ height: Int, _ words: String) -> HTML {
      "<text class=\"end\" x=\"\(share(Self.sides.upperBound - 40))\" y=\"\(height)\">\(words)</text>"
    }
    return """
      \(text(max(Self.letter, worst), "\(frame.say(zh: "最坏", en: "worst")) \(outlook.worst)"))
      \(text(min(y(0) - 4, best), "\(frame.say(zh: "最好", en: "best")) \(outlook.best)"))
      """
  }

  private func curve(_ steps: [Step], _ name: String, to end: LocalDate) -> [HTML] {
    func piece(_ from: Int, _ low: Int, _ to: Int, _ high: Int) -> HTML {
      "<line class=\"\(name)\" x1=\"\(share(from))\" x2=\"\(share(to))\" y1=\"\(y(low))\" y2=\"\(y(high))\"/>"
    }
    var pieces: [HTML] = []
    var (place, score) = (Self.sides.lowerBound, 0)
    for stair in stairs(steps) {
      let next = x(day(stair.step))
      pieces += [piece(place, score, next, score), piece(next, score, next, stair.after)]
      (place, score) = (next, stair.after)
    }
    return pieces + [piece(place, score, max(place, x(end)), score)]
  }

  /// A movement: a dot on each of its days, a line between them, and a stop for the keyboard.
  private func stop(_ stair: (step: Step, before: Int, after: Int)) -> HTML {
    let step = stair.step
    let height = y(stair.after)
    return """
      <a class="stop" href="#\(step.row)" data-row="\(step.row)" aria-label="\(step.title)"><title>\(step.title)</title><line class="lag" x1="\(share(x(step.act)))" x2="\(share(x(step.learnt)))" y1="\(height)" y2="\(height)"/><circle class="dot learnt" cx="\(share(x(step.learnt)))" cy="\(height)" r="4.5"/><circle class="dot act" cx="\(share(x(step.act)))" cy="\(height)" r="5"/></a>
      """
  }

  private func line(_ line: Lines.Line, in frame: Frame) -> HTML {
    let height = y(line.points)
    return """
      <line class="\(line.opens)" x1="\(share(Self.sides.lowerBound))" x2="\(share(Self.sides.upperBound))" y1="\(height)" y2="\(height)"/>
      <text class="\(line.opens)" x="\(share(Self.sides.lowerBound + 60))" y="\(height - 5)">\(line.points) \(frame.name(of: line))</text>
      """
  }

  private var months: HTML {
    HTML(
      (1...12).map { number -> HTML in
        let start = share(x(Month(year: year, month: number).firstDay))
        return """
          <line class="month" x1="\(start)" x2="\(start)" y1="\(Self.top)" y2="\(Self.height - Self.bottom + 4)"/>
          <text x="\(start)" y="\(Self.height - 8)">\(String(number))</text>
          """
      })
  }

  /// What the marks mean, and the switch between the two days.
  static func legend(_ order: Order, in frame: Frame) -> HTML {
    let other = order == .act ? Order.learnt : .act
    let words =
      other == .act
      ? frame.say(zh: "改按行为日画", en: "draw it by the day of the act")
      : frame.say(zh: "改按获知日画", en: "draw it by when it was learnt")
    return """
      <ul class="legend">
      <li><svg height="14" aria-hidden="true"><circle class="dot act" cx="50%" cy="7" r="5"/></svg>\(frame.say(zh: "行为日", en: "day of the act"))</li>
      <li><svg height="14" aria-hidden="true"><circle class="dot learnt" cx="50%" cy="7" r="4.5"/></svg>\(frame.say(zh: "获知日", en: "when it was learnt"))</li>
      <li><svg height="14" aria-hidden="true"><rect class="outlook" y="2" width="100%" height="10"/></svg>\(frame.say(zh: "年内可能的范围", en: "what the year may still come to"))</li>
      <li class="noprint"><a href="\(frame.turned("curve", other.rawValue))">\(words)</a></li>
      </ul>
      """
  }
}

import Ledger
import LedgerDomain

/// A provider's score through a year as a figure: what was known on each day, the lines, and what each step was.
///
/// Widths are shares of the figure's, heights are pixels, so that letters are as large on a telephone as on a desk.
struct ScoreChart {
  let report: YearReport
  let curve: YearReport.Curve
  /// Says a text in the page's language.
  let say: (Words) -> String

  private static let height = 220
  private static let top = 26
  private static let bottom = 28
  /// Where the year begins and what was known last stands, in hundredths of a per cent of the width.
  private static let sides = 250..<9_750
  /// Marks that would touch each other on a telephone are one: hundredths of a per cent, and pixels.
  private static let near = (across: 520, up: 18)
  /// As far as the names of the lines reach on a telephone.
  private static let early = 5_000

  private var year: Int { report.closing.year }
  private var first: LocalDate { Month(year: year, month: 1).firstDay }
  private var yearEnd: LocalDate { Period.naturalYear(year).lastDay }
  private var entries: [YearStatement.Entry] { curve.statement.entries }
  private var thresholds: [Threshold] { report.thresholds(of: curve.statement.provider) }

  private var highest: Int { max(thresholds.map(\.points).max() ?? 0, curve.peak) }

  private func learnt(_ entry: YearStatement.Entry) -> LocalDate {
    report.zone.date(of: entry.event.event.recordedAt)
  }

  /// How many steps came after the year; in the log they are the last.
  private var late: Int { entries.count { learnt($0) > yearEnd } }

  /// Where the year ends. What came after it stands behind, one step as far from the next as from any other: a year may be
  /// restated, or entered, many years later.
  private var end: Int { Self.sides.upperBound - (late == 0 ? 0 : min(6_500, 300 + late * Self.near.across)) }

  /// Where what is known ends.
  private var known: Int {
    late > 0 ? Self.sides.upperBound : across(min(yearEnd, report.zone.date(of: report.knownAt)))
  }

  /// Where a date of the year stands: hundredths of a per cent of the width.
  private func across(_ date: LocalDate) -> Int {
    let days = yearEnd.daysSinceEpoch - first.daysSinceEpoch
    let along = min(max(0, date.daysSinceEpoch - first.daysSinceEpoch), days)
    return Self.sides.lowerBound + along * (end - Self.sides.lowerBound) / days
  }

  /// Where a step stands.
  private func across(_ index: Int) -> Int {
    guard learnt(entries[index]) > yearEnd else { return across(learnt(entries[index])) }
    return end + (index - (entries.count - late) + 1) * (Self.sides.upperBound - end) / (late + 1)
  }

  private func y(_ score: Int) -> Int {
    let room = Self.height - Self.top - Self.bottom
    return Self.height - Self.bottom - max(0, score) * room / max(1, highest)
  }

  var html: HTML {
    let statement = curve.statement
    let peak = say(
      Words(zh: "最高 \(curve.peak) 分，现为 \(statement.score) 分", en: "at most \(curve.peak), now \(statement.score)"))
    let label = say(
      Words(
        zh: "\(statement.name) \(year) 年扣分曲线，最高 \(curve.peak)",
        en: "score of \(statement.name) through \(year), at most \(curve.peak)"))
    return """
      <figure>
      <figcaption><h3>\(statement.name) <span class="key">\(statement.provider.text)</span></h3><span class="soft">\(peak)</span></figcaption>
      <svg class="chart" height="\(Self.height)" role="img" aria-label="\(label)">
      \(afterYear)
      \(months)
      <line class="axis" x1="0%" x2="100%" y1="\(y(0))" y2="\(y(0))"/>
      \(HTML(thresholds.map(line)))
      \(HTML(pieces))
      \(HTML(marks.map(badge)))
      </svg>
      <ol class="steps">
      \(HTML(entries.indices.map { ChartStep(chart: self, index: $0).html }))
      </ol>
      </figure>
      """
  }

  /// The entry, and the score before it.
  func step(_ index: Int) -> (entry: YearStatement.Entry, before: Int, learnt: LocalDate, reached: [Threshold]) {
    let before = index == 0 ? 0 : entries[index - 1].movement.score
    let after = entries[index].movement.score
    return (
      entries[index], before, learnt(entries[index]), thresholds.filter { $0.points > before && $0.points <= after }
    )
  }

  /// The curve: along at each score, and up or down to the next.
  private var pieces: [HTML] {
    var pieces: [HTML] = []
    var (place, score) = (Self.sides.lowerBound, 0)
    for (index, entry) in entries.enumerated() {
      let next = across(index)
      pieces += [piece(place, score, next, score), piece(next, score, next, entry.movement.score)]
      (place, score) = (next, entry.movement.score)
    }
    return pieces + [piece(place, score, max(place, known), score)]
  }

  private func piece(_ from: Int, _ low: Int, _ to: Int, _ high: Int) -> HTML {
    let (x1, x2) = (from.share(of: 10_000), to.share(of: 10_000))
    return "<line class=\"score\" x1=\"\(x1)\" x2=\"\(x2)\" y1=\"\(y(low))\" y2=\"\(y(high))\"/>"
  }

  /// Steps with one mark: those that stand too near to each other to be told apart.
  private var marks: [ClosedRange<Int>] {
    var marks: [ClosedRange<Int>] = []
    for index in entries.indices {
      if let mark = marks.last, isNear(mark.upperBound, index) {
        marks[marks.count - 1] = mark.lowerBound...index
      } else {
        marks.append(index...index)
      }
    }
    return marks
  }

  private func isNear(_ one: Int, _ other: Int) -> Bool {
    across(other) - across(one) < Self.near.across
      && abs(y(entries[other].movement.score) - y(entries[one].movement.score)) < Self.near.up
  }

  /// The number of a step at its end, and its name where there is room for it.
  private func badge(_ mark: ClosedRange<Int>) -> HTML {
    let entry = entries[mark.upperBound]
    let (x, y) = (across(mark.upperBound).share(of: 10_000), y(entry.movement.score))
    let number = mark.count > 1 ? "\(mark.lowerBound + 1)–\(mark.upperBound + 1)" : String(mark.upperBound + 1)
    let width = max(18, 8 + number.count * 7)
    return """
      <svg x="\(x)" y="\(y - 9)" width="1" height="18"><rect class="badge" x="\(-width / 2)" width="\(width)" height="18" rx="9"/><text class="number" x="0" y="13">\(number)</text>\(mark.count > 1 ? "" : told(mark.upperBound))</svg>
      """
  }

  /// Hundredths of a per cent that a letter takes where names are shown: an ideograph, and any other.
  private static let letter = (wide: 125, narrow: 66)

  private func told(_ index: Int) -> HTML {
    let text = entries[index].movement.points.signed + " " + ChartStep(chart: self, index: index).name
    let wide = text.unicodeScalars.count { $0.value > 0x2E80 }
    let width = 220 + wide * Self.letter.wide + (text.unicodeScalars.count - wide) * Self.letter.narrow
    let next = index + 1 < entries.count ? across(index + 1) : Self.sides.upperBound
    guard width < next - across(index) else { return "" }
    return "<text class=\"told\" x=\"13\" y=\"3\">\(text)</text>"
  }

  private func line(_ threshold: Threshold) -> HTML {
    let (y, name) = (y(threshold.points), threshold.opens.rawValue)
    // Where the curve comes to the line early in the year, its name stands at the other end.
    let isEarly = entries.indices.contains { entries[$0].movement.score >= threshold.points && across($0) < Self.early }
    let text: HTML = isEarly ? "<text class=\"\(name) right\" x=\"99.4%\"" : "<text class=\"\(name)\" x=\"0.6%\""
    return """
      <line class="threshold \(name)" x1="0%" x2="100%" y1="\(y)" y2="\(y)"/>
      \(text) y="\(y - 5)">\(say(threshold.lineWords))</text>
      """
  }

  /// The time after the year, in which it was restated.
  private var afterYear: HTML {
    guard late > 0 else { return "" }
    return """
      <rect class="after" x="\(end.share(of: 10_000))" y="\(Self.top)" width="\((10_000 - end).share(of: 10_000))" height="\(Self.height - Self.top - Self.bottom)"/>
      """
  }

  private var months: HTML {
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return HTML(
      (1...12).map { number -> HTML in
        let start = across(Month(year: year, month: number).firstDay).share(of: 10_000)
        let name = say(Words(zh: "\(number) 月", en: names[number - 1]))
        return """
          <line class="month" x1="\(start)" x2="\(start)" y1="\(Self.top)" y2="\(Self.height - Self.bottom + 4)"/>
          <text class="month-name\(number.isMultiple(of: 2) ? " even" : "")" x="\(start)" y="\(Self.height - 8)">\(name)</text>
          """
      })
  }
}

extension Int {
  /// With its sign, as points are told.
  var signed: String { (self < 0 ? "−" : "+") + String(abs(self)) }
}

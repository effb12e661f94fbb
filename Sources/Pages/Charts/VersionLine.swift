import LedgerDomain
import LedgerFormat
import Presentation

/// The versions of the rules along time, a row for each: a line from the day it is in force from to that of the one behind it, and
/// below its beginning when it was published (pages 3.8).
struct VersionLine {
  let frame: Frame
  /// What `/v1/rulebooks` answers.
  let list: Answered

  /// Versions that are drawn, at most: the latest.
  private static let most = 12
  /// The height of a row, and where in it the words stand, the line and the mark of the publication.
  private static let row = 38
  private static let (words, line, mark) = (14, 22, 30)
  /// Where the first day and the last stand: hundredths of a per cent of the width.
  private static let sides = 150..<9_850
  /// Years that are named below, at most.
  private static let mostYears = 5

  /// The days between which all of it lies.
  private struct Span {
    let first: LocalDate
    let last: LocalDate

    /// How far along a day is, as a share of the width.
    func place(_ date: LocalDate) -> String {
      let days = max(1, last.daysSinceEpoch - first.daysSinceEpoch)
      let along = min(max(0, date.daysSinceEpoch - first.daysSinceEpoch), days)
      let width = sides.upperBound - sides.lowerBound
      return Share.text(sides.lowerBound + along * width / days, of: 10_000)
    }
  }

  /// The figure; nothing where there is one version only, which has always been in force.
  var html: HTML {
    let versions = list.items.suffix(Self.most)
    let days = versions.flatMap { [self.begin(of: $0), $0["published"].day] }.compactMap(\.self)
    guard versions.count > 1, let first = days.min(), let last = days.max() else { return "" }
    let span = Span(first: first, last: last)
    let label = frame.say(
      zh: "规则的 \(versions.count) 个版本：何日至何日适用，何时发布",
      en: "\(versions.count) versions of the rules: from when to when each is in force, and when it was published")
    let rows = versions.reversed().enumerated().map { index, version in
      row(version, until: end(of: version), at: index * Self.row, span)
    }
    let height = versions.count * Self.row
    return """
      <figure class="box"><svg class="chart" height="\(height + 20)" role="img" aria-label="\(label)">
      \(HTML(years(span, height)))\(HTML(rows))
      </svg><figcaption class="small soft">\(frame.say(zh: "● 自何日适用，○ 何时发布。", en: "● in force from, ○ published."))</figcaption></figure>
      """
  }

  /// The day from which a version holds; nil where it holds from the first there is.
  private func begin(of version: Part) -> LocalDate? {
    version["effective"].day.flatMap { $0 == Limits.firstDay ? nil : $0 }
  }

  /// The day from which another version of the same rules is in force; nil for none.
  private func end(of version: Part) -> LocalDate? {
    let begin = version["effective"].day
    return list.items.filter { $0["programme"].text == version["programme"].text }
      .compactMap { $0["effective"].day }.filter { later in begin.map { later > $0 } ?? true }.min()
  }

  private func row(_ version: Part, until end: LocalDate?, at top: Int, _ span: Span) -> HTML {
    let effective = self.begin(of: version)
    let since = effective.map { frame.shown($0) } ?? frame.say(zh: "自始", en: "from the beginning")
    let begin = span.place(effective ?? span.first)
    let published = version["published"].day.map { date -> HTML in
      "<circle class=\"dot learnt\" cx=\"\(span.place(date))\" cy=\"\(top + Self.mark)\" r=\"4\"/>"
    }
    return """
      <text x="\(begin)" y="\(top + Self.words)" class="\(frame.when(isLate(effective, span), "end"))">\(version["name"].text ?? "") · \(since)</text>
      <line class="curve" x1="\(begin)" x2="\(end.map(span.place) ?? "100%")" y1="\(top + Self.line)" y2="\(top + Self.line)"/>
      <circle class="dot act" cx="\(begin)" cy="\(top + Self.line)" r="5"/>\(published ?? "")
      """
  }

  /// Whether a day lies so far to the right that words begin left of it.
  private func isLate(_ date: LocalDate?, _ span: Span) -> Bool {
    guard let date else { return false }
    return 2 * (date.daysSinceEpoch - span.first.daysSinceEpoch)
      > span.last.daysSinceEpoch - span.first.daysSinceEpoch
  }

  /// The beginnings of years, and some of their names.
  private func years(_ span: Span, _ height: Int) -> [HTML] {
    let years = (span.first.components.year + 1)...max(span.first.components.year + 1, span.last.components.year)
    let step = (years.count + Self.mostYears - 1) / Self.mostYears
    return years.filter { ($0 - years.lowerBound).isMultiple(of: step) }.compactMap { year in
      let day = Month(year: year, month: 1).firstDay
      guard day <= span.last else { return nil }
      let place = span.place(day)
      return """
        <line class="month" x1="\(place)" x2="\(place)" y1="0" y2="\(height)"/><text class="mid" x="\(place)" y="\(height + 14)">\(String(year))</text>
        """
    }
  }
}

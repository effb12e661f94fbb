import LedgerDomain
import Presentation

/// The versions of the rules along time: above the line the day each is in force from, below it when it was published (pages 3.8).
struct VersionLine {
  let frame: Frame
  /// What `/v1/rulebooks` answers.
  let list: Answered

  private static let height = 132
  private static let middle = 64
  /// Where the first day and the last stand: hundredths of a per cent of the width.
  private static let sides = 200..<7_800

  private func day(_ part: Part) -> LocalDate? { part.text.flatMap { LocalDate(String($0.prefix(10))) } }

  /// The line; nothing where there is one version only, which has always been in force.
  var html: HTML {
    let versions = list.items
    let days = versions.flatMap { [day($0["effective"]), day($0["published"])] }.compactMap(\.self)
    guard versions.count > 1, let first = days.min(), let last = days.max() else { return "" }
    let label = frame.say(
      zh: "规则的 \(versions.count) 个版本：线上为适用之日，线下为发布之日",
      en:
        "\(versions.count) versions of the rules: above the line from when each is in force, below when it was published"
    )
    let marks = versions.enumerated().map { mark($0, $1, first, last) }
    return """
      <figure class="box"><svg class="chart" height="\(Self.height)" role="img" aria-label="\(label)">
      <line class="axis" x1="\(Share.text(Self.sides.lowerBound, of: 10_000))" x2="98%" y1="\(Self.middle)" y2="\(Self.middle)"/>
      \(HTML(marks))
      </svg><figcaption class="small soft">\(frame.say(zh: "线上：自何日适用；线下：何时发布。", en: "Above the line: in force from; below it: published."))</figcaption></figure>
      """
  }

  private func mark(_ index: Int, _ version: Part, _ first: LocalDate, _ last: LocalDate) -> HTML {
    let effective = day(version["effective"]) ?? first
    let above = Self.middle - (index.isMultiple(of: 2) ? 12 : 34)
    let name = version["name"].text ?? ""
    let force: HTML = """
      <circle class="dot act" cx="\(place(effective, first, last))" cy="\(Self.middle)" r="5"/><text x="\(place(effective, first, last))" y="\(above)">\(name)</text>
      """
    guard let published = day(version["published"]) else { return force }
    let below = Self.middle + (index.isMultiple(of: 2) ? 26 : 48)
    return """
      \(force)<circle class="dot learnt" cx="\(place(published, first, last))" cy="\(Self.middle)" r="4.5"/><text x="\(place(published, first, last))" y="\(below)">\(frame.shown(published))</text>
      """
  }

  private func place(_ date: LocalDate, _ first: LocalDate, _ last: LocalDate) -> String {
    let days = max(1, last.daysSinceEpoch - first.daysSinceEpoch)
    let along = date.daysSinceEpoch - first.daysSinceEpoch
    let width = Self.sides.upperBound - Self.sides.lowerBound
    return Share.text(Self.sides.lowerBound + along * width / days, of: 10_000)
  }
}

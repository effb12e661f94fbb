import EventStore
public import LedgerDomain
public import Ledger

extension YearReport {
  /// The report as one page of HTML that needs nothing else: no scripts, no other files.
  ///
  /// - Parameters:
  ///   - languageTag: the language of the page, such as `zh` or `en`.
  ///   - say: says a text in that language.
  public func html(languageTag: String, _ say: @escaping (Words) -> String) -> String {
    YearPage(report: self, languageTag: languageTag, say: say).page.markup
  }
}

/// The report as a page.
private struct YearPage {
  let report: YearReport
  let languageTag: String
  let say: (Words) -> String

  private func say(zh: String, en: String) -> String { say(Words(zh: zh, en: en)) }

  var page: HTML {
    """
    <!DOCTYPE html>
    <html lang="\(languageTag)">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(say(report.closing.title))</title>
    <style>\(Self.style)</style>
    </head>
    <body>
    <h1>\(say(report.closing.title))</h1>
    <p>\(say(report.closing.summary))</p>
    <p class="small">\(basis)</p>
    \(closing)
    \(curves)
    \(restatements)
    \(clauses)
    \(assessors)
    </body>
    </html>

    """
  }

  private static let style: HTML = """

    body { font: 15px/1.5 "Noto Sans", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #1b1b1b; background: #fff; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
    h1 { font-size: 1.6rem; margin: 0 0 .5rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #bbb; }
    h3 { font-size: 1rem; margin: 1.2rem 0 .2rem; } .small { color: #555; font-size: .85rem; overflow-wrap: anywhere; }
    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
    th, td { text-align: left; padding: .25rem .6rem; border-bottom: 1px solid #ddd; } th { background: #f3f3f3; }
    .n { text-align: right; white-space: nowrap; } figure { margin: 0; break-inside: avoid; } tr { break-inside: avoid; }
    svg { width: 100%; height: auto; } svg text { font-size: 11px; fill: #333; } .score-tick, text.threshold { text-anchor: end; }
    .axis { stroke: #888; } line.threshold { stroke: #b00020; stroke-dasharray: 5 4; } svg text.threshold { fill: #b00020; }
    .score { fill: none; stroke: #0b57a4; stroke-width: 2; } circle { fill: #0b57a4; } .after { fill: #f0ead6; }
    @media print { body { margin: 0; max-width: none; font-size: 11px; } h2 { break-after: avoid; } th { background: none; } }

    """

  private var basis: HTML {
    let view = say(
      zh: "截至 \(report.asOf)，所知截至 \(report.zone.readable(report.knownAt))",
      en: "as of \(report.asOf), known at \(report.zone.readable(report.knownAt))")
    return "\(view) · \(report.rulebook.name) · SHA-256 \(report.rulebook.digest.hex)"
  }

  /// A table; numbers are set right: the columns from `first` on, but for some.
  private func table(
    _ headings: [Words], numbersFrom first: Int, but texts: Set<Int> = [], _ rows: [[String]]
  ) -> HTML {
    func cell(_ name: String, _ index: Int, _ text: String) -> HTML {
      let tag = HTML(stringLiteral: name)
      return index >= first && !texts.contains(index)
        ? "<\(tag) class=\"n\">\(text)</\(tag)>" : "<\(tag)>\(text)</\(tag)>"
    }
    func row(_ name: String, _ cells: [String]) -> HTML {
      "<tr>\(HTML(cells.enumerated().map { cell(name, $0.offset, $0.element) }))</tr>"
    }
    return """
      <table>
      <thead>\(row("th", headings.map(say)))</thead>
      <tbody>
      \(HTML(rows.map { row("td", $0) }))
      </tbody>
      </table>
      """
  }

  private func section(_ heading: Words, _ body: HTML) -> HTML { "<h2>\(say(heading))</h2>\n\(body)" }

  private var closing: HTML {
    let sum = report.closing.total
    let rows = report.closing.lines.map { line in
      [line.provider.text, line.name, say(line.status.words)]
        + balance(line.closedScore, line.score, restated(line), line.pending)
        + [line.openCases.map { say($0.words) }.joined(separator: ", "), count(line.openAppeals)]
        + [line.unreportedMonths.shortened]
    }
    let cases = Procedure.allCases.map { kind in "\(sum.openCases.count { $0 == kind }) \(say(kind.words))" }
    let last =
      [say(zh: "合计", en: "total"), "", ""]
      + balance(sum.closedScore, sum.score, count(sum.restated), sum.pending)
      + [sum.openCases.isEmpty ? "" : cases.joined(separator: ", "), count(sum.openAppeals)]
      + [count(sum.unreportedMonths.count)]
    return table(
      [
        Words(zh: "服务商", en: "provider"), Words(zh: "名称", en: "name"), Words(zh: "状态", en: "status"),
        Words(zh: "关账扣分", en: "closed at"), Words(zh: "现扣分", en: "score now"), Words(zh: "更正", en: "restated"),
        Words(zh: "待评定", en: "pending"), Words(zh: "范围", en: "range"), Words(zh: "未结程序", en: "open cases"),
        Words(zh: "未决申诉", en: "open appeals"), Words(zh: "未上报成交月份", en: "sales not reported"),
      ], numbersFrom: 3, but: [8, 10], rows + [last])
  }

  private func balance(_ closed: Int?, _ score: Int, _ restated: String, _ pending: Standing.Exposure) -> [String] {
    [
      closed.map(String.init) ?? "–", String(score), restated, count(pending.count),
      pending.count == 0 ? "" : pending.range,
    ]
  }

  private func count(_ number: Int) -> String { number == 0 ? "" : String(number) }

  private func restated(_ line: YearBalance) -> String {
    guard line.restatements > 0, let difference = line.difference else { return "" }
    return difference == 0 ? "±0" : signed(difference)
  }

  private func signed(_ number: Int) -> String { (number > 0 ? "+" : "−") + String(abs(number)) }

  private var curves: HTML {
    guard !report.curves.isEmpty else { return "" }
    let note = say(
      zh: "扣分达到整改线一半及以上的服务商；曲线为账本在每一天所知的扣分，关账之后的部分着色。",
      en:
        "Providers that reached half of the first threshold; the curve is the score the ledger knew on each day, shaded after the year's end."
    )
    let figures = report.curves.map { curve -> HTML in
      let heading = "\(curve.statement.provider) \(curve.statement.name)"
      let peak = say(
        zh: "最高 \(curve.peak)，现为 \(curve.statement.score)", en: "at most \(curve.peak), now \(curve.statement.score)")
      return """
        <figure><h3>\(heading)</h3><figcaption class="small">\(peak)</figcaption>
        \(ScoreChart(report: report, curve: curve, say: say).html)
        </figure>
        """
    }
    return section(
      Words(zh: "接近标准线的服务商", en: "Providers at risk"), "<p class=\"small\">\(note)</p>\n\(HTML(figures))")
  }

  private var restatements: HTML {
    guard !report.restatements.isEmpty else { return "" }
    let rows = report.restatements.flatMap { restatement in
      restatement.entries.map { entry in
        [
          restatement.statement.provider.text, report.zone.readable(entry.event.event.recordedAt),
          entry.movement.breach?.text ?? say(zh: "整改达标", en: "rectification passed"), entry.reason ?? "",
          signed(entry.movement.points), String(entry.movement.score),
        ]
      }
    }
    return section(
      Words(zh: "关账后的更正", en: "Restated since the closing"),
      table(
        [
          Words(zh: "服务商", en: "provider"), Words(zh: "获知", en: "learnt"), Words(zh: "违规", en: "breach"),
          Words(zh: "理由", en: "reason"), Words(zh: "分数", en: "points"), Words(zh: "其后", en: "after"),
        ], numbersFrom: 4, rows))
  }

  private var clauses: HTML {
    let rows = report.clauses.map { line in
      let judged = [line.assessed.count == 0 ? "–" : String(line.assessed.minimum), line.assessed.mean]
      return ["§" + line.terms.section, say(line.clause.words), range(line.terms)]
        + Breach.Status.allCases.map { String(line.states[$0] ?? 0) } + judged
        + [line.assessed.count == 0 ? "–" : String(line.assessed.maximum), String(line.charged)]
    }
    return section(
      Words(zh: "各条款扣分", en: "Points by clause"),
      table(
        [Words(zh: "条", en: "§"), Words(zh: "条款", en: "clause"), Words(zh: "范围", en: "range")]
          + Breach.Status.allCases.map(\.words) + [
            Words(zh: "最低", en: "min"), Words(zh: "平均", en: "mean"), Words(zh: "最高", en: "max"),
            Words(zh: "现计分", en: "charged now"),
          ], numbersFrom: 2, rows))
  }

  private var assessors: HTML {
    let rows = report.assessors.map { line in
      [
        "§" + line.terms.section, say(line.clause.words), line.assessor, range(line.terms), String(line.points.count),
        String(line.points.minimum), line.points.mean, String(line.points.maximum),
      ]
    }
    let note = say(
      zh: "同一条款下各评定人给分是否一致：次数、最低、平均、最高。",
      en: "Whether those who judge one clause judge it alike: how often, least, mean, most.")
    return section(
      Words(zh: "各评定人的评定", en: "Judgements by assessor"),
      "<p class=\"small\">\(note)</p>\n"
        + table(
          [
            Words(zh: "条", en: "§"), Words(zh: "条款", en: "clause"), Words(zh: "评定人", en: "assessor"),
            Words(zh: "范围", en: "range"), Words(zh: "次数", en: "count"), Words(zh: "最低", en: "min"),
            Words(zh: "平均", en: "mean"), Words(zh: "最高", en: "max"),
          ], numbersFrom: 3, rows))
  }

  private func range(_ terms: ClauseTerms) -> String { "\(terms.points.lowerBound)–\(terms.points.upperBound)" }
}

extension HTML {
  /// One piece after the other.
  fileprivate static func + (left: HTML, right: HTML) -> HTML { "\(left)\(right)" }
}

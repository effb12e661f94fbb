import EventStore
public import Ledger
public import LedgerDomain
import LedgerFormat

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
private struct YearPage: ReportPage {
  let report: YearReport
  let languageTag: String
  let say: (Words) -> String

  var page: HTML {
    let title = say(report.closing.title)
    return HTML.page(
      title, languageTag: languageTag,
      """
      <header>
      <h1>\(title)</h1>
      <p>\(say(report.closing.summary))</p>
      </header>
      <main>
      \(figures)
      \(scores)
      \(curves)
      \(restatements)
      \(clauses)
      \(assessors)
      </main>
      <footer><p>\(basis)</p></footer>
      """)
  }

  private var basis: String {
    "\(view(report.asOf, report.knownAt, in: report.zone)) · \(report.rulebook.name) · SHA-256 \(report.rulebook.digest.hex)"
  }
}

/// What the year comes to in four numbers, and provider by provider.
extension YearPage {
  private var figures: HTML {
    let lines = report.closing.lines
    let sum = report.closing.total
    let closed = lines.count { $0.closedScore != nil }
    let first = report.thresholds.first
    let change = sum.closedScore.map { sum.score - $0 } ?? 0
    return """
      <dl class="figures">
      \(figure(say(zh: "已关账", en: "closed"), "\(closed) / \(lines.count)", sum.closedScore.map { say(zh: "关账时共扣 \($0) 分", en: "at \($0.english("point")) in all") } ?? say(zh: "尚未关账", en: "not closed yet")))
      \(figure(say(zh: "待评定", en: "pending"), "\(sum.pending.count)", sum.pending.count == 0 ? say(zh: "没有待评定的违规", en: "nothing waits to be judged") : say(zh: "共 \(sum.pending.range) 分", en: "\(sum.pending.range) points together")))
      \(figure(say(zh: "接近标准线", en: "at risk"), "\(report.curves.count)", say(zh: "曾达\(first?.opens.words.zh ?? "")线一半及以上", en: "reached half of the \(first?.opens.words.en ?? "") line")))
      \(figure(say(zh: "关账后更正", en: "restated"), "\(sum.restated)", closed == 0 ? say(zh: "尚未关账", en: "not closed yet") : sum.restated == 0 ? say(zh: "关账后没有变动", en: "nothing since the closing") : say(zh: "合计 \(change.signed) 分", en: "\(change.signed) since the closing")))
      </dl>
      """
  }

  /// The highest score first.
  private var scores: HTML {
    let heading = Words(zh: "各服务商扣分", en: "Scores")
    var table = table(
      heading,
      [
        (Words(zh: "服务商", en: "provider"), .name), (Words(zh: "状态", en: "status"), .text),
        (Words(zh: "现扣分", en: "score now"), .number), (Words(zh: "对照标准线", en: "against the lines"), .bar),
        (Words(zh: "关账扣分", en: "closed at"), .number), (Words(zh: "更正", en: "restated"), .number),
        (Words(zh: "待评定", en: "pending"), .number), (Words(zh: "未结事项", en: "open"), .text),
        (Words(zh: "未上报成交月份", en: "sales not reported"), .wide),
      ])
    let lines = report.closing.lines.sorted { ($1.score, $0.provider) < ($0.score, $1.provider) }
    let most =
      lines.map { $0.score + $0.pending.maximum } + lines.flatMap { report.thresholds(of: $0.provider).map(\.points) }
    let scale = max(1, (most.max() ?? 0) * 104 / 100)
    table.rows = lines.map { line in
      let bar = ScoreBar(
        score: line.score, pending: line.pending.maximum, thresholds: report.thresholds(of: line.provider),
        scale: scale, say: say)
      return [
        "\(line.name) <span class=\"key\">\(line.provider.text)</span>", "\(say(line.status.words))",
        "<b>\(line.score)</b>",
        bar.html, "\(line.closedScore.map(String.init) ?? "")", "\(restated(line))", "\(pending(line.pending))",
        "\(open(line.openCases, line.openAppeals))", "\(line.unreportedMonths.shortened)",
      ]
    }
    let sum = report.closing.total
    let months = sum.unreportedMonths.count
    table.total = [
      "\(say(zh: "合计", en: "total"))", "", "\(sum.score)", "", "\(sum.closedScore.map(String.init) ?? "")",
      "\(count(sum.restated))", "\(pending(sum.pending))", "\(open(sum.openCases, sum.openAppeals))",
      "\(months == 0 ? "" : say(zh: "\(months) 个月", en: months.english("month")))",
    ]
    return section(heading, "\(ScoreBar.legend(report.thresholds, say))\n\(table.html)")
  }

  /// Cases and appeals that are open, each kind with how many.
  private func open(_ cases: [Procedure], _ appeals: Int) -> String {
    let kinds = Procedure.allCases.map { kind in (kind.words, cases.count { $0 == kind }) }
    let all = kinds + [(Words(zh: "申诉", en: "appeal"), appeals)]
    return all.filter { $0.1 > 0 }.map { words, number in number == 1 ? say(words) : "\(say(words)) ×\(number)" }
      .joined(separator: say(zh: "、", en: ", "))
  }

  private func restated(_ line: YearBalance) -> String {
    guard line.restatements > 0, let difference = line.difference else { return "" }
    return difference == 0 ? "±0" : difference.signed
  }
}

/// How it came to that.
extension YearPage {
  private var curves: HTML {
    guard !report.curves.isEmpty else { return "" }
    let note = say(
      zh: "扣分达到整改线一半及以上的服务商。曲线为账本在每一天所知的扣分，年末之后的部分着色；圈内数字对应图下各笔变动。",
      en:
        "Providers that reached half of the first line. The curve is the score the ledger knew on each day, shaded after the "
        + "year's end; the numbers on it are those of the movements below.")
    let figures = report.curves.sorted { ($1.peak, $0.statement.provider) < ($0.peak, $1.statement.provider) }
      .map { ScoreChart(report: report, curve: $0, say: say).html }
    return section(
      Words(zh: "接近标准线的服务商", en: "Providers at risk"), "<p class=\"soft note\">\(note)</p>\n\(HTML(figures))")
  }

  private var restatements: HTML {
    guard !report.restatements.isEmpty else { return "" }
    let heading = Words(zh: "关账后的更正", en: "Restated since the closing")
    var table = table(
      heading,
      [
        (Words(zh: "服务商", en: "provider"), .name), (Words(zh: "入账", en: "recorded"), .text),
        (Words(zh: "违规", en: "breach"), .wide), (Words(zh: "理由", en: "reason"), .wide),
        (Words(zh: "分数", en: "points"), .number), (Words(zh: "其后", en: "after"), .number),
      ])
    table.rows = report.restatements.flatMap { restatement in
      restatement.entries.map { entry -> [HTML] in
        let breach = entry.movement.breach?.text ?? say(zh: "整改达标", en: "rectification passed")
        return [
          "\(restatement.statement.name) <span class=\"key\">\(restatement.statement.provider.text)</span>",
          "\(report.zone.readable(entry.event.event.recordedAt))",
          "\(entry.clause.map { say($0.words) } ?? "") <span class=\"key\">\(breach)</span>",
          "\(entry.reason ?? "")", "\(entry.movement.points.signed)", "\(entry.movement.score)",
        ]
      }
    }
    return section(heading, table.html)
  }

  private var clauses: HTML {
    guard !report.clauses.isEmpty else { return "" }
    let heading = Words(zh: "各条款扣分", en: "Points by clause")
    var table = table(
      heading,
      [(Words(zh: "条款", en: "clause"), .name), (Words(zh: "范围", en: "range"), .number)]
        + Breach.Status.allCases.map { ($0.words, .number) } + [
          (Words(zh: "最低", en: "min"), .number), (Words(zh: "平均", en: "mean"), .number),
          (Words(zh: "最高", en: "max"), .number), (Words(zh: "现计分", en: "charged now"), .number),
        ])
    table.rows = report.clauses.map { line in
      let judged = line.assessed.count > 0
      return [clause(line.clause, line.terms), "\(range(line.terms))"]
        + Breach.Status.allCases.map { "\(count(line.states[$0] ?? 0))" }
        + [
          "\(judged ? String(line.assessed.minimum) : "")", "\(judged ? line.assessed.mean : "")",
          "\(judged ? String(line.assessed.maximum) : "")", "<b>\(line.charged)</b>",
        ]
    }
    return section(heading, table.html)
  }

  private var assessors: HTML {
    guard !report.assessors.isEmpty else { return "" }
    let heading = Words(zh: "各评定人的评定", en: "Judgements by assessor")
    let note = say(
      zh: "同一条款下各评定人给分是否一致：次数、最低、平均、最高。",
      en: "Whether those who judge one clause judge it alike: how often, least, mean, most.")
    var table = table(
      heading,
      [
        (Words(zh: "条款", en: "clause"), .name), (Words(zh: "评定人", en: "assessor"), .text),
        (Words(zh: "范围", en: "range"), .number), (Words(zh: "次数", en: "count"), .number),
        (Words(zh: "最低", en: "min"), .number), (Words(zh: "平均", en: "mean"), .number),
        (Words(zh: "最高", en: "max"), .number),
      ])
    table.rows = report.assessors.map { line in
      [
        clause(line.clause, line.terms), "\(line.assessor)", "\(range(line.terms))", "\(line.points.count)",
        "\(line.points.minimum)", "\(line.points.mean)", "\(line.points.maximum)",
      ]
    }
    return section(heading, "<p class=\"soft note\">\(note)</p>\n\(table.html)")
  }
}

public import Ledger
public import LedgerDomain
import LedgerFormat

extension MonthReport {
  /// The report as one page of HTML that needs nothing else: no scripts, no other files.
  ///
  /// - Parameters:
  ///   - languageTag: the language of the page, such as `zh` or `en`.
  ///   - say: says a text in that language.
  public func html(languageTag: String, _ say: @escaping (Words) -> String) -> String {
    MonthPage(report: self, languageTag: languageTag, say: say).page.markup
  }
}

/// The report as a page.
private struct MonthPage: ReportPage {
  let report: MonthReport
  let languageTag: String
  let say: (Words) -> String

  private var sum: MonthFigures { report.total }

  var page: HTML {
    let title = say(report.title)
    return HTML.page(
      title, languageTag: languageTag,
      """
      <header>
      <h1>\(title)</h1>
      \(HTML(report.summary.map { sentence -> HTML in "<p>\(say(sentence))</p>" }))
      </header>
      <main>
      \(figures)
      \(providers)
      \(outlets)
      \(clauses)
      \(cities)
      \(milestones)
      \(HTML([unreported] + office))
      </main>
      <footer><p>\(view(report.asOf, report.knownAt, in: report.zone))</p></footer>
      """)
  }

  private var figures: HTML {
    let waiting =
      sum.pending.count == 0
      ? say(zh: "没有待评定的违规", en: "nothing waits to be judged")
      : say(zh: "共 \(sum.pending.range) 分", en: "\(sum.pending.range) points together")
    return """
      <dl class="figures">
      \(figure(say(zh: "违规", en: "breaches"), "\(sum.breaches)", say(zh: "现计 \(sum.charged) 分", en: "\(sum.charged.english("point")) charged now")))
      \(figure(say(zh: "待评定", en: "pending"), "\(sum.pending.count)", waiting))
      \(figure(say(zh: "本月扣分", en: "deducted"), "\(sum.deducted)", say(zh: "返还 \(sum.restored) 分", en: "\(sum.restored.english("point")) restored")))
      \(figure(say(zh: "迟答或未答", en: "late answers"), "\(sum.answersLate) / \(sum.answersDue)", say(zh: "投诉 \(sum.complaints) 件", en: sum.complaints.english("complaint"))))
      </dl>
      """
  }

  /// The highest score first.
  private var lines: [MonthReport.ProviderLine] {
    report.providers.sorted { ($1.score, $0.provider) < ($0.score, $1.provider) }
  }

  private var providers: HTML {
    let heading = Words(zh: "各服务商", en: "By provider")
    let first: [(Words, HTMLTable.Kind)] = [
      (Words(zh: "服务商", en: "provider"), .name), (Words(zh: "状态", en: "status"), .text),
      (Words(zh: "\(report.month.year) 年扣分", en: "score of \(report.month.year)"), .number),
    ]
    var table = table(heading, first + Self.deeds)
    table.rows = lines.map { line in
      [provider(line.name, line.provider), "\(say(line.status.words))", "<b>\(line.score)</b>"] + deeds(line.figures)
    }
    table.total = ["\(say(zh: "合计", en: "total"))", "", ""] + deeds(sum)
    return section(heading, rows(table))
  }

  private var outlets: HTML {
    let heading = Words(zh: "网点与成交", en: "Outlets and sales")
    var table = table(heading, [(Words(zh: "服务商", en: "provider"), .name)] + Self.trade)
    let held = lines.filter { line in trade(line.figures).contains { !$0.markup.isEmpty } }
    table.rows = held.map { [provider($0.name, $0.provider)] + trade($0.figures) }
    table.total = ["\(say(zh: "合计", en: "total"))"] + trade(sum)
    return section(heading, rows(table))
  }

  private var cities: HTML {
    let heading = Words(zh: "各城市", en: "By city")
    var table = table(heading, [(Words(zh: "城市", en: "city"), .name)] + Self.deeds + Self.trade)
    table.rows = report.cities.map { city, figures in
      ["\(city?.text ?? say(zh: "（不属于城市）", en: "(in no city)"))"] + deeds(figures) + trade(figures)
    }
    return section(heading, rows(table))
  }

  /// A table, or that there is nothing.
  private func rows(_ table: HTMLTable) -> HTML {
    table.rows.isEmpty ? "<p class=\"soft\">\(say(zh: "无。", en: "None."))</p>" : table.html
  }

  private static let deeds: [(Words, HTMLTable.Kind)] = [
    (Words(zh: "违规", en: "breaches"), .number), (Words(zh: "待评定", en: "pending"), .number),
    (Words(zh: "现计分", en: "charged now"), .number), (Words(zh: "本月评定", en: "assessed"), .number),
    (Words(zh: "本月扣分", en: "deducted"), .number), (Words(zh: "改判", en: "overturned"), .number),
    (Words(zh: "返还", en: "restored"), .number), (Words(zh: "迟答", en: "late answers"), .number),
    (Words(zh: "投诉", en: "complaints"), .number),
  ]

  private func deeds(_ figures: MonthFigures) -> [HTML] {
    let counts = [
      figures.charged, figures.assessed, figures.deducted, figures.overturned, figures.restored, figures.answersLate,
      figures.complaints,
    ]
    return ["\(count(figures.breaches))", "\(pending(figures.pending))"] + counts.map { "\(count($0))" }
  }

  private static let trade: [(Words, HTMLTable.Kind)] = [
    (Words(zh: "签约", en: "signed"), .number), (Words(zh: "开业", en: "opened"), .number),
    (Words(zh: "离开", en: "gone"), .number), (Words(zh: "成交", en: "sales"), .number),
    (Words(zh: "未上报", en: "missing"), .number),
  ]

  private func trade(_ figures: MonthFigures) -> [HTML] {
    let counts = [figures.outletsSigned, figures.outletsOpened, figures.outletsGone].map { count($0) }
    let sales = figures.salesReported == 0 ? "" : figures.salesFen.money
    return (counts + [sales, count(figures.salesMissing)]).map { "\($0)" }
  }
}

/// What the month was made of.
extension MonthPage {
  private var clauses: HTML {
    let heading = Words(zh: "各条款（违规发生在本月）", en: "By clause, of acts of the month")
    var table = table(
      heading,
      [
        (Words(zh: "条款", en: "clause"), .name), (Words(zh: "范围", en: "range"), .number),
        (Words(zh: "违规", en: "breaches"), .number),
      ] + Breach.Status.allCases.map { ($0.words, .number) } + [(Words(zh: "现计分", en: "charged now"), .number)])
    table.rows = report.clauses.map { line in
      [clause(line.clause, line.terms), "\(range(line.terms))", "\(line.states.values.reduce(0, +))"]
        + Breach.Status.allCases.map { "\(count(line.states[$0] ?? 0))" } + ["<b>\(line.charged)</b>"]
    }
    return section(heading, rows(table))
  }

  private var milestones: HTML {
    let heading = Words(zh: "达到标准线、程序的开启与了结", en: "Lines reached, procedures opened and closed")
    var table = table(
      heading,
      [
        (Words(zh: "服务商", en: "provider"), .name), (Words(zh: "日期", en: "on"), .text),
        (Words(zh: "事件", en: "event"), .text), (Words(zh: "年度", en: "year"), .number),
        (Words(zh: "详情", en: "of it"), .wide),
      ])
    table.rows = report.milestones.map { milestone in
      let event = milestone.event
      return [
        provider(milestone.name, milestone.provider), "\(report.zone.date(of: event.at).description)",
        "\(say(event.words))", "\(event.milestoneYear.map(String.init) ?? "")", "\(say(event.milestoneWords))",
      ]
    }
    return section(heading, rows(table))
  }

  /// What it came to besides points; nothing where there is nothing to say.
  private var office: [HTML] {
    guard !report.office.isEmpty else { return [] }
    let headings = report.officeHeadings
    var table = table(
      MonthReport.officeHeading,
      [(headings[0], .name)] + headings[2...7].map { ($0, .number) } + [(headings[8], .wide)])
    table.rows = report.office.map { line in
      [provider(line.name, line.provider)] + line.counts.map { "\(count($0))" }
        + ["\(line.admission.map { say($0.words) } ?? "")"]
    }
    return [section(MonthReport.officeHeading, rows(table))] + late
  }

  private var late: [HTML] {
    let headings = report.lateHeadings
    let kinds: [HTMLTable.Kind] = [.name, .text, .number, .number, .wide]
    var table = table(MonthReport.lateHeading, Array(zip(headings, kinds)))
    let language = Language(rawValue: languageTag) ?? .en
    table.rows = report.lateRows.map { row in
      [
        "\(report.name(of: row, language))", "\(row.clause)", "\(count(row.metLate))", "\(count(row.missed))",
        "\(language.list(row.providers.map(\.text)))",
      ]
    }
    return table.rows.isEmpty ? [] : [section(MonthReport.lateHeading, rows(table))]
  }

  private var unreported: HTML {
    let heading = Words(zh: "未上报的成交数据", en: "Sales not reported")
    let names = Dictionary(report.providers.map { ($0.provider, $0.name) }) { first, _ in first }
    var table = table(heading, [(Words(zh: "服务商", en: "provider"), .name), (Words(zh: "城市", en: "city"), .wide)])
    table.rows = report.unreported.map { [provider(names[$0.provider] ?? "", $0.provider), "\($0.city.text)"] }
    return section(heading, rows(table))
  }
}

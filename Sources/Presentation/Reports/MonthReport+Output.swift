public import Ledger
import LedgerDomain
import LedgerFormat

extension MonthReport {
  /// The report as people read it.
  public func page(_ language: Language) -> Page {
    var page = Page()
    page.add(language(title), .heading)
    page.add("")
    for sentence in summary { page.add(language(sentence)) }
    page.add(language(zh: "各条款（违规发生在本月）", en: "By clause, of acts of the month"), byClause(language))
    page.add(language(zh: "各服务商", en: "By provider"), byProvider(language))
    page.add(language(zh: "各城市", en: "By city"), byCity(language))
    page.add(
      language(zh: "达到标准线、程序的开启与了结", en: "Lines reached, procedures opened and closed"), byMilestone(language))
    page.add(language(zh: "未上报的成交数据", en: "Sales not reported"), missing(language))
    page.add(language(Self.officeHeading), byOffice(language))
    page.add(language(Self.lateHeading), byLateDuty(language))
    return page
  }

  /// What it is a report of.
  var title: Words { Words(zh: "\(month) 月报（截至 \(asOf)）", en: "Report of \(month), as of \(asOf)") }

  /// What the month came to, in sentences.
  var summary: [Words] {
    let sum = total
    let pending = sum.pending
    let wait = pending.count == 0 ? Words(zh: "", en: "") : Words(zh: "（\(pending.range) 分）", en: " (\(pending.range))")
    let points = [
      Words(
        zh: "本月发生的违规 \(sum.breaches) 项，现计 \(sum.charged) 分，其中待评定 \(pending.count) 项\(wait.zh)。",
        en:
          "\(sum.breaches.english("breach", "breaches")) by acts of the month, \(sum.charged.english("point")) charged "
          + "for them now, \(pending.count) pending\(wait.en)."),
      Words(
        zh: "本月评定 \(sum.assessed) 项，不成立 \(sum.dismissed) 项，申诉改判 \(sum.overturned) 项；"
          + "扣 \(sum.deducted) 分，返还 \(sum.restored) 分。",
        en:
          "In the month \(sum.assessed) assessed, \(sum.dismissed) dismissed, \(sum.overturned) reduced or overturned on "
          + "appeal; \(sum.deducted.english("point")) deducted, \(sum.restored) restored."),
      Words(
        zh: "应答复求助 \(sum.answersDue) 件，迟答或未答 \(sum.answersLate) 件；投诉 \(sum.complaints) 件。",
        en: "\(sum.answersDue.english("answer")) due, \(sum.answersLate) late or missing; "
          + "\(sum.complaints.english("complaint"))."),
      Words(
        zh: "新签网点 \(sum.outletsSigned) 家，开业 \(sum.outletsOpened) 家，离开 \(sum.outletsGone) 家；"
          + "已上报成交 \(sum.salesReported) 份，合计 \(sum.salesFen.money)，未上报 \(sum.salesMissing) 份。",
        en:
          "\(sum.outletsSigned.english("outlet")) signed, \(sum.outletsOpened) opened, \(sum.outletsGone) gone; sales "
          + "reported \(sum.salesReported), in all \(sum.salesFen.money), missing \(sum.salesMissing)."),
    ]
    return points + (officeSummary.map { [$0] } ?? [])
  }

  private func byClause(_ language: Language) -> Table {
    var table = Table(
      [
        (language(zh: "条", en: "§"), .left), (language(zh: "条款", en: "clause"), .left),
        (language(zh: "违规", en: "breaches"), .right),
      ] + Breach.Status.allCases.map { (language($0.words), .right) } + [
        (language(zh: "现计分", en: "charged now"), .right)
      ])
    table.rows = clauses.map { line in
      [line.terms.section, language(line.clause.words), String(line.states.values.reduce(0, +))]
        + Breach.Status.allCases.map { Self.shown(line.states[$0] ?? 0) } + [String(line.charged)]
    }
    return table
  }

  private func byProvider(_ language: Language) -> Table {
    var table = Table(
      [
        (language(zh: "服务商", en: "provider"), .left), (language(zh: "名称", en: "name"), .left),
        (language(zh: "状态", en: "status"), .left), (language(zh: "\(month.year) 年扣分", en: "score"), .right),
      ] + Self.headings(language))
    table.rank(essential: [0, 3, 4], important: [2, 5, 6, 8, 11], extra: [1, 9, 10])
    table.rows = providers.map { line in
      [line.provider.text, line.name, language(line.status.words), String(line.score)]
        + Self.cells(line.figures, language)
    }
    return table
  }

  private func byCity(_ language: Language) -> Table {
    var table = Table([(language(zh: "城市", en: "city"), .left)] + Self.headings(language))
    table.rows = cities.map { city, figures in
      [city?.text ?? language(zh: "（不属于城市）", en: "(in no city)")] + Self.cells(figures, language)
    }
    return table
  }

  private static func headings(_ language: Language) -> [(String, Table.Alignment)] {
    [
      (language(zh: "违规", en: "breaches"), .right), (language(zh: "待评定", en: "pending"), .right),
      (language(zh: "现计分", en: "charged now"), .right), (language(zh: "本月评定", en: "assessed"), .right),
      (language(zh: "本月扣分", en: "deducted"), .right), (language(zh: "改判", en: "overturned"), .right),
      (language(zh: "返还", en: "restored"), .right), (language(zh: "迟答", en: "late answers"), .right),
      (language(zh: "投诉", en: "complaints"), .right), (language(zh: "网点签约", en: "signed"), .right),
      (language(zh: "开业", en: "opened"), .right), (language(zh: "离开", en: "gone"), .right),
      (language(zh: "成交", en: "sales"), .right), (language(zh: "未上报", en: "missing"), .right),
    ]
  }

  private static func cells(_ figures: MonthFigures, _ language: Language) -> [String] {
    let pending = figures.pending
    let first = [shown(figures.breaches), pending.count == 0 ? "" : language.counted(pending.count, pending.range)]
    let counts = [
      figures.charged, figures.assessed, figures.deducted, figures.overturned, figures.restored, figures.answersLate,
      figures.complaints, figures.outletsSigned, figures.outletsOpened, figures.outletsGone,
    ]
    return first + counts.map(shown)
      + [figures.salesReported == 0 ? "" : figures.salesFen.money, shown(figures.salesMissing)]
  }

  /// A number, and nothing for none.
  private static func shown(_ number: Int) -> String { number == 0 ? "" : String(number) }

  private func byMilestone(_ language: Language) -> Table {
    var table = Table(
      (language(zh: "日期", en: "on"), .left), (language(zh: "服务商", en: "provider"), .left),
      (language(zh: "名称", en: "name"), .wrapped), (language(zh: "事件", en: "event"), .wrapped),
      (language(zh: "年度", en: "year"), .right), (language(zh: "详情", en: "of it"), .wrapped))
    table.rows = milestones.map { milestone in
      let event = milestone.event
      return [
        zone.date(of: event.at).description, milestone.provider.text, milestone.name, language(event.words),
        event.milestoneYear.map(String.init) ?? "", language(event.milestoneWords),
      ]
    }
    return table
  }

  private func missing(_ language: Language) -> Table {
    var table = Table((language(zh: "服务商", en: "provider"), .left), (language(zh: "城市", en: "city"), .left))
    table.rows = unreported.map { [$0.provider.text, $0.city.text] }
    return table
  }
}

extension Event {
  private var consequence: Consequence? { if case .consequence(let consequence) = body { consequence } else { nil } }

  /// The year whose points a line or a procedure is about; nil where it is about none.
  var milestoneYear: Int? {
    switch consequence {
    case .thresholdReached(let it)?: it.year
    case .rectificationOpened(let it)?: it.year
    case .rectificationClosed(let it)?: it.year
    case .terminationOpened(let it)?: it.year
    case .terminationClosed(let it)?: it.year
    case .breachDetected?, .answerDueMoved?, .dueMoved?, .breachWithdrawn?, .reviewDue?, .breachReopened?,
      .pointsDeducted?,
      .pointsRestored?,
      .expansionPaused?,
      .expansionUnpaused?, .expansionSuspended?, .expansionResumed?, .outletReceived?, .outletFrozen?, .yearClosed?,
      .dutyOpened?, .dutyMissed?, .dutyClosed?, .admissionChanged?,
      .programme?, nil:
      nil
    }
  }

  /// What is to be said of a line or a procedure besides its year.
  var milestoneWords: Words {
    switch consequence {
    case .thresholdReached(let it)?:
      Words(
        zh: "扣 \(it.score) 分，达到 \(it.threshold)" + (it.isLate ? "（逾期）" : ""),
        en: "\(it.score), reaching \(it.threshold)" + (it.isLate ? " (late)" : ""))
    case .rectificationClosed(let it)?: it.outcome.words
    case .terminationOpened(let it)?: it.ground.words
    case .terminationClosed(let it)?: it.outcome.words
    case .rectificationOpened?, .breachDetected?, .answerDueMoved?, .dueMoved?, .breachWithdrawn?, .reviewDue?,
      .breachReopened?,
      .pointsDeducted?,
      .pointsRestored?,
      .expansionPaused?, .expansionUnpaused?, .expansionSuspended?, .expansionResumed?, .outletReceived?,
      .outletFrozen?, .yearClosed?, .dutyOpened?, .dutyMissed?, .dutyClosed?, .admissionChanged?,
      .programme?, nil:
      Words(zh: "", en: "")
    }
  }
}

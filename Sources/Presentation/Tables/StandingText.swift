import Ledger
public import LedgerDomain

/// A standing as people read it.
public struct StandingText {
  let standing: Standing
  let language: Language
  private let zone: Zone
  private let thresholds: [Threshold]

  /// A standing to be read in a language.
  ///
  /// - Parameter thresholds: those that its score is held against.
  public init(_ standing: Standing, _ language: Language, in zone: Zone, against thresholds: [Threshold] = []) {
    self.standing = standing
    self.language = language
    self.zone = zone
    self.thresholds = thresholds
  }

  /// The list of all standings; without a language its headings and words are those of the JSON.
  ///
  /// - Parameters:
  ///   - thresholds: those that the scores are held against.
  ///   - isForPrograms: whether money is a number of yuan, as a spreadsheet adds up, and not as people read it.
  public static func table(
    of standings: [Standing], _ language: Language?, against thresholds: [Threshold] = [], isForPrograms: Bool = false
  ) -> Table {
    func column(
      _ name: String, _ zh: String, _ alignment: Table.Alignment, _ importance: Table.Importance
    ) -> Table.Column {
      Table.Column(language == .zh ? zh : name, alignment, importance)
    }
    var table = Table(
      column("provider", "服务商", .left, .essential), column("name", "名称", .wrapped, .usual),
      column("status", "状态", .left, .important), column("expansion", "拓展", .left, .important),
      column("year", "年度", .right, .usual), column("score", "扣分", .right, .essential),
      column("pending", "待评定", .right, .important),
      column("cities", "城市", language == nil ? .right : .wrapped, .extra),
      column("outlets", "网点", .right, .usual), column(language == nil ? "depositFen" : "deposit", "保证金", .right, .usual)
    )
    table.rows = standings.map { standing in
      let summary = standing.summary
      return [
        standing.provider.text, summary.name, language.map { $0(summary.status.words) } ?? summary.status.rawValue,
        language.map { $0(summary.expansion.words) } ?? summary.expansion.rawValue, String(standing.year),
        String(standing.score),
        standing.exposure.maximum == 0 ? "" : "\(standing.exposure.minimum)–\(standing.exposure.maximum)",
        language.map { $0.list(summary.cities.map(\.city.text)) } ?? String(summary.cities.count),
        String(summary.outlets.signed),
        isForPrograms || language == nil
          ? language.cell(fen: summary.deposit.balanceFen) : summary.deposit.balanceFen.money,
      ]
    }
    table.tint(2, standings.map(\.summary.status.tone))
    table.tint(3, standings.map(\.summary.expansion.tone))
    table.tint(5, standings.map { thresholds.tone(of: $0.score) })
    table.tint(6, standings.map { _ in .warning })
    return table
  }

  /// One standing in full.
  public var page: Page {
    let summary = standing.summary
    var page = Page()
    page.add(
      "\(standing.provider)  \(summary.name)"
        + language(zh: "（\(summary.kind.words.zh)）", en: "  (\(summary.kind.words.en))"), .heading)
    page.add(
      language(
        zh: "截至 \(standing.asOf)，所知截至 \(zone.readable(standing.knownAt))，规则 \(standing.rulebook)",
        en: "as of \(standing.asOf), known at \(zone.readable(standing.knownAt)), rulebook \(standing.rulebook)"))
    page.add("")
    page.add(pair(zh: "状态", en: "status", language(summary.status.words), summary.status.tone))
    page.add(pair(zh: "拓展", en: "expansion", expansionText, summary.expansion.tone))
    page.add(
      pair(
        zh: "\(standing.year) 年扣分", en: "score \(standing.year)", scoreText, thresholds.tone(of: standing.score)))
    if let rectification = summary.rectification {
      let deadline =
        rectification.deadline.map { language(zh: "，期限 \($0.asDue.zh)", en: ", deadline \($0.asDue.en)") } ?? ""
      page.add(pair(zh: "整改", en: "rectification", "\(rectification.year)" + deadline, .warning))
    }
    if let termination = summary.termination {
      let words = "\(language(termination.ground.words)) · \(language(termination.step.words))"
      page.add(pair(zh: "终止", en: "termination", words, .danger))
    }
    page.add(pair(zh: "保证金余额", en: "deposit", summary.deposit.balanceFen.money))
    if summary.outletDeposits != OutletDepositSums() {
      page.add(
        pair(zh: "网点保证金余额", en: "outlet deposits", summary.outletDeposits.balanceFen.money))
    }
    if let admission = summary.admission { add(admission, to: &page) }
    page.add(
      pair(
        zh: "网点", en: "outlets",
        language(
          zh: "在管 \(summary.outlets.signed)，已开业 \(summary.outlets.open)，已离开 \(summary.outlets.gone)",
          en: "\(summary.outlets.signed) held, \(summary.outlets.open) open, \(summary.outlets.gone) gone")))
    for var table in [years, cities, breaches, duties, measures, notices, agreements, outletAdmissions, contacts]
    where !table.rows.isEmpty {
      table.whole = .json
      page.add("")
      page.add(table)
    }
    return page
  }

  func pair(zh: String, en: String, _ value: String, _ tone: Tone? = nil) -> Line {
    let name = language(zh: zh, en: en)
    var line = Line(name + String(repeating: " ", count: max(1, 16 - name.displayWidth)))
    line.add(value, tone)
    return line
  }

  private var expansionText: String {
    let word = language(standing.summary.expansion.words)
    return standing.summary.pauses.isEmpty
      ? word : word + " (" + standing.summary.pauses.map(\.text).joined(separator: ", ") + ")"
  }

  private var scoreText: String {
    guard standing.exposure.maximum > 0 else { return String(standing.score) }
    let range = "\(standing.exposure.minimum)–\(standing.exposure.maximum)"
    return language(zh: "\(standing.score)（待评定另有 \(range)）", en: "\(standing.score) (\(range) more pending)")
  }

  private var years: Table {
    var table = Table(
      (language(zh: "年度", en: "year"), .right), (language(zh: "扣分", en: "score"), .right),
      (language(zh: "关账时", en: "closed at"), .right))
    table.rows = standing.summary.years.map { line in
      [String(line.year), String(line.score), line.closedScore.map(String.init) ?? "–"]
    }
    return table
  }

  private var cities: Table {
    var table = Table(
      (language(zh: "城市", en: "city"), .left), (language(zh: "计划", en: "planned"), .right),
      (language(zh: "已签", en: "signed"), .right), (language(zh: "首批期限", en: "first batch due"), .left),
      (language(zh: "全部期限", en: "all due"), .left))
    table.rows = standing.summary.cities.map { line in
      [
        line.city.text, String(line.planned), String(line.signed), line.firstBatchDue.description,
        line.completeDue.description,
      ]
    }
    return table
  }

  /// What the provider's own agreements set in the place of the regulation's terms.
  private var agreements: Table {
    var table = Table(
      (language(zh: "协议", en: "agreement"), .left), (language(zh: "期间", en: "term"), .left),
      (language(zh: "城市", en: "cities"), .wrapped), (language(zh: "约定", en: "sets"), .wrapped))
    table.rows = standing.summary.agreements.map { line in
      [
        "#\(line.position)", "\(line.startsOn)–\(line.endsOn)",
        line.cities?.map(\.text).joined(separator: ", ") ?? language(zh: "全部", en: "all"),
        line.terms.terms.map { "\($0.term.path) \($0.value.text)" }.joined(separator: ", "),
      ]
    }
    return table
  }

  /// The duties of an office that are owed, or were met late.
  private var duties: Table {
    var table = Table(
      .init(language(zh: "期限", en: "due"), .left, .essential),
      .init(language(zh: "义务", en: "duty"), .wrapped, .essential),
      .init(language(zh: "状态", en: "state"), .left, .important),
      .init(language(zh: "义务人", en: "owed by"), .left, .usual))
    let lines = standing.summary.duties
    table.rows = lines.map { line in
      [
        line.due.map { language($0.words) } ?? "–", line.duty.text, language(line.state.words),
        language(line.owedBy.words),
      ]
    }
    table.tint(2, lines.map { $0.state == .open ? nil : .warning })
    return table
  }

  private var breaches: Table {
    var table = Table(
      .init(language(zh: "日期", en: "on"), .left, .essential),
      .init(language(zh: "违规", en: "breach"), .wrapped, .essential),
      .init(language(zh: "条款", en: "clause"), .wrapped, .usual),
      .init(language(zh: "状态", en: "state"), .left, .important),
      .init(language(zh: "范围", en: "range"), .right, .important),
      .init(language(zh: "评定", en: "assessed"), .right, .usual),
      .init(language(zh: "计分", en: "charged"), .right, .important))
    table.rows = standing.breaches.map { line in
      [
        line.on.description, line.breach.text, language(line.clause.words), language(line.state.words),
        "\(line.points.lowerBound)–\(line.points.upperBound)", line.assessed.map(String.init) ?? "–",
        line.charged.map(String.init) ?? "–",
      ]
    }
    table.tint(3, standing.breaches.map(\.state.tone))
    return table
  }
}

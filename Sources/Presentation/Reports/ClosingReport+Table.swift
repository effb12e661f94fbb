public import Ledger
import LedgerDomain
import LedgerFormat

extension ClosingReport {
  /// The report as people read it on a terminal.
  public func page(_ language: Language) -> Page {
    var page = Page()
    page.add(language(title), .heading)
    page.add("")
    page.add(table(language))
    page.add("")
    page.add(language(summary))
    return page
  }

  /// A row for each provider, and a last one that sums them.
  private func table(_ language: Language) -> Table {
    var table = Table(
      .init(language(zh: "服务商", en: "provider"), .left, .essential),
      .init(language(zh: "名称", en: "name"), .wrapped, .extra),
      .init(language(zh: "状态", en: "status"), .left, .important),
      .init(language(zh: "关账扣分", en: "closed at"), .right, .important),
      .init(language(zh: "现扣分", en: "score"), .right, .essential),
      .init(language(zh: "更正", en: "restated"), .right, .important),
      .init(language(zh: "待评定", en: "pending"), .right, .important),
      .init(language(zh: "范围", en: "range"), .right, .usual),
      .init(language(zh: "未结程序", en: "open cases"), .wrapped, .usual),
      .init(language(zh: "未决申诉", en: "appeals"), .right, .usual),
      .init(language(zh: "未上报成交月份", en: "sales not reported"), .wrapped, .extra))
    table.rows = lines.map { line in
      [line.provider.text, line.name, language(line.status.words)]
        + Self.numbers(line.closedScore, line.score, line.restated, line.pending)
        + [line.openCases.map { language($0.words) }.joined(separator: ", "), Self.count(line.openAppeals)]
        + [line.unreportedMonths.shortened]
    }
    let sum = total
    let months = sum.unreportedMonths.count
    let cases = Procedure.allCases.compactMap { kind -> String? in
      let count = sum.openCases.count { $0 == kind }
      return count == 0 ? nil : "\(count) \(language(kind.words))"
    }
    table.rows.append(
      [language(zh: "合计", en: "total"), "", ""]
        + Self.numbers(sum.closedScore, sum.score, Self.count(sum.restated), sum.pending)
        + [cases.joined(separator: ", "), Self.count(sum.openAppeals)]
        + [months == 0 ? "" : language(zh: "\(months) 个月", en: months.english("month"))])
    table.tint(2, lines.map(\.status.tone))
    table.tint(6, lines.map { _ in .warning })
    return table
  }

  private static func numbers(
    _ closed: Int?, _ score: Int, _ restated: String, _ pending: Standing.Exposure
  ) -> [String] {
    [
      closed.map(String.init) ?? "–", String(score), restated, count(pending.count),
      pending.count == 0 ? "" : pending.range,
    ]
  }

  private static func count(_ number: Int) -> String { number == 0 ? "" : String(number) }

  /// A row for each provider and no other, so that whoever sums a column is not led astray.
  ///
  /// - Parameter language: that of headings and words; nil for those of the JSON.
  public func sheet(_ language: Language?) -> Table {
    var table = Table(
      sheet: [
        .init("provider", zh: "服务商"), .init("name", zh: "名称"), .init("status", zh: "状态"),
        .init("closedScore", zh: "关账扣分", en: "closed at"), .init("score", zh: "现扣分"), .init("restated", zh: "更正"),
        .init("pending", zh: "待评定"), .init("pendingMinimum", zh: "待评定最低", en: "pending, least"),
        .init("pendingMaximum", zh: "待评定最高", en: "pending, most"), .init("openCases", zh: "未结程序", en: "open cases"),
        .init("openAppeals", zh: "未决申诉", en: "open appeals"),
        .init("unreportedMonths", zh: "未上报成交月份", en: "sales not reported"),
      ], language)
    table.rows = lines.map { line in
      let months = line.unreportedMonths
      return [
        line.provider.text, line.name, language.cell(line.status.rawValue, line.status.words),
        line.closedScore.map(String.init) ?? "", String(line.score), line.restated, String(line.pending.count),
        String(line.pending.minimum), String(line.pending.maximum),
        language.cell(line.openCases.map { ($0.rawValue, $0.words) }), String(line.openAppeals),
        language == nil ? months.map { "\($0.city) \($0.month)" }.joined(separator: "; ") : months.shortened,
      ]
    }
    return table
  }
}

extension YearBalance {
  /// What has come to the score since the closing: nothing, or a difference, which is 0 where it has cancelled out.
  fileprivate var restated: String {
    guard restatements > 0, let difference else { return "" }
    return difference == 0 ? "±0" : (difference > 0 ? "+" : "") + String(difference)
  }
}

public import Ledger
import LedgerDomain
import LedgerFormat

extension ClosingReport {
  /// The report in the format asked for.
  public func lines(_ format: OutputFormat, _ language: Language) -> [String] {
    switch format {
    case .json: [json.text]
    case .csv: csv
    case .table: [language(title), ""] + table(language).text + ["", language(summary)]
    }
  }

  /// A row for each provider, and a last one that sums them.
  private func table(_ language: Language) -> Table {
    var table = Table(
      (language(zh: "服务商", en: "provider"), .left), (language(zh: "名称", en: "name"), .left),
      (language(zh: "状态", en: "status"), .left), (language(zh: "关账扣分", en: "closed at"), .right),
      (language(zh: "现扣分", en: "score"), .right), (language(zh: "更正", en: "restated"), .right),
      (language(zh: "待评定", en: "pending"), .right), (language(zh: "范围", en: "range"), .right),
      (language(zh: "未结程序", en: "open cases"), .left), (language(zh: "未决申诉", en: "appeals"), .right),
      (language(zh: "未上报成交月份", en: "sales not reported"), .left))
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

  /// A row for each provider and no other, so that a program which sums a column is not led astray; headings and words
  /// are those of the JSON.
  private var csv: [String] {
    var table = Table(
      ("provider", .left), ("name", .left), ("status", .left), ("closedScore", .right), ("score", .right),
      ("restated", .right), ("pending", .right), ("pendingMinimum", .right), ("pendingMaximum", .right),
      ("openCases", .left), ("openAppeals", .right), ("unreportedMonths", .left))
    table.rows = lines.map { line in
      [
        line.provider.text, line.name, line.status.rawValue, line.closedScore.map(String.init) ?? "",
        String(line.score),
        line.restated, String(line.pending.count), String(line.pending.minimum), String(line.pending.maximum),
        line.openCases.map(\.rawValue).joined(separator: " "), String(line.openAppeals),
        line.unreportedMonths.map { "\($0.city) \($0.month)" }.joined(separator: "; "),
      ]
    }
    return table.csv
  }
}

extension YearBalance {
  /// What has come to the score since the closing: nothing, or a difference, which is 0 where it has cancelled out.
  fileprivate var restated: String {
    guard restatements > 0, let difference else { return "" }
    return difference == 0 ? "±0" : (difference > 0 ? "+" : "") + String(difference)
  }
}

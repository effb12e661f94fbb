import Ledger
import LedgerDomain

extension ClosingReport {
  /// The report in the format asked for.
  func lines(_ format: OutputFormat, _ language: Language) -> [String] {
    switch format {
    case .json: [json.text]
    case .csv: table(nil).csv
    case .table: [language(title), ""] + table(language).text + ["", language(summary)]
    }
  }

  /// The providers as a table; without a language its headings and words are those of the JSON.
  func table(_ language: Language?) -> Table {
    func heading(_ name: String, _ zh: String) -> String { language == .zh ? zh : name }
    var table = Table(
      (heading("provider", "服务商"), .left), (heading("name", "名称"), .left), (heading("status", "状态"), .left),
      (heading("closedScore", "关账扣分"), .right), (heading("score", "现扣分"), .right),
      (heading("restated", "更正"), .right))
    table.rows = lines.map { line in
      let status = line.summary.status
      let difference = line.difference
      return [
        line.provider, line.summary.name, language.map { $0(status.words) } ?? status.rawValue,
        String(line.closed), String(line.score),
        difference == 0 ? "" : (difference > 0 ? "+" : "") + String(difference),
      ]
    }
    return table
  }
}

import Ledger
import LedgerDomain

/// What a closed year came to, provider by provider.
struct ClosingReport {
  let year: Int
  let standings: [Standing]
  let language: Language

  private struct Line {
    let standing: Standing
    let closed: Int
    let score: Int
  }

  init(year: Int, standings: [Standing], language: Language) {
    self.year = year
    self.standings = standings
    self.language = language
  }

  /// The providers whose year is closed, by key.
  private var closed: [Line] {
    standings.compactMap { standing in
      guard let line = standing.summary.years.first(where: { $0.year == year }), let closed = line.closedScore else {
        return nil
      }
      return Line(standing: standing, closed: closed, score: line.score)
    }
  }

  func lines(_ format: OutputFormat) -> [String] {
    switch format {
    case .json: [json]
    case .csv: table(nil).csv
    case .table: [title, ""] + table(language).text + ["", summary]
    }
  }

  private var title: String { language(zh: "\(year) 年度关账报告", en: "Closing report \(year)") }

  private var summary: String {
    let lines = closed
    let restated = lines.count { $0.closed != $0.score }
    return language(
      zh: "共 \(lines.count) 家服务商，合计扣分 \(lines.map(\.score).reduce(0, +))，关账后更正 \(restated) 家。",
      en:
        "\(lines.count) providers, \(lines.map(\.score).reduce(0, +)) points in all, \(restated) restated since the closing."
    )
  }

  private func table(_ language: Language?) -> Table {
    func heading(_ name: String, _ zh: String) -> String { language == .zh ? zh : name }
    var table = Table(
      (heading("provider", "服务商"), .left), (heading("name", "名称"), .left), (heading("status", "状态"), .left),
      (heading("closedScore", "关账扣分"), .right), (heading("score", "现扣分"), .right),
      (heading("restated", "更正"), .right))
    table.rows = closed.map { line in
      let status = line.standing.summary.status
      let difference = line.score - line.closed
      return [
        line.standing.provider, line.standing.summary.name, language.map { $0(status.words) } ?? status.rawValue,
        String(line.closed), String(line.score),
        difference == 0 ? "" : (difference > 0 ? "+" : "") + String(difference),
      ]
    }
    return table
  }

  private var json: String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("year", year)
      writer.name("providers")
      writer.array { writer in
        for line in closed {
          writer.object { writer in
            writer.field("provider", line.standing.provider)
            writer.field("name", line.standing.summary.name)
            writer.field("status", line.standing.summary.status.rawValue)
            writer.field("closedScore", line.closed)
            writer.field("score", line.score)
          }
        }
      }
    }
    return writer.text
  }
}

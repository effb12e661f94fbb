public import Ledger
import LedgerDomain

extension YearReport {
  /// The report as people read it on a terminal.
  public func page(_ language: Language) -> Page {
    var page = closing.page(language)
    page.add(language(zh: "接近标准线的服务商", en: "Providers at risk"), atRisk(language))
    page.add(language(zh: "关账后的更正", en: "Restated since the closing"), restated(language))
    page.add(language(zh: "各条款扣分", en: "Points by clause"), byClause(language))
    page.add(language(zh: "各评定人的评定", en: "Judgements by assessor"), byAssessor(language))
    return page
  }

  private func atRisk(_ language: Language) -> Table {
    var table = Table(
      (language(zh: "服务商", en: "provider"), .left), (language(zh: "名称", en: "name"), .left),
      (language(zh: "最高", en: "peak"), .right), (language(zh: "现扣分", en: "score"), .right))
    table.rows = curves.map {
      [$0.statement.provider.text, $0.statement.name, String($0.peak), String($0.statement.score)]
    }
    return table
  }

  private func restated(_ language: Language) -> Table {
    var table = Table(
      (language(zh: "服务商", en: "provider"), .left), (language(zh: "位置", en: "position"), .right),
      (language(zh: "违规", en: "breach"), .wrapped), (language(zh: "分数", en: "points"), .right),
      (language(zh: "其后", en: "after"), .right))
    table.rows = restatements.flatMap { restatement in
      restatement.entries.map { entry in
        [
          restatement.statement.provider.text, String(entry.movement.position), entry.movement.breach?.text ?? "",
          String(entry.movement.points), String(entry.movement.score),
        ]
      }
    }
    return table
  }

  private func byClause(_ language: Language) -> Table {
    var table = Table(
      (language(zh: "条", en: "§"), .left), (language(zh: "条款", en: "clause"), .wrapped),
      (language(zh: "范围", en: "range"), .right), (language(zh: "违规", en: "breaches"), .right),
      (language(zh: "评定", en: "assessed"), .right), (language(zh: "最低", en: "min"), .right),
      (language(zh: "平均", en: "mean"), .right), (language(zh: "最高", en: "max"), .right),
      (language(zh: "现计分", en: "charged now"), .right))
    table.rows = clauses.map { line in
      let judged = line.assessed
      return [
        line.terms.section, language(line.clause.words),
        "\(line.terms.points.lowerBound)–\(line.terms.points.upperBound)",
        String(line.states.values.reduce(0, +)), String(judged.count), judged.count == 0 ? "–" : String(judged.minimum),
        judged.mean, judged.count == 0 ? "–" : String(judged.maximum), String(line.charged),
      ]
    }
    return table
  }

  private func byAssessor(_ language: Language) -> Table {
    var table = Table(
      (language(zh: "条", en: "§"), .left), (language(zh: "条款", en: "clause"), .wrapped),
      (language(zh: "评定人", en: "assessor"), .left), (language(zh: "范围", en: "range"), .right),
      (language(zh: "次数", en: "count"), .right), (language(zh: "最低", en: "min"), .right),
      (language(zh: "平均", en: "mean"), .right), (language(zh: "最高", en: "max"), .right))
    table.rows = assessors.map { line in
      [
        line.terms.section, language(line.clause.words), line.assessor,
        "\(line.terms.points.lowerBound)–\(line.terms.points.upperBound)", String(line.points.count),
        String(line.points.minimum), line.points.mean, String(line.points.maximum),
      ]
    }
    return table
  }
}

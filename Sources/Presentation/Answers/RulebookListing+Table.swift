import LedgerDomain
import Rulebook
import Ledger

extension RulebookListing {
  /// The version as people read it on a terminal.
  public func lines(_ language: Language) -> [String] {
    var lines = ["\(rulebook.name)  \(language(rulebook.title))", "SHA-256 \(sha256)"]
    if let version = version, let effective = version.effective, let published = version.publishedAt {
      let moment = rulebook.terms.zone.text(published)
      lines.append(
        language(zh: "自 \(effective) 生效，发布于 \(moment)", en: "in force from \(effective), published \(moment)"))
    }
    return lines + [""] + clauses(language).text + [""] + terms(language).text
  }

  private func clauses(_ language: Language) -> Table {
    var table = Table(
      (language(zh: "条款", en: "clause"), .left), ("§", .left), (language(zh: "方式", en: "mode"), .left),
      (language(zh: "范围", en: "range"), .right), (language(zh: "上限", en: "cap"), .right),
      (language(zh: "评定", en: "assessed by"), .left), (language(zh: "约束", en: "binds"), .left),
      (language(zh: "内容", en: "what"), .left))
    table.rows = Clause.allCases.compactMap { clause in
      guard let terms = rulebook.terms.clauses[clause] else { return nil }
      let judges = clause.mode == .judged ? terms.assessors ?? BreachAssessed.about.roles ?? [] : []
      return [
        clause.rawValue, terms.section, language(clause.mode.words),
        "\(terms.points.lowerBound)–\(terms.points.upperBound)",
        terms.cap.map(String.init) ?? "–",
        judges.map { language($0.words) }.joined(separator: language(zh: "、", en: ", ")),
        terms.thirdPartyOnly ? language(ProviderKind.thirdParty.words) : language(zh: "全部", en: "all"),
        rulebook.paraphrases[clause].map { language($0) } ?? "",
      ]
    }
    return table
  }

  /// The other numbers; without a language every number, as CSV has them.
  public func terms(_ language: Language?) -> Table {
    func heading(_ name: String, _ zh: String) -> String { language == .zh ? zh : name }
    var table = Table((heading("term", "项目"), .left), (heading("value", "数值"), .right))
    table.rows = terms.filter { language == nil || !$0.path.hasPrefix("clauses.") }.map { [$0.path, $0.text] }
    return table
  }
}

import Ledger
import LedgerDomain
import Rulebook

extension RulebookListing {
  /// The version as people read it on a terminal.
  public func page(_ language: Language) -> Page {
    var page = Page()
    page.add("\(rulebook.name)  \(language(rulebook.title))", .heading)
    page.add("SHA-256 \(sha256)")
    if let version = version, let effective = version.effective, let published = version.publishedAt {
      let moment = rulebook.terms.zone.readable(published)
      page.add(
        language(zh: "自 \(effective) 生效，发布于 \(moment)", en: "in force from \(effective), published \(moment)"))
    }
    page.add("")
    page.add(clauses(language))
    page.add("")
    page.add(terms(language))
    return page
  }

  private func clauses(_ language: Language) -> Table {
    var table = Table(
      .init(language(zh: "条款", en: "clause"), .left, .essential), .init("§", .left, .important),
      .init(language(zh: "方式", en: "mode"), .left, .usual), .init(language(zh: "范围", en: "range"), .right, .essential),
      .init(language(zh: "上限", en: "cap"), .right, .important),
      .init(language(zh: "评定", en: "assessed by"), .wrapped, .usual),
      .init(language(zh: "约束", en: "binds"), .left, .extra),
      .init(language(zh: "内容", en: "what"), .wrapped, .important))
    table.whole = .json
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

  /// The numbers that are not those of clauses, as people read them.
  private func terms(_ language: Language) -> Table {
    var table = sheet(language)
    table.rows.removeAll { $0[0].hasPrefix("clauses.") }
    return table
  }

  /// Every number; without a language as programs read it, money in fen.
  public func sheet(_ language: Language?) -> Table {
    var table = Table(
      .init(language.cell("term", Words(zh: "项目", en: "term")), .left, .essential),
      .init(language.cell("value", Words(zh: "数值", en: "value")), .right, .usual))
    table.rows = terms.map { term in
      guard language != nil, term.path.hasSuffix("-fen"), let fen = Int(term.text) else {
        return [term.path, term.text]
      }
      return [term.path, fen.money]
    }
    return table
  }
}

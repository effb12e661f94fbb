import ArgumentParser
import Foundation
import Ledger
import LedgerDomain
import Rulebook

/// `koufen rulebook show`: a version's terms, or its file.
struct RulebookShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show a version's clauses and numbers, or its file byte for byte.",
    discussion: """
      EXAMPLES
        koufen rulebook show
        koufen rulebook show taobao-daigou-1.6 --lang zh
        koufen rulebook show --source > draft.yaml
      """)

  @Argument(help: "A version's name, or a file (default: the version in force today).")
  var name: String?

  @Flag(help: "Print the file itself.")
  var source = false

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let names = try RulebookNames(stores)
    let rulebook = try names.rulebook(try name ?? inForce(names.versions))
    let version = name.flatMap { FileManager.default.fileExists(atPath: $0) ? nil : $0 } ?? rulebook.name
    let listing = RulebookListing(rulebook: rulebook, version: names.version(version))
    rulebook.warnOfIgnored(output.language)
    if source {
      Stream.output.bytes(rulebook.source)
    } else if output.format == .json {
      Stream.output.line(listing.json(in: rulebook.terms.zone).text)
    } else if output.format == .csv {
      for line in terms(listing, nil).csv { Stream.output.line(line) }
    } else {
      for line in lines(listing, output.language) { Stream.output.line(line) }
    }
    Stream.output.flush()
  }

  /// The name of the version in force today.
  private func inForce(_ versions: [RulebookVersion]) throws -> String {
    let today = Rulebook.builtInZone.date(of: try Clock.now())
    let begun = versions.enumerated().filter { $0.element.effective.map { $0 <= today } ?? true }
    let latest = begun.max { left, right in
      let (first, second) = (left.element.effective?.daysSinceEpoch, right.element.effective?.daysSinceEpoch)
      return (first ?? .min, left.offset) < (second ?? .min, right.offset)
    }
    return latest?.element.name ?? versions[0].name
  }

  private func lines(_ listing: RulebookListing, _ language: Language) -> [String] {
    let rulebook = listing.rulebook
    var lines = ["\(rulebook.name)  \(language(rulebook.title))", "SHA-256 \(listing.sha256)"]
    if let version = listing.version, let effective = version.effective, let published = version.publishedAt {
      let moment = rulebook.terms.zone.text(published)
      lines.append(
        language(zh: "自 \(effective) 生效，发布于 \(moment)", en: "in force from \(effective), published \(moment)"))
    }
    return lines + [""] + clauses(listing, language).text + [""] + terms(listing, language).text
  }

  private func clauses(_ listing: RulebookListing, _ language: Language) -> Table {
    var table = Table(
      (language(zh: "条款", en: "clause"), .left), ("§", .left), (language(zh: "方式", en: "mode"), .left),
      (language(zh: "范围", en: "range"), .right), (language(zh: "上限", en: "cap"), .right),
      (language(zh: "评定", en: "assessed by"), .left), (language(zh: "约束", en: "binds"), .left),
      (language(zh: "内容", en: "what"), .left))
    table.rows = Clause.allCases.compactMap { clause in
      guard let terms = listing.rulebook.terms.clauses[clause] else { return nil }
      let judges = clause.mode == .judged ? terms.assessors ?? BreachAssessed.about.roles ?? [] : []
      return [
        clause.rawValue, terms.section, clause.mode.rawValue, "\(terms.points.lowerBound)–\(terms.points.upperBound)",
        terms.cap.map(String.init) ?? "–", judges.map { language($0.words) }.joined(separator: ", "),
        terms.thirdPartyOnly ? language(ProviderKind.thirdParty.words) : language(zh: "全部", en: "all"),
        listing.rulebook.paraphrases[clause].map { language($0) } ?? "",
      ]
    }
    return table
  }

  /// The other numbers; without a language every number, as CSV has them.
  private func terms(_ listing: RulebookListing, _ language: Language?) -> Table {
    func heading(_ name: String, _ zh: String) -> String { language == .zh ? zh : name }
    var table = Table((heading("term", "项目"), .left), (heading("value", "数值"), .right))
    table.rows = listing.terms.filter { language == nil || !$0.path.hasPrefix("clauses.") }.map { [$0.path, $0.text] }
    return table
  }
}

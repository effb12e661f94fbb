import EventStore
public import Ledger
public import LedgerDomain
public import LedgerFormat
public import Rulebook

/// A version's clauses and numbers, to be printed.
public struct RulebookListing: Sendable {
  /// The version.
  public var rulebook: Rulebook
  /// Where it stands in a ledger; nil for a file that is in none.
  public var version: RulebookVersion?

  /// A version to be printed.
  public init(rulebook: Rulebook, version: RulebookVersion?) {
    self.rulebook = rulebook
    self.version = version
  }

  /// SHA-256 of the file's bytes.
  public var sha256: String { RulebookCitation(rulebook).digest.hex }

  /// Every number and range by its path.
  public var terms: [(path: String, text: String)] {
    Term.all.compactMap { term in rulebook.terms[term].map { (term.path, $0.text) } }
  }

  /// The version as JSON.
  public func json(in zone: Zone) -> JSON {
    .object([
      .init("name", .string(rulebook.name)), .init("title", JSON(rulebook.title)), .init("sha256", .string(sha256)),
      .init("effective", JSON(version?.effective?.description)),
      .init("published", JSON(version?.publishedAt.map(zone.text))), .init("position", JSON(version?.position)),
      .init("clauses", .array(Clause.allCases.compactMap(clause))),
      .init(
        "terms", .object(Term.all.compactMap { term in rulebook.terms[term].map { .init(term.path, $0.json) } })),
      .init("names", names),
      .init(
        "ignored",
        .array(
          rulebook.ignored.map { finding in
            .object([
              .init("line", JSON(finding.error.line)), .init("key", .string(finding.error.key)),
              .init("found", JSON(finding.error.found)),
            ])
          })),
    ])
  }

  /// What the rows of the offices' sections are called, by section and slug: those that events and standings name (offices §2).
  private var names: JSON {
    let terms = rulebook.terms
    func named(_ rows: [(slug: String, words: Words)]) -> JSON {
      .object(rows.map { .init($0.slug, JSON($0.words)) })
    }
    return .object([
      .init("contacts", named((terms.contacts?.keys ?? []).map { ($0.slug.text, $0.words) })),
      .init("criteria", named((terms.criteria ?? []).map { ($0.slug.text, $0.words) })),
      .init("duties", named((terms.duties?.rows ?? []).map { ($0.slug.text, $0.words) })),
      .init(
        "measures",
        named((terms.measures?.kinds ?? [:]).sorted { $0.key < $1.key }.map { ($0.key.text, $0.value.words) })),
    ])
  }

  private func clause(_ clause: Clause) -> JSON? {
    guard let terms = rulebook.terms.clauses[clause] else { return nil }
    let assessors = clause.mode == .judged ? terms.assessors ?? BreachAssessed.about.roles ?? [] : []
    return .object([
      .init("clause", .string(clause.rawValue)), .init("section", .string(terms.section)),
      .init("mode", .string(clause.mode.rawValue)), .init("origin", .string(clause.origin.rawValue)),
      .init("minimum", .integer(terms.points.lowerBound)), .init("maximum", .integer(terms.points.upperBound)),
      .init("cap", JSON(terms.cap)), .init("thirdPartyOnly", .boolean(terms.thirdPartyOnly)),
      .init("outletRequired", .boolean(terms.outletRequired)),
      .init("assessors", .array(assessors.map { .string($0.rawValue) })),
      .init("paraphrase", rulebook.paraphrases[clause].map { JSON($0) } ?? .null),
    ])
  }
}

extension Term.Value {
  /// The value as people read it.
  public var text: String {
    switch self {
    case .number(let number): String(number)
    case .range(let range): "\(range.lowerBound)–\(range.upperBound)"
    }
  }
}

extension RulebookVersion {
  /// The version as JSON, without its file.
  public func json(in zone: Zone) -> JSON {
    .object([
      .init("name", .string(name)), .init("programme", JSON(programmeName)),
      .init("effective", JSON(effective?.description)), .init("published", JSON(publishedAt.map(zone.text))),
      .init("position", JSON(position)), .init("by", by?.json ?? .null), .init("sha256", .string(sha256)),
    ])
  }
}

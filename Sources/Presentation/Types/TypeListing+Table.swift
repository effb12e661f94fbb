import LedgerDomain
import LedgerFormat

extension TypeListing {
  /// The fields of the types, as rows for programs and spreadsheets.
  ///
  /// - Parameter language: that of headings and words; nil for the neutral ones of CSV.
  public static func fields(of listings: [TypeListing], _ language: Language?) -> Table {
    func heading(_ name: String, _ zh: String) -> (String, Table.Alignment) { (language == .zh ? zh : name, .left) }
    var table = Table(
      heading("type", "类型"), heading("field", "字段"), heading("name", "名称"), heading("need", "必填"),
      (language == .zh ? "内容" : "holds", .wrapped))
    table.rank(essential: [1, 4], important: [3])
    table.rows = listings.flatMap { $0.rows(language ?? .en, nameIn: language ?? .zh) }
    return table
  }

  private func rows(_ language: Language, nameIn other: Language) -> [[String]] {
    let envelope = EnvelopeField.allCases.map { field in
      let need = field.isOptional ? Self.optional : Self.required
      let holds = field == .type ? Expectation(kind.name) : field.expectation(roles)
      return [kind.name, field.name.en, other(field.name), language(need), language(Words(holds))]
    }
    return envelope
      + fields.map { field in
        [
          kind.name, field.heading.en, other(field.heading), language(need(of: field)),
          language(Words(field.kind.expectation)),
        ]
      }
  }

  /// The types with the names of their data fields, those that may be missing marked with `?`.
  public static func overview(of listings: [TypeListing], _ language: Language) -> Table {
    var table = Table(
      (language(zh: "类型", en: "type"), .left), (language(zh: "含义", en: "means"), .left),
      (language(zh: "字段", en: "data"), .wrapped))
    table.rank(essential: [0, 2])
    table.rows = listings.map { listing in
      let fields = listing.fields.map { field in
        field.heading.en + (listing.need(of: field) == Self.required ? "" : "?")
      }
      return [listing.kind.name, language(listing.about.words), fields.joined(separator: " ")]
    }
    return table
  }
}

extension Words {
  /// The phrase of an expectation.
  init(_ expectation: Expectation) { self.init(zh: expectation.zh, en: expectation.en) }
}

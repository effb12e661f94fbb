import LedgerDomain
import LedgerFormat

/// A file of CSV to fill in: headings, and a row for each type as an example.
public struct TypeTemplate {
  /// What stands before the data in a template, as a note does behind it; an id is for programs.
  private static let envelope: [EnvelopeField] = [.type, .provider, .at, .by]

  private let listings: [TypeListing]
  private let language: Language
  private let isInYuan: Bool

  /// A template for the types, its headings in the language.
  ///
  /// - Parameter isInYuan: whether money is in yuan, as people write it, and not in fen.
  public init(_ listings: [TypeListing], in language: Language, isInYuan: Bool = false) {
    self.listings = listings
    self.language = language
    self.isInYuan = isInYuan
  }

  /// The columns of all the types, and a row for each; a column that several types share stands once.
  public var table: Table {
    var headings = Self.envelope.map { language($0.name) }
    for field in listings.flatMap(\.fields) where !headings.contains(heading(field)) { headings.append(heading(field)) }
    headings.append(language(EnvelopeField.note.name))
    var table = Table(headings.map { ($0, .left) })
    table.rows = listings.map { listing in
      let row = row(listing)
      return headings.map { row[$0] ?? "" }
    }
    return table
  }

  private func row(_ listing: TypeListing) -> [String: String] {
    let pairs = listing.example(listing.variants[0])
    var row: [String: String] = [:]
    for field in Self.envelope { row[language(field.name)] = pairs.first { $0.name == field.rawValue }?.text }
    for field in listing.variants[0].fields {
      let data = listing.variants[0].data.first { $0.name == field.name.en }?.value
      guard isYuan(field), case .integer(let fen)? = data else {
        row[heading(field)] = listing.variants[0].cell(of: field.name.en)
        continue
      }
      row[heading(field)] = YuanColumn.text(fen: fen)
    }
    return row
  }

  private func heading(_ field: Field) -> String { language(isYuan(field) ? YuanColumn.name : field.heading) }

  private func isYuan(_ field: Field) -> Bool { isInYuan && field.name.en == YuanColumn.field }
}

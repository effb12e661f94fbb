import LedgerDomain

extension FactKind {
  /// The fields of the data of every type, by their headings: each row asks for them.
  private static let fields = Dictionary(
    uniqueKeysWithValues: allCases.map { kind in
      let fields = kind.payload.shapes.joined().map { ($0.heading.en, $0) }
      return (kind, Dictionary(fields) { first, _ in first })
    })

  /// The field of the data under a heading.
  func field(_ name: String) -> Field? { Self.fields[self]?[name] }
}

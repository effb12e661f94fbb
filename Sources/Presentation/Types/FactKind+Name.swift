public import LedgerDomain

extension FactKind {
  private static let byChineseName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.payload.about.words.zh, $0) })

  /// The type called so, by its name in the log or in Chinese.
  public init?(called name: String) {
    guard let kind = FactKind(name) ?? Self.byChineseName[name] else { return nil }
    self = kind
  }
}

public import LedgerDomain

extension FactKind {
  /// The names of all fields that the data of a fact may have (§4), whatever its kind.
  public static let dataFields = Set(allCases.flatMap { $0.payload.shapes.joined().map(\.name.en) })
}

/// The versions of the rulebook, each in force from its date.
public struct Rules: Sendable {
  private let versions: [(from: LocalDate, terms: Terms)]

  /// One version, in force always.
  public init(_ terms: Terms) {
    versions = [(LocalDate(daysSinceEpoch: .min), terms)]
  }

  /// The terms an act of `date` is judged by.
  public func terms(on date: LocalDate) -> Terms {
    (versions.last { $0.from <= date } ?? versions[0]).terms
  }

  /// The name of the rulebook in force on `date`.
  public func rulebook(on date: LocalDate) -> String { terms(on: date).rulebook }

  /// The ledger's zone, the same in every version.
  public var zone: Zone { versions[0].terms.zone }
}

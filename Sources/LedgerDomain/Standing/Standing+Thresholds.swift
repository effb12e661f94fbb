extension Standing {
  /// The provider's own thresholds on the date asked about: those of `terms`, and on top what its agreements set
  /// (§4.4(3)).
  ///
  /// - Parameter terms: those in force on that date.
  public func thresholds(by terms: Terms) -> [Threshold] {
    guard !summary.agreements.isEmpty else { return terms.thresholds }
    var terms = terms
    for agreement in summary.agreements where agreement.startsOn <= asOf && asOf <= agreement.endsOn {
      agreement.terms.apply(to: &terms) { $0.isOfProvider }
    }
    return terms.thresholds
  }

  /// The points left to the line that its score comes to next, by its own thresholds; nil beyond the last.
  ///
  /// - Parameter terms: those in force on the date asked about.
  public func distance(by terms: Terms) -> Int? {
    thresholds(by: terms).map { $0.points - score }.filter { $0 > 0 }.min()
  }
}

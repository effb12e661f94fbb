/// How one criterion stands (offices §4).
public enum CriterionStanding: String, CaseIterable, Sendable {
  /// Its latest finding will do.
  case met
  /// Its latest finding will not do.
  case unmet
  /// It is asked, and nothing was found of it.
  case missing
  /// It is kept and not asked at the admission, and nothing was found of it.
  case notAsked = "not-asked"
  /// What it depends on is not so.
  case notApplicable = "not-applicable"
}

extension ProviderState {
  /// How a criterion stands.
  ///
  /// - Parameter outlet: the outlet it is asked of; nil for the provider itself.
  public func standing(of row: CriterionRow, at outlet: Key<Outlet>?) -> CriterionStanding {
    let reviews = outlet.map { admission?.outlets[$0] } ?? admission?.own
    let own = admission?.own.findings
    guard row.conditions.allSatisfy({ holds($0) { own?[$0]?.value } }) else { return .notApplicable }
    if let found = reviews?.findings[row.slug] { return found.isMet ? .met : .unmet }
    return row.season == .running ? .notAsked : .missing
  }

  /// The outlets of which something was found, by key.
  public var reviewedOutlets: [Key<Outlet>] {
    admission?.outlets.filter { !$0.value.findings.isEmpty }.keys.sorted() ?? []
  }
}

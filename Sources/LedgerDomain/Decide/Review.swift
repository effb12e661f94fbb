/// A review held against the criteria of a version, with what was found before it (offices §4).
struct Review {
  /// The criteria of its subject, in the order of the file.
  private let rows: [CriterionRow]
  private let fact: AdmissionReviewed
  private let state: ProviderState
  /// The findings of the review itself, by criterion.
  private let findings: [Key<CriterionRow>: Finding]

  init(_ fact: AdmissionReviewed, of state: ProviderState, by criteria: [CriterionRow]) {
    let subject: CriterionSubject = fact.outlet == nil ? .provider : .outlet
    rows = criteria.filter { $0.subject == subject }
    findings = Dictionary(fact.findings.map { ($0.criterion, $0) }) { first, _ in first }
    self.fact = fact
    self.state = state
  }

  /// What is stored with it.
  var decided: ReviewDecided {
    let unmet = rows.filter { row in findings[row.slug].map { !isMet($0, by: row) } ?? false }
    return ReviewDecided(unmet: unmet.map(\.slug), asked: rows.map(\.asked))
  }

  /// Whether a criterion applies, the findings of the review itself counted.
  func applies(_ row: CriterionRow) -> Bool { row.conditions.allSatisfy(holds) }

  /// The criterion of a lower stage that stands in the way of one; nil for none.
  func firstInTheWay(of row: CriterionRow) -> Key<CriterionRow>? {
    rows.first { $0.stage < row.stage && $0.season != .running && applies($0) && !isMetByLatest($0) }?.slug
  }

  private func isMetByLatest(_ row: CriterionRow) -> Bool {
    if let finding = findings[row.slug] { return isMet(finding, by: row) }
    let reviews = fact.outlet.map { state.admission?.outlets[$0] } ?? state.admission?.own
    return reviews?.findings[row.slug]?.isMet ?? false
  }

  private func isMet(_ finding: Finding, by row: CriterionRow) -> Bool {
    if row.informs || row.test.isMet(by: finding.value) { return true }
    guard finding.judgedBy != nil, let conditions = row.judgedIf else { return false }
    return conditions.allSatisfy(holds)
  }

  private func holds(_ condition: CriterionCondition) -> Bool {
    state.holds(condition) { slug in
      (fact.outlet == nil ? findings[slug]?.value : nil) ?? state.admission?.own.findings[slug]?.value
    }
  }
}

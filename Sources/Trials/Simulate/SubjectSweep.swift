import LedgerDomain

/// What sweeps recorded at one moment found of subjects: of which, and through which day.
struct SubjectSweep {
  let recordedAt: Instant
  private var found: [(subject: Key<Provider>, through: LocalDate)]

  init(recordedAt: Instant, _ subject: Key<Provider>, through day: LocalDate) {
    self.recordedAt = recordedAt
    found = [(subject, day)]
  }

  /// The day through which every subject was swept.
  var through: LocalDate { found.map(\.through).max() ?? found[0].through }

  /// The same with one more thing that was found.
  func finding(_ subject: Key<Provider>, through day: LocalDate) -> SubjectSweep {
    var copy = self
    if let last = copy.found.indices.last, copy.found[last].subject == subject {
      copy.found[last].through = max(copy.found[last].through, day)
    } else {
      copy.found.append((subject, day))
    }
    return copy
  }

  /// The same without what was found of the subject that a submission came in about at that very moment: it sweeps the subject
  /// itself (programmes §1). Nil where nothing is left.
  func before(_ event: Event) -> SubjectSweep? {
    guard event.recordedAt == recordedAt, found.last?.subject == event.provider else { return self }
    var copy = self
    copy.found.removeLast()
    return copy.found.isEmpty ? nil : copy
  }
}

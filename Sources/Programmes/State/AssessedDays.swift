import LedgerDomain

/// The days of the acts of breaches that are assessed, by clause: what counts them looks at no others, and all of them are counted
/// without looking at each.
struct AssessedDays: Equatable, Sendable {
  private var days: [String: [LocalDate]] = [:]

  /// Those of a clause, ascending.
  subscript(clause: String) -> [LocalDate] { days[clause] ?? [] }

  /// Takes note that a breach is what it is now; with nil before, that it was raised; with nil now, that it never was.
  mutating func change(from old: SubjectBreach?, to new: SubjectBreach?) {
    let (was, now) = (old?.assessedOn, new?.assessedOn)
    if let old, let was, was != now || old.clause != new?.clause { remove(was, of: old.clause) }
    if let new, let now, was != now || old?.clause != new.clause { add(now, of: new.clause) }
  }

  private mutating func add(_ day: LocalDate, of clause: String) {
    days[clause, default: []].add(day)
  }

  private mutating func remove(_ day: LocalDate, of clause: String) {
    days[clause]?.remove(day)
    if days[clause]?.isEmpty ?? false { days[clause] = nil }
  }
}

extension SubjectBreach {
  /// The day of the act, where it is assessed.
  fileprivate var assessedOn: LocalDate? { status == .assessed ? on : nil }
}

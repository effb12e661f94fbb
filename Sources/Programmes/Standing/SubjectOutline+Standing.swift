public import LedgerDomain

extension SubjectOutline {
  /// The standing as of a day, the first or a later one; nil for an earlier one, of which the whole state is asked.
  public func standing(asOf day: LocalDate, by versions: ProgrammeVersions) -> SubjectStanding? {
    first <= day ? state.standing(asOf: day, by: versions) : nil
  }
}

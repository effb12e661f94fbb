/// What one provider's year has come to, and what of it is still open: a row of a closing or year report.
public struct YearBalance: Equatable, Sendable {
  /// The provider.
  public var provider: Key<Provider>
  /// Its name.
  public var name: String
  /// Where it stands now, in one word.
  public var status: ProviderStatus
  /// The year's score now.
  public var score: Int
  /// The score at which the year was closed; nil while it is open.
  public var closedScore: Int?
  /// Movements of the score recorded since the closing; they may cancel out.
  public var restatements: Int
  /// The breaches of the year that wait to be assessed, and what they may cost together.
  public var pending: Standing.Exposure
  /// The procedures that are open, whatever year's points opened them: they go on over the year's end (§5).
  public var openCases: [Procedure]
  /// Appeals against charges of the year that wait to be decided.
  public var openAppeals: Int
  /// The months of the year, over by then, whose sales are not reported though some outlet was held at their end; by
  /// city, then month.
  public var unreportedMonths: [SalesMonth]

  /// What has come to the score since the closing; nil while the year is open.
  public var difference: Int? { closedScore.map { score - $0 } }
}

extension ProviderState {
  /// What the provider's year has come to; nil for one registered after it.
  ///
  /// - Parameters:
  ///   - year: the year.
  ///   - asOf: the date whose end decides which months are over.
  public func balance(of year: Int, asOf: LocalDate) -> YearBalance? {
    guard let registration, registration.on <= Period.naturalYear(year).lastDay || years[year] != nil else {
      return nil
    }
    return YearBalance(
      provider: provider, name: registration.name, status: status, score: score(year),
      closedScore: years[year]?.closedScore, restatements: years[year]?.restatements ?? 0,
      pending: exposures[year] ?? Standing.Exposure(), openCases: openCases, openAppeals: openAppeals[year] ?? 0,
      unreportedMonths: unreportedMonths(of: year, asOf: asOf))
  }

  private var openCases: [Procedure] {
    (openRectification == nil ? [] : [.rectification]) + (openTermination == nil ? [] : [.termination])
  }

  private func unreportedMonths(of year: Int, asOf: LocalDate) -> [SalesMonth] {
    let months = Period.naturalYear(year).months
    let last = min(months.upperBound, asOf.adding(days: 1).month.adding(-1))
    guard months.lowerBound <= last else { return [] }
    return salesDuties.sorted { $0.key < $1.key }.flatMap { city, duty in
      duty.unreported(in: months.lowerBound...last).map { SalesMonth(city: city, month: $0) }
    }
  }
}

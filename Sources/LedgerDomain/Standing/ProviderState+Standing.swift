extension ProviderState {
  /// The provider's standing in this state; nil before its registration.
  ///
  /// - Parameters:
  ///   - year: the year whose score and exposure are asked.
  ///   - asOf: the date the state was folded to.
  ///   - knownAt: the state of knowledge it was folded to.
  ///   - rulebook: the rulebook in force on `asOf`.
  public func standing(year: Int, asOf: LocalDate, knownAt: Instant, rulebook: String) -> Standing? {
    guard let summary else { return nil }
    return Standing(
      provider: provider, rulebook: rulebook, asOf: asOf, knownAt: knownAt, year: year, summary: summary,
      breaches: breaches.keys.compactMap(breachLine).sorted { ($0.on, $0.breach) < ($1.on, $1.breach) })
  }

  /// The part of the standing that does not depend on the question; nil before the registration.
  public var summary: Standing.Summary? {
    guard let registration else { return nil }
    return Standing.Summary(
      name: registration.name, kind: registration.kind, status: status, expansion: expansion,
      pauses: pauses.keys.sorted(), years: yearLines, exposures: exposures,
      rectification: openRectification.map {
        Standing.RectificationLine(year: $0.year, isOrdered: $0.deadline != nil, deadline: $0.deadline)
      },
      termination: termination.map { Standing.TerminationLine(ground: $0.ground, year: $0.year, step: $0.step) },
      deposit: deposit.sums, cities: cityLines, outlets: outletCounts,
      agreements: agreements.map {
        Standing.AgreementLine(
          position: $0.position, startsOn: $0.startsOn, endsOn: $0.endsOn, terms: $0.terms, cities: $0.cities)
      }, outletDeposits: outletDepositSums, admission: admissionLine, duties: dutyLines,
      measures: measureLines, notices: noticeLines, contacts: contacts,
      reviews: reviews.sorted())
  }

  /// One breach as a standing shows it.
  public func breachLine(_ id: BreachID) -> Standing.BreachLine? {
    breaches[id].map { line(of: $0, id) }
  }

  func line(of breach: Breach, _ id: BreachID) -> Standing.BreachLine {
    Standing.BreachLine(
      breach: id, clause: breach.clause, on: breach.on, state: breach.status, points: breach.points,
      assessed: breach.assessed, charged: breach.charged)
  }

  private var yearLines: [Standing.YearLine] {
    years.filter { $0.value.everCharged || $0.value.closedScore != nil }
      .map { Standing.YearLine(year: $0.key, score: $0.value.score, closedScore: $0.value.closedScore) }
      .sorted { $0.year < $1.year }
  }

  private var cityLines: [Standing.CityLine] {
    cities.map { key, city in
      Standing.CityLine(
        city: key, population: city.population, planned: city.plan.planned,
        firstBatchDue: city.plan.firstBatchDue.date, completeDue: city.plan.completeDue.date,
        signed: signedByCity[key] ?? 0)
    }
    .sorted { $0.city < $1.city }
  }
}

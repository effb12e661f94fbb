/// A provider and how its year may end: what it is known by, and its forecast.
public struct Outlook: Equatable, Sendable {
  /// The provider.
  public var provider: Key<Provider>
  /// Its name.
  public var name: String
  /// Where it stands now, in one word.
  public var status: ProviderStatus
  /// The cities it was authorised for, by key.
  public var cities: [Key<City>]
  /// How its year may end.
  public var forecast: Forecast
}

extension OpenWork {
  /// How the year of `date` may end for the provider; nil before the registration.
  public func outlook(
    asOf date: LocalDate, by rules: Rules, listing listed: Forecast.DutiesListed = .all
  ) -> Outlook? {
    guard let registration = state.registration, let forecast = forecast(asOf: date, by: rules, listing: listed)
    else { return nil }
    return Outlook(
      provider: state.provider, name: registration.name, status: state.status, cities: state.cities.keys.sorted(),
      forecast: forecast)
  }
}

extension [Outlook] {
  /// In order of danger: those that may come to their next line this month, then this year, each the nearest first; behind
  /// them all others, the highest score first.
  public var byDanger: [Outlook] {
    func rank(_ outlook: Outlook) -> (Int, Int, Int, Key<Provider>) {
      let (forecast, provider) = (outlook.forecast, outlook.provider)
      switch forecast.crossing {
      case .thisMonth?: return (0, forecast.distance ?? 0, -forecast.score, provider)
      case .thisYear?: return (1, forecast.distance ?? 0, -forecast.score, provider)
      case nil: return (2, 0, -forecast.score, provider)
      }
    }
    let ranks = map(rank)
    return indices.sorted { ranks[$0] < ranks[$1] }.map { self[$0] }
  }

  /// The highest score first, and those of one score by key.
  public var byScore: [Outlook] {
    sorted { ($1.forecast.score, $0.provider) < ($0.forecast.score, $1.provider) }
  }
}

extension Forecast {
  /// When the score may come to the next line.
  public enum Crossing: String, CaseIterable, Sendable {
    /// By what is pending and what falls due this month.
    case thisMonth = "this-month"
    /// By what is pending and what falls due this year.
    case thisYear = "this-year"
  }

  /// When the score may come to the next line at the worst; nil where it cannot within the year.
  public var crossing: Crossing? {
    guard let nextLine else { return nil }
    if worstThisMonth.score >= nextLine.points { return .thisMonth }
    return max(worst.score, worstWithDuties.score) >= nextLine.points ? .thisYear : nil
  }

  /// How many points are left to the next line; nil beyond the last.
  public var distance: Int? { nextLine.map { $0.points - score } }

  /// What pends in the year looked at.
  public var pendingOfYear: [Standing.BreachLine] {
    let period = Period.naturalYear(year)
    let days = period.firstDay...period.lastDay
    return pending.filter { days.contains($0.on) }
  }

  /// What falls due by the end of the month looked at, or is overdue, and would cost points of the year.
  public var dutiesThisMonth: [OpenDuty] { duties.filter { $0.isOfYear && $0.due.date <= monthEnd } }
}

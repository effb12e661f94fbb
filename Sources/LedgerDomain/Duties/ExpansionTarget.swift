/// `expansion-target` (§1.3.1(2)): the outlets planned for a city, the first batch and all, each by its date (a duty).
extension Decision {
  /// The plan of a city authorised today; each due date is moved to a working day for itself (§2).
  func cityPlan(of city: Key<City>, _ population: Int) -> CityPlan {
    let terms = terms(on: date, in: city)
    let expansion = terms.expansion
    let planned = population / expansion.peoplePerOutlet + (population % expansion.peoplePerOutlet == 0 ? 0 : 1)
    return CityPlan(
      planned: planned, firstBatch: expansion.firstBatch.ceiling(of: planned),
      firstBatchDue: due(of: .expansionTarget(city, .firstBatch), by: terms).date,
      completeDue: due(of: .expansionTarget(city, .complete), by: terms).date)
  }
}

extension CityPlan {
  /// When a batch is due.
  func due(_ batch: ExpansionBatch) -> DueDate {
    switch batch {
    case .firstBatch: firstBatchDue
    case .complete: completeDue
    }
  }
}

extension ProviderState {
  /// Outlets signed in the city by the due date, less those exited by then, and how many the batch needs.
  ///
  /// Only outlets this provider signed itself count; transfers and freezing do not lessen them (§7.7).
  public func signedInTime(_ key: Key<City>, _ batch: ExpansionBatch) -> (counted: Int, needed: Int)? {
    guard let city = cities[key] else { return nil }
    switch batch {
    case .firstBatch: return (city.signedForFirstBatch, city.plan.firstBatch)
    case .complete: return (city.signedForAll, city.plan.planned)
    }
  }
}

import LedgerDomain

/// Agreements that overlap one another and the acts.
extension RandomHistory {
  mutating func agreement(_ today: LocalDate) -> Fact {
    let startsOn = today.adding(days: random.number(-120...60))
    var terms = TermsOverride()
    for term in Term.all where random.chance(12) { terms[term] = value(of: term) }
    let cities: [Key<City>]? = random.chance(60) ? nil : [random.key("city", upTo: 3)]
    return AgreementSigned(
      startsOn: startsOn, endsOn: startsOn.adding(days: random.number(0...200)), terms: terms, cities: cities
    ).fact
  }

  private mutating func value(of term: Term) -> Term.Value? {
    switch term {
    case .points(.meetingResults), .points(.dormantOutlets):
      let points = random.number(1...12)
      return .range(points...points)
    case .points:
      let least = random.number(1...15)
      return .range(least...least + random.number(0...20))
    case .cap(let clause) where BuiltIn.terms.clauses[clause]?.cap == nil: return nil
    case .single(.completeDays): return .number(random.number(60...120))
    case .cap: return .number(random.number(5...60))
    case .reduction: return .range(5...random.number(5...40))
    case .single(.rectificationThreshold): return .number(random.number(20...59))
    case .single(.terminationThreshold): return .number(random.number(60...140))
    case .single(.peoplePerOutlet): return .number(random.number(2_000...20_000))
    case .single(.depositPerCity): return .number(random.number(0...40_000_000))
    case .single(.lowFen): return .number(random.number(0...900_000))
    case .single: return .number(random.number(1...min(60, term.bounds.upperBound)))
    }
  }
}

import LedgerDomain
import LedgerTesting

/// Beginnings that many rules share.
enum Given {
  /// A third-party provider, registered on 4 January 2011.
  static let provider: [Step] = [at("2011-01-04", ProviderRegistered(name: "Hangzhou One", kind: .thirdParty).fact)]

  /// The same, self-operated.
  static let selfOperated: [Step] = [
    at("2011-01-04", ProviderRegistered(name: "Taobao's own", kind: .selfOperated).fact)
  ]

  /// Its deposit for a city frozen.
  static let deposit: [Step] = provider + [frozen]

  /// A city authorised: 10 outlets planned, 7 of them by 18 February, all by 19 April.
  static let city: [Step] = deposit + [authorised]

  /// One outlet signed there and open since 10 January.
  static let outlet: [Step] = city + [signed("o-1"), opened("o-1")]

  /// A second provider, to which outlets can be transferred.
  static let receiver: [Step] = [
    at("2011-01-04", ProviderRegistered(name: "Ningbo Two", kind: .thirdParty).fact, of: "nb-02")
  ]

  static let frozen = at("2011-01-04", DepositFrozen(city: "hangzhou", amountFen: 30_000_000).fact)
  static let authorised = at("2011-01-04", CityAuthorised(city: "hangzhou", population: 100_000).fact)

  static func signed(_ outlet: Key<Outlet>, _ date: String = "2011-01-05") -> Step {
    at(date, OutletSigned(outlet: outlet, city: "hangzhou").fact)
  }

  static func opened(_ outlet: Key<Outlet>, _ date: String = "2011-01-10") -> Step {
    at(date, OutletOpened(outlet: outlet).fact)
  }

  /// A breach of a reported clause.
  static func reported(_ breach: BreachID, _ clause: Clause, _ date: String) -> Step {
    at(
      date,
      BreachReported(
        breach: breach, clause: clause.rawValue, evidence: "a newspaper", on: nil,
        outlet: clause == .nonstandardMaterials ? "o-1" : nil
      ).fact)
  }

  /// Its assessment.
  static func assessed(_ breach: BreachID, _ points: Int, _ date: String, issue: String? = nil) -> Step {
    at(date, BreachAssessed(breach: breach, points: points, reason: "as found", issue: issue).fact)
  }

  /// Breaches reported and assessed on `date` until the year has `points` more: of 5 to 20 each, called `prefix-1` and
  /// so on.
  static func points(_ points: Int, _ date: String, _ prefix: String = "b") -> [Step] {
    var left = points
    var number = 0
    var steps: [Step] = []
    while left > 0 {
      var next = min(20, left)
      if (1..<5).contains(left - next) { next -= 5 }
      number += 1
      left -= next
      let clause = next >= 10 ? Clause.negativePress : .unapprovedMaterials
      steps += [reported("\(prefix)-\(number)", clause, date), assessed("\(prefix)-\(number)", next, date)]
    }
    return steps
  }

  /// A hundred points at one stroke.
  static func hundred(_ date: String, _ breach: BreachID = "rival") -> [Step] {
    [reported(breach, .competitorDealing, date), assessed(breach, 100, date)]
  }

  /// A rectification ordered at 50 points of 1 March, to be done by the end of May.
  static let ordered: [Step] = provider + points(50, "2011-03-01") + [order("2011-03-02")]

  static func order(_ date: String, deadline: String = "2011-05-31") -> Step {
    at(date, RectificationOrdered(deadline: day(deadline), demands: "train them", standard: "no complaint").fact)
  }

  /// The steps of a termination requested on 1 June, up to both signatures.
  static let signatures: [Step] = [
    at("2011-06-01", TerminationRequested(ground: .request, reason: "asked for").fact),
    at("2011-06-02", TerminationProposed().fact),
    at("2011-06-03", DepartmentsNotified(departments: departments).fact),
    at("2011-06-07", TerminationConfirmed().fact),
    at("2011-06-08", TerminationSigned().fact, by: someone(.legal)),
    at("2011-06-09", TerminationSigned().fact, by: someone(.systemAdmin)),
  ]

  /// The same, and the freeze of 10 June.
  static let freeze: [Step] = signatures + [at("2011-06-10", ChannelFrozen(contractEndedOn: nil).fact)]

  static let departments = ["channel-expansion", "product-support", "legal", "finance", "customer-satisfaction"]

  /// A ticket raised on Friday 4 March at 20:30, due on Monday at 19:30.
  static let ticket = at("2011-03-04T20:30", HelpRequested(ticket: "t-1", outlet: nil).fact)
}

import LedgerDomain
import LedgerTesting
import Testing

@Suite("Agreements")
struct AgreementTests {
  private static func signed(
    _ terms: [Term: Term.Value], cities: [Key<City>]? = nil, _ startsOn: String = "2011-03-01",
    _ endsOn: String = "2011-12-31", at moment: String = "2011-03-01"
  ) -> Step {
    at(
      moment,
      AgreementSigned(startsOn: day(startsOn), endsOn: day(endsOn), terms: TermsOverride(terms), cities: cities).fact,
      by: someone(.legal))
  }
  private static let threshold = [Term.single(.rectificationThreshold): Term.Value.number(40)]
  private static let press = [Term.points(.negativePress): Term.Value.range(3...5)]
  private static let hours = [Term.single(.responseHours): Term.Value.number(13)]
  private static let ningbo = [
    at("2011-01-04", DepositFrozen(city: "ningbo", amountFen: 30_000_000).fact),
    at("2011-01-04", CityAuthorised(city: "ningbo", population: 100_000).fact),
  ]

  @Test("An agreement sets terms of acts in its time and territory, and of nothing else", arguments: rules)
  func agreement(_ rule: Rule) throws { try rule.check() }

  private static let rules = [
    Rule(
      "Forty points open a rectification where that is agreed",
      given: Given.provider + [signed(threshold)] + Given.points(20, "2011-03-02")
        + [Given.reported("last", .negativePress, "2011-03-02")],
      when: Given.assessed("last", 20, "2011-03-02"),
      then: ["charged last 20 of 20, 2011 at 40", "reached 40 in 2011 at 40", "rectification of 2011", "suspended"]),
    Rule(
      "… not when every act lies before its term",
      given: Given.provider + [signed(threshold)] + Given.points(20, "2011-02-28")
        + [Given.reported("last", .negativePress, "2011-02-28")],
      when: Given.assessed("last", 20, "2011-03-02"), then: ["charged last 20 of 20, 2011 at 40"]),
    Rule(
      "… and at once when it is signed over acts charged already",
      given: Given.provider + Given.points(40, "2011-03-02"), when: signed(threshold, at: "2011-03-03"),
      then: ["reached 40 in 2011 at 40", "rectification of 2011", "suspended"]),
    Rule(
      "Another provider's agreement changes nothing",
      given: Given.provider + Given.receiver
        + [
          at(
            "2011-03-01",
            AgreementSigned(
              startsOn: day("2011-01-01"), endsOn: day("2011-12-31"), terms: TermsOverride(threshold), cities: nil
            ).fact,
            of: "nb-02")
        ] + Given.points(20, "2011-03-02") + [Given.reported("last", .negativePress, "2011-03-02")],
      when: Given.assessed("last", 20, "2011-03-02"), then: ["charged last 20 of 20, 2011 at 40"]),
    Rule(
      "A range agreed on refuses what the regulation would allow",
      given: Given.provider + [signed(press), Given.reported("b", .negativePress, "2011-03-02")],
      when: Given.assessed("b", 10, "2011-03-02"), then: .refused(.pointsOutOfRange)),
    Rule(
      "… from the first day of its term",
      given: Given.provider + [
        signed(press, "2011-03-02", "2011-03-04"), Given.reported("b", .negativePress, "2011-03-02"),
      ],
      when: Given.assessed("b", 10, "2011-03-09"), then: .refused(.pointsOutOfRange)),
    Rule(
      "The last day of its term is in it",
      given: Given.provider + [
        signed(press, "2011-03-02", "2011-03-04"), Given.reported("b", .negativePress, "2011-03-04"),
      ],
      when: Given.assessed("b", 5, "2011-03-09"), then: ["charged b 5 of 5, 2011 at 5"]),
    Rule(
      "… and the day after is not",
      given: Given.provider + [
        signed(press, "2011-03-02", "2011-03-04"), Given.reported("b", .negativePress, "2011-03-05"),
      ],
      when: Given.assessed("b", 5, "2011-03-09"), then: .refused(.pointsOutOfRange)),
    Rule(
      "… nor is the day before",
      given: Given.provider + [
        signed(press, "2011-03-02", "2011-03-04"), Given.reported("b", .negativePress, "2011-03-01"),
      ],
      when: Given.assessed("b", 5, "2011-03-09"), then: .refused(.pointsOutOfRange)),
    Rule(
      "A breach raised before keeps its range",
      given: Given.provider + [Given.reported("b", .negativePress, "2011-03-01"), signed(press)],
      when: Given.assessed("b", 20, "2011-03-02"), then: ["charged b 20 of 20, 2011 at 20"]),
    Rule(
      "The later signed wins over the earlier",
      given: Given.provider + [
        signed([.points(.negativePress): .range(7...9)], at: "2011-03-02"), signed(press, at: "2011-03-01T08:00"),
        Given.reported("b", .negativePress, "2011-03-02"),
      ],
      when: Given.assessed("b", 9, "2011-03-03"), then: ["charged b 9 of 9, 2011 at 9"]),
    Rule(
      "… term by term",
      given: Given.provider + [
        signed(press), signed(threshold, at: "2011-03-02"), Given.reported("b", .negativePress, "2011-03-02"),
      ],
      when: Given.assessed("b", 5, "2011-03-03"), then: ["charged b 5 of 5, 2011 at 5"]),
    Rule(
      "A cap agreed on leaves less room",
      given: Given.provider + [
        signed([.cap(.serviceComplaint): .number(1)]),
        at("2011-03-02T10:00", HelpRequested(ticket: "t", outlet: nil).fact), sweep("2011-03-04"),
      ],
      when: at(
        "2011-03-05", BreachAssessed(breach: "service-complaint:ticket:t", points: 2, reason: "…", issue: "x").fact),
      then: ["charged service-complaint:ticket:t 1 of 2, 2011 at 1"]),
    Rule(
      "A clause's terms hold in the cities agreed on",
      given: Given.outlet + [
        signed([.points(.nonstandardMaterials): .range(1...2)], cities: ["hangzhou"]),
        Given.reported("b", .nonstandardMaterials, "2011-03-02"),
      ],
      when: Given.assessed("b", 2, "2011-03-03"), then: ["charged b 2 of 2, 2011 at 2"]),
    Rule(
      "… and in no other",
      given: Given.outlet + [
        signed([.points(.nonstandardMaterials): .range(1...2)], cities: ["ningbo"]),
        Given.reported("b", .nonstandardMaterials, "2011-03-02"),
      ],
      when: Given.assessed("b", 2, "2011-03-03"), then: .refused(.pointsOutOfRange)),
    Rule(
      "… and for an act that is in no city",
      given: Given.outlet + [signed(press, cities: ["ningbo"]), Given.reported("b", .negativePress, "2011-03-02")],
      when: Given.assessed("b", 5, "2011-03-03"), then: ["charged b 5 of 5, 2011 at 5"]),
    Rule(
      "A threshold holds whatever the city",
      given: Given.outlet + [signed(threshold, cities: ["ningbo"])] + Given.points(20, "2011-03-02")
        + [Given.reported("last", .negativePress, "2011-03-02")],
      when: Given.assessed("last", 20, "2011-03-02"),
      then: ["charged last 20 of 20, 2011 at 40", "reached 40 in 2011 at 40", "rectification of 2011", "suspended"]),
    Rule(
      "A deadline is that of the city of the outlet that asks",
      given: Given.outlet + [
        signed(hours, cities: ["hangzhou"]), at("2011-03-02T09:00", HelpRequested(ticket: "t", outlet: "o-1").fact),
      ],
      when: at("2011-03-02T22:00", HelpAnswered(ticket: "t").fact), then: []),
    Rule(
      "A deposit agreed on opens a city",
      given: Given.provider + [signed([.single(.depositPerCity): .number(0)])],
      when: at("2011-03-02", CityAuthorised(city: "hangzhou", population: 1).fact), then: []),
    Rule("Only two roles sign", given: Given.provider, when: stranger, then: .refused(.roleNotAllowed)),
    Rule(
      "Nobody signs before the registration", given: [], when: signed(threshold), then: .refused(.unknownProvider)),
    Rule(
      "A rectification at termination's points is bad input", given: Given.provider,
      when: signed([.single(.rectificationThreshold): .number(100)]),
      then: .badInput("data.terms.rectification.threshold")),
    Rule(
      "… and so is a termination at those of an earlier agreement's rectification",
      given: Given.provider + [signed([.single(.rectificationThreshold): .number(80)])],
      when: signed([.single(.terminationThreshold): .number(80)], "2011-12-31", "2012-12-31"),
      then: .badInput("data.terms.termination.threshold")),
    Rule(
      "A range for a counted clause is bad input", given: Given.provider,
      when: signed([.points(.meetingResults): .range(5...10)]),
      then: .badInput("data.terms.clauses.meeting-results.points")),
    Rule(
      "A cap for a clause without one is bad input", given: Given.provider,
      when: signed([.cap(.negativePress): .number(10)]), then: .badInput("data.terms.clauses.negative-press.cap")),
  ]

  private static let stranger: Step = {
    guard case .submit(var submission, let recorded) = signed(threshold) else { fatalError("no submission") }
    submission.by = someone(.finance)
    return .submit(submission, recordedAt: recorded)
  }()

  @Test("Every term can be read from the built-in rulebook, but for caps that are none, and set")
  func everyTerm() {
    for term in Term.all {
      guard let value = BuiltIn.terms[term] else {
        if case .cap = term { continue }
        Issue.record("\(term.path) is not there")
        continue
      }
      let other: Term.Value = term.isRange ? .range(1...7) : .number(7)
      var terms = BuiltIn.terms
      #expect(value != other)
      terms[term] = other
      #expect(terms[term] == other)
      for rest in Term.all where rest != term {
        #expect(terms[rest] == BuiltIn.terms[rest], "\(term.path) set \(rest.path)")
      }
    }
    #expect(Set(Term.all.map(\.path)).count == Term.all.count)
  }

  @Test("What is known of agreements is the same folded as decided, and scores are sums", arguments: 1...20)
  func histories(_ seed: Int) {
    var history = RandomHistory(seed: seed)
    history.signsAgreements = true
    let world = history.play(200)
    #expect(world.log.contains { $0.type == "AgreementSigned" })
    for provider in RandomHistory.providers {
      let state = world.state(provider)
      #expect(state == world.folded(provider))
      var books = Books()
      for event in world.log where event.provider == provider { books.enter(event) }
      for year in 2010...2014 { #expect(state.score(year) == books.points[year] ?? 0, "\(provider) \(year)") }
    }
  }
}

import EventStore
import LedgerDomain
import LedgerTesting
import Presentation
import Rulebook
import Testing

@testable import Ledger
@testable import LedgerFormat

@Suite("Where terms come from")
struct TermSourceTests {
  private let ledger = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)

  private func submit(_ fact: Fact, _ moment: String, _ role: Role = .channelOperations) throws {
    let draft = Draft(provider: "hz-01", at: time(moment), by: Person(id: role.rawValue, role: role), fact: fact)
    _ = try ledger.write { try $0.submit(draft, now: time(moment)) }
  }

  private func explain(_ question: StandingQuestion = StandingQuestion()) throws -> BreachExplanation {
    try ledger.explain(
      "service-complaint:ticket:t", of: "hz-01", question, by: [Rulebook.builtIn()], now: time("2012-01-01"))
  }

  private func play() throws {
    try submit(ProviderRegistered(name: "Hangzhou One", kind: .thirdParty).fact, "2011-01-04")
    try submit(
      AgreementSigned(
        startsOn: day("2011-02-01"), endsOn: day("2011-12-31"),
        terms: TermsOverride([
          .points(.serviceComplaint): .range(30...60), .cap(.serviceComplaint): .number(45),
          .single(.responseHours): .number(6), .single(.rectificationThreshold): .number(40),
        ]), cities: nil
      ).fact, "2011-02-01", .legal)
    try submit(HelpRequested(ticket: "t", outlet: nil).fact, "2011-03-02T09:00")
    try submit(HelpAnswered(ticket: "t").fact, "2011-03-02T15:01")
    try submit(
      BreachAssessed(breach: "service-complaint:ticket:t", points: 50, reason: "…", issue: "x").fact, "2011-03-03")
  }

  @Test("An explanation says of range, deadline, cap, time for appeal and threshold who set it")
  func sources() throws {
    try play()
    let found = try explain()
    let sources = Dictionary(found.sources.map { ($0.term, $0) }) { first, _ in first }
    #expect(sources[.points(.serviceComplaint)]?.value == .range(30...60))
    #expect(sources[.cap(.serviceComplaint)]?.value == .number(45))
    #expect(sources[.single(.responseHours)]?.value == .number(6))
    #expect(sources[.single(.rectificationThreshold)]?.value == .number(40))
    #expect(sources[.single(.rectificationThreshold)]?.regular == .number(50))
    for term in [Term.points(.serviceComplaint), .cap(.serviceComplaint), .single(.responseHours)] {
      #expect(sources[term]?.agreement?.position == 2, "\(term.path)")
    }
    #expect(sources[.single(.appealDays)]?.agreement == nil)
    #expect(found.charge?.cap?.limit == 45 && found.charge?.deduction.charged == 45)
    #expect(found.due?.term.agrees == true)
    #expect(found.terms.points == 30...60)
    let text = found.prose.lines.map(\.en)
    #expect(text.contains { $0.contains("hours to a first answer 6: from the agreement #2") })
    #expect(text.contains { $0.contains("working days to appeal 15: from the regulation") })
    #expect(found.json["terms"] != nil)
  }

  @Test("A standing lists the agreements it knows, and is the same from the read models as from the log")
  func standing() throws {
    try play()
    let now = time("2012-01-01")
    let stood = try ledger.standing(of: "hz-01", StandingQuestion(), now: now)
    #expect(stood.summary.agreements.map(\.position) == [2])
    var folded = try ledger.standing(of: "hz-01", StandingQuestion(knownAt: now), now: now)
    folded.knownAt = stood.knownAt
    #expect(folded == stood)
    #expect(stood.jsonText(in: ledger.zone).contains(#""agreements":[{"position":2,"startsOn":"2011-02-01""#))
    let before = try ledger.standing(of: "hz-01", StandingQuestion(knownAt: time("2011-01-31")), now: now)
    #expect(before.summary.agreements.isEmpty && !before.jsonText(in: ledger.zone).contains("agreements"))
    #expect(try ledger.verify().isSound)
  }
}

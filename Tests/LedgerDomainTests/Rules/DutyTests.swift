import LedgerDomain
import LedgerTesting
import Testing

@Suite("Duties")
struct DutyTests {
  /// Everything that can be owed, once each, and the fact that opens it.
  private static let owed: [(duty: Duty, given: [Step], opening: Step)] = [
    (.answer("t-1"), Given.provider, Given.ticket),
    (
      .exitResponse("o-1"), Given.outlet,
      at("2011-03-04T20:30", OutletExitRequested(outlet: "o-1", via: .system).fact)
    ),
    (
      .applications("m-1"), Given.city,
      at("2011-03-04", MeetingHeld(meeting: "m-1", city: "hangzhou", invited: 10, attended: 10).fact)
    ), (.expansionTarget("hangzhou", .firstBatch), Given.deposit, Given.authorised),
    (.expansionTarget("hangzhou", .complete), Given.deposit, Given.authorised),
  ]

  @Test("A duty's due date is counted by the term its row names, and moves with no other", arguments: 0..<owed.count)
  func terms(_ row: Int) throws {
    let (duty, given, opening) = Self.owed[row]
    let before = try #require(try due(duty, given + [opening], .init()))
    for single in Term.Single.allCases {
      let value = try #require(BuiltIn.rules.terms(on: day("2011-03-04"))[.single(single)])
      guard case .number(let number) = value else { continue }
      let wanted = number == 100 || number == 65 ? number - 10 : number + 10
      let set = TermsOverride([.single(single): .number(wanted)])
      guard let after = try? due(duty, given + [opening], set) else { continue }
      #expect((after != before) == (single == duty.deadline.term), "\(single.rawValue): \(before) \(after)")
      if single == duty.deadline.term { #expect(duty.terms.contains(single)) }
    }
  }

  /// The due date of a duty under a version with other terms.
  private func due(_ duty: Duty, _ steps: [Step], _ set: TermsOverride) throws -> Due? {
    var world = World()
    var terms = world.rules.terms(on: day("2011-01-01"))
    for (term, value) in set.terms { terms[term] = value }
    world.rules = Rules(terms)
    for step in steps { _ = try world.take(step) }
    return world.state("hz-01").basis(of: duty)?.due
  }

  @Test("Counting again by the row leads to what was decided when the duty arose", arguments: 0..<owed.count)
  func countedAgain(_ row: Int) throws {
    let (duty, given, opening) = Self.owed[row]
    let world = try Story(given + [opening]).played()
    let basis = try #require(world.state("hz-01").basis(of: duty))
    let first = try #require(basis.facts.first.map { world.log[$0 - 1] })
    let count = BuiltIn.rules.terms(on: day("2011-03-04"))
      .count(duty.deadline, from: world.state("hz-01").start(of: duty, after: first.at))
    #expect(count.due == basis.due.date && count.dueAt == basis.due.at)
  }

  @Test("A promotion is owed to the last day of its month, counted from the first")
  func promotion() throws {
    let state = try Story(Given.outlet).played().state("hz-01")
    let duty = Duty.promotion(Month("2011-02")!)
    let basis = try #require(state.basis(of: duty))
    let count = BuiltIn.rules.terms(on: day("2011-02-01"))
      .count(duty.deadline, from: state.start(of: duty, after: time("2011-01-05")))
    #expect(basis.on == day("2011-02-28") && count.due == basis.due.date && duty.terms.isEmpty)
  }

  @Test("The duty behind an upheld complaint is the answer to the ticket it names")
  func behind() throws {
    let filed = at(
      "2011-03-05",
      ComplaintFiled(complaint: "c-1", about: .service(outlet: nil, ticket: "t-1")).fact)
    let state = try Story(Given.provider + [Given.ticket, filed]).played().state("hz-01")
    #expect(state.duty(behind: "service-complaint:complaint:c-1") == .answer("t-1"))
    #expect(state.duty(behind: "service-complaint:ticket:t-1") == .answer("t-1"))
    #expect(state.duty(behind: "training-failure:x") == nil)
  }
}

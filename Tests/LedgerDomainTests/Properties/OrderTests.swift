import LedgerDomain
import LedgerTesting
import Testing

@Suite("Order of recording")
struct OrderTests {
  @Test("Facts recorded in any legal order before a sweep give the same breaches of duty", arguments: 1...20)
  func anyOrder(_ seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let facts = DutyFacts(&random)
    let expected = try facts.breaches(recordedIn: Array(facts.items.indices))
    #expect(expected.count > 3, "too few breaches to tell an order by")
    for _ in 0..<6 {
      let order = facts.legalOrder(&random)
      let found = try facts.breaches(recordedIn: order)
      #expect(found == expected, "seed \(seed), recorded in the order \(order)")
    }
  }
}

/// Facts of one spring, each with those it needs recorded before it.
private struct DutyFacts {
  var items: [(step: Step, needs: [Int])] = []

  init(_ random: inout SplitMix64) {
    for number in 1...6 { addOutlet("o-\(number)", &random) }
    for number in 1...8 { addTicket("t-\(number)", &random) }
    for number in 1...3 { addMeeting("m-\(number)", &random) }
    for number in 1...2 {
      add(Self.moment(&random), PromotionRun(promotion: "p-\(number)").fact, needing: [])
    }
  }

  private static func moment(_ random: inout SplitMix64, from first: String = "2011-02-01", days: Int = 80) -> Instant {
    time(first).adding(seconds: random.number(0...days * 86_400))
  }

  private mutating func add(_ moment: Instant, _ fact: Fact, needing needs: [Int]) {
    let submission = Submission(provider: "hz-01", at: moment, by: fact.someone, fact: fact)
    items.append((.submit(submission, recordedAt: time("2011-06-01")), needs))
  }

  /// Signed and opened, perhaps asking to exit; answer and exit may be recorded in either order.
  private mutating func addOutlet(_ key: Key<Outlet>, _ random: inout SplitMix64) {
    let signing = Self.moment(&random, from: "2011-01-05", days: 60)
    add(signing, OutletSigned(outlet: key, city: "hangzhou").fact, needing: [])
    let opening = signing.adding(seconds: random.number(0...10 * 86_400))
    add(opening, OutletOpened(outlet: key).fact, needing: [items.count - 1])
    guard random.chance(70) else { return }
    let asking = opening.adding(seconds: random.number(0...30 * 86_400))
    add(asking, OutletExitRequested(outlet: key, via: .system).fact, needing: [items.count - 1])
    let request = items.count - 1
    if random.chance(60) {
      add(
        asking.adding(seconds: random.number(0...6 * 86_400)), OutletExitAnswered(outlet: key).fact, needing: [request])
    }
    guard random.chance(60) else { return }
    add(
      asking.adding(seconds: random.number(0...20 * 86_400)), OutletExited(outlet: key, reason: .voluntary).fact,
      needing: [request])
  }

  private mutating func addTicket(_ key: Key<Ticket>, _ random: inout SplitMix64) {
    let asking = Self.moment(&random)
    add(asking, HelpRequested(ticket: key, outlet: nil).fact, needing: [])
    guard random.chance(80) else { return }
    add(
      asking.adding(seconds: random.number(0...4 * 86_400)), HelpAnswered(ticket: key).fact, needing: [items.count - 1])
  }

  private mutating func addMeeting(_ key: Key<Meeting>, _ random: inout SplitMix64) {
    let holding = Self.moment(&random)
    add(holding, MeetingHeld(meeting: key, city: "hangzhou", invited: 1, attended: 1).fact, needing: [])
    guard random.chance(70) else { return }
    add(
      holding.adding(seconds: random.number(0...40 * 86_400)), ApplicationsSubmitted(meeting: key, outlets: 1).fact,
      needing: [items.count - 1])
  }

  /// A random order in which each fact comes after those it needs.
  func legalOrder(_ random: inout SplitMix64) -> [Int] {
    var left = Array(items.indices)
    var order: [Int] = []
    while let next = left.filter({ items[$0].needs.allSatisfy(order.contains) }).randomElement(using: &random) {
      order.append(next)
      left.removeAll { $0 == next }
    }
    return order
  }

  /// The dates of the breaches of duty pending after a sweep.
  func breaches(recordedIn order: [Int]) throws -> [BreachID: LocalDate] {
    let story = Story(Given.deposit + [at("2011-01-04", CityAuthorised(city: "hangzhou", population: 60_000).fact)])
    var world = try story.played()
    for index in order { _ = try world.take(items[index].step) }
    _ = world.sweep(through: day("2011-06-30"))
    let duties: Set<Clause> = [.serviceComplaint, .exitResponse, .signingProgress, .expansionTarget, .promotionGap]
    return world.state("hz-01").breaches
      .filter { $0.value.status == .pending && duties.contains($0.value.clause) }
      .mapValues(\.on)
  }
}

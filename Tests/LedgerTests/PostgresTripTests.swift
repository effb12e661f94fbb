import EventStore
import LedgerDomain
import LedgerFormat
import LedgerTesting
import PostgresEventStore
import PostgresTesting
import Testing

@testable import Ledger

/// How often a ledger waits for a server, counted by a proxy before it.
@Suite("Round trips to PostgreSQL", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct PostgresTripTests {
  private let now = time("2011-03-04T20:00")

  private func draft(
    _ fact: Fact, _ provider: Key<Provider> = "p-1", at text: String = "2011-03-04T10:00", id: String? = nil
  ) -> Draft {
    Draft(
      id: id, provider: provider, at: time(text),
      by: Person(id: "x", role: fact.kind.payload.about.roles?.first ?? .channelOperations), fact: fact)
  }

  /// A ledger behind a proxy, with so many providers, each with a ticket that is open; a cold one each time it is asked for.
  private struct Place {
    let ledger: LedgerOfATest
    let proxy: MessageProxy

    /// A ledger that knows nothing yet, as a new process has it, but for an open connection.
    func cold() throws -> Ledger {
      let store = try ledger.store(by: proxy.folder)
      _ = try store.read { try $0.lastPosition() }
      return Ledger(store: store, rules: BuiltIn.rules)
    }

    /// How often the server is waited for while something is done.
    func trips(_ body: () throws -> Void) rethrows -> Int {
      proxy.cut(at: nil)
      try body()
      return proxy.trips
    }
  }

  /// - Parameter isBeside: whether the log publishes a programme, beside whose subjects the providers stand.
  private func with(providers: Int, isBeside: Bool = false, _ body: (Place) throws -> Void) throws {
    let ledger = try LedgerOfATest()
    let proxy = try MessageProxy(before: ledger.cluster.folder)
    defer { proxy.end() }
    let direct = Ledger(store: try ledger.store(), rules: BuiltIn.rules)
    try direct.write { transaction in
      if isBeside {
        let file = try RulesFile(bytes: Array(ProviderJobTests.stalls.utf8), file: "stall.yaml")
        _ = try transaction.publish(file, effective: day("2011-01-01"), by: nil, now: time("2011-01-01T09:00"))
      }
      for provider in (0..<providers).map({ Key<Provider>("p-\($0 + 1)") }) {
        _ = try transaction.submit(
          draft(ProviderRegistered(name: "n", kind: .thirdParty).fact, provider, at: "2011-01-04"), now: now)
        _ = try transaction.submit(
          draft(HelpRequested(ticket: "\(provider)-1", outlet: nil).fact, provider), now: now)
      }
    }
    try body(Place(ledger: ledger, proxy: proxy))
  }

  @Test(
    "A submission takes two, whether the provider is in memory or not, or has moved; a repeated id two; a standing two")
  func single() throws {
    try with(providers: 3) { place in
      let id = "0190c0de-0000-7000-8000-000000000001"
      let request = draft(HelpRequested(ticket: "new", outlet: nil).fact, id: id)
      let cold = try place.cold()
      #expect(try place.trips { _ = try cold.submit(request, now: now) } <= 2)
      #expect(try place.trips { _ = try cold.submit(draft(HelpAnswered(ticket: "new").fact), now: now) } <= 2)
      #expect(try place.trips { _ = try cold.submit(request, now: now) } <= 2, "the same once more")
      let other = try place.cold()
      #expect(try place.trips { _ = try other.submit(request, now: now) } <= 2, "the same from elsewhere")
      // Each finds that the other has written, and asks for what came since from then on.
      for (number, ledger) in [other, cold, other].enumerated() {
        let fact = HelpRequested(ticket: Key("found-\(number)"), outlet: nil).fact
        let trips = try place.trips { _ = try ledger.submit(draft(fact), now: now) }
        #expect(trips <= 3)
      }
      for (number, ledger) in [cold, other, cold].enumerated() {
        let fact = HelpRequested(ticket: Key("moved-\(number)"), outlet: nil).fact
        #expect(try place.trips { _ = try ledger.submit(draft(fact), now: now) } <= 2, "moved by another")
      }
      let question = StandingQuestion()
      #expect(try place.trips { _ = try other.standing(of: "p-1", question, now: now) } <= 2)
      let third = try place.cold()
      #expect(try place.trips { _ = try third.standing(of: "p-2", question, now: now) } <= 2)
    }
  }

  @Test("Beside programmes a submission about a provider, or about a subject, takes two as well, by a new process too")
  func besideProgrammes() throws {
    try with(providers: 2, isBeside: true) { place in
      let cold = try place.cold()
      func request(_ ticket: Key<Ticket>) -> Draft { draft(HelpRequested(ticket: ticket, outlet: nil).fact) }
      #expect(try place.trips { _ = try cold.submit(request("a"), now: now) } <= 2, "not in memory")
      #expect(try place.trips { _ = try cold.submit(request("b"), now: now) } <= 2, "in memory")
      // What is longer than what comes with its saved state is told by its row alone.
      try cold.write { transaction in
        for number in 0..<100 { _ = try transaction.submit(request(Key("many-\(number)")), now: now) }
      }
      let other = try place.cold()
      #expect(try place.trips { _ = try other.submit(request("c"), now: now) } <= 2, "of a long stream")
      let registered = draft(ProviderRegistered(name: "n", kind: .thirdParty).fact, "p-3", at: "2011-01-04")
      #expect(try place.trips { _ = try other.submit(registered, now: now) } <= 2, "that there is none of yet")
      let subject = SubjectFact.enrolled(SubjectEnrolled(programme: nil, name: "s", attributes: nil))
      func told(_ fact: SubjectFact) -> Draft {
        Draft(
          id: nil, provider: "s-1", at: time("2011-03-01"), by: Person(id: "chen", role: Role(named: "office")),
          fact: .subject(fact))
      }
      #expect(try place.trips { _ = try other.submit(told(subject), now: now) } <= 2, "an enrolment")
      let asked = SubjectFact.recorded(FactRecorded(kind: "asked", key: nil, fields: nil))
      let third = try place.cold()
      #expect(try place.trips { _ = try third.submit(told(asked), now: now) } <= 2, "a subject not in memory")
    }
  }

  @Test("A list of n providers takes two and one for each five hundred")
  func lists() throws {
    let providers = 700
    try with(providers: providers) { place in
      let most = 2 + providers / 500
      let question = StandingQuestion()
      let cold = try place.cold()
      #expect(try place.trips { _ = try cold.standings(question, now: now, listing: false) } <= most)
      #expect(try place.trips { _ = try cold.standings(question, now: now) } <= most)
      // Each of two threads asks for itself.
      let queue = try place.trips {
        _ = try cold.queue(for: [], through: day("2011-03-08"), question, now: now)
      }
      let forecasts = try place.trips { _ = try cold.forecasts(question, now: now) }
      #expect(queue <= 2 * most && forecasts <= 2 * most, "\(queue), \(forecasts)")
    }
  }

  @Test("A commit of n events takes one and one for each thousand, behind the one that begins")
  func commits() throws {
    try with(providers: 1) { place in
      let (warm, count) = (try place.cold(), 2500)
      _ = try warm.submit(draft(HelpRequested(ticket: "first", outlet: nil).fact), now: now)
      let drafts = (0..<count).map { draft(HelpRequested(ticket: "\($0)", outlet: nil).fact) }
      let trips = try place.trips {
        try warm.write(expecting: warm.wanted(submitting: drafts)) { transaction in
          for draft in drafts { _ = try transaction.submit(draft, now: now) }
        }
      }
      // Each thousand is sent while the next are decided.
      #expect(trips <= 2 + count / 1000)
    }
  }
}

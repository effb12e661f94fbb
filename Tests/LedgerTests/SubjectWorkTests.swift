import EventStore
import EventStoreTesting
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Programmes
import Rulebook
import Testing

@testable import Ledger

/// How much of a log is looked at for one answer about a subject, or one event of it: counted, not timed.
@Suite("What an answer about a subject looks at (programmes §11)")
struct SubjectWorkTests {
  private static func programme(version: Int = 1, cost: Int = 2) -> [UInt8] {
    Array(
      """
      form: programme/1
      rulebook: stall
      version: "\(version)"
      title: {zh: 摊位, en: Stalls}
      zone: {name: Asia/Shanghai, offset: "+08:00"}
      attributes:
        owner: {type: key, zh: 业主, en: owner}
        area: {type: [north, south], default: north, zh: 区, en: area}
      facts:
        sold: {fields: {amount: {type: int}}, zh: 售出, en: sold}
        asked: {zh: 申请, en: asked}
      measures: {barred: {zh: 不予准入, en: barred}, crowded: {zh: 拥挤, en: crowded}}
      counters: {points: {zh: 分, en: points, window: {days: 30}}}
      clauses: {dirty: {section: "1", zh: 脏, en: dirty, arises: reported, decided: at-once, cost: [{charge: points, points: \(cost)}]}}
      reviews:
        asks: {when: asked, choose: [{if: {linked: owner, test: {counter: points, at-least: 1}, how: {at-most: 0}}, do: []}, {else: [{impose: barred}]}]}
        place: {when: asked, choose: [{if: {linked: area, test: {counter: points, at-least: 1}, how: {at-most: 0}}, do: []}, {else: [{impose: crowded}]}]}

      """.utf8)
  }

  private static let now = time("2013-03-01T12:00")
  private static let start = time("2011-03-01T12:00")

  private let store = CountedStore(InMemoryEventStore())

  private func draft(_ fact: ProgrammeFact, of subject: Key<Provider>, day number: Int) -> Draft {
    Draft(
      id: nil, provider: subject, at: Self.start.adding(seconds: number * 3_600),
      by: Person(id: "chen", role: Role(named: "office")), fact: fact.fact)
  }

  private func enrolment(owner: String?) -> ProgrammeFact {
    let owner = owner.map { [NamedValue("owner", .text($0))] }
    return .enrolled(SubjectEnrolled(programme: nil, name: "One", attributes: owner))
  }

  private func sold(_ amount: Int) -> ProgrammeFact {
    .recorded(FactRecorded(kind: "sold", key: nil, fields: [NamedValue("amount", .number(amount))]))
  }

  private let asked = ProgrammeFact.recorded(FactRecorded(kind: "asked", key: nil, fields: nil))

  private func dirty(_ name: String) -> ProgrammeFact {
    .reported(ClauseBreachReported(breach: BreachID(name), clause: "dirty", evidence: "seen", on: nil, fields: nil))
  }

  private func publish(_ source: [UInt8], from date: LocalDate, at moment: Instant, in ledger: Ledger) throws {
    let file = try RulesFile(bytes: source, file: "stall.yaml")
    _ = try ledger.write { try $0.publish(file, effective: date, by: nil, now: moment) }
  }

  /// A ledger that has nothing in memory, with a subject of which so many facts were recorded.
  private func ledger(events: Int) throws -> Ledger {
    let ledger = Ledger(store: store, rules: BuiltIn.rules)
    try publish(Self.programme(), from: day("2011-01-01"), at: time("2011-01-01T09:00"), in: ledger)
    _ = try ledger.submit(draft(enrolment(owner: "o-1"), of: "s-1", day: 0), now: Self.now)
    for number in 1..<events {
      let fact = number == 7 ? dirty("b-0") : sold(number)
      _ = try ledger.submit(draft(fact, of: "s-1", day: number), now: Self.now)
    }
    return try cold()
  }

  /// The same store with nothing in memory but what it publishes.
  private func cold() throws -> Ledger {
    let ledger = Ledger(store: store, rules: BuiltIn.rules)
    _ = try ledger.hasProgrammes()
    return ledger
  }

  @Test("A standing of the present folds no event and reads as many rows, whatever the length of the subject's stream")
  func standing() throws {
    var counts: [CountedStore.Count] = []
    for events in [40, 400] {
      let count = try SubjectWorkTests().counted(events: events) { ledger in
        _ = try ledger.subjectStanding(of: "s-1", StandingQuestion(), now: Self.now)
      }
      counts.append(count)
    }
    #expect(counts[0].entries <= 1)
    #expect(counts[0] == counts[1])
  }

  private func counted(events: Int, _ body: (Ledger) throws -> Void) throws -> CountedStore.Count {
    let ledger = try ledger(events: events)
    return try store.counting { try body(ledger) }
  }

  @Test("An event of a subject that is in memory folds none before it, whatever the length of its stream")
  func append() throws {
    var counts: [CountedStore.Count] = []
    for events in [40, 400] {
      let work = SubjectWorkTests()
      let ledger = try work.ledger(events: events)
      _ = try ledger.submit(draft(sold(1), of: "s-1", day: events), now: Self.now)
      counts.append(
        try work.store.counting { _ = try ledger.submit(draft(dirty("b-1"), of: "s-1", day: events), now: Self.now) })
    }
    #expect(counts[0].entries <= 2)
    #expect(counts[0] == counts[1])
  }

  @Test("How a counter comes to its value is told from the state saved last")
  func explanation() throws {
    let ledger = try ledger(events: 400)
    let count = try store.counting {
      _ = try ledger.explanation(of: .counter("points"), ofSubject: "s-1", StandingQuestion(), now: Self.now)
    }
    #expect(count.entries < 75)
    func found(_ question: StandingQuestion) throws -> SubjectCounterExplanation? {
      let found = try cold().explanation(of: .counter("points"), ofSubject: "s-1", question, now: Self.now).found
      if case .counter(_, let explained) = found { return explained }
      return nil
    }
    let now = try found(StandingQuestion())
    #expect(now?.entries.count == 1)
    #expect(try now == found(StandingQuestion(knownAt: Self.now)))
  }

  @Test("A test that counts linked subjects loads those that ever had the value, and no others (programmes §4)")
  func linked() throws {
    let ledger = Ledger(store: store, rules: BuiltIn.rules)
    try publish(Self.programme(), from: day("2011-01-01"), at: time("2011-01-01T09:00"), in: ledger)
    for number in 0..<30 {
      let subject = Key<Provider>("s-\(number)")
      let owner = number % 10 == 0 ? "shared" : "o-\(number)"
      _ = try ledger.submit(draft(enrolment(owner: owner), of: subject, day: number), now: Self.now)
    }
    _ = try ledger.submit(draft(dirty("b-1"), of: "s-10", day: 40), now: Self.now)
    let before = try ledger.write { writer in try writer.writer.linked(by: Self.shared) }
    #expect(before == ["s-0", "s-10", "s-20"])
    let count = try store.counting {
      _ = try cold().submit(draft(dirty("b-2"), of: "s-20", day: 41), now: Self.now)
    }
    let asking = try store.counting { _ = try cold().submit(draft(asked, of: "s-0", day: 42), now: Self.now) }
    #expect(count.entries < 10)
    // Of the area all have the default: there all are looked at.
    #expect(asking.entries > 30)
    let standing = try ledger.subjectStanding(of: "s-0", StandingQuestion(), now: Self.now).standing
    #expect(standing.measures.map(\.name) == ["barred", "crowded"])
    #expect(try ledger.verify().findings == [])
    #expect(try ledger.rebuild().changed == [])
  }

  @Test("Nobody is passed over whom an older build has written since, and whose links it has not (programmes §4)")
  func linkedByAnOlderBuild() throws {
    let ledger = Ledger(store: store, rules: BuiltIn.rules)
    try publish(Self.programme(), from: day("2011-01-01"), at: time("2011-01-01T09:00"), in: ledger)
    for number in 0..<3 {
      let enrolled = draft(enrolment(owner: "shared"), of: Key("s-\(number)"), day: number)
      _ = try ledger.submit(enrolled, now: Self.now)
    }
    _ = try ledger.submit(draft(asked, of: "s-0", day: 10), now: Self.now)
    _ = try ledger.submit(draft(enrolment(owner: "shared"), of: "s-3", day: 11), now: Self.now)
    _ = try ledger.submit(draft(dirty("b-1"), of: "s-3", day: 12), now: Self.now)
    try store.write { writer in
      var keys: [String] = []
      for prefix in [ReadModel.outlinePrefix("s-3"), ReadModel.linkedKey] {
        try writer.scanValues(prefix: prefix) { key, _ in
          if key.hasPrefix("outline/") || key.hasSuffix("/s-3") { keys.append(key) }
          return true
        }
      }
      for key in keys { try writer.remove(key) }
    }
    func measures(of subject: Key<Provider>) throws -> [String] {
      try cold().subjectStanding(of: subject, StandingQuestion(), now: Self.now).standing.measures.map(\.name)
    }
    _ = try cold().submit(draft(asked, of: "s-1", day: 13), now: Self.now)
    #expect(try measures(of: "s-1").contains("barred"))
    // Its next event writes all its rows: from then on the links are trusted again.
    _ = try cold().submit(draft(sold(1), of: "s-3", day: 14), now: Self.now)
    _ = try cold().submit(draft(asked, of: "s-2", day: 15), now: Self.now)
    #expect(try measures(of: "s-2").contains("barred"))
    #expect(try store.read { try $0.eventsBehindLinks(but: []) } != nil)
    #expect(try ledger.verify().findings == [])
  }

  @Test("The links are held against what was recorded since they last were, and not against the whole log")
  func linksAreHeldAgainstWhatIsNew() throws {
    let ledger = try ledger(events: 400)
    func asking() throws -> Int? {
      _ = try ledger.submit(draft(asked, of: "s-1", day: 500), now: Self.now)
      return try store.read { try $0.eventsBehindLinks(but: []) }
    }
    #expect(try (asking() ?? .max) < 10)
    _ = try ledger.submit(draft(sold(1), of: "s-1", day: 500), now: Self.now)
    #expect(try (asking() ?? .max) < 20)
    _ = try ledger.rebuild()
    #expect(try store.read { try $0.eventsBehindLinks(but: []) } == Int.max)
    #expect(try (asking() ?? .max) < 10)
  }

  private static let shared = OthersSought(
    programme: "stall", attribute: "owner", value: .text("shared"), isDefault: false)

  @Test("A standing as known at a moment names the version that was published by then (programmes §11)")
  func knownAt() throws {
    let ledger = try ledger(events: 3)
    let moment = Self.now.adding(seconds: 60)
    try publish(Self.programme(version: 2), from: day("2011-02-01"), at: moment.adding(seconds: 60), in: ledger)
    let later = moment.adding(seconds: 3_600)
    func rulebook(_ question: StandingQuestion) throws -> String {
      try cold().subjectStanding(of: "s-1", question, now: later).standing.rulebook
    }
    #expect(try rulebook(StandingQuestion()) == "stall-2")
    #expect(try rulebook(StandingQuestion(knownAt: moment)) == "stall-1")
    #expect(try rulebook(StandingQuestion(knownAt: later)) == "stall-2")
    let difference = try cold().difference(ofSubject: "s-1", from: moment, to: later, asOf: nil)
    #expect(difference.steps.isEmpty)
    #expect(difference.changes.contains { "\($0)".contains("stall-2") })
  }
}

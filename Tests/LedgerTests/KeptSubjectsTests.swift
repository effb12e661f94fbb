import EventStore
import EventStoreTesting
import LedgerDomain
import LedgerTesting
import Programmes
import Rulebook
import SQLiteEventStore
import Testing

@testable import Ledger
@testable import LedgerFormat

/// States of subjects that are saved on the way, as those of providers are.
@Suite("Saved states of subjects")
struct KeptSubjectsTests {
  private static let programme = Array(
    """
    form: programme/1
    rulebook: stall
    version: "1"
    title: {zh: 摊位, en: Stalls}
    zone: {name: Asia/Shanghai, offset: "+08:00"}
    facts: {sold: {fields: {amount: {type: int}}, zh: 售出, en: sold}}
    counters: {points: {zh: 分, en: points, window: {days: 30}}}
    clauses: {dirty: {section: "1", zh: 脏, en: dirty, arises: reported, decided: at-once, cost: [{charge: points, points: 2}]}}
    reviews: {sale: {when: sold, choose: [{if: {field: amount, above: 50}, do: [{restore: points, points: 1}]}, {else: []}]}}

    """.utf8)

  private static let now = time("2012-03-01T12:00")
  static let subject: Key<Provider> = "stall-1"

  private func draft(_ number: Int) -> Draft {
    let fact: ProgrammeFact
    switch number {
    case 0: fact = .enrolled(SubjectEnrolled(programme: nil, name: "One", attributes: nil))
    case _ where number % 5 == 0:
      fact = .reported(
        ClauseBreachReported(
          breach: BreachID("b-\(number)"), clause: "dirty", evidence: "seen", on: nil, fields: nil))
    case _:
      fact = .recorded(
        FactRecorded(kind: "sold", key: nil, fields: [NamedValue("amount", .number(number % 70))]))
    }
    return Draft(
      id: nil, provider: Self.subject, at: time("2011-03-01T12:00").adding(seconds: number * 86_400),
      by: Person(id: "chen", role: Role(named: "office")), fact: fact.fact)
  }

  /// A ledger over a store in which so much was recorded, a commit each, and which has nothing in memory.
  private func ledger(_ store: any EventStore, events: Int) throws -> Ledger {
    let ledger = Ledger(store: store, rules: BuiltIn.rules)
    let file = try RulesFile(bytes: Self.programme, file: "stall.yaml")
    _ = try ledger.write {
      try $0.publish(file, effective: day("2011-01-01"), by: nil, now: time("2011-01-01T09:00"))
    }
    for number in 0..<events { _ = try ledger.submit(draft(number), now: Self.now) }
    return Ledger(store: store, rules: BuiltIn.rules)
  }

  private func standing(in ledger: Ledger) throws -> String {
    try ledger.subjectStanding(of: Self.subject, StandingQuestion(), now: Self.now).json.text
  }

  static let key = ReadModel.stateKey(subject)

  @Test("An answer goes on from the state saved last, and is the same as that of a fold", arguments: [10, 40, 150])
  func goesOn(_ events: Int) throws {
    let store = InMemoryEventStore()
    let ledger = try ledger(store, events: events)
    let whole = try store.read { try $0.foldedSubject(Self.subject, among: ledger.source.programmes(in: $0)) }
    let found = try store.read { try $0.subject(Self.subject, among: ledger.source.programmes(in: $0)) }
    #expect(found?.state == whole)
    let version = found?.state.version ?? 0
    #expect(try store.read { try $0.savedVersion(of: Self.subject) ?? 0 } > version - 64)
    #expect(try ledger.verify().findings == [])
    #expect(try ledger.rebuild().changed == [])
    #expect(try ledger.verify().findings == [])
  }

  @Test("A fold goes over no more than 64 events or a thirty-second of the stream; saving is cheap", arguments: 1...5)
  func savedOften(eventsAtOnce: Int) {
    var (version, saved, written, last) = (0, 0, 0, 0)
    while version < 20_000 {
      let next = version + eventsAtOnce
      if ReadModel.isSubjectSaved(from: version, to: next) {
        written += next
        saved = next
      }
      if ReadModel.isSaved(from: version, to: next) {
        #expect(saved == next, "at \(next) a provider's is saved, and what is announced begins there")
        last = next
      }
      version = next
      #expect(version - saved < max(64, version / 32), "at \(version)")
      #expect(saved >= last)
    }
    // Each event is written again 40 times, whatever the length of the stream.
    #expect(written < 40 * version)
  }

  @Test("A submission of a new process goes on from there and decides the same")
  func decidesTheSame() throws {
    let (one, other) = (InMemoryEventStore(), InMemoryEventStore())
    _ = try ledger(one, events: 151)
    let cold = try ledger(other, events: 150)
    _ = try cold.submit(draft(150), now: Self.now)
    #expect(try Ledger(store: one, rules: BuiltIn.rules).verify().logDigest == cold.verify().logDigest)
  }

  @Test("A store that an older build has written has none: the stream is folded, and verified")
  func absent() throws {
    let store = InMemoryEventStore()
    let ledger = try ledger(store, events: 150)
    let before = try standing(in: ledger)
    try store.write { try $0.remove(Self.key) }
    let again = Ledger(store: store, rules: BuiltIn.rules)
    #expect(try standing(in: again) == before)
    #expect(try again.verify().findings == [])
    _ = try again.rebuild()
    #expect(try store.read { try $0.value(Self.key) } != nil)
  }

  @Test("Damage is told, and a rebuild puts it right", arguments: [key, ReadModel.outlineKey(subject)])
  func damage(key: String) throws {
    let store = InMemoryEventStore()
    let ledger = try ledger(store, events: 150)
    try store.write { writer in
      var bytes = try #require(try writer.value(key))
      bytes[bytes.count / 2] ^= 1
      try writer.put(ReadModel(key: key, value: bytes))
    }
    #expect(try ledger.verify().findings.contains { $0.provider == Self.subject })
    let again = Ledger(store: store, rules: BuiltIn.rules)
    #expect(throws: StoreError.self) { try again.submit(draft(150), now: Self.now) }
    if key != Self.key { #expect(throws: StoreError.self) { try standing(in: again) } }
    _ = try ledger.rebuild()
    #expect(try ledger.verify().findings == [])
  }

  @Test("A saved state that is whole, but not what the events make, is told")
  func otherState() throws {
    let store = InMemoryEventStore()
    let ledger = try ledger(store, events: 150)
    try store.write { writer in
      let programmes = try ledger.source.programmes(in: writer)
      var saved = try #require(try writer.savedSubject(Self.subject, among: programmes))
      let event = SubjectEvent(
        position: 1, version: saved.state.version, at: Self.now, recordedAt: Self.now, by: nil,
        body: .drawn(.valueSet(ValueChange("x", .number(1))), Ground(.appeal, for: "")), cause: nil, rulebook: "stall-1"
      )
      saved.state.evolve(event)
      try writer.put(ReadModel.saved(saved))
    }
    #expect(try ledger.verify().findings.contains { $0.provider == Self.subject })
  }

  @Test("A saved state of events that are not in this log is not gone on from")
  func otherLog() throws {
    let store = InMemoryEventStore()
    let ledger = try ledger(store, events: 150)
    let before = try standing(in: ledger)
    try store.write { writer in
      var saved = try #require(
        try writer.savedSubject(Self.subject, among: ledger.source.programmes(in: writer)))
      saved.hash = .zero
      try writer.put(ReadModel.saved(saved))
    }
    #expect(try standing(in: Ledger(store: store, rules: BuiltIn.rules)) == before)
  }
}

import EventStore
import EventStoreTesting
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Testing

@testable import Ledger

/// Sweeps and years' ends that are kept portion by portion (§5).
@Suite("Jobs done in portions")
struct ProviderJobTests {
  private struct Stopped: Error {}

  @Test(
    "Done in portions, and stopped between them or in them and done again, a job writes what one transaction does",
    arguments: 1...14)
  func portions(_ seed: Int) throws {
    var history = RandomHistory(seed: seed)
    history.signsAgreements = true
    history.hasOffices = seed > 9
    let hasOffices = history.hasOffices
    var actions: [RandomHistory.Action] = []
    _ = history.play(200) { _, action, _, _ in actions.append(action) }
    let expected = try log(of: actions, hasOffices) { ledger, job, clock in
      _ = try ledger.write { try $0.run(job, now: clock) }
    }
    for size in 1...2 {
      let undisturbed = try log(of: actions, hasOffices) { ledger, job, clock in
        try ledger.run(job, portionsOf: size, clock: { clock })
      }
      #expect(undisturbed == expected, "seed \(seed), portions of \(size)")
      var random = SplitMix64(seed: UInt64(seed * 10 + size))
      let stopped = try log(of: actions, hasOffices) { ledger, job, clock in
        var left = random.number(0...4)
        while left > 0 {
          do {
            try stop(ledger, job, size, clock, after: random.number(1...6), inPortion: random.chance(50))
            break
          } catch is Stopped { left -= 1 }
        }
        try ledger.run(job, portionsOf: size, clock: { clock })
      }
      #expect(stopped == expected, "seed \(seed), portions of \(size), stopped now and then")
    }
  }

  /// Does a job until so much of it is done, then stops it.
  private func stop(
    _ ledger: Ledger, _ job: ProviderJob, _ size: Int, _ clock: Instant, after most: Int, inPortion: Bool
  ) throws {
    var (steps, portions) = (0, 0)
    try ledger.run(
      job, portionsOf: size, clock: { clock },
      progress: { _, _ in
        steps += 1
        if inPortion, steps > most { throw Stopped() }
      },
      kept: { _ in
        portions += 1
        if portions > most { throw Stopped() }
      })
  }

  /// The log that a history makes; its read models are verified.
  private func log(
    of actions: [RandomHistory.Action], _ hasOffices: Bool, _ run: (Ledger, ProviderJob, Instant) throws -> Void
  ) throws -> [String] {
    let ledger = try RuledHistory.ledger(hasOffices: hasOffices)
    var clock = time("2011-01-04")
    for action in actions {
      switch action {
      case .submit: try ledger.write { try RuledHistory.take(action, &clock, in: $0) }
      case .sweep(let last):
        clock = max(clock, ledger.zone.instant(last.adding(days: 1)))
        try run(ledger, .sweep(through: last), clock)
      case .closeYear(let year):
        clock = max(clock, time("\(year + 1)-01-01"))
        try run(ledger, .yearEnd(year), clock)
      }
    }
    #expect(try ledger.verify().findings == [])
    var lines: [String] = []
    try ledger.export { lines.append(String(decoding: $0, as: UTF8.self)) }
    return lines
  }

  @Test("What comes in between a sweep and the closing, and was due in the year, is raised before the year is closed")
  func between() throws {
    let ledger = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
    let now = time("2012-01-05")
    for provider in ["a", "b"] {
      try submit(
        #"{"type":"ProviderRegistered","provider":"\#(provider)","at":"2011-03-01","by":"chen@channel-expansion","#
          + #""data":{"name":"\#(provider)","kind":"thirdParty"}}"#, to: ledger, now)
    }
    try submit(
      #"{"type":"HelpRequested","provider":"b","at":"2011-12-10T10:00","by":"feed@integration","data":{"ticket":"t"}}"#,
      to: ledger, now)
    var portions = 0
    var balances: [YearBalance] = []
    try ledger.run(
      .yearEnd(2011), portionsOf: 1, clock: { now }, closed: { balances.append($0) },
      kept: { _ in
        portions += 1
        // Something was due at one of them alone: the next portion closes a year.
        guard portions == 1 else { return }
        try submit(
          #"{"type":"HelpRequested","provider":"a","at":"2011-12-20T10:00","by":"feed@integration","data":{"ticket":"t"}}"#,
          to: ledger, now)
      })
    var types: [String] = []
    try ledger.events(EntrySelection(stream: "a")) { recorded in
      types.append(recorded.event.type)
      return true
    }
    #expect(types == ["ProviderRegistered", "HelpRequested", "BreachDetected", "YearClosed"])
    #expect(balances.count == 2)
  }

  private func submit(_ line: String, to ledger: Ledger, _ now: Instant) throws {
    let draft = try Draft(json: Array(line.utf8), in: ledger.zone)
    _ = try ledger.submit(draft, now: now)
  }

  @Test("A day that is not over is refused before anything, in portions too")
  func notOver() throws {
    let ledger = try RuledHistory.ledger(hasOffices: false)
    for provider in ["a", "b"] {
      try submit(
        #"{"type":"ProviderRegistered","provider":"\#(provider)","at":"2011-03-01","by":"chen@channel-expansion","#
          + #""data":{"name":"\#(provider)","kind":"thirdParty"}}"#, to: ledger, time("2011-03-02"))
    }
    for size in [1, 500] {
      let clock = { time("2011-12-31") }
      #expect(throws: Refusal.rules(.dayNotOver, found: .same("2011-12-31"))) {
        try ledger.run(.sweep(through: day("2011-12-31")), portionsOf: size, clock: clock)
      }
      #expect(throws: Refusal.rules(.yearNotOver, found: .same("2011"))) {
        try ledger.run(.yearEnd(2011), portionsOf: size, clock: clock)
      }
    }
  }

  /// Stalls that must answer in three days; who does not is barred.
  static let stalls = """
    form: programme/1
    rulebook: stall
    version: "1"
    title: {zh: 摊位, en: Stalls}
    zone: {name: Asia/Shanghai, offset: "+08:00"}
    roles: {office: {zh: 平台, en: office}}
    facts: {asked: {zh: 询问, en: asked}, answered: {zh: 答复, en: answered}}
    measures: {barred: {zh: 不予准入, en: barred}}
    clauses:
      silent: {section: "1", zh: 未答复, en: silent, arises: raised, decided: at-once, cost: [{impose: barred}]}
    duties: {answer: {zh: 答复, en: answer, starts: {fact: asked}, due: {days: 3}, met: [answered], missed: [{raise: silent}]}}

    """

  @Test(
    "Subjects of programmes are swept in portions too, as in one transaction, and what is asked of each is asked together"
  )
  func subjects() throws {
    func log(_ sweep: (Ledger, CountedStore) throws -> Void) throws -> [String] {
      let store = CountedStore(InMemoryEventStore())
      let ledger = Ledger(store: store, rules: BuiltIn.rules)
      let file = try RulesFile(bytes: Array(Self.stalls.utf8), file: "stall.yaml")
      _ = try ledger.write {
        try $0.publish(file, effective: day("2011-01-01"), by: nil, now: time("2011-01-01T09:00"))
      }
      for number in 1...7 {
        let enrolled = SubjectEnrolled(programme: nil, name: "s", attributes: nil)
        for fact in [SubjectFact.enrolled(enrolled), .recorded(FactRecorded(kind: "asked", key: nil, fields: nil))] {
          let draft = Draft(
            id: nil, provider: Key("s-\(number)"), at: time("2011-03-01"),
            by: Person(id: "chen", role: Role(named: "office")), fact: .subject(fact))
          _ = try ledger.submit(draft, now: time("2011-03-02"))
        }
      }
      try sweep(Ledger(store: store, rules: BuiltIn.rules), store)
      #expect(try ledger.verify().findings == [])
      var lines: [String] = []
      try ledger.export { lines.append(String(decoding: $0, as: UTF8.self)) }
      return lines
    }
    let (job, clock) = (ProviderJob.sweep(through: day("2011-03-31")), time("2011-04-01"))
    let whole = try log { ledger, _ in _ = try ledger.write { try $0.run(job, now: clock) } }
    #expect(whole.count { $0.contains("MeasureImposed") } == 7)
    for size in [1, 2, 500] {
      var trips = 0
      let found = try log { ledger, store in
        let count = try store.counting { try ledger.run(job, portionsOf: size, clock: { clock }) }
        // The ends of the streams come with what is announced.
        trips = count.trips - count.scans
      }
      #expect(found == whole)
      if size == 500 { #expect(trips <= 9) }
    }
    let early = try #require(throws: Refusal.self) {
      _ = try log { ledger, _ in try ledger.run(job, portionsOf: 1, clock: { time("2011-03-31T12:00") }) }
    }
    #expect(early == .rules(.dayNotOver, found: .same("2011-03-31")))
  }

  @Test(
    "Whoever comes in while a job is done in portions has a portion at the end, and nobody has two", arguments: [1, 2])
  func late(_ size: Int) throws {
    let ledger = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
    let file = try RulesFile(bytes: Array(Self.stalls.utf8), file: "stall.yaml")
    _ = try ledger.write {
      try $0.publish(file, effective: day("2011-01-01"), by: nil, now: time("2011-01-01T09:00"))
    }
    let clock = time("2012-01-05")
    func comeIn(_ number: Int, _ now: Instant) throws {
      let enrolled = SubjectEnrolled(programme: nil, name: "s", attributes: nil)
      for fact in [SubjectFact.enrolled(enrolled), .recorded(FactRecorded(kind: "asked", key: nil, fields: nil))] {
        let draft = Draft(
          id: nil, provider: Key("s-\(number)"), at: time("2011-03-01"),
          by: Person(id: "chen", role: Role(named: "office")), fact: .subject(fact))
        _ = try ledger.submit(draft, now: now)
      }
      try submit(
        #"{"type":"ProviderRegistered","provider":"p-\#(number)","at":"2011-03-01","by":"chen@channel-expansion","#
          + #""data":{"name":"p","kind":"thirdParty"}}"#, to: ledger, now)
    }
    for number in 1...3 { try comeIn(number, time("2011-03-02")) }
    var (portions, balances) = (0, 0)
    try ledger.run(
      .yearEnd(2011), portionsOf: size, clock: { clock }, closed: { _ in balances += 1 },
      kept: { _ in
        portions += 1
        if portions == 2 { for number in 4...6 { try comeIn(number, clock) } }
      })
    // Of more than a portion has the next job takes the others.
    let ended = 3 + size
    #expect(balances == ended)
    func closings() throws -> [String] {
      var types: [String] = []
      try ledger.events(EntrySelection()) { recorded in
        if ["YearClosed", "MeasureImposed"].contains(recorded.event.type) { types.append(recorded.event.type) }
        return true
      }
      return types
    }
    #expect(try closings().count { $0 == "YearClosed" } == ended)
    // Subjects that came in were swept with what was submitted about them; what is overdue since is so after the job's last day.
    #expect(try closings().count { $0 == "MeasureImposed" } == 3)
    try ledger.run(.yearEnd(2011), portionsOf: size, clock: { clock })
    #expect(try closings().count == 9)
    #expect(try ledger.verify().findings == [])
  }
}

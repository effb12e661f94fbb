import EventStore
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
    var portions = 0
    var balances: [YearBalance] = []
    try ledger.run(
      .yearEnd(2011), portionsOf: 1, clock: { now }, closed: { balances.append($0) },
      kept: { _ in
        portions += 1
        guard portions == 2 else { return }
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
}

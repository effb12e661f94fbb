import EventStore
import LedgerDomain
import LedgerTesting
import Testing

@testable import Ledger

@Suite("States held in memory")
struct HeldStatesTests {
  @Test("However few are held, the log and the read models are the same", arguments: 1...14)
  func lettingGo(_ seed: Int) throws {
    var history = RandomHistory(seed: seed)
    history.signsAgreements = true
    history.hasOffices = seed > 10
    let hasOffices = history.hasOffices
    var actions: [RandomHistory.Action] = []
    _ = history.play(250) { _, action, _, _ in actions.append(action) }
    let expected = try log(of: actions, hasOffices, holding: Ledger.leastHeldEvents)
    for events in [1, 40, 200] {
      let found = try log(of: actions, hasOffices, holding: events)
      let difference = zip(found, expected).first { $0.0 != $0.1 }
      #expect(found == expected, "seed \(seed), holding \(events): \(String(describing: difference))")
    }
  }

  /// The log that one transaction with all of the actions makes; its read models are verified.
  private func log(of actions: [RandomHistory.Action], _ hasOffices: Bool, holding events: Int) throws -> [String] {
    let ledger = try RuledHistory.ledger(hasOffices: hasOffices, heldEvents: events)
    var clock = time("2011-01-04")
    try ledger.write { transaction in
      for action in actions { try RuledHistory.take(action, &clock, in: transaction) }
    }
    #expect(try ledger.verify().findings == [])
    var lines: [String] = []
    try ledger.export { lines.append(String(decoding: $0, as: UTF8.self)) }
    return lines
  }
}

import EventStore
import Foundation
import KoufenTesting
import Ledger
import LedgerDomain
import LedgerTesting
import SQLiteEventStore
import Testing

/// Commands run under clocks that jump: ahead, behind, and out of all bounds.
@Suite("Wrong clocks")
struct WrongClockTests {
  private static let day = 86_400

  @Test(
    "Under clocks that jump nothing is accepted that the clock refuses, and nothing recorded goes back",
    arguments: seeds)
  func jumping(_ seed: Int) throws {
    let folder = try TemporaryFolder()
    let store = folder.file("store.db")
    var random = SplitMix64(seed: seed)
    let first = try KoufenProcess.run(
      [
        "append", "ProviderRegistered", "--provider", "p", "--at", "2011-03-01", "--by", "a@integration", "name=x",
        "kind=thirdParty",
      ], store: store)
    #expect(first.exit == 0, "\(first.error)")
    var accepted = 1
    for step in 0..<8 {
      let jump = random.pick([0, 0, 3600, Self.day, 400 * Self.day, 3652 * Self.day, -Self.day, 300_000_000_000])
      let environment = try ShiftedClock.ahead(seconds: jump)
      let now = Int(Date().timeIntervalSince1970) + jump
      let ahead = random.pick([nil, 3 * Self.day, -Self.day])
      let at = ahead.map { ["--at", Self.text(now + $0)] } ?? []
      let place: Comment = "seed \(seed), step \(step), clock \(jump), at \(String(describing: ahead))"
      let end = try KoufenProcess.run(
        ["append", "HelpRequested", "--provider", "p", "--by", "a@integration", "ticket=t-\(step)"] + at, store: store,
        environment: environment)
      if jump > 100_000 * Self.day {
        #expect(end.exit == (ahead == nil ? 65 : end.exit) && end.exit != 0, place)
      } else if ahead ?? 0 > 0 {
        #expect(end.exit == 1 && end.error.contains("in-the-future"), "\(place): \(end.error)")
      } else {
        #expect(end.exit == 0, "\(place): \(end.error)")
        accepted += 1
      }
      let tomorrow = String(Self.text(now + 2 * Self.day).prefix(10))
      let sweep = try KoufenProcess.run(["sweep", "--through", tomorrow], store: store, environment: environment)
      #expect(sweep.exit != 0, "\(place): a day was swept that is not over")
      Torture.count(.faultsInjected, jump == 0 ? 0 : 1)
    }
    try check(store, accepted, "seed \(seed)")
    Torture.count(.rounds, 1)
  }

  static let seeds = 0..<Torture.rounds(4, long: 60)

  /// A moment in the ledger's zone.
  private static func text(_ seconds: Int) -> String {
    Zone(name: "Asia/Shanghai", offsetSeconds: 28_800).text(Instant(seconds: seconds))
  }

  /// Checks that what was accepted is there and nothing else, and that no event was recorded before the one before it.
  private func check(_ path: String, _ accepted: Int, _ place: Comment) throws {
    let ledger = Ledger(store: try SQLiteEventStore(path: path), rules: try History.rules.get())
    var facts = 0
    var last = Instant(seconds: .min)
    try ledger.events(EntrySelection()) { recorded in
      if case .fact = recorded.event.body { facts += 1 }
      #expect(recorded.event.recordedAt >= last && recorded.event.at <= recorded.event.recordedAt, place)
      last = recorded.event.recordedAt
      return true
    }
    #expect(facts == accepted, place)
    Torture.count(.lostEvents, max(0, accepted - facts))
    #expect(try ledger.verify().isSound, place)
  }
}

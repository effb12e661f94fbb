import EventStore
import Foundation
import GRDB
import KoufenTesting
import Ledger
import LedgerDomain
import SQLiteEventStore
import Testing

@Suite("Faults of the disk")
struct FaultInjectionTests {
  @Test("Whatever call goes wrong, nothing acknowledged is lost and nothing is half done", arguments: Fault.allCases)
  func everyCallMayFail(_ fault: Fault) throws {
    let history = try History.termination.get()
    let calls = try FaultRun.countCalls(history, fault)
    #expect(calls > 100)
    let step = Torture.isLong ? 1 : max(1, calls / 60)
    var injected = 0
    for call in stride(from: 1 + calls % step, through: calls, by: step) {
      let outcome = try FaultRun(history: history, fault: fault, call: call).run()
      #expect(outcome.problems == [], "\(fault) at call \(call) of \(calls)")
      injected += outcome.hasFired ? 1 : 0
      Torture.count(.lostEvents, outcome.lost)
    }
    #expect(injected > 30)
    Torture.count(.faultsInjected, injected)
  }

  @Test("An import on a disk that fails takes everything, read models and all, or nothing", arguments: Fault.allCases)
  func everyCallOfAnImportMayFail(_ fault: Fault) throws {
    let export = try StoredBytes.termination.get().export
    let calls = try FaultyImport(fault: fault, call: 0).countCalls(export)
    let step = Torture.isLong ? 1 : max(1, calls / 15)
    for call in stride(from: 1, through: calls, by: step) {
      let problems = try FaultyImport(fault: fault, call: call).run(export)
      #expect(problems == [], "\(fault) at call \(call) of \(calls)")
      Torture.count(.faultsInjected, 1)
    }
  }

  @Test("A store that does not sync its commits is caught by a power cut")
  func laxDurabilityIsCaught() throws {
    let folder = try TemporaryFolder()
    let plan = FaultPlan(folder)
    plan.arm(.powerCut, at: 60, seed: 1)
    let acknowledged = Self.insertUntilGone(folder.file("lax.db"))
    #expect(plan.hasFired)
    plan.disarm()
    let kept = try DatabaseQueue(path: folder.file("lax.db")).read { db in
      try db.tableExists("t") ? try Int.fetchOne(db, sql: "SELECT count(*) FROM t") ?? 0 : 0
    }
    #expect(acknowledged > 0)
    #expect(kept < acknowledged)
  }

  /// Inserts one row a transaction with `synchronous=NORMAL`; returns how many were acknowledged.
  private static func insertUntilGone(_ path: String) -> Int {
    var acknowledged = 0
    do {
      let queue = try DatabaseQueue(path: path)
      try queue.inDatabase { db in
        try db.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; CREATE TABLE t (n INTEGER)")
        for row in 0..<1000 {
          try db.execute(sql: "INSERT INTO t VALUES (?)", arguments: [row])
          acknowledged += 1
        }
      }
    } catch {}
    return acknowledged
  }
}

/// One run of a history on a disk that fails once, and what was left.
struct FaultRun {
  let history: History
  let fault: Fault
  let call: Int

  struct Outcome {
    var hasFired = false
    var lost = 0
    var problems: [String] = []
  }

  /// After so many steps the store is closed and opened again, which writes the log's pages back into the file.
  private static let reopensAfter = 17

  /// How many calls an undisturbed run makes at which the fault could come.
  static func countCalls(_ history: History, _ fault: Fault) throws -> Int {
    let folder = try TemporaryFolder()
    let plan = FaultPlan(folder)
    let run = FaultRun(history: history, fault: fault, call: 0)
    guard let error = run.take(from: 0, folder).error else { return plan.calls(for: fault) }
    throw error
  }

  func run() throws -> Outcome {
    let folder = try TemporaryFolder()
    let plan = FaultPlan(folder)
    var outcome = Outcome()
    plan.arm(fault, at: call, seed: call)
    var (done, error, ledger) = take(from: 0, folder)
    outcome.hasFired = plan.hasFired
    if let error, !Self.isHonest(error) { outcome.problems.append("after \(done) steps: \(error)") }
    if error == nil { outcome.problems += done == history.steps.count ? [] : ["stopped without an error"] }
    if fault.endsTheMachine || call % 2 == 0 { ledger = nil }
    plan.disarm()
    if ledger != nil {
      // The process goes on with the store it has: the step is retried at once.
      (done, error, ledger) = take(from: done, folder, ledger)
      if let error { outcome.problems.append("going on after \(done) steps: \(error)") }
      ledger = nil
    }
    try check(folder, done, &outcome)
    return outcome
  }

  /// Takes the steps from one on, until one fails.
  private func take(
    from first: Int, _ folder: TemporaryFolder, _ opened: Ledger? = nil
  ) -> (done: Int, error: (any Error)?, ledger: Ledger?) {
    var ledger = opened
    var done = first
    do {
      while done < history.steps.count {
        if done % Self.reopensAfter == 0, done != first { ledger = nil }
        if ledger == nil { ledger = try Self.open(folder) }
        try history.steps[done].take(on: ledger!)
        done += 1
      }
      return (done, nil, ledger)
    } catch {
      return (done, error, ledger)
    }
  }

  /// A fault of the disk is not to be taken for a damaged store.
  private static func isHonest(_ error: any Error) -> Bool {
    switch error {
    case StoreError.inputOutput, StoreError.busy: true
    default: false
    }
  }

  private static func open(_ folder: TemporaryFolder) throws -> Ledger {
    Ledger(store: try SQLiteEventStore(path: folder.file("store.db"), patience: 0), rules: try History.rules.get())
  }

  /// Opens what is left, checks it, and completes the history.
  private func check(_ folder: TemporaryFolder, _ acknowledged: Int, _ outcome: inout Outcome) throws {
    do {
      let ledger = try Self.open(folder)
      let check = try StoreCheck(ledger, replays: false)
      outcome.problems += check.problems
      let found = try ledger.snapshot()
      let kept = history.after.lastIndex(of: found)
      if kept == nil { outcome.problems.append("what is kept is not what some number of whole steps leaves") }
      outcome.lost = max(0, history.after[acknowledged].lines.count - found.lines.count)
      if outcome.lost > 0 { outcome.problems.append("\(outcome.lost) acknowledged events are lost") }
      if found.lines.count > history.after[min(acknowledged + 1, history.steps.count)].lines.count {
        outcome.problems.append("more is kept than was asked for")
      }
      for step in history.steps[acknowledged...] { try step.take(on: ledger) }
      if try ledger.snapshot() != history.after[history.steps.count] {
        outcome.problems.append("completing the history does not give the undisturbed log")
      }
    } catch {
      outcome.problems.append("afterwards: \(error)")
    }
  }
}

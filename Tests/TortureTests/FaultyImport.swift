import EventStore
import Foundation
import KoufenTesting
import Ledger
import SQLiteEventStore

/// An import into a new store on a disk that fails once.
struct FaultyImport {
  let fault: Fault
  let call: Int

  /// How many calls an undisturbed import makes at which the fault could come.
  func countCalls(_ export: [[UInt8]]) throws -> Int {
    let folder = try TemporaryFolder()
    let plan = FaultPlan(folder)
    try take(export, folder)
    return plan.calls(for: fault)
  }

  /// Imports, and returns what is wrong with what is left.
  func run(_ export: [[UInt8]]) throws -> [String] {
    let folder = try TemporaryFolder()
    let plan = FaultPlan(folder)
    plan.arm(fault, at: call, seed: call)
    var isAcknowledged = true
    do { try take(export, folder) } catch is StoreError { isAcknowledged = false }
    plan.disarm()
    let ledger = try Self.open(folder)
    let kept = try ledger.exported()
    var problems = try StoreCheck(ledger, replays: false).problems
    if kept != export, isAcknowledged || !kept.isEmpty { problems.append("\(kept.count) of \(export.count) kept") }
    if kept.isEmpty { try take(export, folder) }
    if try ledger.exported() != export { problems.append("importing again does not complete it") }
    return problems
  }

  private func take(_ export: [[UInt8]], _ folder: TemporaryFolder) throws {
    var lines = export[...]
    _ = try Self.open(folder).importLog(mayLackSeal: true) { lines.popFirst() }
  }

  private static func open(_ folder: TemporaryFolder) throws -> Ledger {
    Ledger(store: try SQLiteEventStore(path: folder.file("store.db"), patience: 0), rules: try History.rules.get())
  }
}

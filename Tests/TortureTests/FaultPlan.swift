import CFaultyVFS
import KoufenTesting

/// What goes wrong with the disk.
enum Fault: String, CaseIterable, Sendable {
  /// One call does nothing and says so.
  case failsOnce
  /// From one write on the disk is full.
  case diskFull
  /// One write stops half-way and says so.
  case shortWrite
  /// The machine is gone in the middle of a sector.
  case tornWrite
  /// The machine is gone, and all that was not synced with it.
  case powerCut
  /// The machine is gone, and of what was not synced some sectors.
  case scatteredPowerCut

  fileprivate var code: cfv_fault {
    switch self {
    case .failsOnce: CFV_FAIL_ONCE
    case .diskFull: CFV_DISK_FULL
    case .shortWrite: CFV_SHORT_WRITE
    case .tornWrite: CFV_TORN_WRITE
    case .powerCut: CFV_POWER_CUT
    case .scatteredPowerCut: CFV_POWER_CUT_SCATTERED
    }
  }

  /// The calls at which it can come.
  fileprivate var calls: UInt32 {
    let writes = CFV_WRITE.rawValue
    return switch self {
    case .failsOnce: CFV_ALL_CALLS.rawValue
    case .diskFull, .shortWrite, .tornWrite: writes
    case .powerCut, .scatteredPowerCut:
      writes | CFV_SYNC.rawValue | CFV_TRUNCATE.rawValue | CFV_DELETE.rawValue | CFV_OPEN.rawValue
    }
  }

  /// Whether the machine is gone, so that nothing can go on in the same process.
  var endsTheMachine: Bool { [.tornWrite, .powerCut, .scatteredPowerCut].contains(self) }
}

/// The faults of the files in one folder.
final class FaultPlan {
  private let plan: OpaquePointer

  /// Watches a folder, from now on.
  init(_ folder: TemporaryFolder) {
    _ = cfv_install()
    plan = cfv_watch(folder.path)
  }

  deinit {
    cfv_unwatch(plan)
  }

  /// Makes the n-th call at which the fault can come go wrong.
  func arm(_ fault: Fault, at call: Int, seed: Int) {
    cfv_arm(plan, fault.calls, Int64(call), fault.code, UInt64(truncatingIfNeeded: seed))
  }

  /// Nothing goes wrong any more.
  func disarm() { cfv_disarm(plan) }

  /// Whether the fault has come.
  var hasFired: Bool { cfv_has_fired(plan) != 0 }

  /// How many calls there were so far at which the fault could have come.
  func calls(for fault: Fault) -> Int { Int(cfv_count(plan, fault.calls)) }
}

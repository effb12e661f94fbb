import Foundation
import Ledger

/// How much memory there is for the states of providers.
enum Memory {
  /// Bytes that an event folded into a state takes, roundly.
  private static let bytesPerEvent = 150
  /// The part of the memory of the machine, or of the container, that states may take.
  private static let share = 8

  /// How many events may be folded into the states held; what does not fit is folded again when it is needed, and a file
  /// of many millions of events would be folded again and again.
  static var heldEvents: Int {
    max(Ledger.leastHeldEvents, bytes / share / bytesPerEvent)
  }

  private static var bytes: Int {
    let machine = Int(clamping: ProcessInfo.processInfo.physicalMemory)
    let limit = (try? String(contentsOfFile: "/sys/fs/cgroup/memory.max", encoding: .utf8)) ?? ""
    return min(
      machine, ProcessLimits.memory ?? machine, Int(limit.trimmingCharacters(in: .whitespacesAndNewlines)) ?? machine)
  }
}

import EventStore
import Foundation
import Ledger
import Synchronization

/// Tells those who follow the log that it has grown (server 14.8).
///
/// The writer says so after each commit. What other processes append is found by asking for the head four times a second,
/// while somebody follows and no longer.
final class Followers: Sendable {
  private struct State {
    var head = 0
    var waiting: [Int: CheckedContinuation<Void, Never>] = [:]
    var next = 0
    var isStopped = false
    var isLooking = false
  }

  private let state = Mutex(State())
  private let look: @Sendable () async throws -> Int

  /// How often another process's events are looked for.
  private static let interval = Duration.milliseconds(250)

  /// - Parameter look: finds the position of the log's last event.
  init(look: @escaping @Sendable () async throws -> Int) { self.look = look }

  /// The position of the last event, as far as is known.
  var head: Int { state.withLock { $0.head } }

  /// Says that the log has grown.
  func tell(_ head: Int) {
    let woken = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      guard head > state.head else { return [] }
      state.head = head
      defer { state.waiting.removeAll() }
      return Array(state.waiting.values)
    }
    for one in woken { one.resume() }
  }

  /// Wakes all, and lets nobody wait any more.
  func stop() {
    let woken = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      state.isStopped = true
      defer { state.waiting.removeAll() }
      return Array(state.waiting.values)
    }
    for one in woken { one.resume() }
  }

  /// Comes back when the log goes beyond `position`, when `duration` is over, when the server stops, or when the task is
  /// cancelled.
  func wait(beyond position: Int, for duration: Duration) async {
    startLooking()
    let number = state.withLock { state in
      defer { state.next += 1 }
      return state.next
    }
    let end = ContinuousClock.now + duration
    let alarm = Task { [self] in
      try? await Task.sleep(until: end, clock: .continuous)
      wake(number)
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { then in
        let isOver = state.withLock { state in
          // The alarm may have rung before anybody waited.
          if state.head > position || state.isStopped || Task.isCancelled || ContinuousClock.now >= end { return true }
          state.waiting[number] = then
          return false
        }
        if isOver { then.resume() }
      }
    } onCancel: {
      wake(number)
    }
    alarm.cancel()
  }

  private func wake(_ number: Int) { state.withLock { $0.waiting.removeValue(forKey: number) }?.resume() }

  private func startLooking() {
    let begins = state.withLock { state in
      defer { state.isLooking = true }
      return !state.isLooking
    }
    guard begins else { return }
    Task { [self] in
      while !state.withLock({ $0.waiting.isEmpty && $0.isLooking && Self.end(&$0) }) {
        if let head = try? await look() { tell(head) }
        try? await Task.sleep(for: Self.interval)
      }
    }
  }

  private static func end(_ state: inout State) -> Bool {
    state.isLooking = false
    return true
  }
}

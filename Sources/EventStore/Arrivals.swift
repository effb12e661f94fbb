import Dispatch
import Synchronization

/// Tells whoever waits in this process that the log has grown.
package final class Arrivals: Sendable {
  private let waiting = Mutex<[DispatchSemaphore]>([])

  package init() {}

  /// Wakes all who wait.
  package func announce() {
    let all = waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
    for semaphore in all { semaphore.signal() }
  }

  /// How often a store looks for what other processes have written.
  package static let pauses = (first: Duration.milliseconds(20), longest: Duration.seconds(1))

  /// Asks `found` again and again, at each announcement and at the latest after the pauses given, until it gives more
  /// than `position` or the deadline has come; gives what it gave last.
  package func wait(
    beyond position: Int, until deadline: ContinuousClock.Instant, pauses: (first: Duration, longest: Duration)? = nil,
    _ found: () throws -> Int
  ) throws -> Int {
    var pause = pauses?.first
    while true {
      let arrival = DispatchSemaphore(value: 0)
      // Before asking: what arrives in between is announced to it.
      waiting.withLock { $0.append(arrival) }
      defer { waiting.withLock { $0.removeAll { $0 === arrival } } }
      let head = try found()
      let left = deadline - ContinuousClock.now
      guard head <= position, left > .zero else { return head }
      _ = arrival.wait(timeout: .now() + min(left, pause ?? left).dispatched)
      pause = pause.flatMap { pause in pauses.map { min(pause * 2, $0.longest) } }
    }
  }
}

extension Duration {
  /// The same for Dispatch; a year where it is longer.
  fileprivate var dispatched: DispatchTimeInterval {
    let (seconds, attoseconds) = components
    return .nanoseconds(Int(min(seconds, 31_536_000)) * 1_000_000_000 + Int(attoseconds / 1_000_000_000))
  }
}

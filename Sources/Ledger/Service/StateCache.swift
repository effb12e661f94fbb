import EventStore
import LedgerDomain
import Synchronization

/// States of providers kept between transactions, so that a decision need not fold a stream from its first event.
///
/// Bounded by the number of events folded into what it holds. What it gives must be held against the log before anything
/// is decided on it: another process may have gone on since, or another log may be there.
final class StateCache: Sendable {
  /// Events folded into all states held, at most.
  let capacity: Int

  /// Events that even a state nothing was folded into counts for: it takes memory too.
  static let leastWeight = 10

  private struct Contents {
    var states: [Key<Provider>: HeldState] = [:]
    var weight = 0
    var last: LastEvent?
    var isShared = false
  }

  private let contents = Mutex(Contents())

  init(capacity: Int) {
    self.capacity = capacity
  }

  /// The last event of the log, as a committed transaction left it.
  struct LastEvent {
    let head: LogHead
    let recordedAt: Instant
  }

  /// The last event that a transaction of this process left.
  var last: LastEvent? { contents.withLock { $0.last } }

  /// Whether others have written since a transaction of this process had last, when that was last found out.
  var isShared: Bool {
    get { contents.withLock { $0.isShared } }
    set { contents.withLock { $0.isShared = newValue } }
  }

  /// The version of the state last put for each of some providers.
  func versions(of providers: some Sequence<Key<Provider>>) -> [Key<Provider>: Int] {
    contents.withLock { contents in
      var found: [Key<Provider>: Int] = [:]
      for provider in providers { found[provider] = contents.states[provider]?.state.version }
      return found
    }
  }

  /// The state last put for this provider.
  ///
  /// - Parameter isKept: whether it stays here, for whoever will not put it back; evolving it then copies it first.
  func take(_ provider: Key<Provider>, isKept: Bool) -> HeldState? {
    contents.withLock { contents in
      if isKept { return contents.states[provider] }
      let held = contents.states.removeValue(forKey: provider)
      contents.weight -= held?.state.version ?? 0
      return held
    }
  }

  /// Holds the states and the last event that a committed transaction leaves.
  func put(_ states: [HeldState], last: LastEvent?) {
    contents.withLock { $0.last = last }
    put(states)
  }

  /// Holds states.
  func put(_ states: [HeldState]) {
    contents.withLock { contents in
      for held in states where held.state.version > 0 {
        let replaced = contents.states.updateValue(held, forKey: held.state.provider)
        contents.weight += held.state.version - (replaced?.state.version ?? 0)
      }
      while contents.weight > capacity, let victim = contents.states.keys.first {
        contents.weight -= contents.states.removeValue(forKey: victim)?.state.version ?? 0
      }
    }
  }

  /// Lets everything go.
  func forget() { contents.withLock { $0 = Contents() } }
}

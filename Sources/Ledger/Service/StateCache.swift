import LedgerDomain
import Synchronization

/// States of providers kept between transactions, so that a decision need not fold a stream from its first event.
///
/// Bounded by the number of events folded into what it holds; what a transaction takes and does not put back is gone.
final class StateCache: Sendable {
  /// Events folded into all states held, at most.
  let capacity: Int

  /// Events that even a state nothing was folded into counts for: it takes memory too.
  static let leastWeight = 10

  private struct Contents {
    var states: [Key<Provider>: ProviderState] = [:]
    var weight = 0
    var last: LastEvent?
  }

  private let contents = Mutex(Contents())

  init(capacity: Int) {
    self.capacity = capacity
  }

  /// The last event of the log, as a committed transaction left it.
  struct LastEvent {
    let position: Int
    let recordedAt: Instant
  }

  /// The last event that a transaction of this process left; another process may have gone on since.
  var last: LastEvent? { contents.withLock { $0.last } }

  /// The state last put for this provider, which is then no longer held.
  func take(_ provider: Key<Provider>) -> ProviderState? {
    contents.withLock { contents in
      let state = contents.states.removeValue(forKey: provider)
      contents.weight -= state?.version ?? 0
      return state
    }
  }

  /// Holds the states and the last event that a committed transaction leaves.
  func put(_ states: [Key<Provider>: ProviderState], last: LastEvent?) {
    contents.withLock { contents in
      contents.last = last
      for (provider, state) in states where state.version > 0 {
        let replaced = contents.states.updateValue(state, forKey: provider)
        contents.weight += state.version - (replaced?.version ?? 0)
      }
      while contents.weight > capacity, let victim = contents.states.keys.first {
        contents.weight -= contents.states.removeValue(forKey: victim)?.version ?? 0
      }
    }
  }
}

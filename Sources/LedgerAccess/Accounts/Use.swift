public import LedgerDomain
import Synchronization

/// When and from where a token or session was last used. It outlives the snapshot it was read with, and is written into
/// the store now and then, many at once (server 2.4).
public final class Use: Sendable {
  /// A use.
  public struct Last: Equatable, Sendable {
    /// When.
    public var at: Instant
    /// The address it came from.
    public var address: String
  }

  private struct State {
    var last: Last?
    var isWritten = true
  }

  private let state: Mutex<State>

  init(_ last: Last?) { state = Mutex(State(last: last)) }

  /// The last use; nil where there was none.
  public var last: Last? { state.withLock { $0.last } }

  /// Notes a use, at most once a second for one address: nobody asks more exactly.
  public func note(_ now: Instant, from address: String) {
    state.withLock { state in
      if let last = state.last, last.at.seconds >= now.seconds, last.address == address { return }
      state = State(last: Last(at: now, address: address), isWritten: false)
    }
  }

  /// What is still to be written, which counts as written from here on.
  func takeUnwritten() -> Last? {
    state.withLock { state in
      guard !state.isWritten else { return nil }
      state.isWritten = true
      return state.last
    }
  }
}

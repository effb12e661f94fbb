import EventStore
import LedgerDomain
import LedgerFormat

/// A provider's state in memory, and the hash of the last event folded into it: it is good only where that event still is.
///
/// A version alone would not do: after a restore, or when another store has taken the place of this one, another event may
/// stand under the same number.
struct HeldState {
  var state: ProviderState
  var hash: Hash
  /// Whether the read models hold the rows of its breaches and open work as this build writes them; a store that an older
  /// build has written gets all of them with the first event of the provider.
  var hasRows: Bool

  init(state: ProviderState, hash: Hash, hasRows: Bool = false) {
    self.state = state
    self.hash = hash
    self.hasRows = hasRows
  }

  /// The last event folded in.
  var head: StreamHead { StreamHead(of: state.provider, version: state.version, hash: hash) }
}

extension EventStoreReader {
  /// Folds into a held state what has come since; nil when the events it was folded from are not those of this log, or are
  /// read otherwise since.
  func goOn(from held: HeldState, to head: StreamHead) throws -> HeldState? {
    if held.head == head { return held }
    guard held.state.version > 0, held.state.version < head.version else { return nil }
    var next = held
    var isFollowed = false
    try scan(EntrySelection(stream: head.stream, afterVersion: held.state.version - 1)) { entry in
      guard isFollowed else {
        isFollowed = Hash(bytes: entry.hash) == held.hash
        return isFollowed
      }
      let event = try Event(line: entry.line, in: held.state.zone)
      isFollowed = !event.isCorrection
      if isFollowed { next.state.evolve(event) }
      return isFollowed
    }
    next.hash = head.hash
    return isFollowed ? next : nil
  }
}

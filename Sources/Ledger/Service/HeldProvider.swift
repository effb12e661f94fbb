import EventStore
package import LedgerDomain

/// A provider whose state a transaction has in memory, evolved where it stands.
package final class HeldProvider {
  package var state: ProviderState
  /// What has changed since its read models were written; nil for nothing.
  private(set) var change: ModelChange?
  /// Whether all its rows are there as this build writes them.
  private var hasRows: Bool
  /// The last event folded into it when it was loaded.
  private let loaded: StreamHead

  init(_ held: HeldState) {
    state = held.state
    loaded = held.head
    hasRows = held.hasRows
  }

  /// Takes note of an event that has been appended to its stream.
  func note(_ event: Event) {
    if change == nil { change = ModelChange(since: event.version - 1, isAll: !hasRows) }
    change?.add(event)
  }

  /// Takes note that its stream was folded again, for the correction appended last.
  ///
  /// - Parameter ticketRows: the rows in which tickets were open before.
  func noteFoldingAgain(ticketRows: Set<Int>) { change?.addFoldingAgain(ticketRows: ticketRows) }

  /// Takes note that its read models are written.
  func noteWritten() {
    change = nil
    hasRows = true
  }

  /// What it was loaded as, unless it has evolved since.
  var untouched: HeldState? {
    state.version == loaded.version ? HeldState(state: state, hash: loaded.hash, hasRows: hasRows) : nil
  }

  /// What it has become, its last event being in the log.
  func left(in reader: any EventStoreReader) throws -> HeldState {
    try untouched ?? HeldState(state: state, hash: reader.head(of: state.provider).hash, hasRows: hasRows)
  }
}

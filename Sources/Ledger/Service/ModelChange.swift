import EventStore
import LedgerDomain

/// What events have changed about a provider since its read models were written, so that only rows that changed are.
struct ModelChange {
  /// The version the read models are of.
  private let since: Int
  /// Whether every row is to be written: they are not there as this build writes them, or an agreement was signed, by which
  /// every open breach may be judged otherwise.
  private var isAll: Bool
  /// Breaches raised or changed.
  private var breaches: Set<BreachID> = []
  /// Whether the stream was folded again from its first event, for a correction.
  private var isFoldedAgain = false
  /// The rows in which tickets were open before that.
  private var ticketRowsBefore: Set<Int> = []
  /// Tickets opened or answered, or of which it changed whether their breach is held back.
  private var tickets: [Event.TouchedTicket] = []

  init(since: Int, isAll: Bool) {
    self.since = since
    // Of a provider that was unknown there are no rows yet: all are written, and none is to be taken away.
    self.isAll = isAll || since == 0
  }

  /// Adds what an event changed.
  mutating func add(_ event: Event) {
    guard since > 0 else { return }
    if let ticket = event.touchedTicket { tickets.append(ticket) }
    guard !isAll else { return }
    if let breach = event.breach { breaches.insert(breach) }
    breaches.formUnion(event.breachesWithOtherRoom)
    if case .fact(.provider(.agreementSigned), _) = event.body { isAll = true }
  }

  /// Takes note that the stream was folded again: every row may be another.
  ///
  /// - Parameter ticketRows: the rows in which tickets were open before.
  mutating func addFoldingAgain(ticketRows: Set<Int>) {
    (isAll, isFoldedAgain) = (true, true)
    ticketRowsBefore.formUnion(ticketRows)
  }

  /// The rows that it touches.
  func rows(of state: ProviderState) -> OpenRows {
    var ticketRows = ticketRowsBefore
    for ticket in tickets { if let row = state.openTicketRow(of: ticket) { ticketRows.insert(row) } }
    guard !isAll else {
      return OpenRows(
        of: state, base: true, blocks: 0..<state.breachBlocks, ticketRows: ticketRows.union(state.openTicketRows))
    }
    var blocks: Set<Int> = []
    for breach in breaches { if let block = state.block(of: breach) { blocks.insert(block) } }
    return OpenRows(of: state, base: state.openSince > since, blocks: blocks.sorted(), ticketRows: ticketRows)
  }

  /// Whether the whole state is saved on the way to its version; always behind a correction, for from what was saved before
  /// nothing can go on.
  func isSaved(_ state: ProviderState) -> Bool { isFoldedAgain || ReadModel.isSaved(from: since, to: state.version) }
}

extension EventStoreWriter {
  /// Writes the read models of providers that changed, in the order of their keys.
  func writeModels(of changed: [HeldProvider]) throws {
    var rows: [OpenRows] = []
    var accounts: [ReadModel] = []
    var saved: [ReadModel] = []
    for held in changed {
      guard let change = held.change else { continue }
      let state = held.state
      rows.append(change.rows(of: state))
      accounts.append(Account.model(of: state))
      if change.isSaved(state) { saved.append(ReadModel.saved(try held.left(in: self))) }
    }
    for row in rows { for model in row.breaches { try put(model) } }
    for row in rows { for model in row.open { try put(model) } }
    for model in accounts + saved { try put(model) }
    for row in rows { for key in row.absent { try remove(key) } }
    for held in changed { held.noteWritten() }
  }
}

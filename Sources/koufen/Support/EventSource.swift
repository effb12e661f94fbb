import EventStore
import Ledger
import LedgerDomain

/// Where the events of a list come from.
enum EventSource {
  /// A ledger, or a copy of one.
  case ledger(Ledger)
  /// What an outlet's account is listed by a server; which of it, the server was told.
  case receipts(Receipts)

  /// Hands over events in order, until `body` wants no more.
  func events(_ selection: EntrySelection, in view: View, _ body: (RecordedEvent) throws -> Bool) throws {
    switch self {
    case .ledger(let ledger): try ledger.events(selection, in: view, body)
    case .receipts(let receipts): try receipts.events(after: selection.after, body)
    }
  }

  /// What was recorded behind an event that was seen.
  ///
  /// - Throws: `StoreError.cutBack` where that is not there any more.
  func news(_ selection: EntrySelection, behind seen: RecordedEvent?) throws -> [RecordedEvent] {
    switch self {
    case .ledger(let ledger): try ledger.news(selection, behind: seen)
    case .receipts(let receipts): try receipts.news(after: selection.after, behind: seen)
    }
  }

  /// The facts that were corrected, by position: whether each was retracted. Corrections are somebody else's, so an outlet sees
  /// none.
  func correctedFacts() throws -> [Int: Bool] {
    switch self {
    case .ledger(let ledger): try ledger.correctedFacts()
    case .receipts: [:]
    }
  }
}

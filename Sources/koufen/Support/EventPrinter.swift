import EventStore
import Foundation
import Ledger
import LedgerDomain
import Presentation

/// Prints events: as the log's own lines, as CSV, or as a table.
struct EventPrinter {
  let output: OutputOptions
  let zone: Zone
  /// Which events of a selection are printed.
  var filter = EventFilter()
  /// Only the last so many of them; nil for all.
  var last: Int?

  /// Prints some events.
  func print(_ events: [RecordedEvent]) {
    switch output.format {
    case .json: for event in events { StandardStream.output.line(event.line) }
    case .csv, .table:
      let table = Table(of: events, in: zone)
      for line in output.format == .csv ? table.csv : table.text { StandardStream.output.line(line) }
    }
  }

  /// Prints the log behind a position, piece by piece.
  func print(_ ledger: Ledger, after position: Int) throws {
    try print(ledger, EntrySelection(after: position), in: View(asOf: nil, knownAt: nil, zone: zone))
  }

  /// Prints a selection of the events of a view, piece by piece; returns the last position looked at.
  @discardableResult
  func print(_ ledger: Ledger, _ selection: EntrySelection, in view: View) throws -> Int {
    var seen = selection.after
    if output.format == .json {
      try events(ledger, selection, in: view, &seen) { StandardStream.output.line($0.line) }
      return seen
    }
    var piece: [RecordedEvent] = []
    var isFirst = true
    func flush() {
      if piece.isEmpty, !isFirst { return }
      let table = Table(of: piece, in: zone)
      let lines = output.format == .csv ? table.csv : table.text
      for line in isFirst ? lines[...] : lines.dropFirst(output.format == .csv ? 1 : 2) {
        StandardStream.output.line(line)
      }
      piece.removeAll()
      isFirst = false
    }
    try events(ledger, selection, in: view, &seen) { event in
      piece.append(event)
      if piece.count == 5000 { flush() }
    }
    flush()
    return seen
  }

  /// Hands over the events to print; the selection's limit counts only those. `seen` is the last position looked at.
  private func events(
    _ ledger: Ledger, _ selection: EntrySelection, in view: View, _ seen: inout Int, _ body: (RecordedEvent) -> Void
  ) throws {
    var left = selection.limit ?? .max
    var all = selection
    all.limit = nil
    var lasting: [RecordedEvent] = []
    var position = seen
    if left > 0, last != 0 {
      try ledger.events(all, in: view) { event in
        position = event.event.position
        guard filter.takes(event.event) else { return StandardStream.output.takesMore }
        if let last {
          lasting.append(event)
          if lasting.count >= last * 2 { lasting.removeFirst(lasting.count - last) }
          return true
        }
        body(event)
        left -= 1
        return left > 0 && StandardStream.output.takesMore
      }
    }
    for event in lasting.suffix(last ?? 0) { body(event) }
    seen = position
  }
}

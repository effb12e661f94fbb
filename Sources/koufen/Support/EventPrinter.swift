import EventStore
import Foundation
import Ledger
import LedgerDomain

/// Prints events: as the log's own lines, as CSV, or as a table.
struct EventPrinter {
  let output: OutputOptions
  let zone: Zone

  private static var columns: Table {
    Table(
      ("position", .right), ("version", .right), ("provider", .left), ("type", .left), ("at", .left), ("by", .left),
      ("data", .left), ("cause", .right))
  }

  /// Prints some events.
  func print(_ events: [RecordedEvent]) {
    switch output.format {
    case .json: for event in events { Stream.output.line(event.line) }
    case .csv, .table:
      var table = Self.columns
      table.rows = events.map(row)
      for line in output.format == .csv ? table.csv : table.text { Stream.output.line(line) }
    }
  }

  /// Prints the log behind a position, piece by piece.
  func print(_ ledger: Ledger, after position: Int) throws {
    try print(ledger, EntrySelection(after: position), in: View(asOf: nil, knownAt: nil, zone: zone))
  }

  /// Prints a selection of the events of a view, piece by piece; returns the last position printed.
  @discardableResult
  func print(_ ledger: Ledger, _ selection: EntrySelection, in view: View) throws -> Int {
    var last = selection.after
    if output.format == .json {
      try ledger.events(selection, in: view) { event in
        Stream.output.line(event.line)
        last = event.event.position
        return true
      }
      return last
    }
    var piece: [RecordedEvent] = []
    var isFirst = true
    func flush() {
      if piece.isEmpty, !isFirst { return }
      var table = Self.columns
      table.rows = piece.map(row)
      let lines = output.format == .csv ? table.csv : table.text
      for line in isFirst ? lines[...] : lines.dropFirst(output.format == .csv ? 1 : 2) { Stream.output.line(line) }
      piece.removeAll()
      isFirst = false
    }
    try ledger.events(selection, in: view) { event in
      piece.append(event)
      last = event.event.position
      if piece.count == 5000 { flush() }
      return true
    }
    flush()
    return last
  }

  private func row(_ recorded: RecordedEvent) -> [String] {
    let event = recorded.event
    return [
      String(event.position), String(event.version), event.provider, event.type, zone.text(event.at),
      event.by.map { "\($0.id)@\($0.role.rawValue)" } ?? "", event.dataText, event.cause.map(String.init) ?? "",
    ]
  }
}

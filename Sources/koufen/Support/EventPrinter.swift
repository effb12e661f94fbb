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
  /// Whether headings were printed before.
  var isBegun = false

  /// Prints some events.
  func print(_ events: [RecordedEvent]) {
    switch output.format {
    case .json: for event in events { StandardStream.output.line(event.line) }
    case .csv: output.print { Table(of: events, in: zone, $0) }
    case .table: output.show(Table(telling: events, in: zone, output.language))
    }
  }

  /// Prints the events that come next, under headings that are printed once.
  mutating func print(next events: [RecordedEvent]) {
    guard !events.isEmpty else { return }
    if output.format == .json { print(events) } else { print(piece: events, isFirst: !isBegun, marks: [:]) }
    isBegun = true
  }

  /// Prints some events as part of a table, the first of which has the headings.
  private func print(piece: [RecordedEvent], isFirst: Bool, marks: [Int: String]) {
    if output.format == .csv {
      let lines = Table(of: piece, in: zone, output.tableLanguage).csv.dropFirst(isFirst ? 0 : 1)
      for line in lines { StandardStream.output.line(line) }
    } else {
      let table = Table(telling: piece, in: zone, marks: marks, output.language)
      output.show(isFirst ? Page(table) : Page(rowsOf: table))
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
    var isFirst = !isBegun
    let corrected = try output.format == .table ? ledger.correctedFacts() : [:]
    let marks = corrected.mapValues { isRetracted in
      isRetracted ? output.language(zh: "（已撤销）", en: " (retracted)") : output.language(zh: "（已更正）", en: " (corrected)")
    }
    func flush() {
      if piece.isEmpty, !isFirst { return }
      print(piece: piece, isFirst: isFirst, marks: marks)
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

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
  /// What programmes call what events tell of.
  let names: EventNames

  /// Prints the events of a ledger, or of a selection of it.
  init(output: OutputOptions, of ledger: Ledger, filter: EventFilter = EventFilter(), last: Int? = nil) {
    self.output = output
    self.filter = filter
    self.last = last
    zone = ledger.zone
    names = EventNames(ledger)
  }

  /// Prints some events.
  func print(_ events: [RecordedEvent]) {
    switch output.format {
    case .json: for event in events { StandardStream.output.line(event.line) }
    case .csv: output.print { Table(of: events, in: zone, $0, by: names.callAsFunction) }
    case .table: output.show(Table(telling: events, in: zone, output.language, by: names.callAsFunction))
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
      let table = Table(of: piece, in: zone, output.tableLanguage, by: names.callAsFunction)
      for line in table.csv.dropFirst(isFirst ? 0 : 1) { StandardStream.output.line(line) }
    } else {
      let table = Table(telling: piece, in: zone, marks: marks, output.language, by: names.callAsFunction)
      output.show(isFirst ? Page(table) : Page(rowsOf: table))
    }
  }

  /// Prints the log behind a position, piece by piece.
  func print(_ ledger: Ledger, after position: Int) throws {
    try print(.ledger(ledger), EntrySelection(after: position), in: View(asOf: nil, knownAt: nil, zone: zone))
  }

  /// What was looked at: up to which position, and the last event there.
  struct Seen {
    var position: Int
    var last: RecordedEvent?
  }

  /// Prints events that were recorded behind others already printed.
  func printOn(_ events: [RecordedEvent], of source: EventSource) throws {
    let taken = events.filter { filter.takes($0.event) }
    guard !taken.isEmpty else { return }
    if output.format == .json { return print(taken) }
    print(piece: taken, isFirst: false, marks: try marks(of: source))
  }

  /// Prints a selection of the events of a view, piece by piece; returns what was looked at.
  @discardableResult
  func print(_ source: EventSource, _ selection: EntrySelection, in view: View) throws -> Seen {
    var seen = Seen(position: selection.after)
    if output.format == .json {
      try events(source, selection, in: view, &seen) { StandardStream.output.line($0.line) }
      return seen
    }
    names.load()
    var piece: [RecordedEvent] = []
    var isFirst = !isBegun
    let marks = try marks(of: source)
    func flush() {
      if piece.isEmpty, !isFirst { return }
      print(piece: piece, isFirst: isFirst, marks: marks)
      piece.removeAll()
      isFirst = false
    }
    try events(source, selection, in: view, &seen) { event in
      piece.append(event)
      if piece.count == 5000 { flush() }
    }
    flush()
    return seen
  }

  /// What the table says beside facts that were corrected or retracted, by position.
  private func marks(of source: EventSource) throws -> [Int: String] {
    let corrected = try output.format == .table ? source.correctedFacts() : [:]
    return corrected.mapValues { isRetracted in
      isRetracted ? output.language(zh: "（已撤销）", en: " (retracted)") : output.language(zh: "（已更正）", en: " (corrected)")
    }
  }

  /// Hands over the events to print; the selection's limit counts only those. `seen` is what was looked at.
  private func events(
    _ source: EventSource, _ selection: EntrySelection, in view: View, _ seen: inout Seen,
    _ body: (RecordedEvent) -> Void
  ) throws {
    var left = selection.limit ?? .max
    var all = selection
    all.limit = nil
    var lasting: [RecordedEvent] = []
    var looked = seen
    if left > 0 {
      try source.events(all, in: view) { event in
        looked = Seen(position: event.event.position, last: event)
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
    seen = looked
  }
}

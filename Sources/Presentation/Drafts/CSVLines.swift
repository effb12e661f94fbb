import LedgerFormat

/// The lines of a file, of CSV its rows: there a cell in quotes may go on over the end of its line.
///
/// What looked like the start of such a row and never becomes one is given line by line.
struct CSVLines {
  private var lines: LineReader
  /// Lines read ahead that no row took.
  private var ahead: ArraySlice<LineReader.Line> = []
  /// The lines of a row whose quotes are still open.
  private var open: [LineReader.Line] = []
  /// The same as one.
  private var row: [UInt8] = []
  /// The heading, once it is known.
  var heading: CSVHeading?

  private let isCSV: Bool

  /// - Parameter isCSV: whether rows are made; else each line stands for itself.
  init(_ lines: LineReader, isCSV: Bool) {
    self.lines = lines
    self.isCSV = isCSV
  }

  /// The next row, or nil at the end.
  mutating func next() throws -> LineReader.Line? {
    while true {
      switch try step() {
      case .line(let line): return line
      case .pause: continue
      case .end: return nil
      }
    }
  }

  /// The next row under the number of its first line, a pause, or the end.
  mutating func step() throws -> LineReader.Step {
    guard isCSV else { return try lines.step() }
    while true {
      let next: LineReader.Line
      if let line = ahead.popFirst() {
        next = line
      } else {
        switch try lines.step() {
        case .pause: return .pause
        case .end:
          guard let line = giveUp() else { return .end }
          return .line(line)
        case .line(let line): next = line
        }
      }
      if let row = take(next) { return .line(row) }
    }
  }

  /// The row that ends with a line; nil where its quotes are open.
  private mutating func take(_ line: LineReader.Line) -> LineReader.Line? {
    if !open.isEmpty { row.append(UInt8(ascii: "\n")) }
    open.append(line)
    guard let bytes = line.bytes, row.count + bytes.count <= Limits.lineBytes else { return giveUp() }
    row += bytes
    let isOpen = open.count > 1 && !bytes.contains(UInt8(ascii: "\""))
    let separators = heading.map { [$0.separator] } ?? [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")]
    switch isOpen ? .open : CSVRow.ending(of: row, separators: separators) {
    case .open where open.count < Limits.cellLines: return nil
    case .complete where open.count == 1 || heading?.fits(row) ?? true:
      let whole = LineReader.Line(number: open[0].number, bytes: row, part: line.part)
      close()
      return whole
    case .open, .complete, .broken: return giveUp()
    }
  }

  /// The first line of the open row alone; the others come again.
  private mutating func giveUp() -> LineReader.Line? {
    guard let first = open.first else { return nil }
    ahead = open.dropFirst() + ahead
    close()
    return first
  }

  private mutating func close() {
    open.removeAll()
    row.removeAll()
  }
}

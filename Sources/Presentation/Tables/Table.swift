/// Rows under headings, printed as a table for people or as CSV for programs.
public struct Table: Sendable {
  /// How a column is set.
  public enum Alignment: Sendable {
    /// From the left.
    case left
    /// To the right.
    case right
    /// From the left, in several lines where there is little room: sentences and lists.
    case wrapped
  }

  /// How long a column stays where there is little room: the least important goes first, and of two the one further right.
  public enum Importance: Int, Comparable, Sendable {
    /// Good to have.
    case extra
    /// Most columns.
    case usual
    /// Without it the row says little.
    case important
    /// It stays, whatever room there is.
    case essential

    /// Whether one goes before the other.
    public static func < (one: Importance, other: Importance) -> Bool { one.rawValue < other.rawValue }
  }

  /// A column.
  public struct Column: Sendable {
    /// Its heading.
    public var name: String
    /// How it is set.
    public var alignment: Alignment
    /// How long it stays.
    public var importance: Importance

    /// A column.
    public init(_ name: String, _ alignment: Alignment, _ importance: Importance) {
      self.name = name
      self.alignment = alignment
      self.importance = importance
    }
  }

  /// The columns.
  public var columns: [Column]
  /// The rows: a text for each column.
  public var rows: [[String]] = []
  /// The format that has the columns for which there is no room.
  public var whole = OutputFormat.csv
  private var tones: [Int: [Tone?]] = [:]

  /// A table without rows.
  public init(_ columns: Column...) { self.columns = columns }

  /// A table without rows, its columns of the usual importance, the first of which stays.
  public init(_ columns: (String, Alignment)...) { self.init(columns) }

  /// A table without rows, its columns of the usual importance, the first of which stays.
  public init(_ columns: [(String, Alignment)]) {
    self.columns = columns.map { Column($0.0, $0.1, .usual) }
    if !columns.isEmpty { self.columns[0].importance = .essential }
  }

  /// Says of columns how long they stay; the others are of the usual importance.
  public mutating func rank(essential: [Int], important: [Int] = [], extra: [Int] = []) {
    for index in essential { columns[index].importance = .essential }
    for index in important { columns[index].importance = .important }
    for index in extra { columns[index].importance = .extra }
  }

  /// Gives a column the tones of its cells, from the first row down.
  mutating func tint(_ column: Int, _ cells: [Tone?]) {
    if cells.contains(where: { $0 != nil }) { tones[column] = cells }
  }

  /// The tone of a cell.
  func tone(_ row: Int, _ column: Int) -> Tone? {
    tones[column].flatMap { $0.indices.contains(row) ? $0[row] : nil }
  }

  /// The table with columns as wide as their widest cell.
  public var text: [String] {
    let layout = TableLayout(self, width: nil)
    return (layout.heading + layout.body).map(\.text)
  }

  /// The same without characters that no terminal should be sent.
  var printable: Table {
    var table = self
    for row in rows.indices where !rows[row].allSatisfy(\.isPrintable) { table.rows[row] = rows[row].map(\.printable) }
    return table
  }

  /// The table within so many places, and a line that names the columns for which there was no room.
  ///
  /// - Parameter isBegun: whether its headings, and what was left out, were said before.
  func lines(width: Int?, _ language: Language, isBegun: Bool = false) -> [Line] {
    var lines: [Line] = []
    eachLine(width: width, language, isBegun: isBegun) { lines.append($0) }
    return lines
  }

  /// The same, one line after the other.
  func eachLine(width: Int?, _ language: Language, isBegun: Bool = false, _ body: (Line) -> Void) {
    let layout = TableLayout(self, width: width)
    if !isBegun { layout.heading.forEach(body) }
    layout.body.forEach(body)
    if isBegun || layout.omitted.isEmpty { return }
    let names = layout.omitted.map { columns[$0].name }
    let note = language(
      zh: "未列出：\(names.joined(separator: "、"))。放宽窗口，或加 --format \(whole.rawValue) 可见。",
      en: "Left out for room: \(names.joined(separator: ", ")). Widen the window, or add --format \(whole.rawValue).")
    Line(note, .faint).wrapped(to: width).forEach(body)
  }

  /// The table as CSV (RFC 4180): each row with the carriage return that stands before the line feed which ends it.
  public var csv: [String] {
    ([columns.map(\.name)] + rows).map { $0.map(\.csvCell).joined(separator: ",") + "\r" }
  }
}

extension String {
  /// One CSV cell: quoted where it must be, and never read as a formula by a spreadsheet.
  fileprivate var csvCell: String {
    let isNumber = Int(self) != nil
    let isFormula = !isNumber && (unicodeScalars.first.map("=+-@\t\r".unicodeScalars.contains) ?? false)
    let guarded = isFormula ? "'" + self : self
    guard guarded.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return guarded }
    var doubled = String.UnicodeScalarView()
    for scalar in guarded.unicodeScalars { doubled.append(contentsOf: scalar == "\"" ? [scalar, scalar] : [scalar]) }
    return "\"" + String(doubled) + "\""
  }
}

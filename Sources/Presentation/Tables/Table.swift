/// Rows under headings, printed as a table for people or as CSV for programs.
public struct Table {
  /// How a column is set.
  public enum Alignment: Sendable {
    /// From the left.
    case left
    /// To the right.
    case right
  }

  /// The columns: their headings, and how they are set.
  public var columns: [(name: String, alignment: Alignment)]
  /// The rows: a text for each column.
  public var rows: [[String]] = []

  /// A table without rows.
  public init(_ columns: (String, Alignment)...) { self.init(columns) }

  /// A table without rows.
  public init(_ columns: [(String, Alignment)]) {
    self.columns = columns.map { (name: $0.0, alignment: $0.1) }
  }

  /// The table with columns as wide as their widest cell; Chinese characters take two places.
  public var text: [String] {
    let shown = rows.map { $0.map(\.printable) }
    let widths = columns.indices.map { index in
      shown.map { $0[index].displayWidth }.reduce(columns[index].name.displayWidth, max)
    }
    func line(_ cells: [String]) -> String {
      var line = ""
      var spaces = 0  // before the next cell
      for (index, cell) in cells.enumerated() {
        let space = widths[index] - cell.displayWidth
        if columns[index].alignment == .right { spaces += space }
        line += String(repeating: " ", count: spaces) + cell
        spaces = (columns[index].alignment == .left ? space : 0) + 2
      }
      return line.trimmingTrailingSpaces
    }
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    return [line(columns.map(\.name)), rule] + shown.map(line)
  }

  /// The table as CSV (RFC 4180): each row with the carriage return that stands before the line feed which ends it.
  public var csv: [String] {
    ([columns.map(\.name)] + rows).map { $0.map(\.csvCell).joined(separator: ",") + "\r" }
  }
}

extension String {
  /// Places the text takes on a terminal.
  package var displayWidth: Int {
    isPlain ? utf8.count : unicodeScalars.reduce(0) { $0 + $1.displayWidth }
  }

  fileprivate var trimmingTrailingSpaces: String {
    let spaces = utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count
    return spaces == 0 ? self : String(decoding: utf8.dropLast(spaces), as: UTF8.self)
  }

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

extension Unicode.Scalar {
  fileprivate var displayWidth: Int {
    switch value {
    case 0x0300...0x036F, 0x200B...0x200D, 0xFE00...0xFE0F: 0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }
}

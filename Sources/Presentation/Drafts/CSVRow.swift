/// One row of CSV (RFC 4180), its line breaks within quotes among its bytes.
public enum CSVRow {
  /// Where the bytes of a row end.
  public enum Ending {
    /// Behind a cell.
    case complete
    /// Within quotes that nothing closes: the row may go on in the next line.
    case open
    /// Something stands behind quotes that were closed.
    case broken
  }

  private static let quote = UInt8(ascii: "\"")

  /// Where a row ends, whichever of these sets its cells apart.
  public static func ending(of row: [UInt8], separators: [UInt8]) -> Ending {
    var index = 0
    while index < row.count {
      if row[index] == quote {
        index += 1
        while true {
          guard let end = row[index...].firstIndex(of: quote) else { return .open }
          index = end + 1
          guard index < row.count, row[index] == quote else { break }
          index += 1
        }
        guard index == row.count || separators.contains(row[index]) else { return .broken }
      }
      guard let next = row[index...].firstIndex(where: separators.contains) else { return .complete }
      index = next + 1
    }
    return .complete
  }

  /// The texts of the cells; nil where a quote is not closed, or what is no UTF-8.
  static func cells(_ line: [UInt8], separator: UInt8 = UInt8(ascii: ",")) -> [String]? {
    var cells: [String] = []
    var cell: [UInt8] = []
    var index = 0
    while true {
      cell.removeAll()
      if index < line.count, line[index] == quote {
        index += 1
        while true {
          guard index < line.count else { return nil }
          if line[index] == quote {
            index += 1
            guard index < line.count, line[index] == quote else { break }
          }
          cell.append(line[index])
          index += 1
        }
      } else {
        while index < line.count, line[index] != separator {
          cell.append(line[index])
          index += 1
        }
      }
      guard let text = String(validating: cell, as: UTF8.self) else { return nil }
      cells.append(text)
      guard index < line.count else { return cells }
      guard line[index] == separator else { return nil }
      index += 1
    }
  }
}

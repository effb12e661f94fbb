/// One line of CSV (RFC 4180); a cell does not go over the end of its line.
enum CSVRow {
  /// The texts of the cells; nil where a quote is not closed, or what is no UTF-8.
  static func cells(_ line: [UInt8], separator: UInt8 = UInt8(ascii: ",")) -> [String]? {
    var cells: [String] = []
    var cell: [UInt8] = []
    var index = 0
    let quote = UInt8(ascii: "\"")
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

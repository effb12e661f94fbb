import LedgerDomain
import LedgerFormat

/// The headings of a CSV file of events: the names of its columns, in English or Chinese as a template writes them.
public struct CSVHeading {
  /// Unknown columns that are named, and characters of each, at most.
  private static let namedColumns = 100
  private static let namedCharacters = 60

  private let path: String
  private let line: Int
  private let separator: UInt8
  let columns: [CSVColumn]

  /// Reads the headings.
  ///
  /// - Parameter number: that of the line.
  /// - Throws: a `Problem` that names all columns that no event has.
  public init(_ line: [UInt8]?, number: Int = 1, of path: String) throws(Problem) {
    self.path = path
    self.line = number
    guard let line, let (separator, names) = Self.split(line) else { throw Self.noHeading(path, number) }
    self.separator = separator
    columns = names.map(CSVColumn.init)
    if names.contains(where: { $0.unicodeScalars.contains(where: Self.separators.contains) }) {
      throw Self.failure(
        number, zh: "\(path)：应以 LF、CRLF 或 CR 换行，表头中却有别的换行符。",
        en: "\(path): expected lines that end in LF, CRLF or CR, not the other line separators in its heading.")
    }
    guard columns.allSatisfy({ $0.isUnnamed || $0.field != nil }) else {
      throw Self.unknownColumns(columns, path, number)
    }
    var seen: Set<String> = []
    for column in columns where !column.isUnnamed && !seen.insert(column.heading.folded).inserted {
      let heading = column.heading.printable
      throw Self.failure(number, zh: "\(path)：列 \(heading) 出现了两次。", en: "\(path): the column \(heading) stands twice.")
    }
    guard columns.contains(where: { $0.envelope == .type }) else { throw Self.noHeading(path, number) }
  }

  /// Line ends of other systems, which are none here.
  private static let separators: Set<Unicode.Scalar> = ["\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}"]

  /// The cells of the line, set apart by what gives most columns that are known: commas, tabs or semicolons.
  private static func split(_ line: [UInt8]) -> (separator: UInt8, names: [String])? {
    let splits = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")].compactMap { separator in
      CSVRow.cells(line, separator: separator).map { (separator: separator, names: $0) }
    }
    let known = splits.map { $0.names.count { CSVColumn($0).field != nil } }
    guard let most = known.max(), let first = known.firstIndex(of: most) else { return nil }
    return splits[first]
  }

  /// Whether the line is a title above the headings: one cell with a text that names no column, and empty ones beside it.
  public static func isTitle(_ line: [UInt8]) -> Bool {
    guard let (_, names) = split(line), names.count > 1 else { return false }
    let filled = names.filter { !$0.isBlank }
    return filled.count == 1 && CSVColumn(filled[0]).field == nil
  }

  /// The heading of a file that has no row behind it.
  public var standsAlone: Problem {
    Self.failure(
      line, zh: "\(path)：表头之后没有任何行。", en: "\(path): expected rows behind the heading, and there is none.")
  }

  /// The texts of a row's cells, one for each column; nil where all are empty.
  func cells(_ row: [UInt8]) throws(InputError) -> [String]? {
    guard let cells = CSVRow.cells(row, separator: separator) else { throw .field("row", expected: .closedQuotes) }
    if cells.allSatisfy(\.isBlank) { return nil }
    guard cells.count == columns.count else {
      throw .field("row", expected: .cells(columns.count, not: cells.count))
    }
    return cells
  }

  private static func unknownColumns(_ columns: [CSVColumn], _ path: String, _ number: Int) -> Problem {
    func list(_ columns: [CSVColumn], _ separator: String) -> String {
      columns.prefix(namedColumns).map { String($0.heading.prefix(namedCharacters)).printable }
        .joined(separator: separator)
    }
    let unknown = columns.filter { $0.field == nil && !$0.isUnnamed }
    let known = columns.filter { $0.field != nil }
    let rest = unknown.count - min(unknown.count, namedColumns)
    let more = rest > 0 ? (zh: "等 \(unknown.count) 列", en: " and \(rest) more") : (zh: "", en: "")
    let understood =
      known.isEmpty
      ? (zh: "", en: "") : (zh: "能识别的列：\(list(known, "、"))。", en: "Understood: \(list(known, ", ")). ")
    return failure(
      number,
      zh: "\(path)：没有事件有这些列：\(list(unknown, "、"))\(more.zh)。\(understood.zh)"
        + "列名为 type、provider、at、by、id 和各数据字段名，或其中文名；koufen template 类型 给出可供填写的表。",
      en: "\(path): no event has the column\(unknown.count == 1 ? "" : "s") \(list(unknown, ", "))\(more.en). "
        + understood.en
        + "Columns are type, provider, at, by, id and the names of the data fields, or their Chinese names; "
        + "koufen template TYPE gives a file to fill in.")
  }

  private static func noHeading(_ path: String, _ number: Int) -> Problem {
    failure(
      number, zh: "\(path)：应为表头，含 type、provider、at、by、id 和各数据字段名；koufen template 类型 给出可供填写的表。",
      en: "\(path): expected a heading with type, provider, at, by, id and the names of the data fields; "
        + "koufen template TYPE gives a file to fill in.")
  }

  private static func failure(_ line: Int, zh: String, en: String) -> Problem {
    Problem(.badInput, code: "bad-input", zh: zh, en: en, line: line)
  }
}

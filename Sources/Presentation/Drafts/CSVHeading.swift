import LedgerDomain
public import LedgerFormat

/// The first line of a CSV file of events: the names of its columns.
public struct CSVHeading {
  /// Unknown columns that are named, and characters of each, at most.
  private static let namedColumns = 100
  private static let namedCharacters = 60

  private let path: String
  private let names: [String]

  /// Reads the heading.
  ///
  /// - Throws: a `Problem` that names all columns that no event has.
  public init(_ line: [UInt8]?, of path: String) throws(Problem) {
    self.path = path
    guard let names = line.flatMap(CSVRow.cells) else { throw Self.noHeading(path) }
    self.names = names
    if names.contains(where: { $0.unicodeScalars.contains(where: Self.separators.contains) }) {
      throw Self.failure(
        zh: "\(path)：应以 LF、CRLF 或 CR 换行，表头中却有别的换行符。",
        en: "\(path): expected lines that end in LF, CRLF or CR, not the other line separators in its heading.")
    }
    let unknown = names.filter { !$0.isEmpty && !Self.known.contains($0) }
    guard unknown.isEmpty else { throw Self.unknownColumns(unknown, path) }
    guard names.contains("type") else { throw Self.noHeading(path) }
  }

  /// Line ends of other systems, which are none here.
  private static let separators: Set<Unicode.Scalar> = ["\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}"]
  private static let known = Set(Draft.envelope).union(FactKind.dataFields)

  /// The heading of a file that has no row behind it.
  public var standsAlone: Problem {
    Self.failure(
      zh: "\(path)：表头之后没有任何行。", en: "\(path): expected rows behind the heading, and there is none.")
  }

  /// The names and the texts of a row's cells, without the empty ones.
  public func pairs(_ row: [UInt8]) throws(InputError) -> [(String, String)] {
    guard let cells = CSVRow.cells(row) else { throw .field("row", expected: .closedQuotes) }
    guard cells.count == names.count else { throw .field("row", expected: .cells(names.count, not: cells.count)) }
    return zip(names, cells).filter { !$0.1.isEmpty }
  }

  private static func unknownColumns(_ unknown: [String], _ path: String) -> Problem {
    let list = unknown.prefix(namedColumns).map { String($0.prefix(namedCharacters)).printable }
    let rest = unknown.count - list.count
    let more = rest > 0 ? (zh: "等 \(unknown.count) 列", en: " and \(rest) more") : (zh: "", en: "")
    return failure(
      zh: "\(path)：没有事件有这些列：\(list.joined(separator: "、"))\(more.zh)。列名为 type、provider、at、by、id 和各数据字段名。",
      en: "\(path): no event has the column\(unknown.count == 1 ? "" : "s") \(list.joined(separator: ", "))\(more.en). "
        + "Columns are type, provider, at, by, id and the names of the data fields.")
  }

  private static func noHeading(_ path: String) -> Problem {
    failure(
      zh: "\(path)：应为表头，含 type、provider、at、by、id 和各数据字段名。",
      en: "\(path): expected a heading with type, provider, at, by, id and the names of the data fields.")
  }

  private static func failure(zh: String, en: String) -> Problem {
    Problem(.badInput, code: "bad-input", zh: zh, en: en, line: 1)
  }
}

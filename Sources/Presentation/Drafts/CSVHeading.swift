import LedgerDomain
public import LedgerFormat

/// The headings of a CSV file of events: the names of its columns, in English or Chinese as a template writes them.
public struct CSVHeading {
  /// Unknown columns that are named, and characters of each, at most.
  private static let namedColumns = 100
  private static let namedCharacters = 60

  private let path: String
  private let line: Int
  /// What sets the cells apart.
  public let separator: UInt8
  let columns: [CSVColumn]
  private let isJudgingSheet: Bool

  /// The columns with which a judging sheet begins, without subjects of programmes and with them; what stands behind them helps to judge and is not read back.
  private static let judged: [[String?]] = [
    ["type", "provider", "breach", "points", "reason", "at", "by"],
    ["type", "provider", "breach", "points", "grade", "fen", "reason", "at", "by"],
  ]

  /// Reads the headings.
  ///
  /// - Parameter number: that of the line.
  /// - Throws: a `Problem` that names all columns that no event has.
  public init(_ line: [UInt8]?, number: Int = 1, of path: String) throws(Problem) {
    self.path = path
    self.line = number
    guard let line, let (separator, names) = Self.split(line) else { throw Self.noHeading(path, number, line) }
    self.separator = separator
    let read = names.map { CSVColumn($0) }
    let judged = Self.judged.first { read.prefix($0.count).map(\.field) == $0 }
    isJudgingSheet = judged != nil
    let count = judged?.count ?? names.count
    columns = read.prefix(count) + names.dropFirst(count).map { CSVColumn(help: $0) }
    if names.contains(where: { $0.unicodeScalars.contains(where: Self.separators.contains) }) {
      throw Self.failure(
        number, zh: "\(path)：应以 LF、CRLF 或 CR 换行，表头中却有别的换行符。",
        en: "\(path): expected lines that end in LF, CRLF or CR, not the other line separators in its heading.")
    }
    if names.count == 1, names[0].contains("，") {
      throw Self.failure(
        number, zh: "\(path)：列之间应为逗号“,”、制表符或分号，而非全角逗号“，”。",
        en: "\(path): expected columns set apart by commas, tabs or semicolons, not by the wide comma “，”.")
    }
    guard columns.allSatisfy({ $0.isUnnamed || $0.isHelp || $0.field != nil }) else {
      throw Self.unknownColumns(columns, path, number)
    }
    var seen: Set<String> = []
    for column in columns where !column.isUnnamed && !column.isHelp && !seen.insert(column.heading.folded).inserted {
      let heading = column.heading.printable
      throw Self.failure(number, zh: "\(path)：列 \(heading) 出现了两次。", en: "\(path): the column \(heading) stands twice.")
    }
    guard columns.contains(where: { $0.envelope == .type }) else { throw Self.noHeading(path, number, line) }
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

  /// Whether the line is a title without cells beside it, for what stands below it are headings.
  public static func isTitle(_ line: [UInt8], above next: [UInt8]) -> Bool {
    guard let (_, names) = split(line), names.count == 1, CSVColumn(names[0]).field == nil else { return false }
    return (split(next)?.names ?? []).count { CSVColumn($0).field != nil } > 1
  }

  /// The heading of a file that has no row behind it.
  public var standsAlone: Problem {
    Self.failure(
      line, zh: "\(path)：表头之后没有任何行。", en: "\(path): expected rows behind the heading, and there is none.")
  }

  /// The cells of a row; nil where all are empty.
  ///
  /// - Throws: that it cannot be split into cells, or into as many as there are columns.
  public func record(_ row: [UInt8]) throws(InputError) -> CSVRecord? {
    guard let cells = CSVRow.cells(row, separator: separator) else { throw .field("row", expected: .closedQuotes) }
    if cells.allSatisfy(\.isBlank) { return nil }
    guard cells.count == columns.count else {
      throw .field("row", expected: .cells(columns.count, not: cells.count))
    }
    return CSVRecord(columns, cells, isJudgement: isJudgingSheet)
  }

  /// Whether a row has as many cells as there are columns.
  public func fits(_ row: [UInt8]) -> Bool {
    CSVRow.cells(row, separator: separator)?.count == columns.count
  }

  private static func unknownColumns(_ columns: [CSVColumn], _ path: String, _ number: Int) -> Problem {
    func list(_ columns: [CSVColumn], _ separator: String) -> String {
      columns.prefix(namedColumns).map { String($0.heading.prefix(namedCharacters)).printable }
        .joined(separator: separator)
    }
    let unknown = columns.filter { $0.field == nil && !$0.isUnnamed }
    func meant(_ language: Language) -> String {
      let pairs = unknown.prefix(namedColumns).compactMap { column in
        CSVColumn.meant(by: column.heading).map {
          language(zh: "\(column.heading.printable) 是否指 \($0)", en: "\(column.heading.printable) for \($0)")
        }
      }
      if pairs.isEmpty { return "" }
      let list = pairs.joined(separator: language(zh: "、", en: ", "))
      return language(zh: "\(list)？", en: "Perhaps \(list)? ")
    }
    let known = columns.filter { $0.field != nil }
    let rest = unknown.count - min(unknown.count, namedColumns)
    let more = rest > 0 ? (zh: "等 \(unknown.count) 列", en: " and \(rest) more") : (zh: "", en: "")
    let understood =
      known.isEmpty
      ? (zh: "", en: "") : (zh: "能识别的列：\(list(known, "、"))。", en: "Understood: \(list(known, ", ")). ")
    return failure(
      number,
      zh: "\(path)：没有事件有这些列：\(list(unknown, "、"))\(more.zh)。\(understood.zh)\(meant(.zh))"
        + "列名为 type、provider、at、by、id、note 和各数据字段名，或其中文名；"
        + "koufen template 类型… --excel 给出可供填写的表，请将内容贴入其中。",

      en: "\(path): no event has the column\(unknown.count == 1 ? "" : "s") \(list(unknown, ", "))\(more.en). "
        + understood.en + meant(.en)
        + "Columns are type, provider, at, by, id, note and the names of the data fields, or their Chinese names; "
        + "koufen template TYPE… --excel gives a file to paste into.")
  }

  /// That a file is a workbook, and no text: by its name or by how it begins; nil where it may be text.
  ///
  /// - Parameter line: its first line.
  public static func workbook(_ line: [UInt8]?, of path: String) -> Problem? {
    let isCalledSo = [".xlsx", ".xls", ".xlsm", ".ods", ".et"].contains { path.lowercased().hasSuffix($0) }
    let starts: [[UInt8]] = [[0x50, 0x4B, 0x03, 0x04], [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]]
    let beginsSo = starts.contains { line?.starts(with: $0) == true }
    guard isCalledSo || beginsSo else { return nil }
    return failure(
      1, zh: "\(path)：应为 CSV 或 JSON Lines，而非 Excel 工作簿；请在 Excel 中另存为“CSV UTF-8（逗号分隔）”，再追加所存的文件。",
      en:
        "\(path): expected CSV or JSON Lines, not a workbook of Excel; save it there as “CSV UTF-8 (Comma delimited)”, and "
        + "append that file.")
  }

  private static func noHeading(_ path: String, _ number: Int, _ line: [UInt8]?) -> Problem {
    let text = String(decoding: line ?? [], as: UTF8.self).trimmed
    let empty = line == nil ? Words(zh: "空文件", en: "an empty file") : Words(zh: "空行", en: "an empty line")
    let found = text.isEmpty ? empty : .same("“\(text.prefix(namedCharacters).description.printable)”")
    return failure(
      number, zh: "\(path)：应为表头，含 type、provider、at、by、id 和各数据字段名，而非\(found.zh)；koufen template 类型 给出可供填写的表。",
      en:
        "\(path): expected a heading with type, provider, at, by, id and the names of the data fields, not \(found.en); "
        + "koufen template TYPE gives a file to fill in.")
  }

  private static func failure(_ line: Int, zh: String, en: String) -> Problem {
    Problem(.badInput, code: "bad-input", zh: zh, en: en, line: line)
  }
}

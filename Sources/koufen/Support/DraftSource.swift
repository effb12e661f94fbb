import Foundation
import Ledger
import LedgerDomain

/// The events of a file, one after the other: JSON Lines, or CSV with a heading.
struct DraftSource {
  /// One event, or what is wrong with its line.
  struct Item: Weighed {
    let line: Int
    let draft: Result<Draft, InputError>
    /// How much of the file has been read with it, from 0 to 1; nil where its length is not known.
    let part: Double?
    /// The bytes of the line.
    let weight: Int
  }

  private var lines: LineReader
  private let zone: Zone
  private var heading: CSVHeading?
  private var hasRows = false

  /// Opens the file, and reads its heading if it is CSV.
  init(path: String, zone: Zone, reading: LineReader.Reading) throws {
    let isCSV = path.lowercased().hasSuffix(".csv")
    lines = try LineReader(path: path, reading: reading, breaks: isCSV ? .any : .lineFeeds)
    self.zone = zone
    if isCSV { heading = try CSVHeading(try lines.next()?.bytes, of: path) }
  }

  /// The next event, or nil at the end.
  mutating func next() throws -> Item? {
    while true {
      switch try step() {
      case .element(let item): return item
      case .pause: continue
      case .end: return nil
      }
    }
  }

  /// The next event, a pause, or the end; blank lines are passed over.
  mutating func step() throws -> ReadAhead<Item>.Step {
    while true {
      switch try lines.step() {
      case .pause: return .pause
      case .end:
        if let heading, !hasRows { throw heading.standsAlone }
        return .end
      case .line(let line):
        guard let bytes = line.bytes else {
          hasRows = true
          let error = InputError.field("event", expected: .shortLine)
          return .element(Item(line: line.number, draft: .failure(error), part: line.part, weight: 0))
        }
        if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
        hasRows = true
        return .element(Item(line: line.number, draft: draft(bytes), part: line.part, weight: bytes.count))
      }
    }
  }

  private func draft(_ bytes: [UInt8]) -> Result<Draft, InputError> {
    do throws(InputError) {
      guard let heading else { return .success(try Draft(json: bytes, in: zone)) }
      return .success(try Draft(pairs: heading.pairs(bytes), in: zone))
    } catch {
      return .failure(error)
    }
  }
}

/// The first line of a CSV file of events: the names of its columns.
struct CSVHeading {
  /// Unknown columns that are named, and characters of each, at most.
  private static let namedColumns = 100
  private static let namedCharacters = 60

  private let path: String
  private let names: [String]

  /// Reads the heading.
  ///
  /// - Throws: a `Failure` that names all columns that no event has.
  init(_ line: [UInt8]?, of path: String) throws {
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
  var standsAlone: Failure {
    Self.failure(
      zh: "\(path)：表头之后没有任何行。", en: "\(path): expected rows behind the heading, and there is none.")
  }

  /// The names and the texts of a row's cells, without the empty ones.
  func pairs(_ row: [UInt8]) throws(InputError) -> [(String, String)] {
    guard let cells = CSVRow.cells(row) else { throw .field("row", expected: .closedQuotes) }
    guard cells.count == names.count else { throw .field("row", expected: .cells(names.count, not: cells.count)) }
    return zip(names, cells).filter { !$0.1.isEmpty }
  }

  private static func unknownColumns(_ unknown: [String], _ path: String) -> Failure {
    let list = unknown.prefix(namedColumns).map { String($0.prefix(namedCharacters)).printable }
    let rest = unknown.count - list.count
    let more = rest > 0 ? (zh: "等 \(unknown.count) 列", en: " and \(rest) more") : (zh: "", en: "")
    return failure(
      zh: "\(path)：没有事件有这些列：\(list.joined(separator: "、"))\(more.zh)。列名为 type、provider、at、by、id 和各数据字段名。",
      en: "\(path): no event has the column\(unknown.count == 1 ? "" : "s") \(list.joined(separator: ", "))\(more.en). "
        + "Columns are type, provider, at, by, id and the names of the data fields.")
  }

  private static func noHeading(_ path: String) -> Failure {
    failure(
      zh: "\(path)：应为表头，含 type、provider、at、by、id 和各数据字段名。",
      en: "\(path): expected a heading with type, provider, at, by, id and the names of the data fields.")
  }

  private static func failure(zh: String, en: String) -> Failure {
    Failure(exit: 65, code: "bad-input", zh: zh, en: en, line: 1)
  }
}

/// One line of CSV (RFC 4180); a cell does not go over the end of its line.
enum CSVRow {
  static func cells(_ line: [UInt8]) -> [String]? {
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
        while index < line.count, line[index] != UInt8(ascii: ",") {
          cell.append(line[index])
          index += 1
        }
      }
      guard let text = String(validating: cell, as: UTF8.self) else { return nil }
      cells.append(text)
      guard index < line.count else { return cells }
      guard line[index] == UInt8(ascii: ",") else { return nil }
      index += 1
    }
  }
}

extension Draft {
  /// The names of what stands beside an event's data.
  static let envelope = ["type", "provider", "at", "by", "id"]

  /// Reads an event from pairs of names and texts: those of the envelope, and any other as a field of its data.
  init(pairs: [(String, String)], in zone: Zone) throws(InputError) {
    let envelope = Self.envelope
    var writer = JSONWriter()
    writer.object { writer in
      for (name, text) in pairs where envelope.contains(name) {
        writer.name(name)
        writer.string(text)
      }
      writer.name("data")
      writer.object { writer in
        for (name, text) in pairs where !envelope.contains(name) {
          writer.name(name)
          if text.hasPrefix("["), let list = try? JSON(parsing: text) {
            writer.value(list)
          } else {
            writer.string(text)
          }
        }
      }
    }
    try self.init(json: writer.bytes, in: zone, isLenient: true)
  }
}

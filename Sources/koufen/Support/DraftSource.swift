import Foundation
import Ledger
import LedgerDomain

/// The events of a file, one after the other: JSON Lines, or CSV with a heading.
struct DraftSource {
  /// One event, or what is wrong with its line.
  struct Item: Sendable {
    let line: Int
    let draft: Result<Draft, InputError>
    /// How much of the file has been read with it, from 0 to 1; nil where its length is not known.
    let part: Double?
  }

  private var lines: LineReader
  private let zone: Zone
  private let isCSV: Bool
  private var heading: [String] = []

  init(path: String, zone: Zone) throws {
    lines = try LineReader(path: path)
    self.zone = zone
    isCSV = path.lowercased().hasSuffix(".csv")
    if isCSV { heading = try readHeading(path) }
  }

  /// The next event, or nil at the end; blank lines are passed over.
  mutating func next() throws -> Item? {
    while let line = try lines.next() {
      guard let bytes = line.bytes else {
        let error = InputError.field("event", expected: .shortLine)
        return Item(line: line.number, draft: .failure(error), part: line.part)
      }
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      return Item(line: line.number, draft: try draft(bytes), part: line.part)
    }
    return nil
  }

  private mutating func draft(_ bytes: [UInt8]) throws -> Result<Draft, InputError> {
    do throws(InputError) {
      guard isCSV else { return .success(try Draft(json: bytes, in: zone)) }
      return .success(try csvDraft(bytes))
    } catch {
      return .failure(error)
    }
  }

  private mutating func readHeading(_ path: String) throws -> [String] {
    guard let first = try lines.next()?.bytes, let cells = CSVRow.cells(first), cells.contains("type") else {
      throw Failure(
        exit: 65, code: "bad-input", zh: "\(path)：应为表头，含 type、provider、at、by、id 和各数据字段名。",
        en: "\(path): expected a heading with type, provider, at, by, id and the names of the data fields.",
        line: 1)
    }
    return cells
  }

  private func csvDraft(_ bytes: [UInt8]) throws(InputError) -> Draft {
    guard let cells = CSVRow.cells(bytes) else { throw .field("row", expected: .closedQuotes) }
    guard cells.count == heading.count else {
      throw .field("row", expected: .cells(heading.count, not: cells.count))
    }
    return try Draft(pairs: zip(heading, cells).filter { !$0.1.isEmpty }, in: zone)
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
  /// Reads an event from pairs of names and texts: those of the envelope, and any other as a field of its data.
  init(pairs: [(String, String)], in zone: Zone) throws(InputError) {
    let envelope = ["type", "provider", "at", "by", "id"]
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

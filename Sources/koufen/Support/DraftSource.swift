import ArgumentParser
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// What a file of events is written in, where its name does not say.
struct InputForm {
  /// JSON Lines or CSV.
  enum Notation: String, CaseIterable, ExpressibleByArgument {
    case jsonl
    case csv
  }

  /// Nil where the name of the file tells: CSV by its ending.
  var notation: Notation?
  /// That of CSV; nil where it is judged by the whole file.
  var encoding: TextEncoding?

  /// Whether the file is CSV.
  func isCSV(_ path: String) -> Bool { notation.map { $0 == .csv } ?? path.lowercased().hasSuffix(".csv") }
}

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

  /// Opens the file, and reads its heading if it is CSV; a title above that is passed over.
  init(path: String, zone: Zone, reading: LineReader.Reading, as form: InputForm = InputForm()) throws {
    let isCSV = form.isCSV(path)
    lines = try LineReader(
      path: path, reading: reading, breaks: isCSV ? .any : .lineFeeds, encoding: isCSV ? form.encoding : .utf8)
    self.zone = zone
    guard isCSV else { return }
    var line = try lines.next()
    if let title = line?.bytes, CSVHeading.isTitle(title), let next = try lines.next() { line = next }
    heading = try CSVHeading(line?.bytes, number: line?.number ?? 1, of: path)
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
        guard let draft = draft(bytes) else { continue }
        hasRows = true
        return .element(Item(line: line.number, draft: draft, part: line.part, weight: bytes.count))
      }
    }
  }

  /// The event of a line; nil for a row of empty cells.
  private func draft(_ bytes: [UInt8]) -> Result<Draft, InputError>? {
    do throws(InputError) {
      guard let heading else { return .success(try Draft(json: bytes, in: zone)) }
      return try heading.draft(bytes, in: zone).map(Result.success)
    } catch {
      return .failure(error)
    }
  }
}

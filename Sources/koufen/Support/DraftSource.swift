import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

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

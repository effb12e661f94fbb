import Foundation
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Testing

@testable import Ledger

/// `Golden/events.jsonl` holds lines that ledgers out there have written. It is added to and never changed: what it
/// says must be read for good, and written the same.
@Suite("Old lines")
struct GoldenTests {
  private static let lines: [String] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/events.jsonl")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }()

  private func event(_ line: String) throws -> Event {
    try Array(line.utf8).withUnsafeBytes { try Event(line: $0, in: BuiltIn.terms.zone) }
  }

  @Test("There is one of every type")
  func complete() throws {
    let found = Set(try Self.lines.map { try event($0).type })
    let all = FactKind.allCases.map(\.name) + ConsequenceKind.allCases.map(\.rawValue) + [Publication.type]
    #expect(all.filter { !found.contains($0) } == [])
    #expect(found.count == all.count)
  }

  @Test("Every one is read, and written as it was, byte for byte")
  func same() throws {
    for (index, line) in Self.lines.enumerated() {
      let found = String(decoding: try event(line).line(in: BuiltIn.terms.zone), as: UTF8.self)
      #expect(found == line, "line \(index + 1)")
    }
  }
}

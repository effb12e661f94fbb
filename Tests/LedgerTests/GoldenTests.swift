import Foundation
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Testing

@testable import Ledger

/// `Golden/events.jsonl` and `Golden/programme-events.jsonl` hold lines that ledgers out there have written. They are added to and
/// never changed: what they say must be read for good, and written the same.
@Suite("Old lines")
struct GoldenTests {
  private static let lines = lines(of: "events")
  private static let programmeLines = lines(of: "programme-events")

  private static func lines(of name: String) -> [String] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name).jsonl")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }

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

  private func subjectEvent(_ line: String) throws -> Event {
    try Array(line.utf8).withUnsafeBytes { try Event(line: $0, in: BuiltIn.terms.zone, of: .programme) }
  }

  @Test("There is one of every type of a programme, and each is an event of a subject (programmes §10)")
  func completeForProgrammes() throws {
    let events = try Self.programmeLines.map { try subjectEvent($0) }
    #expect(events.allSatisfy { $0.ofSubject != nil })
    let found = Set(events.map(\.type))
    let all = Set(FactKind.ofProgrammes.map(\.name) + ConsequenceKind.ofProgrammes.map(\.rawValue))
    #expect(found == all)
  }

  @Test("Every one of a programme is read, and written as it was, byte for byte (programmes §10)")
  func sameForProgrammes() throws {
    for (index, line) in Self.programmeLines.enumerated() {
      let event = try subjectEvent(line)
      let found = String(decoding: event.line(in: BuiltIn.terms.zone), as: UTF8.self)
      #expect(found == line, "line \(index + 1)")
      let again = try #require(event.ofSubject.map { Event($0, of: event.provider) })
      #expect(String(decoding: again.line(in: BuiltIn.terms.zone), as: UTF8.self) == line, "line \(index + 1), folded")
    }
  }
}

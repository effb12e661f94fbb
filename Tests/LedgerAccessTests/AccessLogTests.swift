import Foundation
import GRDB
import LedgerDomain
import LedgerTesting
import Testing

@testable import LedgerAccess

@Suite("The access log (server 11.4)")
struct AccessLogTests {
  private static let entries: [AccessEntry] = (0..<10).map { number in
    AccessEntry(
      at: World.start.adding(seconds: number / 2),
      by: number % 3 == 0 ? .nobody(from: "10.0.0.9") : .account("wu", as: .staff(.legal), from: "10.0.0.1"),
      number % 2 == 0 ? .submit : .export, AccessObject(.event, "\(number)"),
      outcome: number == 4 ? .refused("role-not-allowed") : .done)
  }

  private func store() throws -> (Place, AccessStore) {
    let place = try Place()
    let store = try place.store()
    try store.record(Self.entries)
    return (place, store)
  }

  @Test("11.4 what was written down is read as it was, the latest first")
  func read() throws {
    let (place, store) = try store()
    defer { withExtendedLifetime(place) {} }
    let page = try store.log(AccessQuestion())
    #expect(page.lines.map(\.entry) == Self.entries.reversed() && page.next == nil)
    #expect(page.lines.map(\.position) == Array((1...10).reversed()))
  }

  @Test("11.4 it is asked by account, action and time, page by page")
  func questions() throws {
    let (place, store) = try store()
    defer { withExtendedLifetime(place) {} }
    func positions(_ question: AccessQuestion) throws -> [Int] { try store.log(question).lines.map(\.position) }
    #expect(try positions(AccessQuestion(account: "wu")) == [9, 8, 6, 5, 3, 2])
    #expect(try positions(AccessQuestion(action: .export)) == [10, 8, 6, 4, 2])
    #expect(try positions(AccessQuestion(account: "wu", action: .export)) == [8, 6, 2])
    let (from, to) = (World.start.adding(seconds: 1), World.start.adding(seconds: 3))
    #expect(try positions(AccessQuestion(from: from, to: to)) == [6, 5, 4, 3])
    var question = AccessQuestion(limit: 3)
    var found: [[Int]] = []
    while true {
      let page = try store.log(question)
      found.append(page.lines.map(\.position))
      guard let next = page.next else { break }
      question.after = next
    }
    #expect(found == [[10, 9, 8], [7, 6, 5], [4, 3, 2], [1]])
  }

  @Test("11.4 nothing in it can be changed, and nothing removed that is younger than 180 days")
  func appendOnly() throws {
    let (place, store) = try store()
    try store.record([AccessEntry(at: Instant(seconds: 4_102_444_800), by: World.root, .seal)])
    let queue = try DatabaseQueue(path: place.path)
    for statement in [
      "UPDATE access_log SET outcome = 'done'", "DELETE FROM access_log WHERE action = 'seal'",
      "INSERT OR REPLACE INTO access_log SELECT * FROM access_log WHERE action = 'seal'",
    ] {
      #expect(throws: DatabaseError.self, "\(statement)") {
        try queue.inDatabase { db in
          try db.execute(sql: "PRAGMA recursive_triggers = ON")
          try db.execute(sql: statement)
        }
      }
    }
    #expect(try store.log(AccessQuestion()).lines.count == 11)
  }

  @Test("11.4 lines are kept for three years, or what is asked for, and never less than 180 days")
  func pruned() throws {
    let (place, store) = try store()
    defer { withExtendedLifetime(place) {} }
    #expect(Retention(days: 179) == nil && Retention.usual.days >= 3 * 365)
    #expect(try store.pruneLog(World.start.adding(seconds: 3 * 365 * 86_400)) == 0)
    let short = try #require(Retention(days: 180))
    #expect(try store.pruneLog(World.start.adding(seconds: 180 * 86_400 + 2), keeping: short) == 4)
    #expect(try store.log(AccessQuestion()).lines.map(\.position) == [10, 9, 8, 7, 6, 5])
    #expect(try store.pruneLog(World.start.adding(seconds: 1097 * 86_400)) == 6)
    try store.record([Self.entries[0]])
    #expect(try store.log(AccessQuestion()).lines.map(\.position) == [11])
  }
}

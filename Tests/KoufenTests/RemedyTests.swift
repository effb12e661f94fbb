import GRDB
import KoufenTesting
import Testing

/// What to do when `verify` finds something: a rebuild over a log that was changed takes away what shows it.
@Suite("What verify advises")
struct RemedyTests {
  private let place: Workplace

  init() throws { place = try Workplace([Given.registered, Given.help, Given.answer]) }

  private func tamper(_ statements: String) throws {
    try DatabaseQueue(path: place.store).write { try $0.execute(sql: statements) }
  }

  @Test("Given read models alone that are gone, then a rebuild is named, and mends them")
  func models() throws {
    try tamper("DELETE FROM models")
    let end = try place.run(["verify"])
    #expect(end.exit == 70 && end.output.contains("koufen rebuild puts it right"), "\(end.output)")
    #expect(!end.output.contains("do not rebuild"))
    #expect(try place.run(["rebuild"]).exit == 0)
    #expect(try place.run(["verify"]).exit == 0)
  }

  @Test("Given a log that lost its last event, then it says so, and that nothing is to be rebuilt, in both languages")
  func lostEnd() throws {
    let kept = "events_delete"
    try DatabaseQueue(path: place.store).write { db in
      let made = try String.fetchOne(db, sql: "SELECT sql FROM sqlite_schema WHERE name = ?", arguments: [kept])
      try db.execute(sql: "DROP TRIGGER \(kept)")
      try db.execute(sql: "DELETE FROM events WHERE position = (SELECT max(position) FROM events)")
      try db.execute(sql: #require(made))
    }
    let (en, zh) = (try place.run(["verify"]), try place.run(["verify", "--lang", "zh"]))
    #expect(en.exit == 70 && en.output.contains("events at its end are gone"), "\(en.output)")
    #expect(en.output.contains("do not rebuild") && !en.output.contains("puts it right"), "\(en.output)")
    #expect(zh.exit == 70 && zh.output.contains("日志末尾的事件不见了"), "\(zh.output)")
    #expect(zh.output.contains("不要 koufen rebuild") && !zh.output.contains("可用 koufen rebuild"), "\(zh.output)")
  }

  @Test("Given somebody else's trigger in the store, then it is named, in both languages")
  func strangeTrigger() throws {
    try tamper("CREATE TRIGGER strange AFTER INSERT ON events BEGIN SELECT 1; END")
    let (en, zh) = (try place.run(["verify"]), try place.run(["verify", "--lang", "zh"]))
    #expect(en.exit == 70 && en.output.contains("trigger strange: the ledger was not made with this"), "\(en.output)")
    #expect(zh.exit == 70 && zh.output.contains("trigger strange：账本建立时没有此项"), "\(zh.output)")
  }

  @Test("Given a server whose store is not what was recorded, then it is told with the same advice as of a file")
  func served() throws {
    let served = try ServedPlace(place)
    for statements in ["DELETE FROM models", "CREATE TRIGGER strange AFTER INSERT ON events BEGIN SELECT 1; END"] {
      try tamper(statements)
      for language in ["en", "zh"] {
        for words in [["verify"], ["verify", "--format", "json"]].map({ $0 + ["--lang", language] }) {
          let (far, near) = (try served.run(words), try place.run(words))
          #expect(far.exit == 70 && far.output == near.output, "\(words): \(far.output) \(near.output)")
        }
      }
    }
    #expect(try served.run(["verify"]).output.contains("do not rebuild"))
    #expect(try served.run(["verify", "--format", "json"]).output.contains("\"remedy\""))
  }
}

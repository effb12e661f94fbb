import EventStore
import EventStoreTesting
import Foundation
import GRDB
import SQLiteEventStore
import Synchronization
import Testing

@Suite("The embedded store")
struct SQLiteTests {
  /// Hands a path in a folder of its own to `body`.
  private func with(_ body: (String) throws -> Void) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try body(folder.path("store.db"))
  }

  @Test("What is acknowledged is on the disk: a write-ahead log, synchronous in full")
  func durability() throws {
    try with { path in
      for _ in 0..<2 {
        let store = try SQLiteEventStore(path: path)
        if !FileManager.default.fileExists(atPath: path) { try store.append("a") }
        let found = try store.durability()
        #expect(
          found == Durability(survives: .powerCut, settings: ["journal_mode": "wal", "synchronous": "2"]))
        try store.append("a")
        #expect(try store.durability() == found)
      }
    }
  }

  @Test("In a store made before ids were compared without regard to case, those with capital letters are found too")
  func earlierIDs() throws {
    try with { path in
      try SQLiteEventStore(path: path).write { writer throws in
        try writer.append([writer.next("a", id: "0190C0DE")])
        try writer.append([writer.next("a", id: "ffff")])
      }
      try DatabaseQueue(path: path).write { try $0.execute(sql: "DROP INDEX events_by_capitals") }
      let old = try SQLiteEventStore(path: path, mode: .readOnly)
      #expect(try old.read { try $0.position(ofID: "0190c0de") } == 1)
      #expect(try old.read { try $0.damage() } == [], "an older koufen knows no such index")
      for _ in 0..<2 {
        let store = try SQLiteEventStore(path: path)
        for id in ["0190c0de", "0190C0DE", "0190c0DE"] {
          #expect(try store.write { try $0.position(ofID: id) } == 1)
        }
        #expect(try store.write { try $0.position(ofID: "FFFF") } == 2)
      }
    }
  }

  @Test(
    "The database itself refuses to change or remove events",
    arguments: [
      "UPDATE events SET line = '{}'", "UPDATE events SET hash = zeroblob(32) WHERE position = 1",
      "DELETE FROM events", "DELETE FROM events WHERE position = 2", "UPDATE streams SET name = 'b'",
      "DELETE FROM streams",
    ])
  func appendOnly(_ sql: String) throws {
    try with { path in
      let store = try SQLiteEventStore(path: path)
      try store.append("a", "a")
      let before = try store.read { try $0.entries() }
      let stranger = try DatabaseQueue(path: path)
      let error = #expect(throws: DatabaseError.self) { try stranger.write { try $0.execute(sql: sql) } }
      #expect(error?.message?.contains("append-only") == true, "\(String(describing: error))")
      #expect(try store.read { try $0.entries() } == before)
    }
  }

  @Test("Nobody else reads a new store's files", arguments: ["store.db", "store.db-wal"])
  func mode(_ name: String) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let store = try SQLiteEventStore(path: folder.path("store.db"))
    try store.append("a")
    try store.append("a")
    let attributes = try FileManager.default.attributesOfItem(atPath: folder.path(name))
    #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600)
  }

  @Test(
    "A file that is no database is damaged, and left alone", arguments: [SQLiteEventStore.Mode.readWrite, .readOnly])
  func noDatabase(_ mode: SQLiteEventStore.Mode) throws {
    try with { path in
      let bytes = Data(String(repeating: "this is a letter, not a store\n", count: 200).utf8)
      try bytes.write(to: URL(filePath: path))
      expectDamaged { _ = try SQLiteEventStore(path: path, mode: mode) }
      #expect(try Data(contentsOf: URL(filePath: path)) == bytes)
    }
  }

  @Test("Another program's database is damaged, and left alone")
  func foreignDatabase() throws {
    try with { path in
      try DatabaseQueue(path: path).write { try $0.execute(sql: "CREATE TABLE notes (text TEXT)") }
      expectDamaged { _ = try SQLiteEventStore(path: path) }
      let tables = try DatabaseQueue(path: path).read {
        try String.fetchAll($0, sql: "SELECT name FROM sqlite_schema")
      }
      #expect(tables == ["notes"])
    }
  }

  @Test("An empty file read only is no store")
  func emptyReadOnly() throws {
    try with { path in
      try Data().write(to: URL(filePath: path))
      expectDamaged { _ = try SQLiteEventStore(path: path, mode: .readOnly) }
    }
  }

  @Test("A store takes the place of an empty file, which is said; what is created stands without an event")
  func emptyFile() throws {
    try with { path in
      try Data().write(to: URL(filePath: path))
      let made = Mutex(0)
      let store = try SQLiteEventStore(path: FilePath(path)) { made.withLock { $0 += 1 } }
      try store.append("a")
      #expect(made.withLock { $0 } == 1)
      let created = try SQLiteEventStore(path: path + "-2", mode: .creating)
      try created.write { _ in }
      #expect(FileManager.default.fileExists(atPath: path + "-2"))
      try SQLiteEventStore(path: path + "-3").write { _ in }
      #expect(!FileManager.default.fileExists(atPath: path + "-3"))
    }
  }

  @Test("An empty file stays one where what was to be its first transaction fails, or writes nothing")
  func refusedInEmptyFile() throws {
    try with { path in
      try Data().write(to: URL(filePath: path))
      let made = Mutex(0)
      for mode in [SQLiteEventStore.Mode.making, .creating] {
        let store = try SQLiteEventStore(path: FilePath(path), mode: mode) { made.withLock { $0 += 1 } }
        #expect(throws: CancellationError.self) { try store.write { _ in throw CancellationError() } }
        #expect(try store.read { try $0.lastPosition() } == 0)
      }
      try SQLiteEventStore(path: path).write { _ in }
      #expect(FilePath(path).size == 0 && made.withLock { $0 } == 0)
      #expect(!FileManager.default.fileExists(atPath: path + "-new"))
    }
  }

  @Test("No store is made beside the write-ahead log of one that was emptied or taken away", arguments: [true, false])
  func leftLog(isEmptied: Bool) throws {
    try with { path in
      if isEmptied { try Data().write(to: URL(filePath: path)) }
      try Data(count: 4_152).write(to: URL(filePath: path + "-wal"))
      #expect {
        try SQLiteEventStore(path: path).append("a")
      } throws: { error in
        if case StoreError.place(let place) = error { place.fault == .foreignLog } else { false }
      }
      #expect(FilePath(path).size == (isEmptied ? 0 : nil))
    }
  }

  @Test("A store of a newer layout is not touched")
  func newer() throws {
    try with { path in
      try SQLiteEventStore(path: path).append("a")
      try DatabaseQueue(path: path).write { try $0.execute(sql: "PRAGMA user_version = 99") }
      #expect(throws: StoreError.newer(found: 99, known: 1)) { _ = try SQLiteEventStore(path: path) }
    }
  }

  @Test("A store whose lock another holds is busy, and may be tried again")
  func busy() throws {
    try with { path in
      let store = try SQLiteEventStore(path: path)
      let other = try SQLiteEventStore(path: path, patience: 0.05)
      try store.write { writer throws in
        try writer.append([writer.next("a")])
        do {
          try other.append("b")
          Issue.record("expected it to be busy, found it written")
        } catch StoreError.busy {
        }
      }
      try other.append("b")
      #expect(try store.read { try $0.heads().map(\.stream) } == ["a", "b"])
    }
  }

  @Test("A reader is not kept waiting by a writer")
  func readersDoNotWait() throws {
    try with { path in
      let store = try SQLiteEventStore(path: path)
      try store.append("a")
      let other = try SQLiteEventStore(path: path, mode: .readOnly, patience: 0.05)
      try store.write { writer throws in
        try writer.append([writer.next("a")])
        #expect(try other.read { try $0.lastPosition() } == 1)
      }
      #expect(try other.read { try $0.lastPosition() } == 2)
    }
  }

  @Test("Opening again finds everything as it was")
  func reopening() throws {
    try with { path in
      let first = try SQLiteEventStore(path: path)
      try first.append("a", "b", "a")
      try first.write { writer throws in
        try writer.append([writer.next("c", id: "x")])
        try writer.put(ReadModel(key: "k", value: [1, 0, 255]))
      }
      let before = try first.read { (try $0.entries(), try $0.heads()) }
      for mode in [SQLiteEventStore.Mode.readWrite, .readOnly] {
        try SQLiteEventStore(path: path, mode: mode).read { reader throws in
          #expect(try reader.entries() == before.0)
          #expect(try reader.heads() == before.1)
          #expect(try reader.position(ofID: "x") == 4)
          #expect(try reader.value("k") == [1, 0, 255])
        }
      }
    }
  }

  @Test("Two processes that make one store at the same time both find it made")
  func madeTwice() async throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.path("store.db")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<6 { group.addTask { try SQLiteEventStore(path: path).append("s\(number)") } }
      try await group.waitForAll()
    }
    #expect(try SQLiteEventStore(path: path).read { try $0.entries().map(\.position) } == Array(1...6))
  }

  @Test("What is written to a read-only store is refused")
  func readOnly() throws {
    try with { path in
      try SQLiteEventStore(path: path).append("a")
      let store = try SQLiteEventStore(path: path, mode: .readOnly)
      #expect(throws: StoreError.self) { try store.append("a") }
      #expect(try store.read { try $0.lastPosition() } == 1)
    }
  }

  private func expectDamaged(_ body: () throws -> Void, sourceLocation: SourceLocation = #_sourceLocation) {
    do {
      try body()
      Issue.record("expected a damaged store, found it opened", sourceLocation: sourceLocation)
    } catch StoreError.damaged {
    } catch {
      Issue.record("expected a damaged store, found \(error)", sourceLocation: sourceLocation)
    }
  }
}

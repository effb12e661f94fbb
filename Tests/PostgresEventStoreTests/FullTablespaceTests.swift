import EventStore
import EventStoreTesting
import Foundation
import KoufenTesting
import PostgresEventStore
import PostgresTesting
import Testing

/// A disk that is full, beside the log of the server, which has room.
@Suite("A full tablespace", .enabled(if: PostgresCluster.isInstalled, "NOT TESTED: no PostgreSQL"))
struct FullTablespaceTests {
  /// A small file system, mounted in a folder; nil where that is impossible.
  private static func mounted(_ folder: String) -> Bool {
    let script = #"mkdir -p "$1" && mount -t tmpfs -o size=16m none "$1" && chown postgres "$1""#
    return (try? ChildProcess.run("/bin/sh", ["-c", script, "sh", folder]).end) == .exited(0)
  }

  private static func unmount(_ folder: String) {
    _ = try? ChildProcess.run("/bin/sh", ["-c", #"umount -l "$1"; rmdir "$1""#, "sh", folder])
  }

  @Test("A transaction that finds no room is an error of the disk, nothing of it is kept, and with room all goes on")
  func noRoom() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "koufen-ts-" + UUID().uuidString.prefix(8)).path
    guard Self.mounted(folder) else {
      FileHandle.standardError.write(
        Data("NOT TESTED: a full disk under PostgreSQL, for no small file system can be mounted here\n".utf8))
      return
    }
    defer { Self.unmount(folder) }
    let cluster = try PostgresCluster(binaries: #require(PostgresCluster.binaries))
    defer { cluster.end() }
    try cluster.psql("CREATE TABLESPACE small LOCATION '\(folder)'")
    try cluster.psql("CREATE DATABASE small TABLESPACE small")
    let ledger = try LedgerOfATest(database: "small", in: cluster)
    let store = try ledger.store(database: "small")
    try store.append("a")
    try cluster.psql(
      "CREATE TABLE filler AS SELECT repeat(md5(n::text), 30) t FROM generate_series(1, 2000) n", database: "small")
    var kept = 1
    var isFull = false
    // What cannot be compressed.
    var noise: UInt64 = 1
    for _ in 0..<100 where !isFull {
      do {
        try store.write { writer throws in
          for _ in 0..<20 {
            let next = try writer.next("a")
            let line = (0..<20_000).map { _ in
              noise = noise &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
              return UInt8(0x20 + (noise >> 33) % 0x5F)
            }
            try writer.append([
              Entry(
                position: next.position, stream: "a", version: next.version, id: nil, type: "Noted", line: line)
            ])
          }
        }
        kept += 20
      } catch StoreError.inputOutput(let words) {
        #expect(words.contains("53100"), "\(words)")
        isFull = true
      }
    }
    #expect(isFull && kept > 1, "\(kept)")
    #expect(try store.read { try $0.lastPosition() } == kept)
    try cluster.psql("DROP TABLE filler", database: "small")
    try store.append("a")
    var head = Hash.zero
    for entry in try store.read({ try $0.entries() }) {
      head = Array(entry.line.utf8).withUnsafeBytes { Chain.hash(after: head, line: $0) }
      #expect(entry.hash == head)
    }
    #expect(try store.read { try $0.lastPosition() } == kept + 1)
  }
}

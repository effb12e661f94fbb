import Foundation
import GRDB
import KoufenTesting
import Testing

/// An answer that nobody reads keeps nothing: as long as a state is read, the log beside the store cannot be folded into it, and in
/// PostgreSQL nothing that was deleted is cleared away.
@Suite("A reader that is slow")
struct SlowReaderTests {
  /// More breaches than a pipe takes the standing of.
  private static let reports = (0..<500).map { number in
    #"{"type":"BreachReported","provider":"hz-01","at":"2011-03-02","by":"chen@channel-operations","#
      + #""data":{"breach":"b-\#(number)-\#(String(repeating: "x", count: 50))","clause":"unapproved-materials","#
      + #""evidence":"seen"}}"#
  }

  /// Whether the write-ahead log could be folded into the store whole: not while somebody reads an earlier state.
  private func isFolded(_ store: String) throws -> Bool {
    let queue = try DatabaseQueue(path: store)
    defer { try? queue.close() }
    return try queue.writeWithoutTransaction { db in
      try Int.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)") == 0
    }
  }

  @Test("Given a standing longer than a pipe, when its reader stops, then the state it was read of is let go already")
  func standing() throws {
    let place = try Workplace([Given.registered] + Self.reports)
    let answer = Pipe()
    let standing = try ChildProcess(
      KoufenProcess.binary, ["standing", "hz-01", "--format", "json"],
      environment: ["KOUFEN_STORE": place.store, "LANG": "C", "PATH": "/usr/bin:/bin"], input: .nothing,
      output: .pipe(answer), error: .nothing)
    // Its first bytes are there; all of them there is no room for.
    var readable = pollfd(fd: answer.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&readable, 1, 60_000) == 1)
    #expect(standing.isRunning)
    #expect(try place.run(["append", "--file", "-"], input: [Given.help]).exit == 0)
    #expect(try isFolded(place.store))
    #expect(standing.isRunning)
    let whole = try answer.fileHandleForReading.readToEnd() ?? Data()
    #expect(standing.wait().exit == 0)
    #expect(whole.count > 1 << 16)
  }
}

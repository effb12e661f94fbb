import Foundation
import KoufenTesting
import Testing

@Suite("Input that is waited for")
struct WaitingInputTests {
  private static func help(_ ticket: String) -> [UInt8] {
    Array(
      (#"{"type":"HelpRequested","provider":"hz-01","at":"2011-03-04T10:00","by":"feed@integration","#
        + #""data":{"ticket":"\#(ticket)"}}"# + "\n").utf8)
  }

  /// More than a pipe holds, so that whoever has written it knows that most of it was read.
  private static let plenty = (0..<2_000).flatMap { help("p-\($0)") }

  private static func append(_ ticket: String, _ place: Workplace) throws -> Int32? {
    try place.run([
      "append", "HelpRequested", "--provider", "hz-01", "--at", "2011-03-04", "--by", "feed@integration",
      "ticket=\(ticket)",
    ]).exit
  }

  @Test("A line of a feed is kept as it comes, its receipt printed, and the ledger is everybody's meanwhile")
  func feed() throws {
    let place = try Workplace([Given.registered])
    let feed = try KoufenProcess(
      ["append", "--file", "-", "--keep-going", "--format", "json"], store: place.store, isFed: true)
    for round in 0..<4 {
      feed.feed(Self.help("f-\(round)"))
      let receipt = try #require(feed.awaitLines(round + 1).last)
      #expect(receipt.contains(#""line":\#(round + 1),"position":\#(2 * round + 2),"#), "\(receipt)")
      #expect(try Self.append("o-\(round)", place) == 0)
      #expect(try place.log().count == 2 * round + 3)
    }
    let end = feed.end()
    #expect(end.exit == 0)
    #expect(end.lines.count == 5)
    #expect(end.lines.last == #"{"done":true,"accepted":4,"repeated":0,"refused":0,"consequences":0,"head":8}"#)
  }

  @Test("Half a line is not a line until its rest has come")
  func halfALine() throws {
    let place = try Workplace([Given.registered])
    let feed = try KoufenProcess(
      ["append", "--file", "-", "--keep-going", "--format", "json"], store: place.store, isFed: true)
    let line = Self.help("f-0")
    feed.feed(line + line.prefix(20))
    feed.awaitLines(1)
    #expect(try Self.append("o-0", place) == 0)
    feed.feed(Array(line.dropFirst(20)))
    #expect(feed.awaitLines(2).last?.contains("ticket-exists") == true)
    #expect(feed.end().exit == 1)
  }

  @Test(
    "All or nothing reads first and locks then",
    arguments: [["append", "--file", "-"], ["append", "--file", "-", "--dry-run"]])
  func allOrNothing(_ arguments: [String]) throws {
    let place = try Workplace([Given.registered])
    let feed = try KoufenProcess(arguments, store: place.store, isFed: true)
    feed.feed(Self.plenty)
    #expect(try Self.append("o-1", place) == 0)
    feed.feed(Self.help("last"))
    let end = feed.end()
    #expect(end.exit == 0, "\(end.error)")
    #expect(try place.log().count == (arguments.contains("--dry-run") ? 2 : 2_003))
  }

  @Test("An input too large for memory is put aside in a file that nobody sees")
  func putAside() throws {
    let place = try Workplace([Given.registered])
    let lines = Array(#"{"type":"PromotionRun","provider":"hz-01","at":"2011-03-02","by":"feed@integration","#.utf8)
    let aside = try TemporaryFolder()
    let feed = try KoufenProcess(
      ["append", "--file", "-", "--format", "json"], store: place.store, isFed: true,
      environment: ["TMPDIR": aside.path])
    // Seldom more than five megabytes; the space makes lines long.
    for number in 0..<60 {
      let space = [UInt8](repeating: 0x20, count: 100_000)
      feed.feed(lines + space + Array(#""data":{"promotion":"pr-\#(number)"}}"#.utf8) + [0x0A])
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: aside.path) == [])
    let end = feed.end()
    #expect(end.exit == 0, "\(end.error)")
    #expect(end.lines.count == 61)
    #expect(try FileManager.default.contentsOfDirectory(atPath: aside.path) == [])
  }

  @Test(
    "Ctrl-C and SIGTERM end whatever waits for input, at once and with nothing half done",
    arguments: [
      ["append", "--file", "-"], ["append", "--file", "-", "--keep-going"], ["append", "--file", "-", "--dry-run"],
      ["import", "-", "--store", "new.db"], ["replay", "-"], ["rulebook", "check", "-"], ["simulate", "--event", "-"],
    ], [SIGINT, SIGTERM])
  func interrupted(_ arguments: [String], _ signal: Int32) throws {
    let place = try Workplace([Given.registered])
    let arguments = arguments.map { $0 == "new.db" ? place.folder.file($0) : $0 }
    let process = try KoufenProcess(arguments, store: place.store, isFed: true)
    process.awaitListening()
    process.send(signal)
    process.awaitLines(.max)
    let end = process.end()
    #expect(end.exit == 130, "\(end.error)")
    #expect(end.error.contains("interrupted") && end.error.contains("nothing of this run was kept"), "\(end.error)")
    #expect(try place.log().count == 1)
  }

  @Test("A pipe with a name is waited for, and given up when asked", arguments: [SIGINT, SIGTERM])
  func namedPipe(_ signal: Int32) throws {
    let place = try Workplace([Given.registered])
    for command in [["append", "--file"], ["append", "--keep-going", "--file"], ["import"], ["replay"]] {
      let process = try KoufenProcess(command + [try place.pipe("pipe")], store: place.store)
      process.awaitListening()
      process.send(signal)
      process.awaitLines(.max)
      let end = process.end()
      #expect(end.exit == 130, "\(command): \(end.error)")
      unlink(place.folder.file("pipe"))
    }
  }

  @Test("A pipe with a name gives what is written to it")
  func namedPipeIsRead() throws {
    let place = try Workplace([Given.registered])
    let pipe = try place.pipe("pipe.csv")
    let process = try KoufenProcess(["append", "--file", pipe], store: place.store)
    let rows = ["type,provider,at,by,ticket", "HelpRequested,hz-01,2011-03-04,feed@integration,t-1"]
    try Data(rows.map { $0 + "\n" }.joined().utf8).write(to: URL(filePath: pipe))
    #expect(process.end().exit == 0)
    #expect(try place.log().count == 2)
  }

  @Test("A feed that is interrupted says which events it kept")
  func interruptedFeed() throws {
    let place = try Workplace([Given.registered])
    let feed = try KoufenProcess(
      ["append", "--file", "-", "--keep-going", "--format", "json"], store: place.store, isFed: true)
    feed.feed(Self.help("f-0") + Self.help("f-1"))
    feed.awaitLines(2)
    #expect(try Self.append("o-1", place) == 0)
    feed.feed(Self.help("f-2"))
    feed.awaitLines(3)
    feed.send(SIGTERM)
    feed.awaitLines(.max)
    let end = feed.end()
    #expect(end.exit == 130)
    #expect(end.failure?.code == "interrupted")
    #expect(end.failure?.message.contains("3 events kept (positions 2–3, 5)") == true, "\(end.error)")
  }

  @Test(
    "What is no file of events is said to be what it is",
    arguments: [("folder", "it is a folder"), ("/dev/zero", "it is a device"), ("nowhere", "No such file")])
  func noFiles(_ name: String, _ reason: String) throws {
    let place = try Workplace([Given.registered])
    try FileManager.default.createDirectory(atPath: place.folder.file("folder"), withIntermediateDirectories: false)
    let path = name.hasPrefix("/") ? name : place.folder.file(name)
    for command in [["append", "--file"], ["append", "--keep-going", "--file"], ["import"], ["replay"]] {
      let end = try place.run(command + [path])
      #expect(end.exit == 66, "\(command)")
      #expect(end.error.contains("no-such-file") && end.error.contains(reason), "\(end.error)")
    }
  }
}

import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import LedgerTesting
import ServerSettings
import Synchronization
import Testing

@testable import LedgerServer

/// Following the log (server §10).
@Suite("Following over HTTP")
struct FollowingTests {
  private static func register(_ number: Int) -> String {
    #"{"type":"ProviderRegistered","provider":"p-\#(number)","at":"2011-03-01","data":{"name":"n","kind":"thirdParty"}}"#
  }

  private func served(providers: Int = 2) async throws -> Served {
    let served = try Served()
    for number in 0..<providers { _ = await served.post("/v1/events", Self.register(number), as: "channel-expansion") }
    return served
  }

  /// What a feed sends, as it comes.
  private final class Followed: AnswerWriter {
    private let text = Mutex("")
    private let parts: AsyncStream<Void>.Continuation
    let arrived: AsyncStream<Void>

    init() { (arrived, parts) = AsyncStream.makeStream() }

    func write(_ bytes: [UInt8]) async throws {
      text.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
      parts.yield()
    }

    var said: String { text.withLock { $0 } }

    /// Comes back when something was said.
    func wait(for words: String) async {
      if said.contains(words) { return }
      for await _ in arrived where said.contains(words) { return }
    }
  }

  private func feed(_ served: Served, _ target: String, _ headers: [String: String] = [:]) async throws -> (
    Followed, Task<Void, any Error>
  ) {
    var fields = headers.map { Header($0.key, $0.value) }
    fields += [
      Header("authorization", "Bearer " + served.token("channel-operations")), Header("accept", "text/event-stream"),
    ]
    let answer = await served.server.answer(
      Call(method: "GET", target: target, headers: fields, address: "127.0.0.1"))
    #expect(answer.status == 200 && answer["content-type"] == "text/event-stream; charset=utf-8")
    #expect(answer["cache-control"] == "no-store" && answer["koufen-ledger"]?.count == 64)
    guard case .stream(let write) = answer.body else { throw CancellationError() }
    let followed = Followed()
    return (followed, Task { try await write(followed) })
  }

  @Test("10.1, 10.2 The feed begins behind a position, and tells each event once, in order, until the server says bye")
  func theFeed() async throws {
    let served = try await served()
    let (followed, task) = try await feed(served, "/v1/events?after=1")
    await followed.wait(for: "id: 2\n")
    _ = await served.post("/v1/events", Self.register(2), as: "channel-expansion")
    await followed.wait(for: "id: 3\n")
    served.server.beginStopping()
    try await task.value
    let said = followed.said
    #expect(said.hasPrefix("retry: 2000\n\n"))
    #expect(said.split(separator: "\n").filter { $0.hasPrefix("id: ") } == ["id: 2", "id: 3"])
    #expect(said.contains("event: ProviderRegistered\ndata: {\"position\":2,"))
    #expect(said.hasSuffix("event: bye\ndata: {\"reason\":\"shutting-down\"}\n\n"))
  }

  @Test("10.1 Last-Event-ID comes before after; 10.5 what another process appends is told too")
  func lastEventID() async throws {
    let served = try await served()
    let (followed, task) = try await feed(served, "/v1/events?after=0", ["last-event-id": "2"])
    let draft = try Draft(
      json: Array(Self.register(5).replacing("\"data\"", with: #""by":"chen@channel-expansion","data""#).utf8),
      in: served.ledger.zone)
    _ = try served.ledger.submit(draft, now: time("2011-03-01T12:00"))
    await followed.wait(for: "id: 3\n")
    served.server.beginStopping()
    try await task.value
    #expect(followed.said.split(separator: "\n").filter { $0.hasPrefix("id: ") } == ["id: 3"])
  }

  @Test("10.3 A position behind the log's end is 409: the cursor is of another ledger")
  func ahead() async throws {
    let served = try await served()
    let told = await served.get("/v1/events?format=sse&after=9")
    #expect(told.status == 409 && told.code == "position-ahead")
    #expect(await served.get("/v1/events?wait=1&after=9").code == "position-ahead")
  }

  @Test("10.4 A long poll answers at once when there is something, else as soon as there is")
  func longPoll() async throws {
    let served = try await served()
    #expect(await served.get("/v1/events?after=1&wait=30").items.count == 1)
    async let awaited = served.get("/v1/events?after=2&wait=30")
    _ = await served.post("/v1/events", Self.register(7), as: "channel-expansion")
    #expect(await awaited.items.map { $0["provider"] } == ["p-7"])
    async let lines = served.get("/v1/events?after=3&wait=30&format=jsonl")
    _ = await served.post("/v1/events", Self.register(8), as: "channel-expansion")
    #expect(await lines.text.contains("\"p-8\""))
    #expect(await served.get("/v1/events?after=9&wait=0&format=csv").code == "position-ahead")
  }

  @Test("10.6 A stream ends when its account loses the right to it")
  func rightLost() async throws {
    let served = try await served()
    let (followed, task) = try await feed(served, "/v1/events?after=0")
    await followed.wait(for: "id: 2\n")
    _ = try served.access.setEnabled(
      false, of: "channel-operations", by: .machine(user: "test"), time("2011-03-01T12:00"))
    try await task.value
    #expect(followed.said.hasSuffix("event: bye\ndata: {\"reason\":\"not-permitted\"}\n\n"))
  }

  /// Takes what a feed sends, and takes the right to it away with the first event.
  private final class Forbidding: AnswerWriter {
    private let text = Mutex("")
    private let forbid: @Sendable () throws -> Void

    init(_ forbid: @escaping @Sendable () throws -> Void) { self.forbid = forbid }

    func write(_ bytes: [UInt8]) async throws {
      let part = String(decoding: bytes, as: UTF8.self)
      text.withLock { $0 += part }
      if part.contains("id: 1\n") { try forbid() }
    }

    var said: String { text.withLock { $0 } }
  }

  @Test("10.6 Within a backlog too: who loses the right while it is sent is not sent the rest of it")
  func rightLostInBacklog() async throws {
    let served = try Served()
    let count = 2_500
    let drafts = try (1...count).map { number in
      try Draft(
        json: Array(Self.register(number).replacing("\"data\"", with: #""by":"chen@channel-expansion","data""#).utf8),
        in: served.ledger.zone)
    }
    try served.ledger.write { transaction in
      for draft in drafts { _ = try transaction.submit(draft, now: time("2011-03-01T12:00")) }
    }
    let headers = [
      Header("authorization", "Bearer " + served.token("channel-operations")), Header("accept", "text/event-stream"),
    ]
    let answer = await served.server.answer(
      Call(method: "GET", target: "/v1/events?after=0", headers: headers, address: "127.0.0.1"))
    guard case .stream(let write) = answer.body else {
      Issue.record("no stream")
      return
    }
    let sink = Forbidding { [access = served.access] in
      _ = try access.setEnabled(false, of: "channel-operations", by: .machine(user: "test"), time("2011-03-01T12:00"))
    }
    try await write(sink)
    #expect(sink.said.hasSuffix("event: bye\ndata: {\"reason\":\"not-permitted\"}\n\n"))
    #expect(sink.said.contains("id: 1\n") && !sink.said.contains("id: \(count)\n"))
  }

  @Test("10.6 One account follows by eight streams at most")
  func manyStreams() async throws {
    let served = try await served()
    var tasks: [Task<Void, any Error>] = []
    for _ in 0..<8 { tasks.append(try await feed(served, "/v1/events?after=2").1) }
    #expect(await served.get("/v1/events?format=sse").status == 429)
    served.server.beginStopping()
    for task in tasks { try await task.value }
  }
}

/// Many events at once (server §8).
@Suite("Bulks over HTTP")
struct BulkTests {
  private static func line(_ ticket: String) -> String {
    #"{"type":"HelpRequested","provider":"hz-01","at":"2011-03-01T10:00","data":{"ticket":"\#(ticket)"}}"#
  }

  private func served() async throws -> Served {
    let served = try Served()
    _ = await served.post(
      "/v1/events",
      #"{"type":"ProviderRegistered","provider":"hz-01","at":"2011-03-01","data":{"name":"n","kind":"thirdParty"}}"#,
      as: "channel-expansion")
    return served
  }

  private func bulk(_ served: Served, _ lines: [String], _ query: String = "") async -> Told {
    await served.post(
      "/v1/events" + query, lines.joined(separator: "\n"), as: "integration", ["content-type": "application/jsonl"])
  }

  @Test("8.2 All or nothing: the first bad line is told with its number, and nothing is kept")
  func all() async throws {
    let served = try await served()
    let good = await bulk(served, [Self.line("t-1"), "", Self.line("t-2")])
    #expect(good.status == 200, "\(good.text)")
    #expect(good.json["accepted"] == .integer(2) && good.json["head"] == .integer(3))
    let bad = await bulk(served, [Self.line("t-3"), "", Self.line("t-1"), Self.line("t-4")])
    #expect(bad.status == 409 && bad.code == "ticket-exists" && bad.json["line"] == .integer(3), "\(bad.text)")
    #expect(try served.ledger.head() == 3)
    let trial = await bulk(served, [Self.line("t-5")], "?dryRun=true")
    #expect(trial.json["dryRun"] == .boolean(true) && trial.json["accepted"] == .integer(1))
    #expect(try served.ledger.head() == 3)
  }

  @Test("8.3 Each by itself: a line of answer for each line, the good ones kept, and what it came to at the end")
  func each() async throws {
    let served = try await served()
    let told = await bulk(served, [Self.line("t-1"), "{", Self.line("t-1"), "", Self.line("t-2")], "?mode=each")
    #expect(told.status == 200 && told["content-type"] == "application/jsonl")
    let lines = try told.text.split(separator: "\n").map { try JSON(parsing: String($0)) }
    #expect(lines.count == 5)
    #expect(lines[0]["line"] == .integer(1) && lines[0]["position"] == .integer(2))
    #expect(lines[1]["line"] == .integer(2) && lines[1]["problem"]?["code"] == "bad-input")
    #expect(lines[2]["line"] == .integer(3) && lines[2]["problem"]?["code"] == "ticket-exists")
    #expect(lines[3]["line"] == .integer(5) && lines[3]["position"] == .integer(3))
    #expect(lines[4]["done"] == .boolean(true) && lines[4]["accepted"] == .integer(2))
    #expect(lines[4]["refused"] == .integer(2) && lines[4]["head"] == .integer(3))
    #expect(try served.ledger.head() == 3)
  }

  @Test("8.6 Each line is held to who submits it")
  func others() async throws {
    let served = try await served()
    let foreign = Self.line("t-1").replacing("\"data\"", with: #""by":{"id":"wu","role":"integration"},"data""#)
    let told = await bulk(served, [foreign, Self.line("t-2")], "?mode=each")
    let lines = try told.text.split(separator: "\n").map { try JSON(parsing: String($0)) }
    #expect(lines[0]["problem"]?["code"] == "not-yourself" && lines[1]["position"] == .integer(2))
    #expect(await bulk(served, [foreign]).code == "not-yourself")
  }

  @Test("§12 A line without an end is refused before it fills the memory, with its number", arguments: ["all", "each"])
  func endless(_ mode: String) async throws {
    let served = try await served()
    let told = await bulk(served, [Self.line("t-1"), String(repeating: "x", count: 2_000_001)], "?mode=\(mode)")
    #expect(told.status == 413 || told.text.contains("too-large"), "\(told.status) \(told.text.prefix(300))")
  }

  @Test("§12 More lines than a bulk may have are refused, with the line")
  func tooMany() async throws {
    let served = try Served { $0.limits[.bulkAllLines] = 2 }
    let told = await bulk(served, [Self.line("t-1"), Self.line("t-2"), Self.line("t-3")])
    #expect(told.status == 413 && told.json["line"] == .integer(3))
  }
}

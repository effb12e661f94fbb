import EventStore
import EventStoreTesting
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

/// Many events, handed in (server §8).
@Suite("Many events over HTTP, and what the server keeps")
struct ManyEventsTests {
  private static let help =
    #"{"type":"HelpRequested","provider":"hz-01","at":"2011-03-01T10:00","data":{"ticket":"t-1"}}"#

  private func served() async throws -> Served {
    let served = try Served()
    let told = await served.post(
      "/v1/events",
      #"{"type":"ProviderRegistered","provider":"hz-01","at":"2011-03-01","data":{"name":"杭州一号","kind":"thirdParty"}}"#,
      as: "channel-expansion")
    #expect(told.status == 201, "\(told.text)")
    return served
  }

  private func lines(_ told: Told) -> [JSON] {
    told.text.split(separator: "\n").map { (try? JSON(parsing: String($0))) ?? .null }
  }

  /// Rows of help that was asked for, as they may be written.
  enum Sheet: CaseIterable {
    case english, chinese, tabs

    var text: String {
      switch self {
      case .english:
        "type,provider,at,ticket\nHelpRequested,hz-01,2011-03-01T10:00,t-1\n\nHelpRequested,hz-01,2011/3/1 10:30,t-2\n"
      case .chinese:
        "类型,服务商,时间,求助单\r\nHelpRequested,杭州一号,2011年3月1日 上午10:00,t-1\r\n\r\nHelpRequested,hz-01,2011-3-1 10:30,t-2\r\n"
      case .tabs:
        "type\tprovider\tat\tby\tticket\rHelpRequested\thz-01\t2011-03-01\tintegration@integration\tt-1\r"
          + "HelpRequested\thz-01\t2011-03-01\t\tt-2\r"
      }
    }
  }

  /// How a text stands in a body.
  enum Encoding: CaseIterable {
    case utf8, marked, utf16, gb18030

    func bytes(_ text: String) -> [UInt8] {
      switch self {
      case .utf8: Array(text.utf8)
      case .marked: [0xEF, 0xBB, 0xBF] + text.utf8
      case .utf16: [0xFF, 0xFE] + (text.data(using: .utf16LittleEndian).map { Array($0) } ?? [])
      case .gb18030: text.data(using: String.Encoding(rawValue: 0x8000_0632)).map { Array($0) } ?? []
      }
    }
  }

  @Test(
    "8.1 A CSV is read as the command reads it, by the whole of its bytes", arguments: Sheet.allCases, Encoding.allCases
  )
  func sheets(_ sheet: Sheet, _ encoding: Encoding) async throws {
    let served = try await served()
    let told = await served.call(
      "POST", "/v1/events", as: "integration", ["content-type": "text/csv"], bytes: encoding.bytes(sheet.text))
    #expect(told.status == 200, "\(told.text)")
    #expect(told.json["accepted"] == .integer(2) && told.json["head"] == .integer(3), "\(told.text)")
    let events = await served.get("/v1/events?after=1").items
    #expect(events.map { $0["by"]?["id"]?.string } == ["integration", "integration"])
    #expect(events.map { $0["data"]?["ticket"]?.string } == ["t-1", "t-2"])
  }

  @Test("8.2 One bad row keeps all of a CSV out; it is named by its line and what stands in its cell")
  func badRow() async throws {
    let served = try await served()
    let sheet =
      "type,provider,at,ticket\nHelpRequested,hz-01,2011-03-01T10:00,t-1\nHelpAnswered,hz-01,2011-03-01T11:00,t-9\n"
    let told = await served.post("/v1/events", sheet, as: "integration", ["content-type": "text/csv"])
    #expect(told.status == 404 && told.code == "unknown-ticket" && told.json["line"] == .integer(3), "\(told.text)")
    #expect(told.json["detail"]?.string?.hasPrefix("ticket “t-9”: ") ?? false, "\(told.text)")
    #expect(try served.ledger.head() == 1)
    let heading = await served.post(
      "/v1/events", "provider,wind\nhz-01,9\n", as: "integration", ["content-type": "text/csv"])
    #expect(heading.status == 400 && heading.code == "bad-input" && heading.text.contains("wind"), "\(heading.text)")
  }

  @Test("8.3 Each good row of a CSV is kept, and 8.6 each is held to who submits it")
  func eachRow() async throws {
    let served = try await served()
    let sheet = """
      type,provider,at,by,ticket
      HelpRequested,hz-01,2011-03-01T10:00,,t-1
      HelpRequested,hz-01,2011-03-01T10:00,wu@channel-operations,t-2
      HelpRequested,hz-01,never,,t-3
      HelpRequested,hz-01,2011-03-01T10:00,integration@integration,t-4

      """
    let told = await served.post(
      "/v1/events?mode=each", sheet, as: "integration", ["content-type": "text/csv; charset=utf-8"])
    let answers = lines(told)
    #expect(answers.compactMap { $0["line"]?.integer } == [2, 3, 4, 5])
    #expect(
      answers.map { $0["problem"]?["code"]?.string } == [nil, "not-yourself", "bad-input", nil, nil], "\(told.text)")
    #expect(answers.last?["accepted"] == .integer(2) && answers.last?["refused"] == .integer(2))
    #expect(try served.ledger.head() == 3)
  }

  @Test("2.12 Names of other providers tell nothing to a provider's account")
  func names() async throws {
    let served = try await served()
    let second =
      #"{"type":"ProviderRegistered","provider":"hz-02","at":"2011-03-01","data":{"name":"杭州二号","kind":"thirdParty"}}"#
    #expect(await served.post("/v1/events", second, as: "channel-expansion").status == 201)
    func problem(_ name: String) async -> String {
      let sheet = "type,provider,at,promotion\nPromotionRun,\(name),2011-03-01T10:00,p-1\n"
      let told = await served.post("/v1/events", sheet, as: "provider", ["content-type": "text/csv"])
      let request = told.json["request"]?.string ?? ""
      return "\(told.status) " + told.text.replacing(request, with: "").replacing(name, with: "")
    }
    #expect(await problem("杭州二号") == problem("杭州九号"))
  }

  @Test("8.2 A bulk that is kept whole is answered line by line where that is asked for, with its events")
  func linesOfAll() async throws {
    let served = try await served()
    let told = await served.post(
      "/v1/events?format=jsonl&events=true", Self.help + "\n\n" + Self.help.replacing("t-1", with: "t-2") + "\n",
      as: "integration", ["content-type": "application/jsonl"])
    let answers = lines(told)
    #expect(told.status == 200 && answers.count == 3, "\(told.text)")
    #expect(answers.compactMap { $0["line"]?.integer } == [1, 3])
    let stored = await served.get("/v1/events?after=1").items
    #expect(answers.dropLast().compactMap { $0["events"] } == stored.map { .array([$0]) })
    #expect(answers.last?["done"] == .boolean(true) && answers.last?["head"] == .integer(3))
  }

  @Test("11.4 A bulk stands in the access log as one, with the positions of what it appended")
  func access() async throws {
    let served = try await served()
    _ = await served.post(
      "/v1/events", Self.help + "\n" + Self.help.replacing("t-1", with: "t-2") + "\n", as: "integration",
      ["content-type": "application/jsonl"])
    _ = await served.post("/v1/events", "{}\n", as: "integration", ["content-type": "application/jsonl"])
    served.server.notes.write(into: served.access)
    let lines = await served.get("/v1/access-log?action=bulk", as: "auditor").items
    #expect(
      lines.map { $0["outcome"]?.string } == ["bad-input", "done"]
        || lines.map { $0["outcome"]?.string } == ["done", "bad-input"])
    #expect(lines.contains { $0["object"]?.string == "events:2-3" }, "\(lines)")
  }

  /// Two lines, between which somebody else hands something in.
  private final class Interrupted: CallBody {
    let announced: Int? = nil
    private let parts: Mutex<[String]>
    private let between: @Sendable () async -> Void

    init(_ parts: [String], between: @escaping @Sendable () async -> Void) {
      self.parts = Mutex(parts)
      self.between = between
    }

    func next() async throws -> [UInt8]? {
      let (next, isLater) = parts.withLock { parts in (parts.isEmpty ? nil : parts.removeFirst(), parts.isEmpty) }
      if next != nil, isLater { await between() }
      return next.map { Array($0.utf8) }
    }
  }

  @Test("11.4 The access log names no position of a bulk's that is somebody else's")
  func accessBetween() async throws {
    let served = try await served()
    let other = #"{"type":"PromotionRun","provider":"hz-01","at":"2011-03-01T10:00","data":{"promotion":"p-1"}}"#
    let lines = (1...3).map { Self.help.replacing("t-1", with: "t-\($0)") + "\n" }
    let body = Interrupted([lines[0] + lines[1], lines[2]]) {
      let told = await served.post("/v1/events", other, as: "provider")
      #expect(told.status == 201, "\(told.text)")
    }
    #expect(await served.bulk(body, "?mode=each").status == 200)
    served.server.notes.write(into: served.access)
    let noted = await served.get("/v1/access-log?action=bulk", as: "auditor").items
    #expect(noted.map { $0["object"]?.string } == ["events:2-3,5"], "\(noted)")
  }

  @Test("11.4 What is in more places than a line of the access log has room for stands in several")
  func accessInMany() async throws {
    let served = try await served()
    let call = Call(
      method: "POST", target: "/v1/events", headers: [Header("authorization", "Bearer " + served.token("integration"))],
      address: "127.0.0.1", body: NoBody())
    let incoming = Incoming(call, served.server)
    incoming.note(.submit, served.access.accounts.caller(bearing: served.token("integration")[...], incoming.now))
    incoming.note(.bulk)
    incoming.note(["2", "4"].map { AccessObject(.events, $0) })
    served.server.note(incoming, 200, bytes: 0)
    served.server.notes.write(into: served.access)
    let noted = await served.get("/v1/access-log?action=bulk", as: "auditor").items
    #expect(Set(noted.map { $0["object"]?.string }) == ["events:2", "events:4"], "\(noted)")
  }

  @Test("A receipt says what is doubtful about what was taken, in the language asked for")
  func warnings() async throws {
    let served = try await served()
    let early = #"{"type":"HelpRequested","provider":"hz-01","at":"2011-02-01T10:00","data":{"ticket":"t-0"}}"#
    let told = await served.post("/v1/events", early, as: "integration", ["accept-language": "zh"])
    #expect(told.status == 201, "\(told.text)")
    guard case .array(let warnings)? = told.json["warnings"] else {
      Issue.record("no warnings in \(told.text)")
      return
    }
    #expect(warnings.compactMap { $0["code"]?.string } == ["before-registration"])
    #expect(warnings[0]["message"]?.string?.contains("登记日期") ?? false)
    let plain = await served.post("/v1/events", Self.help, as: "integration")
    #expect(plain.status == 201 && plain.json["warnings"] == nil)
  }

  @Test("4.3 A cursor is good after a restart of the server")
  func cursors() async throws {
    let served = try await served()
    for ticket in ["t-1", "t-2"] {
      _ = await served.post("/v1/events", Self.help.replacing("t-1", with: ticket), as: "integration")
    }
    let first = await served.get("/v1/events?limit=1")
    let next = try #require(first.json["next"]?.string)
    let again = served.anew()
    defer { again.stop() }
    let told = await served.get("/v1/events?limit=1&cursor=\(next)", of: again)
    #expect(told.status == 200 && told.items.first?["position"] == .integer(2), "\(told.text)")
  }

  @Test("12.3 A costly question that takes too long is given up, and what is not costly is not")
  func costlyTime() async throws {
    let served = try Served { $0.limits[.costlyTime] = 0 }
    for question in [
      "/v1/years/2011", "/v1/providers?breaches=all", "/v1/queue?knownAt=2011-03-01T12:00",
      "/v1/queue?through=2011-12-31",
    ] {
      let told = await served.get(question)
      #expect(told.status == 503 && told.code == "overloaded", "\(question): \(told.text)")
      #expect(told["retry-after"] != nil)
    }
    for question in ["/v1/providers", "/v1/queue", "/v1/events"] { #expect(await served.get(question).status == 200) }
    #expect(try await Served().get("/v1/years/2011").status == 200)
  }

  @Test("4.7 Another method is 405 with what is allowed, one that nobody knows among them", arguments: ["PUT", "FOO"])
  func methods(_ method: String) async throws {
    let served = try await served()
    let told = await served.call(method, "/v1/events")
    #expect(told.status == 405 && told.code == "method-not-allowed")
    #expect(told["allow"] == "GET, HEAD, POST, OPTIONS")
    #expect(await served.call(method, "/v1/events", as: nil).status == 401)
  }

  @Test("11.1 That the process lives is answered without waiting for anything")
  func lives() async throws {
    let served = try await served()
    let call = Call(method: "GET", target: "/healthz", headers: [], address: "127.0.0.1", body: NoBody())
    let told = await Told(try #require(served.server.answerAtOnce(call)))
    let usual = await served.get("/healthz", as: nil)
    #expect(told.status == 200 && told.text == "ok\n")
    #expect(told.headers.map(\.name) == usual.headers.map(\.name))
    let other = Call(method: "GET", target: "/readyz", headers: [], address: "127.0.0.1", body: NoBody())
    #expect(served.server.answerAtOnce(other) == nil)
  }

  @Test("11.2 The last sweep is found in the log after a start, and figures of what waits are made once a minute")
  func figures() async throws {
    let served = try await served()
    _ = await served.post("/v1/events", Self.help, as: "integration")
    served.set(time("2011-03-10T12:00"))
    #expect(await served.post("/v1/sweeps", #"{"through":"2011-03-09"}"#).status == 200)
    let again = served.anew()
    defer { again.stop() }
    let told = await served.get("/metrics", as: "auditor", of: again).text
    let seconds = time("2011-03-10T12:00").seconds
    #expect(told.contains("koufen_last_sweep_timestamp_seconds \(seconds)"), "\(told)")
    #expect(told.contains(#"koufen_queue_items{work="assess""#), "\(told)")
  }

  @Test("11.2, 14.6 What waits is counted in what is kept: a scrape asks only whose stream moved since the last")
  func figuresKept() async throws {
    let store = CountedStore(InMemoryEventStore())
    let served = try Served(store)
    for number in 1...30 {
      _ = await served.post("/v1/events", ContractTests.register("p-\(number)"), as: "channel-expansion")
      _ = await served.post("/v1/providers/p-\(number)/events", ContractTests.help("t-1"), as: "integration")
    }
    let first = await store.counting { _ = await served.get("/metrics", as: "auditor") }
    _ = await served.post("/v1/providers/p-7/events", ContractTests.help("t-2"), as: "integration")
    served.set(time("2011-03-01T12:02"))
    let again = await store.counting { _ = await served.get("/metrics", as: "auditor") }
    #expect(again.trips < 12 && again.trips < first.trips, "\(first) \(again)")
    let anew = served.anew()
    defer { anew.stop() }
    let figures = [await served.get("/metrics", as: "auditor"), await served.get("/metrics", as: "auditor", of: anew)]
      .map { $0.text.split(separator: "\n").filter { $0.hasPrefix("koufen_queue_items{") } }
    #expect(figures[0] == figures[1] && !figures[0].isEmpty, "\(figures)")
  }

  @Test("8.2 All or nothing tells the first bad line, whoever finds it bad")
  func firstBadLine() async throws {
    let served = try Served()
    let lines = [
      #"{"type":"HelpRequested","provider":"nobody","at":"2011-03-01T10:00","data":{"ticket":"t-1"}}"#,
      #"{"type":"HelpRequested","provider":"nobody"#,
    ]
    let told = await served.post(
      "/v1/events", lines.joined(separator: "\n"), as: "integration", ["content-type": "application/jsonl"])
    #expect(told.code == "unknown-provider" && told.json["line"] == .integer(1), "\(told.text)")
  }
}

import Ledger
import LedgerFormat
import LedgerTesting
import ServerSettings
import Synchronization
import Testing

@testable import LedgerServer

/// How many events may come at once, what is only tried, and how they are counted (server §8, §11, §12).
@Suite("Limits of bulks, trials and previews")
struct BulkLimitTests {
  private static let help =
    #"{"type":"HelpRequested","provider":"hz-01","at":"2011-03-01T10:00","data":{"ticket":"t-1"}}"#

  private func lines(_ told: Told) -> [JSON] {
    told.text.split(separator: "\n").map { (try? JSON(parsing: String($0))) ?? .null }
  }

  private static func helps(_ tickets: [String]) -> String {
    tickets.map { help.replacing("t-1", with: $0) + "\n" }.joined()
  }

  /// A ledger whose writer takes nothing, with a provider that came by another way.
  private func overloaded() throws -> Served {
    let served = try Served { $0.limits[.waiting] = 0 }
    let register = ContractTests.register("hz-01").replacing("\"data\"", with: #""by":"chen@channel-expansion","data""#)
    let draft = try Draft(json: Array(register.utf8), in: served.ledger.zone)
    _ = try served.ledger.submit(draft, now: time("2011-03-01T12:00"))
    return served
  }

  @Test("8.1, 12 A trial of each line tells what each would come to, of as many as a bulk of all may have")
  func trialOfEach() async throws {
    let served = try Served { $0.limits[.bulkAllLines] = 3 }
    _ = await served.post("/v1/events", ContractTests.register("hz-01"), as: "channel-expansion")
    let told = await served.bulk(
      WholeBody(Array(("\n" + Self.helps(["t-1", "t-1"]) + "\n{}").utf8)), "?mode=each&dryRun=true")
    let answers = lines(told)
    #expect(told.status == 200 && answers.compactMap { $0["line"]?.integer } == [2, 3, 5], "\(told.text)")
    #expect(answers.first?["position"] == .integer(2), "\(told.text)")
    #expect(answers.map { $0["problem"]?["code"]?.string } == [nil, "ticket-exists", "bad-input", nil], "\(told.text)")
    #expect(answers.last?["done"] == .boolean(true) && answers.last?["dryRun"] == .boolean(true), "\(told.text)")
    #expect(answers.last?["accepted"] == .integer(1) && answers.last?["head"] == .integer(1), "\(told.text)")
    let sheet = "type,provider,at,ticket\n" + "HelpRequested,hz-01,2011-03-01T10:00,t-7\n"
    let rows = await served.post(
      "/v1/events?mode=each&dryRun=true", sheet, as: "integration", ["content-type": "text/csv"])
    #expect(lines(rows).last?["accepted"] == .integer(1), "\(rows.text)")
    let many = Self.helps(["t-1", "t-2", "t-3", "t-4"])
    let tooMany = await served.bulk(WholeBody(Array(many.utf8)), "?mode=each&dryRun=true")
    #expect(tooMany.status == 413 && tooMany.json["line"] == .integer(4), "\(tooMany.text)")
    let kept = await served.bulk(WholeBody(Array(many.utf8)), "?mode=each")
    #expect(lines(kept).last?["accepted"] == .integer(4), "\(kept.text)")
  }

  @Test(
    "8.1, 4.4 A bulk is refused what only one event can be asked with, by the name it has",
    arguments: ["Idempotency-Key", "If-Match", "If-None-Match", "Koufen-Preview"])
  func ofOneEvent(_ name: String) async throws {
    let served = try Served()
    let told = await served.post(
      "/v1/events", Self.helps(["t-1"]), as: "integration",
      ["content-type": "application/jsonl", name.lowercased(): "*"])
    #expect(told.status == 400 && told.json["field"] == .string(name), "\(told.text)")
  }

  @Test("12 A trial of each line may have as many bytes as a bulk of all, and is told the line that is too much")
  func bytesOfATrial() async throws {
    let two = Self.helps(["t-1", "t-2"])
    let served = try Served { $0.limits[.bulkAllBytes] = two.utf8.count + 10 }
    let told = await served.bulk(WholeBody(Array((two + Self.helps(["t-3"])).utf8)), "?mode=each&dryRun=true")
    #expect(told.status == 413 && told.json["line"] == .integer(3), "\(told.text)")
  }

  @Test("12 While a trial of each line is decided the next is told to come again, and then is decided")
  func oneTrialAtATime() async throws {
    let served = try Served()
    _ = await served.post("/v1/events", ContractTests.register("hz-01"), as: "channel-expansion")
    func trial() async -> Told {
      await served.bulk(WholeBody(Array(Self.helps(["t-1"]).utf8)), "?mode=each&dryRun=true")
    }
    served.server.isRehearsing.store(true, ordering: .relaxed)
    let refused = await trial()
    #expect(refused.status == 503 && refused.code == "overloaded" && refused["retry-after"] != nil, "\(refused.text)")
    served.server.isRehearsing.store(false, ordering: .relaxed)
    for _ in 0..<2 {
      let told = await trial()
      #expect(told.status == 200 && lines(told).last?["accepted"] == .integer(1), "\(told.text)")
    }
    #expect(try served.ledger.head() == 1)
  }

  @Test("8.5 A trial of each line keeps no submission waiting: it is decided beside the writer")
  func trialBesideTheWriter() async throws {
    let served = try overloaded()
    let told = await served.bulk(WholeBody(Array(Self.helps(["t-1"]).utf8)), "?mode=each&dryRun=true")
    #expect(told.status == 200 && lines(told).last?["accepted"] == .integer(1), "\(told.text)")
  }

  @Test("12 Previews meet the writer's limits as submissions do", arguments: ["", "?dryRun=true"])
  func previewsWait(_ query: String) async throws {
    let served = try overloaded()
    for (body, type) in [(Self.help, "application/json"), (Self.helps(["t-1", "t-2"]), "application/jsonl")] {
      let told = await served.post("/v1/events" + query, body, as: "integration", ["content-type": type])
      #expect(told.status == 503 && told.code == "overloaded" && told["retry-after"] != nil, "\(type): \(told.text)")
      #expect(told.json["retry"] == .boolean(true))
    }
    #expect(try served.ledger.head() == 1)
  }

  @Test("11.2 The lines of a bulk are counted by type and outcome as submissions are; what is only tried is not")
  func counted() async throws {
    let served = try Served()
    _ = await served.post("/v1/events", ContractTests.register("hz-01"), as: "channel-expansion")
    func counts() async -> Set<Substring> {
      let text = await served.get("/metrics", as: "auditor").text
      return Set(text.split(separator: "\n").filter { $0.hasPrefix("koufen_submissions_total{type=\"HelpRequested\"") })
    }
    func series(_ outcome: String, _ number: Int) -> Substring {
      "koufen_submissions_total{type=\"HelpRequested\",outcome=\"\(outcome)\"} \(number)"
    }
    let id = #""id":"01890000-0000-7000-8000-000000000001","data""#
    let named = Self.help.replacing("\"data\"", with: id) + "\n"
    let body = Array((named + named + Self.helps(["t-1", "t-2"])).utf8)
    for trial in ["?mode=each&dryRun=true", "?dryRun=true"] { _ = await served.bulk(WholeBody(body), trial) }
    _ = await served.post("/v1/events?dryRun=true", Self.help.replacing("hz-01", with: "hz-09"), as: "integration")
    #expect(await counts().isEmpty)
    _ = await served.bulk(WholeBody(body), "?mode=each")
    #expect(await counts() == [series("appended", 2), series("repeat", 1), series("ticket-exists", 1)])
    _ = await served.bulk(WholeBody(Array(Self.helps(["t-3", "t-4"]).utf8)))
    #expect(await counts().contains(series("appended", 4)))
    // Of a bulk that is not kept the one line is counted that kept it out.
    _ = await served.bulk(WholeBody(Array(Self.helps(["t-5", "t-1"]).utf8)))
    #expect(await counts() == [series("appended", 4), series("repeat", 1), series("ticket-exists", 2)])
  }

  @Test(
    "12 A CSV that is too large is told with the line that is, in whatever it is written",
    arguments: ManyEventsTests.Sheet.allCases,
    ManyEventsTests.Encoding.allCases)
  func largeSheets(_ sheet: ManyEventsTests.Sheet, _ encoding: ManyEventsTests.Encoding) async throws {
    let last = sheet.text.dropLast().lastIndex { $0.isNewline }
    let before = sheet.text[...(try #require(last))]
    let served = try Served { $0.limits[.bulkAllBytes] = encoding.bytes(String(before)).count }
    let told = await served.call(
      "POST", "/v1/events", as: "integration", ["content-type": "text/csv"], bytes: encoding.bytes(sheet.text))
    #expect(told.status == 413 && told.code == "too-large", "\(told.text)")
    #expect(told.json["line"] == .integer(before.count { $0.isNewline } + 1), "\(told.text)")
  }

  @Test("12 Lines that are too large together are told by the first that does not fit; those before it are kept")
  func largeLines() async throws {
    let two = Self.helps(["t-1", "t-2"])
    let served = try Served { $0.limits[.bulkEachBytes] = two.utf8.count + 10 }
    _ = await served.post("/v1/events", ContractTests.register("hz-01"), as: "channel-expansion")
    let told = await served.bulk(WholeBody(Array((two + Self.helps(["t-3"])).utf8)), "?mode=each")
    let answers = lines(told)
    #expect(answers.count == 3 && answers.last?["problem"]?["code"] == "too-large", "\(told.text)")
    #expect(answers.last?["problem"]?["line"] == .integer(3), "\(told.text)")
    #expect(try served.ledger.head() == 3)
  }
}

import EventStore
import EventStoreTesting
import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Presentation
import Rulebook
import ServerSettings
import Testing
import Trials

@testable import LedgerServer

/// Questions over HTTP (server §4, §6).
@Suite("Reading over HTTP")
struct ReadingTests {
  /// A ledger with some providers, and an event of the first.
  private func served(providers: Int = 3) async throws -> Served {
    let served = try Served()
    for number in 1...providers {
      let told = await served.post(
        "/v1/events",
        #"{"type":"ProviderRegistered","provider":"p-\#(number)","at":"2011-03-01","data":{"name":"n \#(number)","kind":"thirdParty"}}"#,
        as: "channel-expansion")
      #expect(told.status == 201, "\(told.text)")
    }
    return served
  }

  @Test("4.2, 4.3 A list comes in pages; next leads through all of it, once, and is bound to its question")
  func pages() async throws {
    let served = try await served(providers: 7)
    var (target, seen) = ("/v1/providers?limit=3", [String]())
    for _ in 0..<5 {
      let told = await served.get(target)
      seen += told.items.compactMap { $0["provider"]?.string }
      #expect(told.json["head"] == .integer(7))
      guard let next = told.json["next"]?.string else {
        #expect(told["link"] == nil)
        break
      }
      #expect(told["link"] == "</v1/providers?limit=3&cursor=\(next)>; rel=\"next\"")
      target = "/v1/providers?limit=3&cursor=\(next)"
    }
    #expect(seen == (1...7).map { "p-\($0)" })
    let cursor = target.split(separator: "cursor=").last ?? ""
    #expect(await served.get("/v1/providers?limit=3&sort=score&cursor=\(cursor)").status == 400)
    #expect(await served.get("/v1/providers?cursor=nonsense").json["field"] == "cursor")
    served.set(time("2011-03-02T13:00"))
    #expect(await served.get("/v1/providers?limit=3&cursor=\(cursor)").status == 400)
  }

  @Test(
    "4.4 An unknown, repeated, empty or malformed parameter is named",
    arguments: [
      ("/v1/providers?bogus=1", "bogus"), ("/v1/providers?limit=1&limit=2", "limit"), ("/v1/providers?q=", "q"),
      ("/v1/providers?limit=0", "limit"), ("/v1/providers?limit=1001", "limit"),
      ("/v1/providers?minScore=-1", "minScore"),
      ("/v1/providers?asOf=2011-02-30", "asOf"), ("/v1/providers?asOf=9000-01-01", "asOf"),
      ("/v1/providers?sort=name", "sort"), ("/v1/events?type=Nothing", "type"), ("/v1/events?order=up", "order"),
      ("/v1/events?wait=31", "wait"), ("/v1/providers?status=active,asleep", "status"),
      ("/v1/providers/p-1/diff?from=2011-03-01", "to"), ("/v1/rulebooks/diff?a=taobao-daigou-1.5", "b"),
      ("/v1/providers?limit=1&q=%FF", "q"), ("/v1/providers?q=a%00b", "q"), ("/v1/providers?q=%zz&limit=1", "q"),
      ("/v1/providers?li%6dit=%", "limit"), ("/v1/providers/%FF", "path"), ("/v1/providers?%FF=1", "path"),
    ])
  func parameters(_ target: String, _ field: String) async throws {
    let served = try await served()
    let told = await served.get(target)
    #expect(told.status == 400 && told.code == "bad-input" && told.json["field"] == .string(field), "\(told.text)")
  }

  @Test("4.6 The notation is that of format, else of Accept; none that is known is 406")
  func media() async throws {
    let served = try await served()
    #expect(await served.get("/v1/providers?format=csv")["content-type"] == "text/csv; charset=utf-8")
    #expect(await served.get("/v1/providers", ["accept": "text/csv"])["content-type"] == "text/csv; charset=utf-8")
    #expect(await served.get("/v1/providers", ["accept": "text/csv;q=0.1, */*"])["content-type"] == "application/json")
    #expect(await served.get("/v1/providers?format=json", ["accept": "text/csv"])["content-type"] == "application/json")
    #expect(await served.get("/v1/providers", ["accept": "image/png"]).status == 406)
    #expect(await served.get("/v1/providers?format=png").json["field"] == "format")
  }

  @Test("4.7 HEAD wherever GET; OPTIONS and 405 say what is allowed; a trailing slash is another path")
  func methods() async throws {
    let served = try await served()
    #expect(await served.call("HEAD", "/v1/providers/p-1").status == 200)
    let options = await served.call("OPTIONS", "/v1/providers/p-1/events")
    #expect(options.status == 204 && options["allow"] == "GET, HEAD, POST, OPTIONS")
    let put = await served.call("PUT", "/v1/providers/p-1")
    #expect(put.status == 405 && put.code == "method-not-allowed" && put["allow"] == "GET, HEAD, OPTIONS")
    #expect(await served.get("/v1/providers/").status == 404)
    #expect(await served.get("/v1//providers").status == 404)
    #expect(await served.get("/v1/providers/p-1%2Fevents").status == 404)
    #expect(await served.get("/v1/providers/%70-1").status == 200)
  }

  @Test("4.8 Every answer has its request's id and what keeps browsers honest")
  func headers() async throws {
    let served = try await served()
    for target in ["/v1/providers/p-1", "/v1/nothing", "/healthz", "/v1/events?limit=0"] {
      let told = await served.get(target)
      #expect(told["koufen-request"]?.count == 36)
      #expect(told["x-content-type-options"] == "nosniff")
      #expect(told["referrer-policy"] == "same-origin")
      #expect(told["cross-origin-resource-policy"] == "same-origin")
      #expect(told["access-control-allow-origin"] == nil && told["strict-transport-security"] == nil)
    }
  }

  @Test("4.10 A tag changes when the answer could, and If-None-Match with it is 304")
  func tags() async throws {
    let served = try await served()
    let first = await served.get("/v1/providers/p-1")
    let tag = try #require(first["etag"])
    #expect(tag.hasPrefix("W/"))
    let again = await served.get("/v1/providers/p-1", ["if-none-match": tag])
    #expect(again.status == 304 && again.text.isEmpty && again["etag"] == tag)
    #expect(await served.get("/v1/providers/p-1", ["if-none-match": "*"]).status == 304)
    for question in ["p-1?year=x", "p-9"] {
      let known = await served.get("/v1/providers/\(question)", ["if-none-match": "*"])
      #expect(known.status == (question == "p-9" ? 404 : 400))
    }
    _ = await served.post(
      "/v1/providers/p-2/events", #"{"type":"HelpRequested","at":"2011-03-01T10:00","data":{"ticket":"t-1"}}"#,
      as: "integration")
    #expect(await served.get("/v1/providers/p-1", ["if-none-match": tag]).status == 304)
    _ = await served.post(
      "/v1/providers/p-1/events", #"{"type":"HelpRequested","at":"2011-03-01T10:00","data":{"ticket":"t-1"}}"#,
      as: "integration")
    #expect(await served.get("/v1/providers/p-1", ["if-none-match": tag]).status == 200)
    served.set(time("2011-03-02T12:00"))
    let tomorrow = await served.get("/v1/providers/p-3")
    #expect(tomorrow["etag"] != (await served.get("/v1/providers/p-3?asOf=2011-03-02"))["etag"])
    #expect(await served.get("/v1/providers/p-1/events")["etag"] == "\"v2\"")
    #expect(await served.get("/v1/events")["etag"] == "\"p5\"")
  }

  @Test("4.11, 5.2 A problem is told in the language asked for, in the words of the command line")
  func languages() async throws {
    let served = try await served()
    let zh = await served.get("/v1/providers/p-99", ["accept-language": "zh-CN,en;q=0.5"])
    #expect(zh["content-language"] == "zh")
    #expect(zh.json["code"] == "unknown-provider")
    let error = Refusal.rules(.unknownProvider, found: .unknown("p-99", among: ["p-1", "p-2", "p-3"]))
    #expect(zh.json["detail"] == .string(Problem(error).message.zh))
    let en = await served.get("/v1/providers/p-99", ["accept-language": "en"])
    #expect(en.json["detail"] == .string(Problem(error).message.en))
  }

  @Test("5.3 Every code of the ledger has one status, and every code a page")
  func codes() async throws {
    let served = try await served()
    for code in RefusalCode.allCases {
      let problem = ServerProblem(Refusal.because(code), isWriting: true)
      let expected =
        switch code.rawValue {
        case "role-not-allowed", "same-person": 403
        case "id-conflict": 422
        case let text where text.hasPrefix("unknown-"): 404
        case _: 409
        }
      #expect(problem.status == expected, "\(code.rawValue)")
      let page = await served.get("/problems/\(code.rawValue)", as: nil)
      #expect(page.status == 200 && page.text.contains(code.rawValue))
    }
    for code in ProblemCodes.all { #expect(await served.get("/problems/\(code)", as: nil).status == 200, "\(code)") }
    #expect(await served.get("/problems/nothing", as: nil).status == 404)
  }

  @Test("6.4 Events from either end, by position, by type, and the same as the log's lines")
  func events() async throws {
    let served = try await served(providers: 9)
    let ascending = await served.get("/v1/events?limit=4&after=2")
    #expect(ascending.items.map { $0["position"] } == [3, 4, 5, 6].map(JSON.integer))
    let descending = await served.get("/v1/events?limit=4&order=desc&before=8")
    #expect(descending.items.map { $0["position"] } == [7, 6, 5, 4].map(JSON.integer))
    // A view is known from the beginning only; from behind it is told as the whole log is.
    let view = "&asOf=2011-03-01"
    let behind = await served.get("/v1/events?limit=4&order=desc&before=8\(view)")
    #expect(behind.items == descending.items)
    let last = await served.get("/v1/events?limit=2&order=desc\(view)")
    #expect(last.items.map { $0["position"] } == [9, 8].map(JSON.integer) && last.json["next"]?.string != nil)
    #expect(await served.get("/v1/events?type=HelpRequested").items.isEmpty)
    #expect(await served.get("/v1/events?type=HelpRequested,ProviderRegistered").items.count == 9)
    let lines = await served.get("/v1/events?format=jsonl")
    var log = ""
    try served.ledger.events(.init()) { event in
      log += event.text + "\n"
      return true
    }
    #expect(lines.text == log)
    #expect(lines["content-disposition"] == "attachment; filename=\"koufen-events.jsonl\"")
  }

  @Test("6 An export over HTTP is that of the command line, byte for byte")
  func export() async throws {
    let served = try await served(providers: 5)
    var lines = ""
    try served.ledger.export { lines += String(decoding: $0, as: UTF8.self) + "\n" }
    #expect(await served.get("/v1/export", as: "auditor").text == lines)
    let rest = await served.get("/v1/export?after=3", as: "auditor")
    #expect(rest.text == lines.split(separator: "\n").dropFirst(3).joined(separator: "\n") + "\n")
    #expect(await served.get("/v1/export?after=6", as: "auditor").code == "position-ahead")
  }

  @Test("12.3 One account has one costly question at a time; the next is told to wait, until the first is answered")
  func costly() async throws {
    let served = try await served()
    #expect(await served.call("HEAD", "/v1/export", as: "auditor").status == 200)
    let answer = await served.server.answer(
      Call(
        method: "GET", target: "/v1/export", headers: [Header("authorization", "Bearer " + served.token("auditor"))]))
    let refused = await served.get("/v1/export", as: "auditor")
    #expect(refused.status == 429 && refused.code == "too-many-requests" && refused["retry-after"] == "1")
    #expect(await served.get("/v1/export", as: "system-admin").status == 200)
    #expect(await Told(answer).status == 200)
  }

  @Test("12.3 A costly question that was answered keeps nobody waiting")
  func costlyOnceMore() async throws {
    let served = try await served()
    for _ in 0..<3 { #expect(await served.get("/v1/export", as: "auditor").status == 200) }
  }

  @Test("§12 Who asks too often is told when to come again; nobody else is")
  func rates() async throws {
    let served = try Served { settings in
      settings.limits[.personBurst] = 3
      settings.limits[.addressBurst] = 2
    }
    func statuses(_ count: Int, as account: String?) async -> [Int] {
      var statuses: [Int] = []
      for _ in 0..<count { statuses.append(await served.get("/v1/me", as: account).status) }
      return statuses
    }
    #expect(await statuses(5, as: "legal") == [200, 200, 200, 429, 429])
    #expect(await served.get("/v1/me", as: "finance").status == 200)
    #expect(await statuses(4, as: nil) == [401, 401, 429, 429])
    // Twenty a second of an account, ten of an address.
    served.pass(.milliseconds(50))
    #expect(await statuses(2, as: "legal") == [200, 429])
    #expect(await statuses(1, as: nil) == [429])
    served.pass(.milliseconds(50))
    #expect(await statuses(2, as: nil) == [401, 429])
    #expect(await served.get("/healthz", as: nil).status == 200)
  }

  @Test(
    "4.12, 14.5 Events of a past view are told whole by going through the log once, from behind twice",
    arguments: [("asc", 1), ("desc", 2)])
  func viewsStreamed(_ order: String, _ passes: Int) async throws {
    let store = CountedStore(InMemoryEventStore())
    let served = try Served(store)
    let count = 2_500
    let drafts = try (1...count).map { number in
      let by = #""by":"chen@channel-expansion","data""#
      let line = ContractTests.register("p-\(number)").replacing("\"data\"", with: by)
      return try Draft(json: Array(line.utf8), in: served.ledger.zone)
    }
    try served.ledger.write { transaction in
      for draft in drafts { _ = try transaction.submit(draft, now: time("2011-03-01T12:00")) }
    }
    let question = "/v1/events?asOf=2011-03-01&knownAt=2011-03-01T12:00&order=\(order)&after=1&format="
    func positions(_ told: Told) -> [Int] {
      told.text.split(separator: "\n").compactMap { (try? JSON(parsing: String($0)))?["position"]?.integer }
    }
    let whole = order == "asc" ? Array(2...count) : Array((2...count).reversed())
    let counted = await store.counting {
      let told = await served.get(question + "jsonl")
      #expect(told.status == 200 && !told.isBroken && positions(told) == whole, "\(told.text.prefix(300))")
    }
    #expect(counted.entries < passes * count + count / 2, "\(counted)")
    #expect(await positions(served.get(question + "jsonl&limit=700")) == Array(whole.prefix(700)))
    let rows = await served.get(question + "csv&limit=3").text.split(separator: "\r\n")
    #expect(rows.count == 4 && rows[1].hasPrefix("\(whole[0]),"), "\(rows)")
    let narrow = await served.get(question + "jsonl&type=ProviderRegistered&provider=p-9")
    #expect(positions(narrow) == [9])
    let none = await served.get(question.replacing("asOf=2011-03-01", with: "asOf=2010-01-01") + "csv")
    #expect(none.status == 200 && none.text.split(separator: "\r\n").count == 1, "\(none.text.prefix(300))")
  }

  @Test(
    "7.8, 12 Who asks for what is not there is held to the rate without a sign-in, and with one told so before it",
    arguments: [("GET", "/v1/nothing", 404), ("GET", "/nothing", 404), ("PATCH", "/v1/events", 405)])
  func ratesOfNothing(_ method: String, _ target: String, _ status: Int) async throws {
    let served = try Served { settings in
      (settings.limits[.personBurst], settings.limits[.personRate]) = (2, 1)
      (settings.limits[.addressBurst], settings.limits[.addressRate]) = (2, 1)
    }
    for path in [target, "/v1/%zz"] {
      var told: [Told] = []
      for _ in 0..<8 { told.append(await served.call(method, path, as: nil)) }
      #expect(path != target || told.prefix(2).allSatisfy { $0.status != 429 }, "\(told.map(\.status))")
      let refused = try #require(told.first { $0.status == 429 }, "\(told.map(\.status))")
      #expect(refused.code == "too-many-requests" && refused["retry-after"] != nil)
    }
    for _ in 0..<8 { #expect(await served.call(method, target, as: "legal").status == status) }
    #expect(await served.get("/v1/me", as: "legal").status == 200)
  }

  @Test("4.6 Rows of CSV end as those of the command line do", arguments: ["/v1/events", "/v1/providers", "/v1/queue"])
  func rows(_ route: String) async throws {
    let told = await (try served()).get(route + "?format=csv")
    #expect(told.text.hasSuffix("\r\n") && !told.text.contains("\r\r"))
    #expect(told.text.utf8.count { $0 == 0x0A } == told.text.utf8.count { $0 == 0x0D })
  }

  @Test("1.6 A server that only reads refuses what would write, and nothing else")
  func readOnly() async throws {
    let served = try Served { $0.isReadOnly = true }
    #expect(await served.get("/v1/providers").status == 200)
    let told = await served.post("/v1/events", "{}")
    #expect(told.status == 403 && told.code == "read-only")
  }
}

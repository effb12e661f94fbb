import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Rulebook
import ServerSettings
import Testing

@testable import LedgerServer

/// Corners in which an answer is easily nearly right.
@Suite("Exact answers of the server")
struct ExactnessTests {
  private static let id = "0190c0de-0000-7000-8000-000000000009"
  private static let rules = String(decoding: Rulebook.carriedSource("taobao-daigou-1.5-offices") ?? [], as: UTF8.self)

  private func publish(
    _ served: Served, _ query: String, as account: String = "department-head", _ headers: [String: String] = [:]
  ) async -> Told {
    await served.post(
      "/v1/rulebooks?effective=\(query)", Self.rules, as: account,
      headers.merging(["content-type": "application/yaml"]) { own, _ in own })
  }

  @Test("9.2, 7.7 A version is published only as it was seen, whatever the clock says by then")
  func publishedAsSeen() async throws {
    let served = try await Served.withTwoProviders()
    let seen = await publish(served, "2011-04-01&dryRun=true")
    let preview = try #require(seen.json["preview"]?.string)
    served.set(time("2011-03-01T12:00:09"))
    let other = await publish(served, "2011-05-01", ["koufen-preview": preview])
    #expect(other.status == 412 && other.code == "preview-differs" && other.json["preview"] != nil, "\(other.text)")
    #expect(try served.ledger.head() == 2)
    let done = await publish(served, "2011-04-01", ["koufen-preview": preview])
    #expect(done.status == 201, "\(done.text)")
  }

  @Test("9.2, 7.3 A version has an id to be sent again under, which is free for nothing else")
  func publishedOnce() async throws {
    let served = try await Served.withTwoProviders()
    #expect(await publish(served, "2011-04-01", ["idempotency-key": "nonsense"]).status == 400)
    let done = await publish(served, "2011-04-01", ["idempotency-key": Self.id])
    #expect(done.status == 201 && done.json["events"]?.items.first?["id"]?.string == Self.id, "\(done.text)")
    let again = await publish(served, "2011-04-01", ["idempotency-key": "\"\(Self.id.uppercased())\""])
    #expect(again.status == 200 && again.json["repeat"] == .boolean(true), "\(again.text)")
    let other = await publish(served, "2011-05-01", ["idempotency-key": Self.id])
    #expect(other.status == 422 && other.code == "id-conflict", "\(other.text)")
    let event = await served.post(
      "/v1/providers/hz-01/events", ContractTests.help("t-1"), as: "integration", ["idempotency-key": Self.id])
    #expect(event.status == 422 && event.code == "id-conflict", "\(event.text)")
  }

  @Test("2.11 Whoever has two roles that may publish says which; `/v1/me` tells the one that is named")
  func roles() async throws {
    let served = try await Served.withTwoProviders()
    try served.add("two", .staff(StaffRoles([.channelOperations, .departmentHead])))
    let unsaid = await publish(served, "2011-04-01&dryRun=true", as: "two")
    #expect(unsaid.status == 400 && unsaid.json["field"] == "by", "\(unsaid.text)")
    let said = await publish(served, "2011-04-01&dryRun=true", as: "two", ["koufen-role": "department-head"])
    #expect(said.json["events"]?.items.first?["by"]?["role"] == "department-head", "\(said.text)")
    let me = await served.get("/v1/me", as: "two", ["koufen-role": "department-head"])
    #expect(me.json["role"] == "department-head")
    let foreign = await served.get("/v1/me", as: "two", ["koufen-role": "legal"])
    #expect(foreign.status == 403 && foreign.code == "role-not-held", "\(foreign.text)")
  }

  @Test("10.3 Whatever consists of events says of which ledger: previews, bulks, sweeps and versions too")
  func ledger() async throws {
    let served = try await Served.withTwoProviders()
    let name = try #require(await served.get("/v1").json["ledger"]?.string)
    let help = ContractTests.help("t-1").replacing("\"at\"", with: "\"provider\":\"hz-01\",\"at\"")
    let preview = await served.post("/v1/events?dryRun=true", help, as: "integration")
    let bulk = await served.bulk(WholeBody(Array((help + "\n").utf8)), "?mode=all")
    let lines = await served.bulk(WholeBody(Array((help + "\n").utf8)), "?mode=each")
    let sweep = await served.call("POST", "/v1/sweeps?dryRun=true")
    let version = await publish(served, "2011-04-01&dryRun=true")
    for told in [preview, bulk, lines, sweep, version] { #expect(told["koufen-ledger"] == name, "\(told.text)") }
  }

  @Test(
    "4.3, 4.4 A parameter is held to its kind in every notation; what is told whole has no pages",
    arguments: [
      "/v1/events?format=sse&wait=abc", "/v1/events?format=sse&limit=0", "/v1/events?format=sse&cursor=x",
      "/v1/events?format=csv&cursor=x", "/v1/events?format=jsonl&wait=99", "/v1/providers?format=csv&cursor=x",
      "/v1/queue?format=csv&cursor=x",
    ])
  func parameters(_ target: String) async throws {
    let served = try await Served.withTwoProviders()
    let told = await served.get(target)
    #expect(told.status == 400 && told.code == "bad-input", "\(told.text)")
  }

  @Test("10.3, 10.4 Beyond the head there is nothing to wait for, not even for no time")
  func beyond() async throws {
    let served = try await Served.withTwoProviders()
    #expect(await served.get("/v1/events?after=99&wait=0").status == 409)
    #expect(await served.get("/v1/events?after=2&wait=0").status == 200)
  }

  @Test("7.5 Who expected another end of the log is told where it ends")
  func position() async throws {
    let served = try await Served.withTwoProviders()
    let help = ContractTests.help("t-1").replacing("\"at\"", with: "\"provider\":\"hz-01\",\"at\"")
    let told = await served.post("/v1/events", help, as: "integration", ["if-match": "\"p1\""])
    #expect(told.status == 412 && told.json["version"] == .integer(2), "\(told.text)")
  }

  @Test("2.12 Who asks for a key that begins with its own is told what it asked for")
  func longerKey() async throws {
    let served = try await Served.withTwoProviders()
    let told = await served.get("/v1/providers/hz-010", as: "provider")
    #expect(told.status == 404 && told.json["found"] == "hz-010", "\(told.text)")
  }

  @Test(
    "4.8 What was refused before it was a request has an id too, and over TLS its header", arguments: [false, true])
  func faults(isSecure: Bool) async throws {
    let served = try Served()
    for fault in CallFault.allCases {
      let told = await Told(served.server.answer(to: fault, language: nil, isSecure: isSecure))
      #expect(told["koufen-request"] == told.json["request"]?.string && told["koufen-request"] != nil, "\(told.text)")
      #expect((told["strict-transport-security"] != nil) == isSecure)
    }
  }

  @Test("4.4, 6 A clause that nothing is called by has no breaches; what is no key is 400")
  func clauses() async throws {
    let served = try Served.afterItsYear()
    func breaches(_ clauses: String) async -> Told {
      await served.get("/v1/providers/hz-01/breaches?limit=1000&clause=\(clauses)")
    }
    let all = await served.get("/v1/providers/hz-01/breaches?limit=1000").items
    let clause = try #require(all.first?["clause"]?.string)
    let own = all.filter { $0["clause"]?.string == clause }
    #expect(await breaches(clause).items == own)
    #expect(await breaches("no-such-clause,\(clause)").items == own)
    let none = await breaches("no-such-clause")
    #expect(none.status == 200 && none.items.isEmpty && none.json["total"] == .integer(0), "\(none.text)")
    #expect(await breaches("No").json["field"] == "clause")
  }

  @Test("4.6 A body where none has a place is refused, and nothing done")
  func noBody() async throws {
    let served = try await Served.withTwoProviders { $0.webhookHosts = ["example.org"] }
    let made = await served.post("/v1/webhooks", #"{"url":"https://example.org/h"}"#, as: "system-admin")
    let place = try #require(made["location"], "\(made.text)")
    let told = await served.post(place + "/secret", "{}", as: "system-admin")
    #expect(told.status == 400 && told.json["field"] == "body", "\(told.text)")
    #expect(await served.call("POST", place + "/secret", as: "system-admin").status == 201)
  }

  @Test("2.8 An address to go on to is told as addresses are written")
  func location() {
    #expect(NextPath.location("/杭州?a=b c%20") == "/%E6%9D%AD%E5%B7%9E?a=b%20c%20")
  }
}

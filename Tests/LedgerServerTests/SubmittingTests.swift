import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Rulebook
import Testing

@testable import LedgerServer

/// One event, handed in (server §7).
@Suite("Submitting over HTTP")
struct SubmittingTests {
  private static let register =
    #"{"type":"ProviderRegistered","provider":"hz-01","at":"2011-03-01","data":{"name":"Hangzhou One","kind":"thirdParty"}}"#

  private func served() async throws -> Served {
    let served = try Served()
    let told = await served.post("/v1/events", Self.register, as: "channel-expansion")
    #expect(told.status == 201, "\(told.text)")
    return served
  }

  @Test("7.2 A receipt has the events as the log has them, and 2.11 by is the account in its role")
  func receipt() async throws {
    let served = try await served()
    let told = await served.post(
      "/v1/providers/hz-01/events", #"{"type":"HelpRequested","at":"2011-03-01T10:00","data":{"ticket":"t-1"}}"#,
      as: "integration")
    #expect(told.status == 201)
    #expect(told["location"] == "/v1/events/2")
    #expect(told["koufen-position"] == "2")
    #expect(told.json["head"] == .integer(2))
    #expect(told.json["repeat"] == .boolean(false))
    let event = try #require(
      told.json["events"].flatMap { if case .array(let events) = $0 { events.first } else { nil } })
    #expect(event["by"] == .object([.init("id", "integration"), .init("role", "integration")]))
    #expect(event["version"] == .integer(2))
  }

  @Test("7.3 The same id again is the first receipt; other content under it is 422; a refused one leaves the id free")
  func repeated() async throws {
    let served = try await served()
    let id = "0190c0de-0000-7000-8000-000000000001"
    let event = #"{"type":"HelpRequested","at":"2011-03-01T10:00","data":{"ticket":"t-1"}}"#
    let refused = await served.post(
      "/v1/providers/hz-01/events", #"{"type":"HelpAnswered","at":"2011-03-01T10:00","data":{"ticket":"t-1"}}"#,
      as: "integration", ["idempotency-key": id])
    #expect(refused.status == 404 && refused.code == "unknown-ticket", "\(refused.text)")
    let first = await served.post(
      "/v1/providers/hz-01/events", event, as: "integration", ["idempotency-key": "\"\(id)\""])
    #expect(first.status == 201)
    let second = await served.post("/v1/providers/hz-01/events", event, as: "integration", ["idempotency-key": id])
    #expect(second.status == 200)
    #expect(second["idempotent-replayed"] == "true")
    #expect(second.json["events"] == first.json["events"])
    let other = await served.post(
      "/v1/providers/hz-01/events", #"{"type":"HelpRequested","at":"2011-03-01T10:00","data":{"ticket":"t-2"}}"#,
      as: "integration", ["idempotency-key": id])
    #expect(other.status == 422 && other.code == "id-conflict")
    let bad = await served.post("/v1/providers/hz-01/events", event, as: "integration", ["idempotency-key": "x"])
    #expect(bad.status == 400 && bad.json["field"] == "Idempotency-Key")
  }

  @Test("7.5 Only one of those who saw the same version is appended; the others are told the present one")
  func versions() async throws {
    let served = try await served()
    func submit(_ ticket: String, _ match: String) async -> Told {
      await served.post(
        "/v1/providers/hz-01/events",
        #"{"type":"HelpRequested","at":"2011-03-01T10:00","data":{"ticket":"\#(ticket)"}}"#,
        as: "integration", ["if-match": match])
    }
    #expect(await submit("t-1", "\"v1\"").status == 201)
    let late = await submit("t-2", "\"v1\"")
    #expect(late.status == 412 && late.code == "version-conflict" && late.json["version"] == .integer(2))
    #expect(await submit("t-3", "W/\"v2\"").status == 412)
    #expect(await submit("t-4", "\"v9\", \"v2\"").status == 201)
    #expect(await submit("t-5", "*").status == 201)
    #expect(await submit("t-6", "v3").status == 400)
  }

  @Test("7.6, 7.7 What was seen in a preview is what happens, or nothing does")
  func previews() async throws {
    let served = try await served()
    let event = #"{"type":"HelpRequested","at":"2011-03-01T10:00","data":{"ticket":"t-1"}}"#
    let preview = await served.post("/v1/providers/hz-01/events?dryRun=true", event, as: "integration")
    #expect(preview.status == 200)
    #expect(preview.json["dryRun"] == .boolean(true))
    let seen = try #require(preview.json["preview"]?.string)
    #expect(seen.hasPrefix("kp1-"))
    #expect(try served.ledger.head() == 1)
    let other = await served.post(
      "/v1/providers/hz-01/events", #"{"type":"HelpRequested","at":"2011-03-01T10:30","data":{"ticket":"t-1"}}"#,
      as: "integration", ["koufen-preview": seen])
    #expect(other.status == 412 && other.code == "preview-differs")
    #expect(other.json["preview"] != nil && other.json["events"] != nil)
    #expect(try served.ledger.head() == 1)
    let confirmed = await served.post("/v1/providers/hz-01/events", event, as: "integration", ["koufen-preview": seen])
    #expect(confirmed.status == 201)
  }

  @Test(
    "7.7 A preview whose time is left to the clock can be confirmed a moment later, but not once it would do otherwise")
  func previewsOfNow() async throws {
    let served = try await served()
    let event = #"{"type":"PromotionRun","data":{"promotion":"pr-1"}}"#
    func preview() async -> String {
      await served.post("/v1/providers/hz-01/events?dryRun=true", event, as: "provider").json["preview"]?.string
        ?? ""
    }
    let seen = await preview()
    served.set(time("2011-03-01T12:05"))
    #expect(await preview() == seen)
    let confirmed = await served.post("/v1/providers/hz-01/events", event, as: "provider", ["koufen-preview": seen])
    #expect(confirmed.status == 201, "\(confirmed.text)")
  }

  @Test("7.7 What others record in between makes no other preview where what follows names the submission")
  func previewsBesideOthers() async throws {
    let served = try Served()
    try served.publishOffices()
    // A registration opens duties, which say on what they rest.
    let seen = await served.post("/v1/events?dryRun=true", Self.register, as: "channel-expansion")
    #expect(seen.text.contains(#""basis":"#), "\(seen.text)")
    let other = Self.register.replacing("hz-01", with: "hz-02").replacing("Hangzhou One", with: "Two")
    #expect(await served.post("/v1/events", other, as: "channel-expansion").status == 201)
    let preview = try #require(seen.json["preview"]?.string)
    let confirmed = await served.post("/v1/events", Self.register, as: "channel-expansion", ["koufen-preview": preview])
    #expect(confirmed.status == 201, "\(confirmed.text)")
  }

  @Test("2.11 Nobody submits as another, nor in a role they have not")
  func others() async throws {
    let served = try await served()
    func submit(_ by: String, as account: String = "integration") async -> Told {
      await served.post(
        "/v1/events",
        #"{"type":"HelpRequested","provider":"hz-01","at":"2011-03-01T10:00","by":\#(by),"data":{"ticket":"t-1"}}"#,
        as: account)
    }
    let another = await submit(#"{"id":"wu","role":"integration"}"#)
    #expect(another.status == 403 && another.code == "not-yourself")
    let role = await submit(#"{"id":"integration","role":"legal"}"#)
    #expect(role.status == 403 && role.code == "role-not-held")
    let ledger = await submit(#"{"id":"legal","role":"legal"}"#, as: "legal")
    #expect(ledger.status == 403 && ledger.code == "role-not-allowed")
    #expect(await submit(#""integration@integration""#).status == 201)
  }

  @Test("2.12 Another provider does not exist for a provider's account, whether it is there or not: the same bytes")
  func foreign() async throws {
    let served = try await served()
    _ = await served.post(
      "/v1/events", Self.register.replacing("hz-01", with: "hz-02").replacing("Hangzhou One", with: "Two"),
      as: "channel-expansion")
    func problem(_ provider: String) async -> (Int, String) {
      let told = await served.post(
        "/v1/events",
        #"{"type":"OutletOpened","provider":"\#(provider)","at":"2011-03-01T10:00","data":{"outlet":"o-1"}}"#,
        as: "provider")
      let request = told.json["request"]?.string ?? ""
      return (told.status, told.text.replacing(request, with: "").replacing(provider, with: ""))
    }
    let (there, absent) = (await problem("hz-02"), await problem("hz-99"))
    #expect(there.0 == 404)
    #expect(there == absent)
    #expect(await served.get("/v1/providers/hz-02", as: "provider").status == 404)
    #expect(await served.get("/v1/providers/hz-01", as: "provider").status == 200)
  }

  @Test(
    "2.11 Whoever says twice who submits it is not understood",
    arguments: [
      #""by":{"role":"integration"},"by":{"role":"integration"}"#, #""by":{"role":"integration","role":"legal"}"#,
    ])
  func saidTwice(_ by: String) async throws {
    let served = try await served()
    let told = await served.post(
      "/v1/events",
      #"{"type":"HelpRequested","provider":"hz-01","at":"2011-03-01T10:00",\#(by),"data":{"ticket":"t-1"}}"#,
      as: "integration")
    #expect(told.status == 400 && told.code == "bad-input", "\(told.text)")
  }

  @Test("4.6, 5.2 Bodies of another kind are 415, broken ones 400 with the field, too long ones 413")
  func bodies() async throws {
    let served = try await served()
    func submit(_ body: String, _ type: String = "application/json") async -> Told {
      await served.post("/v1/events", body, as: "integration", ["content-type": type])
    }
    #expect(await submit("{}", "text/plain").status == 415)
    #expect(await submit("{}", "application/json; charset=latin1").status == 415)
    #expect(await submit("{").status == 400)
    let field = await submit(
      #"{"type":"HelpRequested","provider":"hz-01","at":"2011-03-01T10:00","data":{"ticket":5}}"#)
    #expect(field.status == 400 && field.json["field"] == "data.ticket", "\(field.text)")
    let long = await submit("\"" + String(repeating: "x", count: 1_000_001) + "\"")
    #expect(long.status == 413 && long.code == "too-large")
  }
}

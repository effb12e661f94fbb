import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Testing

@testable import LedgerServer

/// Fill in, see what follows, confirm (pages §2).
@Suite("Doing something in a browser")
struct DoingTests {
  private static let browser = ["accept": "text/html,application/xhtml+xml,*/*;q=0.8"]
  private static let sending = browser.merging([
    "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin",
  ]) { $1 }

  private static func form(_ fields: KeyValuePairs<String, String>) -> String {
    let plain = CharacterSet.alphanumerics
    return fields.map { name, value in
      "\(name)=\(value.addingPercentEncoding(withAllowedCharacters: plain) ?? "")"
    }.joined(separator: "&")
  }

  /// A ledger with a provider, and a breach that waits to be judged.
  private func served() async throws -> Served {
    let served = try Served()
    let registered = await served.post(
      "/v1/events",
      #"{"type":"ProviderRegistered","provider":"hz-01","at":"2011-03-01","data":{"name":"Hangzhou One","kind":"thirdParty"}}"#,
      as: "channel-expansion")
    #expect(registered.status == 201)
    let reported = await served.post(
      "/v1/providers/hz-01/events",
      #"{"type":"BreachReported","at":"2011-03-01T10:00","data":{"breach":"press-1","clause":"negative-press","evidence":"a newspaper"}}"#,
      as: "channel-expansion")
    #expect(reported.status == 201, "\(reported.text)")
    return served
  }

  private static let address = "/providers/hz-01/do/BreachAssessed?lang=en"

  /// The value of a hidden field.
  private static func hidden(_ name: String, in page: String) -> String {
    guard let start = page.range(of: "name=\"\(name)\" value=\"") else { return "" }
    return String(page[start.upperBound...].prefix { $0 != "\"" })
  }

  @Test("P20, P21 The form has the clause, its range as limits, and what the page one comes from knows")
  func filledIn() async throws {
    let served = try await served()
    let page = await served.get(Self.address + "&breach=press-1", Self.browser)
    #expect(page.status == 200, "\(page.text.suffix(400))")
    #expect(page.text.contains("value=\"press-1\"") && page.text.contains("name=\"points\" type=\"number\" min=\"10\""))
    #expect(page.text.contains("§") && page.text.contains("data-bytes=\"10000\""))
    #expect(await served.get("/providers/hz-01/do/Nothing", Self.browser).status == 404)
    let auditor = await served.get(Self.address, as: "auditor", Self.browser)
    #expect(auditor.status == 403)
  }

  @Test("P22, P23, P24 A preview appends nothing; what is confirmed is what the API would append; twice pressed is once done")
  func confirmed() async throws {
    let served = try await served()
    let head = try served.ledger.head()
    let body = Self.form(["breach": "press-1", "points": "20", "reason": "it was in the paper\r\ntwice"])
    let preview = await served.call("POST", Self.address, Self.sending, body: body)
    #expect(preview.status == 200, "\(preview.text.suffix(600))")
    #expect(try served.ledger.head() == head)
    #expect(preview.text.contains("nothing has happened yet") && preview.text.contains("Before and after"))
    let hidden = ["id", "version", "preview"].map { (name: $0, value: Self.hidden($0, in: preview.text)) }
    let confirm =
      body + "&do=confirm&" + hidden.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    let done = await served.call("POST", Self.address, Self.sending, body: confirm)
    #expect(done.status == 303 && done["location"] == "/events/3?receipt=yes&lang=en", "\(done.text.suffix(600))")
    let event = await served.get("/v1/events/3").json["event"]
    #expect(event?["data"]?["points"] == .integer(20))
    #expect(event?["data"]?["reason"] == "it was in the paper\ntwice")
    #expect(event?["by"]?["role"] == "channel-operations")
    let behind = try served.ledger.head()
    let again = await served.call("POST", Self.address, Self.sending, body: confirm)
    #expect(again.status == 303 && again["location"] == "/events/3?receipt=yes&lang=en")
    #expect(try served.ledger.head() == behind)
    let receipt = await served.get("/events/3?receipt=yes&lang=en", Self.browser)
    #expect(receipt.text.contains("Done: it is in the log"))
  }

  @Test("P23 When the provider moved in between, what would follow now is shown, and nothing is done")
  func moved() async throws {
    let served = try await served()
    let body = Self.form(["breach": "press-1", "points": "20", "reason": "it was in the paper"])
    let preview = await served.call("POST", Self.address, Self.sending, body: body)
    let other = await served.post(
      "/v1/providers/hz-01/events", #"{"type":"HelpRequested","at":"2011-03-01T10:30","data":{"ticket":"t-1"}}"#,
      as: "integration")
    #expect(other.status == 201)
    let head = try served.ledger.head()
    let hidden = ["id", "version", "preview"].map { "\($0)=\(Self.hidden($0, in: preview.text))" }
    let confirm = body + "&do=confirm&" + hidden.joined(separator: "&")
    let shown = await served.call("POST", Self.address, Self.sending, body: confirm)
    #expect(shown.status == 200 && shown.text.contains("Something came in between"))
    #expect(shown.text.contains("#4") || shown.text.contains("/events/3"))
    #expect(try served.ledger.head() == head)
  }

  @Test("P10 A refusal stands at its field, with all that was typed")
  func refused() async throws {
    let served = try await served()
    let body = Self.form(["breach": "press-1", "points": "99", "reason": "<b>much</b>"])
    let told = await served.call("POST", Self.address, Self.sending, body: body)
    #expect(told.status == 409 && told.text.contains("id=\"w-points\"") && told.text.contains("aria-invalid=\"true\""))
    #expect(told.text.contains("value=\"99\"") && told.text.contains("&lt;b&gt;much&lt;/b&gt;"))
    let empty = await served.call(
      "POST", Self.address, Self.sending, body: Self.form(["breach": "press-1", "points": "20", "reason": ""]))
    #expect(empty.status == 400 && empty.text.contains("id=\"w-reason\""))
    let reporter = await served.get(
      "/providers/hz-01/do/BreachDismissed?breach=press-1&lang=en", as: "channel-expansion", Self.browser)
    #expect(!reporter.text.contains("<form method=\"post\" action=\"/providers"))
  }

  @Test("2.10 A form of another site does nothing; the past offers no form")
  func elsewhere() async throws {
    let served = try await served()
    let past = await served.get(Self.address + "&breach=press-1&asOf=2011-03-01", Self.browser)
    #expect(past.text.contains("To the present") && !past.text.contains("name=\"points\""))
    let other = await served.call(
      "POST", Self.address, as: nil, ["content-type": "application/x-www-form-urlencoded", "accept": "text/html"],
      body: "points=20")
    #expect(other.status == 303 && other["location"]?.hasPrefix("/sign-in") == true)
  }
}

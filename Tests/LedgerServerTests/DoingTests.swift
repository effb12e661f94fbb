import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Rulebook
import Testing

@testable import LedgerServer

/// Fill in, see what follows, confirm (pages §2).
@Suite("Doing something in a browser")
struct DoingTests {
  private static let browser = ["accept": "text/html,application/xhtml+xml,*/*;q=0.8"]
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

  @Test("P20 offices §4 A review has a row for each criterion that whoever asks may review, with what shows it")
  func review() async throws {
    let served = try Served()
    try served.publishOffices()
    _ = await served.post(
      "/v1/events",
      #"{"type":"ProviderRegistered","provider":"hz-01","at":"2011-03-01","data":{"name":"Hangzhou One","kind":"thirdParty"}}"#,
      as: "channel-expansion")
    let address = "/providers/hz-01/do/AdmissionReviewed?lang=en"
    let page = await served.get(address, as: "merchandise", Self.browser).text
    #expect(page.contains("value=\"feasible-merchandise\"") && !page.contains("value=\"roster\""))
    #expect(page.contains("name=\"findings.0.evidence\""))
    let typed = Form.text([
      ("findings.0.criterion", "feasible-merchandise"), ("findings.0.value", "true"),
      ("findings.0.evidence", "minutes of <May>"), ("findings.0.judgedBy", "platform"),
    ])
    let refused = await served.call("POST", address, as: "merchandise", Form.headers, body: typed)
    #expect(refused.status >= 400 && refused.text.contains("minutes of &lt;May&gt;"), "\(Form.problem(refused.text))")
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

  @Test(
    "P22, P23, P24 A preview appends nothing; what is confirmed is what the API would append; twice pressed is once done"
  )
  func confirmed() async throws {
    let served = try await served()
    let head = try served.ledger.head()
    let body = Form.text([("breach", "press-1"), ("points", "20"), ("reason", "it was in the paper\r\ntwice")])
    let preview = await served.call("POST", Self.address, Form.headers, body: body)
    #expect(preview.status == 200, "\(preview.text.suffix(600))")
    #expect(try served.ledger.head() == head)
    #expect(preview.text.contains("nothing has happened yet") && preview.text.contains("Before and after"))
    let hidden = ["id", "version", "preview"].map { (name: $0, value: Form.hidden($0, in: preview.text)) }
    let confirm =
      body + "&do=confirm&" + hidden.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
    let done = await served.call("POST", Self.address, Form.headers, body: confirm)
    #expect(done.status == 303 && done["location"] == "/events/3?receipt=yes&lang=en", "\(done.text.suffix(600))")
    let event = await served.get("/v1/events/3").json["event"]
    #expect(event?["data"]?["points"] == .integer(20))
    #expect(event?["data"]?["reason"] == "it was in the paper\ntwice")
    #expect(event?["by"]?["role"] == "channel-operations")
    let behind = try served.ledger.head()
    let again = await served.call("POST", Self.address, Form.headers, body: confirm)
    #expect(again.status == 303 && again["location"] == "/events/3?receipt=yes&lang=en")
    #expect(try served.ledger.head() == behind)
    let receipt = await served.get("/events/3?receipt=yes&lang=en", Self.browser)
    #expect(receipt.text.contains("Done: it is in the log"))
  }

  @Test("P23 When the provider moved in between, what would follow now is shown, and nothing is done")
  func moved() async throws {
    let served = try await served()
    let body = Form.text([("breach", "press-1"), ("points", "20"), ("reason", "it was in the paper")])
    let preview = await served.call("POST", Self.address, Form.headers, body: body)
    let other = await served.post(
      "/v1/providers/hz-01/events", #"{"type":"HelpRequested","at":"2011-03-01T10:30","data":{"ticket":"t-1"}}"#,
      as: "integration")
    #expect(other.status == 201)
    let head = try served.ledger.head()
    let hidden = ["id", "version", "preview"].map { "\($0)=\(Form.hidden($0, in: preview.text))" }
    let confirm = body + "&do=confirm&" + hidden.joined(separator: "&")
    let shown = await served.call("POST", Self.address, Form.headers, body: confirm)
    #expect(shown.status == 200 && shown.text.contains("Something came in between"))
    #expect(shown.text.contains("#4") || shown.text.contains("/events/3"))
    #expect(try served.ledger.head() == head)
  }

  @Test("P10 A refusal stands at its field, with all that was typed")
  func refused() async throws {
    let served = try await served()
    let body = Form.text([("breach", "press-1"), ("points", "99"), ("reason", "<b>much</b>")])
    let told = await served.call("POST", Self.address, Form.headers, body: body)
    #expect(told.status == 409 && told.text.contains("id=\"w-points\"") && told.text.contains("aria-invalid=\"true\""))
    #expect(told.text.contains("value=\"99\"") && told.text.contains("&lt;b&gt;much&lt;/b&gt;"))
    let empty = await served.call(
      "POST", Self.address, Form.headers, body: Form.text([("breach", "press-1"), ("points", "20"), ("reason", "")]))
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

  /// Fills in a form, looks at what would follow, and confirms it as a browser does: with all that the preview carries.
  private func confirm(
    _ fields: [(name: String, text: String)], at address: String, as account: String, _ served: Served
  ) async throws -> Told {
    let body = Form.text(fields)
    let preview = await served.call("POST", address, as: account, Form.headers, body: body)
    #expect(preview.status == 200, "\(Form.problem(preview.text))")
    let hidden = ["id", "version", "preview"].map { (name: $0, text: Form.hidden($0, in: preview.text)) }
    let carried = fields.filter { preview.text.contains("name=\"\($0.name)\"") }
    return await served.call(
      "POST", address, as: account, Form.headers, body: Form.text(carried + hidden + [("do", "confirm")]))
  }

  @Test(
    "3.12, P24 An appeal is filed by the provider and decided by another than who assessed; a receipt says what is next"
  )
  func appealed() async throws {
    let served = try await served()
    let assessed = try await confirm(
      [("breach", "press-1"), ("points", "20"), ("reason", "it was in the paper")], at: Self.address,
      as: "channel-operations", served)
    #expect(assessed.status == 303)
    let filed = try await confirm(
      [("breach", "press-1"), ("grounds", "it was another shop")], at: "/providers/hz-01/do/AppealFiled?lang=en",
      as: "provider", served)
    #expect(filed.status == 303, "\(Form.problem(filed.text))")
    let form = "/providers/hz-01/do/AppealDecided?lang=en"
    let own = await served.get(form + "&breach=press-1", as: "channel-operations", Self.browser)
    #expect(!own.text.contains("<form method=\"post\" action=\"/providers"))
    let head = await served.get(form + "&breach=press-1", as: "department-head", Self.browser)
    #expect(
      head.text.contains("it was another shop")
        && head.text.contains("name=\"points\" type=\"number\" min=\"10\" max=\"19\""))
    let decided = try await confirm(
      [("breach", "press-1"), ("outcome", "reduced"), ("points", "12"), ("reason", "half of it was")], at: form,
      as: "department-head", served)
    #expect(decided.status == 303, "\(Form.problem(decided.text))")
    let receipt = await served.get(decided["location"] ?? "", as: "department-head", Self.browser)
    #expect(receipt.text.contains("Done: it is in the log") && receipt.text.contains("Nothing else waits for you"))
    #expect(await served.get("/v1/providers/hz-01").json["score"]?.integer == 12)
    let reasons = await served.get("/providers/hz-01/breaches/press-1?lang=en", as: "provider", Self.browser)
    #expect(reasons.text.contains("and after the appeal at"))
  }

  @Test("P10 §5 Where the least was charged, a reduction is not offered")
  func appealedAtTheLeast() async throws {
    let served = try await served()
    for (fields, form, account) in [
      ([("breach", "press-1"), ("points", "10"), ("reason", "a line")], Self.address, "channel-operations"),
      ([("breach", "press-1"), ("grounds", "no")], "/providers/hz-01/do/AppealFiled?lang=en", "provider"),
    ] {
      let done = try await confirm(fields, at: form, as: account, served)
      #expect(done.status == 303, "\(Form.problem(done.text))")
    }
    let form = await served.get(
      "/providers/hz-01/do/AppealDecided?lang=en&breach=press-1", as: "department-head", Self.browser)
    #expect(form.text.contains("value=\"overturned\"") && !form.text.contains("value=\"reduced\""))
  }

  @Test("P10 offices §3 What an office must do leads to the form by which it is done; whoever may registers a provider")
  func dutiesOfOffices() async throws {
    let served = try Served()
    try served.publishOffices()
    let empty = await served.get("/?lang=en", as: "channel-expansion", Self.browser)
    #expect(empty.text.contains("The ledger has no provider yet.") && empty.text.contains("name=\"register\""))
    #expect(!(await served.get("/?lang=en", as: "legal", Self.browser)).text.contains("name=\"register\""))
    let led = await served.get("/jump?register=yes&q=hz-01", as: "channel-expansion", Self.browser)
    #expect(led["location"]?.hasPrefix("/providers/hz-01/do/ProviderRegistered") ?? false, "\(led.status)")
    for (account, event) in [
      ("channel-expansion", #""type":"ProviderRegistered","data":{"name":"Hangzhou One","kind":"thirdParty"}"#),
      ("channel-expansion", #""type":"DutyFulfilled","data":{"duty":"accept-regulation","parts":["stamped-copy"]}"#),
    ] {
      let done = await served.post("/v1/events", #"{"provider":"hz-01","at":"2011-03-01",\#(event)}"#, as: account)
      #expect(done.status == 201, "\(done.text)")
    }
    let legal = await served.get("/work", as: "legal", Self.browser)
    #expect(legal.text.contains("/providers/hz-01/do/DutyFulfilled?duty=file-regulation"))
    let filed = await served.post(
      "/v1/events",
      #"{"provider":"hz-01","at":"2011-03-01","type":"DutyFulfilled","data":{"duty":"file-regulation"}}"#, as: "legal")
    #expect(filed.status == 201, "\(filed.text)")
    let work = await served.get("/work", as: "channel-expansion", Self.browser)
    #expect(work.text.contains("/providers/hz-01/do/AdmissionReviewed"))
    #expect(!work.text.contains("duty=review-admission\""))
    for (account, isOffered) in [("channel-operations", false), ("department-head", true)] {
      let order = await served.get("/providers/hz-01/do/MeasureOrdered", as: account, Self.browser)
      #expect(order.text.contains("value=\"suspend-business\"") == isOffered, "\(account)")
    }
  }

  @Test("P20 §10 A fact is put right from its own page: what it held is filled in, and kept when it is refused")
  func corrected() async throws {
    let served = try await served()
    // Under the points alone there are no corrections: what was typed is kept beside the ledger's own refusal.
    let typed = Form.text([("fact", "1"), ("new.name", "Hangzhou"), ("new.kind", "thirdParty"), ("reason", "a slip")])
    let early = await served.call("POST", "/providers/hz-01/do/FactCorrected?lang=en", Form.headers, body: typed)
    #expect(early.status == 409 && early.text.contains("not-in-force") && early.text.contains("value=\"Hangzhou\""))
    let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Scenarios/rulebooks/taobao-daigou-1.5-corrections.yaml")
    let version = try RulesFile(bytes: Array(Data(contentsOf: path)), file: path.path)
    try served.ledger.write {
      _ = try $0.publish(version, effective: Limits.firstDay, by: nil, now: time("2011-03-01T12:00"))
    }
    let frozen = await served.post(
      "/v1/providers/hz-01/events",
      #"{"type":"DepositFrozen","at":"2011-03-01T10:20","data":{"city":"hangzhou","amountFen":60000000}}"#)
    #expect(frozen.status == 201, "\(frozen.text)")
    let signed = await served.post(
      "/v1/providers/hz-01/events",
      #"{"type":"CityAuthorised","at":"2011-03-01T10:30","data":{"city":"hangzhou","population":1180000}}"#,
      as: "channel-expansion")
    #expect(signed.status == 201, "\(signed.text)")
    let position = signed.items(of: "events").first?["position"]?.integer ?? 0
    let page = await served.get("/events/\(position)?lang=en", Self.browser)
    #expect(page.text.contains("/providers/hz-01/do/FactCorrected?fact=\(position)"))
    let form = "/providers/hz-01/do/FactCorrected?lang=en"
    let filled = await served.get(form + "&fact=\(position)", Self.browser)
    #expect(filled.text.contains("name=\"new.population\"") && filled.text.contains("value=\"1180000\""))
    let wrong = await served.call(
      "POST", form, Form.headers,
      body: Form.text([
        ("fact", "\(position)"), ("new.city", "hangzhou"), ("new.population", "many"), ("reason", "a nought"),
      ]))
    #expect(
      wrong.status == 400 && wrong.text.contains("id=\"w-new.population\"") && wrong.text.contains("value=\"many\""))
    let preview = await served.call(
      "POST", form, Form.headers,
      body: Form.text([
        ("fact", "\(position)"), ("new.city", "hangzhou"), ("new.population", "118000"), ("reason", "a nought"),
      ]))
    // The form stands beside its preview, as it was filled in (pages 3.5).
    #expect(preview.status == 200 && preview.text.contains("nothing has happened yet"), "\(Form.problem(preview.text))")
    #expect(preview.text.contains("class=\"again") && preview.text.contains("value=\"118000\""))
    // Whoever recorded it is told that somebody else must.
    let own = await served.get("/events/\(position)?lang=en", as: "channel-expansion", Self.browser)
    #expect(!own.text.contains("/do/FactCorrected"))
  }

  @Test("3.10 Closing a year is previewed, and done once by whoever may")
  func closing() async throws {
    let served = try await served()
    served.set(time("2012-01-02T09:00"))
    let page = await served.get("/years/2011?lang=en", as: "channel-operations", Self.browser)
    #expect(page.status == 200 && !page.text.contains("Preview closing"))
    let head = try served.ledger.head()
    let preview = await served.call(
      "POST", "/years/2011?lang=en", as: "department-head", Form.headers, body: "do=preview")
    #expect(preview.status == 200 && preview.text.contains("Closing will"))
    #expect(try served.ledger.head() == head)
    let refused = await served.call("POST", "/years/2011", as: "channel-operations", Form.headers, body: "do=close")
    #expect(refused.status == 403)
    #expect(try served.ledger.head() == head)
    let closed = await served.call(
      "POST", "/years/2011?lang=en", as: "department-head", Form.headers, body: "do=close")
    #expect(closed.status == 303 && closed["location"] == "/years/2011?closed=yes&lang=en")
    let after = await served.get("/years/2011?closed=yes&lang=en", as: "department-head", Self.browser)
    #expect(after.text.contains("The year 2011 is closed"))
    let early = await served.call(
      "POST", "/years/2012?lang=en", as: "department-head", Form.headers, body: "do=preview")
    #expect(early.status == 409 && early.text.contains("year-not-over"))
  }

  @Test("3.8 A draft of the rules is checked at its lines, previewed, and published as it was seen")
  func published() async throws {
    let served = try await served()
    let source = String(decoding: try #require(Rulebook.carriedFile(Rulebook.builtInName)), as: UTF8.self)
      .replacing("version: \"1.5\"", with: "version: \"1.6\"")
    let form = "/rulebooks/draft?lang=en"
    func send(_ fields: [(name: String, text: String)]) async -> Told {
      await served.call("POST", form, as: "legal", Form.headers, body: Form.text(fields))
    }
    let wrong = await send([("source", source + "\nunheard-of: 1\n"), ("do", "check")])
    #expect(
      wrong.status == 200 && wrong.text.contains("unheard-of") && !wrong.text.contains("Nothing is wrong with it"))
    let good = await send([("source", source), ("do", "check")])
    #expect(good.text.contains("Nothing is wrong with it"))
    let head = try served.ledger.head()
    let undated = await send([("source", source), ("do", "preview")])
    #expect(undated.status == 400)
    #expect(try served.ledger.head() == head)
    let preview = await send([("source", source), ("effective", "2011-05-01"), ("do", "preview")])
    #expect(preview.status == 200 && preview.text.contains("What will be appended"), "\(Form.problem(preview.text))")
    #expect(try served.ledger.head() == head)
    let seen = Form.hidden("preview", in: preview.text)
    let other = await send([
      ("source", source), ("effective", "2011-06-01"), ("preview", seen), ("do", "publish"),
    ])
    #expect(other.status == 200)
    #expect(try served.ledger.head() == head)
    let done = await send([("source", source), ("effective", "2011-05-01"), ("preview", seen), ("do", "publish")])
    #expect(
      done.status == 303 && done["location"] == "/rulebooks/taobao-daigou-1.6?lang=en", "\(Form.problem(done.text))")
  }
}

extension Told {
  /// The elements of a list in the body.
  fileprivate func items(of name: String) -> [JSON] {
    if case .array(let items)? = json[name] { items } else { [] }
  }
}

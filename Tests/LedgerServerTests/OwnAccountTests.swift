import Foundation
import LedgerAccess
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Rulebook
import Testing

@testable import LedgerServer

/// One's own account in a browser (server 2.5, 2.7; pages 3.13).
@Suite("One's own account")
struct OwnAccountTests {
  private static let password = "four words and a number 7"

  /// A served ledger in which wu has some roles and a password.
  private func served(_ roles: Set<StaffRole> = [.channelOperations, .merchandise]) throws -> Served {
    let served = try Served()
    try served.add("wu", .staff(StaffRoles(roles)))
    var random = SystemRandomNumberGenerator()
    try served.access.setPassword(
      NewPassword(Self.password, for: AccountID("wu")), of: AccountID("wu"), by: .machine(user: "test"),
      time("2011-03-01T12:00"), from: &random)
    return served
  }

  /// Signs in, and gives what a browser then sends along.
  private func signIn(_ password: String, _ served: Served) async -> [String: String]? {
    let told = await served.call(
      "POST", "/sign-in", as: nil, Form.headers, body: Form.text([("account", "wu"), ("password", password)]))
    guard told.status == 303, let cookie = told["set-cookie"]?.prefix(while: { $0 != ";" }) else { return nil }
    return Form.headers.merging(["cookie": String(cookie)]) { $1 }
  }

  @Test("2.11 The acting role is chosen for a session, and stands on its next form")
  func role() async throws {
    let served = try served()
    let browser = try #require(await signIn(Self.password, served))
    let page = await served.get("/me?lang=en", as: nil, browser)
    #expect(page.status == 200 && page.text.contains("value=\"merchandise\""))
    let told = await served.call("POST", "/me?lang=en", as: nil, browser, body: "do=role&role=merchandise")
    #expect(told.status == 303 && told["location"] == "/me?done=role&lang=en")
    let me = await served.get("/v1/me", as: nil, ["cookie": browser["cookie"] ?? ""])
    #expect(me.json["role"]?.string == "merchandise")
    let foreign = await served.call("POST", "/me?lang=en", as: nil, browser, body: "do=role&role=legal")
    #expect(foreign.status >= 400)
  }

  @Test("2.11, 3.8 A version is published from its page in the role that is chosen for the session")
  func publisher() async throws {
    let served = try served([.channelOperations, .departmentHead])
    let browser = try #require(await signIn(Self.password, served))
    let source = String(decoding: try #require(Rulebook.carriedFile(Rulebook.builtInName)), as: UTF8.self)
    func send(_ fields: String) async -> Told {
      await served.call("POST", "/rulebooks/draft?lang=en", as: nil, browser, body: fields)
    }
    for (number, role) in ["department-head", "channel-operations", "department-head"].enumerated() {
      let chosen = await served.call("POST", "/me?lang=en", as: nil, browser, body: "do=role&role=\(role)")
      #expect(chosen.status == 303)
      let draft = source.replacing("version: \"1.5\"", with: "version: \"1.\(number + 6)\"")
      let fields = Form.text([("source", draft), ("effective", "2011-05-0\(number + 1)")])
      let preview = await send(fields + "&do=preview")
      let seen = Form.hidden("preview", in: preview.text)
      let done = await send(fields + "&preview=\(seen)&do=publish")
      #expect(done.status == 303, "\(Form.problem(done.text))")
      let event = await served.get("/v1/events?order=desc&limit=1").items.first
      #expect(event?["type"] == "RulebookPublished" && event?["by"]?["role"]?.string == role, "\(event?.text ?? "")")
    }
  }

  @Test("2.7, 2.8 Where a sign-in leads on to is told as addresses are written, and only to this server")
  func next() async throws {
    let served = try served()
    for (next, location) in [
      ("/providers/杭州?q=a b", "/providers/%E6%9D%AD%E5%B7%9E?q=a%20b"), ("//elsewhere.example", "/"),
      ("/a\r\nset-cookie: b", "/"),
    ] {
      let told = await served.call(
        "POST", "/sign-in", as: nil, Form.headers,
        body: Form.text([("account", "wu"), ("password", Self.password), ("next", next)]))
      #expect(told.status == 303 && told["location"] == location, "\(next)")
    }
  }

  @Test("2.5, 2.7 A password is changed by whoever knows the present one, and ends every session")
  func password() async throws {
    let served = try served()
    let browser = try #require(await signIn(Self.password, served))
    func change(_ now: String, _ new: String) async -> Told {
      await served.call(
        "POST", "/me?lang=en", as: nil, browser,
        body: Form.text([("do", "password"), ("password", now), ("new", new)]))
    }
    let wrong = await change("something else entirely", "another five words, and 9")
    #expect(wrong.status == 400 && wrong.text.contains("id=\"problem\"") && !wrong.text.contains("another five words"))
    let short = await change(Self.password, "short")
    #expect(short.status == 400 && short.text.contains("id=\"problem\""))
    let done = await change(Self.password, "another five words, and 9")
    #expect(done.status == 303 && done["location"] == "/sign-in?lang=en")
    #expect(await served.get("/me", as: nil, browser)["location"]?.hasPrefix("/sign-in") == true)
    #expect(await signIn(Self.password, served) == nil)
    #expect(await signIn("another five words, and 9", served) != nil)
  }

  @Test("2.5 A second factor is shown once, and holds when the device's code was given")
  func factor() async throws {
    let served = try served()
    let browser = try #require(await signIn(Self.password, served))
    let shown = await served.call(
      "POST", "/me?lang=en", as: nil, browser, body: Form.text([("do", "factor"), ("password", Self.password)]))
    #expect(shown.status == 200 && shown.text.contains("otpauth://"))
    #expect(shown["cache-control"] == "no-store")
    let wrong = await served.call(
      "POST", "/me?lang=en", as: nil, browser, body: Form.text([("do", "confirm-factor"), ("code", "000000")]))
    #expect(wrong.status == 409 && wrong.text.contains("wrong-code") && wrong.text.contains("name=\"code\""))
    #expect(await signIn(Self.password, served) != nil)
  }

  @Test("2.4 A token is issued for some of one's roles, shown once, and ended")
  func tokens() async throws {
    let served = try served()
    let browser = try #require(await signIn(Self.password, served))
    let shown = await served.call(
      "POST", "/me?lang=en", as: nil, browser,
      body: Form.text([("do", "issue"), ("label", "<i>sheet</i>"), ("role.merchandise", "yes")]))
    let secret = try #require(shown.text.firstMatch(of: /kf1_[^<"]+/)).output
    let me = await served.get("/v1/me", as: nil, ["authorization": "Bearer \(secret)"])
    #expect(me.json["roles"]?.text == "[\"merchandise\"]")
    let page = await served.get("/me?lang=en", as: nil, browser)
    #expect(!page.text.contains(secret) && page.text.contains("&lt;i&gt;sheet&lt;/i&gt;"))
    let id = Form.hidden(
      "id", in: String(page.text[(page.text.range(of: "end-token")?.lowerBound ?? page.text.startIndex)...]))
    let ended = await served.call(
      "POST", "/me?lang=en", as: nil, browser, body: Form.text([("do", "end-token"), ("id", id)]))
    #expect(ended.status == 303)
    #expect(await served.get("/v1/me", as: nil, ["authorization": "Bearer \(secret)"]).status == 401)
  }

  @Test("2.10 A form that came from another site changes nothing")
  func crossSite() async throws {
    let served = try served()
    var browser = try #require(await signIn(Self.password, served))
    browser["sec-fetch-site"] = "cross-site"
    let told = await served.call("POST", "/me", as: nil, browser, body: "do=role&role=merchandise")
    #expect(told.status == 403)
  }
}

import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Pages
import Rulebook
import Testing
import Trials

@testable import LedgerServer

/// Pages, as a browser asks for them (pages §1).
@Suite("Pages")
struct PageTests {
  /// Addresses of every page that shows the ledger.
  private static let pages = [
    "/", "/?\(Served.then)", "/?mayReach=true&\(Served.then)", "/work?role=all",
    "/work?role=all&\(Served.then)&through=2011-12-31",
    "/providers/hz-03?\(Served.then)",
    "/providers/wz-02?asOf=2011-12-31&curve=act", "/providers/hz-03?diff=2011-04-01,2011-06-30",
    "/providers/hz-01/breaches/service-complaint:ticket:t-2?asOf=2011-12-31",
    "/providers/nb-02/breaches/rival-1?asOf=2011-12-31", "/providers/wz-02/years/2011", "/providers/hz-01/outlets",
    "/providers/hz-03/steps/28", "/events", "/events?provider=hz-03&order=asc", "/events/266", "/jump?q=hz",
  ]

  @Test("P3, P4 Every value of every page is that of the API, in both languages, under the policy", arguments: pages)
  func values(_ address: String) async throws {
    let served = try Served.afterItsYear()
    for language in ["zh", "en"] {
      let target = address + (address.contains("?") ? "&" : "?") + "lang=\(language)"
      let told = await served.get(target, Served.browser)
      #expect(told.status == 200, "\(target): \(told.text.suffix(600))")
      #expect(
        told["content-security-policy"]?.hasPrefix("default-src 'none'; style-src 'self'; script-src 'self'") == true)
      #expect(told["cross-origin-opener-policy"] == "same-origin")
      #expect(told.text.contains("<html lang=\"\(language == "zh" ? "zh-CN" : "en")\">"))
      #expect(told.text.contains("<main id=\"main\" data-page=\""))
      #expect(!told.text.contains(" style=") && !told.text.contains("<style") && !told.text.contains("&lt;a href"))
      #expect(told.text.utf8.count < 100_000, "\(target): \(told.text.utf8.count) bytes")
      #expect(told.text.components(separatedBy: "<h1>").count == 2)
      if language == "zh" { #expect(ChineseMarks.faults(on: told.text) == [], "\(target)") }
      try await compare(ShownValues(told.text), served, target)
    }
  }

  private func compare(_ shown: ShownValues, _ served: Served, _ target: String) async throws {
    var answers: [String: JSON] = [:]
    for value in shown.values {
      if answers[value.address] == nil { answers[value.address] = await served.get(value.address).json }
      #expect(shown.links.contains(value.address), "\(target) does not name \(value.address)")
      // The moment of the answer is that of the asking.
      if ["knownAt", "printedAt"].contains(value.path) { continue }
      let there = answers[value.address]?.value(at: value.path)
      #expect(there?.shown == value.value, "\(target): \(value.address) \(value.path)")
    }
    let isLooked = shown.values.count > 5 || target.contains("/jump")
    #expect(isLooked)
  }

  @Test("§3 Who may see a page is who may ask its questions; whoever is not signed in is led to the sign-in")
  func rights() async throws {
    let served = try Served.afterItsYear()
    let staff = Set(StaffRole.allCases.map(\.rawValue))
    let seen: [(String, Set<String>)] = [
      ("/", staff.union(["integration", "auditor", "provider"])), ("/work", staff.union(["auditor", "provider"])),
      ("/providers/hz-01", staff.union(["integration", "auditor", "provider"])),
      ("/providers/hz-02", staff.union(["integration", "auditor"])),
      ("/events", staff.union(["integration", "auditor", "provider", "outlet"])),
    ]
    for (address, allowed) in seen {
      for (account, _) in Served.kinds {
        let told = await served.get(address, as: account, Served.browser)
        let isSeen = told.status == 200
        #expect(isSeen == allowed.contains(account), "\(account) \(address): \(told.status)")
        if address == "/", !isSeen {
          #expect(told["location"] == (account == "outlet" ? "/events" : "/audit"))
          continue
        }
        if !isSeen { #expect([403, 404].contains(told.status) && told.text.contains("<nav")) }
      }
      let nobody = await served.get(address, as: nil, Served.browser)
      #expect(nobody.status == 303)
      #expect(nobody["location"] == (address == "/" ? "/sign-in" : "/sign-in?next=\(address)"))
    }
  }

  @Test("3.13 A code is explained, and to whoever is signed in the events of which the rules demand it")
  func code() async throws {
    let served = try Served.afterItsYear()
    for (language, assessed, by) in [("zh", "违规评定", "渠道运营"), ("en", "breach assessed", "channel operations")] {
      let told = await served.get("/problems/same-person?lang=\(language)", Served.browser)
      #expect(told.status == 200 && told.text.contains("<code>same-person</code>"))
      #expect(told.text.contains("<code>BreachAssessed</code>") && told.text.contains("<code>AppealDecided</code>"))
      #expect(told.text.contains(assessed) && told.text.contains(by), "\(told.text.suffix(3000))")
      #expect(!told.text.contains("<code>HelpAnswered</code>"))
      let nobody = await served.get("/problems/same-person?lang=\(language)", as: nil, Served.browser)
      #expect(nobody.status == 200 && !nobody.text.contains("BreachAssessed"))
    }
  }

  @Test("3.12 A provider's first page is its own, and a foreign provider is as one that nobody registered")
  func ownPage() async throws {
    let served = try Served.afterItsYear()
    let own = await served.get("/?lang=en&\(Served.then)", as: "provider", Served.browser)
    #expect(own.text.contains("You must") && own.text.contains("You may") && !own.text.contains("hz-03"))
    let foreign = await served.get("/providers/hz-02", as: "provider", Served.browser)
    let nobody = await served.get("/providers/hz-99", as: "provider", Served.browser)
    #expect(foreign.status == 404 && nobody.status == 404)
  }

  @Test("3.13 A browser is told what is wrong by a page; a 404 and a 403 look alike; a program gets its problem")
  func problems() async throws {
    let served = try Served.afterItsYear()
    for address in ["/nothing", "/events/9999", "/providers/hz-01/breaches/none", "/?sort=sideways", "/?typo=1"] {
      let told = await served.get(address, Served.browser)
      #expect(told.status >= 400 && told["content-type"] == "text/html; charset=utf-8", "\(address)")
      #expect(told.text.contains("data-page=\"problem\"") && told.text.contains("<nav"))
    }
    #expect(await served.get("/nothing").code == "no-such-resource")
    #expect(await served.get("/v1/nothing", Served.browser).code == "no-such-resource")
    let explained = await served.get("/problems/same-person?lang=zh", as: nil)
    #expect(explained.status == 200 && explained.text.contains("<html lang=\"zh-CN\">"))
    #expect(await served.get("/", ["accept": "application/json"]).status == 406)
  }

  @Test("3.13 Who cannot sign in is told beside what was typed; a cookie that has ended leads to the sign-in")
  func signIn() async throws {
    let served = try Served.afterItsYear()
    let headers = Served.browser.merging([
      "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin",
    ]) { $1 }
    let refused = await served.call(
      "POST", "/sign-in", as: nil, headers, body: "account=%3Cwu%3E&password=wrong&next=%2Fwork")
    #expect(refused.status == 401 && refused.text.contains("value=\"&lt;wu&gt;\"") && !refused.text.contains("wrong\""))
    #expect(refused.text.contains("name=\"next\" value=\"/work\""))
    let ended = await served.get("/work", as: nil, Served.browser.merging(["cookie": "koufen=ks1_gone_x"]) { $1 })
    #expect(ended.status == 303 && ended["location"] == "/sign-in?next=/work")
    let page = await served.get("/sign-in", as: nil, Served.browser.merging(["cookie": "koufen=ks1_gone_x"]) { $1 })
    #expect(page.status == 200 && page.text.contains("autocomplete=\"current-password\""))
  }

  @Test("P2 What pages are drawn with is kept for ever under the name of its bytes, and is small")
  func assets() async throws {
    let served = try Served.afterItsYear()
    let page = await served.get("/sign-in", as: nil, Served.browser).text
    for (ending, most) in [("css", 20_480), ("js", 14_336), ("svg", 2_000)] {
      let name = try #require(page.firstMatch(of: try Regex("/assets/koufen-[0-9a-f]{12}\\.\(ending)"))).output
      let told = await served.get(String(name[0].substring ?? ""), as: nil)
      #expect(told.status == 200 && told["cache-control"] == "public, max-age=31536000, immutable")
      #expect(told.text.utf8.count <= most, "\(ending): \(told.text.utf8.count) bytes")
      #expect(!told.text.contains("http://") || ending == "svg")
    }
    #expect(await served.get("/assets/koufen-000000000000.css", as: nil).status == 404)
  }

  @Test("P1 A field left empty is as if absent, and what is moved to is an address")
  func addresses() async throws {
    let served = try Served.afterItsYear()
    let empty = await served.get("/?q=&status=&city=&asOf=&knownAt=", Served.browser)
    #expect(empty.status == 200 && empty.text.contains("hz-01"))
    let before = await served.get("/?asOf=2011-06-30&move=day-before", Served.browser)
    #expect(before.status == 303 && before["location"] == "/?asOf=2011-06-29")
    let event = await served.get("/providers/hz-03?move=event-before", Served.browser)
    #expect(event.status == 303 && event["location"]?.contains("knownAt=2011-") == true)
    let step = await served.get("/providers/hz-03/steps/1?seek=line", Served.browser)
    #expect(step.status == 303 && step["location"]?.hasPrefix("/providers/hz-03/steps/") == true)
    let jump = await served.get("/jump?q=%23266", Served.browser)
    #expect(jump.status == 303 && jump["location"] == "/events/266")
    for (breach, account, place) in [
      ("rival-1", "channel-operations", "/providers/nb-02/breaches/rival-1"),
      ("press-1", "channel-operations", "/events?breach=press-1"),
      ("service-complaint:ticket:t-2", "provider", "/providers/hz-01/breaches/service-complaint:ticket:t-2"),
    ] {
      let told = await served.get("/jump?q=\(breach)", as: account, Served.browser)
      #expect(told.status == 303 && told["location"] == place, "\(breach): \(told["location"] ?? "")")
    }
  }

  @Test("P5, P10 What is not the present has a banner and offers nothing to do")
  func past() async throws {
    let served = try Served.afterItsYear()
    let past = await served.get("/work?role=all&lang=en&\(Served.then)", as: "channel-operations", Served.browser)
    #expect(past.text.contains("class=\"past\"") && !past.text.contains("/do/"))
    let present = await served.get("/providers/zj-91?lang=en", as: "channel-operations", Served.browser)
    #expect(!present.text.contains("class=\"past\"") && present.text.contains("/do/BreachReported"))
  }

  private static let allRoles = Role.allCases.map(\.rawValue).joined(separator: ",")

  @Test("§3.1 The list behind a figure is what the figure counts")
  func figures() async throws {
    let served = try Served.afterItsYear()
    for day in ["2011-05-12", "2011-06-16", "2011-12-01"] {
      let clocks = "asOf=\(day)&knownAt=\(day)T20:00"
      let counts = await served.get("/v1/overview?\(clocks)").json["counts"]
      let list = await served.get("/v1/providers?mayReach=true&\(clocks)")
      #expect(list.json["total"] == counts?["mayReach"], "\(day)")
      let late = await served.get("/v1/queue?late=true&role=\(Self.allRoles)&\(clocks)")
      #expect(late.json["total"] == counts?["lateWork"], "\(day)")
    }
    #expect(await served.get("/v1/providers?mayReach=perhaps").status == 400)
    #expect(await served.get("/v1/queue?late=perhaps").status == 400)
    // Of the present, which is read in another way, also in the last second of a day, which is not over yet.
    let second = time("2012-02-01T23:59:59")
    served.set(Instant(seconds: second.seconds, nanoseconds: 500_000_000))
    let last = await served.get("/v1/overview").json["counts"]
    #expect(await served.get("/v1/queue?late=true&role=\(Self.allRoles)").json["total"] == last?["lateWork"])
    served.set(second.adding(seconds: 3_600))
    let counts = await served.get("/v1/overview").json["counts"]
    let late = await served.get("/v1/queue?late=true&role=\(Self.allRoles)").json["total"]
    let rest = await served.get("/v1/queue?late=false&role=\(Self.allRoles)").json["total"]
    let all = await served.get("/v1/queue?role=\(Self.allRoles)").json["total"]
    let totals = [late, rest, all].map { Part($0 ?? .null).number ?? -1 }
    #expect(counts?["lateWork"] == late && totals[0] + totals[1] == totals[2])
    let page = await served.get("/?lang=en", Served.browser)
    #expect(page.text.contains("href=\"/?mayReach=true&amp;lang=en\"") || page.text.contains("mayReach=true"))
  }

  @Test("P7 §3.3 What is due is told in working days, which the API counts")
  func workingDays() async throws {
    let served = try Served.afterItsYear()
    let queue = await served.get("/v1/queue?\(Served.then)&through=2011-12-31&limit=1000")
    let due = queue.items.filter { $0["due"] != .null }
    #expect(!due.isEmpty && due.allSatisfy { $0["workingDaysLeft"]?.integer != nil })
    let late = due.filter { ($0["workingDaysLeft"]?.integer ?? 0) < 0 }
    #expect(late.allSatisfy { $0["overdue"] == .boolean(true) })
    let page = await served.get("/work?role=all&lang=en&\(Served.then)&through=2011-12-31", Served.browser)
    #expect(page.text.contains("working day"))
  }

  @Test("§3.9 Changed numbers are tried, and both curves are in one figure; the ledger is as it was")
  func changedNumbers() async throws {
    let served = try Served.afterItsYear()
    let head = try served.ledger.head()
    let begun = await served.call(
      "POST", "/what-if?lang=en", as: "department-head", Form.headers,
      body: Form.text([("terms.rectification.threshold", "30"), ("provider", "hz-03")]))
    #expect(begun.status == 303, "\(Form.problem(begun.text))")
    let place = begun["location"] ?? ""
    var page = await served.get(place, as: "department-head", Served.browser)
    while page.text.contains("<progress") { page = await served.get(place, as: "department-head", Served.browser) }
    #expect(
      page.text.contains("both curves") && page.text.contains("class=\"curve beside\""), "\(page.text.suffix(900))")
    #expect(try served.ledger.head() == head)
    let crossed = await served.call(
      "POST", "/what-if?lang=en", as: "department-head", Form.headers,
      body: Form.text([("terms.rectification.threshold", "300")]))
    #expect(crossed.status == 400 && crossed.text.contains("href=\"#i-terms.rectification.threshold\""))
  }

  @Test("§3.11 The audit page tells of room, jobs, and when an account was last seen, to who may know each")
  func audited() async throws {
    let served = try Served.afterItsYear()
    let all = await served.get("/audit?lang=en", as: "auditor", Served.browser)
    #expect(
      all.status == 200 && all.text.contains("Room") && all.text.contains("last seen") && all.text.contains("Jobs"))
    let accounts = await served.get("/audit?lang=en", as: "access-admin", Served.browser)
    #expect(accounts.text.contains("last seen") && !accounts.text.contains("free on its disk"))
  }

  @Test("§3.11 The audit page tells of backups, and of a delivery that failed with the beginning of what was answered")
  func backupsAndAnswers() async throws {
    let served = try Served.afterItsYear()
    let now = time("2012-02-01T12:00")
    let head = try served.ledger.head()
    let root = AccessAuthor.machine(user: "test")
    try served.access.note(
      Backup(file: "/backup/<night>.db", made: now.adding(seconds: -5 * 3600), events: head - 3, bytes: 3 << 20),
      by: root)
    var random = SplitMix64(seed: 3)
    let hook = try served.access.add(
      NewWebhook(url: "https://receiver.example/", signature: .hmac, cursor: 0), owner: "system-admin", by: root, now,
      from: &random)
    try served.access.failed(
      hook, then: .paused, answer: .init(at: now, status: 422, text: "<b>no such field</b>"))
    let page = await served.get("/audit?lang=en", as: "auditor", Served.browser).text
    for wanted in ["/backup/&lt;night&gt;.db", "5 hours ago", "3.0 MiB", "422", "&lt;b&gt;no such field"] {
      #expect(page.contains(wanted), "\(wanted)")
    }
    let others = await served.get("/audit?lang=en", as: "access-admin", Served.browser).text
    #expect(!others.contains("3.0 MiB") && !others.contains("no such field"))
  }

  @Test("P10 Forms are offered that the rules in force open to the account, and no others")
  func offered() async throws {
    let served = try Served.afterItsYear()
    func page(_ address: String, as account: String) async -> String {
      await served.get(address + "?lang=en", as: account, Served.browser).text
    }
    // Under the points alone nobody corrects, sends notices or reviews admission.
    let shown = await page("/providers/hz-01", as: "department-head")
    #expect(shown.contains("/do/") && !shown.contains("/do/FactCorrected") && !shown.contains("/do/NoticeSent"))
    let event = await page("/events/5", as: "department-head")
    #expect(event.contains("As it is stored") && !event.contains("/do/FactCorrected"))
    let form = await page("/providers/hz-01/do/NoticeSent", as: "channel-operations")
    #expect(!form.contains("class=\"stack\"") && form.contains("none of your account"))
  }

  @Test("3.5 The statement of a year says how its bundle is checked, by the name under which it is downloaded")
  func howToCheck() async throws {
    let served = try Served.afterItsYear()
    let page = await served.get("/providers/wz-02/years/2011?lang=en", as: "auditor", Served.browser)
    #expect(page.text.contains("verify_bundle.py koufen-wz-02-2011.bundle.json SEAL"), "\(page.status)")
  }

  @Test("P6, 3.12 How old the last seal is, and what is left of the time for an appeal, is told by the API")
  func ages() async throws {
    let served = try Served.afterItsYear()
    #expect(await served.get("/v1/basis").json["sealAgeHours"] == .null)
    let breach = await served.get("/v1/providers/hz-03/breaches/training-failure:tr-1?asOf=2011-06-30")
    // Until 8 July: the first to the eighth without a weekend are six working days.
    #expect(breach.json["charge"]?["appealDaysLeft"] == .integer(6), "\(breach.text.prefix(200))")
    let later = await served.get("/v1/providers/hz-03/breaches/training-failure:tr-1?asOf=2011-12-31")
    #expect(later.json["charge"]?["appealDaysLeft"] == .integer(0))
  }

  @Test("§15 A page asks few questions: what the first byte waits for", arguments: pages)
  func questions(_ address: String) async throws {
    let page = ShownValues(await (try Served.afterItsYear()).get(address, Served.browser).text)
    // The work page asks one for each office, to say how much waits there.
    #expect(page.links.count <= (address.hasPrefix("/work") ? 20 : 14), "\(page.links.count): \(page.links)")
  }

  @Test("§3.13 A place that is not there and one that may not be seen are one page, but for the number of the request")
  func alike() async throws {
    let served = try Served.afterItsYear()
    func page(_ address: String) async -> (status: Int, text: String) {
      let told = await served.get(address, as: "provider", Served.browser)
      let text = told.text.replacing(#/<code>[0-9a-f-]{36}<\/code>/#, with: "")
        .replacing(#/\/[a-z]+\?lang=zh/#, with: "")
      return (told.status, text)
    }
    let (missing, forbidden) = (await page("/nothing?lang=en"), await page("/years?lang=en"))
    #expect(missing.status == 404 && forbidden.status == 403 && missing.text == forbidden.text)
  }

  @Test("11.5 A page that is looked at changes nothing, and has a tag by which it is not told again")
  func looking() async throws {
    let served = try Served.afterItsYear()
    let before = try served.ledger.head()
    let told = await served.get("/", Served.browser)
    let tag = try #require(told["etag"])
    #expect(await served.get("/", Served.browser.merging(["if-none-match": tag]) { $1 }).status == 304)
    #expect(try served.ledger.head() == before)
  }
}

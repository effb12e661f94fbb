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

/// What each page has to tell (pages §3), and in which language.
@Suite("Pages, place by place")
struct PlaceTests {
  /// Looks for words on a page, in their order.
  private func expect(_ words: [String], on page: String, _ address: String) {
    var rest = page[...]
    for word in words {
      guard let found = rest.range(of: word) else {
        Issue.record("\(address): no \(word), or not behind what stands before it")
        continue
      }
      rest = rest[found.upperBound...]
    }
  }

  @Test("P8 The address says the language, else the browser; what the log has in another is marked")
  func languages() async throws {
    let served = try Served.afterItsYear()
    let address = "/providers/hz-03?\(Served.then)"
    func page(_ address: String, _ accepted: String) async -> String {
      await served.get(address, Served.browser.merging(["accept-language": accepted]) { $1 }).text
    }
    let english = await page(address, "en-GB, zh;q=0.5")
    #expect(english.contains("<html lang=\"en\">") && english.contains("<h1><span lang=\"zh\">钱塘代购</span></h1>"))
    let chinese = await page(address, "zh-CN, en;q=0.5")
    #expect(chinese.contains("<html lang=\"zh-CN\">") && chinese.contains("<h1>钱塘代购</h1>"))
    #expect(await page(address + "&lang=zh", "en").contains("<html lang=\"zh-CN\">"))
    #expect(await page(address + "&lang=en", "zh").contains("<html lang=\"en\">"))
  }

  /// Pages of the year with what each must tell, in this order.
  private static let places: [(rule: String, address: String, words: [String])] = [
    (
      "3.2", "/providers/hz-03?\(Served.then)",
      ["钱塘代购", "class=\"curve", "Points of 2011", "Deposit", "What comes next", "Cities", "Last events"]
    ),
    ("3.2", "/providers/hz-03?diff=2011-04-01,2011-06-30", ["Between two moments"]),
    (
      "3.4", "/providers/hz-01/breaches/service-complaint:ticket:t-2",
      [
        "Statement of reasons", "What happened", "By when", "Dragon Boat", "What the rule allows", "What was decided",
        "What it came to", "Appeal", "Proof",
      ]
    ),
    ("3.6", "/events?provider=hz-03&order=asc", ["CSV", "learnt", "event", "by", "because of", "registered"]),
    ("3.6", "/events/266", ["As it is stored", "&quot;position&quot;:266", "hash of the one before"]),
    ("3.7", "/providers/hz-03/steps/20", ["step before", "step after", "next that moves points", "What changed"]),
    ("3.8", "/rulebooks", ["in force", "from the beginning"]),
    (
      "3.8", "/rulebooks/taobao-daigou-1.5",
      ["Clauses", "Numbers", "Who may do what", "Working days", "class=\"off\""]
    ),
    ("3.10", "/years", ["2012", "2011", "Providers"]),
    ("3.10", "/years/2011", ["2011", "Providers", "half of the first line", "By clause", "How each judged"]),
  ]

  @Test("3.2, 3.4, 3.6, 3.7, 3.8, 3.10 Each place tells what it is for", arguments: places.indices)
  func place(_ index: Int) async throws {
    let (_, address, words) = Self.places[index]
    let served = try Served.afterItsYear()
    let told = await served.get(
      address + (address.contains("?") ? "&" : "?") + "lang=en", as: "auditor", Served.browser)
    #expect(told.status == 200)
    expect(words, on: told.text.replacing("<wbr>", with: ""), address)
  }

  @Test("3.5 A preview has the form beside it as it was filled in, and the line it crosses first")
  func preview() async throws {
    let served = try Served.afterItsYear()
    let reported = await served.post(
      "/v1/providers/zj-90/events",
      #"{"type":"BreachReported","data":{"breach":"press-9","clause":"negative-press","evidence":"a newspaper"}}"#,
      as: "channel-expansion")
    #expect(reported.status == 201, "\(reported.text)")
    let address = "/providers/zj-90/do/BreachAssessed?lang=en"
    let page = await served.call(
      "POST", address, as: "channel-operations", Form.headers,
      body: Form.text([("breach", "press-9"), ("points", "12"), ("reason", "it was read by many")]))
    expect(
      ["nothing has happened yet", "What will be appended", "value=\"confirm\"", "it was read by many"],
      on: page.text, address)
  }

  @Test("P25 Whoever signs second sees what was signed before, by whom and when")
  func steps() async throws {
    let served = try Served.afterItsYear()
    let page = await served.get("/providers/wz-02/do/TerminationSigned?lang=en", as: "legal", Served.browser).text
    expect(["Who did which step", "li", "legal", "root", "system administrator"], on: page, "TerminationSigned")
  }

  @Test("3.8 A version that is published is seen at once, though versions that were read are kept")
  func published() async throws {
    let served = try Served.afterItsYear()
    let name = "taobao-daigou-1.5-offices"
    let address = "/rulebooks/\(name)?lang=en"
    let before = await served.get(address, Served.browser)
    #expect(before.status == 200 && before.text.contains("in force from the beginning"))
    let version = try RulesFile(bytes: try #require(Rulebook.carriedFile(name)), file: name)
    let first = try #require(LocalDate("2012-03-01"))
    try served.ledger.write {
      _ = try $0.publish(version, effective: first, by: nil, now: time("2012-02-01T12:00"))
    }
    #expect(await served.get(address, Served.browser).text.contains("1 Mar 2012"))
    #expect(await served.get("/rulebooks/nothing-of-the-kind", Served.browser).status == 404)
  }

  @Test("3.10 Every year there is stands on the page of one, and so does one that is asked for beyond them")
  func years() async throws {
    let served = try Served.afterItsYear()
    let this = await served.get("/years?lang=en", Served.browser).text
    #expect(this.contains("href=\"/years/2011?lang=en\"") && this.contains("href=\"/years/2012?lang=en\""))
    #expect(!this.contains("href=\"/years/2010?lang=en\"") && !this.contains("href=\"/years/2013?lang=en\""))
    #expect(await served.get("/years/2009?lang=en", Served.browser).text.contains("href=\"/years/2009?lang=en\""))
  }

  @Test("P10 On the last day to appeal there is a form for it; on the day after, a line that says it is over")
  func lastDayToAppeal() async throws {
    let served = try Served.afterItsYear()
    try served.add("hz-03", .provider("hz-03"))
    let form = "/providers/hz-03/do/AppealFiled?breach=training-failure:tr-1"
    for (day, isOver) in [("2011-07-08", false), ("2011-07-09", true)] {
      served.set(time("\(day)T12:00"))
      let page = await served.get(form, as: "hz-03", Served.browser)
      #expect(page.status == 200)
      #expect(page.text.contains("The time to appeal is over") == isOver, "\(day)")
      #expect(page.text.contains("name=\"grounds\"") == !isOver, "\(day)")
    }
  }

  @Test("3.3 What is marked on a later part of the list is listed from there, in tables that no form encloses")
  func marked() async throws {
    let served = try Served.afterItsYear()
    let all = "/work?role=all&limit=3&lang=en&\(Served.then)&through=2011-12-31"
    let first = await served.get(all, Served.browser).text
    let link = try #require(first.firstMatch(of: #/rel="next" href="([^"]+)"/#)).1
    let next = String(link).replacing("&amp;", with: "&")
    let later = await served.get(next, Served.browser).text
    let form = try #require(later.firstMatch(of: #/<form id="marked"[\s\S]*?<\/form>/#)).0
    #expect(form.contains("name=\"cursor\"") && form.contains("name=\"limit\"") && !form.contains("<table"))
    let boxes = later.matches(of: #/name="mark" form="marked" value="([^"]+)"/#).map { String($0.1) }
    let mark = try #require(boxes.first)
    let value = try #require(mark.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
    let listed = await served.get(next + "&mark=" + value, Served.browser)
    #expect(listed.status == 200 && listed.text.matches(of: #/<tr role="row"/#).count == 2)
    #expect(listed.text.contains("One after the other") && !listed.text.contains("type=\"checkbox\" name=\"mark\""))
  }

  @Test(
    "P1 P10 No link of a page is refused, of the present or of the past, whoever looks",
    arguments: [
      ("department-head", "/"), ("department-head", "/?\(Served.then)"),
      ("department-head", "/events/200?\(Served.then)"),
      ("provider", "/"), ("provider", "/providers/hz-01?\(Served.then)"),
    ])
  func links(_ account: String, _ address: String) async throws {
    let served = try Served.afterItsYear()
    let page = await served.get(address, as: account, Served.browser).text
    let links = Set(page.matches(of: #/<a [^>]*href="(\/[^"#]*)/#).map { String($0.1).replacing("&amp;", with: "&") })
      .filter { !$0.hasPrefix("/v1/") }
    #expect(links.count > 10, "\(page.prefix(300))")
    for link in links.sorted() {
      let told = await served.get(link, as: account, Served.browser)
      #expect(![400, 404].contains(told.status), "\(link): \(told.status)")
    }
  }

  @Test("3.10 Each curve is followed by its movements, and each of its stops leads to one")
  func movements() async throws {
    let page = await (try Served.afterItsYear()).get("/years/2011?lang=en", as: "auditor", Served.browser).text
    let stops = page.matches(of: #/class="stop" href="#([^"]*)"/#).map { String($0.1) }
    #expect(!stops.isEmpty && stops.allSatisfy { page.contains("<tr role=\"row\" id=\"\($0)\"") })
    // Each that is of a clause has its §, as the answer tells it.
    #expect(page.contains("/section\" value=\"1.1.3(4)\"") && page.contains("/clause\" value=\"negative-press\""))
  }

  @Test("3.2 What is taken away from a page of the past is of that past")
  func takenAway() async throws {
    let served = try Served.afterItsYear()
    for (address, wanted) in [
      ("/providers/hz-03", ["/years/2011/bundle?", "/breaches?year=2011&amp;format=csv&amp;"]),
      ("/years/2011", ["/v1/years/2011?"]),
    ] {
      let page = await served.get("\(address)?\(Served.then)", as: "auditor", Served.browser).text
      let links = page.matches(of: #/href="(\/v1\/[^"]*)" download/#).map { String($0.1) }
      for link in wanted { #expect(links.contains { $0.contains(link) }, "\(link): \(links)") }
      #expect(links.allSatisfy { $0.contains("asOf=2011-06-30") && $0.contains("knownAt=") }, "\(links)")
    }
  }
}

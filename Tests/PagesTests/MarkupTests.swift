import LedgerFormat
import Presentation
import Testing

@testable import Pages

/// What is put on a page, however it is meant (pages P4, P17).
@Suite("Markup of pages")
struct MarkupTests {
  /// A frame of answers that are at hand, by their addresses.
  private func frame(
    _ answers: [String: String], at address: Address = Address(""), _ language: Language = .en
  ) throws -> Frame {
    let me = try JSON(
      parsing:
        #"{"account":"wu","name":null,"roles":["channel-operations"],"role":"channel-operations","provider":null,"permissions":["providers","events","queue","rulebooks","simulate"]}"#
    )
    let questions = Questions { address in
      guard let text = answers[address.description] else { throw Missing(address: address.description) }
      return try JSON(parsing: text)
    }
    return Frame(
      .overview, language, at: address, me: Part(me), asking: questions, printedAt: "2011-06-16T12:00:00+08:00")
  }

  private struct Missing: Error { let address: String }

  @Test(
    "P17 A text of the log is text: nothing in it is markup, turns what stands beside it, or is a link",
    arguments: [
      ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
      ("a\" onload=\"x", "a&quot; onload=&quot;x"),
      ("http://elsewhere.example", "http://elsewhere.example"), ("\u{202E}turned", "\u{FFFD}turned"),
      ("two\nlines", "two<br>lines"), ("bell\u{7}", "bell\u{FFFD}"), ("'quoted' & more", "&#39;quoted&#39; &amp; more"),
    ])
  func hostile(_ text: String, _ shown: String) throws {
    let part = Part(.object([.init("reason", .string(text))]))["reason"]
    let html = try frame([:]).data(part).markup
    #expect(html.hasSuffix(">\(shown)</data>"))
    #expect(!html.contains("<script") && !html.contains("<a "))
  }

  @Test("P4 A value carries its path, and nothing where there is none")
  func paths() throws {
    let root = Part(
      try JSON(
        parsing:
          #"{"deposit":{"balanceFen":60000000},"breaches":[{"breach":"press-1","charged":20},{"breach":"b","charged":null}],"items":[{"score":3}]}"#
      ))
    let frame = try frame([:])
    #expect(
      frame.money(root["deposit"]["balanceFen"]).markup
        == #"<data data-path="deposit/balanceFen" value="60000000"><span class="money">¥600,000.00</span></data>"#)
    let breach = root["breaches"].items(by: "breach")
    #expect(
      frame.data(breach[0]["charged"]).markup == #"<data data-path="breaches/press-1/charged" value="20">20</data>"#)
    #expect(frame.data(breach[1]["charged"]).markup == #"<data data-path="breaches/b/charged" value="">–</data>"#)
    #expect(
      frame.data(root["items"].items[0]["score"]).markup == #"<data data-path="items/0/score" value="3">3</data>"#)
    #expect(frame.data(root["nothing"]["there"]).markup == #"<data data-path="nothing/there" value="">–</data>"#)
  }

  @Test("P7 Times are the ledger's, with the offset in the title")
  func times() throws {
    let part = Part(try JSON(parsing: #"{"at":"2011-06-03T16:00:00+08:00","due":"2011-06-21"}"#))
    #expect(
      try frame([:]).moment(part["at"]).markup
        == #"<time data-path="at" datetime="2011-06-03T16:00:00+08:00" title="2011-06-03T16:00:00+08:00">3 Jun 2011 <span class="clock">16:00</span></time>"#
    )
    #expect(try frame([:]).date(part["due"], named: true).markup.contains(">Tue 21 Jun 2011<"))
    #expect(try frame([:], .zh).date(part["due"], named: true).markup.contains(">2011年6月21日周二<"))
  }

  @Test("P1 An address keeps what it says, and is encoded where it must be")
  func addresses() {
    let address = Address("providers", "hz-01", query: ["q": "a&b=c 中", "empty": nil, "asOf": "2011-06-30"])
    #expect(address.description == "/providers/hz-01?q=a%26b%3Dc%20%E4%B8%AD&asOf=2011-06-30")
    #expect(address.replacing("q", nil).description == "/providers/hz-01?asOf=2011-06-30")
    #expect(address.replacing("asOf", "2011-07-01")["asOf"] == "2011-07-01")
    #expect(Address("", query: ["x": ""]).description == "/")
    #expect(Address("a/b", "..").path == "/a%2Fb/..")
  }

  @Test("P16 An empty list says what was looked for and what would fill it", arguments: Language.allCases)
  func empty(_ language: Language) throws {
    let rendered = try Pages.Page.overview.render(
      [],
      in: try frame(
        [
          "/v1/providers?sort=line&q=zz&limit=50": #"{"items":[],"next":null,"head":4,"total":0}"#,
          "/v1/overview":
            #"{"asOf":"2011-06-16","knownAt":"2011-06-16T12:00:00+08:00","counts":{"providers":0,"ended":0,"atSecondLine":0,"atFirstLine":0,"near":0,"mayReach":0,"lateWork":0,"sinceYesterday":0},"head":4}"#,
        ], at: Address("", query: ["q": "zz"]), language))
    let page = String(decoding: rendered.bytes, as: UTF8.self)
    #expect(rendered.status == 200 && page.contains("class=\"empty\"") && !page.contains("<table"))
    #expect(page.contains(language == .zh ? "没有符合这些条件的服务商" : "No provider is like this"))
  }

  @Test("P2, P3 The style sheet has at most 20 KB, the script 14 KB, and neither asks anything of anybody else")
  func sizes() {
    #expect(Asset.style.bytes.count <= 20 * 1024 && Asset.script.bytes.count <= 14 * 1024)
    for asset in [Asset.style, Asset.script] {
      let text = String(decoding: asset.bytes, as: UTF8.self)
      #expect(
        !text.contains("http:") && !text.contains("https:") && !text.contains("@import") && !text.contains("url("))
      #expect(!text.contains("innerHTML") && !text.contains("eval("))
    }
  }

  @Test("Every page takes the language, and those of the ledger the two clocks", arguments: Pages.Page.allCases)
  func parameters(_ page: Pages.Page) {
    #expect(page.parameters.contains("lang"))
    #expect(page.isOfLedger == page.parameters.contains("knownAt"))
    #expect(page.path.hasPrefix("/"))
  }
}

import LedgerDomain
import LedgerFormat
import Presentation
import Testing

@testable import Pages

/// Forms and sentences of what the offices do, in the words of the rules in force.
@Suite("Forms of the offices")
struct OfficeFormTests {
  private struct Missing: Error { let address: String }

  private static let rules = """
    {"names":{"criteria":{"capital":{"zh":"注册资金","en":"registered capital"}},
    "duties":{"notify-charge":{"zh":"告知扣分","en":"tell of points"}},
    "measures":{"compensate":{"zh":"判定赔付","en":"ordered to compensate"}}},
    "terms":{"deposit.per-city-fen":30000000,"clauses.negative-press.points":[10,20]},
    "clauses":[{"clause":"negative-press","section":"1.1","origin":"reported","minimum":10,"maximum":20,
    "paraphrase":{"zh":"负面报道","en":"it was in the press"}}]}
    """

  private static let standing = """
    {"name":"One","year":2011,"score":0,"status":"active","expansion":"open","deposit":{"balanceFen":0},
    "duties":[{"duty":"notify-charge:b-1","state":"open"},{"duty":"notify-charge:b-0","state":"late"}]}
    """

  private static let duty = """
    {"duty":"outlets-signing:m-1","asks":{"zh":"签约","en":"sign"},"due":"2011-03-04",
    "metBy":{"parts":["system-data","own-part"],"oneOf":["destroyed","recovered"]}}
    """

  /// A breach for which 10 to 20 points may be charged, and so many were.
  private static func charged(_ points: Int) -> String {
    #"{"breach":"b","clause":"negative-press","state":"assessed","minimum":10,"maximum":20,"assessed":\#(points)}"#
  }

  /// A frame for an account of channel operations, under rules that have a little of each section.
  private func frame(_ address: Address, _ language: Language = .en) throws -> Frame {
    let me = try JSON(
      parsing: #"{"account":"a","roles":["channel-operations"],"permissions":["submit","providers","rulebooks"]}"#)
    let answers = [
      ("/v1/rulebooks/v", Self.rules), ("/v1/basis", #"{"rulebook":"v"}"#), ("/v1/providers/hz-01/duties/", Self.duty),
      ("/v1/providers/hz-01/breaches/press-1", #"{"breach":"press-1","clause":"negative-press","state":"pending"}"#),
      (
        "/v1/providers/hz-01/breaches/service",
        #"{"breach":"service-complaint:ticket:t-1","clause":"service-complaint","state":"pending"}"#
      ), ("/v1/providers/hz-01/breaches/least", Self.charged(10)),
      ("/v1/providers/hz-01/breaches/more", Self.charged(12)),
      ("/v1/providers/hz-01", Self.standing),
    ]
    let questions = Questions { asked in
      guard let known = answers.first(where: { asked.description.hasPrefix($0.0) }) else {
        throw Missing(address: asked.description)
      }
      return try JSON(parsing: known.1)
    }
    var frame = Frame(
      .doing, language, at: address, me: Part(me), asking: questions, printedAt: "2011-06-16T12:00:00+08:00")
    frame.own = Part(
      try JSON(
        parsing:
          #"{"channels":["courier"],"criteria":[{"criterion":"capital","name":{"zh":"注册资金","en":"capital"},"about":"provider","roles":["channel-operations"],"kind":"number","unit":"fen","choices":[],"judged":false},{"criterion":"years","name":{"zh":"年限","en":"years in business"},"about":"provider","roles":["channel-operations"],"kind":"number","unit":"years","choices":[],"judged":false},{"criterion":"scope","name":{"zh":"范围","en":"scope"},"about":"provider","roles":["channel-operations"],"kind":"choice","unit":null,"choices":["regional"],"judged":false}]}"#
      ))
    for kind in FactKind.allCases { frame.open[kind] = [.channelOperations] }
    return frame
  }

  private func form(_ type: String, query: KeyValuePairs<String, String?> = [:]) throws -> String {
    let frame = try frame(Address("providers", "hz-01", "do", type, query: query))
    return try #require(DoPage(frame: frame, provider: "hz-01", type: type)).content().body.markup
  }

  @Test("P21 offices §4 An amount is asked in yuan, another number with what it counts, a choice in words")
  func units() throws {
    let page = try form("AdmissionReviewed")
    #expect(page.contains("name=\"findings.0.yuan\"") && !page.contains("name=\"findings.0.value\""))
    #expect(page.contains("aria-label=\"found (yuan): capital\"") && page.contains("(years): years in business"))
    #expect(page.contains("<option value=\"regional\">a region</option>"))
  }

  @Test("P21 Terms are called by their names, with what the rules say as people read it")
  func terms() throws {
    let page = try form("AgreementSigned")
    #expect(page.contains(">deposit for each city, in yuan</label>") && page.contains("¥300,000.00"))
    #expect(page.contains("name=\"terms.deposit.per-city-fen.yuan\"") && page.contains("placeholder=\"5-15\""))
    #expect(page.contains("range of negative press") && page.contains(">10</data>–<data"), "\(page)")
  }

  @Test("P20 Kinds, channels and keys are chosen or offered in the words of the rules")
  func chosen() throws {
    #expect(try form("MeasureOrdered").contains("<option value=\"compensate\">ordered to compensate</option>"))
    let notice = try form("NoticeSent")
    #expect(notice.contains("<option value=\"courier\">courier</option>"))
    #expect(notice.contains("<option value=\"notify-charge:b-1\">tell of points</option>"))
    #expect(!notice.contains("notify-charge:b-0"))
  }

  @Test("P10 An issue is asked of a service complaint alone, for of any other breach it is refused")
  func issue() throws {
    for (breach, isAsked) in [("press-1", false), ("service-complaint:ticket:t-1", true)] {
      let page = try form("BreachAssessed", query: ["breach": breach])
      #expect(page.contains("name=\"issue\"") == isAsked && page.contains("share one cap") == isAsked, "\(breach)")
    }
  }

  @Test("P10, P21 §5 What was charged at its least is confirmed or overturned: below it nothing is left to reduce")
  func least() throws {
    let least = try form("AppealDecided", query: ["breach": "least"])
    #expect(!least.contains("name=\"points\"") && !least.contains("value=\"reduced\""), "\(least)")
    #expect(least.contains("value=\"confirmed\"") && least.contains("value=\"overturned\""))
    let more = try form("AppealDecided", query: ["breach": "more"])
    #expect(more.contains("min=\"10\" max=\"11\"") && more.contains("value=\"reduced\""), "\(more)")
  }

  @Test("P10 offices §3 A duty leads to the form that meets it, and not to one that the ledger would refuse")
  func duties() throws {
    func row(_ slug: String, _ change: (inout DutyRow) -> Void) -> DutyRow {
      var row = DutyRow(
        slug: Key(slug), section: "1", owedBy: .channelOperations, owedTo: .provider, opens: [], words: .same(slug))
      change(&row)
      return row
    }
    let fulfilled = DutyRow.Trigger(event: EventName("MeasureFulfilled"), subject: .field("measure"))
    var frame = try frame(Address("work"))
    frame.duties = DutyRows([
      row("review") { $0.metBy = [.when(.admissionFit)] }, row("notify") { $0.isMetByNotice = true },
      row("comply") { $0.metBy = [.event(fulfilled)] }, row("wait") { $0.metBy = [.when(.readyToOpen)] },
      row("pay") {
        $0.metBy = [.event(.init(event: EventName("DepositFrozen")))]
        $0.recordedBy = [.channelOperations]
      },
      row("file") { $0.recordedBy = [.legal] },
    ])
    let forms = [
      ("review", ["AdmissionReviewed"]), ("notify:press-1", ["NoticeSent?about=notify:press-1"]),
      ("comply:m-1", ["MeasureFulfilled?measure=m-1"]), ("pay", ["DutyFulfilled?duty=pay", "DepositFrozen"]),
      ("wait", []), ("file", []), ("gone", []),
    ]
    for (duty, forms) in forms {
      let item = JSON.object([
        .init("work", "meet-duty"), .init("subject", .string(duty)), .init("provider", "hz-01"),
        .init("roles", .array(["channel-operations"])),
      ])
      let links = Deed.links(for: Part(item), in: frame).markup
      let found = links.matches(of: #/href="\/providers\/hz-01\/do\/([^"]*)"/#).map { String($0.1) }
      #expect(found == forms, "\(duty): \(links)")
    }
  }

  @Test("P10 offices §8 Of the kinds of measures those are offered that the account may order")
  func orderable() throws {
    var frame = try frame(Address("providers", "hz-01", "do", "MeasureOrdered"))
    frame.own = Part(.object([.init("measures", .array([]))]))
    let page = try #require(DoPage(frame: frame, provider: "hz-01", type: "MeasureOrdered")).content().body.markup
    #expect(!page.contains("value=\"compensate\""))
  }

  @Test("P21 Beside the form that marks a duty fulfilled stand its parts, in words with their codes")
  func parts() throws {
    let page = try form("DutyFulfilled", query: ["duty": "outlets-signing:m-1"])
    #expect(page.contains(">sign</data></a>") && page.contains("Fri 4 Mar 2011"), "\(page)")
    #expect(page.contains("<dt>all of</dt><dd>data in the system <span"), "\(page)")
    for part in [">system-data</data>", ">own-part</data>", "<dt>one of</dt>"] { #expect(page.contains(part)) }
    #expect(!(try form("DutyWaived", query: ["duty": "outlets-signing:m-1"])).contains("<dt>all of</dt>"))
  }

  @Test("P21 A report has the clauses in their words, with what each may cost")
  func clauses() throws {
    let page = try form("BreachReported", query: ["clause": "negative-press"])
    #expect(page.contains("it was in the press") && page.contains(">10</data>–<data"))
  }

  @Test("offices §4 A sentence calls criteria and duties by the words of the rules", arguments: Language.allCases)
  func sentences(_ language: Language) throws {
    let frame = try frame(Address("events"), language)
    func sentence(_ type: String, _ data: String) throws -> String {
      let event = Part(
        try JSON(
          parsing:
            #"{"position":4,"version":3,"id":null,"type":"\#(type)","provider":"hz-01","at":"2011-02-17T00:00:00+08:00","recordedAt":"2011-02-17T00:00:00+08:00","by":{"id":"chen","role":"channel-expansion"},"data":\#(data),"cause":3,"rulebook":"v"}"#
        ))
      return frame.sentence(of: event).markup
    }
    let changed = try sentence(
      "AdmissionChanged", #"{"state":"unfit","unmet":["capital"],"missing":["years"],"clause":"§1.2"}"#)
    #expect(changed.contains(language(zh: "未满足 注册资金；未认定 years", en: "unmet: registered capital; missing: years")))
  }

  @Test("offices §3 A sentence has measures, channels, parts and what was chosen in words, and amounts in yuan")
  func codes() throws {
    func sentence(_ type: String, _ data: String, _ language: Language) throws -> String {
      let event = Part(
        try JSON(
          parsing:
            #"{"position":4,"version":3,"id":null,"type":"\#(type)","provider":"hz-01","at":"2011-02-17T00:00:00+08:00","recordedAt":"2011-02-17T00:00:00+08:00","by":{"id":"chen","role":"channel-operations"},"data":\#(data),"cause":null,"rulebook":"v"}"#
        ))
      return try frame(Address("events"), language).sentence(of: event).markup
    }
    let measure = #"{"measure":"m-1","kind":"compensate","reason":"r"}"#
    #expect(try sentence("MeasureOrdered", measure, .zh).contains("措施类型判定赔付"))
    #expect(try sentence("MeasureOrdered", measure, .en).contains("kind ordered to compensate"))
    let notice =
      #"{"notice":"n-1","channel":"registered-mail","about":["notify-charge:b-1"],"to":"x","text":"t"}"#
    #expect(try sentence("NoticeSent", notice, .zh).contains("送达方式挂号信"))
    let parts = #"{"duty":"pilot-outlets","parts":["stamped-copy","own-part"],"evidence":"e"}"#
    #expect(try sentence("DutyFulfilled", parts, .zh).contains("盖章回传件、own-part"))
    #expect(try sentence("DutyFulfilled", parts, .en).contains("stamped copy"))
    let finding = #"{"findings":[{"criterion":"scope","value":"single-city"}]}"#
    #expect(try sentence("AdmissionReviewed", finding, .zh).contains("单个城市"))
    let agreement =
      #"{"startsOn":"2011-01-01","endsOn":"2011-12-31","terms":{"deposit":{"per-city-fen":5000000},"appeal":{"working-days":9}}}"#
    let told = try sentence("AgreementSigned", agreement, .en)
    #expect(told.contains("deposit for each city ¥50,000.00") && !told.contains("fen"), "\(told)")
  }

  @Test("3.7 An agreement that changed is told by its term and what it sets; what stayed is only counted")
  func changedAgreement() throws {
    let old = #"{"position":3,"startsOn":"2011-01-01","endsOn":"2011-06-30","terms":{}}"#
    let new =
      #"{"position":9,"startsOn":"2011-07-01","endsOn":"2011-12-31","terms":{"clauses":{"negative-press":{"points":[5,10]}},"deposit":{"per-city-fen":5000000}}}"#
    let change = Part(try JSON(parsing: "{\"path\":\"agreements\",\"before\":[\(old)],\"after\":[\(old),\(new)]}"))
    let english = try frame(Address("")).row(of: change).cells.map(\.markup)
    #expect(english[1].contains(">1, unchanged</data>"), "\(english)")
    let words = "range of negative press 5–10, deposit for each city ¥50,000.00"
    #expect(english[2].contains(">1 Jul 2011 to 31 Dec 2011: \(words); 1 more unchanged</data>"), "\(english)")
    let chinese = try frame(Address(""), .zh).row(of: change).cells.map(\.markup)
    #expect(chinese[0].contains("value=\"agreements\">协议</data>") && chinese[2].contains("每城市保证金 ¥50,000.00"))
  }

  @Test("3.3 Work is told by the words of its clause, and what its key says besides")
  func workAbout() throws {
    let item = Part(
      try JSON(
        parsing:
          #"{"work":"assess","subject":"training-failure:tr-1","clause":"training-failure","roles":["legal"],"provider":"hz-01"}"#
      ))
    let told = try frame(Address("")).nextStep(item).markup
    #expect(told.contains(">training failure</data>") && told.contains("value=\"training-failure:tr-1\">tr-1</data>"))
  }

  @Test("P10 A refusal of a term, or of what was found, names the field and leads to it", arguments: Language.allCases)
  func refusedField(_ language: Language) throws {
    func page(_ type: String, _ fields: [String: String], _ path: String) throws -> String {
      var frame = try frame(Address("providers", "hz-01", "do", type), language)
      let problem = JSON.object([
        .init("field", .string(path)), .init("detail", .string("\(path): no")), .init("code", "bad-input"),
      ])
      frame.posted = Posted(fields, problem: problem)
      return try #require(DoPage(frame: frame, provider: "hz-01", type: type)).content().body.markup
    }
    let deposit = "terms.deposit.per-city-fen.yuan"
    for path in [deposit, "data.terms.deposit.per-city-fen"] {
      let told = try page("AgreementSigned", [deposit: "many"], path)
      let label = language(zh: "每城市保证金（元）：No", en: "deposit for each city, in yuan: No")
      #expect(told.contains("<a href=\"#i-\(deposit)\">\(label)</a>"), "\(told)")
      #expect(told.contains("<input id=\"i-\(deposit)\" name=\"\(deposit)\" value=\"many\""))
      #expect(told.contains("<span class=\"wrong\" id=\"w-\(deposit)\">No</span>") && told.contains(" open><summary>"))
    }
    let found = try page(
      "AdmissionReviewed", ["findings.0.criterion": "capital", "findings.0.yuan": "many"], "data.findings[0].value")
    let label = language(zh: "注册资金：No", en: "capital: No")
    #expect(found.contains("<a href=\"#i-findings.0.yuan\">\(label)</a>"), "\(found)")
    #expect(found.contains("<span class=\"wrong\" id=\"w-findings.0.yuan\">No</span>"))
  }

  @Test("P10 What may be done about a thing leads to its form, where the rules open that to the account")
  func links() throws {
    var frame = try frame(Address("providers", "hz-01"))
    frame.open[.measure(.lifted)] = nil
    let links = Deed.links(
      to: [.measure(.fulfilled), .measure(.lifted)], of: "hz-01", "measure", "m-1", in: frame
    ).markup
    #expect(links.contains("/providers/hz-01/do/MeasureFulfilled?measure=m-1") && !links.contains("MeasureLifted"))
  }
}

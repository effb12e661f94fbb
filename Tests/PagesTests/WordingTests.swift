import LedgerDomain
import LedgerFormat
import Presentation
import Testing

@testable import Pages

/// What a page says beside its values, where saying it otherwise would mislead whoever reads (pages P8).
@Suite("Words of pages")
struct WordingTests {
  /// A frame for the head of the department; a question is answered by the first text whose name the address begins with.
  private func frame(
    _ answers: KeyValuePairs<String, String> = [:], at address: Address = Address(""), _ language: Language = .en,
    page: Pages.Page? = .overview
  ) throws -> Frame {
    let me = try JSON(
      parsing:
        #"{"account":"lin","name":null,"roles":["department-head"],"role":"department-head","provider":null,"permissions":["providers","events","rulebooks","submit","bundle"]}"#
    )
    let questions = Questions { asked in
      guard let known = answers.first(where: { asked.description.hasPrefix($0.key) }) else {
        throw Missing(address: asked.description)
      }
      return try JSON(parsing: known.value)
    }
    return Frame(page, language, at: address, me: Part(me), asking: questions, printedAt: "2011-06-16T12:00:00+08:00")
  }

  private struct Missing: Error { let address: String }

  private func answered(_ text: String) throws -> Answered {
    Answered(question: Address("v1", "x"), root: Part(try JSON(parsing: text)))
  }

  private func count(_ piece: String, in html: HTML) -> Int { html.markup.ranges(of: piece).count }

  @Test(
    "P24 3.6 A receipt does not say that nothing changed where what followed changed it",
    arguments: [("[4]", true), ("[]", false)])
  func receipt(_ consequences: String, _ drew: Bool) throws {
    let event =
      #"{"position":3,"version":2,"type":"BreachAssessed","provider":"hz-01","at":"2011-03-01T10:00:00+08:00","recordedAt":"2011-03-01T10:00:00+08:00","by":null,"data":{},"cause":null,"rulebook":"r"}"#
    let frame = try frame([
      "/v1/events/3": "{\"event\":\(event),\"hash\":\"ab\",\"consequences\":\(consequences)}",
      "/v1/providers/hz-01/steps/2":
        #"{"changes":[],"score":{"before":0,"after":0},"status":{"before":"active","after":"active"}}"#,
    ])
    let page = try EventPage(frame: frame, position: "3").content().body
    #expect(page.markup.contains("By itself it changes nothing; what followed is above.") == drew)
    #expect(page.markup.contains("Nothing of the standing changed.") == !drew)
  }

  @Test(
    "P10 A judgement that waits to be reviewed is not called an appeal, on its button nor on its form",
    arguments: [
      ("review-judgement", "[\"press-1\"]", "review the judgement", "复核评定"),
      ("decide-appeal", "[]", "decide the appeal", "裁定申诉"),
    ])
  func reviewed(_ work: String, _ reviews: String, _ english: String, _ chinese: String) throws {
    let item = Part(
      try JSON(
        parsing: "{\"work\":\"\(work)\",\"roles\":[\"department-head\"],\"provider\":\"hz-01\",\"subject\":\"press-1\"}"
      ))
    #expect(Deed.links(for: item, in: try frame()).markup.contains(">\(english)</a>"))
    #expect(Deed.links(for: item, in: try frame([:], .zh)).markup.contains(">\(chinese)</a>"))
    let form = try frame(
      [
        "/v1/providers/hz-01/breaches/press-1": #"{"breach":"press-1","clause":"negative-press"}"#,
        "/v1/providers/hz-01": "{\"provider\":\"hz-01\",\"name\":\"One\",\"reviews\":\(reviews)}",
      ], at: Address("providers", "hz-01", "do", "AppealDecided", query: ["breach": "press-1"]))
    let page = try #require(DoPage(frame: form, provider: "hz-01", type: "AppealDecided"))
    #expect(try page.content().title.lowercased() == english)
  }

  @Test("3.13 The page of a code has its sentence as the heading, and the code beneath")
  func code() throws {
    let rendered = try frame(page: nil).render(
      code: "same-person", reason: Words(zh: "同一人。", en: "It is the same person."), remedy: .same("Ask another."))
    let page = String(decoding: rendered.bytes, as: UTF8.self)
    #expect(page.contains("<h1>It is the same person.</h1>") && page.contains("<code>same-person</code>"))
  }

  @Test(
    "3.4 A subject's breach may be appealed until a day only while nobody appealed; what was said stands once",
    arguments: [
      (#"{"items":[]}"#, "assessed", "2024-02-01", "until"),
      (#"{"items":[]}"#, "assessed", "2024-01-02", "the time is over"),
      (#"{"items":[]}"#, "pending", "2024-02-01", "Only a charge can be appealed."),
      (
        #"{"items":[{"type":"AppealFiled","data":{"grounds":"a flood"}},{"type":"AppealDecided","data":{}}]}"#,
        "overturned", "2024-02-01", ">a flood<"
      ),
    ])
  func appeal(_ events: String, _ state: String, _ last: String, _ said: String) throws {
    let frame = try frame([
      "/v1/providers/zt-01/events": events, "/v1/providers/zt-01": #"{"asOf":"2024-01-10","name":"Point"}"#,
    ])
    let page = SubjectBreachPage(
      frame: frame,
      answer: try answered(
        "{\"provider\":\"zt-01\",\"breach\":\"c-1\",\"state\":\"\(state)\",\"appealUntil\":\"\(last)\"}")
    ).content().body
    #expect(count(said, in: page) == 1, "\(page.markup)")
    #expect(page.markup.contains("until") == (state == "assessed"))
  }

  @Test("P4 The proof in the chain names events in words, and keeps their types for machines")
  func chain() throws {
    let links = Part(
      try JSON(parsing: #"[{"position":7,"version":2,"type":"BreachAssessed","hash":"ab"}]"#))
    let table = try frame([:], .zh).chain(links).markup
    let words = Language.zh(EventKind("BreachAssessed")?.words ?? .same(""))
    #expect(table.contains("value=\"BreachAssessed\">\(words)</data>"), "\(table)")
    #expect(try frame().bundle(of: "hz-01", in: "2011").markup.contains("/v1/providers/hz-01/years/2011/bundle"))
  }

  @Test(
    "3.2 With an open rectification the worst counts that it fails",
    arguments: [("null", false), (#"{"year":2011,"ordered":true,"deadline":null}"#, true)])
  func outlook(_ rectification: String, _ isOpen: Bool) throws {
    let frame = try frame([
      "/v1/providers/hz-01": "{\"provider\":\"hz-01\",\"year\":2011,\"rectification\":\(rectification)}"
    ])
    let outcome = #"{"score":40,"status":"active"}"#
    let outlook = try answered(
      "{\"year\":2011,\"best\":\(outcome),\"worst\":\(outcome),\"worstWithDuties\":\(outcome),\"worstThisMonth\":\(outcome)}"
    )
    let page = try ProviderPage(frame: frame, provider: "hz-01")
    let box = ProviderOutlook(page: page, outlook: outlook).html.markup
    #expect(box.contains("if all pending is judged at its most"))
    #expect(box.contains("and the rectification fails") == isOpen)
  }

  @Test("P5, P8 That the past is shown is said with the marks of the page's language")
  func past() throws {
    let basis = try answered(#"{"asOf":"2011-06-16","knownAt":"2011-06-16T12:00:00+08:00"}"#)
    let chinese = try frame([:], .zh).banner(basis).markup
    #expect(chinese.contains("</time>，按当时所知：<time") && chinese.contains("</time>。这是过去的情况，只供查看；办理请回到现在。"))
    #expect(try frame().banner(basis).markup.contains("</time>, as known at <time"))
  }

  @Test("3.8 The working days stand under the days of the week; an amount in yuan has no unit of another")
  func calendar() throws {
    let deposit = Term.single(.depositPerCity)
    for (language, day, name) in [(Language.zh, "一", "每城市保证金"), (.en, "Mo", "deposit for each city")] {
      var frame = try frame(
        ["/v1/rulebooks/v": "{\"title\":{},\"clauses\":[],\"terms\":{\"\(deposit.path)\":60000000}}"],
        at: Address("rulebooks", "v", query: ["asOf": "2011-06-16"]), language)
      frame.own = Part(try JSON(parsing: #"{"years":[2011],"days":[]}"#))
      let page = try RulebookPage(frame: frame, name: "v").content().body
      #expect(count("<th scope=\"col\" class=\"soft\">\(day)</th>", in: page) == 12)
      #expect(page.markup.contains("\(name)<") && page.markup.contains("¥600,000.00"), "\(page.markup.prefix(3000))")
    }
  }

  @Test("3.7, P4 A field that changed is told in words; its path and values are kept for machines")
  func changed() throws {
    let change = Part(
      try JSON(parsing: #"{"path":"breaches/press-1/state","before":"pending","after":null}"#))
    let chinese = try frame([:], .zh).row(of: change).cells.map(\.markup)
    #expect(chinese[0].contains("value=\"breaches/press-1/state\">违规 press-1 的状态</data>"))
    #expect(chinese[1].contains("value=\"pending\">待评定</data>") && chinese[2].contains("value=\"\">–</data>"))
    #expect(try frame().row(of: change).cells[0].markup.hasPrefix("<code>"))
  }

  @Test("P7 The day of a date, of a moment, and of what is neither")
  func days() throws {
    let part = Part(try JSON(parsing: #"{"on":"2011-06-03","at":"2011-06-03T16:00:00+08:00","no":"x","none":null}"#))
    #expect(["on", "at", "no", "none"].map { part[$0].day?.description } == ["2011-06-03", "2011-06-03", nil, nil])
  }
}

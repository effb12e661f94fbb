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
        #"{"account":"lin","name":null,"roles":["department-head"],"role":"department-head","provider":null,"permissions":["providers","events","rulebooks","submit","bundle","accounts"]}"#
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
    #expect(try page.content().title.lowercased() == english + ": press-1")
  }

  @Test("3.13 The page of a code has its sentence as the heading, and the code beneath")
  func code() throws {
    let rendered = try frame(page: nil).render(
      code: "same-person", reason: Words(zh: "同一人。", en: "It is the same person."), remedy: .same("Ask another."),
      checked: [])
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
    #expect(try frame().bundle(of: "hz-01", in: "2011").markup.contains("/v1/providers/hz-01/years/2011/bundle\""))
    let then = Address("", query: ["asOf": "2011-06-30", "knownAt": "2011-07-01T00:00"])
    #expect(
      try frame([:], at: then).bundle(of: "hz-01", in: "2011").markup
        .contains("/bundle?asOf=2011-06-30&amp;knownAt=2011-07-01T00:00\""))
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
    let box = ProviderOutlook(
      page: page, outlook: outlook, known: KnownBreaches(of: "hz-01", in: frame)
    ).html.markup
    #expect(box.contains("if all pending is judged at its most"))
    #expect(box.contains("and the rectification fails") == isOpen)
  }

  @Test(
    "3.2 When a breach became known stands beside the day of the act where that is another day",
    arguments: [("2011-04-11T10:00:00+08:00", true), ("2011-04-09T10:00:00+08:00", false)])
  func known(_ recorded: String, _ isLater: Bool) throws {
    let frame = try frame([
      "/v1/providers/hz-01/events":
        "{\"items\":[{\"recordedAt\":\"\(recorded)\",\"data\":{\"breach\":\"press-1\"}}]}"
    ])
    let known = KnownBreaches(of: "hz-01", in: frame)
    let act = try answered(#"{"on":"2011-04-09"}"#)["on"]
    let shown = known.aside(of: "press-1", act: act, beside: 2011).markup
    #expect(shown.contains("learnt <") == isLater && shown.contains("items/0/recordedAt") == isLater, "\(shown)")
    #expect(known.aside(of: "press-2", act: act, beside: 2011).markup.isEmpty)
    #expect(known.day(of: "press-1", beside: 2011) != nil)
  }

  @Test(
    "3.1 What is to be done is called by its clause once",
    arguments: [
      ("investigate", "early-exits", "early-exits:hangzhou", "investigate early exits hangzhou"),
      ("set-demands", "early-exits", "early-exits:hangzhou", "set demands early exits hangzhou"),
      ("assess", "training-failure", "training-failure:tr-1", "assess breach training failure tr-1"),
    ])
  func calledOnce(_ work: String, _ clause: String, _ subject: String, _ words: String) throws {
    let item = Part(
      try JSON(parsing: "{\"work\":\"\(work)\",\"clause\":\"\(clause)\",\"subject\":\"\(subject)\"}"))
    let told = try frame().nextStep(item).markup.replacing(#/<[^>]*>/#, with: "").split(separator: " ").joined(
      separator: " ")
    #expect(told == words)
  }

  @Test(
    "P1 P5 From a page of the past the pages that know no clocks are led to without them; late work is a filter of its page"
  )
  func besides() throws {
    let then = Address("", query: ["asOf": "2011-06-30", "knownAt": "2011-07-01T00:00", "lang": "en"])
    let frame = try frame(at: then)
    for place in Place.allCases where !place.pages.allSatisfy(\.isOfLedger) && place != .overview && place != .rules {
      #expect(!place.address(in: frame).description.contains("asOf"), "\(place)")
    }
    #expect(frame.linkBeside("me").description == "/me?lang=en")
    #expect(Pages.Page.work.parameters.contains("late") && Pages.Page.overview.parameters.contains("curve"))
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
    #expect(try frame().row(of: change).cells[0].markup.contains(">state of breach press-1</data>"))
  }

  @Test("3.7 A field of a subject that changed is told by the words of its programme")
  func changedOfSubject() throws {
    let names = ProgrammeNames(
      { kind, name in
        ["counter points": Words(zh: "扣分", en: "points"), "duty answer": Words(zh: "答复", en: "answer in time")][
          "\(kind.rawValue) \(name)"]
      }, isMoney: { _, _, _ in false }, condition: { _ in nil })
    func told(_ path: String, _ after: String) throws -> [String] {
      let change = Part(try JSON(parsing: "{\"path\":\"\(path)\",\"before\":null,\"after\":\(after)}"))
      return try frame().row(of: change, by: names).cells.map(\.markup)
    }
    #expect(try told("breaches/c-1/charged/points", "5")[0].contains(">“points” of breach c-1</data>"))
    let duty = try told("duties/answer:t-1", #""due 2024-01-13""#)
    #expect(duty[0].contains(">duty “answer in time” t-1</data>") && duty[2].contains(">due 13 Jan 2024</data>"))
    let notice = try told("notices", #"["warning 2024-01-10"]"#)[2]
    #expect(notice.contains("warning") && notice.contains(" 10 Jan 2024</data>"))
  }

  @Test("P7 The day of a date, of a moment, and of what is neither")
  func days() throws {
    let part = Part(try JSON(parsing: #"{"on":"2011-06-03","at":"2011-06-03T16:00:00+08:00","no":"x","none":null}"#))
    #expect(["on", "at", "no", "none"].map { part[$0].day?.description } == ["2011-06-03", "2011-06-03", nil, nil])
  }

  @Test("3.4 A strip of days says what was counted of each, and by how much it came too late")
  func strip() throws {
    let term = Part(
      try JSON(
        parsing:
          #"{"rule":"response-clock","seconds":43200,"from":"2011-06-03T16:00:00+08:00","due":"2011-06-07","dueAt":"2011-06-07T15:00:00+08:00","provisional":false,"met":false,"lateSeconds":1800,"lateDays":null,"days":[{"date":"2011-06-03","kind":"working","number":1,"counted":true,"from":"2011-06-03T16:00:00+08:00","to":"2011-06-03T22:00:00+08:00","seconds":21600},{"date":"2011-06-04","kind":"weekend","number":null,"counted":false}]}"#
      ))
    let english = DayStrip(frame: try frame(), term: term, days: term["days"], facts: []).html.markup
    #expect(english.contains("value=\"21600\">6 h</data>") && !english.contains("value=\"1\">1</data>"))
    #expect(english.contains("Tue 7 Jun 2011") && english.contains("value=\"1800\">30 min</data> late"))
    let chinese = DayStrip(frame: try frame([:], .zh), term: term, days: term["days"], facts: []).html.markup
    #expect(chinese.contains(">6 小时</data>") && chinese.contains("晚 <data") && chinese.contains(">30 分钟</data>"))
    let days = Part(try JSON(parsing: #"[{"date":"2011-06-03","kind":"working","number":2,"counted":true}]"#))
    let strip = DayStrip(frame: try frame([:], .zh), term: nil, days: days, facts: []).html.markup
    #expect(strip.contains("第 <data data-path=\"0/number\" value=\"2\">2</data> 天"))
  }

  @Test("3.8 What differs between two versions is told by words, with the path beside")
  func differs() throws {
    let page = try RulebookDifferencePage(
      frame: try frame(
        [
          "/v1/rulebooks/diff":
            #"[{"path":"criteria.capital.reviewed-by","old":null,"new":"[a]","part":{"zh":"准入条件 capital（注册资金）","en":"criterion capital (registered capital)"}}]"#
        ], at: Address("rulebooks", "diff", query: ["a": "x", "b": "y"]), .zh)
    ).content().body.markup
    #expect(page.contains("<h2>准入条件 capital（注册资金）</h2>"))
    #expect(page.contains("由谁审核 <code class=\"soft\">"), "\(page)")
  }

  @Test("P16 A list says how many there are in all, or that there are more")
  func total() throws {
    let frame = try frame([:], .zh)
    let whole = frame.rest(of: try answered(#"{"items":[],"next":"c","total":12345}"#), shown: 60).markup
    #expect(whole.contains("本页 60 条，共") && whole.contains(">12,345</data> 条"))
    #expect(frame.rest(of: try answered(#"{"items":[],"next":"c"}"#), shown: 60).markup.contains("本页 60 条，之后还有"))
    #expect(!frame.rest(of: try answered(#"{"items":[],"next":null}"#), shown: 6).markup.contains("之后还有"))
  }

  @Test("3.11 What was done on the server is told in words, its code kept for machines")
  func actions() throws {
    let log =
      #"{"items":[{"at":"2011-06-16T12:00:00+08:00","account":"wu","role":null,"address":null,"action":"password-set","object":"account:legal","outcome":"done"}],"next":null}"#
    for (language, action, object) in [(Language.zh, "设置密码", "账户 legal"), (.en, "set a password", "account legal")] {
      let page = try AuditPage(frame: try frame(["/v1/access-log": log], language, page: .audit)).content().body.markup
      #expect(page.contains("value=\"password-set\">\(action)</data>") && page.contains(">\(object)</data>"))
      #expect(page.contains("<option value=\"sign-in\">"))
    }
  }

  @Test("programmes §10 A subject's events are told by the words of its programme, and so are the roles that did them")
  func ofProgramme() throws {
    let rules =
      #"{"roles":[{"role":"arbiters","words":{"zh":"仲裁组","en":"arbiters"}}],"accounts":[{"account":"deposit","words":{"zh":"保证金","en":"deposit"}}],"clauses":[{"clause":"goods","words":{"zh":"侵占货物。","en":"Goods were kept."}}]}"#
    let event = Part(
      try JSON(
        parsing:
          #"{"position":3,"version":2,"id":null,"type":"Fined","provider":"zt-01","at":"2024-03-01T10:00:00+08:00","recordedAt":"2024-03-01T10:00:00+08:00","by":{"id":"jiang","role":"arbiters"},"data":{"account":"deposit","fen":10000,"taken":10000,"owed":0,"by":"clause:goods","for":"breach:g-1"},"cause":2,"rulebook":"points-1"}"#
      ))
    let frame = try frame(["/v1/rulebooks/points-1": rules], .zh)
    #expect(frame.sentence(of: event).markup == "账户“保证金”，金额 ¥100.00，已扣 ¥100.00，欠缴 ¥0.00（依据条款“侵占货物”）")
    #expect(frame.by(event).markup.contains("value=\"arbiters\">仲裁组</data>"))
  }

  @Test("3.2 A duty is told by what it asks for, with its key beside it, where the rules have words for it")
  func duties() throws {
    let frame = try frame(
      [
        "/v1/basis": #"{"rulebook":"v"}"#,
        "/v1/rulebooks/v": #"{"names":{"duties":{"notify-charge":{"zh":"告知扣分","en":"tell of points"}}}}"#,
      ], .zh)
    let parts = Part(try JSON(parsing: #"["notify-charge:press-1","other:x"]"#)).items
    #expect(
      frame.duty(parts[0]).markup
        == "告知扣分 <span class=\"small soft\"><data data-path=\"0\" value=\"notify-charge:press-1\">notify-charge:press-1</data></span>"
    )
    #expect(frame.duty(parts[1]).markup == "<data data-path=\"1\" value=\"other:x\">other:x</data>")
  }

  @Test("offices §3 An event of a provider calls a duty by the words of its rules, and what it is about beside")
  func dutyInSentence() throws {
    let rules = #"{"names":{"duties":{"notify-charge":{"zh":"告知扣分。","en":"Tell of points."}}}}"#
    func sentence(_ duty: String, _ language: Language) throws -> String {
      let event = Part(
        try JSON(
          parsing:
            #"{"position":3,"version":2,"id":null,"type":"DutyWaived","provider":"hz-01","at":"2011-03-01T10:00:00+08:00","recordedAt":"2011-03-01T10:00:00+08:00","by":{"id":"wu","role":"legal"},"data":{"duty":"\#(duty)","reason":"x"},"cause":null,"rulebook":"v"}"#
        ))
      return try frame(["/v1/rulebooks/v": rules], language).sentence(of: event).markup
    }
    // One that is cited without its version is told by the version that the page rests on.
    let cited = Part(
      try JSON(
        parsing:
          #"{"position":3,"version":2,"type":"DutyWaived","at":"2011-03-01T10:00:00+08:00","recordedAt":"2011-03-01T10:00:00+08:00","by":{"id":"wu","role":"legal"},"data":{"duty":"notify-charge:press-1","reason":"x"},"cause":null}"#
      ))
    let page = try frame(["/v1/basis": #"{"rulebook":"v"}"#, "/v1/rulebooks/v": rules])
    #expect(page.sentence(of: cited).markup.hasPrefix("duty “Tell of points” (press-1)"))
    #expect(try sentence("notify-charge:press-1", .zh).hasPrefix("义务“告知扣分”（press-1）"))
    #expect(try sentence("notify-charge:press-1", .en).hasPrefix("duty “Tell of points” (press-1)"))
    #expect(try sentence("other:press-1", .en).hasPrefix("duty other:press-1"))
  }

  @Test("P10 What is wrong with a field is told by the name of the field, and never by its path")
  func refused() throws {
    let problem = try JSON(
      parsing: #"{"detail":"data.reason：缺少该字段。","code":"bad-input","field":"data.reason"}"#)
    let posted = Posted([:], problem: problem)
    #expect(posted.why == "缺少该字段。")
    var frame = try frame([:], .zh)
    frame.posted = posted
    let told = frame.refusal(at: "reason", called: "理由").markup
    #expect(told.contains("<a href=\"#i-reason\">理由：缺少该字段。</a>") && !told.contains("data.reason"))
  }

  @Test("3.7, P7 Where a date changed it is told as one, with the day of the week where something is due")
  func changedDate() throws {
    func after(_ path: String) throws -> [String] {
      let change = Part(try JSON(parsing: "{\"path\":\"\(path)\",\"before\":null,\"after\":\"2011-07-15\"}"))
      return try frame().row(of: change).cells.map(\.markup)
    }
    #expect(try after("rectification/deadline")[2].contains(">Fri 15 Jul 2011</time>"))
    let act = try after("breaches/press-1/on")
    #expect(act[0].contains(">date of breach press-1</data>") && act[2].contains(">15 Jul 2011</time>"))
  }

  @Test("3.2 The best and the worst of a curve are not written where a line goes through them")
  func curveLabels() throws {
    func heights(_ best: Int, _ worst: Int) throws -> [Int] {
      let lines = Lines(sorting: [.init(points: 50, opens: "rectification"), .init(points: 100, opens: "termination")])
      let day = try #require(LocalDate("2011-06-16"))
      let curve = ScoreCurve(
        year: 2011, steps: [], lines: lines, order: .learnt, today: day, outlook: (best, worst), label: "")
      let svg = curve.html(in: try frame()).markup
      let strokes = svg.matches(of: /<line class="(?:rectification|termination)"[^>]* y1="(\d+)"/).compactMap {
        Int($0.1)
      }
      let words = svg.matches(of: /<text class="end"[^>]* y="(\d+)"/).compactMap { Int($0.1) }
      #expect(strokes.count == 2 && words.count == 2)
      for height in words {
        for stroke in strokes { #expect(!(height - 11...height).contains(stroke), "\(best) \(worst)") }
      }
      return words
    }
    for (best, worst) in [(35, 175), (0, 20), (61, 201), (48, 105), (95, 99), (50, 190)] {
      let words = try heights(best, worst)
      #expect(abs(words[0] - words[1]) >= 12, "\(best) \(worst): \(words)")
    }
  }

  @Test("3.2 Beside the words of its clause a breach is told by what its key says besides")
  func keyBesideClause() throws {
    let parts = Part(
      try JSON(
        parsing:
          #"[{"clause":"promotion-gap","breach":"promotion-gap:2011-07"},{"clause":"negative-press","breach":"press-1"}]"#
      )
    ).items
    let shown = try parts.map { try frame().key(of: $0).markup }
    #expect(shown[0].contains("value=\"promotion-gap:2011-07\">2011-07</data>") && shown[1].contains(">press-1</data>"))
  }
}

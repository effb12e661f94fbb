import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Rulebook
import Testing

@testable import LedgerServer

/// Subjects of programmes, served: who may do what by the roles a programme declares, and what is told of them (programmes §10, §11).
@Suite("Subjects of programmes, served")
struct SubjectTests {
  /// The guide's programme, with an account for each of its roles, an account with two, and the logins of two subjects.
  ///
  /// - Parameter zone: that of the programme, other than its own.
  private func served(zone: String? = nil) async throws -> Served {
    let served = try Served(at: time("2024-01-10T12:00"))
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Scenarios/programmes/guide/rulebooks/pickup-points.yaml")
    let own = "{name: Asia/Shanghai, offset: \"+08:00\"}"
    let text = try String(contentsOf: file, encoding: .utf8).replacing(own, with: zone ?? own)
    let told = await served.call(
      "POST", "/v1/rulebooks?effective=2024-01-01", as: "department-head", ["content-type": "application/yaml"],
      body: text)
    #expect(told.status == 201, "\(told.text)")
    for role in ["station", "arbiters", "inspector"] {
      try served.add(role, .staff(try StaffRoles([.declared(role)])))
    }
    try served.add("judge", .staff(try StaffRoles([.declared("arbiters")])))
    try served.add("both", .staff(try StaffRoles([.declared("station"), .declared("arbiters")])))
    try served.add("boss", .subject("zt-01"))
    try served.add("other", .subject("zt-02"))
    for subject in ["zt-01", "zt-02"] {
      let told = await served.post(
        "/v1/events", #"{"type":"SubjectEnrolled","provider":"\#(subject)","data":{"name":"Point"}}"#, as: "station")
      #expect(told.status == 201, "\(told.text)")
    }
    return served
  }

  private func report(_ served: Served, _ breach: String, as account: String = "inspector") async -> Told {
    await served.post(
      "/v1/providers/zt-01/events",
      #"{"type":"BreachReported","data":{"breach":"\#(breach)","clause":"late","evidence":"seen"}}"#, as: account)
  }

  @Test("server 4.10 the tag of a subject's standing changes when its own day begins, in the zone of its programme")
  func ownMidnight() async throws {
    let served = try await served(zone: "{name: Etc/UTC, offset: \"+00:00\"}")
    served.set(time("2024-01-10T23:00"))
    let first = await served.get("/v1/providers/zt-01", as: "boss")
    let tag = try #require(first["etag"], "\(first.text)")
    for (moment, status) in [
      ("2024-01-10T23:59:59", 304), ("2024-01-11T00:00:01", 304), ("2024-01-11T07:59:59", 304),
      ("2024-01-11T08:00:00", 200),
    ] {
      served.set(time(moment))
      let told = await served.get("/v1/providers/zt-01", as: "boss", ["if-none-match": tag])
      #expect(told.status == status, "\(moment)")
      if status == 200 { #expect(told["etag"] != tag && told.json["asOf"] == "2024-01-11", "\(told.text)") }
    }
  }

  @Test("programmes §10 a role is held to what the programme says of it, in the words of the command line")
  func roles() async throws {
    let served = try await served()
    #expect(await report(served, "l-1").status == 201)
    let refused = await report(served, "l-2", as: "arbiters")
    #expect(refused.status == 403 && refused.code == "role-not-allowed")
    #expect(refused.json["found"] == "arbiters; allowed: station, inspector")
    #expect(await report(served, "l-2", as: "channel-operations").code == "bad-input")
    let judged = await served.post(
      "/v1/providers/zt-01/events?dryRun=true",
      #"{"type":"BreachAssessed","data":{"breach":"l-1","points":2,"reason":"an hour"}}"#, as: "arbiters")
    #expect(judged.status == 200 && judged.json["events"]?.items.count == 2)
  }

  @Test("server 2.11 of several roles that one is worn which the programme names")
  func severalRoles() async throws {
    let served = try await served()
    let reported = await report(served, "l-1", as: "both")
    #expect(reported.json["events"]?.items.first?["by"]?["role"] == "station")
    let judged = await served.post(
      "/v1/providers/zt-01/events",
      #"{"type":"BreachAssessed","data":{"breach":"l-1","points":2,"reason":"an hour"}}"#, as: "both")
    #expect(judged.code == "same-person")
    let set = await served.post(
      "/v1/providers/zt-01/events", #"{"type":"AttributeSet","data":{"attribute":"grade","value":"star"}}"#, as: "both")
    #expect(set.code == "bad-input" && set.json["field"] == "by")
  }

  @Test("programmes §10 a subject sees and appeals its own, and of another it is told nothing")
  func ownSubject() async throws {
    let served = try await served()
    #expect(await report(served, "l-1").status == 201)
    let judged = await served.post(
      "/v1/providers/zt-01/events",
      #"{"type":"BreachAssessed","data":{"breach":"l-1","points":2,"reason":"an hour"}}"#, as: "arbiters")
    #expect(judged.status == 201, "\(judged.text)")
    let appeal = #"{"type":"AppealFiled","data":{"breach":"l-1","grounds":"a flood"}}"#
    #expect(await served.post("/v1/providers/zt-01/events", appeal, as: "other").code == "unknown-provider")
    #expect(await served.post("/v1/providers/zt-01/events", appeal, as: "boss").status == 201)
    for path in [
      "", "/breaches/l-1", "/counters/points", "/events", "/steps/2", "/forecast", "/bundle",
      "/diff?from=2024-01-01&to=2024-01-11",
    ] {
      #expect(await served.get("/v1/providers/zt-01\(path)", as: "boss").status == 200)
      let foreign = await served.get("/v1/providers/zt-01\(path)", as: "other")
      #expect(foreign.status == 404 && foreign.code == "unknown-provider")
      let unknown = await served.get("/v1/providers/zt-99\(path)", as: "other")
      #expect(foreign.json["detail"] == unknown.json["detail"] || foreign.json["found"] == "zt-01")
    }
    #expect(await served.get("/v1/providers", as: "boss").items.compactMap { $0["provider"] } == ["zt-01"])
    #expect(await served.get("/v1/basis?provider=zt-02", as: "boss").code == "unknown-provider")
    let decided = await served.post(
      "/v1/providers/zt-01/events",
      #"{"type":"AppealDecided","data":{"breach":"l-1","outcome":"overturned","reason":"a flood"}}"#, as: "judge")
    #expect(decided.status == 201, "\(decided.text)")
    let standing = await served.get("/v1/providers/zt-01", as: "boss")
    #expect(standing.json["counters"]?["points"] == .integer(0))
  }

  @Test("server 6 the queue tells of subjects' work, of all and of a role; lists have subjects behind providers")
  func lists() async throws {
    let served = try await served()
    #expect(await report(served, "l-1").status == 201)
    let mine = await served.get("/v1/queue", as: "arbiters").items
    #expect(mine.map { $0["subject"] } == ["l-1"] && mine.first?["points"]?["maximum"] == .integer(3))
    #expect(await served.get("/v1/queue?role=finance", as: "arbiters").items.isEmpty)
    let work = await served.get("/v1/queue?provider=zt-01", as: "boss").items.compactMap { $0["work"] }
    #expect(work == ["meet-duty"])
    let list = await served.get("/v1/providers?sort=line&q=zt")
    #expect(list.items.compactMap { $0["provider"] } == ["zt-01", "zt-02"] && list.json["total"] == .integer(2))
    #expect(await served.get("/v1/providers?status=active").items.isEmpty)
    #expect(await served.get("/v1/providers?programme=none").items.isEmpty)
    #expect(await served.get("/v1/overview").json["counts"]?["subjects"] == .integer(2))
    #expect(await served.get("/v1/providers?mayReach=true").json["total"] == .integer(0))
    let outlooks = await served.get("/v1/forecast").items
    #expect(outlooks.compactMap { $0["provider"] } == ["zt-01", "zt-02"])
    #expect(await served.get("/v1/forecast", as: "boss").items.compactMap { $0["provider"] } == ["zt-01"])
    let metrics = await served.get("/metrics", as: "auditor").text
    #expect(metrics.contains(#"koufen_queue_items{work="assess"} 1"#), "\(metrics)")
  }

  @Test("Decision 0067: as CSV a list has the subjects too, beside a provider")
  func sheets() async throws {
    let served = try await served()
    #expect(await report(served, "l-1").status == 201)
    let registered = await served.post(
      "/v1/events", #"{"type":"ProviderRegistered","provider":"hz-01","data":{"name":"One","kind":"thirdParty"}}"#,
      as: "channel-expansion")
    #expect(registered.status == 201, "\(registered.text)")
    for (path, column) in [("providers", "programme"), ("forecast", "nextNode"), ("queue?role=arbiters", "grade")] {
      let told = await served.get("/v1/\(path)\(path.contains("?") ? "&" : "?")format=csv")
      let lines = told.text.split(separator: "\r\n", omittingEmptySubsequences: true)
      #expect(lines.first?.split(separator: ",").contains { $0 == column } ?? false, "\(told.text)")
      #expect(lines.contains { $0.contains("zt-01") }, "\(path): \(told.text)")
    }
  }

  @Test("server 6 two versions of a programme are compared, part by part; a programme and the regulation are not")
  func versions() async throws {
    let served = try await served()
    let text = await served.get("/v1/rulebooks/pickup-points-2024?format=yaml").text
    let next = text.replacingOccurrences(of: "version: \"2024\"", with: "version: \"2025\"")
      .replacingOccurrences(of: "most: 6", with: "most: 8")
    let told = await served.call(
      "POST", "/v1/rulebooks?effective=2025-01-01", as: "department-head", ["content-type": "application/yaml"],
      body: next)
    #expect(told.status == 201, "\(told.text)")
    let path = "/v1/rulebooks/diff?a=pickup-points-2024&b=pickup-points-2025"
    guard case .array(let changes) = await served.get(path).json else {
      Issue.record("no list")
      return
    }
    let cap = try #require(changes.first { $0["path"] == "counters.points.cap.most" })
    #expect(cap["old"] == "6" && cap["new"] == "8" && cap["part"]?["en"] == "counter points (points)")
    let mixed = await served.get("/v1/rulebooks/diff?a=pickup-points-2024&b=taobao-daigou-1.5")
    #expect(mixed.code == "bad-input" && mixed.json["field"] == "b")
    let address = "/rulebooks/diff?a=pickup-points-2024&b=pickup-points-2025&lang=en"
    let page = await served.get(address, as: "station", Self.browser)
    #expect(page.status == 200 && page.text.contains("Counter points (points)"), "\(page.text.suffix(900))")
  }

  @Test("server 8 many events about subjects go in, each held to its account")
  func bulk() async throws {
    let served = try await served()
    let lines = (1...3).map { number in
      #"{"type":"BreachReported","provider":"zt-01","data":{"breach":"b-\#(number)","clause":"cold","evidence":"seen"}}"#
    }
    let told = await served.call(
      "POST", "/v1/events?mode=each", as: "station", ["content-type": "application/jsonl"],
      body: (lines + [#"{"type":"BreachDismissed","provider":"zt-01","data":{"breach":"b-1","reason":"no"}}"#])
        .joined(separator: "\n"))
    let answers = told.text.split(separator: "\n").compactMap { try? JSON(parsing: String($0)) }
    #expect(answers.last?["accepted"] == .integer(3) && answers.last?["refused"] == .integer(1), "\(told.text)")
  }

  /// A point with a breach of each kind: one that waits, one judged by points, one by its grade, and an appeal.
  private func eventful() async throws -> Served {
    let served = try await served()
    let events: [(String, String)] = [
      ("inspector", #""BreachReported","data":{"breach":"l-1","clause":"late","evidence":"seen"}"#),
      ("inspector", #""BreachReported","data":{"breach":"c-1","clause":"cold","evidence":"seen"}"#),
      ("inspector", #""BreachReported","data":{"breach":"g-1","clause":"goods-taken","evidence":"seen"}"#),
      ("arbiters", #""BreachAssessed","data":{"breach":"c-1","reason":"open"}"#),
      ("arbiters", #""BreachAssessed","data":{"breach":"g-1","grade":"light","fen":10000,"reason":"two"}"#),
      ("boss", #""AppealFiled","data":{"breach":"c-1","grounds":"another shop"}"#),
      ("station", #""FactRecorded","data":{"fact":"complaint","key":"t-1","fields":{"number":"t-1"}}"#),
    ]
    for (account, event) in events {
      let told = await served.post("/v1/providers/zt-01/events", "{\"type\":\(event)}", as: account)
      #expect(told.status == 201, "\(event): \(told.text)")
    }
    return served
  }

  private static let browser = ["accept": "text/html"]

  @Test(
    "pages P4 Every value of the pages of a subject is that of the API, in both languages",
    arguments: [
      ("station", "/"), ("station", "/providers/zt-01"), ("boss", "/"),
      ("auditor", "/providers/zt-01?diff=2024-01-01,2024-01-11"), ("boss", "/providers/zt-01/breaches/c-1"),
      ("auditor", "/providers/zt-01/breaches/g-1"), ("station", "/providers/zt-01/counters/points"),
      ("station", "/providers/zt-01/measures/no-orders"), ("station", "/providers/zt-01/steps/3"),
      ("station", "/rulebooks/pickup-points-2024"), ("arbiters", "/work?role=all"), ("station", "/events/4"),
      ("arbiters", "/providers/zt-01/do/BreachAssessed?breach=l-1"),
      ("judge", "/providers/zt-01/do/AppealDecided?breach=c-1"),
      ("station", "/providers/zt-01/do/FactRecorded?fact=month-figures"),
    ])
  func pages(_ account: String, _ address: String) async throws {
    let served = try await eventful()
    for language in ["zh", "en"] {
      let target = address + (address.contains("?") ? "&" : "?") + "lang=\(language)"
      let told = await served.get(target, as: account, Self.browser)
      #expect(told.status == 200 && told.text.utf8.count < 100_000, "\(target): \(told.text.suffix(600))")
      if language == "zh" { #expect(ChineseMarks.faults(on: told.text) == [], "\(target)") }
      let shown = ShownValues(told.text)
      var answers: [String: JSON] = [:]
      for value in shown.values {
        if answers[value.address] == nil { answers[value.address] = await served.get(value.address, as: account).json }
        #expect(shown.links.contains(value.address), "\(target) does not name \(value.address)")
        if ["knownAt", "printedAt"].contains(value.path) { continue }
        let there = answers[value.address]?.value(at: value.path)
        #expect(there?.shown == value.value, "\(target): \(value.address) \(value.path)")
      }
    }
  }

  @Test("pages P20 to P24 What a programme declares is filled in, previewed, refused at its field and confirmed")
  func form() async throws {
    let served = try await eventful()
    let form = ["content-type": "application/x-www-form-urlencoded", "accept": "text/html"]
    let address = "/providers/zt-01/do/FactRecorded?lang=en"
    let bad = await served.call(
      "POST", address, as: "station", form, body: "fact=month-figures&fields.on-time=979&as=station")
    #expect(bad.status == 400 && bad.text.contains("id=\"w-fields.on-time\"") && bad.text.contains("value=\"979\""))
    let typed = "fact=month-figures&fields.on-time=979%2F1000&as=station"
    let preview = await served.call("POST", address, as: "station", form, body: typed)
    #expect(preview.status == 200 && preview.text.contains("class=\"preview\""), "\(preview.text.suffix(900))")
    func hidden(_ name: String) -> String {
      let parts = preview.text.components(separatedBy: "name=\"\(name)\" value=\"")
      return parts.count > 1 ? String(parts[1].prefix { $0 != "\"" }) : ""
    }
    let confirmed =
      "\(typed)&do=confirm&id=\(hidden("id"))&version=\(hidden("version"))&preview=\(hidden("preview"))"
    let done = await served.call("POST", address, as: "station", form, body: confirmed)
    #expect(done.status == 303, "\(done.text.suffix(900))")
    let again = await served.call("POST", address, as: "station", form, body: confirmed)
    #expect(again.status == 303 && again["location"] == done["location"])
    let event = await served.get("/v1\(done["location"]?.prefix { $0 != "?" } ?? "")", as: "station")
    let fields = event.json["event"]?["data"]?["fields"]
    #expect(fields?["on-time"]?["part"] == .integer(979) && fields?["on-time"]?["whole"] == .integer(1000))
    let standing = await served.get("/v1/providers/zt-01", as: "station")
    #expect(standing.json["attributes"]?["grade"] == "ordinary")
  }

  @Test("pages 3.4 What a subject appealed with stands once, and no last day to appeal beside it")
  func appealed() async throws {
    let served = try await eventful()
    let page = await served.get("/providers/zt-01/breaches/c-1?lang=en", as: "boss", Self.browser).text
    #expect(page.ranges(of: "another shop").count == 1 && !page.contains(">until "))
  }

  @Test("pages P10 Who may not do something is told by whom it is done, and has no form")
  func noForm() async throws {
    let served = try await eventful()
    for (account, type) in [
      ("inspector", "BreachAssessed?breach=l-1"), ("arbiters", "FactRecorded?fact=training"),
      ("arbiters", "AppealDecided?breach=c-1"), ("boss", "BreachDismissed?breach=l-1"),
    ] {
      let told = await served.get("/providers/zt-01/do/\(type)&lang=en", as: account, Self.browser)
      #expect(told.status == 200 && !told.text.contains("data-guard"), "\(account) \(type)")
    }
  }
  @Test("pages 3.9 Further facts and a programme's own file are tried, and the subjects that differ are listed")
  func tried() async throws {
    let served = try await eventful()
    func page(_ fields: [(name: String, text: String)]) async -> String {
      let begun = await served.call(
        "POST", "/what-if?lang=en", as: "department-head", Form.headers, body: Form.text(fields))
      guard begun.status == 303, let place = begun["location"] else { return begun.text }
      var told = await served.get(place, as: "department-head", Self.browser).text
      while told.contains("<progress") { told = await served.get(place, as: "department-head", Self.browser).text }
      return told
    }
    let training =
      #"{"type":"FactRecorded","provider":"zt-01","by":{"id":"s","role":"station"},"data":{"fact":"training"}}"#
    let source = await served.get("/v1/rulebooks/pickup-points-2024?format=yaml").text
    let milder = source.replacing("points: 5}]", with: "points: 4}]")
    let tries: [[(name: String, text: String)]] = [[("events", training)], [("source", milder)]]
    for fields in tries {
      let told = await page(fields)
      #expect(told.contains("Subjects of programmes that differ") && told.contains("counter “points”"), "\(told)")
    }
    let same = await page([("rulebook", "pickup-points-2024")])
    #expect(same.contains("No year and no subject would have come out otherwise."), "\(same)")
    let wrong = await page([("source", source.replacing("points: 5}]", with: "points: many}]"))])
    #expect(wrong.contains(">Findings</caption>") && wrong.contains("points: many"), "\(wrong)")
  }
}

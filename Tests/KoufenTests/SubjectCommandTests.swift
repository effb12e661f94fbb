import Foundation
import KoufenTesting
import Testing

@Suite("Subjects of programmes through the tool")
struct SubjectCommandTests {
  private static let programme = """
    form: programme/1
    rulebook: stalls
    version: "1"
    title: {zh: 摊位, en: Stalls}
    zone: {name: Asia/Shanghai, offset: "+08:00"}
    roles: {desk: {zh: 登记岗, en: desk}, arbiters: {zh: 评定岗, en: arbiters}}
    counters: {points: {zh: 扣分, en: points, window: year}}
    defaults: {arises: reported, reporters: [desk], decided: {by: [arbiters]}}
    clauses: {late: {section: "1", zh: 迟到, en: late, cost: [{charge: points, points: [1, 3]}]}}
    """

  /// A ledger of a programme with a subject `s-1` that is called Jade, and a breach of it to assess; and of a provider `hz-01`
  /// whose name is `s-1`.
  private func prepared() throws -> Workplace {
    let place = try Workplace()
    let file = try place.write("stalls.yaml", Self.programme)
    #expect(try place.run(["init", "--rulebook", file, "--by", "a@department-head"]).exit == 0)
    let events = [
      #"{"type":"ProviderRegistered","provider":"hz-01","at":"2011-03-01","by":"chen@channel-expansion","data":{"name":"s-1","kind":"thirdParty"}}"#,
      #"{"type":"SubjectEnrolled","provider":"s-1","at":"2011-03-01","by":"an@desk","data":{"programme":"stalls","name":"Jade"}}"#,
      #"{"type":"BreachReported","provider":"s-1","at":"2011-04-01","by":"an@desk","data":{"breach":"b-1","clause":"late","evidence":"seen"}}"#,
    ]
    let end = try place.run(["append", "--file", "-"], input: events)
    #expect(end.exit == 0, "\(end.error)")
    return place
  }

  @Test("What is said of a key is never recorded at whoever bears it as a name")
  func keysFirst() throws {
    let place = try prepared()
    let help =
      #"{"type":"HelpRequested","provider":"s-1","at":"2011-04-01T10:00","by":"feed@integration","data":{"ticket":"t"}}"#
    let typed = [
      "append", "HelpRequested", "--provider", "s-1", "--at", "2011-04-01T10:00", "--by", "feed@integration",
    ]
    let ends = [
      try place.run(typed + ["ticket=t", "--format", "json"]),
      try place.run(["append", "--file", "-", "--format", "json"], input: [help]),
    ]
    for end in ends { #expect(end.exit == 1 && end.failure?.code == "unknown-provider", "\(end.output) \(end.error)") }
    for end in ends + [try place.run(["outlets", "s-1"])] {
      #expect(end.exit == 1 && end.error.contains("s-1 is a subject of a programme, and no provider"), "\(end.error)")
    }
    #expect(try place.log().count == 4)
  }

  @Test("The key, and the name, of somebody enrolled lines above are known")
  func linesAbove() throws {
    let place = try prepared()
    let born = [
      #"{"type":"ProviderRegistered","provider":"hz-02","at":"2011-03-01","by":"chen@channel-expansion","#
        + #""data":{"name":"s-7","kind":"thirdParty"}}"#,
      #"{"type":"SubjectEnrolled","provider":"s-7","at":"2011-03-01","by":"an@desk","#
        + #""data":{"programme":"stalls","name":"Opal"}}"#,
    ]
    let help =
      #"{"type":"HelpRequested","provider":"s-7","at":"2011-04-01","by":"feed@integration","data":{"ticket":"t"}}"#
    let refused = try place.run(["append", "--file", "-", "--format", "json"], input: born + [help])
    #expect(refused.exit == 1 && refused.failure?.line == 3, "\(refused.output) \(refused.error)")
    let seen =
      #"{"type":"BreachReported","provider":"Opal","at":"2011-04-01","by":"an@desk","#
      + #""data":{"breach":"b-2","clause":"late","evidence":"seen"}}"#
    let taken = try place.run(["append", "--file", "-"], input: born + [seen])
    #expect(taken.exit == 0, "\(taken.error)")
  }

  @Test("Work is listed by subject and by the roles of programmes, in their words too")
  func work() throws {
    let place = try prepared()
    let view = ["--as-of", "2011-04-02", "--lang", "en"]
    for filter in [["--provider", "s-1"], ["--provider", "Jade"], ["--role", "arbiters"], ["--role", "评定岗"]] {
      let end = try place.run(["queue"] + filter + view)
      #expect(end.exit == 0 && end.output.contains("b-1"), "\(filter): \(end.output) \(end.error)")
    }
    #expect(try !place.run(["queue", "--role", "desk"] + view).output.contains("b-1"))
    let events = try place.run(["events", "--role", "desk", "--format", "json"])
    #expect(events.exit == 0 && events.lines.count == 2, "\(events.output) \(events.error)")
    let wrong = try place.run(["queue", "--role", "arbitrs"] + view)
    #expect(wrong.exit == 64 && wrong.error.contains("did you mean arbiters?"), "\(wrong.error)")
  }

  @Test("Roles of programmes are called by their Chinese names in --by and in files, as the regulation's are")
  func rolesInChinese() throws {
    let place = try prepared()
    let judged = ["append", "BreachAssessed", "--provider", "Jade", "--at", "2011-04-02", "breach=b-1", "points=2"]
    let wrong = try place.run(judged + ["reason=late", "--by", "li@评定处", "--lang", "zh"])
    #expect(wrong.exit == 65, "\(wrong.error)")
    let regular = try place.run(judged + ["reason=late", "--by", "li@法务", "--lang", "zh"])
    #expect(regular.exit == 65 && regular.error.contains("评定岗（arbiters）"), "\(regular.error)")
    let end = try place.run(judged + ["reason=late", "--by", "li＠评定岗", "--format", "json"])
    #expect(end.exit == 0 && end.output.contains(#""by":{"id":"li","role":"arbiters"}"#), "\(end.output) \(end.error)")
    let rows = ["类型,服务商,时间,提交人,breach,clause,evidence", "BreachReported,s-1,2011-04-03,an@登记岗,b-2,late,seen"]
    let bulk = try place.run(["append", "--file", "-", "--input", "csv"], input: rows)
    #expect(bulk.exit == 0, "\(bulk.error)")
    #expect(try place.log().last?.contains(#""by":{"id":"an","role":"desk"}"#) ?? false)
  }

  @Test("People read what a programme calls what it declares, and its names beside that; programs read the names")
  func words() throws {
    let place = try prepared()
    let judged = ["append", "BreachAssessed", "--provider", "s-1", "--at", "2011-04-02", "--by", "li@arbiters"]
    let told = try place.run(judged + ["breach=b-1", "points=2", "reason=late", "--lang", "zh"])
    #expect(told.output.contains("“扣分”") && told.output.contains("评定岗"), "\(told.output)")
    #expect(try place.run(["events", "--lang", "zh"]).output.contains("“扣分”"))
    #expect(try place.run(["events", "--excel", "--lang", "zh"]).output.contains("li@评定岗"))
    let standing = try place.run(["standing", "s-1", "--as-of", "2011-04-02", "--lang", "zh"])
    #expect(standing.output.contains("扣分（points）"), "\(standing.output)")
    #expect(try place.run(["standing", "--as-of", "2011-04-02", "--lang", "zh"]).output.contains("扣分 2"))
    let sheet = try place.run(["standing", "s-1", "--as-of", "2011-04-02", "--format", "csv"])
    #expect(sheet.output.contains("points 2"), "\(sheet.output)")
  }

  @Test("Where the version in force is a programme, types and templates are those of the regulation all the same")
  func typesBesideProgramme() throws {
    let place = try prepared()
    for command in [["types"], ["types", "BreachAssessed"], ["template", "BreachAssessed"]] {
      let end = try place.run(command)
      #expect(end.exit == 0 && end.output.contains("BreachAssessed"), "\(end.error)")
    }
  }

  @Test("A subject is named by its name where nobody has that key")
  func names() throws {
    let place = try prepared()
    let asked = try place.run(["standing", "Jade", "--as-of", "2011-04-02", "--format", "json"])
    #expect(asked.exit == 0 && asked.output.contains(#""provider":"s-1""#), "\(asked.error)")
    let judged = ["append", "BreachAssessed", "--provider", "Jade", "--at", "2011-04-02", "--by", "li@arbiters"]
    let end = try place.run(judged + ["breach=b-1", "points=2", "reason=late"])
    #expect(end.exit == 0, "\(end.error)")
  }

  @Test("The rules of a programme are printed whole as JSON; what is no such form says so")
  func rules() throws {
    let place = try prepared()
    let json = try place.run(["rulebook", "show", "stalls-1", "--format", "json"])
    let shown = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(shown?["programme"] as? String == "stalls" && shown?["effective"] as? String == "0001-01-01")
    for command in [
      ["rulebook", "show", "stalls-1", "--format", "csv"], ["types", "--rulebook", "stalls-1", "--format", "csv"],
    ] {
      let end = try place.run(command)
      #expect(end.exit == 64 && end.output.isEmpty && end.error.contains("--format json"), "\(command): \(end.error)")
    }
    let types = try place.run(["types", "--rulebook", "stalls-1", "--format", "json"])
    let schema = try JSONSerialization.jsonObject(with: Data(types.output.utf8)) as? [String: Any]
    let events = schema?["$defs"] as? [String: [String: Any]]
    let reported = events?["BreachReported.late"]?["properties"] as? [String: [String: Any]]
    let data = reported?["data"]?["properties"] as? [String: [String: Any]]
    #expect(data?["clause"]?["const"] as? String == "late", "\(types.output) \(types.error)")
    #expect(events?["SubjectEnrolled"] != nil && events?["HelpRequested"] == nil)
    for name in ["Worse Name!", "Qq", "a_b"] {
      #expect(try place.run(["rulebook", "init", name]).exit == 64, "\(name)")
    }
  }
}

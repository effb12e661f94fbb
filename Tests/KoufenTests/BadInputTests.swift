import KoufenTesting
import Testing

/// An event of the wrong shape, and what people are told in either language.
struct BadEvent: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let arguments: [String]
  let field: String
  let en: String
  let zh: String

  /// Whether a field is missing, which is said as such, and not as what was expected.
  var isMissing: Bool { en == "the field is missing" }

  /// A call for help, changed by `options`, with this data.
  init(
    _ what: String, type: String = "HelpRequested", at: String = "2011-03-04", by: String = "feed@integration",
    _ data: [String], field: String, en: String, zh: String
  ) {
    testDescription = what
    arguments = ["append", type, "--provider", "hz-01", "--at", at, "--by", by] + data
    self.field = field
    self.en = en
    self.zh = zh
  }

  static let all = [
    BadEvent(
      "an unknown type", type: "HelpRequestd", ["ticket=t-1"], field: "type", en: "(did you mean HelpRequested?)",
      zh: "（是否指 HelpRequested？）"),
    BadEvent(
      "a type like no other", type: "Nonsense", [], field: "type", en: "a type of event, not Nonsense.",
      zh: "事件类型，而非 Nonsense。"),
    BadEvent(
      "a consequence", type: "PointsDeducted", [], field: "type", en: "PointsDeducted is a consequence",
      zh: "PointsDeducted 是账本自行得出的后果"),
    BadEvent(
      "an unknown field", ["ticket=t-1", "colour=red"], field: "data.colour", en: "no such field here", zh: "没有这个字段"),
    BadEvent("a missing field", [], field: "data.ticket", en: "the field is missing", zh: "缺少该字段"),
    BadEvent("a field twice", ["ticket=t-1", "ticket=t-2"], field: "data.ticket", en: "each field once", zh: "只出现一次"),
    BadEvent("no key", ["ticket=T 1"], field: "data.ticket", en: "a key: up to 64", zh: "编号：不超过 64 个字符"),
    BadEvent(
      "negative points", type: "BreachAssessed", ["breach=press-1", "points=-1", "reason=x"], field: "data.points",
      en: "at least 0", zh: "不小于 0"),
    BadEvent(
      "points with a plus sign", type: "BreachAssessed", ["breach=press-1", "points=+5", "reason=x"],
      field: "data.points", en: "a whole number", zh: "整数"),
    BadEvent("30 February", at: "2011-02-30", ["ticket=t-1"], field: "at", en: "date that exists", zh: "存在的"),
    BadEvent("the year 9000", at: "9000-01-01", ["ticket=t-1"], field: "at", en: "the year 9000", zh: "9000 年"),
    BadEvent("no role", by: "feed", ["ticket=t-1"], field: "by", en: "who@role", zh: "提交人@角色"),
    BadEvent("nobody", by: "@integration", ["ticket=t-1"], field: "by", en: "who@role", zh: "提交人@角色"),
    BadEvent(
      "sales of no outlet's key", type: "SalesReported", ["city=hz", "month=2011-02", "sales=O 1=1000"],
      field: "data.sales", en: "outlet=fen", zh: "网点=金额"),
    BadEvent(
      "sales of an empty outlet", type: "SalesReported", ["city=hz", "month=2011-02", "sales==1000"],
      field: "data.sales", en: "outlet=fen", zh: "网点=金额"),
    BadEvent(
      "sales with a plus sign", type: "SalesReported", ["city=hz", "month=2011-02", "sales=o-1=+5"],
      field: "data.sales", en: "outlet=fen", zh: "网点=金额"),
    BadEvent(
      "sales of an outlet twice", type: "SalesReported", ["city=hz", "month=2011-02", "sales=o-1=1,o-1=2"],
      field: "data.sales", en: "o-1 stands twice", zh: "o-1 出现了两次"),
  ]
}

@Suite("Bad input")
struct BadInputTests {
  @Test("An event of the wrong shape is exit 65 and says what was expected, in English", arguments: BadEvent.all)
  func saidInEnglish(_ event: BadEvent) throws {
    let end = try Workplace().run(event.arguments)
    #expect(end.exit == 65)
    #expect(end.output.isEmpty)
    let said = event.isMissing ? "the field is missing" : "expected "
    #expect(end.error.hasPrefix("koufen: bad-input: \(event.field): \(said)"), "\(end.error)")
    #expect(end.error.contains(event.en), "\(end.error)")
    for ending in ["?.", ".."] { #expect(!end.error.contains(ending), "\(end.error)") }
  }

  @Test("A role that the rules do not have is of the wrong shape, which is looked at before the id")
  func roleBeforeID() throws {
    let place = try Workplace([Given.registered])
    let id = "0190c0de-0000-7000-8000-00000000000a"
    let event = ["append", "HelpRequested", "--provider", "hz-01", "--id", id, "ticket=t-1", "--at", "2011-03-01"]
    #expect(try place.run(event + ["--by", "feed@integration"]).exit == 0)
    let appeal = [
      "append", "AppealFiled", "--provider", "hz-01", "--id", id, "breach=b-1", "grounds=x", "--at", "2011-03-01",
    ]
    let unknown = try place.run(appeal + ["--by", "w@merchandise", "--format", "json"])
    #expect(unknown.exit == 65 && unknown.failure?.message.hasPrefix("by: ") == true, "\(unknown.error)")
    let known = try place.run(appeal + ["--by", "ann@provider", "--format", "json"])
    #expect(known.exit == 1 && known.failure?.code == "id-conflict", "\(known.error)")
    let repeated = try place.run(event + ["--by", "feed@integration"])
    #expect(repeated.exit == 0, "\(repeated.error)")
  }

  @Test("A field that stands twice is named so, the provider's too")
  func twice() throws {
    let line =
      #"{"type":"HelpRequested","provider":"hz-01","provider":"hz-01","by":"feed@integration","data":{"ticket":"t-1"}}"#
    let end = try Workplace().run(["append", "--file", "-", "--lang", "en"], input: [Given.registered, line])
    #expect(end.exit == 65 && end.error.contains("provider: expected each field once"), "\(end.error)")
  }

  @Test("The same is said in Chinese, without an English phrase", arguments: BadEvent.all)
  func saidInChinese(_ event: BadEvent) throws {
    let end = try Workplace().run(event.arguments + ["--lang=zh"])
    #expect(end.exit == 65)
    #expect(
      end.error.hasPrefix("koufen: bad-input: \(event.field)：\(event.isMissing ? "缺少该字段" : "应为")"), "\(end.error)")
    #expect(!end.error.contains(/应为 \p{Han}/), "\(end.error)")
    #expect(end.error.contains(event.zh), "\(end.error)")
    #expect(end.error.hasSuffix("。\n"))
    for ending in ["？。", "。。", "expected", ".\n"] { #expect(!end.error.contains(ending), "\(end.error)") }
  }

  @Test(
    "A line of JSON of the wrong shape is named by its line and its field",
    arguments: [
      (#"{"type":"HelpRequested","provider":"hz-01","by":"feed@integration","data":{"ticket":9}}"#, "data.ticket"),
      (#"{"type":"HelpRequested","provider":"hz-01","by":"feed@integration","data":[]}"#, "data"),
      (
        #"{"type":"HelpRequested","provider":"hz-01","by":{"id":"","role":"integration"},"data":{"ticket":"t-1"}}"#,
        "by.id"
      ),
      (#"{"type":"HelpRequested","provider":"hz-01","data":{"ticket":"t-1"}}"#, "by"),
      (#"{"type":"HelpRequested","provider":7,"by":"feed@integration","data":{"ticket":"t-1"}}"#, "provider"),
      (#"["HelpRequested"]"#, "event"), ("HelpRequested", "event"),
      (#"{"type":"HelpRequested"} {"type":"HelpRequested"}"#, "JSON"), (#"{"type":"\q"}"#, "JSON"),
    ])
  func wrongLines(_ line: String, _ field: String) throws {
    let end = try Workplace().run(["append", "--file", "-"], input: [Given.registered, line])
    #expect(end.exit == 65)
    #expect(
      end.error.hasPrefix(
        "koufen: line 2: bad-input: \(field): \(field == "by" ? "the field is missing" : "expected ")"), "\(end.error)")
  }

  @Test(
    "A file of CSV that is not one is named by the line that is wrong",
    arguments: [
      (["provider,at", "hz-01,2011-03-01"], 1), (["type,provider,by,ticket", "HelpRequested,hz-01"], 2),
      (["type,provider,by,ticket", "HelpRequested,hz-01,feed@integration,\"t-1"], 2),
      (["type,provider,by,ticket", "HelpRequested,hz-01,feed@integration,t 1"], 2), ([], 1),
    ])
  func wrongCSV(_ lines: [String], _ number: Int) throws {
    let place = try Workplace()
    let end = try place.run(["append", "--file", try place.write("events.csv", lines: lines)])
    #expect(end.exit == 65)
    #expect(end.error.hasPrefix("koufen: line \(number): bad-input: "), "\(end.error)")
  }
}

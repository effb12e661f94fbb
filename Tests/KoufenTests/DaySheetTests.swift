import Foundation
import KoufenTesting
import Testing

/// A day's sheet as people type it: what the tool says of it is enough to mend it.
@Suite("A day's sheet")
struct DaySheetTests {
  private static let heading = "type,provider,at,by,ticket,outlet,city,amountFen,via,population,备注"

  private static let before = [
    "类型,服务商,时间,提交人,名称,服务商类型,城市,金额（元）,人口,网点",
    "服务商登记,wz-01,2011-01-01,陈晨@渠道拓展,温州瓯越代购,第三方,,,,", "服务商登记,hz-01,2011-01-01,陈晨@渠道拓展,杭州一号代购,第三方,,,,",
    "保证金冻结,温州瓯越代购,2011-01-02,吴敏@渠道运营,,,wenzhou,\"300,000.00\",,",
    "城市授权,温州瓯越代购,2011-01-03,陈晨@渠道拓展,,,wenzhou,,118000,", "网点签约,wz-01,2011-01-04,陈晨@渠道运营,,,wenzhou,,,we-001",
    "网点签约,wz-01,2011-01-04,陈晨@渠道运营,,,wenzhou,,,we-002",
  ]

  private static let sheet = [
    heading, "HelpRequested,wz-01,2011-03-04 09:05,feed@integration,t-1,we-001,,,,,",
    "HelpRequested,wz-1,2011-03-04 20:30,feed@integration,t-2,we-002,,,,,",
    "求助,杭州一号代购,2011-03-04 10:20,feed@integration,t-3,,,,,,系统登录不了",
    "HelpRequested,wz-01,2011-03-04 14:10,feed@integration,t-4,we-009,,,,,",
    "OutletSigned,wz-01,2011-03-04,feed@integration,,we-010,wenzou,,,,",
    "OutletExitRequested,wz-01,2011-03-04 10:00,feed@integration,,we-002,,,系统里,,",
    "DepositFrozen,wz-01,2011-03-04,吴敏@channel-operations,,,hangzhou,30000000,,,",
    "DepositFrozen,温州瓯越代购,2011-03-04,吴敏@channel-operations,,,hangzhou,30000000,,,", "合计,,,,4,,,,,,",
  ]

  private func place() throws -> Workplace {
    let place = try Workplace()
    let end = try place.run(["append", "--file", place.write("before.csv", lines: Self.before)])
    guard end.exit == 0 else { throw Workplace.Unprepared(end: end) }
    return place
  }

  /// The sheet with each value that a complaint says was mistyped replaced by what it says was meant, and sums left out.
  private func mended(_ sheet: [String], by complaints: String) -> [String] {
    var sheet = sheet
    for line in complaints.split(separator: "\n").map(String.init) {
      guard let number = line.firstMatch(of: #/line (\d+): /#).flatMap({ Int($0.output.1) }) else { continue }
      if let match = line.firstMatch(of: #/\((\S+?); did you mean (\S+?)\?\)/#) {
        sheet[number - 1] = sheet[number - 1].replacing(match.output.1, with: match.output.2)
      } else if let match = line.firstMatch(of: #/did you mean ([^?,]+).*not “(.+?)”/#) {
        sheet[number - 1] = sheet[number - 1].replacing(match.output.2, with: match.output.1)
      } else if line.contains("a row of sums is none") {
        sheet[number - 1] = ",,,,,,,,,,"
      }
    }
    return sheet
  }

  @Test("Every fault is named with its line, value and remedy, and what is mended by that is taken")
  func mended() throws {
    let place = try place()
    let check = ["append", "--dry-run", "--keep-going", "--file"]
    let first = try place.run(check + [place.write("day.csv", lines: Self.sheet)])
    #expect(first.exit == 65)
    for said in [
      "line 3: unknown-provider: ", "(wz-1; did you mean wz-01?)", "line 4: bad-input: type: ",
      "did you mean HelpRequested",
      "line 5: unknown-outlet: ", "(we-009; did you mean we-00", "line 6: unknown-city: ",
      "(wenzou; did you mean wenzhou?)",
      "line 7: bad-input: via: expected one of system, other (did you mean 系统?), not “系统里”",
      "line 9: similar-money: It has the type, city and amount of line 8 ", "line 10: bad-input: type: ",
    ] { #expect(first.error.contains(said), "\(said) is not in \(first.error)") }
    #expect(!first.error.contains("line 2:"))
    let mended = mended(Self.sheet, by: first.error)
    let second = try place.run(check + [place.write("day.csv", lines: mended)])
    #expect(second.exit == 0, "\(second.error)")
    #expect(second.error.split(separator: "\n").count == 1 && second.error.contains("similar-money"))
    #expect(try place.run(["append", "--file", place.folder.file("day.csv")]).exit == 0)
    #expect(try place.log().contains { $0.contains(#""note":"系统登录不了""#) })
  }

  @Test("A cell may go over lines; a quote that is never closed is named and takes no row with it")
  func lineBreaks() throws {
    let place = try place()
    let rows = [
      "type,provider,at,by,breach,clause,evidence",
      "BreachReported,wz-01,2011-03-10T09:00,li@channel-expansion,np-1,负面报道,\"第一行\n第二行\"",
      "BreachReported,wz-01,2011-03-10T09:00,li@channel-expansion,np-2,negative-press,\"剪报",
      "BreachReported,wz-01,2011-03-10T09:00,li@channel-expansion,np-3,negative-press,剪报",
    ]
    let end = try place.run(["append", "--keep-going", "--file", place.write("day.csv", lines: rows)])
    #expect(end.exit == 65 && end.output.hasPrefix("2 events accepted"), "\(end.output)\(end.error)")
    #expect(end.error.contains("line 4: bad-input: row: expected UTF-8"), "\(end.error)")
    #expect(try place.log().contains { $0.contains(#""evidence":"第一行\n第二行""#) })
  }

  @Test("Rows of one report of sales are one event; a bad row refuses it, and its receipt names the first line")
  func sales() throws {
    let place = try place()
    func rows(_ second: String) -> [String] {
      [
        "type,provider,at,by,city,month,outlet,金额（元）",
        "SalesReported,wz-01,2011-03-02,q@finance,wenzhou,2011-02,we-001,100",
        "SalesReported,wz-01,2011-03-02,q@finance,wenzhou,2011-02,\(second)",
        "SalesReported,wz-01,2011-04-02,q@finance,wenzhou,2011-03,we-001,100",
        "SalesReported,wz-01,2011-04-02,q@finance,wenzhou,2011-03,we-002,100",
      ]
    }
    let append = ["append", "--keep-going", "--format", "json", "--file"]
    for (second, said) in [
      ("we-002,x", "金额（元）: expected an amount in yuan"), ("we-001,1", "outlet: expected each outlet once"),
      (",1", "outlet: the field is missing"),
    ] {
      let end = try place.run(append + [place.write("a.csv", lines: rows(second)), "--dry-run"])
      try #require(end.lines.count == 3, "\(end.error)")
      #expect(end.lines[0].hasPrefix(#"{"line":2,"problem":{"code":"bad-input","message":"\#(said)"#), "\(end.output)")
      #expect(end.lines[0].hasSuffix(#""line":3}}"#) && end.lines[1].hasPrefix(#"{"line":4,"position":"#))
    }
    let end = try place.run(append + [place.write("a.csv", lines: rows("we-002,\"1,200.5\""))])
    #expect(end.exit == 0 && end.lines.count == 3, "\(end.error)")
    let sales = #""sales":[{"outlet":"we-001","amountFen":10000},{"outlet":"we-002","amountFen":120050}]"#
    #expect(try place.log().contains { $0.contains(sales) })
  }

  @Test("What the rules find bad in a cell is told of its column and what stands there")
  func badByTheRules() throws {
    let place = try place()
    let rows = [
      "type,provider,at,by,breach,clause,evidence,points,reason,issue,城市,金额（元）",
      "BreachReported,wz-01,2011-03-10T09:00,li@channel-expansion,np-9,negative-press,剪报,,,,,",
      "BreachAssessed,wz-01,2011-03-11T09:00,吴敏@channel-operations,np-9,,,10,头版,i-1,,",
      "DepositFrozen,wz-01,2011-03-10T09:00,吴敏@channel-operations,,,,,,,wenzhou,92233720368547758.07",
    ]
    let end = try place.run(["append", "--keep-going", "--lang", "en", "--file", place.write("d.csv", lines: rows)])
    #expect(
      end.error.contains("line 3: bad-input: issue: expected nothing: ") && end.error.contains("not “i-1”"),
      "\(end.error)")
    #expect(end.error.contains("line 4: bad-input: 金额（元）: expected "), "\(end.error)")
    #expect(!end.error.contains("amountFen"), "\(end.error)")
  }

  @Test(
    "Rows that list their outlets under sales are one report too, as a template heads them; with ids of their own they are not"
  )
  func salesInLists() throws {
    let place = try place()
    let heading = "type,provider,at,by,id,city,month,sales"
    let row = "SalesReported,wz-01,2011-03-02,q@finance,"
    let rows = [heading, row + ",wenzhou,2011-02,we-001=100", row + ",wenzhou,2011-02,we-002=200"]
    let append = ["append", "--format", "json", "--file"]
    let end = try place.run(append + [place.write("b.csv", lines: rows)])
    #expect(end.exit == 0 && end.lines.count == 2, "\(end.output)\(end.error)")
    let sales = #""sales":[{"outlet":"we-001","amountFen":100},{"outlet":"we-002","amountFen":200}]"#
    #expect(try place.log().contains { $0.contains(sales) })
    let ids = (1...2).map { "0190c0de-0000-7000-8000-00000000000\($0)" }
    let apart = [heading] + ids.map { row + "\($0),wenzhou,2011-03,\"we-001=1,we-002=2\"" }
    let told = try place.run(append + [place.write("c.csv", lines: apart), "--keep-going"])
    #expect(told.lines.count == 3 && told.lines[1].hasPrefix(#"{"line":3,"#), "\(told.output)\(told.error)")
  }

  @Test("A judging sheet is taken back: help is not read, what has no points is passed over and counted")
  func judged() throws {
    let place = try place()
    for key in ["np-1", "np-2", "np-3"] {
      let report = [
        "append", "BreachReported", "--provider", "wz-01", "--at", "2011-03-10T09:00", "--by", "li@channel-expansion",
        "breach=\(key)", "clause=负面报道", "evidence=剪报",
      ]
      #expect(try place.run(report).exit == 0)
    }
    let rows = [
      "type,provider,breach,points,reason,at,by,clause,on,minimum,maximum,说明,",
      "BreachAssessed,wz-01,np-1,12,见报,2011-03-12,wu@department-head,negative-press,2011-03-10,1,20,甲,乙",
      "BreachAssessed,wz-01,np-2,,,,,negative-press,2011-03-10,1,20,甲,",
      "BreachDismissed,wz-01,np-3,,不实,2011-03-12,wu@department-head,negative-press,2011-03-10,1,20,甲,",
    ]
    let sheet = try place.write("sheet.csv", lines: rows)
    let tried = try place.run(["append", "--file", sheet, "--dry-run", "--format", "json"])
    #expect(tried.lines.last?.contains(#""accepted":2,"repeated":0,"refused":0,"#) == true, "\(tried.output)")
    #expect(tried.lines.last?.contains(#""passedOver":1"#) == true)
    let end = try place.run(["append", "--file", sheet])
    #expect(end.exit == 0 && end.output.contains("; 1 row without points passed over"), "\(end.output)\(end.error)")
  }

  @Test("A provider goes by its name where exactly one is called so, and keys come first")
  func names() throws {
    let place = try Workplace([
      Given.registered("a1", "b1"), Given.registered("b1", "同名"), Given.registered("c1", "同名"),
      Given.registered("d1", "acme"),
    ])
    func help(_ provider: String) throws -> KoufenProcess.End {
      let arguments = ["append", "HelpRequested", "--provider", provider, "--at", "2011-03-04T20:00"]
      return try place.run(arguments + ["--by", "f@系统对接", "ticket=t-1", "--format", "json", "--dry-run"])
    }
    #expect(try help("b1").output.contains(#""provider":"b1""#))
    #expect(try help("acme").output.contains(#""provider":"d1""#))
    let several = try help("同名")
    #expect(
      several.exit == 65 && several.failure?.message.contains("several providers are called “同名” (b1, c1)") == true)
    let near = try help("d12")
    #expect(near.exit == 1 && near.failure?.message.contains("(d12; did you mean d1?)") == true, "\(near.error)")
    #expect(try help("同").failure?.message.contains("did you mean “同名”?") == true)
    let line = Given.help.replacing(#""provider":"hz-01""#, with: #""provider":"ACME 2""#)
    let file = try place.run(["append", "--file", "-"], input: [Given.registered("x2", "ACME 2"), line])
    #expect(file.exit == 0, "\(file.error)")
    #expect(try place.log().last?.contains(#""provider":"x2""#) == true)
  }
}

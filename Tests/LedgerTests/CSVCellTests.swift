import LedgerDomain
import LedgerFormat
import LedgerTesting
import Testing

@testable import Presentation

/// What people write into cells.
@Suite("Cells of CSV")
struct CSVCellTests {
  private static let zone = BuiltIn.terms.zone
  private static let heading = "type,provider,at,by,ticket"

  private func draft(_ heading: String, _ row: String) throws -> Draft? {
    try CSVHeading(Array(heading.utf8), of: "day.csv").record(Array(row.utf8))?.draft(in: Self.zone)
  }

  private func fault(_ heading: String, _ row: String) -> (field: String, expected: LedgerDomain.Expectation)? {
    do {
      _ = try draft(heading, row)
    } catch let error as InputError {
      guard case .field(let field, let expected) = error else { return nil }
      return (field, expected)
    } catch {}
    return nil
  }

  @Test(
    "A time is read as people write it",
    arguments: [
      ("2011/3/4", "2011-03-04"), ("2011-3-4", "2011-03-04"), ("2011年3月4日", "2011-03-04"),
      ("2011/3/4 20:30", "2011-03-04T20:30"), ("2011-3-4 8:30", "2011-03-04T08:30"),
      ("2011年3月4日 20:30:05", "2011-03-04T20:30:05"), ("2011年3月4日下午8:30", "2011-03-04T20:30"),
      ("2011-03-04 下午8:30", "2011-03-04T20:30"), ("2011/3/4 下午12:05", "2011-03-04T12:05"),
      ("2011/3/4 上午12:05", "2011-03-04T00:05"), ("2011-03-04T20:30:00.000", "2011-03-04T20:30"),
      ("２０１１-０３-０４", "2011-03-04"), ("２０１１／３／４　２０：３０", "2011-03-04T20:30"), (" 2011-03-04T20:30 ", "2011-03-04T20:30"),
      ("2011-03-04T12:30Z", "2011-03-04T20:30"), ("2012-02-29", "2012-02-29"),
    ])
  func times(_ cell: String, _ moment: String) throws {
    let draft = try #require(try draft(Self.heading, "HelpRequested,hz-01,\(cell),feed@integration,t-1"))
    #expect(draft.at == Self.zone.instant(reading: moment))
  }

  @Test(
    "Anything else is refused with the value and an example",
    arguments: [
      "3/4/2011", "3/4/2011 20:30", "40606", "40606.8541666667", "20110304", "2011.3.4", "20:30", "下午8:30",
      "'2011-03-04",
      "2011-02-29", "2011/13/1", "2011-03-04T24:00", "2011-03-04 20:30:60", "2011/3/4 下午20:30", "2011年3月", "2011/3-4",
      "2011/3/4 8:3",
    ])
  func noTimes(_ cell: String) throws {
    let error = try #require(fault(Self.heading, "HelpRequested,hz-01,\(cell),feed@integration,t-1"))
    #expect(error.field == "at")
    #expect(error.expected.en.contains("such as 2011-03-04 20:30") && error.expected.en.contains("not “\(cell)”"))
    #expect(error.expected.zh.contains("如 2011-03-04 20:30") && error.expected.zh.contains("而非 “\(cell)”"))
    #expect(error.expected.en.contains("day from month") == cell.hasPrefix("3/4/2011"))
  }

  @Test(
    "Dates and numbers of the data are read alike",
    arguments: [
      (
        "DemandsSet", "breach,demands,deadline", "b-1,改正,2011/8/1",
        #"{"breach":"b-1","demands":"改正","deadline":"2011-08-01"}"#
      ),
      ("BreachAssessed", "breach,points,reason", "b-1,１２,见报", #"{"breach":"b-1","points":12,"reason":"见报"}"#),
      ("PromotionRun", "promotion", " p-１ ", #"{"promotion":"p-1"}"#),
      ("DepositFrozen", "city,amountYuan", "hz,300000", #"{"city":"hz","amountFen":30000000}"#),
      ("DepositFrozen", "city,金额（元）", "hz,\"¥300,000.05\"", #"{"city":"hz","amountFen":30000005}"#),
      ("DepositFrozen", "city,金额（分）", "hz,30050", #"{"city":"hz","amountFen":30050}"#),
      ("DepositFrozen", "city,金额(元)", "hz,３００.5", #"{"city":"hz","amountFen":30050}"#),
    ])
  func fields(_ type: String, _ names: String, _ cells: String, _ data: String) throws {
    let draft = try #require(
      try draft("type,provider,at,by," + names, "\(type),hz-01,2011-03-04,wu@channel-operations,\(cells)"))
    let json = #"{"type":"\#(type)","provider":"hz-01","at":"2011-03-04","by":"wu@channel-operations","data":\#(data)}"#
    #expect(try Draft(json: Array(json.utf8), in: Self.zone) == draft)
  }

  @Test(
    "An amount that is none is refused with its column",
    arguments: ["30万", "3,00", "300.005", "1,2345", "-5", "99999999999999999999", "¥"])
  func noAmounts(_ cell: String) throws {
    let error = try #require(
      fault("type,provider,at,by,city,金额（元）", "DepositFrozen,hz-01,2011-03-04,wu@channel-operations,hz,\"\(cell)\""))
    #expect(error.field == "金额（元）")
    #expect(error.expected.zh == "金额，单位元，如 300,000.00，而非 “\(cell)”")
  }

  @Test("A wrong cell is named by its heading, with what was found and an example")
  func named() throws {
    let key = try #require(fault("类型,服务商,时间,提交人,求助单", "网点求助,hz-01,2011/3/4,feed@integration,T 1"))
    #expect(key.field == "求助单")
    #expect(key.expected.en.hasSuffix(", such as t-9, not “T 1”"), "\(key.expected.en)")
    let missing = try #require(fault(Self.heading, "HelpRequested,hz-01,2011/3/4,feed@integration,"))
    #expect(missing.field == "ticket" && missing.expected.en.hasSuffix("the field is missing (such as t-9)"))
    let foreign = try #require(
      fault(Self.heading + ",city", "HelpRequested,hz-01,2011/3/4,feed@integration,t-1,hangzhou"))
    #expect(foreign.field == "city" && foreign.expected.en.contains("HelpRequested has no such field"))
    let type = try #require(fault(Self.heading, "合计,,,,3"))
    #expect(type.field == "type" && type.expected.zh.hasSuffix("而非 “合计”"))
    let unnamed = try #require(fault(Self.heading + ",,", "HelpRequested,hz-01,2011/3/4,feed@integration,t-1,,备注"))
    #expect(unnamed.expected.en.contains("column 7") && unnamed.expected.en.contains("“备注”"))
  }

  @Test(
    "Headings are known by their names in English and Chinese, whatever sets them apart",
    arguments: [
      "type,provider,at,by,ticket", "type\tprovider\tat\tby\tticket", "type;provider;at;by;ticket",
      " Type , PROVIDER, at ,By,ticket", "类型,服务商,时间,提交人,求助单", "\"类型\",服务商 ,ｔime,提交人,求助单",
    ])
  func headings(_ heading: String) throws {
    let heading = heading.replacing("ｔime", with: "ａｔ")
    let separator = heading.contains("\t") ? "\t" : heading.contains(";") ? ";" : ","
    let row = ["HelpRequested", "hz-01", "2011-03-04", "feed@integration", "t-1"].joined(separator: separator)
    #expect(try draft(heading, row)?.fact == HelpRequested(ticket: Key("t-1"), outlet: nil).fact)
  }

  @Test("A role is read in Chinese too")
  func roles() throws {
    for role in Role.allCases {
      let row = "HelpRequested,hz-01,2011-03-04, 吴敏＠\(role.words.zh),t-1"
      #expect(try draft(Self.heading, row)?.by == Person(id: "吴敏", role: role))
    }
  }

  @Test("The serial number of a spreadsheet is called that")
  func serialNumbers() throws {
    for (cell, isOne) in [("40606", true), ("40606.85", true), ("20110304", false), ("2011.3.4", false)] {
      let said = try #require(fault(Self.heading, "HelpRequested,hz-01,\(cell),feed@integration,t-1"))
      #expect(said.expected.en.contains("serial number") == isOne)
    }
  }

  @Test("Rows of empty cells are none")
  func emptyRows() throws {
    for row in [",,,,", " , , ,　,", "\"\",,,,", ",,"] { #expect(try draft(Self.heading, row) == nil) }
  }

  @Test("All unknown columns are named, and what was understood beside them")
  func unknownColumns() throws {
    let problem = #expect(throws: Problem.self) { try draft("事件,服务商,发生时间,网点,批注", "") }
    let said = try #require(problem?.message)
    #expect(said.zh.contains("事件、发生时间、批注。能识别的列：服务商、网点。"), "\(said.zh)")
    #expect(said.en.contains("columns 事件, 发生时间, 批注. Understood: 服务商, 网点. ") && said.en.contains("koufen template"))
    let twice = #expect(throws: Problem.self) { try draft("type,provider,ticket,Ticket", "") }
    #expect(twice?.message.en.contains("Ticket stands twice") == true)
  }

  @Test("A title is one text with empty cells beside it")
  func titles() {
    #expect(CSVHeading.isTitle(Array("2011年3月登记表,,,".utf8)))
    for line in ["type,,", "登记表", "a,b", ",,"] { #expect(!CSVHeading.isTitle(Array(line.utf8))) }
  }
}

import KoufenTesting
import Testing

/// CSV as spreadsheets and programs want it.
@Suite("CSV out")
struct ExcelTests {
  @Test(
    "For Excel it has a mark, CRLF and headings in the language; for programs their own names and no mark",
    arguments: [
      ("standing", "服务商,名称,"), ("queue", "类型,服务商,违规,扣分,理由,时间,提交人,"), ("forecast", "服务商,"),
      ("types ProviderRegistered", "类型,字段,"), ("rulebook list", ""), ("outlets hz-01", "网点,城市,"),
    ])
  func excel(_ command: String, _ heading: String) throws {
    let place = try Workplace(scenario: Given.story)
    let words = command.split(separator: " ").map(String.init) + ["--lang", "zh"]
    let excel = try place.run(words + ["--excel"])
    #expect(excel.exit == 0 && excel.output.hasPrefix("\u{FEFF}" + heading), "\(excel.output)\(excel.error)")
    let plain = try place.run(words + ["--format", "csv"])
    #expect(plain.exit == 0 && !plain.output.hasPrefix("\u{FEFF}"))
    for end in [excel, plain] {
      #expect(end.output.hasSuffix("\r\n"))
      #expect(!end.output.unicodeScalars.split(separator: "\n").dropLast().contains { $0.last != "\r" })
    }
  }

  @Test("Money is in yuan for Excel, and in fen under a heading that says so; another format is not for Excel")
  func money() throws {
    let frozen =
      #"{"type":"DepositFrozen","provider":"hz-01","at":"2011-03-05T09:00","by":"wu@channel-operations","#
      + #""data":{"city":"hangzhou","amountFen":30000050}}"#
    let place = try Workplace([Given.registered, frozen])
    let plain = try place.run(["standing", "--format", "csv"])
    #expect(plain.lines[0].hasSuffix(",depositFen") && plain.lines[1].hasSuffix(",30000050"), "\(plain.output)")
    let excel = try place.run(["standing", "--excel", "--lang", "zh"])
    #expect(excel.lines[0].hasSuffix(",保证金") && excel.lines[1].hasSuffix("300000.50"), "\(excel.output)")
    #expect(try place.run(["standing", "--excel", "--format", "json"]).exit == 64)
  }
}

import Foundation
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
      ("events", "位置,序号,服务商,类型,时间,提交人,内容,起因,备注"), ("year-end 2011 --dry-run", "服务商,名称,状态,关账扣分,"),
      ("report year 2011", "服务商,名称,状态,关账扣分,"), ("report month 2011-06", "月份,服务商,名称,状态,2011 年扣分,"),
      ("rulebook show", "项目,数值"), ("simulate", "服务商,年度,"), ("standing --diff 2011-01-01", "服务商,名称,扣分,"),
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

  @Test("What people read has no code where there is a word for it, and money in yuan; a file has the mark too")
  func words() throws {
    let place = try Workplace([Given.registered, Given.frozen])
    let events = try place.run(["events", "--excel", "--lang", "zh"])
    #expect(events.lines[1].contains(",服务商登记,") && events.lines[1].contains("@渠道拓展,"), "\(events.output)")
    #expect(events.output.contains("¥300,000.50") && !events.output.contains("Fen"), "\(events.output)")
    let file = place.folder.file("month.csv")
    let report = ["report", "month", "2011-03", "--excel", "--lang", "zh", "--out", file]
    #expect(try place.run(report).error == "已写入 \(file)。\n")
    let written = String(decoding: try #require(FileManager.default.contents(atPath: file)), as: UTF8.self)
    #expect(written.hasPrefix("\u{FEFF}月份,") && written.contains(",成交（元）,") && !written.contains("Fen"))
    #expect(try place.run(["report", "year", "2011", "--excel", "--format", "html"]).exit == 64)
  }

  @Test("The receipts of a file are a sheet as well, and so is what a job says it did")
  func receipts() throws {
    let place = try Workplace([Given.registered])
    let file = try place.write("more.jsonl", Given.frozen + "\n")
    let receipts = try place.run(["append", "--file", file, "--excel", "--lang", "zh"])
    #expect(receipts.lines[0] == "\u{FEFF}行,位置,事件编号,后果,此前已有,代码,说明", "\(receipts.output)")
    #expect(receipts.lines[1].contains(",否,"))
    let backup = try place.run(["backup", place.folder.file("b.db"), "--excel", "--lang", "zh"])
    #expect(backup.lines[0] == "\u{FEFF}事件,文件")
  }

  @Test("Money is in yuan for Excel, and in fen under a heading that says so; another format is not for Excel")
  func money() throws {
    let place = try Workplace([Given.registered, Given.frozen])
    let plain = try place.run(["standing", "--format", "csv"])
    #expect(plain.lines[0].hasSuffix(",depositFen") && plain.lines[1].hasSuffix(",30000050"), "\(plain.output)")
    let excel = try place.run(["standing", "--excel", "--lang", "zh"])
    #expect(excel.lines[0].hasSuffix(",保证金") && excel.lines[1].hasSuffix("300000.50"), "\(excel.output)")
    #expect(try place.run(["standing", "--excel", "--format", "json"]).exit == 64)
  }
}

extension Given {
  fileprivate static let frozen =
    #"{"type":"DepositFrozen","provider":"hz-01","at":"2011-03-05T09:00","by":"wu@channel-operations","#
    + #""data":{"city":"hangzhou","amountFen":30000050}}"#
}

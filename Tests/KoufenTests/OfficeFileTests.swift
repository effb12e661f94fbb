import Foundation
import KoufenTesting
import Testing

/// Files as offices have them.
@Suite("Office files")
struct OfficeFileTests {
  private static let rows = [
    "类型,服务商,时间,提交人,名称,服务商类型", "ProviderRegistered,hz-01,2011/3/1,chen@channel-expansion,杭州一号代购,thirdParty",
    ",,,,,", "服务商登记,nb-01,2011年3月1日,chen@channel-expansion,宁波𠀀代购,thirdParty",
  ]

  private func append(_ bytes: [UInt8], _ more: [String] = [], in place: Workplace) throws -> KoufenProcess.End {
    try Data(bytes).write(to: URL(filePath: place.folder.file("day.csv")))
    return try place.run(["append", "--file", place.folder.file("day.csv")] + more)
  }

  private func text(_ separator: String = ",", _ end: String = "\r\n") -> String {
    Self.rows.map { $0.replacing(",", with: separator) + end }.joined()
  }

  private func expectTaken(_ end: KoufenProcess.End, in place: Workplace) throws {
    #expect(end.exit == 0, "\(end.error)")
    let log = try place.log().joined()
    #expect(log.contains("杭州一号代购") && log.contains("宁波𠀀代购"))
  }

  /// The text in GB18030, as Foundation writes it.
  private func gb18030(_ text: String) throws -> [UInt8] {
    Array(try #require(text.data(using: String.Encoding(rawValue: 0x8000_0632))))
  }

  private func utf16(_ text: String, isBigEndian: Bool) -> [UInt8] {
    ([0xFEFF] + Array(text.utf16)).flatMap { unit in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return isBigEndian ? [high, low] : [low, high]
    }
  }

  @Test("Separators, line ends and a mark are told by the file", arguments: [",", "\t", ";"], ["\n", "\r\n", "\r"])
  func separators(_ separator: String, _ end: String) throws {
    let place = try Workplace()
    try expectTaken(try append(Array(("\u{FEFF}" + text(separator, end)).utf8), in: place), in: place)
  }

  @Test("UTF-16 is told by its mark, in either order of bytes", arguments: [true, false])
  func utf16(_ isBigEndian: Bool) throws {
    let place = try Workplace()
    try expectTaken(try append(utf16(text("\t"), isBigEndian: isBigEndian), in: place), in: place)
  }

  @Test("GB18030 is judged by the whole file: a line that could be UTF-8 too does not mislead")
  func gb18030() throws {
    let place = try Workplace()
    let rows = text() + "服务商登记,ml-01,2011-03-01,chen@channel-expansion,毛陆,thirdParty\r\n"
    try expectTaken(try append(gb18030(rows), in: place), in: place)
    #expect(try place.log().joined().contains("毛陆"))
  }

  @Test("An encoding that is told is not judged, and one line that is no UTF-8 does not make a file GB18030")
  func told() throws {
    let place = try Workplace()
    try expectTaken(try append(gb18030(text()), ["--encoding", "gbk"], in: place), in: place)
    let broken = try Workplace()
    let end = try append(Array(text().utf8) + gb18030("服务商登记,ml-01,2011-03-01,chen@channel-expansion,毛陆"), in: broken)
    #expect(end.exit == 65 && end.error.contains("line 5: bad-input: row"), "\(end.error)")
    #expect(end.error.contains("--encoding"))
    #expect(try append([0x41], ["--encoding", "gbk", "--input", "jsonl"], in: place).exit == 64)
  }

  @Test("CSV is read from standard input where that is said, and judged as a whole")
  func standardInput() throws {
    let place = try Workplace()
    let bytes = try gb18030(text())
    let end = try KoufenProcess.run(["append", "--file", "-", "--input", "csv"], store: place.store, input: bytes)
    try expectTaken(end, in: place)
  }

  @Test("A title above the headings is passed over, and lines keep their numbers")
  func title() throws {
    let place = try Workplace()
    let rows = "三月登记表,,,,,\n" + text(",", "\n") + "合计,,,,2,\n"
    let end = try append(Array(rows.utf8), ["--keep-going"], in: place)
    #expect(end.exit == 65 && end.output.hasPrefix("2 events accepted"))
    #expect(
      end.error.contains(
        "line 6: bad-input: 类型: expected a type of event; a row of sums is none, take it out, not “合计”"),
      "\(end.error)")
  }

  @Test("A template that is filled in is taken", arguments: [["--lang", "zh"], ["--lang", "zh", "--excel"], []])
  func template(_ options: [String]) throws {
    let place = try Workplace()
    let template = try place.run(["template", "ProviderRegistered", "DepositFrozen"] + options)
    #expect(template.exit == 0, "\(template.error)")
    #expect(template.output.hasPrefix("\u{FEFF}") == options.contains("--excel"))
    #expect(template.output.contains("\r\n"))
    let end = try append(Array(template.output.utf8), in: place)
    #expect(end.exit == 0, "\(end.error)")
    #expect(try place.log().count == 2)
    #expect(try place.run(["template", "Nonsense"]).exit == 64)
  }

  @Test("An event of the wrong shape is followed by its type's fields and an example, but not in JSON")
  func guide() throws {
    let place = try Workplace()
    let arguments = ["append", "HelpRequested", "--provider", "hz-01", "--by", "feed@integration", "tickte=t-1"]
    let end = try place.run(arguments)
    #expect(end.exit == 65)
    let lines = end.error.split(separator: "\n")
    #expect(lines[0].hasPrefix("koufen: bad-input: data.ticket: the field is missing"))
    #expect(lines[2].hasPrefix("  ticket (required): a key") && lines[3].hasPrefix("  outlet (optional): "))
    #expect(end.error.contains("  koufen append HelpRequested --provider hz-01 "))
    #expect(try place.run(arguments + ["--lang", "zh"]).error.contains("  ticket 求助单（必填）：编号"))
    #expect(try place.run(arguments + ["--format", "json"]).failure?.code == "bad-input")
  }

  @Test(
    "A workbook is no text, whatever it is called, and what to do about it is said", arguments: ["day.xlsx", "day.csv"])
  func workbook(_ name: String) throws {
    let place = try Workplace()
    let file = try place.write(name, "PK\u{3}\u{4}\u{14}\u{0}[Content_Types].xml")
    let end = try place.run(["append", "--file", file, "--lang", "zh"])
    #expect(end.exit == 65 && end.error.contains("而非 Excel 工作簿；请在 Excel 中另存为"), "\(end.error)")
  }

  @Test(
    "Titles above the headings are passed over, with cells beside them or none",
    arguments: ["日报,,,,,\n三月,,,,,\n", "日报\n"])
  func titles(_ titles: String) throws {
    let place = try Workplace()
    try expectTaken(try append(Array((titles + text()).utf8), in: place), in: place)
  }

  @Test("A refusal by the rules names the column and the value it is about, under the heading of the file")
  func column() throws {
    let place = try Workplace([Given.registered])
    let rows = [
      "类型,服务商,时间,提交人,求助单", "求助响应,hz-01,2011-03-05 9:00,feed@系统对接,t-77",
      "网点求助,hz-77,2011-03-05 9:00,feed@系统对接,t-1", "网点求助,hz-01,2011-03-05 9:00,feed@财务,t-2",
    ]
    let end = try append(Array(rows.joined(separator: "\n").utf8), ["--lang", "zh"], in: place)
    for (line, start) in [
      (2, "unknown-ticket: 求助单“t-77”："), (3, "unknown-provider: 服务商“hz-77”："), (4, "role-not-allowed: 提交人“feed@财务”："),
    ] { #expect(end.error.contains("第 \(line) 行：\(start)"), "\(end.error)") }
  }
}

import Foundation
import KoufenTesting
import Testing

/// A day at the desk in Chinese, from the sheet as it was typed to the month's report, by a clerk who knows only what the tool says.
@Suite("A clerk's day")
struct ClerksDayTests {
  @Test("The day's sheet is mended by what is said of it, judged in one sheet and reported, without a line of English")
  func day() throws {
    let desk = try ClerksDesk()
    try desk.prepare()
    desk.moment = "2011-03-04T21:00:00+08:00"
    try bringIn(desk)
    desk.moment = "2011-03-08T10:00:00+08:00"
    let swept = try desk.ask("sweep")
    #expect(swept.contains("service-complaint:ticket:t-2") && swept.contains("expansion-target:wenzhou:first-batch"))
    try judge(desk)
    desk.moment = "2011-04-01T09:00:00+08:00"
    try ask(desk)
    #expect(desk.faults.isEmpty, "\(desk.faults.joined(separator: "\n"))")
  }

  /// The sheet is tried, mended by what is said, and tried again until nothing is said; then it is taken.
  private func bringIn(_ desk: ClerksDesk) throws {
    var sheet = try desk.sheet(for: ClerksDesk.types, ClerksDesk.day)
    let before = try desk.place.log().count
    let refused = try desk.run(["append", "--file", desk.write("day.csv", sheet)])
    #expect(refused.exit != 0 && refused.error.contains("第 3 行"), "\(refused.error)")
    #expect(try desk.place.log().count == before, "a sheet with a fault is not taken by half")
    var mended = Set<String>()
    for _ in 1...8 {
      let end = try desk.run(["append", "--dry-run", "--keep-going", "--file", desk.write("day.csv", sheet)])
      if end.error.isEmpty { break }
      for line in end.error.split(separator: "\n") { mended.insert(try sheet.mend(by: String(line))) }
      sheet.rows.removeAll { $0.allSatisfy(\.isEmpty) }
    }
    #expect(mended == ["unknown-outlet", "unknown-city", "bad-input", "unknown-provider", "similar-money"])
    let taken = try desk.run(["append", "--file", desk.write("day.csv", sheet)])
    #expect(taken.exit == 0 && taken.output.hasPrefix("接受 9 条事件"), "\(taken.output)\(taken.error)")
    let log = try desk.place.log().suffix(9).joined(separator: "\n")
    for kept in ["系统登录不了", #""outlet":"ha-001""#, "2011-03-04T20:30:00", #""amountFen":30000000"#, #""via":"system""#] {
      #expect(log.contains(kept), "\(kept) is not in \(log)")
    }
  }

  /// What waits is judged in its sheet: first all but one, then that one.
  private func judge(_ desk: ClerksDesk) throws {
    let queue = ["queue", "--format", "csv", "--excel", "--by", "周敏@代购部门负责人"]
    for left in [1, 0] {
      var sheet = try ClerksSheet(desk.run(queue).output)
      let number = sheet.rows.count
      try #require(number > 0)
      for row in 0..<(number - left) {
        sheet[row, "扣分"] = sheet[row, "最低分"]
        sheet[row, "理由"] = "核实无误"
        sheet[row, "时间"] = "2011/3/8 上午9:40"
      }
      let taken = try desk.run(["append", "--file", desk.write("judged.csv", sheet)])
      #expect(taken.exit == 0 && taken.output.hasPrefix("接受 \(number - left) 条事件"), "\(taken.output)\(taken.error)")
      #expect(taken.output.contains("1 行") == (left == 1), "\(taken.output)")
    }
    #expect(try ClerksSheet(desk.run(queue).output).rows.isEmpty)
  }

  private func ask(_ desk: ClerksDesk) throws {
    #expect(try desk.ask("standing").contains("温州瓯越代购"))
    #expect(try desk.ask("standing", "杭州一号代购").contains("service-complaint:ticket:t-2"))
    #expect(try desk.ask("explain", "杭州一号代购", "service-complaint:ticket:t-2").contains("核实无误"))
    #expect(try desk.ask("explain", "杭州一号代购", "--year", "2011").contains("合计"))
    #expect(try desk.ask("outlets", "温州瓯越代购").contains("we-010"))
    #expect(try desk.ask("forecast", "温州瓯越代购").contains("下一标准线"))
    #expect(try desk.ask("events", "--provider", "杭州一号代购").contains("系统登录不了"))
    #expect(try desk.ask("report", "month", "2011-03").contains("本月发生的违规"))
    let page = desk.place.folder.file("report.html")
    #expect(try desk.ask("report", "month", "2011-03", "--out", page).isEmpty)
    let text = try String(contentsOfFile: page, encoding: .utf8)
    #expect(text.contains("杭州一号代购"))
    desk.hear(text.replacing(/(?s)<style.*?<\/style>|<script.*?<\/script>|<[^>]*>/, with: "\n"))
    for question in ["standing", "queue", "standing 温州瓯越代购"] {
      let shown = try desk.place.onTerminal(question, environment: desk.environment())
      #expect(shown.exit == 0)
      desk.hear(shown.output.replacing(/\x1B\[[0-9;]*m/, with: ""))
    }
  }
}

/// The desk: a ledger, a clock, and an ear for English.
private final class ClerksDesk {
  let place: Workplace
  /// What the desk's clock shows.
  var moment = "2011-03-01T09:00:00+08:00"
  /// What was said that is no Chinese.
  private(set) var faults: [String] = []

  static let types = [
    "HelpRequested", "HelpAnswered", "OutletSigned", "DepositFrozen", "OutletExitRequested", "BreachReported",
    "ComplaintFiled",
  ]

  /// Rows by their headings. Faults: an outlet, a provider, a city, a choice, a field, a role, and money put down twice.
  static let day: [[String: String]] = [
    ["类型": "网点求助", "服务商": "温州瓯越代购", "时间": "2011/3/4 上午9:05", "提交人": "对接@系统对接", "求助单": "t-1", "网点": "we-001"],
    [
      "类型": "网点求助", "服务商": "杭州一号代购", "时间": "2011/3/4 下午8:30", "提交人": "对接@系统对接", "求助单": "t-2", "网点": "ha-01",
      "备注": "系统登录不了",
    ], ["类型": "求助响应", "服务商": "wz-1", "时间": "2011/3/4 上午11:00", "提交人": "对接@系统对接", "求助单": "t-1"],
    ["类型": "网点签约", "服务商": "温州瓯越代购", "时间": "2011/3/4", "提交人": "吴敏@渠道运营", "网点": "we-010", "城市": "wenzou"],
    [
      "类型": "退出申请", "服务商": "温州瓯越代购", "时间": "2011/3/4 上午10:00", "提交人": "吴敏@渠道运营", "网点": "we-002", "申请方式": "系统里",
    ],
    [
      "类型": "违规上报", "服务商": "杭州一号代购", "时间": "2011/3/4 下午2:00", "提交人": "陈晨@渠道拓展", "网点": "ha-001", "违规": "b-1",
      "条款": "负面报道", "违规日期": "2011/3/3",
    ],
    [
      "类型": "投诉提出", "服务商": "温州瓯越代购", "时间": "2011/3/4 下午3:00", "提交人": "赵静@客户满意", "网点": "we-001", "投诉": "c-1",
      "投诉人": "网点",
    ],
    ["类型": "保证金冻结", "服务商": "温州瓯越代购", "时间": "2011/3/4", "提交人": "吴敏@渠道运营", "城市": "wenzhou", "金额（元）": "¥300,000.00"],
    ["类型": "保证金冻结", "服务商": "温州瓯越代购", "时间": "2011/3/4", "提交人": "吴敏@渠道运营", "城市": "wenzhou", "金额（元）": "¥300,000.00"],
    ["类型": "网点签约", "服务商": "杭州一号代购", "时间": "2011/3/4", "提交人": "吴敏@渠道运营", "网点": "ha-002", "城市": "hangzhou"],
  ]

  init() throws { place = try Workplace() }

  func environment() throws -> [String: String] {
    let now = try Date(moment, strategy: .iso8601)
    return try ShiftedClock.ahead(seconds: Int(now.timeIntervalSinceNow.rounded()))
      .merging(["LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8"]) { $1 }
  }

  /// Asks, and hears what is said.
  func run(_ arguments: [String]) throws -> KoufenProcess.End {
    let end = try place.run(arguments, environment: environment())
    // The commas of CSV are no marks of sentences, and its mark of byte order is none at all.
    let isCSV = arguments.contains("csv") || arguments.contains("--excel")
    hear(isCSV ? end.output.replacing(",", with: "、") : end.output)
    hear(end.error)
    return end
  }

  /// What is answered to a question that is taken.
  func ask(_ arguments: String...) throws -> String {
    let end = try run(arguments)
    #expect(end.exit == 0, "\(arguments): \(end.error)")
    return end.output
  }

  /// Notes every line that is not Chinese, but for identifiers, such as the key of a city, also as mistyped, and a code.
  func hear(_ said: String) {
    let given: Set = ["wenzhou", "wenzou", "hangzhou", "system", "other"]
    for line in said.split(whereSeparator: \.isNewline) {
      guard let fault = Terms.all.fault(inSaid: line, given: given) else { continue }
      faults.append("\(line)：\(fault)")
    }
  }

  /// A sheet with the headings of the template, as a spreadsheet writes it.
  func sheet(for types: [String], _ rows: [[String: String]]) throws -> ClerksSheet {
    var sheet = try ClerksSheet(run(["template", "--excel"] + types).output)
    sheet.rows = rows.map { row in
      #expect(Set(row.keys).isSubset(of: sheet.headings))
      return sheet.headings.map { row[$0] ?? "" }
    }
    return sheet
  }

  func write(_ name: String, _ sheet: ClerksSheet) throws -> String { try place.write(name, sheet.text) }

  /// Two providers, with a city and outlets each.
  func prepare() throws {
    let types = ["ProviderRegistered", "DepositFrozen", "CityAuthorised", "OutletSigned", "OutletOpened"]
    var rows: [[String: String]] = []
    for (key, name, city, outlets) in [
      ("wz-01", "温州瓯越代购", "wenzhou", ["we-001", "we-002"]), ("hz-01", "杭州一号代购", "hangzhou", ["ha-001"]),
    ] {
      func row(_ type: String, _ day: String, _ by: String, _ more: [String: String]) {
        let row = ["类型": type, "服务商": type == "服务商登记" ? key : name, "时间": day, "提交人": by]
        rows.append(row.merging(more) { $1 })
      }
      row("服务商登记", "2011/1/1", "陈晨@渠道拓展", ["名称": name, "服务商类型": "第三方"])
      row("保证金冻结", "2011/1/2", "吴敏@渠道运营", ["城市": city, "金额（元）": "¥300,000.00"])
      row("城市授权", "2011/1/3", "陈晨@渠道拓展", ["城市": city, "人口": "118000"])
      for outlet in outlets {
        row("网点签约", "2011/1/4", "吴敏@渠道运营", ["城市": city, "网点": outlet])
        row("网点开业", "2011/1/10", "吴敏@渠道运营", ["网点": outlet])
      }
    }
    let end = try run(["append", "--file", write("before.csv", sheet(for: types, rows))])
    guard end.exit == 0 else { throw Workplace.Unprepared(end: end) }
  }
}

/// A sheet of cells under headings.
private struct ClerksSheet {
  var headings: [String]
  var rows: [[String]]

  /// Reads what the tool prints for a spreadsheet.
  init(_ text: String) throws {
    let lines = text.trimmingPrefix("\u{FEFF}").split(whereSeparator: \.isNewline).map { line in
      line.matches(of: /(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/).map { match in
        match.output.1.map { String($0).replacing("\"\"", with: "\"") } ?? String(match.output.2 ?? "")
      }
    }
    headings = try #require(lines.first)
    rows = Array(lines.dropFirst())
  }

  /// As a spreadsheet writes it.
  var text: String {
    "\u{FEFF}"
      + ([headings] + rows).map { row in
        row.map { $0.contains(",") ? "\"\($0)\"" : $0 }.joined(separator: ",") + "\r\n"
      }.joined()
  }

  subscript(row: Int, heading: String) -> String {
    get { headings.firstIndex(of: heading).map { rows[row][$0] } ?? "" }
    set { headings.firstIndex(of: heading).map { rows[row][$0] = newValue } }
  }

  /// Does what a message asks for, knowing nothing else; returns its code.
  mutating func mend(by message: String) throws -> String {
    let said = try #require(try /^koufen: 第 (\d+) 行：([a-z-]+): (.*)$/.wholeMatch(in: message), "\(message)")
    let row = try #require(Int(said.output.1)) - 2
    let (code, text) = (String(said.output.2), said.output.3)
    if let meant = text.firstMatch(of: /（(\S+?)，是否指 (\S+?)？）/) {
      replace(row, String(meant.output.1), by: String(meant.output.2))
    } else if let meant = text.firstMatch(of: /（是否指 (\S+?)？），而非 “(.+?)”/) {
      let (word, found) = (String(meant.output.1), String(meant.output.2))
      // What is meant behind a person's name is the role.
      replace(row, found, by: found.contains("@") ? found.prefix { $0 != "@" } + "@" + word : word)
    } else if let missing = text.wholeMatch(of: /(.+?)：缺少该字段（如 (.+)）。/) {
      self[row, String(missing.output.1)] = String(missing.output.2)
    } else if let twin = text.firstMatch(of: /^与第 (\d+) 行/), let other = Int(twin.output.1),
      rows[other - 2] == rows[row]
    {
      rows[row] = rows[row].map { _ in "" }
    } else {
      Issue.record("\(message) does not say what is to be done")
    }
    return code
  }

  private mutating func replace(_ row: Int, _ found: String, by meant: String) {
    #expect(rows[row].contains(found), "\(found) is in no cell of the row")
    rows[row] = rows[row].map { $0 == found ? meant : $0 }
  }
}

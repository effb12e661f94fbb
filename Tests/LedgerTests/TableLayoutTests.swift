import Testing

@testable import Presentation

@Suite("Tables on a terminal")
struct TableLayoutTests {
  private static func table(_ sentence: String) -> Table {
    var table = Table(
      .init("服务商", .left, .essential), .init("内容", .wrapped, .essential), .init("网点", .right, .usual),
      .init("城市", .right, .extra), .init("扣分", .right, .important))
    table.rows = [["hz-01", sentence, "12", "3", "101"], ["hz-02", "👍", "1", "13", "5"]]
    return table
  }

  private static let long = "网点 o-17 求助，求助单 service-complaint:ticket:t-9；" + String(repeating: "应于次日前答复，", count: 8)

  @Test("Within any width nothing is wider, and nothing of a cell is lost", arguments: [20, 34, 40, 60, 80, 200])
  func fits(_ width: Int) {
    for sentence in ["短", Self.long, String(repeating: "x", count: 300)] {
      let table = Self.table(sentence)
      let lines = table.lines(width: width, .zh).map(\.text)
      #expect(lines.allSatisfy { $0.displayWidth <= width }, "\(lines.joined(separator: "\n"))")
      let shown = lines.joined().filter { $0 != " " }
      let wanted = sentence.filter { $0 != " " }
      #expect(wanted.allSatisfy { letter in shown.count { $0 == letter } >= wanted.count { $0 == letter } })
    }
  }

  @Test("Columns go by importance, and those that are gone are named with how to see them")
  func omits() throws {
    let lines = Self.table(Self.long).lines(width: 50, .zh)
    let note = try #require(lines.last { $0.text.contains("未列出") }).text
    #expect(note.hasPrefix("未列出：网点、城市。") && !lines[0].text.contains("城市"), "\(lines.map(\.text))")
    #expect(lines.map(\.text).joined().contains("--format csv"))
    #expect(lines[0].text.contains("服务商") && lines[0].text.contains("内容"))
    let whole = Self.table(Self.long).lines(width: nil, .zh).map(\.text)
    #expect(whole.count == 4 && whole[2].contains(Self.long))
  }

  @Test("A narrow table breaks its headings before it gives up a column")
  func headings() {
    var table = Table(("provider", .left), ("best on appeal", .right), ("worst with duties", .right))
    table.rows = [["hz-01", "12", "40"]]
    let lines = table.lines(width: 30, .en).map(\.text)
    #expect(lines.count == 4 && lines[0].contains("best on") && lines[1].contains("appeal"), "\(lines)")
  }

  @Test("Cells line up whatever they are written in")
  func alignment() {
    var table = Table(("a", .left), ("b", .right))
    table.rows = [["👍", "1"], ["杭州", "22"], ["e\u{301}", "333"]]
    #expect(table.text == ["a       b", "────  ───", "👍      1", "杭州   22", "e\u{301}     333"])
  }
}

@Suite("Lines on a terminal")
struct LineWrappingTests {
  @Test("A line is broken at spaces and between Chinese characters, and indented under itself")
  func wraps() {
    let line = Line("  #9  应于 2011-03-07 前答复（暂定），不得迟延。", .warning)
    let lines = line.wrapped(to: 24)
    #expect(lines.map(\.text) == ["  #9  应于 2011-03-07 前", "    答复（暂定），不得迟", "    延。"])
    #expect(lines.allSatisfy { $0.pieces.allSatisfy { $0.tone == .warning || $0.text.allSatisfy { $0 == " " } } })
  }

  @Test("No line begins with a mark that closes or ends with one that opens", arguments: 4...40)
  func punctuation(_ width: Int) {
    let lines = Line("扣二分（服务投诉，见“工单”）；可申诉。", nil).wrapped(to: width, hanging: 0).map(\.text)
    #expect(lines.allSatisfy { $0.displayWidth <= max(width, 6) })
    #expect(lines.joined() == "扣二分（服务投诉，见“工单”）；可申诉。")
    if width >= 12 {
      #expect(lines.allSatisfy { !"，；。）”".contains($0.first ?? "x") && !"（“".contains($0.last ?? "x") })
    }
  }

  @Test("A key that is too long is cut behind a colon, any other word where it must be")
  func cuts() {
    let lines = Line("service-complaint:ticket:t-9").wrapped(to: 20, hanging: 0).map(\.text)
    #expect(lines == ["service-complaint:", "ticket:t-9"])
    #expect(Line(String(repeating: "a", count: 25)).wrapped(to: 10, hanging: 0).map(\.text.count) == [10, 10, 5])
  }
}

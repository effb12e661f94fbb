import Foundation
import KoufenTesting
import Testing

@Suite("koufen notice")
struct NoticeCommandTests {
  /// A provider that was charged, and ordered to do something, of which it is still to be told.
  private func place() throws -> Workplace {
    try Workplace(
      scenario: """
        scenario: What a provider is to be told of
        steps:
          - {event: ProviderRegistered, provider: hz-01, at: 2011-01-04, by: chen@channel-expansion, data: {name: 杭州一号代购, kind: thirdParty}}
          - {publish: taobao-daigou-1.5-offices, effective: 2011-01-05, recorded: 2011-01-04T12:00}
          - {event: ContactsSet, provider: hz-01, at: 2011-01-05, by: ann@provider, data: {contacts: {account-email: daigou@hz01.example, postal-address: 杭州市文三路1号}}}
          - {event: BreachReported, provider: hz-01, at: 2011-03-01, by: qian@channel-operations, data: {breach: b-1, clause: negative-press, evidence: 晚报}}
          - {event: BreachAssessed, provider: hz-01, at: 2011-03-02, by: wu@channel-operations, data: {breach: b-1, points: 12, reason: 头版}}
          - {event: MeasureOrdered, provider: hz-01, at: 2011-03-03, by: sun@department-head, data: {measure: x-1, kind: other, reason: 口头警告, breach: b-1, deadline: 2011-03-10}}

        """)
  }

  private func notice(_ place: Workplace, _ arguments: String...) throws -> KoufenProcess.End {
    try place.run(["notice", "hz-01"] + arguments)
  }

  private func sent(_ place: Workplace) throws -> Int { try place.log().count { $0.contains("\"NoticeSent\"") } }

  @Test("The letter tells of all that is open, points with their reasons and how to appeal, in lines of eighty places")
  func letter() throws {
    let place = try place()
    let chinese = try notice(place, "--channel", "courier", "--lang", "zh")
    #expect(chinese.exit == 0, "\(chinese.error)")
    for text in [
      "通知书  hz-01  杭州一号代购", "送达地址：杭州市文三路1号", "1. 书面告知扣分（notify-charge:b-1，§4.3(1)）", "扣分理由书", "实扣 12 分：2011 年 0 → 12",
      "自本项扣分的通知送达之日起 15 个工作日内书面申诉", "2. 书面告知处理措施（notify-measure:x-1，§4.3(1)）", "口头警告", "出具人：",
    ] { #expect(chinese.output.replacing("\n    ", with: "").contains(text), "\(text)\n\(chinese.output)") }
    #expect(!chinese.output.contains("义务产生"), "that it is to be told is no news to it")
    let english = try notice(place, "--lang", "en")
    #expect(english.output.contains("Notice  hz-01") && english.output.contains("charged 12: 2011 from 0 to 12"))
    #expect(!english.output.contains("Address:"), "by no channel there is no address")
    #expect(english.lines.allSatisfy { $0.count <= 80 })
    let one = try notice(place, "notify-measure:x-1", "notify-measure:x-1", "--lang", "en").output
    #expect(one.contains("1. tell it of a measure") && !one.contains("\n2. "))
    #expect(try sent(place) == 0)
  }

  @Test("It may be asked for by its duties alone, where one provider has them; its key stands in it")
  func byDuties() throws {
    let place = try place()
    let end = try place.run(["notice", "notify-charge:b-1", "--key", "n-17", "--channel", "email", "--lang", "zh"])
    #expect(end.exit == 0 && end.output.contains("通知书  hz-01") && end.output.contains("编号：n-17"), "\(end.error)")
    let json = try place.run(["notice", "notify-charge:b-1", "--key", "n-17", "--format", "json"]).output
    #expect(json.contains(#""provider":"hz-01","notice":"n-17","channel":null"#), "\(json)")
    let nobody = try place.run(["notice", "notify-charge:b-2", "--lang", "en"])
    #expect(nobody.exit == 64 && nobody.error.contains("name the provider first"), "\(nobody.error)")
    #expect(try place.run(["notice", "xx-99", "--lang", "en"]).exit == 1)
  }

  @Test("As JSON and into a file, which is not written over")
  func elsewhere() throws {
    let place = try place()
    let json = try notice(place, "--channel", "email", "--format", "json").output
    #expect(json.contains(#""address":"daigou@hz01.example","about":["notify-charge:b-1","notify-measure:x-1"]"#))
    let file = place.folder.file("letter.txt")
    #expect(try notice(place, "--out", file).exit == 0)
    #expect(try String(contentsOf: URL(filePath: file), encoding: .utf8).contains("notify-charge:b-1"))
    #expect(try notice(place, "--out", file).exit == 64)
  }

  @Test("Sent, it is recorded with its text, meets what it tells of, and time to appeal runs from its delivery")
  func recorded() throws {
    let place = try place()
    let record = [
      "--channel", "courier", "--sent", "--by", "wu@channel-operations", "--at", "2011-03-04", "--lang", "zh",
    ]
    let end = try place.run(["notice", "hz-01", "notify-charge:b-1", "--key", "n-1"] + record)
    #expect(end.exit == 0 && end.output.contains("视为 2011-03-11 送达"), "\(end.error)")
    #expect(end.output.contains("正文“通知书  hz-01  杭州一号代购”等 "), "of a letter its first line stands in the sentence")
    #expect(!end.output.contains("\u{FFFD}"))
    #expect(try sent(place) == 1)
    let log = try place.log().joined()
    #expect(log.contains("通知书  hz-01") && log.contains(#""duty":"notify-charge:b-1","as":"met""#))
    let reasons = try place.run(["explain", "hz-01", "b-1", "--lang", "zh"]).output
    #expect(reasons.contains("可申诉至 2011-04-01（周五），自 2011-03-11 送达起算"))
    let explained = try place.run(["explain", "hz-01", "notify-charge:b-1", "--lang", "en"]).output
    #expect(explained.contains("notice sent: notice n-1") && explained.contains("now met on 2011-03-04"))
    let closed = try place.run(["notice", "hz-01", "notify-charge:b-1"])
    #expect(closed.exit == 1 && closed.error.contains("duty-closed"))
    let again = try place.run(["notice", "hz-01", "--key", "n-1"] + record)
    #expect(again.exit == 1 && again.error.contains("notice-exists"))
    #expect(try place.run(["notice", "hz-01"] + record).exit == 0, "under a key by the moment")
    let none = try place.run(["notice", "hz-01", "--lang", "zh"])
    #expect(none.exit == 1 && none.error.contains("hz-01 没有须告知的事项"))
    #expect(try sent(place) == 2)
    #expect(try place.run(["verify", "--decide"]).exit == 0)
  }

  @Test("A notice that failed leaves what it told of to be told again")
  func failed() throws {
    let place = try place()
    let record = [
      "--channel", "email", "--sent", "--by", "wu@channel-operations", "--at", "2011-03-04", "--key", "n-1",
    ]
    #expect(try place.run(["notice", "hz-01", "notify-charge:b-1"] + record).exit == 0)
    let failure = [
      "append", "NoticeFailed", "--provider", "hz-01", "--at", "2011-03-05", "--by", "feed@integration", "notice=n-1",
      "reason=邮箱已满",
    ]
    #expect(try place.run(failure).exit == 0)
    #expect(try notice(place).output.contains("notify-charge:b-1"))
    let explained = try place.run(["explain", "hz-01", "notify-charge:b-1", "--lang", "zh"]).output
    #expect(explained.contains("现状：待履行") && explained.contains("邮箱已满") && explained.contains("如何履行"))
    #expect(explained.contains("以写明本项义务的通知履行"))
  }

  @Test(
    "Wrong input says what is wrong, and records nothing",
    arguments: [
      (["notify-charge:b-9"], 1, "unknown-duty", "did you mean notify-charge:b-1?"),
      (["comply-measure:x-1"], 1, "unknown-duty", "comply-measure:x-1 is not met by a notice"),
      (["--channel", "pigeon"], 1, "channel-not-allowed", "pigeon"), (["--sent"], 64, "usage", "--channel"),
      (["--receipt", "R-1"], 64, "usage", "--sent"), (["--channel", "courier", "--sent"], 64, "usage", "--by"),
      (["--channel", "registered-mail", "--sent", "--by", "wu@channel-operations"], 65, "bad-input", "receipt"),
      (
        ["--channel", "courier", "--sent", "--receipt", "R", "--by", "wu@channel-operations"], 65, "bad-input",
        "receipt"
      ),
      (["--channel", "system", "--sent", "--by", "wu@channel-operations"], 1, "address-missing", "daigou-id"),
      (["--channel", "courier", "--sent", "--by", "feed@integration"], 1, "role-not-allowed", "integration"),
    ])
  func wrong(_ arguments: [String], _ exit: Int32, _ code: String, _ words: String) throws {
    let place = try place()
    let end = try place.run(["notice", "hz-01", "--lang", "en"] + arguments)
    #expect(end.exit == exit && end.error.contains(code) && end.error.contains(words), "\(end.error)")
    #expect(try sent(place) == 0)
  }

  @Test(
    "On a terminal it asks before it is recorded; a provider nobody knows, and a ledger without notices, are refused")
  func asked() throws {
    let place = try place()
    let command = "notice hz-01 --channel courier --sent --by wu@channel-operations --lang zh"
    let no = try place.onTerminal(command, typed: "n\n")
    #expect(no.exit == 1 && no.output.contains("登记这份通知已发出吗？"), "\(no.output)")
    #expect(try sent(place) == 0)
    #expect(try place.run(["notice", "hz-09"]).error.contains("unknown-provider"))
    let plain = try Workplace([Given.registered])
    #expect(try plain.run(["notice", "hz-01"]).error.contains("not-in-force"))
  }
}

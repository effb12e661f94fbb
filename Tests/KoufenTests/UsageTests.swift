import Foundation
import KoufenTesting
import Presentation
import Testing

@testable import koufen

/// Each kind of what the parser refuses, made to happen: a later version of the parser that names its errors otherwise, or
/// says something new, fails here before anybody is spoken to in the wrong language.
@Suite("Wrong usage")
struct UsageTests {
  struct Case: Sendable {
    let arguments: [String]
    let zh: String
    let en: String

    init(_ arguments: String, _ zh: String, _ en: String) {
      self.arguments = arguments.split(separator: " ").map(String.init)
      self.zh = zh
      self.en = en
    }
  }

  static let cases = [
    Case("standign", "没有命令 standign；是否指 standing？", "There is no command standign; did you mean standing?"),
    Case(
      "standign hz-01 --year 2011", "没有命令 standign；是否指 standing？",
      "There is no command standign; did you mean standing?"),
    Case("banana --help", "没有命令 banana。", "There is no command banana."),
    Case(
      "rulebook chekc", "没有命令 rulebook chekc；是否指 rulebook check？",
      "There is no command rulebook chekc; did you mean rulebook check?"),
    Case("help banana", "没有命令 banana。", "There is no command banana."),
    Case(
      "standing --yaer 2011", "koufen standing 没有选项 --yaer；是否指 --year？",
      "koufen standing has no option --yaer; did you mean --year?"),
    Case("standing --banana", "koufen standing 没有选项 --banana。", "koufen standing has no option --banana."),
    Case(
      "--stor a.db standing", "koufen 没有选项 --stor；是否指 --store？", "koufen has no option --stor; did you mean --store?"),
    Case("standing -x", "koufen standing 没有选项 -x。", "koufen standing has no option -x."),
    Case("standing -xyz", "koufen standing 没有选项 -xyz。", "koufen standing has no option -xyz."),
    Case("standing ---x", "koufen standing 没有选项 ---x。", "koufen standing has no option ---x."),
    Case("standing --year", "--year 之后缺少值：应为 <年份>。", "--year lacks its value: expected <year>."),
    Case("--store", "--store 之后缺少值：应为 <账本>。", "--store lacks its value: expected <store>."),
    Case("standing --sort", "--sort 之后缺少值：应为 provider 或 score。", "--sort lacks its value: expected provider or score."),
    Case("events --follow=yes", "--follow 不带值，却给出了 yes。", "--follow takes no value, but was given yes."),
    Case(
      "standing a b c", "koufen standing 至多接受 1 个参数，多出 b、c。",
      "koufen standing takes at most 1 argument; too many: b, c."),
    Case("queue now", "koufen queue 不接受参数，多出 now。", "koufen queue takes no arguments; too many: now."),
    Case("explain", "缺少 <服务商>：", "<provider> is missing: "),
    Case("rulebook diff a", "缺少 <规则>：", "<rulebook> is missing: "),
    Case("rulebook publish a.yaml", "缺少 --effective <日期>：", "--effective <date> is missing: "),
    Case("standing --year abc", "--year：应为 <年份>，而非 abc。", "--year: expected <year>, not abc."),
    Case("standing --year -1", "--year 不得为负，现为 -1。", "--year must not be negative, as -1 is."),
    Case("events --limit -1", "--limit 不得为负，现为 -1。", "--limit must not be negative, as -1 is."),
    Case("events --limit=-1", "--limit 不得为负，现为 -1。", "--limit must not be negative, as -1 is."),
    Case("events --after -3", "--after 不得为负，现为 -3。", "--after must not be negative, as -3 is."),
    Case("standing --near -1", "数字不得为负，现为 -1。", "A number must not be negative, as -1 is."),
    Case("year-end -5", "<年份> 不得为负，现为 -5。", "<year> must not be negative, as -5 is."),
    Case("standing --as-of -5", "--as-of：应为 <日期>，而非 -5。", "--as-of: expected <date>, not -5."),
    Case("year-end next", "<年份>：应为 <年份>，而非 next。", "<year>: expected <year>, not next."),
    Case(
      "standing --sort name", "--sort：应为 provider 或 score，而非 name。", "--sort: expected provider or score, not name."),
    Case(
      "standing --format jsn", "--format：应为 table、json 或 csv，而非 jsn；是否指 json？",
      "--format: expected table, json or csv, not jsn; did you mean json?"),
    Case("standing --lang fr", "--lang：应为 zh 或 en，而非 fr。", "--lang: expected zh or en, not fr."),
    Case(
      "explain hz-01", "请给出一项违规或义务、--year、--fact、--counter 或 --measure，择其一。",
      "Give a breach or a duty, --year, --fact, --counter or --measure, one of them."),
  ]

  @Test("What is wrong, what was found and what was perhaps meant is said in both languages", arguments: cases)
  func said(_ wrong: Case) throws {
    let place = try Workplace()
    for (environment, text, more) in [("zh_CN.UTF-8", wrong.zh, "详见 koufen"), ("C", wrong.en, "More: koufen ")] {
      let end = try place.run(wrong.arguments, environment: ["LANG": environment])
      let lines = end.error.split(separator: "\n")
      #expect(end.exit == 64 && end.output.isEmpty)
      #expect(lines.first.map { $0.hasPrefix("koufen: usage: \(text)") } ?? false, "\(end.error)")
      #expect(lines.count == 3 && lines[2].hasPrefix(more) && lines[2].contains("--help"), "\(end.error)")
    }
  }

  @Test("Errors in JSON stay one object with the code usage, whatever is wrong", arguments: cases)
  func json(_ wrong: Case) throws {
    let end = try Workplace().run(wrong.arguments + ["--format=json"], environment: ["LANG": "zh_CN.UTF-8"])
    guard !wrong.arguments.contains("--format"), wrong.arguments.last != "--store" else { return }
    #expect(end.exit == 64 && end.failure?.code == "usage", "\(end.error)")
    #expect(end.failure?.message.hasPrefix(wrong.zh) ?? false, "\(end.error)")
  }

  @Test("What the parser says that nobody foresaw is passed on, in Chinese within quotes")
  func unforeseen() {
    struct Unforeseen: Error, CustomStringConvertible { let description = "Something new." }
    let problem = UsageProblem(Unforeseen(), of: Koufen.self)
    #expect(problem.failure(at: [Koufen.self], .zh).message == "参数有误：“Something new.”。")
    #expect(problem.failure(at: [Koufen.self], .en).message == "Something new.")
  }
}

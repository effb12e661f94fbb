import Foundation
import KoufenTesting
import LedgerDomain
import Testing

@testable import koufen

/// Nothing that people are told in Chinese is English, but for identifiers; one list of terms holds all texts.
@Suite("Chinese all the way")
struct ChineseTests {
  private static let chinese = ["LANG": "zh_CN.UTF-8", "LC_ALL": "zh_CN.UTF-8"]

  @Test("The Chinese texts of the sources use the words of the list, Chinese marks, and no English")
  func sources() throws {
    let folder = Terms.root.appending(path: "Sources")
    let paths = FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    var count = 0
    for path in paths.sorted() where path.hasSuffix(".swift") {
      let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
      for literal in Self.chineseLiterals(text) {
        count += 1
        if let fault = Terms.all.fault(in: literal) { Issue.record("\(path)：\(literal)：\(fault)") }
      }
    }
    #expect(count > 1200)
  }

  /// The literals behind `zh:`, `reason:` and `remedy:`, with nothing in place of what is put into them.
  private static func chineseLiterals(_ source: String) -> [String] {
    let pattern =
      /(?:zh|reason|remedy):\s*"((?:[^"\\\n]|\\\((?:[^()"]|"[^"]*"|\([^()]*(?:\([^()]*\)[^()]*)*\))*\)|\\.)*)"/
    return source.matches(of: pattern).map { match in
      String(match.output.1)
        .replacing(/\\\((?:[^()"]|"[^"]*"|\([^()]*(?:\([^()]*\)[^()]*)*\))*\)/, with: "·")
        .replacing("\\\"", with: "\"")
    }.filter { $0.contains(/\p{Han}/) }
  }

  @Test("The Chinese names of all fields use the words of the list", arguments: FactKind.allCases)
  func fields(_ kind: FactKind) {
    for field in kind.payload.shapes.joined() { #expect(Terms.all.fault(in: field.name.zh) == nil) }
  }

  @Test("Every page of help is Chinese", arguments: Commands.all)
  func help(_ command: [String]) throws {
    let end = try Workplace().run(command + ["--help"], environment: Self.chinese)
    #expect(end.exit == 0)
    check(end.output, [])
  }

  @Test("Every command speaks Chinese of right input, of wrong input, and where there is no store")
  func everyCommand() throws {
    let place = try Workplace(scenario: Given.story)
    let empty = try Workplace()
    let seal = place.folder.file("a.seal")
    let log = try place.write("log.jsonl", try place.run(["export"]).output)
    let right: [String: [String]] = [
      "append": ["HelpRequested", "--provider", "hz-01", "--by", "feed@integration", "ticket=t-77", "--dry-run"],
      "types": ["HelpRequested"], "template": ["HelpRequested"], "explain": ["hz-01", Given.breach],
      "report year": ["2011"], "year-end": ["2011", "--dry-run"], "rulebook show": [], "standing": ["hz-01"],
      "rulebook diff": ["taobao-daigou-1.5", "taobao-daigou-1.5"], "rulebook check": [log],
      "rulebook publish": [log, "--effective", "2011-07-01", "--by", "w@department-head"],
      "rulebook calendar add": [log, "--by", "w@department-head"],
      "replay": [log], "seal": ["--out", seal], "key new": [place.folder.file("k.pem")],
      "account add": ["wu", "--role", "legal"], "account show": ["wu"], "account enable": ["wu"],
      "account grant": ["wu", "finance"], "account revoke": ["wu", "finance"], "account password": ["wu"],
      "account change": ["wu", "--no-name"], "account second-factor": ["wu"], "account disable": ["wu"],
      "token issue": ["wu"], "token revoke": ["2f9c0d31a47be658"],
      "backup": [place.folder.file("b.db")], "restore": [log], "import": [log], "sweep": ["--dry-run"],
      // What serves goes on for ever.
      "serve": ["--listen", "somewhere"],
    ]
    let wrong = [["--banana"], ["--format"], ["--lang", "zh", "x", "y", "z", "w"], ["--format", "xml"]]
    for command in Commands.leaves where command != ["export"] {
      let arguments = right[command.joined(separator: " ")] ?? []
      try run(place, command + arguments)
      try run(empty, command + arguments)
      for other in wrong { try run(place, command + other) }
    }
    try run(place, ["banana"])
    try run(place, ["verify", "--seal", log])
    try run(place, ["standing", "--store", log])
    try run(place, ["standing", "nobody"])
    try run(place, ["append", "--file", place.folder.file("none.csv")])
    try run(place, ["append", "--file", log])
  }

  private func run(_ place: Workplace, _ arguments: [String]) throws {
    let end = try place.run(arguments, environment: Self.chinese)
    check(end.output + end.error, arguments)
  }

  /// Holds what was said to the list; data in JSON, codes before a message, paths and names given are no part of it.
  private func check(_ said: String, _ arguments: [String]) {
    let given = Set(
      arguments.flatMap { $0.split { "=@/:.".contains($0) }.map(String.init) } + [
        "Hangzhou", "One", "Two", "wu", "chen", "fourteen", "hours",
      ])
    var isExample = false
    for line in said.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "示例" { isExample = true }
      if line.isEmpty { isExample = false }
      if isExample || line.contains("{\"") || line.hasPrefix("  koufen ") || arguments.first == "template" { continue }
      if let fault = Terms.all.fault(inSaid: line, given: given) { Issue.record("\(arguments) \(line)：\(fault)") }
    }
  }
}

/// The list is tried on texts that it must not pass.
@Suite("The list of terms")
struct TermsTests {
  @Test(
    "What is not said is found",
    arguments: ["供应商的违规", "没有,什么", "应为 a figure", "不超过 63 位的整数", "说明(第二章)", "金额（分）", "The store is busy"])
  func wrong(_ text: String) { #expect(Terms.all.fault(in: text) != nil) }

  @Test(
    "What may be said passes",
    arguments: ["请用 koufen init 新建。", "类型 HelpRequested，角色 channel-operations。", "编码为 UTF-8。", "--banana 没有"])
  func right(_ text: String) { #expect(Terms.all.fault(in: text) == nil) }

  @Test("The list has words, and what stays as it is")
  func isRead() {
    #expect(Terms.all.avoided.count > 20 && Terms.all.kept.contains("standing"))
  }
}

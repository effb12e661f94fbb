import ArgumentParser
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Programmes
import Rulebook
import Trials

/// `koufen rulebook check FILE`: everything wrong with a rulebook file.
struct RulebookCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: Words.asked(zh: "逐行指出规则文件中的全部问题。", en: "Name everything that is wrong with a rulebook file, by line."),
    discussion: Words.asked(
      zh: """
        有错误的文件不能发布；警告不妨碍发布。有错误则退出码为 65。
        对方案给出 --stories，则将文件中的每个数上下各移动一，重新运行各场景，并列出没有场景察觉的数。
        各场景按文件原样须先全部通过，否则退出码为 1。

        示例
          koufen rulebook check draft.yaml
          koufen rulebook check draft.yaml --scenarios Scenarios --format json
          koufen rulebook check pickup-points.yaml --stories stories/*.yaml
        """,
      en: """
        Errors keep a file from being published; warnings do not. Exit 65 when there is an error.
        With --stories each number of a programme is moved by one, up and down, the scenarios are run again, and the
        numbers are listed that none of them notices. They must hold under the file as it is, else exit 1.

        EXAMPLES
          koufen rulebook check draft.yaml
          koufen rulebook check draft.yaml --scenarios Scenarios --format json
          koufen rulebook check pickup-points.yaml --stories stories/*.yaml
        """))

  @Argument(help: ArgumentHelp(zh: "规则文件。", en: "The rulebook file.", value: .file))
  var file: String

  @Option(
    help: ArgumentHelp(
      zh: "对此文件夹中没有场景扣分的条款给出警告（默认 Scenarios，如有）。",
      en: "Warn of clauses that no scenario of this folder charges (default: Scenarios, where there is one).",
      value: .folder))
  var scenarios: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      zh: "方案的场景文件：对没有场景察觉其移动的数给出警告。",
      en: "Scenario files of a programme: warn of the numbers that none of them notices when they are moved by one.",
      value: .scenario))
  var stories: [String] = []

  @OptionGroup var output: OutputOptions

  func run() throws {
    let today = Rulebook.builtInZone.date(of: try WallClock.now())
    let source = try InputFile.rulebook(file)
    let (rules, found) = RulesFile.check(bytes: source, file: file, today: today)
    var findings = found
    var tried: StoryTrial?
    switch rules {
    case .daigou(let rulebook)?:
      if !stories.isEmpty { throw Failure(noProgramme: file) }
      findings += try ScenarioCoverage(folder: scenarios)?.findings(rulebook, file) ?? []
    case .programme?:
      if stories.isEmpty { break }
      let trial = try StoryTrial(of: source, file: file, stories: stories, output.language)
      findings = (findings + trial.findings).sorted { ($0.error.line ?? 0) < ($1.error.line ?? 0) }
      tried = trial
    case nil: break
    }
    findings.print(output)
    let errors = findings.count { $0.severity == .error }
    if output.format == .table {
      let warnings = findings.count - errors
      output.show(
        output.language(
          zh: "\(errors) 个错误，\(warnings) 个警告。",
          en: "\(errors.english("error")), \(warnings.english("warning"))."))
    }
    if let tried {
      let said = output.language(tried.words)
      if output.format == .table { output.show(said) } else { StandardStream.error.line(said) }
    }
    StandardStream.output.flush()
    if errors > 0 { throw ExitCode(65) }
  }
}

/// The numbers of a programme tried on its stories, which hold under it as it is (programmes §9).
struct StoryTrial {
  /// A warning for each number that no story notices.
  let findings: [RulebookFinding]
  /// How many numbers there are, how many of them are noticed, and by how many stories.
  let words: Words

  init(of source: [UInt8], file: String, stories: [String], _ language: Language) throws {
    let rulebook = try Rulebook.builtIn()
    let numbers = try ProgrammeNumbers(source, file: file)
    let read = try stories.map { story in
      Story(file: story, try ScenarioReport.load(story, rulebook)) { try ScenarioReport.rulebook($0, beside: story) }
    }
    var pinned = try PinnedNumbers(of: numbers, in: read, rules: Rules(rulebook.terms))
    guard pinned.storyCount > 0 else { throw Failure(noStoryOf: numbers.programme.name) }
    let broken = try pinned.broken(source)
    guard broken.isEmpty else { throw Failure(broken) }
    let progress = ProgressLine(
      language(zh: "个数", en: "numbers"), of: pinned.numberCount, language: language)
    let unpinned = try pinned.unpinned(progress: progress.advance)
    progress.clear()
    findings = unpinned.map { $0.finding(in: file) }
    let (all, held) = (pinned.numberCount, pinned.numberCount - unpinned.count)
    words = Words(
      zh: "\(all) 个数中，\(held) 个有场景察觉其移动（场景 \(pinned.storyCount) 个）。",
      en: "\(held) of \(all.english("number")) pinned, by \(pinned.storyCount.english("story", "stories")).")
  }
}

extension Failure {
  /// Only a programme's numbers are tried on stories.
  fileprivate init(noProgramme file: String) {
    self.init(
      exit: 64, code: "usage", zh: "--stories 只用于方案（form: programme/1）；\(file) 不是方案，请用 --scenarios。",
      en: "--stories goes with a programme (form: programme/1), and \(file) is none: use --scenarios.")
  }

  /// None of the stories rests on the file.
  fileprivate init(noStoryOf name: String) {
    self.init(
      exit: 65, code: "not-a-scenario", zh: "所给场景都不以 \(name) 为规则（rulebook）。",
      en: "None of the scenarios rests on \(name) (rulebook:).")
  }

  /// Stories that fail under the file as it is.
  fileprivate init(_ broken: [PinnedNumbers.Broken]) {
    let said = broken.map { story in
      let (step, expected, found) = (story.failure.step, story.failure.expected.text, story.failure.found.text)
      return Words(
        zh: "\(story.file) 第 \(step) 步应为 \(expected)，实为 \(found)",
        en: "\(story.file), step \(step): expected \(expected), found \(found)")
    }
    self.init(
      exit: 1, code: "story-fails",
      zh: "按文件原样未通过的场景：\(said.map(\.zh).joined(separator: "；"))。请先使其通过（koufen replay）。",
      en:
        "Scenarios fail under the file as it is: \(said.map(\.en).joined(separator: "; ")). Mend them first (koufen replay)."
    )
  }
}

extension RulebookFinding {
  /// Severity, place and what was expected, in a line.
  var words: Words {
    Words(zh: "\(error.words.zh)（\(severityWords.zh)）", en: "\(error.words.en) (\(severityWords.en))")
  }

  fileprivate var severityWords: Words { Words(zh: severity == .error ? "错误" : "警告", en: severity.rawValue) }
}

extension [RulebookFinding] {
  private func sheet(_ language: Language?) -> Table {
    var table = Table(
      sheet: [
        .init("severity", zh: "程度"), .init("file", zh: "文件"), .init("line", zh: "行"), .init("key", zh: "项目"),
        .init("expected", zh: "应为"), .init("found", zh: "实为"),
      ], language)
    table.rows = map { finding in
      let error = finding.error
      let severity = language == .zh ? finding.severityWords.zh : finding.severity.rawValue
      let expected = language == .zh ? error.zh ?? error.expected : error.expected
      return [severity, error.file, error.line.map(String.init) ?? "", error.key, expected, error.found ?? ""]
    }
    return table
  }

  func print(_ output: OutputOptions) {
    switch output.format {
    case .table: for finding in self { output.show(output.language(finding.words)) }
    case .csv:
      output.print(sheet)
    case .json:
      StandardStream.output.line(JSON.array(map(\.json)).text)
    }
  }
}

import ArgumentParser
import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Programmes
import Rulebook
import SQLiteEventStore
import Trials

/// `koufen replay FILE…`: runs scenarios, each in a fresh store, and checks their expectations.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: Words.asked(
      zh: "运行场景文件，各用一个新账本，并核对其预期。", en: "Run scenario files, each in a fresh store, and check their expectations."),
    discussion: Words.asked(
      zh: """
        示例
          koufen replay Scenarios/*.yaml
          koufen replay --format json Scenarios/two-clocks.yaml
          koufen replay --keep koufen.db Scenarios/year-2011-zhejiang.yaml
        """,
      en: """
        EXAMPLES
          koufen replay Scenarios/*.yaml
          koufen replay --format json Scenarios/two-clocks.yaml
          koufen replay --keep koufen.db Scenarios/year-2011-zhejiang.yaml
        """))

  @Argument(help: ArgumentHelp(zh: "场景文件。", en: "Scenario files.", value: .scenario))
  var files: [String]

  @Option(
    help: ArgumentHelp(
      zh: "将单个场景的账本保留在此处，供其他命令查看。", en: "Keep the store of a single scenario here, to look at with the other commands.",
      value: .store))
  var keep: StoreLocation?

  @OptionGroup var output: OutputOptions

  func validate() throws {
    if keep != nil, files.count != 1 {
      throw ValidationError(zh: "--keep 只接受一个场景文件。", en: "--keep takes exactly one scenario file.")
    }
    if output.format == .csv {
      throw ValidationError(zh: "replay 只能输出 table 或 json。", en: "replay prints table or json.")
    }
  }

  func run() throws {
    let rulebook = try Rulebook.builtIn()
    let keep = try keep?.file()
    var reports: [ScenarioReport] = []
    for file in files {
      let report = try ScenarioReport(file: file, rulebook: rulebook, keep: keep, asJSON: output.format == .json)
      if output.format == .table { report.printText(output.language) }
      reports.append(report)
    }
    if output.format == .json { ScenarioReport.printJSON(reports, zone: rulebook.terms.zone) }
    if output.format == .table, files.count > 1 { printSummary(reports) }
    StandardStream.output.flush()
    if let worst = reports.compactMap(\.failure).map(\.exit).max() { throw ExitCode(worst) }
    if reports.contains(where: { !$0.passed }) { throw ExitCode(1) }
  }

  private func printSummary(_ reports: [ScenarioReport]) {
    let passed = reports.count(where: \.passed)
    output.show(
      output.language(
        zh: "共 \(reports.count) 个场景，通过 \(passed) 个。", en: "\(passed) of \(reports.count) scenarios passed."))
  }
}

/// What came of one scenario file.
struct ScenarioReport {
  let file: String
  let title: String
  let result: ScenarioResult?
  let failure: Failure?

  var passed: Bool { result?.passed ?? false }

  init(file: String, rulebook: Rulebook, keep: FilePath?, asJSON: Bool) throws {
    self.file = file
    do {
      let scenario = try Self.load(file, rulebook)
      if let keep, keep.isTaken {
        throw Failure.usage(
          zh: "\(keep.shown) 已存在；--keep 须新建账本，请将其移走或另取名称。",
          en: "\(keep.shown) is there already; --keep makes a new store. Remove it or name another.")
      }
      let store: any EventStore =
        try keep.map { KeptStore(store: try SQLiteEventStore(path: $0)) } ?? InMemoryEventStore()
      do {
        result = try Ledger(store: store, rules: Rules(rulebook.terms)).run(scenario) {
          try Self.rulebook($0, beside: file)
        }
      } catch let error as RulebookError {
        throw Failure(
          exit: 65, code: "not-a-scenario", zh: "\(file)：rulebook：\(error.words.zh)",
          en: "\(file): rulebook: \(error.words.en)")
      }
      title = scenario.title
      failure = nil
    } catch let error as Failure {
      guard error.exit == 65 || error.exit == 66 else { throw error }
      title = ""
      result = nil
      failure = error
      error.print(asJSON: asJSON)
    }
  }

  /// A rulebook that the scenario rests on or a step publishes, from the scenario's folder.
  static func rulebook(_ name: String, beside file: String) throws -> RulesFile {
    let folder = URL(filePath: file).deletingLastPathComponent()
    let path = name.hasPrefix("/") ? name : folder.appending(path: name).path
    return try RulesFile(bytes: InputFile.text(path), file: path)
  }

  /// Reads a scenario's file.
  static func load(_ file: String, _ rulebook: Rulebook) throws -> Scenario {
    let bytes = try InputFile.text(file)
    let scenario: Scenario
    do {
      scenario = try Scenario(yaml: bytes, in: rulebook.terms.zone)
    } catch {
      let place = error.line.map { "\(file):\($0)" } ?? file
      let key = error.key.isEmpty ? "" : " \(error.key):"
      throw Failure(
        exit: 65, code: "not-a-scenario",
        zh: "\(place)：\(error.key.isEmpty ? "" : error.key + "：")\(error.expected.words.zh)。",
        en: "\(place):\(key) expected \(error.expected.en)", line: error.line)
    }
    return scenario
  }

  func printText(_ language: Language) {
    guard let result else { return }
    var heading = Line(passed ? "✓" : "✗", passed ? .good : .danger)
    heading.add(" \(title.isEmpty ? file : title)  (\(file))")
    StandardStream.output.say(heading)
    for failure in result.failures {
      StandardStream.output.say(
        Line(
          language(
            zh: "  第 \(failure.step) 步：应为 \(failure.expected.text)，实为 \(failure.found.text)",
            en: "  step \(failure.step): expected \(failure.expected.text), found \(failure.found.text)")))
    }
  }

  static func printJSON(_ reports: [ScenarioReport], zone: Zone) {
    var writer = JSONWriter()
    writer.array { writer in
      for report in reports { report.write(to: &writer, zone: zone) }
    }
    StandardStream.output.line(writer.bytes)
  }

  private func write(to writer: inout JSONWriter, zone: Zone) {
    guard let result else { return }
    writer.object { writer in
      writer.field("file", file)
      writer.field("scenario", title)
      writer.field("passed", passed)
      writer.name("failures")
      writer.array { writer in
        for failure in result.failures {
          writer.object { writer in
            writer.field("step", failure.step)
            writer.name("expected")
            writer.value(failure.expected)
            writer.name("found")
            writer.value(failure.found)
          }
        }
      }
      writer.name("standings")
      writer.object { writer in
        for standing in result.standings {
          writer.name(standing.provider.text)
          standing.write(to: &writer, in: zone)
        }
        for subject in result.subjects {
          writer.name(subject.standing.provider.text)
          writer.value(subject.json)
        }
      }
      writer.field("events", result.events)
    }
  }
}

import ArgumentParser
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Programmes
import Rulebook
import Trials

/// `koufen simulate`: the same facts under other rules, or with facts that never happened.
struct SimulateCommand: ParsableCommand, Paged {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: Words.asked(
      zh: "按另一套规则或加上假设事实，将全部事实重新裁定并比较。",
      en: "Decide all facts again under another rulebook, or with further facts, and compare."),
    discussion: Words.asked(
      zh: """
        账本只读不写。事实在内存中按其记录时间重新裁定；到期检查和年度结算在原处运行。超出新范围的评定取最近的值，并予注明。
        省略 --rulebook 即用现行规则：此时只有 --event 才会带来差别。方案的文件代替账本中同名方案的各版本。

        示例
          koufen simulate --rulebook draft.yaml
          koufen simulate --rulebook draft.yaml --effective 2011-07-01 --provider hz-01
          koufen simulate --event what-if.jsonl --format json
        """,
      en: """
        The store is only read. Facts are decided again in memory, at the times at which they were recorded; sweeps and
        year ends run where they ran. A judgement outside its new range is taken at the nearest value, and said to be so.
        Without --rulebook the rules are those that hold: then nothing differs unless --event adds something. A programme's
        file takes the place of the versions of that programme.

        EXAMPLES
          koufen simulate --rulebook draft.yaml
          koufen simulate --rulebook draft.yaml --effective 2011-07-01 --provider hz-01
          koufen simulate --event what-if.jsonl --format json
        """))

  @Option(
    help: ArgumentHelp(
      zh: "试用的规则：文件，或已发布版本的名称。", en: "The rulebook to try: a file, or the name of a published version.",
      value: .rulebook))
  var rulebook: String?

  @Option(
    help: ArgumentHelp(
      zh: "自此日期起试用（默认自始）。", en: "The first date it is tried for (default: the beginning).", value: .date))
  var effective: String?

  @Option(
    help: ArgumentHelp(
      zh: "假设事实的文件，在全部实际事实之后提交；可重复给出。",
      en: "A file of facts that never happened, submitted after all that did; may be given again.", value: .file))
  var event: [String] = []

  @Option(help: ArgumentHelp(zh: "只显示此服务商。", en: "Only this provider in the answer.", value: .provider))
  var provider: String?

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if effective != nil, rulebook == nil {
      throw ValidationError(zh: "--effective 须与 --rulebook 同用。", en: "--effective goes with --rulebook.")
    }
  }

  func run() throws {
    let ledger = try stores.ledger(readOnly: true)
    let providers = stores.calledProviders
    var question = SimulationQuestion(effective: try ArgumentText.date(effective, "--effective"), provider: nil)
    switch try rulebook.map({ try RulebookNames(stores).file($0) }) {
    case .daigou(let rulebook)?: question.rulebook = rulebook
    case .programme(let programme, _)?: question.programme = programme
    case nil: break
    }
    for file in event { question.facts += try facts(file, ledger.zone, providers) }
    let provider = try provider.map { try named($0, question.facts, ledger, providers) }
    question.provider = provider
    let progress = ProgressLine(
      output.language(zh: "条事件", en: "events"), of: try ledger.head(), language: output.language)
    let simulation = try ledger.simulate(question, now: try WallClock.now(), progress: progress.advance)
    progress.clear()
    if let provider, !simulation.years.contains(where: { $0.provider == provider }), simulation.subjects.isEmpty,
      !question.facts.contains(where: { $0.provider == provider })
    {
      _ = try ledger.standing(of: provider, StandingQuestion(), now: try WallClock.now())
    }
    switch output.format {
    case .json: StandardStream.output.line(simulation.json.text)
    case .csv:
      let ofSubjects = simulation.years.isEmpty && !simulation.subjects.isEmpty
      output.print { ofSubjects ? SimulationText(simulation, $0).subjects : SimulationText(simulation, $0).years }
    case .table: output.show(SimulationText(simulation, output.language).page)
    }
    StandardStream.output.flush()
  }

  /// The provider asked for: of the ledger, or one that the further facts register.
  private func named(
    _ text: String, _ facts: [Draft], _ ledger: Ledger, _ providers: CalledProviders
  ) throws -> Key<Provider> {
    if facts.contains(where: { $0.provider.text == text }) { return Key(text) }
    return try FilterWord.provider(text, in: ledger, calling: providers)
  }

  private func facts(_ file: String, _ zone: Zone, _ providers: CalledProviders) throws -> [Draft] {
    var source = try DraftSource(path: file, zone: zone, reading: .whole, providers: providers)
    var drafts: [Draft] = []
    while let item = try source.next() {
      guard case .draft(let draft) = item.content else { continue }
      do throws(LineFault) {
        drafts.append(try draft.get())
      } catch {
        throw Failure(error.error, language: output.language, line: error.line)
      }
    }
    return drafts
  }
}

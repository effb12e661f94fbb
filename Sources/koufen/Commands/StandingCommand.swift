import ArgumentParser
import Foundation
import Ledger
import LedgerDomain
import Presentation
import LedgerFormat

/// `koufen standing`: where a provider, or every provider, stands on a date as known at a moment.
struct StandingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "standing",
    abstract: Words.asked(
      zh: "某一服务商或全部服务商的状况：截至任一日期，按任一时刻所知。",
      en: "Where a provider stands, or all of them: on any date, as known at any moment."),
    discussion: Words.asked(
      zh: """
        示例
          koufen standing
          koufen standing hz-01 --year 2011
          koufen standing hz-01 --as-of 2011-06-30 --known-at 2011-07-01T09:00
          koufen standing --status rectification --sort score --format csv
          koufen standing --diff 2011-06-30 2011-07-15 hz-01
        """,
      en: """
        EXAMPLES
          koufen standing
          koufen standing hz-01 --year 2011
          koufen standing hz-01 --as-of 2011-06-30 --known-at 2011-07-01T09:00
          koufen standing --status rectification --sort score --format csv
          koufen standing --diff 2011-06-30 2011-07-15 hz-01
        """))

  @Argument(help: ArgumentHelp(zh: "服务商；省略则列出全部。", en: "The provider; all of them when left out.", value: .provider))
  var provider: String?

  @Option(
    help: ArgumentHelp(
      zh: "扣分累计与待评定范围所属的年度（默认 --as-of 所在年度）。", en: "The year of score and exposure (default: that of --as-of).",
      value: .year))
  var year: Int?

  @Option(help: ArgumentHelp(zh: "只列出此状态的服务商。", en: "Only providers of this status.", value: .status))
  var status: ProviderStatus?

  @Option(help: ArgumentHelp(zh: "排列次序。", en: "How the list is sorted.", value: .order))
  var sort: SortKey = .provider

  @Option(help: ArgumentHelp(zh: "同 --sort。", en: "The same as --sort.", value: .order))
  var by: SortKey?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      zh: "两个所知状态之间有何变化，由哪些事件引起（截至较晚者的日期）。",
      en: "What changed between two states of knowledge, and which events did it (as of the later one's date).",
      value: .moment))
  var diff: [String] = []

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  enum SortKey: String, CaseIterable, ExpressibleByArgument {
    case provider, score
  }

  func validate() throws {
    if diff.isEmpty { return }
    if diff.count + (provider == nil ? 0 : 1) != 3 {
      throw ValidationError(zh: "--diff 须给出两个时间和一个服务商。", en: "--diff takes two times and a provider.")
    }
    if clocks.knownAt != nil {
      throw ValidationError(
        zh: "--diff 已写明两个所知状态，请去掉 --known-at。", en: "--diff names both states of knowledge; leave --known-at out.")
    }
    if output.format == .csv {
      throw ValidationError(zh: "--diff 只能输出 table 或 json。", en: "--diff prints table or json.")
    }
  }

  func run() throws {
    let ledger = try stores.ledger(readOnly: true)
    let question = try clocks.question(in: ledger.zone, year: year)
    if !diff.isEmpty {
      try printDifference(ledger, question)
    } else if let provider {
      let standing = try ledger.standing(of: Key(provider), question, now: try WallClock.now())
      try printOne(standing, ledger.zone)
    } else {
      var standings = try ledger.standings(question, now: try WallClock.now(), listing: output.format == .json)
      if let status { standings = standings.filter { $0.summary.status == status } }
      if by ?? sort == .score { standings.sort { ($1.score, $0.provider) < ($0.score, $1.provider) } }
      printAll(standings, ledger.zone)
    }
    StandardStream.output.flush()
  }

  private func printDifference(_ ledger: Ledger, _ question: StandingQuestion) throws {
    let times = try diff.prefix(2).compactMap { try ArgumentText.instant($0, "--diff", in: ledger.zone) }
    guard times[0] <= times[1] else {
      throw Failure(
        exit: 64, code: "usage", zh: "--diff：较早的所知状态写在前面。", en: "--diff: the earlier state of knowledge comes first.")
    }
    let difference = try ledger.difference(
      of: Key(provider ?? diff[2]), from: times[0], to: times[1], question, now: try WallClock.now())
    if output.format == .json { return StandardStream.output.line(difference.json.text) }
    for line in difference.prose.lines { StandardStream.output.line(output.language(line).printable) }
  }

  private func printOne(_ standing: Standing, _ zone: Zone) throws {
    switch output.format {
    case .json: StandardStream.output.line(standing.jsonText(in: zone))
    case .csv: printAll([standing], zone)
    case .table:
      for line in StandingText(standing, output.language, in: zone).lines {
        StandardStream.output.line(line)
      }
    }
  }

  private func printAll(_ standings: [Standing], _ zone: Zone) {
    if output.format == .json {
      var writer = JSONWriter()
      writer.array { writer in for standing in standings { standing.write(to: &writer, in: zone) } }
      return StandardStream.output.line(writer.bytes)
    }
    let table = StandingText.table(of: standings, output.format == .csv ? nil : output.language)
    for line in output.format == .csv ? table.csv : table.text { StandardStream.output.line(line) }
  }
}

extension StandingCommand {
  /// The command for arguments of the plainest kind: `standing PROVIDER`, and options with their values, each once.
  ///
  /// Nil for all others, and for whatever is wrong: that is the parser's to read, and to say. The parser takes longer
  /// than the answer, for it asks the runtime about the conformances of all its types.
  static func plain(_ arguments: some Collection<String>) -> StandingCommand? {
    guard arguments.first == "standing" else { return nil }
    var values: [String: String] = [:]
    var rest = arguments[...]
    while let name = rest.popFirst() {
      guard let value = rest.popFirst(), !value.isEmpty, !value.hasPrefix("-"),
        values.updateValue(value, forKey: name) == nil
      else { return nil }
    }
    let known: Set = ["standing", "--as-of", "--known-at", "--store", "--format", "--lang"]
    guard known.isSuperset(of: values.keys) else { return nil }
    let format = OutputFormat(rawValue: values["--format"] ?? OutputFormat.table.rawValue)
    let language = values["--lang"].flatMap(Language.init(rawValue:))
    guard let format, language != nil || values["--lang"] == nil else { return nil }
    var command = StandingCommand()
    command.provider = values["standing"]
    command.year = nil
    command.status = nil
    command.sort = .provider
    command.by = nil
    command.diff = []
    command.clocks = ClockOptions()
    command.clocks.asOf = values["--as-of"]
    command.clocks.knownAt = values["--known-at"]
    command.stores = StoreOptions()
    command.stores.store = values["--store"].flatMap(StoreLocation.init(argument:))
    command.output = OutputOptions()
    command.output.format = format
    command.output.lang = language
    return command
  }
}

import ArgumentParser
import Foundation
import Ledger
import LedgerDomain

/// `koufen standing`: where a provider, or every provider, stands on a date as known at a moment.
struct StandingCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "standing",
    abstract: "Where a provider stands, or all of them: on any date, as known at any moment.",
    discussion: """
      EXAMPLES
        koufen standing
        koufen standing hz-01 --year 2011
        koufen standing hz-01 --as-of 2011-06-30 --known-at 2011-07-01T09:00
        koufen standing --status rectification --sort score --format csv
      """)

  @Argument(help: "The provider; all of them when left out.")
  var provider: String?

  @Option(help: "The year of score and exposure (default: that of --as-of).")
  var year: Int?

  @Option(help: "As of the end of this date (default: today).")
  var asOf: String?

  @Option(help: "As known at this moment (default: now).")
  var knownAt: String?

  @Option(help: "Only providers of this status: active, rectification, terminating or terminated.")
  var status: ProviderStatus?

  @Option(help: "Sort the list by provider or score.")
  var sort: SortKey = .provider

  @Option(help: "The same as --sort.")
  var by: SortKey?

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  enum SortKey: String, CaseIterable, ExpressibleByArgument {
    case provider, score
  }

  func run() throws {
    let ledger = try stores.ledger(readOnly: true)
    let question = StandingQuestion(
      asOf: try ArgumentText.date(asOf, "--as-of"),
      knownAt: try ArgumentText.instant(knownAt, "--known-at", in: ledger.zone),
      year: year)
    if let provider {
      let standing = try ledger.standing(of: provider, question, now: Clock.now)
      try printOne(standing, ledger.zone)
    } else {
      var standings = try ledger.standings(question, now: Clock.now)
      if let status { standings = standings.filter { $0.summary.status == status } }
      if by ?? sort == .score { standings.sort { ($1.score, $0.provider) < ($0.score, $1.provider) } }
      printAll(standings, ledger.zone)
    }
    Stream.output.flush()
  }

  private func printOne(_ standing: Standing, _ zone: Zone) throws {
    switch output.format {
    case .json: Stream.output.line(standing.jsonText(in: zone))
    case .csv: printAll([standing], zone)
    case .table:
      for line in StandingText(standing: standing, language: output.language, zone: zone).lines {
        Stream.output.line(line)
      }
    }
  }

  private func printAll(_ standings: [Standing], _ zone: Zone) {
    if output.format == .json {
      var writer = JSONWriter()
      writer.array { writer in for standing in standings { standing.write(to: &writer, in: zone) } }
      return Stream.output.line(writer.bytes)
    }
    let table = StandingText.table(of: standings, output.format == .csv ? nil : output.language)
    for line in output.format == .csv ? table.csv : table.text { Stream.output.line(line) }
  }
}

import ArgumentParser
import Ledger
import LedgerDomain
import Presentation
import LedgerFormat

/// `koufen forecast PROVIDER`: what is owed and pending, and how the year may end.
struct ForecastCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "What a provider owes, what is pending, and the best and worst the year may end with.",
    discussion: """
      Every number is folded from the events that would be decided, and says what it assumes.

      EXAMPLES
        koufen forecast hz-01
        koufen forecast hz-01 --as-of 2011-06-30 --format json
      """)

  @Argument(help: "The provider.")
  var provider: String

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if output.format == .csv { throw ValidationError("forecast prints table or json.") }
  }

  func run() throws {
    let ledger = try stores.ledger(readOnly: true)
    let now = try Clock.now()
    let question = try clocks.question(in: ledger.zone)
    let report = ForecastReport(
      provider: Key(provider), asOf: question.asOf ?? ledger.zone.date(of: now),
      forecast: try ledger.forecast(of: Key(provider), question, now: now), zone: ledger.zone)
    if output.format == .json {
      Stream.output.line(report.json.text)
    } else {
      for line in report.prose.lines { Stream.output.line(output.language(line).printable) }
    }
    Stream.output.flush()
  }
}

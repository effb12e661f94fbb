import ArgumentParser
import EventStore
import Foundation
import Ledger

/// `koufen events`: the log.
struct EventsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: "Print the log.",
    discussion: """
      With --format json each line is one event as it stands in the log.

      EXAMPLES
        koufen events --provider hz-01 --type PointsDeducted
        koufen events --after 100 --limit 20 --format json
        koufen events --follow --format json
      """)

  @Option(help: "Only this provider's.")
  var provider: String?

  @Option(help: "Only this type.")
  var type: String?

  @Option(help: "Only those behind this position.")
  var after = 0

  @Option(help: "At most so many.")
  var limit: Int?

  @Flag(help: "Wait for new events and print them as they come.")
  var follow = false

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if after < 0 { throw ValidationError("--after must not be negative.") }
    if let limit, limit < 0 { throw ValidationError("--limit must not be negative.") }
    if follow, limit != nil { throw ValidationError("--follow has no end, so --limit does not go with it.") }
  }

  func run() throws {
    let ledger = try stores.ledger(readOnly: true)
    let printer = EventPrinter(output: output, zone: ledger.zone)
    var selection = EntrySelection(stream: provider, type: type, after: after, limit: limit)
    selection.after = try printer.print(ledger, selection)
    Stream.output.flush()
    while follow {
      usleep(200_000)
      var isNew = false
      try ledger.events(EntrySelection(stream: provider, type: type, after: selection.after, limit: 1)) { _ in
        isNew = true
        return false
      }
      if isNew { selection.after = try printer.print(ledger, selection) }
      Stream.output.flush()
    }
  }
}

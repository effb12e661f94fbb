import ArgumentParser
import EventStore
import Foundation
import Ledger
import LedgerDomain

/// `koufen events`: the log.
struct EventsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: "Print the log.",
    discussion: """
      With --format json each line is one event as it stands in the log. With --as-of and --known-at only those that
      count in that view: a breach by the date of its act, a judgement whenever it was made, all else by its own date.
      --since and --until go by when an event was recorded; dates are inclusive.

      EXAMPLES
        koufen events --provider hz-01 --type PointsDeducted
        koufen events --after 100 --limit 20 --format json
        koufen events --by wu --since 2011-03-01 --until 2011-03-31
        koufen events --last 10
        koufen events --follow --format json
        koufen events --provider hz-01 --as-of 2011-06-30 --known-at 2011-07-01
      """)

  @Option(help: "Only this provider's.")
  var provider: String?

  @Option(help: "Only this type.")
  var type: String?

  @Option(help: "Only what this person submitted, with its consequences.")
  var by: String?

  @Option(help: "Only what was submitted in this role.")
  var role: String?

  @Option(help: "Only what is about this breach.")
  var breach: String?

  @Option(help: "Only what was recorded at this time or later, or on this date or later.")
  var since: String?

  @Option(help: "Only what was recorded up to this time, or to the end of this date.")
  var until: String?

  @Option(help: "Only those behind this position.")
  var after = 0

  @Option(help: "At most so many.")
  var limit: Int?

  @Option(help: "Only the last so many.")
  var last: Int?

  @Flag(help: "Wait for new events and print them as they come.")
  var follow = false

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if follow, clocks.asOf != nil || clocks.knownAt != nil {
      throw ValidationError(
        zh: "--follow 显示新发生的事件，不与 --as-of、--known-at 同用。",
        en: "--follow shows what is new, so --as-of and --known-at do not go with it.")
    }
    if after < 0 { throw ValidationError(zh: "--after 不得为负。", en: "--after must not be negative.") }
    if let limit, limit < 0 { throw ValidationError(zh: "--limit 不得为负。", en: "--limit must not be negative.") }
    if let last, last < 0 { throw ValidationError(zh: "--last 不得为负。", en: "--last must not be negative.") }
    if last != nil, limit != nil {
      throw ValidationError(
        zh: "--limit 从头计数，--last 从尾计数，二者择一。", en: "--limit counts from the start and --last from the end.")
    }
    if follow, limit != nil {
      throw ValidationError(
        zh: "--follow 没有终点，不与 --limit 同用。", en: "--follow has no end, so --limit does not go with it.")
    }
  }

  func run() throws {
    let type = try FilterWord.type(type)
    let role = try FilterWord.role(role)
    let ledger = try stores.ledger(readOnly: true)
    var filter = EventFilter()
    filter.by = by
    filter.role = role
    filter.breach = breach.map { BreachID($0) }
    filter.since = try ArgumentText.moment(since, "--since", in: ledger.zone)?.start
    filter.before = try ArgumentText.moment(until, "--until", in: ledger.zone)?.end
    let provider = try FilterWord.provider(provider, in: ledger)
    let printer = EventPrinter(output: output, zone: ledger.zone, filter: filter, last: last)
    var selection = EntrySelection(stream: provider?.stream, type: type, after: after, limit: limit)
    let view = try clocks.question(in: ledger.zone).view(in: ledger.zone)
    selection.after = try printer.print(ledger, selection, in: view)
    StandardStream.output.flush()
    while follow, StandardStream.output.takesMore {
      StandardStream.output.pause(milliseconds: 200)
      try Interruption.check()
      var isNew = false
      try ledger.events(EntrySelection(stream: provider?.stream, type: type, after: selection.after, limit: 1)) { _ in
        isNew = true
        return false
      }
      if isNew {
        let printer = EventPrinter(output: output, zone: ledger.zone, filter: filter)
        selection.after = try printer.print(ledger, selection, in: view)
      }
      StandardStream.output.flush()
    }
  }
}

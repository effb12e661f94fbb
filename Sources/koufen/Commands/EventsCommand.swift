import ArgumentParser
import EventStore
import Foundation
import Ledger
import LedgerDomain

/// `koufen events`: the log.
struct EventsCommand: ParsableCommand, Paged {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: Words.asked(zh: "显示日志。", en: "Print the log."),
    discussion: Words.asked(
      zh: """
        加 --format json 则每行为日志中的一条事件。加 --as-of 和 --known-at 则只列出该视角下计入的事件：违规按行为日期，
        评定不论何时作出，其余按各自日期。--since 和 --until 按记录时间；日期均含当日。

        示例
          koufen events --provider hz-01 --type PointsDeducted
          koufen events --after 100 --limit 20 --format json
          koufen events --by wu --since 2011-03-01 --until 2011-03-31
          koufen events --last 10
          koufen events --follow --format json
          koufen events --provider hz-01 --as-of 2011-06-30 --known-at 2011-07-01
        """,
      en: """
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
        """))

  @Option(help: ArgumentHelp(zh: "只列出此服务商的事件。", en: "Only this provider's.", value: .provider))
  var provider: String?

  @Option(help: ArgumentHelp(zh: "只列出此类型。", en: "Only this type.", value: .type))
  var type: String?

  @Option(
    help: ArgumentHelp(
      zh: "只列出此人提交的事件及其后果。", en: "Only what this person submitted, with its consequences.", value: .name))
  var by: String?

  @Option(help: ArgumentHelp(zh: "只列出以此角色提交的事件。", en: "Only what was submitted in this role.", value: .role))
  var role: String?

  @Option(help: ArgumentHelp(zh: "只列出与此项违规有关的事件。", en: "Only what is about this breach.", value: .breach))
  var breach: String?

  @Option(
    help: ArgumentHelp(
      zh: "只列出在此时间（或日期）及以后记录的事件。", en: "Only what was recorded at this time or later, or on this date or later.",
      value: .moment))
  var since: String?

  @Option(
    help: ArgumentHelp(
      zh: "只列出在此时间（或此日期终了）及以前记录的事件。", en: "Only what was recorded up to this time, or to the end of this date.",
      value: .moment))
  var until: String?

  @Option(help: ArgumentHelp(zh: "只列出此位置之后的事件。", en: "Only those behind this position.", value: .position))
  var after = 0

  @Option(help: ArgumentHelp(zh: "至多列出的条数。", en: "At most so many.", value: .number))
  var limit: Int?

  @Option(help: ArgumentHelp(zh: "只列出最后若干条。", en: "Only the last so many.", value: .number))
  var last: Int?

  @Flag(help: ArgumentHelp(zh: "等候新事件，随到随显示。", en: "Wait for new events and print them as they come."))
  var follow = false

  @OptionGroup var clocks: ClockOptions
  @OptionGroup var freshness: FreshnessOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if follow, clocks.asOf != nil || clocks.knownAt != nil {
      throw ValidationError(
        zh: "--follow 显示新发生的事件，不与 --as-of、--known-at 同用。",
        en: "--follow shows what is new, so --as-of and --known-at do not go with it.")
    }
    if after < 0 {
      throw ValidationError(zh: "--after 不得为负，现为 \(after)。", en: "--after must not be negative, as \(after) is.")
    }
    if let limit, limit < 0 {
      throw ValidationError(zh: "--limit 不得为负，现为 \(limit)。", en: "--limit must not be negative, as \(limit) is.")
    }
    if let last, last < 0 {
      throw ValidationError(zh: "--last 不得为负，现为 \(last)。", en: "--last must not be negative, as \(last) is.")
    }
    if last != nil, limit != nil {
      throw ValidationError(
        zh: "--limit 从头计数，--last 从尾计数，二者择一。", en: "--limit counts from the start and --last from the end.")
    }
    if follow, limit != nil {
      throw ValidationError(
        zh: "--follow 没有终点，不与 --limit 同用。", en: "--follow has no end, so --limit does not go with it.")
    }
  }

  var mayPage: Bool { !follow }

  func run() throws {
    let type = try FilterWord.type(type)
    let ledger = try stores.ledger(readOnly: true, freshness: freshness)
    // An outlet's account has a list and no ledger: what is asked of it, the server is.
    let outlet = try ledger.server.flatMap { try $0.isOfOutlet ? $0 : nil }
    var filter = EventFilter()
    filter.by = by
    filter.role = try FilterWord.role(role, in: outlet == nil ? ledger : nil)
    filter.breach = breach.map { BreachID($0) }
    filter.since = try ArgumentText.moment(since, "--since", in: ledger.zone)?.start
    filter.before = try ArgumentText.moment(until, "--until", in: ledger.zone)?.end
    let question = try clocks.question(in: ledger.zone)
    var selection = EntrySelection(type: type, after: after, limit: limit)
    let source: EventSource
    if let outlet {
      source = .receipts(
        Receipts(
          of: outlet,
          [
            ("provider", provider), ("type", type), ("by", by), ("asOf", question.asOf?.description),
            ("knownAt", question.knownAt.map(ledger.zone.text)),
          ], in: ledger.zone))
    } else {
      selection.stream = try FilterWord.provider(provider, in: ledger)?.stream
      source = .ledger(ledger)
    }
    let printer = EventPrinter(output: output, of: ledger, filter: filter, last: last)
    let seen = try printer.print(source, selection, in: question.view(in: ledger.zone))
    StandardStream.output.flush()
    if follow { try printOn(ledger, source, selection, behind: seen, filter) }
  }

  /// How long a store may be out of reach while it is followed: longer than a failover takes.
  private static let patience = Duration.seconds(60)
  /// Milliseconds between two looks at a store: at first, and, doubled each time nothing has come, at most.
  private static let pauses: (first: Int32, longest: Int32) = (20, 1_000)
  /// Events printed on at a time.
  private static let mostNews = 5000

  /// Prints what comes, as long as somebody listens.
  private func printOn(
    _ ledger: Ledger, _ source: EventSource, _ selection: EntrySelection, behind seen: EventPrinter.Seen,
    _ filter: EventFilter
  ) throws {
    let printer = EventPrinter(output: output, of: ledger, filter: filter)
    var (selection, last, lostAt) = (selection, seen.last, ContinuousClock.Instant?.none)
    var (pause, isMore, looked) = (Self.pauses.first, true, seen.position)
    selection.after = seen.position
    selection.limit = Self.mostNews
    while StandardStream.output.takesMore {
      if ledger.server == nil { StandardStream.output.pause(milliseconds: pause) }
      try Interruption.check()
      do {
        // Of what is not selected the end is looked behind too, or it would be there to be told of at once for ever.
        if let server = ledger.server, !isMore {
          looked = try server.wait(beyond: looked, until: .now + .seconds(20))
        }
        let news = try source.news(selection, behind: last)
        try printer.printOn(news, of: source)
        isMore = !news.isEmpty
        pause = isMore ? Self.pauses.first : min(pause * 2, Self.pauses.longest)
        last = news.last ?? last
        selection.after = last?.event.position ?? selection.after
        lostAt = nil
      } catch let error where Self.mayPass(error) {
        let now = ContinuousClock.now
        guard now - (lostAt ?? now) < Self.patience else { throw error }
        lostAt = lostAt ?? now
        StandardStream.output.pause(milliseconds: Self.pauses.longest)
      }
      StandardStream.output.flush()
    }
  }

  /// Whether what keeps a store, or a server, from being asked may be over soon.
  private static func mayPass(_ error: any Error) -> Bool {
    if case StoreError.unreachable = error { return true }
    return (error as? Failure)?.exit == 69
  }
}

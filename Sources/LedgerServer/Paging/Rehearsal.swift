import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// A submission that was decided and given up: what it would append, and where that would leave its provider (pages P22).
struct Rehearsal {
  let handed: LedgerWriter.Handed
  let receipt: Receipt
  /// The position of the log's last event.
  let head: Int
  let before: ProviderState
  let after: ProviderState
  let rules: Rules
  /// The name of the version that is in force.
  let rulebook: String

  private static let daysAhead = 7

  private var zone: Zone { rules.zone }
  private var today: LocalDate { zone.date(of: handed.now) }
  private var lines: [JSON] { receipt.events.compactMap { try? JSON(parsing: $0.text) } }

  /// The year whose points it is about: that of the points, else that of the act, else that in which it happened.
  private func year(_ lines: [JSON]) -> Int {
    for line in lines {
      if case .integer(let year)? = line["data"]?["year"] { return year }
      if case .string(let on)? = line["data"]?["on"], let date = LocalDate(on) { return date.year }
    }
    return zone.date(of: handed.draft.at ?? handed.now).year
  }

  /// The whole as JSON: the members of a preview, and those of where it leads.
  var json: JSON {
    let lines = lines
    let year = year(lines)
    let (old, new) = (standing(before, year), standing(after, year))
    let changes = StandingDifference.changes(old, new, in: zone)
    let appeal = lines.lazy.compactMap { $0["data"]?["appealUntil"] }.first
    return .object([
      .init("events", .array(lines)), .init("repeat", .boolean(receipt.isRepeat)), .init("head", .integer(head)),
      .init("dryRun", .boolean(true)),
      .init("preview", .string(Preview(of: receipt.events, isOfNow: handed.draft.at == nil).text)),
      .init("id", JSON(handed.draft.id)), .init("version", .integer(before.version)), .init("before", json(old)),
      .init("after", json(new)), .init("changes", .array(changes.map(\.json))),
      .init("appealUntil", appeal ?? .null), .init("next", .array(next)),
    ])
  }

  private func standing(_ state: ProviderState, _ year: Int) -> Standing? {
    state.standing(year: year, asOf: today, knownAt: handed.now, rulebook: rulebook)
  }

  private func json(_ standing: Standing?) -> JSON {
    guard let standing else { return .null }
    var writer = JSONWriter(zone: zone)
    standing.write(to: &writer, in: zone, listing: false)
    return (try? JSON(parsing: writer.text)) ?? .null
  }

  /// What would wait afterwards that does not wait now.
  private var next: [JSON] {
    func queue(_ state: ProviderState) -> [QueueItem] {
      OpenWork(of: state).queue(on: today, through: today.adding(days: Self.daysAhead), by: rules)
    }
    let known = Set(queue(before).map { "\($0.work.rawValue) \($0.subject.text)" })
    let items = queue(after).filter { !known.contains("\($0.work.rawValue) \($0.subject.text)") }.inOrder(in: zone)
    let report = QueueReport(
      items: items, moment: handed.now, zone: zone, calendar: rules.terms(on: today).calendar)
    return items.map { report.json($0) }
  }
}

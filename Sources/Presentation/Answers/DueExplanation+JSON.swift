import Ledger
import LedgerDomain
import LedgerFormat

extension DueExplanation {
  func json(in zone: Zone) -> JSON {
    .object(
      [.init("duty", .string(duty.breach.text))] + term.fields(in: zone) + [
        .init(
          "target",
          target.map {
            .object([.init("signed", .integer($0.counted)), .init("needed", .integer($0.needed))])
          } ?? .null),
        .init("met", .boolean(isMet)), .init("lateSeconds", JSON(lateSeconds)),
        .init("lateDays", JSON(lateDays(in: zone))),
        .init("fulfilments", .array(fulfilments.map { $0.json(in: zone) })),
      ])
  }
}

extension DueExplanation {
  /// By how many seconds what was done first came too late; nil where it came in time, or the due date is a whole day.
  private var lateSeconds: Int? {
    guard !isMet, let dueAt = term.count.dueAt, let first = fulfilments.first?.event.at, first > dueAt else {
      return nil
    }
    return first.seconds - dueAt.seconds
  }

  /// By how many days; nil where it came in time, or the due date has a time of day.
  private func lateDays(in zone: Zone) -> Int? {
    guard !isMet, term.count.dueAt == nil, let first = fulfilments.first else { return nil }
    let late = zone.date(of: first.event.at).daysSinceEpoch - term.due.date.daysSinceEpoch
    return late > 0 ? late : nil
  }
}

import Ledger
import LedgerDomain
import LedgerFormat

extension DueExplanation {
  func json(in zone: Zone) -> JSON {
    let lateness = lateness(in: zone)
    return .object(
      [.init("duty", .string(duty.breach.text))] + term.fields(in: zone) + [
        .init(
          "target",
          target.map {
            .object([.init("signed", .integer($0.counted)), .init("needed", .integer($0.needed))])
          } ?? .null),
        .init("met", .boolean(isMet)), .init("lateSeconds", JSON(lateness?.seconds)),
        .init("lateDays", JSON(lateness?.days)),
        .init("fulfilments", .array(fulfilments.map { $0.json(in: zone) })),
      ])
  }
}

extension Lateness {
  /// In seconds, where it is counted so.
  fileprivate var seconds: Int? { if case .seconds(let seconds) = self { seconds } else { nil } }

  /// In days, where it is counted so.
  fileprivate var days: Int? { if case .days(let days) = self { days } else { nil } }
}

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
        .init("met", .boolean(isMet)), .init("fulfilments", .array(fulfilments.map { $0.json(in: zone) })),
      ])
  }
}

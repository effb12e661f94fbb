public import Ledger
import LedgerDomain
public import LedgerFormat

extension FoldStep {
  /// The step as JSON: the event, its hash, what it changed, and score and status before and behind it.
  public var json: JSON {
    .object([
      .init("event", (try? JSON(parsing: String(decoding: event.event.line(in: zone), as: UTF8.self))) ?? .null),
      .init("hash", .string(hash)), .init("changes", .array(changes.map(\.json))),
      .init("score", .object([.init("before", JSON(before?.score)), .init("after", JSON(after?.score))])),
      .init(
        "status",
        .object([
          .init("before", JSON(before?.summary.status.rawValue)), .init("after", JSON(after?.summary.status.rawValue)),
        ])), .init("previous", JSON(previous)), .init("next", JSON(next)),
    ])
  }
}

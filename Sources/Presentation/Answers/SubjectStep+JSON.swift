import EventStore
public import Ledger
import LedgerDomain
public import LedgerFormat

extension SubjectStep {
  /// The step as JSON: the event, its hash and what it changed.
  public var json: JSON {
    .object([
      .init("event", (try? JSON(parsing: String(decoding: event.event.line(in: zone), as: UTF8.self))) ?? .null),
      .init("hash", .string(event.hash.hex)), .init("changes", .array(changes.map(\.json))),
      .init("previous", JSON(previous)), .init("next", JSON(next)),
    ])
  }
}

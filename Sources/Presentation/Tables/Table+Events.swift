public import Ledger
public import LedgerDomain
import LedgerFormat

extension Table {
  /// Events, a row for each.
  public init(of events: [RecordedEvent], in zone: Zone) {
    self.init(
      ("position", .right), ("version", .right), ("provider", .left), ("type", .left), ("at", .left), ("by", .left),
      ("data", .left), ("cause", .right))
    rows = events.map { Self.row($0.event, in: zone) }
  }

  private static func row(_ event: Event, in zone: Zone) -> [String] {
    [
      String(event.position), String(event.version), event.provider.text, event.type, zone.text(event.at),
      event.by.map { "\($0.id)@\($0.role.rawValue)" } ?? "", event.dataText, event.cause.map(String.init) ?? "",
    ]
  }
}

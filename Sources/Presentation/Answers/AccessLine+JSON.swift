public import LedgerAccess
public import LedgerDomain
public import LedgerFormat

extension AccessLine {
  /// The line of the access log as JSON (server 11.4): `outcome` is `done`, or the code that says why not.
  public func json(in zone: Zone) -> JSON {
    .object([
      .init("position", .integer(position)), .init("at", .string(zone.text(entry.at))),
      .init("account", JSON(entry.author.account)), .init("role", JSON(entry.author.role?.rawValue)),
      .init("address", JSON(entry.author.address)), .init("action", .string(entry.action.rawValue)),
      .init("object", JSON(entry.object?.description)), .init("outcome", .string(entry.outcome.text)),
    ])
  }
}

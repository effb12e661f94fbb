import LedgerDomain
import LedgerFormat
import Presentation

/// Values that stand in many places.
extension Shape {
  /// A key (domain §4).
  static let key = text(like: TextPattern.key)
  /// The id of a breach or a duty.
  static let breach = text(like: TextPattern.breach)
  /// A text that says something.
  static let said = text(like: TextPattern.text)
  /// A date.
  static let date = text.with("format", "date").with("pattern", .string(TextPattern.date))
  /// A moment, as it is handed in.
  static let moment = text(like: TextPattern.moment)
  /// A moment, as the ledger writes it.
  static let instant = text.with("format", "date-time")
  /// A date as the ledger writes it: what is counted may lie behind what can be handed in.
  static let day = text.with("format", "date")
  /// A natural month.
  static let month = text(like: TextPattern.month)
  /// A SHA-256 in hex.
  static let hash = text(like: "^[0-9a-f]{64}$")
  /// A UUID.
  static let uuid = text.with("format", "uuid").with("pattern", "^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$")
  /// A whole number of at least nothing.
  static let count = number(0...Int.max)
  /// Any whole number.
  static let integer = Shape([.init("type", "integer")])
  /// The position or version of an event.
  static let position = number(1...Int.max)
  /// A year that can be handed in.
  static let year = number(Limits.years.lowerBound...(Limits.years.upperBound - 1))
  /// One of the ledger's roles.
  static let role = word(Role.self)
  /// One of the ledger's roles, or one that a programme declares.
  static let anyRole = any(of: [role, key])
  /// A clause of the regulation.
  static let clause = word(Clause.self)

  /// A page of a list (server 4.2).
  static func page(_ item: Shape) -> Shape {
    object(["items": list(item), "next": text.orNull, "head": count, "total": count.orMissing])
  }
}

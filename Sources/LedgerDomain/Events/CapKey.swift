/// The name of a cap (§5): what the breaches share whose points it limits together, with `:` between its parts.
///
/// It is kept as its text, whose order is its order, and is never taken apart.
public struct CapKey: Hashable, Sendable {
  /// The key as written.
  public let text: String

  /// A key as written.
  public init(_ text: String) {
    self.text = text
  }

  /// What a clause's breaches of one year share.
  init(_ clause: Clause, in year: Int) {
    self.init(clause, String(year))
  }

  /// What a clause's breaches of one issue in one year share.
  init(_ clause: Clause, in year: Int, issue: String) {
    self.init(clause, String(year), issue)
  }

  /// What a clause's breaches in one city share.
  init(_ clause: Clause, in city: Key<City>) {
    self.init(clause, city.text)
  }

  /// What a clause's breaches of one meeting share.
  init(_ clause: Clause, of meeting: Key<Meeting>) {
    self.init(clause, meeting.text)
  }

  private init(_ clause: Clause, _ parts: String...) {
    self.init(([clause.rawValue] + parts).joined(separator: ":"))
  }
}

extension CapKey: Comparable, CustomStringConvertible {
  /// The order of the texts.
  public static func < (left: CapKey, right: CapKey) -> Bool { left.text < right.text }

  /// The key as written.
  public var description: String { text }
}

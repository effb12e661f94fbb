/// The name of a duty of an office (offices §3): the slug of its row, and, where the row has one, what it is about behind `:`.
///
/// It is kept as its text, whose order is its order.
public struct DutyID: Hashable, Sendable {
  /// The id as written.
  public let text: String

  /// An id as written, whether or not there is such a duty.
  public init(_ text: String) {
    self.text = text
  }

  /// The id of the duty of a row about a subject.
  public init(_ slug: Key<DutyRow>, about subject: String?) {
    text = subject.map { slug.text + ":" + $0 } ?? slug.text
  }

  /// The slug of its row.
  public var slug: Key<DutyRow> { Key(String(text.prefix { $0 != ":" })) }

  /// The same id, as one stands where duties that cost points stand beside those of an office.
  public var breach: BreachID { BreachID(text) }

  /// What it is about; nil for a duty of the provider as a whole.
  public var subject: String? {
    text.firstIndex(of: ":").map { String(text[text.index(after: $0)...]) }
  }
}

extension DutyID: Comparable, CustomStringConvertible {
  /// The order of the texts.
  public static func < (left: DutyID, right: DutyID) -> Bool { left.text < right.text }

  /// The id as written.
  public var description: String { text }
}

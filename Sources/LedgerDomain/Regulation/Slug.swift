/// The name of something that a rulebook file lists, such as a criterion: written as a key is. Byte order is its order.
///
/// `Of` is what it is the name of. It costs nothing, and keeps a criterion from being taken for a contact.
public struct Slug<Of>: Sendable {
  /// The name as written.
  public let text: String

  /// A name as written; whoever reads it from outside has seen to its shape.
  public init(_ text: String) {
    self.text = text
  }
}

extension Slug: Hashable, Comparable, CustomStringConvertible {
  /// Whether both are written the same.
  public static func == (left: Slug, right: Slug) -> Bool { left.text == right.text }

  /// The order of the texts.
  public static func < (left: Slug, right: Slug) -> Bool { left.text < right.text }

  /// Hashes the text.
  public func hash(into hasher: inout Hasher) { text.hash(into: &hasher) }

  /// The name as written.
  public var description: String { text }
}

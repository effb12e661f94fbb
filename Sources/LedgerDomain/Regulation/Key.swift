/// The key of a provider, city, outlet, meeting and so on (§4): `[a-z0-9][a-z0-9._-]{0,63}`. Byte order is its order.
///
/// `Of` is what it is the key of. It costs nothing, and keeps an outlet from being taken for a city.
@frozen
public struct Key<Of>: Sendable {
  /// The key as written.
  public let text: String

  /// A key as written; whoever reads it from outside has seen to its shape.
  @inlinable
  public init(_ text: String) {
    self.text = text
  }
}

extension Key: Hashable, Comparable, CustomStringConvertible {
  /// Whether both are written the same.
  @inlinable
  public static func == (left: Key, right: Key) -> Bool { left.text == right.text }

  /// The order of the texts.
  @inlinable
  public static func < (left: Key, right: Key) -> Bool { left.text < right.text }

  /// Hashes the text.
  @inlinable
  public func hash(into hasher: inout Hasher) { text.hash(into: &hasher) }

  /// The key as written.
  @inlinable
  public var description: String { text }
}

// What has a key and is kept under its key alone, with no type that says more of it.

/// A service provider (§1).
public enum Provider {}

/// A training whose examinees are counted (§2.1.4(3)).
public enum Training {}

/// A promotion run in a month (§2.2.1).
public enum Promotion {}

/// A time in which the platform's service could not be used (§4.2(1)).
public enum Outage {}

/// A report of a breach, under the key given with it (§3).
public enum Report {}

/// What a notice goes to, such as a mailbox, by the name of the contact (§4.3(3), (4)).
public enum NoticeAddress {}

/// The key of a provider, city, outlet, meeting and so on (§4), and the name of what a rulebook lists, such as a criterion:
/// `[a-z0-9][a-z0-9._-]{0,63}`. Byte order is its order.
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

extension String {
  /// Whether it is a key (§4): up to `longest` of `[a-z0-9._-]` and `extra`, the first a letter or digit.
  package func isKey(extra: UInt8? = nil, longest: Int = 64) -> Bool {
    var copy = self
    return copy.withUTF8 { $0.isKey(extra: extra, longest: longest) }
  }

  /// Whether it may name a breach or a duty (§4): as a key, with `:` behind the first character, up to 200 characters.
  package var isBreachID: Bool { isKey(extra: UInt8(ascii: ":"), longest: 200) }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a text of these bytes is a key.
  package func isKey(extra: UInt8? = nil, longest: Int = 64) -> Bool {
    guard let first, first.isLetterOrDigit, count <= longest else { return false }
    return allSatisfy { byte in
      byte.isLetterOrDigit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
        || byte == extra
    }
  }
}

extension UInt8 {
  /// Whether it is one of `[a-z0-9]`.
  fileprivate var isLetterOrDigit: Bool {
    self &- UInt8(ascii: "a") < 26 || self &- UInt8(ascii: "0") < 10
  }
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

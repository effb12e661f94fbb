/// A value of a field or attribute that a programme declares, as it is handed in (programmes §2): of which type it must be, the
/// programme says when it is decided.
public enum DeclaredValue: Hashable, Sendable {
  /// A whole number: an `int`, or `money` in fen.
  case number(Int)
  /// True or false.
  case flag(Bool)
  /// A text: a date, a key, a breach, or a word of a closed list.
  case text(String)
  /// So much of a whole, which is more than nothing.
  case share(part: Int, whole: Int)
}

/// A value under the name that the programme declares it by.
public struct NamedValue: Hashable, Sendable {
  /// The name.
  public let name: String
  /// The value.
  public let value: DeclaredValue

  /// A value under its name.
  public init(_ name: String, _ value: DeclaredValue) {
    self.name = name
    self.value = value
  }
}

/// What an attribute is set to: nothing, where it had no value before what is reversed (programmes §6).
public struct ValueChange: Hashable, Sendable {
  /// The attribute.
  public let name: String
  /// Its value; nil for none but that which is declared by default.
  public let value: DeclaredValue?

  /// A value, or none, of an attribute.
  public init(_ name: String, _ value: DeclaredValue?) {
    self.name = name
    self.value = value
  }
}

extension DeclaredValue: CustomStringConvertible {
  /// As it is written in flags and cells: a share as `part/whole`.
  public var description: String {
    switch self {
    case .number(let number): String(number)
    case .flag(let flag): String(flag)
    case .text(let text): text
    case .share(let part, let whole): "\(part)/\(whole)"
    }
  }
}

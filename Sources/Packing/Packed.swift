/// A value that can be kept as bytes and read back: compact, and the same on every machine.
///
/// Its parts are described once, by one pass that both reads and writes. The bytes do not say what they are the parts of,
/// so they are for what can be made again when the description has changed.
public protocol Packed {
  /// Takes a pass over the parts of the value, in the order in which they are packed.
  ///
  /// A pass that reads finds each part in the bytes, and `known` is nil. A pass that writes is shown the parts of `known`,
  /// and what comes of it is the same value again.
  init<Pass: PackedPass>(_ pass: inout Pass, _ known: Self?) throws(Pass.Problem)
}

/// One pass over the parts of a value: to read them, or to write them. Each function is one kind of part, and is shown it
/// where it is known.
///
/// These few kinds are all that is described for each direction; every other value is described once, in terms of them.
public protocol PackedPass {
  /// What can go wrong on the way; nothing where nothing is read.
  associatedtype Problem: Error

  /// A number below zero or above, small ones in few bytes.
  mutating func number(_ known: Int?) throws(Problem) -> Int
  /// A text.
  mutating func text(_ known: String?) throws(Problem) -> String
  /// Bytes that are packed already, and before them how many they are.
  mutating func block(_ known: [UInt8]?) throws(Problem) -> [UInt8]
  /// Items in their order, and before them how many they are.
  mutating func list<Item: Packed>(_ known: [Item]?) throws(Problem) -> [Item]
  /// Keys and what is under them, and before them how many they are; in the order of the keys.
  mutating func sorted<Key: Packed & Comparable, Value: Packed>(
    _ known: [Key: Value]?
  ) throws(Problem) -> [Key: Value]
  /// The same in whatever order: for what is large, and is compared by what it says and not by its bytes.
  mutating func unsorted<Key: Packed, Value: Packed>(_ known: [Key: Value]?) throws(Problem) -> [Key: Value]
  /// The part of a value that comes next.
  mutating func next<Whole, Part: Packed>(_ known: Whole?, _ part: (Whole) -> Part) throws(Problem) -> Part
  /// A part that is read or written where it stands.
  mutating func part<Part: Packed>(_ part: inout Part) throws(Problem)
  /// Refuses bytes that say what no value can be; what is written always holds.
  func demand(_ holds: Bool) throws(Problem)
}

/// Bytes that do not say what they should.
public struct UnreadableBytes: Error, Equatable, Sendable {
  /// Where, from 0.
  public var offset: Int

  @usableFromInline
  init(offset: Int) {
    self.offset = offset
  }
}

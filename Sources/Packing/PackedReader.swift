/// The pass that reads: bytes, and where in them it stands. It never reads beyond their end, whatever they say.
public struct PackedReader {
  @usableFromInline let bytes: UnsafeRawBufferPointer
  @usableFromInline var index: Int

  /// Reads `bytes` from an offset on; they must outlive the reader.
  @inlinable
  public init(_ bytes: UnsafeRawBufferPointer, at offset: Int = 0) {
    self.bytes = bytes
    index = offset
  }

  /// Bytes read, from 0.
  @inlinable
  public var offset: Int { index }

  /// Whether everything has been read.
  @inlinable
  public var isAtEnd: Bool { index == bytes.count }

  /// That the bytes here do not say what they should.
  @inlinable
  public func unreadable() -> UnreadableBytes { UnreadableBytes(offset: index) }

  /// The value that comes next.
  @inlinable
  public mutating func next<Value: Packed>() throws(UnreadableBytes) -> Value { try Value(&self, nil) }

  /// How many items or bytes follow; an item takes at least one.
  @inlinable
  public mutating func count() throws(UnreadableBytes) -> Int {
    let count = try number()
    guard count >= 0, count <= bytes.count - index else { throw unreadable() }
    return count
  }

  /// Bytes packed together, and before them how many they are; good as long as those read from are.
  @inlinable
  public mutating func content() throws(UnreadableBytes) -> UnsafeRawBufferPointer {
    let count = try count()
    defer { index += count }
    return UnsafeRawBufferPointer(rebasing: bytes[index..<index + count])
  }
}

extension PackedReader: PackedPass {
  /// What the bytes say is not what it should be.
  public typealias Problem = UnreadableBytes

  /// The number that comes next.
  @inlinable
  public mutating func number(_ known: Int? = nil) throws(UnreadableBytes) -> Int {
    var value: UInt = 0
    var shift: UInt = 0
    while index < bytes.count, shift < 64 {
      let byte = bytes[index]
      index += 1
      value |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { return Int(bitPattern: value >> 1) ^ -Int(bitPattern: value & 1) }
      shift += 7
    }
    throw unreadable()
  }

  /// The text that comes next.
  @inlinable
  public mutating func text(_ known: String?) throws(UnreadableBytes) -> String {
    String(decoding: try content(), as: UTF8.self)
  }

  /// A copy of the bytes that come next, as many as is said before them.
  @inlinable
  public mutating func block(_ known: [UInt8]?) throws(UnreadableBytes) -> [UInt8] { Array(try content()) }

  /// The items that come next.
  @inlinable
  public mutating func list<Item: Packed>(_ known: [Item]?) throws(UnreadableBytes) -> [Item] {
    let count = try count()
    var items: [Item] = []
    items.reserveCapacity(count)
    for _ in 0..<count { items.append(try next()) }
    return items
  }

  /// The dictionary that comes next.
  @inlinable
  public mutating func sorted<Key: Packed & Comparable, Value: Packed>(
    _ known: [Key: Value]?
  ) throws(UnreadableBytes) -> [Key: Value] {
    try unsorted(known)
  }

  /// The dictionary that comes next.
  @inlinable
  public mutating func unsorted<Key: Packed, Value: Packed>(
    _ known: [Key: Value]?
  ) throws(UnreadableBytes) -> [Key: Value] {
    let count = try count()
    var entries = Dictionary<Key, Value>(minimumCapacity: count)
    for _ in 0..<count { entries[try next()] = try next() as Value }
    return entries
  }

  /// The part that comes next; nothing is known of the whole.
  @inlinable
  @inline(__always)
  public mutating func next<Whole, Part: Packed>(
    _ known: Whole?, _ part: (Whole) -> Part
  ) throws(UnreadableBytes) -> Part {
    try Part(&self, nil)
  }

  /// Replaces a part by the one that comes next.
  @inlinable
  public mutating func part<Part: Packed>(_ part: inout Part) throws(UnreadableBytes) { part = try next() }

  /// Refuses what was read unless it holds.
  @inlinable
  public func demand(_ holds: Bool) throws(UnreadableBytes) {
    guard holds else { throw unreadable() }
  }
}

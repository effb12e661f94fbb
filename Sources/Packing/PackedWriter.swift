/// The pass that writes: bytes being made.
public struct PackedWriter: Sendable {
  @usableFromInline var storage: [UInt8] = []

  /// Nothing written yet.
  @inlinable
  public init() {}

  /// What has been written.
  @inlinable
  public var bytes: [UInt8] { storage }

  /// Adds a value.
  @inlinable
  public mutating func add<Value: Packed>(_ value: Value) { _ = Value(&self, value) }

  /// Adds bytes as they are.
  @inlinable
  public mutating func add(raw bytes: UnsafeRawBufferPointer) { storage.append(contentsOf: bytes) }

  /// Adds a value, and before it how many bytes it takes, so that a reader can step over it.
  @inlinable
  public mutating func addMeasured<Value: Packed>(_ value: Value) {
    var place = storage.count
    storage.append(0)
    add(value)
    // A count of up to 63 fits the byte left free for it; what is longer moves the value on.
    var rest = UInt(storage.count - place - 1) << 1
    while rest >= 0x80 {
      storage[place] = UInt8(truncatingIfNeeded: rest) | 0x80
      rest >>= 7
      place += 1
      storage.insert(0, at: place)
    }
    storage[place] = UInt8(truncatingIfNeeded: rest)
  }
}

extension PackedWriter: PackedPass {
  /// Nothing can go wrong.
  public typealias Problem = Never

  /// Adds a number, and gives it back.
  @inlinable
  @discardableResult
  public mutating func number(_ known: Int?) -> Int {
    let number = known!
    var rest = UInt(bitPattern: (number << 1) ^ (number >> (Int.bitWidth - 1)))
    while rest >= 0x80 {
      storage.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    storage.append(UInt8(truncatingIfNeeded: rest))
    return number
  }

  /// Adds a text, and gives it back.
  @inlinable
  public mutating func text(_ known: String?) -> String {
    var text = known!
    text.withUTF8 { utf8 in
      number(utf8.count)
      storage.append(contentsOf: utf8)
    }
    return text
  }

  /// Adds bytes and how many they are, and gives them back.
  @inlinable
  public mutating func block(_ known: [UInt8]?) -> [UInt8] {
    let bytes = known!
    number(bytes.count)
    storage.append(contentsOf: bytes)
    return bytes
  }

  /// Adds items and how many they are, and gives them back.
  @inlinable
  public mutating func list<Item: Packed>(_ known: [Item]?) -> [Item] {
    let items = known!
    number(items.count)
    for item in items { add(item) }
    return items
  }

  /// Adds a dictionary in the order of its keys, and gives it back.
  @inlinable
  public mutating func sorted<Key: Packed & Comparable, Value: Packed>(_ known: [Key: Value]?) -> [Key: Value] {
    let entries = known!
    number(entries.count)
    for key in entries.keys.sorted() {
      add(key)
      add(entries[key]!)
    }
    return entries
  }

  /// Adds a dictionary in the order it has, and gives it back.
  @inlinable
  public mutating func unsorted<Key: Packed, Value: Packed>(_ known: [Key: Value]?) -> [Key: Value] {
    let entries = known!
    number(entries.count)
    for (key, value) in entries {
      add(key)
      add(value)
    }
    return entries
  }

  /// Adds a part of what is known, and gives it back.
  @inlinable
  @inline(__always)
  public mutating func next<Whole, Part: Packed>(_ known: Whole?, _ part: (Whole) -> Part) -> Part {
    Part(&self, known.map(part))
  }

  /// Adds a part, which stays as it is.
  @inlinable
  public mutating func part<Part: Packed>(_ part: inout Part) { add(part) }

  /// Nothing: what is written holds.
  @inlinable
  public func demand(_ holds: Bool) {}
}

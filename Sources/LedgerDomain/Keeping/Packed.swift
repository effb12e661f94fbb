/// Something that can be kept as bytes and read back: compact, and the same on every machine.
///
/// Only what can be made again from the log is kept so; the log itself is text.
package protocol Packed {
  /// Adds its bytes.
  func pack(into bytes: inout PackedBytes)
  /// Reads it back from where `reader` stands.
  init(from reader: inout PackedReader) throws(UnreadableBytes)
}

/// Bytes that do not say what they should.
public struct UnreadableBytes: Error, Equatable, Sendable {
  /// Where, from 0.
  public var offset: Int
}

/// Bytes being written.
public struct PackedBytes: Sendable {
  /// What has been written.
  public private(set) var bytes: [UInt8] = []

  /// Nothing written yet.
  public init() {}

  /// Adds a number below zero or above, small ones in few bytes.
  public mutating func add(_ number: Int) {
    var rest = UInt(bitPattern: (number << 1) ^ (number >> (Int.bitWidth - 1)))
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Adds a text.
  package mutating func add(_ text: String) {
    var text = text
    text.withUTF8 { utf8 in
      add(utf8.count)
      bytes.append(contentsOf: utf8)
    }
  }

  /// Adds a dictionary in whatever order it has.
  package mutating func add<Key: Packed, Value: Packed>(unordered dictionary: [Key: Value]) {
    add(dictionary.count)
    for (key, value) in dictionary {
      key.pack(into: &self)
      value.pack(into: &self)
    }
  }

  /// Adds bytes that are packed already, and how many they are.
  package mutating func add(bytes other: [UInt8]) {
    add(other.count)
    bytes.append(contentsOf: other)
  }

  /// Adds what `PackedReader.content` gave.
  package mutating func add(content: UnsafeRawBufferPointer) { bytes.append(contentsOf: content) }

  /// Adds what `body` packs, and before it how many bytes that is, so that a reader can step over it.
  package mutating func addMeasured(_ body: (inout PackedBytes) -> Void) {
    let start = bytes.count
    body(&self)
    var size = PackedBytes()
    size.add(bytes.count - start)
    bytes.insert(contentsOf: size.bytes, at: start)
  }

  // One to four values at a time: with a list of any length the compiler would look each type up as the program runs.

  /// Adds a value.
  package mutating func add<A: Packed>(_ first: A) { first.pack(into: &self) }

  /// Adds values, one after the other.
  package mutating func add<A: Packed, B: Packed>(_ first: A, _ second: B) {
    first.pack(into: &self)
    second.pack(into: &self)
  }

  /// Adds values, one after the other.
  package mutating func add<A: Packed, B: Packed, C: Packed>(_ first: A, _ second: B, _ third: C) {
    add(first, second)
    third.pack(into: &self)
  }

  /// Adds values, one after the other.
  package mutating func add<A: Packed, B: Packed, C: Packed, D: Packed>(
    _ first: A, _ second: B, _ third: C, _ fourth: D
  ) {
    add(first, second)
    add(third, fourth)
  }
}

/// Bytes being read; never beyond their end, whatever they say.
public struct PackedReader {
  private let bytes: UnsafeRawBufferPointer
  private var index: Int

  /// Reads `bytes` from their start; they must outlive the reader.
  public init(_ bytes: UnsafeRawBufferPointer) {
    self.init(bytes, at: 0)
  }

  package init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
    self.bytes = bytes
    index = offset
  }

  /// Bytes read, from 0.
  package var offset: Int { index }

  /// Bytes packed together, as `add(bytes:)` wrote them.
  package mutating func content() throws(UnreadableBytes) -> UnsafeRawBufferPointer {
    let count = try count()
    defer { index += count }
    return UnsafeRawBufferPointer(rebasing: bytes[index..<index + count])
  }

  /// Whether everything has been read.
  public var isAtEnd: Bool { index == bytes.count }

  package func unreadable() -> UnreadableBytes { UnreadableBytes(offset: index) }

  /// The value that comes next.
  package mutating func next<Value: Packed>(_ type: Value.Type = Value.self) throws(UnreadableBytes) -> Value {
    try Value(from: &self)
  }

  /// The number that comes next.
  public mutating func number() throws(UnreadableBytes) -> Int {
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

  /// How many items follow, each of at least one byte.
  package mutating func count() throws(UnreadableBytes) -> Int {
    let count = try number()
    guard count >= 0, count <= bytes.count - index else { throw unreadable() }
    return count
  }

  package mutating func text() throws(UnreadableBytes) -> String {
    let count = try count()
    defer { index += count }
    return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[index..<index + count]), as: UTF8.self)
  }
}

/// An enumeration kept as the place of its case among all.
package protocol PackedCase: Packed, Equatable, Sendable {
  /// All cases, in the order in which they are counted.
  static var table: [Self] { get }
}

extension PackedCase {
  package func pack(into bytes: inout PackedBytes) { bytes.add(Self.table.firstIndex(of: self)!) }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    let index = try reader.number()
    guard Self.table.indices.contains(index) else { throw reader.unreadable() }
    self = Self.table[index]
  }
}

extension Int: Packed {
  package func pack(into bytes: inout PackedBytes) { bytes.add(self) }
  package init(from reader: inout PackedReader) throws(UnreadableBytes) { self = try reader.number() }
}

extension String: Packed {
  package func pack(into bytes: inout PackedBytes) { bytes.add(self) }
  package init(from reader: inout PackedReader) throws(UnreadableBytes) { self = try reader.text() }
}

extension Bool: Packed {
  package func pack(into bytes: inout PackedBytes) { bytes.add(self ? 1 : 0) }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    switch try reader.number() {
    case 0: self = false
    case 1: self = true
    default: throw reader.unreadable()
    }
  }
}

extension Optional: Packed where Wrapped: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(self == nil ? 0 : 1)
    self?.pack(into: &bytes)
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self = try reader.next(Bool.self) ? try Wrapped(from: &reader) : nil
  }
}

extension Array: Packed where Element: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(count)
    for item in self { item.pack(into: &bytes) }
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    self = []
    let count = try reader.count()
    reserveCapacity(count)
    for _ in 0..<count { append(try Element(from: &reader)) }
  }
}

extension Set: Packed where Element: Packed & Comparable {
  package func pack(into bytes: inout PackedBytes) { sorted().pack(into: &bytes) }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    let count = try reader.count()
    self = Set(minimumCapacity: count)
    for _ in 0..<count { insert(try Element(from: &reader)) }
  }
}

extension Dictionary: Packed where Key: Packed & Comparable, Value: Packed {
  package func pack(into bytes: inout PackedBytes) {
    bytes.add(count)
    for key in keys.sorted() {
      key.pack(into: &bytes)
      self[key]!.pack(into: &bytes)
    }
  }

  package init(from reader: inout PackedReader) throws(UnreadableBytes) {
    let count = try reader.count()
    self = Dictionary(minimumCapacity: count)
    for _ in 0..<count { self[try Key(from: &reader)] = try Value(from: &reader) }
  }
}

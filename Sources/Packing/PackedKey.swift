/// Something a `PackedDictionary` is kept by.
public protocol PackedKey: Packed, Hashable, Sendable {
  /// A hash, spread over all bits; the same on every machine.
  var packedHash: UInt64 { get }
  /// Whether this key comes next in `reader`.
  func stands(in reader: PackedReader) -> Bool
  /// Steps over the key that comes next, and gives its hash.
  @discardableResult
  static func stepOver(_ reader: inout PackedReader) throws(UnreadableBytes) -> UInt64
}

extension PackedKey {
  /// Whether this key comes next, by reading what does.
  @inlinable
  public func stands(in reader: PackedReader) -> Bool {
    var reader = reader
    return (try? reader.next() as Self) == self
  }

  /// Reads the key that comes next, and gives its hash.
  @inlinable
  @discardableResult
  public static func stepOver(_ reader: inout PackedReader) throws(UnreadableBytes) -> UInt64 {
    try (reader.next() as Self).packedHash
  }
}

extension UInt64 {
  /// A number's bits spread over all 64.
  @inlinable
  public var mixed: UInt64 {
    var bits = self
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }
}

extension Int: PackedKey {
  /// A hash, spread over all bits.
  @inlinable
  public var packedHash: UInt64 { (UInt64(bitPattern: Int64(self)) &+ 0x9E37_79B9_7F4A_7C15).mixed }
}

/// A key that is a text and nothing else: found by its bytes, without a string made of them.
public protocol PackedText: PackedKey {
  /// The text.
  var text: String { get }
  /// The key of a text.
  init(_ text: String)
}

extension PackedText {
  /// Takes a pass over its parts.
  @inlinable
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Self?) throws(Pass.Problem) {
    self.init(try pass.text(known?.text))
  }

  /// A hash of the text's bytes.
  @inlinable
  public var packedHash: UInt64 {
    var text = text
    return text.withUTF8 { UInt64(hashOf: UnsafeRawBufferPointer($0)) }
  }

  /// Whether this text comes next, by its bytes.
  @inlinable
  public func stands(in reader: PackedReader) -> Bool {
    var (text, reader) = (text, reader)
    guard let found = try? reader.content() else { return false }
    return text.withUTF8 { $0.elementsEqual(found) }
  }

  /// Steps over the bytes of a text, and gives their hash.
  @inlinable
  @discardableResult
  public static func stepOver(_ reader: inout PackedReader) throws(UnreadableBytes) -> UInt64 {
    UInt64(hashOf: try reader.content())
  }
}

extension String: PackedText {
  /// Itself.
  @inlinable
  public var text: String { self }
}

extension UInt64 {
  /// A hash of bytes.
  @inlinable
  init(hashOf bytes: UnsafeRawBufferPointer) {
    var hash = UInt64(bytes.count)
    var offset = 0
    while offset + 8 <= bytes.count {
      hash = ((hash ^ bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15).mixed
      offset += 8
    }
    var rest: UInt64 = 0
    for byte in bytes[offset...] { rest = rest << 8 | UInt64(byte) }
    self = ((hash ^ rest) &* 0x9E37_79B9_7F4A_7C15).mixed
  }
}

import Crypto

/// A SHA-256 digest: 32 bytes.
public struct Digest: Hashable, Sendable {
  /// The 32 bytes.
  public let bytes: [UInt8]

  /// The digest before any event: 32 zero bytes.
  public static let zero = Digest(unchecked: [UInt8](repeating: 0, count: 32))

  /// A digest of exactly 32 bytes; nil otherwise.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 32 else { return nil }
    self.bytes = bytes
  }

  init(unchecked bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Reads 64 hexadecimal digits; nil for anything else.
  public init?(hex: some StringProtocol) {
    let digits = hex.utf8.compactMap { Self.value(ofHexDigit: $0) }
    guard digits.count == 64, hex.utf8.count == 64 else { return nil }
    bytes = stride(from: 0, to: 64, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  /// 64 lowercase hexadecimal digits.
  public var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  private static func value(ofHexDigit byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

/// Bytes hashed piece by piece, each piece preceded by its length so that no two sequences of pieces collide.
public struct DigestBuilder {
  private var hash = SHA256()

  /// A hash over nothing yet.
  public init() {}

  /// Adds one byte that is never confused with a piece: a version or a kind.
  public mutating func add(tag: UInt8) {
    withUnsafeBytes(of: tag) { hash.update(bufferPointer: $0) }
  }

  /// Adds bytes of fixed length as they are.
  public mutating func add(fixed bytes: [UInt8]) {
    bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
  }

  /// Adds a piece of any length: eight bytes of length, big-endian, then the bytes.
  public mutating func add(_ bytes: UnsafeRawBufferPointer) {
    withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { hash.update(bufferPointer: $0) }
    hash.update(bufferPointer: bytes)
  }

  /// Adds a piece of any length.
  public mutating func add(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { add($0) }
  }

  /// Adds a text as a piece of its UTF-8 bytes.
  public mutating func add(_ text: String) {
    add(Array(text.utf8))
  }

  /// The digest of everything added.
  public func digest() -> Digest {
    Digest(unchecked: Array(hash.finalize()))
  }
}

/// The chain that makes a stream tamper-evident: each event's hash covers its bytes and the hash before it.
public enum Chain {
  /// The chain's format, the first byte hashed.
  public static let version: UInt8 = 1

  /// The hash of an event: SHA-256 over the version byte, the previous hash, the line's length and the line.
  public static func hash(after previous: Digest, line: UnsafeRawBufferPointer) -> Digest {
    var builder = DigestBuilder()
    builder.add(tag: version)
    builder.add(fixed: previous.bytes)
    builder.add(line)
    return builder.digest()
  }
}

import Crypto

/// A SHA-256 digest: 32 bytes.
public struct Hash: Hashable, Sendable {
  private let words: SIMD4<UInt64>

  /// The digest before any event: 32 zero bytes.
  public static let zero = Hash(words: SIMD4())

  private init(words: SIMD4<UInt64>) {
    self.words = words
  }

  /// A digest of exactly 32 bytes; nil otherwise.
  public init?(bytes: UnsafeRawBufferPointer) {
    guard bytes.count == 32 else { return nil }
    var words = SIMD4<UInt64>()
    withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: bytes) }
    self.words = words
  }

  /// A digest of exactly 32 bytes; nil otherwise.
  public init?(bytes: [UInt8]) {
    guard let digest = bytes.withUnsafeBytes({ Hash(bytes: $0) }) else { return nil }
    self = digest
  }

  /// Reads 64 hexadecimal digits; nil for anything else.
  public init?(hex: some StringProtocol) {
    guard hex.utf8.count == 64, let bytes = [UInt8](hex: hex) else { return nil }
    self.init(bytes: bytes)
  }

  /// What `body` makes of the 32 bytes.
  public func withBytes<T>(_ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
    try withUnsafeBytes(of: words) { try body($0) }
  }

  /// The 32 bytes.
  public var bytes: [UInt8] { withBytes { Array($0) } }

  /// 64 lowercase hexadecimal digits.
  public var hex: String { bytes.hex }
}

extension [UInt8] {
  /// Reads hexadecimal digits, two for each byte; nil for anything else.
  public init?(hex: some StringProtocol) {
    let digits = hex.utf8.compactMap { Self.value(ofHexDigit: $0) }
    guard digits.count == hex.utf8.count, digits.count % 2 == 0 else { return nil }
    self = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  /// Two lowercase hexadecimal digits for each byte.
  public var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
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
public struct HashBuilder {
  private var hash = SHA256()

  /// A hash over nothing yet.
  public init() {}

  /// Adds one byte that is never confused with a piece: a version or a kind.
  public mutating func add(tag: UInt8) {
    withUnsafeBytes(of: tag) { hash.update(bufferPointer: $0) }
  }

  /// Adds bytes of fixed length as they are.
  public mutating func add(fixed bytes: [UInt8]) {
    bytes.withUnsafeBytes { add(fixed: $0) }
  }

  /// Adds bytes of fixed length as they are.
  public mutating func add(fixed bytes: UnsafeRawBufferPointer) {
    hash.update(bufferPointer: bytes)
  }

  /// Adds a number as eight bytes, big-endian.
  public mutating func add(number: Int) {
    withUnsafeBytes(of: UInt64(number).bigEndian) { hash.update(bufferPointer: $0) }
  }

  /// Adds a digest's 32 bytes.
  public mutating func add(_ digest: Hash) {
    digest.withBytes { hash.update(bufferPointer: $0) }
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

  /// The digest of some bytes by themselves.
  public static func digest(of bytes: [UInt8]) -> Hash {
    var builder = HashBuilder()
    builder.add(fixed: bytes)
    return builder.digest()
  }

  /// The digest of everything added.
  public func digest() -> Hash {
    hash.finalize().withUnsafeBytes { Hash(bytes: $0) } ?? .zero
  }
}

/// The chain that makes a stream tamper-evident: each event's hash covers its bytes and the hash before it.
public enum Chain {
  /// The chain's format, the first byte hashed.
  public static let version: UInt8 = 1

  /// The hash of an event: SHA-256 over the version byte, the previous hash, the line's length and the line.
  public static func hash(after previous: Hash, line: UnsafeRawBufferPointer) -> Hash {
    var builder = HashBuilder()
    builder.add(tag: version)
    builder.add(previous)
    builder.add(line)
    return builder.digest()
  }
}

import Crypto

/// 256 random bits that whoever holds them is known by: the secret of a token, or a session's cookie (server 2.4, 2.7).
public struct Secret: Sendable {
  fileprivate let words: SIMD4<UInt64>

  /// A new one.
  public init(from random: inout some RandomNumberGenerator) {
    words = SIMD4(random.next(), random.next(), random.next(), random.next())
  }

  /// Reads 64 small hexadecimal digits; nil for anything else.
  public init?(_ text: some Collection<UInt8>) {
    guard text.count == 64 else { return nil }
    var words = SIMD4<UInt64>()
    var rest = text[...]
    for index in 0..<4 {
      guard let word = UInt64(hexadecimal: rest.prefix(16)) else { return nil }
      words[index] = word
      rest = rest.dropFirst(16)
    }
    self.words = words
  }

  /// 64 small hexadecimal digits.
  public var text: String { (0..<4).map { words[$0].hexadecimal }.joined() }
}

/// SHA-256 of a secret: all that is kept of it.
public struct SecretHash: Hashable, Sendable {
  private let words: SIMD4<UInt64>

  /// The hash of a secret's 32 bytes.
  public init(of secret: Secret) {
    var hash = SHA256()
    for index in 0..<4 {
      withUnsafeBytes(of: secret.words[index].bigEndian) { hash.update(bufferPointer: $0) }
    }
    var words = SIMD4<UInt64>()
    withUnsafeMutableBytes(of: &words) { target in hash.finalize().withUnsafeBytes { target.copyMemory(from: $0) } }
    self.words = words
  }

  /// A hash of exactly 32 bytes; nil otherwise.
  init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 32 else { return nil }
    var words = SIMD4<UInt64>()
    withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
    self.words = words
  }

  /// The 32 bytes.
  var bytes: [UInt8] { withUnsafeBytes(of: words) { Array($0) } }

  /// Whether both are the same, found out in the same time whichever bytes differ.
  public static func == (one: SecretHash, other: SecretHash) -> Bool {
    let difference = one.words ^ other.words
    return (difference[0] | difference[1] | difference[2] | difference[3]) == 0
  }
}

extension UInt64 {
  /// Reads sixteen small hexadecimal digits; nil for anything else.
  init?(hexadecimal digits: some Collection<UInt8>) {
    var (value, count) = (UInt64(0), 0)
    for byte in digits {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = value << 4 | UInt64(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): value = value << 4 | UInt64(byte - UInt8(ascii: "a") + 10)
      default: return nil
      }
      count += 1
    }
    guard count == 16 else { return nil }
    self = value
  }

  /// Sixteen small hexadecimal digits.
  var hexadecimal: String {
    let digits = String(self, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}

extension RandomNumberGenerator {
  /// So many random bytes.
  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &self) }
  }
}

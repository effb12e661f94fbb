import Crypto
public import LedgerDomain

/// What a device makes codes of: RFC 6238 with SHA-1, six digits, a new one every 30 seconds (server 2.5).
public struct SecondFactor: Sendable {
  /// Seconds for which a code is the one of now.
  static let stepSeconds = 30
  private static let digits = 6

  let secret: [UInt8]

  /// A new one, of 160 bits.
  init(from random: inout some RandomNumberGenerator) {
    secret = random.bytes(20)
  }

  /// One that is kept.
  init(secret: [UInt8]) { self.secret = secret }

  /// The secret as it is typed into a device, in letters and digits (RFC 4648 base32).
  public var text: String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    let bits = secret.flatMap { byte in (0..<8).map { byte >> (7 - $0) & 1 } }
    return String(
      stride(from: 0, to: bits.count, by: 5).map { start in
        alphabet[(start..<start + 5).reduce(0) { $0 << 1 | Int($1 < bits.count ? bits[$1] : 0) }]
      })
  }

  /// What a device reads from a picture of squares.
  public func address(of account: AccountID) -> String {
    "otpauth://totp/koufen:\(account)?secret=\(text)&issuer=koufen&algorithm=SHA1&digits=\(Self.digits)"
      + "&period=\(Self.stepSeconds)"
  }

  /// The step a moment lies in, counted from 1970.
  static func step(_ now: Instant) -> Int { now.seconds / stepSeconds }

  /// The code of a step.
  func code(_ step: Int) -> String {
    let counter = withUnsafeBytes(of: UInt64(max(0, step)).bigEndian) { Array($0) }
    let mac = Array(HMAC<Insecure.SHA1>.authenticationCode(for: counter, using: SymmetricKey(data: secret)))
    let offset = Int(mac[mac.count - 1] & 15)
    let number = (mac[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF) % 1_000_000
    let digits = String(number)
    return String(repeating: "0", count: Self.digits - digits.utf8.count) + digits
  }

  /// The step whose code was given, the one of now or one beside it, and none that was used before; nil for a wrong code.
  /// It takes as long whatever is wrong.
  func step(of code: String, _ now: Instant, after used: Int) -> Int? {
    let given = code.utf8.filter { $0 != UInt8(ascii: " ") }
    let middle = Self.step(now)
    var found: Int?
    for step in middle - 1...middle + 1 where Self.isSame(Array(self.code(step).utf8), given) && step > used {
      found = found ?? step
    }
    return found
  }

  private static func isSame(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    guard one.count == other.count else { return false }
    return zip(one, other).reduce(UInt8(0)) { $0 | $1.0 ^ $1.1 } == 0
  }
}

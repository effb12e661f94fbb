import Crypto
import CryptoExtras
import Dispatch

/// What is kept of a password: scrypt's parameters, the salt and the key drawn from it (server 2.5).
package struct PasswordHash: Equatable, Sendable {
  /// What scrypt is told to spend.
  package struct Cost: Equatable, Sendable {
    /// The rounds, as a power of two.
    let power: Int
    /// The block size.
    let blocks: Int
    /// How often it is done over.
    let lanes: Int

    /// 32 MiB, and some 0.2 s of a processor.
    package static let usual = Cost(checked: 15, 8, 3)

    /// Nil for more than four times the usual in memory or work: a file that was tampered with must not stop a server.
    package init?(power: Int, blocks: Int, lanes: Int) {
      guard (10...17).contains(power), (1...16).contains(blocks), (1...6).contains(lanes),
        blocks << power <= 32 << 15
      else { return nil }
      self.init(checked: power, blocks, lanes)
    }

    private init(checked power: Int, _ blocks: Int, _ lanes: Int) {
      self.power = power
      self.blocks = blocks
      self.lanes = lanes
    }
  }

  /// Bytes of salt.
  static let saltBytes = 16
  private static let keyBytes = 32
  /// No more than two at a time: each takes its memory.
  private static let gate = DispatchSemaphore(value: 2)

  let cost: Cost
  let salt: [UInt8]
  private let key: SymmetricKey

  /// Of a password that is to be kept, with a new salt.
  init(of password: String, cost: Cost, from random: inout some RandomNumberGenerator) throws {
    try self.init(of: password, cost: cost, salt: random.bytes(Self.saltBytes))
  }

  /// Of a password, with a given salt.
  init(of password: String, cost: Cost, salt: [UInt8]) throws {
    self.cost = cost
    self.salt = salt
    key = try Self.draw(password, cost, salt)
  }

  /// Whether this is the password; it takes as long whatever it is.
  func isOf(_ password: String) throws -> Bool { try Self.draw(password, cost, salt) == key }

  /// What an account is held against that is unknown or has no password: nothing is known that it is the hash of.
  static func nobodys(_ cost: Cost) -> PasswordHash {
    let key = SymmetricKey(data: [UInt8](repeating: 0, count: keyBytes))
    return PasswordHash(cost: cost, salt: Array("koufen: nobody's".utf8), key: key)
  }

  private init(cost: Cost, salt: [UInt8], key: SymmetricKey) {
    self.cost = cost
    self.salt = salt
    self.key = key
  }

  private static func draw(_ password: String, _ cost: Cost, _ salt: [UInt8]) throws -> SymmetricKey {
    gate.wait()
    defer { gate.signal() }
    return try KDF.Scrypt.deriveKey(
      from: Array(password.utf8), salt: salt, outputByteCount: keyBytes, rounds: 1 << cost.power,
      blockSize: cost.blocks, parallelism: cost.lanes)
  }
}

extension PasswordHash {
  /// As it is kept: `scrypt$15$8$3$SALT$KEY`, the last two in hexadecimal digits.
  var text: String {
    let bytes = key.withUnsafeBytes { Array($0) }
    return ["scrypt", String(cost.power), String(cost.blocks), String(cost.lanes), salt.hexadecimal, bytes.hexadecimal]
      .joined(separator: "$")
  }

  /// Reads what was kept; nil for anything else, and for costs nobody ever set.
  init?(text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[0] == "scrypt", let power = Int(parts[1]), let blocks = Int(parts[2]),
      let lanes = Int(parts[3]), let cost = Cost(power: power, blocks: blocks, lanes: lanes),
      let salt = [UInt8](hexadecimal: parts[4]), let key = [UInt8](hexadecimal: parts[5]),
      salt.count >= Self.saltBytes, key.count == Self.keyBytes
    else { return nil }
    self.init(cost: cost, salt: salt, key: SymmetricKey(data: key))
  }
}

extension [UInt8] {
  /// Two small hexadecimal digits for each byte.
  var hexadecimal: String {
    map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }

  /// Reads hexadecimal digits, two for each byte; nil for anything else.
  init?(hexadecimal text: some StringProtocol) {
    let digits = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count % 2 == 0, !digits.contains(nil) else { return nil }
    self = stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0]! << 4 | digits[$0 + 1]!) }
  }
}

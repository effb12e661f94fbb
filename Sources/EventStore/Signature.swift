import Crypto
import CryptoExtras

/// An Ed25519 signature over a digest, with the key it is to be checked by.
public struct Signature: Equatable, Sendable {
  /// The public key, 32 bytes.
  public let key: [UInt8]
  /// The signature, 64 bytes.
  public let bytes: [UInt8]

  /// A signature as it was made; nil unless both are as long as they must be.
  public init?(key: [UInt8], bytes: [UInt8]) {
    guard key.count == 32, bytes.count == 64 else { return nil }
    self.key = key
    self.bytes = bytes
  }

  /// Whether whoever holds the key signed this digest.
  public func isOver(_ digest: Hash) -> Bool {
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else { return false }
    return key.isValidSignature(bytes, for: digest.bytes)
  }
}

/// An Ed25519 key that signs; its text is PEM, as OpenSSL reads and writes it (PKCS #8).
public struct SigningKey: Sendable {
  private let key: Curve25519.Signing.PrivateKey

  /// A new key, from the system's random numbers.
  public init() {
    key = Curve25519.Signing.PrivateKey()
  }

  /// Reads a private key in PEM; nil for anything else.
  public init?(pem: String) {
    guard let key = try? Curve25519.Signing.PrivateKey(pemRepresentation: pem) else { return nil }
    self.key = key
  }

  /// The key in PEM, to be kept secret.
  public var pem: String { key.pemRepresentation + "\n" }

  /// The key that checks its signatures.
  public var verifying: VerifyingKey { VerifyingKey(key: key.publicKey) }

  /// Signs a digest; nil when the system cannot.
  public func sign(_ digest: Hash) -> Signature? {
    guard let bytes = try? key.signature(for: digest.bytes) else { return nil }
    return Signature(key: verifying.bytes, bytes: Array(bytes))
  }
}

/// An Ed25519 key that checks signatures; its text is PEM, as OpenSSL reads and writes it (SubjectPublicKeyInfo).
public struct VerifyingKey: Sendable {
  private let key: Curve25519.Signing.PublicKey

  fileprivate init(key: Curve25519.Signing.PublicKey) {
    self.key = key
  }

  /// Reads a public key in PEM; nil for anything else.
  public init?(pem: String) {
    guard let key = try? Curve25519.Signing.PublicKey(pemRepresentation: pem) else { return nil }
    self.key = key
  }

  /// The key in PEM.
  public var pem: String { key.pemRepresentation + "\n" }

  /// The key, 32 bytes.
  public var bytes: [UInt8] { Array(key.rawRepresentation) }
}

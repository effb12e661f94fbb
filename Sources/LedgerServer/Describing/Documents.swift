import Crypto
import Foundation
import Presentation
import Synchronization

/// The document in each language, made when it is first asked for.
final class Documents: Sendable {
  /// A document as it is sent.
  struct Document: Sendable {
    /// Its bytes, with one line feed at the end.
    let bytes: [UInt8]
    /// What tells it from that of another server.
    let tag: String
  }

  private let made = Mutex<[Language: Document]>([:])

  /// The document in a language.
  func get(_ language: Language, _ make: () throws -> String) rethrows -> Document {
    if let document = made.withLock({ $0[language] }) { return document }
    let bytes = Array((try make() + "\n").utf8)
    let hash = SHA256.hash(data: Data(bytes)).prefix(9)
    let document = Document(bytes: bytes, tag: "openapi.\(Data(hash).base64URL)")
    made.withLock { $0[language] = document }
    return document
  }
}

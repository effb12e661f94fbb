import Crypto
import Foundation
import LedgerDomain

/// Where the next page of a list begins: opaque, bound to its question and good for a day (server 4.3).
struct Cursor: Sendable {
  /// Where it begins: the key behind which, or the number of items before it.
  var place: String
  /// When it was made, in seconds.
  var made: Int

  private static let seconds = 86_400

  /// As it is handed out.
  ///
  /// - Parameters:
  ///   - question: what it is bound to.
  ///   - key: the server's own.
  func text(for question: String, _ key: SymmetricKey) -> String {
    let said = "\(made).\(place)"
    let seal = HMAC<SHA256>.authenticationCode(for: Data("\(question)\n\(said)".utf8), using: key)
    return Data(Array(seal.prefix(12)) + Array(said.utf8)).base64URL
  }

  /// Reads one.
  ///
  /// - Throws: `bad-input` where it is not one of this question, or older than a day.
  init(_ text: String, for question: String, _ key: SymmetricKey, now: Instant) throws(ServerProblem) {
    let wrong = ServerProblem(badInput: Parameter.cursor.rawValue, .cursor)
    guard let bytes = Data(base64URL: text), bytes.count > 12,
      let said = String(validating: bytes.dropFirst(12), as: UTF8.self)
    else { throw wrong }
    let seal = HMAC<SHA256>.authenticationCode(for: Data("\(question)\n\(said)".utf8), using: key)
    let parts = said.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard Array(seal.prefix(12)) == Array(bytes.prefix(12)), parts.count == 2, let made = Int(parts[0]),
      now.seconds - made <= Self.seconds
    else { throw wrong }
    self.made = made
    place = String(parts[1])
  }

  /// A cursor made now.
  init(at place: String, now: Instant) {
    self.place = place
    made = now.seconds
  }
}

extension Data {
  /// Base 64 of RFC 4648 §5, without padding.
  var base64URL: String {
    base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }

  /// Reads what `base64URL` gives; nil for anything else.
  init?(base64URL text: String) {
    guard !text.contains(where: { $0 == "+" || $0 == "/" || $0 == "=" }) else { return nil }
    let plain = text.replacing("-", with: "+").replacing("_", with: "/")
    self.init(base64Encoded: plain + String(repeating: "=", count: (4 - plain.count % 4) % 4))
  }
}

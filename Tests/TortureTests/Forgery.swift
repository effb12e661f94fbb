import EventStore
import Ledger
import LedgerFormat

/// What someone would do who owns the store and knows the format.
enum Forgery {
  /// An exported log with a text replaced wherever it stands, and every hash made to fit.
  static func rewrite(_ export: [[UInt8]], replacing old: String, with new: String) throws -> [[UInt8]] {
    var heads: [String: Hash] = [:]
    return try export.map { exported in
      let text = String(decoding: exported, as: UTF8.self).replacing(old, with: new)
      let line = Array(text.replacing(/,"hash":"[0-9a-f]{64}"}$/, with: "}").utf8)
      let provider = try JSON(parsing: text)["provider"]?.text ?? ""
      let hash = line.withUnsafeBytes { Chain.hash(after: heads[provider] ?? .zero, line: $0) }
      heads[provider] = hash
      return line.dropLast() + Array(",\"hash\":\"\(hash.hex)\"}".utf8)
    }
  }
}

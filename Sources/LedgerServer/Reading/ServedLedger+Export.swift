import EventStore
import Ledger
import LedgerDomain
import LedgerFormat

/// The log with hashes (server §6).
extension ServedLedger {
  /// Events read at once, so that no reading is long (server 14.5).
  private static let portion = 1_000

  /// The log, from the beginning or behind a position, and last a seal over the whole of it.
  func export(_ asked: Asked) async throws -> Reply {
    let after = try asked.query.number(.after, 0...Int.max) ?? 0
    let (end, name) = try await readers.run { [self] in
      try ledger.pinned { ledger, reader in (try ledger.endOfExport(), try self.name(reader) ?? "") }
    }
    guard after <= end.head else { throw ServerProblem.ahead(of: end.head, in: name) }
    var reply = Reply(
      media: .jsonl,
      body: .stream { [self] out in
        var position = after
        while position < end.head {
          let (bytes, last) = try await exported(behind: position, through: end.head)
          try await out.write(bytes)
          position = last
        }
        try await out.write(end.line + [UInt8(ascii: "\n")])
      }, position: end.head, fileName: "koufen-export-\(end.head).jsonl")
    reply.headers = [Header("koufen-ledger", name)]
    return reply
  }

  private func exported(behind position: Int, through head: Int) async throws -> (bytes: [UInt8], last: Int) {
    try await readers.run { [ledger] in
      var (bytes, last) = ([UInt8](), position)
      try ledger.export(EntrySelection(after: position, through: min(head, position + Self.portion))) {
        line, position in
        bytes += line
        bytes.append(UInt8(ascii: "\n"))
        last = position
      }
      // A store that lost its end is not exported as if it were whole.
      guard last > position else { throw StoreError.cutBack(position: head) }
      return (bytes, last)
    }
  }
}

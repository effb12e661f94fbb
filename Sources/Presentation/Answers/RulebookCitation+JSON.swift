import EventStore
import Ledger
import LedgerFormat

extension RulebookCitation {
  /// The citation as JSON.
  var json: JSON {
    .object([.init("version", .string(name)), .init("sha256", .string(digest.hex))])
  }
}

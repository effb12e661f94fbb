import EventStore
import LedgerDomain
import Packing

/// The rows of the read models that hold a provider's breaches and what is open at it, or some of them.
///
/// `breaches/<provider>/<block>` holds the breaches of a block. `open/<provider>/0` holds what events seldom change,
/// `open/<provider>/b<block>` the open breaches of a block whole, `open/<provider>/t<row>` the open tickets of a stretch of
/// the log. Of the last two there are only such as hold anything.
struct OpenRows {
  /// The rows of breaches.
  private(set) var breaches: [ReadModel] = []
  /// The rows of what is open.
  private(set) var open: [ReadModel] = []
  /// The keys of those there are none of, or no longer.
  private(set) var absent: [String] = []

  /// What a row holds, as it stands behind the provider in the row's key.
  private enum Kind: Character {
    case base = "0"
    case breaches = "b"
    case tickets = "t"
  }

  /// All rows of a state.
  init(of state: ProviderState) {
    self.init(of: state, base: true, blocks: 0..<state.breachBlocks, ticketRows: state.openTicketRows)
  }

  /// Some rows of a state.
  init(of state: ProviderState, base: Bool, blocks: some Sequence<Int>, ticketRows: some Sequence<Int>) {
    let prefix = ReadModel.openPrefix(state.provider)
    if base {
      let value = KeptBytes.make { state.packOpen(into: &$0) }
      open.append(ReadModel(key: prefix + String(Kind.base.rawValue), value: value))
    }
    for block in blocks {
      let number = ReadModel.number(block)
      var isOpen = false
      var waiting: [UInt8] = []
      let lines = KeptBytes.make { lines in
        waiting = KeptBytes.make { isOpen = state.pack(block: block, into: &lines, open: &$0) }
      }
      breaches.append(ReadModel(key: ReadModel.blocksPrefix(state.provider) + number, value: lines))
      add(prefix + String(Kind.breaches.rawValue) + number, isOpen ? waiting : nil)
    }
    for row in ticketRows.sorted() {
      var isOpen = false
      let value = KeptBytes.make { isOpen = state.packOpen(ticketRow: row, into: &$0) }
      add(prefix + String(Kind.tickets.rawValue) + ReadModel.number(row), isOpen ? value : nil)
    }
  }

  private mutating func add(_ key: String, _ value: [UInt8]?) {
    if let value { open.append(ReadModel(key: key, value: value)) } else { absent.append(key) }
  }

  /// Reads a row into what is known of its provider.
  ///
  /// - Parameter key: its key, which begins with the provider's prefix.
  /// - Returns: whether this build can read it.
  static func read(_ key: String, _ bytes: [UInt8], into work: inout OpenWork, of provider: Key<Provider>) throws
    -> Bool
  {
    let prefix = ReadModel.openPrefix.utf8.count + provider.text.utf8.count + 1
    guard let letter = key.utf8.dropFirst(prefix).first, let kind = Kind(rawValue: Character(Unicode.Scalar(letter)))
    else { return false }
    let read: Void? = try KeptBytes.read(bytes, of: provider) { reader throws(UnreadableBytes) in
      switch kind {
      case .base: try work.read(from: &reader)
      case .breaches: try work.readBreaches(from: &reader)
      case .tickets: try work.readTickets(from: &reader)
      }
    }
    return read != nil
  }

  /// The provider a row is of.
  static func provider(_ key: String) -> Key<Provider>? {
    let rest = key.utf8.dropFirst(ReadModel.openPrefix.utf8.count)
    return rest.lastIndex(of: UInt8(ascii: "/")).map { Key(String(Substring(rest[..<$0]))) }
  }

  /// The key of the row that every provider has.
  static func baseKey(_ provider: Key<Provider>) -> String {
    ReadModel.openPrefix(provider) + String(Kind.base.rawValue)
  }
}

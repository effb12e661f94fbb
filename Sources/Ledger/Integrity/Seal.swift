public import EventStore
public import LedgerDomain

/// A checkpoint to be kept elsewhere: every chain's head under one root. Whoever holds it can prove later that all that
/// was sealed is still there unchanged, even against a full rewrite of the store.
public struct Seal: Equatable, Sendable {
  /// When it was made.
  public var time: Instant
  /// How many events the log held.
  public var count: Int
  /// The last event of each provider's chain, by key.
  public var heads: [StreamHead]

  /// The root: SHA-256 over the tag 2 and, for each head in key order, its provider (length-prefixed), its version (eight
  /// bytes, big-endian) and its hash.
  public var root: Digest {
    var builder = DigestBuilder()
    builder.add(tag: 2)
    for head in heads {
      builder.add(head.stream)
      builder.add(fixed: (0..<8).map { UInt8(truncatingIfNeeded: head.version >> (56 - 8 * $0)) })
      builder.add(head.hash)
    }
    return builder.digest()
  }

  /// The seal as JSON, as it is printed and kept.
  public func json(in zone: Zone) -> String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("seal", 1)
      writer.field("time", zone.text(time))
      writer.field("count", count)
      writer.field("root", root.hex)
      writer.name("heads")
      writer.array { writer in
        for head in heads {
          writer.object { writer in
            writer.field("provider", head.stream)
            writer.field("version", head.version)
            writer.field("hash", head.hash.hex)
          }
        }
      }
    }
    return writer.text
  }

  /// Reads a seal; nil when it is none, or its root is not that of its heads.
  public init?(json text: String, in zone: Zone) {
    guard let json = try? JSON(parsing: text), json["seal"] == .integer(1), case .string(let time)? = json["time"],
      let time = zone.instant(reading: time), case .integer(let count)? = json["count"],
      case .string(let root)? = json["root"], case .array(let items)? = json["heads"]
    else { return nil }
    var heads: [StreamHead] = []
    for item in items {
      guard case .string(let provider)? = item["provider"], case .integer(let version)? = item["version"],
        case .string(let hex)? = item["hash"], let hash = Digest(hex: hex)
      else { return nil }
      heads.append(StreamHead(stream: provider, version: version, hash: hash))
    }
    self.init(time: time, count: count, heads: heads)
    guard self.root.hex == root else { return nil }
  }

  init(time: Instant, count: Int, heads: [StreamHead]) {
    self.time = time
    self.count = count
    self.heads = heads
  }
}

extension Ledger {
  /// Seals the log as it stands.
  public func seal(now: Instant) throws -> Seal {
    try store.read { reader in Seal(time: now, count: try reader.head(), heads: try reader.heads()) }
  }
}

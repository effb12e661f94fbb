import EventStore
import LedgerDomain
import LedgerFormat

/// A stream and the versions published in the ledger, each a whole chain, under one seal that shows their places alone: what a
/// bundle rests on (server 9.6).
public struct SealedChains: Sendable {
  /// The stream's lines in the exported form.
  public let chain: [String]
  /// The versions published in the ledger, all of them; nil where none is.
  public let published: Published?
  /// A checkpoint of every chain, made with the bundle, that shows only the stream's place in it.
  public let seal: Seal

  /// The chain of the published versions, and its place in the seal's tree.
  public struct Published: Sendable {
    /// Its lines in the exported form.
    public let chain: [String]
    /// Its place in the tree.
    let place: Seal.Membership
  }
}

extension Ledger {
  /// The chains that a bundle carries, read from one state of the store.
  ///
  /// - Parameters:
  ///   - provider: whose stream.
  ///   - key: who answers for the seal; nil for nobody.
  ///   - now: the moment of the seal.
  /// - Throws: `unknown-provider` where the log has no such stream.
  func sealedChains(
    of provider: Key<Provider>, signedBy key: SigningKey?, now: Instant, from reader: any EventStoreReader
  ) throws -> SealedChains {
    let unsigned = try seal(now: now, from: reader)
    let whole = key.flatMap(unsigned.signed) ?? unsigned
    guard let seal = whole.membership(of: provider) else { throw try reader.unknown(provider) }
    let published = try whole.membership(of: Publication.stream)?.member.map {
      SealedChains.Published(chain: try reader.exportedChain(of: Publication.stream), place: $0)
    }
    let chain = try reader.exportedChain(of: provider)
    try store.awaitSafe()
    return SealedChains(chain: chain, published: published, seal: seal)
  }
}

extension SealedChains.Published {
  /// As a bundle has it.
  var json: JSON {
    .object([
      .init("chain", .array(chain.map(JSON.string))), .init("leaf", .integer(place.leaf)),
      .init("path", .array(place.path.map { .string($0.hex) })),
    ])
  }
}

extension EventStoreReader {
  /// A whole chain in the exported form.
  fileprivate func exportedChain(of stream: Key<Provider>) throws -> [String] {
    var chain: [String] = []
    try scan(EntrySelection(of: stream)) { entry in
      chain.append(String(decoding: ExportedLine.make(line: entry.line, hash: entry.hash), as: UTF8.self))
      return true
    }
    return chain
  }
}

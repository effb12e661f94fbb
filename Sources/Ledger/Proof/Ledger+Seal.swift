import EventStore
public import LedgerDomain
import LedgerFormat
import Rulebook

extension Ledger {
  /// Seals the log as it stands.
  ///
  /// - Throws: `StoreError.damaged` when the log holds a rulebook under two texts.
  public func seal(now: Instant) throws -> Seal {
    let made = try store.read { reader in try seal(now: now, from: reader) }
    try store.awaitSafe()
    return made
  }

  /// Seals the log as a reader sees it.
  func seal(now: Instant, from reader: any EventStoreReader) throws -> Seal {
    Seal(time: zone.text(now), heads: try reader.heads(), rulebooks: try reader.sealedRulebooks(in: zone))
  }
}

extension EventStoreReader {
  /// The rulebooks that events of the log name, by name.
  ///
  /// Each published one is named by its publication. For the one the program carries the log is read from its beginning,
  /// as far as the first event that names it: in nearly every log that is the first of all.
  func sealedRulebooks(in zone: Zone) throws -> [Seal.SealedRulebook] {
    var digests: [String: Hash] = [:]
    for version in try publications(in: zone) { digests[version.publication.name] = version.publication.digest }
    if digests[Rulebook.builtInName] == nil, try names(Rulebook.builtInName) {
      digests[Rulebook.builtInName] = Rulebook.builtInDigest
    }
    return digests.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { Seal.SealedRulebook(name: $0.key, digest: $0.value) }
  }

  private func names(_ rulebook: String) throws -> Bool {
    let end = ExportedLine.ending(naming: rulebook)
    var isNamed = false
    try scan(EntrySelection()) { entry in
      isNamed = entry.line.suffix(end.count).elementsEqual(end)
      return !isNamed
    }
    return isNamed
  }
}

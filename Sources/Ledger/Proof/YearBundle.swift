public import EventStore
public import LedgerDomain
import LedgerFormat
public import Rulebook

/// All that a third party needs to check a provider's year without the ledger, in the second format:
/// `Documentation/Bundle.md`.
///
/// It carries the chained lines and the rulebooks, a seal that both are under, and a statement of which every value
/// follows from them: whoever checks it derives the statement again. It has no prose.
public struct YearBundle: Sendable {
  /// The format.
  public static let version = 2

  /// The provider's whole chain in the exported form, one line each.
  public let chain: [String]
  /// The versions published in the ledger, all of them: a chain of their own; nil where none is.
  public let published: PublishedChain?
  /// The version that the program carries, where an event of the chain names it: no chain has its text.
  public let carried: [Rulebook]
  /// A checkpoint of every chain, made with the bundle, that shows only the provider's place in it.
  public let seal: Seal
  /// Where the year came from.
  public let statement: YearStatement
  /// What is stated of each breach of the year, in order of its date.
  let breaches: [BreachExplanation]
  /// The provider in the view asked about.
  let standing: Standing.Summary

  /// The chain of the published versions, and its place in the seal's tree.
  public struct PublishedChain: Sendable {
    /// Its lines in the exported form.
    public let chain: [String]
    /// Its place in the tree.
    let place: Seal.Membership
  }
}

extension Ledger {
  /// Everything needed to check a provider's year offline, read from one state of the store.
  ///
  /// - Parameters:
  ///   - year: the year.
  ///   - provider: the provider.
  ///   - question: the view.
  ///   - rulebooks: the versions at hand besides those the log publishes.
  ///   - key: who answers for the seal in it; nil for nobody.
  ///   - now: the moment the question is asked.
  /// - Throws: `unknown-provider` when the view knows of no such provider.
  public func bundle(
    year: Int, of provider: Key<Provider>, _ question: StandingQuestion, by rulebooks: [Rulebook],
    signedBy key: SigningKey? = nil, now: Instant
  ) throws -> YearBundle {
    try store.read { reader in
      let log = try ProviderLog(of: provider, question, try rules(for: question, in: reader), now: now, from: reader)
      let books = rulebooks + (try source.rulebooks(in: reader))
      let ids = log.view.breaches.filter { $0.value.year == year }.sorted {
        ($0.value.on, $0.key) < ($1.value.on, $1.key)
      }
      let unsigned = try seal(now: now, from: reader)
      let whole = key.flatMap(unsigned.signed) ?? unsigned
      guard let seal = whole.membership(of: provider), let standing = log.view.summary else {
        throw try reader.unknown(provider)
      }
      let chain = try reader.exportedChain(of: provider)
      let published = try whole.membership(of: Publication.stream)?.member.map {
        YearBundle.PublishedChain(chain: try reader.exportedChain(of: Publication.stream), place: $0)
      }
      let named = try reader.rulebooksNamed(by: provider, zone)
      return YearBundle(
        chain: chain, published: published, carried: rulebooks.uniqued().filter { named.contains($0.name) }, seal: seal,
        statement: YearStatement(of: year, in: log, by: books),
        breaches: try ids.map { try BreachExplanation(of: $0.key, in: log, by: books) }, standing: standing)
    }
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

  /// The names of the rulebooks that a provider's events name, whenever they were learnt.
  fileprivate func rulebooksNamed(by provider: Key<Provider>, _ zone: Zone) throws -> Set<String> {
    var names: Set<String> = []
    try scan(EntrySelection(of: provider)) { entry in
      names.insert(try Event(line: entry.line, in: zone).rulebook)
      return true
    }
    return names
  }
}

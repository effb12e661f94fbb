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
  public let published: SealedChains.Published?
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
      guard let standing = log.view.summary else { throw try reader.unknown(provider) }
      let chains = try sealedChains(of: provider, signedBy: key, now: now, from: reader)
      let named = try reader.rulebooksNamed(by: provider, zone)
      return YearBundle(
        chain: chains.chain, published: chains.published,
        carried: rulebooks.uniqued().filter { named.contains($0.name) }, seal: chains.seal,
        statement: YearStatement(of: year, in: log, by: books),
        breaches: try ids.map { try BreachExplanation(of: $0.key, in: log, by: books) }, standing: standing)
    }
  }
}

extension EventStoreReader {
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

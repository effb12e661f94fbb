import EventStore
public import LedgerDomain
public import Rulebook

/// All that a third party needs to check a provider's year without the ledger: `Documentation/Bundle.md`.
public struct Bundle: Sendable {
  /// The format.
  public static let version = 1

  /// The provider's whole chain in the exported form, one line each.
  public var chain: [String]
  /// A checkpoint of every chain, made with the bundle.
  public var seal: Seal
  /// Where the year came from.
  public var statement: YearStatement
  /// Why each breach of the year cost what it cost.
  public var breaches: [BreachExplanation]
  /// The rulebooks it rests on.
  public var rulebooks: [Rulebook]

  /// The bundle as one JSON document.
  public var json: JSON {
    .object([
      .init("bundle", .integer(Self.version)), .init("provider", .string(statement.provider)),
      .init("year", .integer(statement.year)), .init("asOf", .string(statement.asOf.description)),
      .init("knownAt", .string(statement.zone.text(statement.knownAt))), .init("score", .integer(statement.score)),
      .init("chain", .array(chain.map(JSON.string))),
      .init("seal", seal.json),
      .init("rulebooks", .array(rulebooks.map(Self.json))), .init("explanation", statement.json),
      .init("breaches", .array(breaches.map(\.json))),
    ])
  }

  private static func json(_ rulebook: Rulebook) -> JSON {
    .object(
      RulebookCitation(rulebook).json.fields + [
        .init("text", .string(String(decoding: rulebook.source, as: UTF8.self)))
      ])
  }
}

extension Ledger {
  /// Everything needed to check a provider's year offline, read from one state of the store.
  ///
  /// - Throws: `unknown-provider` when the view knows of no such provider.
  public func bundle(
    year: Int, of provider: Key, _ question: StandingQuestion, by rulebooks: [Rulebook], now: Instant
  ) throws -> Bundle {
    try store.read { reader in
      let log = try ProviderLog(of: provider, question, try rules(for: question, in: reader), now: now, from: reader)
      let rulebooks = rulebooks + (try source.rulebooks(in: reader))
      let statement = YearStatement(of: year, in: log, by: rulebooks)
      let ids = log.view.breaches.filter { $0.value.year == year }.sorted {
        ($0.value.on, $0.key) < ($1.value.on, $1.key)
      }
      var chain: [String] = []
      try reader.scan(EntrySelection(stream: provider)) { entry in
        chain.append(String(decoding: ExportedLine.make(line: entry.line, hash: entry.hash), as: UTF8.self))
        return true
      }
      let used = Set(log.events.map(\.event.rulebook))
      return Bundle(
        chain: chain, seal: Seal(time: zone.text(now), count: try reader.head(), body: .first(try reader.heads())),
        statement: statement,
        breaches: try ids.map { try BreachExplanation(of: $0.key, in: log, by: rulebooks) },
        rulebooks: rulebooks.uniqued().filter { used.contains($0.name) })
    }
  }
}

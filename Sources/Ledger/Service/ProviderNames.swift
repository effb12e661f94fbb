import EventStore
public import LedgerDomain
public import LedgerFormat
import Programmes

/// What the providers of a ledger are called, so that one may be named by its name.
public struct ProviderNames: Sendable {
  /// Keys that an unknown one is compared with, at most.
  private static let mostCompared = 1_000

  private var keys: [String: [Key<Provider>]] = [:]

  /// No provider.
  public init() {}

  /// Adds a provider by its name; the same again changes nothing.
  public mutating func add(_ provider: Key<Provider>, called name: String) {
    if keys[name]?.contains(provider) != true { keys[name, default: []].append(provider) }
  }

  /// Whether more than one is called so.
  public func hasSeveral(called name: String) -> Bool { (keys[name]?.count ?? 0) > 1 }

  /// A key, or else a name, that a mistyped one may be meant for.
  public func near(_ key: Key<Provider>) -> String? {
    key.text.near(among: keys.values.joined().prefix(Self.mostCompared).map(\.text))
      ?? key.text.near(among: keys.keys.sorted().prefix(Self.mostCompared))
  }

  /// The one provider called so.
  ///
  /// - Throws: that it is none, with the name it may be meant for, or that it is several, with the key of each.
  public func provider(called name: String) throws(InputError) -> Key<Provider> {
    let found = keys[name]?.sorted() ?? []
    guard found.count < 2 else {
      throw .field("provider", expected: .keyOfOne(of: found.map(\.text).joined(separator: ", "), called: name))
    }
    guard let only = found.first else {
      let near =
        name.near(among: keys.keys.sorted()) ?? keys.keys.sorted().first { $0.contains(name) }
        ?? name.lowercased().near(among: keys.values.joined().prefix(Self.mostCompared).map(\.text))
      throw .field("provider", expected: .keyOrName(near: near))
    }
    return only
  }
}

extension Expectation {
  fileprivate static func keyOfOne(of keys: String, called name: String) -> Expectation {
    Expectation(
      zh: "编号：名为“\(name)”的服务商不止一家（\(keys)）", en: "a key: several providers are called “\(name)” (\(keys))")
  }

  fileprivate static func keyOrName(near: String?) -> Expectation {
    Expectation(
      zh: "已登记服务商的编号或名称" + (near.map { "（是否指“\($0)”？）" } ?? ""),
      en: "the key or the name of a provider" + (near.map { " (did you mean “\($0)”?)" } ?? ""))
  }
}

extension Ledger {
  /// Whether something stands in the log under a key: of a provider, of a subject of a programme, or of the rulebooks.
  public func hasStream(of key: Key<Provider>) throws -> Bool {
    try key == Publication.stream || store.read { try $0.head(of: key.stream).version > 0 }
  }

  /// What the providers, and the subjects of programmes, are called now.
  public func providerNames(now: Instant) throws -> ProviderNames {
    var names = ProviderNames()
    for subject in try subjectStandings(StandingQuestion(), now: now) {
      names.add(subject.standing.provider, called: subject.standing.name)
    }
    for standing in try standings(StandingQuestion(), now: now, listing: false) {
      names.add(standing.provider, called: standing.summary.name)
    }
    return names
  }
}

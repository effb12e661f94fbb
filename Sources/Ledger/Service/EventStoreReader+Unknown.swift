import EventStore
import LedgerDomain

extension EventStoreReader {
  /// That there is no such provider, with the one that was perhaps meant.
  func unknown(_ provider: Key<Provider>) throws -> Refusal {
    let subjects = try subjects()
    if subjects.contains(provider) { return .rules(.unknownProvider, found: .subject(provider)) }
    let others = try (providers() + subjects).filter { $0 != provider && $0 != Publication.stream }
    return .rules(.unknownProvider, found: .unknown(provider.text, among: others.map(\.text)))
  }
}

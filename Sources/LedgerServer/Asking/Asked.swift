import LedgerAccess
import LedgerDomain
import Presentation

/// A request that was understood: what is asked, of what, by whom, and in which form it is to be answered.
struct Asked: Sendable {
  /// The request.
  var call: Call { incoming.call }
  /// The same as it came in, and what is noted of it.
  var incoming: Incoming
  /// What is asked.
  var operation: Operation
  /// What stands in its path where the pattern has names in braces.
  var captures: [String]
  /// Its query.
  var query: Query
  /// The notation of the answer.
  var media: Media
  /// The address it is asked by, encoded: the request's own, or the one by which a page asks.
  var target: String
  /// Who asks; nil for what is told to everybody.
  var caller: Caller?
  /// How far the right goes that the operation wants.
  var reach: Reach
  /// The language of titles and details.
  var language: Language

  /// The request's id.
  var request: String { incoming.request }

  /// The address it came from.
  var address: String { incoming.address }

  /// When it came.
  var now: Instant { incoming.now }

  /// Who asks, where nobody is answered who is not signed in.
  func signedIn() throws(ServerProblem) -> Caller {
    guard let caller else { throw ServerProblem(.notSignedIn) }
    return caller
  }

  /// Holds a provider to what whoever asks may know.
  ///
  /// - Throws: `unknown-provider`, the same for every provider that is not theirs, whether it is there or not (server 2.12).
  func demand(mayKnow provider: Key<Provider>) throws(Refusal) {
    guard mayKnow(provider) else { throw .rules(.unknownProvider, found: .same(provider.text)) }
  }

  /// The one provider that whoever asks may know of; nil where they may know of all.
  var onlyProvider: Key<Provider>? {
    switch reach {
    case .receipts: caller?.kind.provider
    case .all, .allByDefaultOf, .provider, .outlet, .dutiesAndAppeals, .nothing: reach.provider
    }
  }

  /// Whether whoever asks may know of a provider.
  func mayKnow(_ provider: Key<Provider>) -> Bool {
    switch reach {
    case .receipts: caller?.kind.provider.map { $0 == provider } ?? true
    case .all, .allByDefaultOf, .provider, .outlet, .dutiesAndAppeals, .nothing: reach.covers(provider)
    }
  }
}

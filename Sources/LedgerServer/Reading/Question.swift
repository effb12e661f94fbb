import EventStore
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook

/// A question being answered, from one state of the log (server §6).
struct Question {
  /// What is asked.
  let asked: Asked
  /// The ledger, as the reader sees it.
  let ledger: Ledger
  /// What reads it.
  let reader: any EventStoreReader
  /// The position of the log's last event.
  let head: Int
  /// The server that is asked.
  let server: ServedLedger

  /// The query.
  var query: Query { asked.query }

  /// The moment it is asked.
  var now: Instant { asked.now }

  /// The ledger's zone.
  var zone: Zone { ledger.zone }

  /// Whether a question is of the present: then many ask for the same.
  func isOfThePresent(_ question: StandingQuestion) -> Bool {
    question.knownAt == nil && question.asOf.map { $0 == zone.date(of: now) } ?? true
  }

  /// What an answer of the present rests on.
  func basis<Asks, Value>(of kept: Kept<Asks, Value>) -> Kept<Asks, Value>.Basis {
    .init(head: head, day: zone.date(of: now).daysSinceEpoch)
  }

  /// The standings of all providers without their breaches, by key, each as known now.
  func accounts(_ question: StandingQuestion) throws -> [Standing] {
    guard isOfThePresent(question) else { return try ledger.standings(question, now: now, listing: false) }
    return try server.standings.value(of: question.year, basis(of: server.standings)) {
      try ledger.standings(question, now: now, listing: false)
    }
  }

  /// What waits for anybody, most urgent first.
  func queue(
    of provider: Key<Provider>?, through last: LocalDate, _ question: StandingQuestion
  ) throws -> [QueueItem] {
    func make() throws -> [QueueItem] { try ledger.queue(for: nil, of: provider, through: last, question, now: now) }
    guard isOfThePresent(question), provider == nil else { return try make() }
    return try server.queues.value(of: last, basis(of: server.queues), make: make)
  }

  /// The provider in the path, if it is there for whoever asks.
  ///
  /// - Throws: `unknown-provider`; for an account of one provider the same for every other, whether it is there or not
  ///   (server 2.12).
  func provider() throws -> Key<Provider> {
    let provider = Key<Provider>(asked.captures[0])
    try asked.demand(mayKnow: provider)
    return provider
  }

  /// The year in the path.
  ///
  /// - Throws: 404 for what is no year that the ledger takes.
  func year(_ capture: Int) throws -> Int {
    guard let year = Int(asked.captures[capture]), Limits.years.contains(year),
      asked.captures[capture] == String(year)
    else { throw ServerProblem(.noSuchResource) }
    return year
  }

  /// A single thing, with the tag of what it rests on.
  func single(_ json: String, restingOn provider: Key<Provider>? = nil) throws -> Reply {
    var reply = Reply.json(json, position: head)
    reply.tag = try tag(provider)
    return reply
  }

  /// A weak tag: of the version of a provider's stream, or the head of the log; of the day where the question is of today;
  /// of the rules; and of the question (server 4.10).
  ///
  /// - Parameter provider: on whose stream alone the answer rests; nil where it rests on the log.
  func tag(_ provider: Key<Provider>?) throws -> ETag {
    let rules = try reader.head(of: Publication.stream.text).version
    let rest = try provider.map { "v\(try reader.head(of: $0.text).version)" } ?? "p\(head)"
    let day = query.text(.asOf) == nil ? ".\(zone.date(of: now))" : ""
    return .weak("\(rest).r\(rules)\(day).\(server.fingerprint(of: asked))")
  }
}

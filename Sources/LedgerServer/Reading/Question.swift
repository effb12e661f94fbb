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

  /// The tags of answers that whoever asks has; nil where they name none, or any, and where a page asks for them.
  var tagsNamed: String? {
    let call = asked.call
    guard call.method == "GET" || call.method == "HEAD", asked.target == call.target,
      let named = call["if-none-match"], named != "*"
    else { return nil }
    return named
  }

  /// A weak tag: of the version of a provider's stream, or the head of the log; of the day where the question is of today, that of
  /// a subject in its programme's zone; of the rules; and of the question (server 4.10).
  ///
  /// - Parameter provider: on whose stream alone the answer rests; nil where it rests on the log.
  func tag(_ provider: Key<Provider>?) throws -> ETag {
    let rules = try reader.head(of: Publication.stream.text).version
    let rest = try provider.map { "v\(try reader.head(of: $0.text).version)" } ?? "p\(head)"
    let zone = try provider.map { try ledger.zone(of: $0) } ?? zone
    let day = query.text(.asOf) == nil ? ".\(zone.date(of: now))" : ""
    let minute = saysTimeLeft ? ".\(now.seconds / 60)" : ""
    return .weak("\(rest).r\(rules)\(day)\(minute).\(server.fingerprint(of: asked))")
  }

  /// Whether the answer changes within a day without an event: it says what time is left, and what is overdue, by the clock.
  private var saysTimeLeft: Bool {
    guard [.queue, .overview, .duty].contains(asked.operation), let question = try? query.question(in: zone) else {
      return false
    }
    return question.moment(now: now, in: zone) == now
  }
}

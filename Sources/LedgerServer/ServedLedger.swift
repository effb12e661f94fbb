import Crypto
import EventStore
import Foundation
public import Ledger
public import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation
public import ServerSettings
import Synchronization

/// The ledger, served: every request is answered here, and no socket is known (server 14.10).
public final class ServedLedger: Sendable {
  let ledger: Ledger
  let settings: ServerSettings
  let surroundings: Surroundings
  let access: AccessStore
  let sending: (any WebhookSending)?
  let readers: Workers
  let writer: LedgerWriter?
  let traffic: Traffic
  let followers: Followers
  let streams: Places
  let costly: Places
  let jobs = Jobs()
  /// The accounts of all providers, by the year asked for.
  let standings = Kept<Int?, [Standing]>(most: 8)
  /// The standings of all subjects, by the quarter of an hour: their days begin in the zones of their programmes.
  let subjects = Kept<Int, [SubjectAnswer]>()
  /// What waits for anybody about subjects, by the last due date in it.
  let subjectWork = Kept<LocalDate, [SubjectWork]>()
  /// What waits for anybody, by the last due date of the duties in it.
  let queues = Kept<LocalDate, WaitingLines>(most: 4)
  /// What is overdue of that today, by the providers at whom anything is.
  let lateness = KeptAnswer<[Key<Provider>: Lateness]>()
  /// Answers that are many times asked for within a second.
  let answers = Kept<AskedAlike, Reply>(most: 16)
  /// Standings of single providers that are: so many are asked for that those above would not be kept beside them.
  let ownStandings = Kept<AskedAlike, Reply>()
  /// Pages that are.
  let pages = Kept<LookedAtAlike, Reply>()
  /// Versions of the rules as they were read, by their names.
  let versions = Kept<String, KnownVersion>(most: 32)
  let metrics = Metrics()
  let notes = AccessNotes()
  let documents = Documents()
  /// What is done with passwords takes a processor and much memory: two at a time (server 2.5).
  let passwords = Workers(2, name: "password")
  /// Bulks that are only tried, one at a time: of each all that it would append is kept in memory.
  let rehearsals = Workers(1, name: "rehearsal", stack: 16 << 20)
  /// Whether one is decided: the next is told to come again.
  let isRehearsing = Atomic<Bool>(false)
  /// When it was last swept, in seconds, as far as that is known.
  let swept = Mutex<Int?>(nil)
  /// What waits for people, and when that was looked at.
  let waiting = Mutex<(seconds: Int, works: [QueueItem.Work: Int])?>(nil)
  /// What kept it from looking at its accounts, the last time it did; nil where nothing did.
  let accountsFault = Mutex<String?>(nil)
  /// The last verification this server did.
  let verified = Mutex<Verified?>(nil)
  /// What cursors are sealed with; kept beside the accounts, so that they are good for their day whatever is restarted.
  let cursorKey: SymmetricKey
  private let name = Mutex<String?>(nil)
  private let stopping = Atomic<Bool>(false)

  /// Serves a ledger.
  ///
  /// - Parameters:
  ///   - ledger: the ledger.
  ///   - access: who may do what.
  ///   - settings: how it is served.
  ///   - readers: how many threads read.
  ///   - surroundings: the clock and random numbers.
  ///   - sending: carries deliveries to webhooks; nil where none are sent.
  public init(
    _ ledger: Ledger, access: AccessStore, _ settings: ServerSettings, readers: Int = 2, _ surroundings: Surroundings,
    sending: (any WebhookSending)? = nil
  ) {
    self.sending = sending
    self.ledger = ledger
    self.access = access
    self.settings = settings
    self.surroundings = surroundings
    self.readers = Workers(max(1, readers), name: "reader")
    let limits = settings.limits
    let metrics = metrics
    let followers = Followers { [readers = self.readers] in try await readers.run { try ledger.head() } }
    self.followers = followers
    streams = Places(most: limits[.streams], each: limits[.streamsEach])
    costly = Places(most: limits[.costly], each: limits[.costlyEach])
    traffic = Traffic(limits)
    writer =
      settings.isReadOnly
      ? nil
      : LedgerWriter(
        ledger, LedgerWriter.Limit(submissions: limits[.waiting], oldest: .seconds(limits[.waitingTime]))
      ) { commit in
        followers.tell(commit.head)
        metrics.count(.commits)
        metrics.observe(.commitSubmissions, [], Double(commit.submissions))
        metrics.observe(.commitDuration, [], Double(commit.duration.thousandths) / 1000)
      }
    let random = (0..<4).flatMap { _ in withUnsafeBytes(of: surroundings.random()) { Array($0) } }
    cursorKey = SymmetricKey(data: (try? access.key("cursors", proposing: random)) ?? random)
  }

  /// Whether it takes nothing new any more.
  var isStopping: Bool { stopping.load(ordering: .acquiring) }

  /// Takes nothing new from here on; what was taken is still answered (server 11.6).
  public func beginStopping() {
    stopping.store(true, ordering: .releasing)
    followers.stop()
  }

  /// Comes back when what was taken is kept, and its threads have nothing more to do.
  public func stop() {
    beginStopping()
    writer?.stop()
    readers.stop()
    passwords.stop()
    rehearsals.stop()
    notes.write(into: access)
  }

  /// The name of the ledger: the hash of the event at position 1; nil before it.
  func name(_ reader: any EventStoreReader) throws -> String? {
    if let known = name.withLock({ $0 }) { return known }
    var found: String?
    try reader.scan(EntrySelection(limit: 1)) { entry in
      found = Hash(bytes: Array(entry.hash))?.hex
      return false
    }
    if let found { name.withLock { $0 = found } }
    return found
  }

  /// An id that nobody has had before.
  func makeID(_ now: Instant) -> String {
    var random = SurroundingRandom(surroundings: surroundings)
    return UUIDv7.make(now: now, from: &random)
  }
}

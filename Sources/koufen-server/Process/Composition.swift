import EventStore
import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerServer
import NIOPosix
import PostgresEventStore
import Presentation
import Rulebook
import SQLiteEventStore
import ServerSettings

/// What answers requests, put together: the one place that knows both the ledger and the sockets, and where the clock is
/// read.
struct Composition: Sendable {
  /// Who answers.
  let answering: any Answering
  /// Is called once, at the first signal, before the door is closed: `/readyz` fails, streams and long polls end with
  /// `bye`, new submissions are refused, jobs are given up (server 11.6). It must not wait.
  let stop: @Sendable () -> Void
  /// Is called once, when no connection is left: what was taken is written, and the store let go.
  let end: @Sendable () async -> Void

  /// Opens what is served.
  ///
  /// - Parameters:
  ///   - group: the loops, for the client of webhooks.
  ///   - connections: how many are open, for `/metrics`.
  static func open(
    _ settings: ServerSettings, group: MultiThreadedEventLoopGroup, connections: Connections
  ) async throws -> Composition {
    let place = StorePlace(settings)
    let lock = try settings.isReadOnly ? nil : ServingLock(place.lock)
    let store = try place.open(isReadOnly: settings.isReadOnly)
    let access = try AccessStore(path: place.access, mode: .making)
    let ledger = Ledger(
      store: store,
      source: RuleSource(zone: Rulebook.builtInZone, name: Rulebook.builtInName) {
        guard let rulebook = try? Rulebook.builtIn() else { fatalError("the rulebook that is built in does not load") }
        return Rules(rulebook.terms)
      })
    _ = try ledger.head()
    let log = RequestLog(settings.log)
    let behind = settings.secondsBehind
    var surroundings = Surroundings(now: { Clock.now().adding(seconds: -behind) }) {
      var random = SystemRandomNumberGenerator()
      return random.next()
    }
    surroundings.log = { log.write($0) }
    surroundings.say = { code, words in StandardError.say("koufen: \(code): \(settings.language.ofWords(words))") }
    surroundings.connections = { connections.count }
    surroundings.freeRoom = { place.freeRoom }
    surroundings.storeBytes = { place.bytes }
    let server = ServedLedger(
      ledger, access: access, settings, readers: max(2, ProcessInfo.processInfo.activeProcessorCount), surroundings,
      sending: WebhookClient(group))
    let chores = Task { await server.doChores() }
    return Composition(answering: server) {
      server.beginStopping()
      chores.cancel()
    } end: {
      // What looks at the store by itself has let go of it, too.
      await chores.value
      server.stop()
      try? access.keepUses(Clock.now())
      access.close()
      (store as? SQLiteEventStore)?.letGo()
      log.end()
      lock?.release()
      // What is done in an example is gone with it.
      if settings.isDemo { place.remove() }
    }
  }
}

/// The clock: here it is read, and nowhere else in the server.
enum Clock {
  /// Now, in whole microseconds.
  @Sendable static func now() -> Instant {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Instant(seconds: time.tv_sec, nanoseconds: time.tv_nsec / 1_000 * 1_000)
  }
}

/// Where the store is, and what lies beside it.
struct StorePlace: Sendable {
  private let store: String
  /// The file of accounts and tokens.
  let access: String
  /// The file by which one server knows that another serves the same store; of PostgreSQL, that another has the same file
  /// of accounts (server 1.5).
  let lock: String

  init(_ settings: ServerSettings) {
    store = settings.store
    access = settings.access ?? store + ".server"
    lock = (PostgresAddress.isOne(store) ? access : store) + ".serving"
  }

  private var file: String? { PostgresAddress.isOne(store) ? nil : store }

  func open(isReadOnly: Bool) throws -> any EventStore {
    guard let file else { return PostgresEventStore(try PostgresAddress(store)) }
    return try SQLiteEventStore(path: FilePath(file), mode: isReadOnly ? .readOnly : .readWrite)
  }

  /// Removes the folder that the store lies in, with all that is in it.
  func remove() {
    guard let file else { return }
    try? FileManager.default.removeItem(at: URL(filePath: file).deletingLastPathComponent())
  }

  /// Bytes that are free where the file lies.
  var freeRoom: Int? {
    guard let file else { return nil }
    var room = statvfs()
    guard statvfs(FilePath(file).folder.shown, &room) == 0 else { return nil }
    return Int(room.f_bavail) * Int(room.f_frsize)
  }

  /// The size of the file, with what is written beside it.
  var bytes: Int? {
    guard let file else { return nil }
    return [file, file + "-wal"].reduce(0) { sum, path in
      var status = stat()
      return stat(path, &status) == 0 ? sum + Int(status.st_size) : sum
    }
  }
}

/// That one server, and no other, writes a store (server 1.5).
final class ServingLock: Sendable {
  /// Another server has it.
  struct IsTaken: Error {
    let path: String
  }

  private let descriptor: Int32

  /// - Throws: `IsTaken`; what keeps the file from being made.
  init(_ path: String) throws {
    descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw IsTaken(path: path)
    }
  }

  func release() { close(descriptor) }
}

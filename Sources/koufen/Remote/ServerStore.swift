import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import SQLiteEventStore
import Synchronization

/// A ledger on a server, as a store: what is asked is answered from a copy of its log on this machine, brought up to date
/// before, by the very questions that a file is asked; what is submitted is submitted to the server
/// ([decision 0057](../../../Documentation/Decisions/0057-a-server-as-a-store.md)).
final class ServerStore: EventStore {
  let link: ServerLink
  private let copy: LogCopy

  /// Those of this process, by their addresses: one connection and one copy each.
  private static let opened = Mutex<[ServerAddress: ServerStore]>([:])

  /// The ledger at an address; nothing is asked yet.
  ///
  /// - Throws: wrong usage where the address is none, or no token is known.
  static func at(_ text: String) throws -> ServerStore {
    let address = try ServerAddress(text)
    let token = try Configuration.demandToken()
    return opened.withLock { opened in
      if let store = opened[address] { return store }
      let store = ServerStore(ServerLink(address, token: token, AskedOutput.ofProcess.language), token)
      opened[address] = store
      return store
    }
  }

  private init(_ link: ServerLink, _ token: String) {
    self.link = link
    copy = LogCopy(of: link, bearing: token)
  }

  func read<T>(_ body: (any EventStoreReader) throws -> T) throws -> T { try copy.upToDate().read(body) }

  func read<T>(inParts parts: Int, _ body: (any EventStoreReader) throws -> T) throws -> T {
    try copy.upToDate().read(inParts: parts, body)
  }

  /// Fails: nothing is written here but by the server.
  func write<T>(_ body: (any EventStoreWriter) throws -> T) throws -> T { throw Self.onlyBesideTheStore }

  /// How long a log that ends before a position is left alone until it is asked for again.
  private static let pause: UInt32 = 250_000

  /// Asks the server to say when there is more (server 10.4).
  func wait(beyond position: Int, until deadline: ContinuousClock.Instant) throws -> Int {
    while true {
      let seconds = max(0, min(20, Int((deadline - .now).components.seconds)))
      do {
        let answer = try link.json(
          .get("/v1/events", [("after", String(position)), ("wait", String(seconds)), ("limit", "1")]))
        copy.isBehind()
        return answer["head"]?.whole ?? position
      } catch let failure as Failure where failure.code == "position-ahead" {
        // A server that reads a standby may come so far, and one that was restored may not: it waits for neither.
        let head = try link.json(.get("/v1/events", [("limit", "1")]))["head"]?.whole ?? 0
        guard head < position, .now < deadline else { return head }
        try Interruption.check()
        usleep(Self.pause)
      }
    }
  }

  /// The bundle of a provider's year, as the server makes it: its seal is over the whole log (server 9.6).
  func bundle(year: Int, of provider: Key<Provider>, _ question: StandingQuestion, in zone: Zone) throws -> String {
    try bundle("years/\(year)/bundle", of: provider, question, in: zone)
  }

  /// The same of a subject of a programme.
  func bundle(ofSubject subject: Key<Provider>, _ question: StandingQuestion, in zone: Zone) throws -> String {
    try bundle("bundle", of: subject, question, in: zone)
  }

  private func bundle(
    _ name: String, of provider: Key<Provider>, _ question: StandingQuestion, in zone: Zone
  ) throws -> String {
    let query = [
      ("asOf", question.asOf?.description), ("knownAt", question.knownAt.map(zone.text)),
    ].compactMap { name, value in value.map { (name, $0) } }
    let path = "/v1/providers/\(provider.text.percentEncoded)/\(name)"
    return String(decoding: try link.ask(.get(path, query)), as: UTF8.self)
  }

  /// Fails: the copy's read models are nobody's matter.
  func beginStaging() throws -> any Staging { throw Self.onlyBesideTheStore }

  func durability() throws -> Durability { throw Self.onlyBesideTheStore }

  /// Whether the account is an outlet's, which sees only what it submitted (server §3).
  var isOfOutlet: Bool { get throws { try copy.outlet() != nil } }

  /// Notes that something was appended: the next question asks for it.
  func isBehind() { copy.isBehind() }

  /// That a command wants the store itself.
  static var onlyBesideTheStore: Failure {
    Failure.usage(
      zh: "此命令须在账本所在的机器上对文件或 postgres:// 地址执行，不能经服务器（https://）执行。",
      en:
        "This command is run where the store is, on a file or a postgres:// address, and not over a server (https://).")
  }
}

extension Ledger {
  /// The server it is on; nil where it is a store of this machine's.
  var server: ServerStore? { store as? ServerStore }
}

/// The copy of a server's log that questions are answered from. It lies among the user's caches, so that only what came since
/// is asked for; without a place there it is in memory, and so is what a provider's account sees: its own stream.
private final class LogCopy: Sendable {
  private let link: ServerLink
  private let place: FilePath?
  private let lock = NSRecursiveLock()
  nonisolated(unsafe) private var store: (any EventStore)?
  nonisolated(unsafe) private var isCurrent = false
  /// Whether the account sees one stream alone.
  nonisolated(unsafe) private var isPart = false
  /// The account, once it was asked for.
  nonisolated(unsafe) private var me: JSON?

  /// - Parameter token: whose copy it is: what one account may see another need not.
  init(of link: ServerLink, bearing token: String) {
    self.link = link
    var name = HashBuilder()
    name.add(link.address.shown)
    name.add(token)
    place = Self.folder?.appending("/\(name.digest().hex.prefix(32)).db")
  }

  /// The folder of copies, made where it is not there; nil where there can be none.
  private static let folder: FilePath? = {
    let caches = Environment.path("XDG_CACHE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    guard let caches = caches ?? Environment.path("HOME")?.appending("/.cache") else { return nil }
    let folders = [caches, caches.appending("/koufen"), caches.appending("/koufen/logs")]
    for folder in folders where !folder.isThere { _ = folder.withCString { mkdir($0, 0o700) } }
    return folders.last.flatMap { folder in folder.withCString { access($0, W_OK) } == 0 ? folder : nil }
  }()

  /// Has the next question ask for what came since.
  func isBehind() {
    lock.lock()
    isCurrent = false
    lock.unlock()
  }

  /// The copy, with everything that the server had when the first question since was asked.
  func upToDate() throws -> any EventStore {
    lock.lock()
    defer { lock.unlock() }
    if isCurrent, let store { return store }
    if let part = try part() {
      store = part
      isCurrent = true
      return part
    }
    let store = try opened()
    if try bring(store) {
      isCurrent = true
      return store
    }
    // Another ledger answers there, or one that was restored: what is here is of no use.
    let fresh = try afresh()
    guard try bring(fresh) else { throw link.notUnderstood }
    isCurrent = true
    return fresh
  }

  private func opened() throws -> any EventStore {
    if let store { return store }
    let found: any EventStore
    if let place {
      let kept = try? SQLiteEventStore(path: place, mode: .making)
      found = try kept ?? afresh()
    } else {
      found = InMemoryEventStore()
    }
    store = found
    return found
  }

  private func afresh() throws -> any EventStore {
    store = nil
    if let place {
      for suffix in ["-wal", "-shm", ""] { _ = place.appending(suffix).withCString { unlink($0) } }
      store = try SQLiteEventStore(path: place, mode: .making)
    } else {
      store = InMemoryEventStore()
    }
    return store ?? InMemoryEventStore()
  }

  /// The account, where it may be one that sees a part of the log alone: whoever has a copy of a log saw it whole.
  private func account() throws -> JSON? {
    guard isPart || place.map({ !$0.isThere }) ?? (store == nil) else { return nil }
    let known = try me ?? link.json(.get("/v1/me"))
    me = known
    return known
  }

  /// The outlet whose account it is; nil for any other.
  func outlet() throws -> String? {
    lock.lock()
    defer { lock.unlock() }
    return try account()?["outlet"]?.written
  }

  /// The stream of a provider's account, with the versions of the rulebook; nil where the account sees the whole log. A bundle
  /// has both to the present, whatever its year, each a chain whose hashes are worked out here.
  private func part() throws -> (any EventStore)? {
    guard let me = try account(), let provider = me["provider"]?.written else { return nil }
    if let outlet = me["outlet"]?.written { throw Self.onlyReceipts(outlet) }
    let isSubject = me["roles"]?.list.contains { $0.written == Role.subject.rawValue } ?? false
    let name = isSubject ? "bundle" : "years/1/bundle"
    let bundle = try link.json(.get("/v1/providers/\(provider.percentEncoded)/\(name)"))
    let chains = [bundle["chain"], bundle["published"]?["chain"]].compactMap { $0?.list }
    isPart = true
    let part = InMemoryEventStore(isPart: true)
    try Ledger(store: part, source: StoreOptions.rules()).takeStreams(
      chains.joined().compactMap { $0.written.map { Array($0.utf8) } })
    return part
  }

  /// That an outlet's account sees no stream whole.
  private static func onlyReceipts(_ outlet: String) -> Failure {
    Failure(
      exit: 74, code: "not-permitted", zh: "此账户只能看到为网点 \(outlet) 提交的内容：可用 append 提交，用 events 查看。",
      en: "This account sees only what it submitted for \(outlet): it can append, and list that with events.")
  }

  /// Brings a copy up to date; false where it is not one of this log.
  private func bring(_ copy: any EventStore) throws -> Bool {
    let ledger = Ledger(store: copy, source: StoreOptions.rules())
    let head = try ledger.head()
    var last: [UInt8]?
    try ledger.events(EntrySelection(after: max(0, head - 1))) { recorded in
      last = recorded.line
      return true
    }
    let asked = AskedOutput.ofProcess
    let progress = ProgressLine(asked.language(zh: "条事件", en: "events"), language: asked.language)
    defer { progress.clear() }
    var request = ServerRequest.get(
      "/v1/events", [("after", String(max(0, head - 1))), ("format", "jsonl")], accept: "application/jsonl")
    request.patience = .seconds(120)
    return try link.ask(request) { _, body in
      // What follows is of this log only if the event it follows is the same.
      if let last, try body.line() != last { return false }
      guard let first = try body.line() else { return true }
      var next: [UInt8]? = first
      var count = 0
      try ledger.goOn {
        defer { next = nil }
        count += 1
        try progress.advance(to: count)
        return try next ?? body.line()
      }
      return true
    }
  }
}

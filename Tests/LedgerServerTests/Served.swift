import EventStore
import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Presentation
import Rulebook
import ServerSettings
import Synchronization
import Testing
import Trials

@testable import LedgerServer

/// A served ledger without sockets, with an account of each kind: what a test asks of it are calls, and what it gets are
/// answers.
final class Served: Sendable {
  let server: ServedLedger
  let ledger: Ledger
  let access: AccessStore
  private let folder: URL
  private let tokens = Mutex<[String: String]>([:])

  /// - Parameters:
  ///   - store: where the ledger is.
  ///   - settings: how it is served, changed where a test wants it.
  init(
    _ store: any EventStore = InMemoryEventStore(), at now: Instant = time("2011-03-01T12:00"),
    _ change: (inout ServerSettings) -> Void = { _ in }
  ) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "served-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    access = try AccessStore(path: folder.appending(path: "ledger.server").path, mode: .making)
    ledger = Ledger(store: store, rules: BuiltIn.rules)
    var settings = ServerSettings(store: "ledger")
    settings.language = .en
    settings.limits[.personBurst] = 1_000_000
    settings.limits[.addressBurst] = 1_000_000
    // However long the machine takes over what waits.
    settings.limits[.waitingTime] = 86_400
    change(&settings)
    let box = ClockBox(now)
    self.box = box
    let random = Mutex(SplitMix64(seed: 7))
    var surroundings = Surroundings(now: { box.now.withLock { $0 } }, random: { random.withLock { $0.next() } })
    surroundings.steady = { box.steady.withLock { $0 } }
    server = ServedLedger(ledger, access: access, settings, surroundings)
    for (id, kind) in Self.kinds { try add(id, kind) }
  }

  deinit {
    server.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  /// The clocks that the server reads: both stand still unless a test says otherwise.
  final class ClockBox: Sendable {
    let now: Mutex<Instant>
    let steady = Mutex(ContinuousClock.now)
    init(_ now: Instant) { self.now = Mutex(now) }
  }

  private let box: ClockBox

  /// Sets the clock.
  func set(_ now: Instant) { box.now.withLock { $0 = now } }

  /// Lets the clock go on by which the server tells how often somebody asks.
  func pass(_ duration: Duration) { box.steady.withLock { $0 += duration } }

  /// One account of each kind, by the name of its role.
  static let kinds: [(String, AccountKind)] =
    StaffRole.allCases.map { ($0.rawValue, AccountKind.staff(StaffRoles($0))) } + [
      ("integration", .integration), ("auditor", .auditor), ("access-admin", .accessAdmin),
      ("provider", .provider("hz-01")), ("outlet", .outlet("o-1", of: "hz-01")),
    ]

  /// Makes an account with a token.
  func add(_ id: String, _ kind: AccountKind) throws {
    let now = box.now.withLock { $0 }
    _ = try access.add(NewAccount(id: AccountID(id), kind: kind), by: .machine(user: "test"), now)
    var random = SystemRandomNumberGenerator()
    let issued = try access.issueToken(to: AccountID(id), by: .machine(user: "test"), now, from: &random)
    tokens.withLock { $0[id] = issued.text }
  }

  /// The token of an account.
  func token(_ account: String) -> String { tokens.withLock { $0[account] ?? "" } }

  /// One with the providers hz-01 and hz-02.
  static func withTwoProviders(_ change: (inout ServerSettings) -> Void = { _ in }) async throws -> Served {
    let served = try Served(InMemoryEventStore(), change)
    for provider in ["hz-01", "hz-02"] {
      let told = await served.post("/v1/events", ContractTests.register(provider), as: "channel-expansion")
      #expect(told.status == 201, "\(told.text)")
    }
    return served
  }

  /// Puts the whole regulation in force from the first day on.
  func publishOffices() throws {
    let bytes = try #require(Rulebook.carriedFile("taobao-daigou-1.5-offices"))
    let version = try RulesFile(bytes: bytes, file: "offices")
    try ledger.write {
      _ = try $0.publish(version, effective: Limits.firstDay, by: nil, now: time("2011-01-01"))
    }
  }

  /// The year of twelve providers, served a month after its end.
  static func afterItsYear() throws -> Served {
    let served = try Served(at: time("2012-02-01T12:00"))
    let yaml = try Data(contentsOf: ScenarioTests.folder.appending(path: "year-2011-zhejiang.yaml"))
    _ = try served.ledger.run(Scenario(yaml: Array(yaml), in: served.ledger.zone))
    return served
  }

  /// The end of June in that year, as it was known then.
  static let then = "asOf=2011-06-30&knownAt=2011-07-01T00:00"

  /// What a browser would have.
  static let browser = ["accept": "text/html,application/xhtml+xml,*/*;q=0.8"]

  /// The same ledger and accounts, served by one that keeps nothing of what was asked before.
  func anew() -> ServedLedger {
    ServedLedger(ledger, access: access, server.settings, server.surroundings)
  }

  /// Asks something.
  ///
  /// - Parameters:
  ///   - body: what is handed in; as JSON where nothing else is said.
  ///   - other: who is asked; nil for the server itself.
  func call(
    _ method: String, _ target: String, as account: String? = "channel-operations", _ headers: [String: String] = [:],
    body: (any CallBody)?, of other: ServedLedger? = nil
  ) async -> Told {
    var fields = headers.map { Header($0.key, $0.value) }
    if let account { fields.append(Header("authorization", "Bearer " + token(account))) }
    if body != nil, headers["content-type"] == nil { fields.append(Header("content-type", "application/json")) }
    let call = Call(
      method: method, target: target, headers: fields, address: "127.0.0.1", body: body ?? NoBody() as any CallBody)
    return await Told((other ?? server).answer(call))
  }

  /// The same with a body that is whole.
  func call(
    _ method: String, _ target: String, as account: String? = "channel-operations", _ headers: [String: String] = [:],
    body: String? = nil, bytes: [UInt8]? = nil, of other: ServedLedger? = nil
  ) async -> Told {
    let whole = (bytes ?? body.map { Array($0.utf8) }).map { WholeBody($0) }
    return await call(method, target, as: account, headers, body: whole as (any CallBody)?, of: other)
  }

  func get(
    _ target: String, as account: String? = "channel-operations", _ headers: [String: String] = [:],
    of other: ServedLedger? = nil
  ) async -> Told {
    await call("GET", target, as: account, headers, of: other)
  }

  func post(
    _ target: String, _ body: String, as account: String? = "channel-operations", _ headers: [String: String] = [:]
  ) async -> Told {
    await call("POST", target, as: account, headers, body: body)
  }

  /// Hands in many events, one a line, as an account of a feed.
  func bulk(_ body: any CallBody, _ query: String = "", _ headers: [String: String] = [:]) async -> Told {
    await call(
      "POST", "/v1/events" + query, as: "integration",
      headers.merging(["content-type": "application/jsonl"]) { own, _ in own }, body: body)
  }
}

/// An answer, read to its end.
struct Told: Sendable {
  let status: Int
  let headers: [Header]
  let text: String
  /// Whether the body was broken off.
  var isBroken = false

  init(_ answer: Answer) async {
    status = answer.status
    headers = answer.headers
    switch answer.body {
    case .bytes(let bytes): text = String(decoding: bytes, as: UTF8.self)
    case .stream(let write):
      let sink = Sink()
      do { try await write(sink) } catch { isBroken = true }
      text = sink.text
    }
  }

  private final class Sink: AnswerWriter {
    private let bytes = Mutex<[UInt8]>([])
    func write(_ bytes: [UInt8]) async throws { self.bytes.withLock { $0 += bytes } }
    var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
  }

  subscript(header: String) -> String? { headers.first { $0.name == header }?.value }

  /// The body as JSON; null where it is none.
  var json: JSON { (try? JSON(parsing: text)) ?? .null }

  /// The code of a problem.
  var code: String? { json["code"]?.string }

  /// The items of a list.
  var items: [JSON] { if case .array(let items)? = json["items"] { items } else { [] } }
}

extension JSON {
  var string: String? { if case .string(let text) = self { text } else { nil } }
  var integer: Int? { if case .integer(let number) = self { number } else { nil } }
}

import EventStore
import EventStoreTesting
import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Synchronization
import Testing
import Trials

@testable import LedgerServer

/// How the server does it (server §14), as far as that can be seen by whoever asks it without a socket.
@Suite("Inside the server")
struct InsideTests {
  private let now = time("2011-03-01T12:00")

  private func ledger() throws -> Ledger {
    let ledger = Ledger(store: InMemoryEventStore(), rules: BuiltIn.rules)
    _ = try ledger.submit(
      draft(ProviderRegistered(name: "n", kind: .thirdParty).fact, by: .channelExpansion), now: now)
    return ledger
  }

  private func draft(_ fact: Fact, by role: Role = .integration, id: String? = nil) -> Draft {
    Draft(id: id, provider: "hz-01", at: time("2011-03-01T10:00"), by: Person(id: "x", role: role), fact: fact)
  }

  private func help(_ ticket: Int) -> LedgerWriter.Handed {
    LedgerWriter.Handed(draft: draft(HelpRequested(ticket: Key("t-\(ticket)"), outlet: nil).fact), now: now)
  }

  /// A writer whose thread waits for this test, with what its commits kept.
  private func stopped(_ ledger: Ledger) async -> (writer: LedgerWriter, commits: Commits, go: DispatchSemaphore) {
    let commits = Commits()
    // However long the machine takes until all of them wait.
    let limit = LedgerWriter.Limit(oldest: .seconds(86_400))
    let writer = LedgerWriter(ledger, limit) { commits.add($0.submissions) }
    let go = DispatchSemaphore(value: 0)
    let held = Order()
    Task {
      try? await writer.run {
        held.add("held")
        go.wait()
      }
    }
    await held.wait(for: 1)
    return (writer, commits, go)
  }

  /// What was done, in order.
  private final class Order: Sendable {
    private let names = Mutex<[String]>([])
    func add(_ name: String) { names.withLock { $0.append(name) } }
    var all: [String] { names.withLock { $0 } }

    /// Comes back when so much was done.
    func wait(for count: Int) async { while all.count < count { await Task.yield() } }
  }

  private final class Commits: Sendable {
    private let counts = Mutex<[Int]>([])
    func add(_ count: Int) { counts.withLock { $0.append(count) } }
    var all: [Int] { counts.withLock { $0 } }
  }

  /// Hands some in, and lets the writer go when all of them wait.
  private func submit(
    _ handed: [LedgerWriter.Handed], _ stage: (writer: LedgerWriter, commits: Commits, go: DispatchSemaphore)
  ) async -> [Result<LedgerWriter.Kept, any Error>] {
    await withTaskGroup(of: (Int, Result<LedgerWriter.Kept, any Error>).self) { group in
      for (number, one) in handed.enumerated() {
        group.addTask {
          do {
            return (number, .success(try await stage.writer.submit(one)))
          } catch {
            return (number, .failure(error))
          }
        }
      }
      while stage.writer.backlog.submissions < handed.count { await Task.yield() }
      stage.go.signal()
      var results = [Result<LedgerWriter.Kept, any Error>?](repeating: nil, count: handed.count)
      for await (number, result) in group { results[number] = result }
      return results.compactMap(\.self)
    }
  }

  @Test("14.1 What waits is decided together and kept by one commit, at most 256 of them")
  func together() async throws {
    let ledger = try ledger()
    let stage = await stopped(ledger)
    let kept = await submit((0..<300).map(help), stage)
    stage.writer.stop()
    #expect(kept.allSatisfy { (try? $0.get()) != nil })
    #expect(try ledger.head() == 301)
    #expect(stage.commits.all.reduce(0, +) == 300 && stage.commits.all.allSatisfy { $0 <= 256 })
    #expect(try Set(kept.map { try $0.get().receipt.events[0].event.position }) == Set(2...301))
  }

  @Test("14.2 What is refused leaves the others of its group untouched")
  func refusals() async throws {
    let ledger = try ledger()
    let stage = await stopped(ledger)
    let kept = await submit([help(1), help(1), help(2), help(2), help(3)], stage)
    stage.writer.stop()
    #expect(kept.count { (try? $0.get()) != nil } == 3)
    for case .failure(let error) in kept { #expect((error as? Refusal)?.code == "ticket-exists") }
    #expect(try ledger.head() == 4)
    #expect(try ledger.verify().isSound)
  }

  @Test("14.2 A commit that fails answers all of its group with the same, and nothing of it is kept")
  func failure() async throws {
    let store = CountedStore(InMemoryEventStore())
    let ledger = Ledger(store: store, rules: BuiltIn.rules)
    _ = try ledger.submit(
      draft(ProviderRegistered(name: "n", kind: .thirdParty).fact, by: .channelExpansion), now: now)
    let stage = await stopped(ledger)
    store.conflict(times: 100)
    let kept = await submit((0..<5).map(help), stage)
    #expect(kept.count { (try? $0.get()) != nil } == 0)
    #expect(try ledger.head() == 1)
    store.conflict(times: 0)
    _ = try await stage.writer.submit(help(1))
    stage.writer.stop()
    #expect(try ledger.head() == 2)
  }

  @Test("14.3 A preview leaves the states in memory, and costs no scan of the next submission")
  func previews() async throws {
    let store = CountedStore(InMemoryEventStore())
    let served = try Served(store)
    _ = await served.post("/v1/events", ContractTests.register("hz-01"), as: "channel-expansion")
    for ticket in ["t-1", "t-2"] {
      _ = await served.post("/v1/providers/hz-01/events", ContractTests.help(ticket), as: "integration")
    }
    let scans = await store.counting {
      for number in 3...6 {
        _ = await served.post(
          "/v1/providers/hz-01/events?dryRun=true", ContractTests.help("t-\(number)"), as: "integration")
      }
      _ = await served.post("/v1/providers/hz-01/events", ContractTests.help("t-7"), as: "integration")
    }.scans
    #expect(scans == 0)
  }

  @Test("8.5, 14.4 While a bulk runs, a submission waits for one batch of it")
  func turns() async throws {
    let ledger = try ledger()
    let stage = await stopped(ledger)
    let bulk = Task {
      var heads: [Int] = []
      for _ in 0..<3 { heads.append(try await stage.writer.run { try ledger.head() }) }
      return heads
    }
    let one = Task { [help] in try await stage.writer.submit(help(1)) }
    while stage.writer.backlog.submissions < 1 { await Task.yield() }
    stage.go.signal()
    _ = try await one.value
    #expect(try await bulk.value.last == 2)
    stage.writer.stop()
  }

  @Test("14.5 What touches the store is done on threads of its own, and those that left keep nobody waiting")
  func threads() async throws {
    let workers = Workers(1, name: "test")
    defer { workers.stop() }
    let go = DispatchSemaphore(value: 0)
    let (order, held) = (Order(), Order())
    let first = Task {
      try await workers.run {
        held.add("held")
        go.wait()
      }
    }
    await held.wait(for: 1)
    let left = (0..<5).map { number in
      Task { try await workers.run { order.add("left \(number)") } }
    }
    while workers.waiting < 5 { await Task.yield() }
    for task in left { task.cancel() }
    let stayed = Task { try await workers.run { order.add("stayed") } }
    while workers.waiting < 6 { await Task.yield() }
    go.signal()
    try await first.value
    try await stayed.value
    // Whoever sends no more may still read: it is answered, behind the others.
    for task in left { try await task.value }
    #expect(order.all.first == "stayed" && order.all.count == 6)
  }

  @Test("14.6 What is kept of all is made again for those that moved, and comes to what all anew comes to")
  func renewed() async throws {
    let served = try Served.afterItsYear()
    for question in Self.kept { _ = await served.get(question, as: "auditor") }
    for number in 1...4 {
      _ = await served.post(
        "/v1/providers/hz-0\(number)/events",
        #"{"type":"HelpRequested","at":"2012-01-31T10:00","data":{"ticket":"late-\#(number)"}}"#, as: "integration")
      _ = await served.post("/v1/events", ContractTests.register("zz-\(number)"), as: "channel-expansion")
      served.set(time("2012-02-01T12:0\(number)"))
      let anew = served.anew()
      for question in Self.kept {
        let kept = await served.get(question, as: "auditor")
        let made = await served.get(question, as: "auditor", of: anew)
        #expect(Self.settled(kept) == Self.settled(made), "\(question)")
      }
      anew.stop()
    }
  }

  private static let kept = [
    "/v1/providers?limit=1000", "/v1/providers?sort=line&year=2011", "/v1/queue?limit=1000",
    "/v1/queue?role=department-head&limit=1000", "/v1/queue?role=channel-operations,legal&limit=1000", "/v1/overview",
    "/v1/queue?role=provider&work=meet-duty&limit=1000",
  ]

  /// An answer without its cursor, which is sealed by the second.
  private static func settled(_ told: Told) -> JSON? {
    guard case .object(let fields) = told.json else { return nil }
    return .object(fields.filter { $0.name != "next" })
  }

  @Test("14.7 What many ask for at once is made by one of them, and the others wait for it")
  func onlyOne() async throws {
    let kept = Kept<Int, Int>()
    let made = Atomic<Int>(0)
    let go = DispatchSemaphore(value: 0)
    let answers = Order()
    for _ in 0..<6 {
      let thread = Thread {
        let value = try? kept.value(of: 1, on: .init(head: 1, time: 1)) { _ in
          go.wait()
          return made.add(1, ordering: .relaxed).newValue
        }
        answers.add("\(value ?? 0)")
      }
      thread.start()
    }
    go.signal()
    await answers.wait(for: 6)
    #expect(answers.all == ["1", "1", "1", "1", "1", "1"])
    #expect(try kept.value(of: 1, on: .init(head: 2, time: 1)) { before in (before?.value ?? 0) + 10 } == 11)
    #expect(try kept.value(of: 1, on: .init(head: 1, time: 1)) { _ in 5 } == 5)
    #expect(try kept.value(of: 1, on: .init(head: 2, time: 1)) { _ in 0 } == 11)
  }

  @Test("14.7 A question is answered once in a second for all who may ask it, and not for those who may ask another")
  func asked() async throws {
    let served = try Served()
    for provider in ["hz-01", "hz-02"] {
      _ = await served.post("/v1/events", ContractTests.register(provider), as: "channel-expansion")
    }
    let first = await served.get("/v1/providers", as: "channel-operations")
    let second = await served.get("/v1/providers", as: "legal")
    #expect(first.text == second.text && first["etag"] == second["etag"])
    #expect(await served.get("/v1/providers", as: "provider").items.count == 1)
    #expect(await served.get("/v1/queue", as: "provider").status == 200)
    served.set(time("2011-03-01T12:00:01"))
    let later = await served.get("/v1/providers", as: "legal")
    #expect(later.items.first?["knownAt"] != first.items.first?["knownAt"])
  }

  @Test("14.7 A page that is kept follows a change of what the account may do, at once")
  func rolesOfPages() async throws {
    let served = try Served()
    _ = await served.post("/v1/events", ContractTests.register("hz-01"), as: "channel-expansion")
    _ = await served.post("/v1/providers/hz-01/events", ContractTests.help("t-1"), as: "integration")
    let now = time("2011-03-01T12:00")
    try served.add("li", .staff(StaffRoles(.merchandise)))
    var seen: [String] = []
    let (li, operations) = (AccountID("li"), AccountRole.staff(.channelOperations))
    let changes: [() throws -> Void] = [
      {}, { _ = try served.access.grant(operations, to: li, by: .machine(user: "test"), now) },
      { try served.access.revoke(operations, from: li, by: .machine(user: "test"), now) },
    ]
    for change in changes {
      try change()
      let anew = served.anew()
      for page in ["/", "/work", "/providers/hz-01"] {
        let kept = await served.get(page, as: "li", ["accept": "text/html"])
        let made = await served.get(page, as: "li", ["accept": "text/html"], of: anew)
        #expect(kept.status == 200 && kept.text == made.text, "\(page)")
        if page == "/work" { seen.append(kept.text) }
      }
      anew.stop()
    }
    #expect(seen[0] != seen[1] && seen[0] == seen[2])
  }

  @Test("14.8 Events are sent as they are stored, and never encoded again")
  func stored() async throws {
    let served = try Served.afterItsYear()
    var lines: [String] = []
    try served.ledger.events(EntrySelection()) { recorded in
      lines.append(recorded.text)
      return true
    }
    var (target, told) = ("/v1/events?limit=100", 0)
    while true {
      let page = await served.get(target)
      let expected = lines[told..<min(lines.count, told + 100)]
      #expect(page.text.hasPrefix("{\"items\":[" + expected.joined(separator: ",") + "],\"next\":"))
      told += page.items.count
      guard let next = page.json["next"]?.string else { break }
      target = "/v1/events?limit=100&cursor=\(next)"
    }
    #expect(told == lines.count)
    let own = lines.filter { $0.contains(#""provider":"hz-01""#) }
    #expect(await served.get("/v1/providers/hz-01/events?limit=1000").items.map(\.text).count == own.count)
    #expect(await served.get("/v1/providers/hz-01/events?limit=1").json["next"] != .null)
  }

  @Test("14.9, 14.10 The server knows no socket, no clock and no encoder but the ledger's own")
  func rooms() throws {
    let sources = ScenarioTests.folder.deletingLastPathComponent().appending(path: "Sources/LedgerServer")
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL }
    for file in (files ?? []) where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for word in ["import NIO", "import Hummingbird", "JSONEncoder", "JSONDecoder", "Codable", "Date()"] {
        #expect(!text.contains(word), "\(file.lastPathComponent): \(word)")
      }
    }
  }
}

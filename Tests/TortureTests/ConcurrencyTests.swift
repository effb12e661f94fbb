import EventStore
import Foundation
import KoufenTesting
import Ledger
import LedgerDomain
import LedgerFormat
import LedgerTesting
import SQLiteEventStore
import Testing

@Suite("Several processes on one store")
struct ConcurrencyTests {
  @Test("Nothing is lost, doubled or reordered, and readers never fail", arguments: 0..<Torture.rounds(2, long: 20))
  func manyWriters(_ seed: Int) async throws {
    let folder = try TemporaryFolder()
    let store = folder.file("store.db")
    try Crowd.register(store)
    let writers = (0..<4).map { Crowd.Writer(number: $0, seed: seed) }
    let path = folder.path
    let isOver = Flag()
    async let reads = Task.detached { try Crowd.read(store, until: isOver) }.value
    let failures = try await withThrowingTaskGroup(of: [String].self) { group in
      for writer in writers { group.addTask { try writer.run(store, path) } }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    isOver.raise()
    #expect(failures == [])
    #expect(try await reads == [])
    let ledger = Ledger(store: try SQLiteEventStore(path: store), rules: try History.rules.get())
    let check = try StoreCheck(ledger)
    #expect(check.problems == [])
    let tickets = try Crowd.tickets(check.lines)
    for writer in writers {
      #expect(tickets.filter { $0.hasPrefix(writer.prefix) } == writer.tickets)
      Torture.count(.lostEvents, writer.tickets.count { !tickets.contains($0) })
    }
    #expect(tickets.count == writers.map(\.tickets.count).reduce(0, +))
    Torture.count(.rounds, 1)
  }

  @Test("Processes that make the same store at once find one store", arguments: 0..<Torture.rounds(2, long: 40))
  func madeAtOnce(_ round: Int) throws {
    let folder = try TemporaryFolder()
    let store = folder.file("store.db")
    let processes = try (0..<4).map { try KoufenProcess(Crowd.registration("p-\($0)"), store: store) }
    for end in processes.map({ $0.end() }) { #expect(end.exit == 0, "\(end.error)") }
    let ledger = Ledger(store: try SQLiteEventStore(path: store), rules: try History.rules.get())
    #expect(try StoreCheck(ledger).problems == [])
    #expect(try ledger.head() == 4)
  }

  @Test("Of two processes that submit the same id at once, one appends and the other is told the same")
  func sameIDAtOnce() throws {
    let folder = try TemporaryFolder()
    let store = folder.file("store.db")
    try Crowd.register(store)
    for round in 0..<Torture.rounds(3, long: 40) {
      let arguments = Crowd.arguments(provider: "p-0", ticket: "t-\(round)", id: History.id(round))
      let pair = [try KoufenProcess(arguments, store: store), try KoufenProcess(arguments, store: store)]
      let ends = pair.map { $0.end() }
      #expect(ends.allSatisfy { $0.exit == 0 }, "\(ends.map(\.error))")
      #expect(ends[0].output == ends[1].output)
      #expect(ends.count { $0.error.contains("Accepted before") } == 1)
    }
  }

  @Test("A second store opened in one process takes no lock away from the first")
  func openingTwiceKeepsLocks() throws {
    let folder = try TemporaryFolder()
    let store = folder.file("store.db")
    try Crowd.register(store)
    let first = Ledger(store: try SQLiteEventStore(path: store), rules: try History.rules.get())
    #expect(try first.head() > 0)
    let second = Ledger(store: try SQLiteEventStore(path: store), rules: try History.rules.get())
    // Another process that believes itself alone would now remove the write-ahead log under the two.
    let other = try KoufenProcess.run(Crowd.arguments(provider: "p-0", ticket: "t-1", id: History.id(1)), store: store)
    #expect(other.exit == 0, "\(other.error)")
    let draft = try Crowd.draft(provider: "p-1", ticket: "t-2", id: History.id(2), first.zone)
    _ = try first.write { try $0.submit(draft, now: Instant(seconds: 1_700_000_000)) }
    #expect(folder.has("store.db-wal"))
    let third = try KoufenProcess.run(["events", "--format", "json"], store: store)
    #expect(try Crowd.tickets(third.lines.map { Array($0.utf8) }) == ["t-1", "t-2"])
    #expect(try second.head() == third.lines.count)
  }
}

/// A flag that one thread raises and others see.
final class Flag: @unchecked Sendable {
  private let lock = NSLock()
  private var value = false

  var isRaised: Bool { lock.withLock { value } }

  func raise() { lock.withLock { value = true } }
}

/// Processes that append to one store.
enum Crowd {
  /// Three providers, of which the last is everybody's.
  static let providers = ["p-0", "p-1", "shared"]

  /// Registers the providers.
  static func register(_ store: String) throws {
    for provider in providers {
      let end = try KoufenProcess.run(registration(provider), store: store)
      #expect(end.exit == 0, "\(end.error)")
    }
  }

  static func registration(_ provider: String) -> [String] {
    [
      "append", "ProviderRegistered", "--provider", provider, "--at", "2011-01-03", "--by", "c@channel-expansion",
      "name=\(provider)", "kind=thirdParty",
    ]
  }

  static func arguments(provider: String, ticket: String, id: String) -> [String] {
    [
      "append", "HelpRequested", "--format", "json", "--provider", provider, "--at", "2011-03-04T10:00", "--by",
      "feed@integration", "--id", id, "ticket=\(ticket)",
    ]
  }

  static func draft(provider: String, ticket: String, id: String, _ zone: Zone) throws -> Draft {
    let json = """
      {"id":"\(id)","type":"HelpRequested","provider":"\(provider)","at":"2011-03-04T10:00",
      "by":{"id":"feed","role":"integration"},"data":{"ticket":"\(ticket)"}}
      """
    return try Draft(json: Array(json.utf8), in: zone)
  }

  /// The tickets asked about, in the order of the log.
  static func tickets(_ lines: [[UInt8]]) throws -> [String] {
    try lines.compactMap { line in
      guard case .string(let ticket)? = try JSON(logLine: line)["data"]?["ticket"] else { return nil }
      return ticket
    }
  }

  /// Reads standings until told to stop; returns what went wrong.
  static func read(_ store: String, until isOver: Flag) throws -> [String] {
    var failures: [String] = []
    repeat {
      let end = try KoufenProcess.run(["standing", "--format", "json"], store: store)
      if end.exit != 0 { failures.append("reader: \(end.error)") }
    } while !isOver.isRaised
    return failures
  }

  /// One that appends, one event a process, some of them twice, some in files.
  struct Writer: Sendable {
    let number: Int
    let seed: Int

    /// What its tickets begin with.
    var prefix: String { "w\(number)-" }

    /// Its tickets, in its order.
    var tickets: [String] { (0..<9).map { prefix + String($0) } }

    private var provider: String { Crowd.providers[min(number, 2)] }

    private func id(_ index: Int) -> String { History.id(number * 1000 + index) }

    /// Appends everything; returns what went wrong.
    func run(_ store: String, _ folder: String) throws -> [String] {
      var random = SplitMix64(seed: seed * 10 + number)
      var failures: [String] = []
      var index = 0
      while index < tickets.count {
        let count = min(tickets.count - index, random.below(3) == 0 ? 3 : 1)
        let repeats = random.below(3) == 0 ? 2 : 1
        for _ in 0..<repeats {
          let end = try append(index..<index + count, store, folder)
          if end.exit != 0 { failures.append("writer \(number): \(end.error)") }
        }
        index += count
      }
      return failures
    }

    private func append(_ range: Range<Int>, _ store: String, _ folder: String) throws -> KoufenProcess.End {
      if range.count == 1 {
        return try KoufenProcess.run(
          Crowd.arguments(provider: provider, ticket: tickets[range.lowerBound], id: id(range.lowerBound)),
          store: store)
      }
      let lines = range.map { index in
        """
        {"id":"\(id(index))","type":"HelpRequested","provider":"\(provider)","at":"2011-03-04T10:00",\
        "by":{"id":"feed","role":"integration"},"data":{"ticket":"\(tickets[index])"}}\n
        """
      }
      return try KoufenProcess.run(["append", "--file", "-"], store: store, input: lines.flatMap { Array($0.utf8) })
    }
  }
}

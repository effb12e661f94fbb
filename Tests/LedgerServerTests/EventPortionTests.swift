import EventStore
import EventStoreTesting
import Ledger
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Testing

@testable import LedgerServer

/// Listings that are told whole, reading by reading (server 4.12, 14.5).
@Suite("Events told whole, in portions")
struct EventPortionTests {
  private static let count = 3_500
  private static let every = 700

  /// A ledger of which each seven hundredth event is somebody else's.
  private func sparse(_ store: CountedStore) throws -> Served {
    let served = try Served(store)
    let drafts = try (1...Self.count).map { number in
      let by = number.isMultiple(of: Self.every) ? "sun" : "chen"
      let line = ContractTests.register("p-\(number)").replacing(
        "\"data\"", with: #""by":"\#(by)@channel-expansion","data""#)
      return try Draft(json: Array(line.utf8), in: served.ledger.zone)
    }
    try served.ledger.write { transaction in
      for draft in drafts { _ = try transaction.submit(draft, now: time("2011-03-01T12:00")) }
    }
    return served
  }

  @Test(
    "14.5 No reading of a past view looks at more events than one may, however few of them are asked for",
    arguments: ["asc", "desc"], [Int.max, 2])
  func readings(_ order: String, _ limit: Int) throws {
    let store = CountedStore(InMemoryEventStore())
    let served = try sparse(store)
    let query = try Query([("by", "sun"), ("order", order), ("asOf", "2011-03-01")], allowed: [.by, .order, .asOf])
    let listing = try EventListing(query, of: nil, in: served.ledger.zone)
    var portions = try EventPortions(listing, limit: limit, head: Self.count, served.ledger)
    var positions: [Int] = []
    while !portions.isOver {
      let counted = try store.counting {
        positions += try portions.next(served.ledger, most: 1_000).map(\.event.position)
      }
      #expect(counted.entries <= EventPortions.mostLookedAt, "\(counted)")
    }
    let all = (1...Self.count).filter { $0.isMultiple(of: Self.every) }
    #expect(positions == Array((order == "asc" ? all : all.reversed()).prefix(limit)))
  }

  /// Takes nothing, for nobody reads.
  private struct Gone: AnswerWriter {
    func write(_ bytes: [UInt8]) async throws { Issue.record("written for nobody") }
  }

  @Test("4.12 The log is not gone through for a client that is gone")
  func gone() async throws {
    let store = CountedStore(InMemoryEventStore())
    let served = try sparse(store)
    let answer = await served.server.answer(
      Call(
        method: "GET", target: "/v1/events?order=desc&asOf=2011-03-01&format=jsonl",
        headers: [Header("authorization", "Bearer " + served.token("auditor"))]))
    guard case .stream(let write) = answer.body else {
      Issue.record("\(answer)")
      return
    }
    let isCancelled = Flag()
    let counted = await store.counting {
      let writing = Task {
        while !isCancelled.isSet { await Task.yield() }
        try await write(Gone())
      }
      writing.cancel()
      isCancelled.set()
      await #expect(throws: CancellationError.self) { try await writing.value }
    }
    #expect(counted.entries < Self.count, "\(counted)")
  }
}

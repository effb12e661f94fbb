import EventStore
import EventStoreTesting
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Testing

@testable import LedgerServer

/// What is made before anybody asks, and what is not made again (server §14).
@Suite("Answers that are kept")
struct KeptTests {
  /// A provider with a breach that waits to be judged, in a store that counts.
  private func served() async throws -> (served: Served, store: CountedStore) {
    let store = CountedStore(InMemoryEventStore())
    let served = try Served(store)
    let reported =
      #"{"type":"BreachReported","at":"2011-03-01T10:00","data":{"breach":"press-1","clause":"negative-press","evidence":"seen"}}"#
    for (target, event) in [
      ("/v1/events", ContractTests.register("hz-01")), ("/v1/providers/hz-01/events", reported),
    ] {
      let told = await served.post(target, event, as: "channel-expansion")
      #expect(told.status == 201, "\(told.text)")
    }
    return (served, store)
  }

  /// Rows that are read to tell whoever looks first what the overview and the work are.
  private func rowsOfFirstLook(_ served: Served, _ server: ServedLedger, _ store: CountedStore) async -> Int {
    await store.counting {
      for target in ["/v1/overview", "/v1/queue"] {
        let told = await served.get(target, as: "auditor", of: server)
        #expect(told.status == 200, "\(told.text)")
      }
    }.rows
  }

  @Test("14.6 What overview and work are told from is made ahead: the first who looks waits for nothing")
  func lookAhead() async throws {
    let (served, store) = try await served()
    let worker = Workers(1, name: "test")
    defer { worker.stop() }
    let cold = served.anew()
    #expect(await rowsOfFirstLook(served, cold, store) > 0)
    cold.stop()
    await served.server.lookAhead(on: worker)
    served.set(time("2011-03-01T12:00:30"))
    #expect(await rowsOfFirstLook(served, served.server, store) == 0)
  }

  @Test("11.6 A server that stops looks no further ahead")
  func stopped() async throws {
    let (served, store) = try await served()
    let worker = Workers(1, name: "test")
    defer { worker.stop() }
    served.server.beginStopping()
    let read = await store.counting { await served.server.lookAhead(on: worker) }
    #expect(read.rows == 0)
  }

  @Test("14.7, 4.10 A standing asked again unchanged is not made again: within the second, or by its tag at any time")
  func standing() async throws {
    let (served, store) = try await served()
    func asked(_ headers: [String: String] = [:]) async -> (told: Told, rows: Int) {
      var told: [Told] = []
      let count = await store.counting { told.append(await served.get("/v1/providers/hz-01", headers)) }
      return (told[0], count.rows)
    }
    let first = await asked()
    let again = await asked()
    #expect(first.rows > 0 && again.rows == 0)
    #expect(first.told.status == 200 && again.told.status == 200 && again.told.text == first.told.text)
    let tag = ["if-none-match": try #require(first.told["etag"])]
    for moment in ["2011-03-01T12:00:00", "2011-03-01T12:00:01", "2011-03-01T23:59:59"] {
      served.set(time(moment))
      let unchanged = await asked(tag)
      #expect(unchanged.rows == 0 && unchanged.told.status == 304 && unchanged.told.text.isEmpty, "\(moment)")
    }
    let later = await asked()
    #expect(later.rows > 0 && later.told.json["knownAt"] != first.told.json["knownAt"])
    #expect(await asked(tag).told.status == 304)
    let help = await served.post("/v1/providers/hz-01/events", ContractTests.help("t-1"), as: "integration")
    #expect(help.status == 201, "\(help.text)")
    let changed = await asked(tag)
    #expect(changed.rows > 0 && changed.told.status == 200)
  }

  @Test("3.1 A standing that is kept is told to nobody who may not know it")
  func ofOthers() async throws {
    let (served, _) = try await served()
    #expect(await served.post("/v1/events", ContractTests.register("hz-02"), as: "channel-expansion").status == 201)
    #expect(await served.get("/v1/providers/hz-02").status == 200)
    #expect(await served.get("/v1/providers/hz-02", as: "provider").code == "unknown-provider")
    #expect(await served.get("/v1/providers/hz-02", as: "access-admin").status == 403)
  }
}

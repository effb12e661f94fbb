import EventStore
import EventStoreTesting
import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import LedgerTesting
import Testing

@testable import LedgerServer

/// What is promised about requests, answers and reading, and stands in no other test (server §2 to §6).
@Suite("What answers may be relied on for")
struct ContractTests {
  static func register(_ provider: String, _ name: String = "n") -> String {
    #"{"type":"ProviderRegistered","provider":"\#(provider)","at":"2011-03-01","data":{"name":"\#(name)","kind":"thirdParty"}}"#
  }

  static func help(_ ticket: String) -> String {
    #"{"type":"HelpRequested","at":"2011-03-01T10:00","data":{"ticket":"\#(ticket)"}}"#
  }

  private func served(_ store: any EventStore = InMemoryEventStore(), providers: Int = 3) async throws -> Served {
    let served = try Served(store)
    for number in 1...providers {
      let told = await served.post("/v1/events", Self.register("p-\(number)", "n \(number)"), as: "channel-expansion")
      #expect(told.status == 201, "\(told.text)")
    }
    return served
  }

  // MARK: Who asks

  @Test("2.9 A token wins over a cookie; what is not valid of either is 401, never nobody")
  func bothShown() async throws {
    let served = try await served()
    #expect(await served.get("/v1/me", as: "legal", ["cookie": "koufen=nonsense"]).json["account"] == "legal")
    for headers in [
      ["authorization": "Bearer kf1_x_y"], ["authorization": "Basic eDp5"], ["cookie": "koufen=nonsense"],
      ["cookie": "a=b; koufen=x; koufen=y"],
    ] {
      for target in ["/v1/me", "/v1", "/healthz", "/v1/nothing"] {
        #expect(await served.get(target, as: nil, headers).status == 401, "\(headers) \(target)")
      }
    }
  }

  @Test("4.10 What says what time is left is another answer in the next minute; the log's list has the log's tag")
  func tagsOfTime() async throws {
    let served = try await served()
    func tag(_ target: String) async -> String? { await served.get(target, as: "auditor")["etag"] }
    let (queue, list) = (await tag("/v1/queue"), await tag("/v1/providers"))
    let events = await tag("/v1/events?provider=p-1")
    let (today, past) = (await tag("/v1/queue?asOf=2011-03-01"), await tag("/v1/queue?asOf=2011-02-28"))
    let known = "/v1/queue?asOf=2011-03-01&knownAt=2011-03-01T11:00"
    let then = await tag(known)
    served.set(time("2011-03-01T12:01"))
    #expect(await tag("/v1/queue") != queue)
    // By its date today is asked by the clock too; what is past, or was known then, stays.
    #expect(await tag("/v1/queue?asOf=2011-03-01") != today)
    #expect(await tag("/v1/queue?asOf=2011-02-28") == past)
    #expect(await tag(known) == then)
    #expect(await tag("/v1/providers") == list)
    #expect(events == #""p3""#, "\(events ?? "")")
    #expect(await tag("/v1/providers/p-1/events") == #""v1""#)
  }

  @Test("10.1 A feed runs forwards")
  func feedsForwards() async throws {
    let served = try await served()
    for query in ["order=desc", "before=3"] {
      let told = await served.get("/v1/events?\(query)", as: "auditor", ["accept": "text/event-stream"])
      #expect(told.status == 400 && told.code == "bad-input", "\(query): \(told.text)")
    }
  }

  @Test("2.10 The sign-in is asked by the server's own pages alone, however its path is written")
  func signInFromElsewhere() async throws {
    let served = try await served()
    for target in ["/sign-in", "/%73ign-in", "/sign-i%6E"] {
      for headers in [
        ["sec-fetch-site": "cross-site"], ["sec-fetch-site": "same-site"], ["sec-fetch-site": "none"],
        ["origin": "http://evil.example", "host": "localhost:8011"], ["origin": "null", "host": "localhost:8011"],
        ["host": "localhost:8011"],
      ] {
        let told = await served.call(
          "POST", target, as: nil, headers.merging(["content-type": "application/x-www-form-urlencoded"]) { $1 },
          body: "account=a&password=b")
        #expect(told.status == 403 && told.code == "cross-site", "\(target) \(headers): \(told.text.prefix(200))")
      }
    }
  }

  @Test("2.13 Who reported a breach may not judge it: by.id is the account, so the ledger can tell")
  func fourEyes() async throws {
    let served = try await served()
    func event(_ type: String, _ more: String) -> String {
      #"{"type":"\#(type)","at":"2011-03-01T11:00","data":{"breach":"press-1",\#(more)}}"#
    }
    let report = event("BreachReported", #""clause":"negative-press","evidence":"paper""#)
    let judgement = event("BreachAssessed", #""points":15,"reason":"r""#)
    #expect(await served.post("/v1/providers/p-1/events", report, as: "department-head").status == 201)
    let told = await served.post("/v1/providers/p-1/events", judgement, as: "department-head")
    #expect(told.status == 403 && told.code == "same-person", "\(told.text)")
  }

  @Test("2.12, 16 A foreign provider and one that nobody registered are the same work for the server")
  func sameWork() async throws {
    let store = CountedStore(InMemoryEventStore())
    let served = try await served(store)
    #expect(await served.post("/v1/events", Self.register("hz-01"), as: "channel-expansion").status == 201)
    func work(_ provider: String) async -> [CountedStore.Count] {
      var counts: [CountedStore.Count] = []
      for account in ["provider", "outlet"] {
        for path in RightsTests.aboutProviders {
          let filled = path.replacing("{p}", with: provider).replacing("{y}", with: "2011")
            .replacing("{version}", with: "1").replacing(/\{[a-z]+\}/, with: "x")
          counts.append(await store.counting { _ = await served.get(filled, as: account) })
        }
        for target in ["/v1/events?provider=\(provider)", "/v1/queue?provider=\(provider)"] {
          counts.append(await store.counting { _ = await served.get(target, as: account) })
        }
        for target in ["/v1/providers/\(provider)/events", "/v1/providers/\(provider)/events?dryRun=true"] {
          counts.append(await store.counting { _ = await served.post(target, Self.help("t-1"), as: account) })
        }
      }
      return counts
    }
    _ = await work("p-1")
    let (foreign, unknown) = (await work("p-1"), await work("p-99"))
    #expect(foreign == unknown)
  }

  // MARK: Requests and answers

  @Test("3.2 What is shown of a thing is the same for everybody who may see it, byte for byte")
  func sameForAll() async throws {
    let served = try await served()
    #expect(await served.post("/v1/events", Self.register("hz-01"), as: "channel-expansion").status == 201)
    for path in ["/v1/providers/hz-01", "/v1/providers/hz-01/breaches", "/v1/providers/hz-01/steps/1", "/v1/events/4"] {
      let told = await served.get(path, as: "channel-operations").text
      for account in ["legal", "auditor", "integration", "provider"] {
        #expect(await served.get(path, as: account).text == told, "\(account) \(path)")
      }
    }
  }

  @Test("4.1 The API is under /v1, and says which it is")
  func index() async throws {
    let served = try await served()
    let told = await served.get("/v1", as: nil)
    #expect(told.status == 200 && told.json["api"] == .integer(1) && told.json["openapi"] == "/v1/openapi.json")
    #expect(told.json["ledger"]?.string?.count == 64)
    #expect(try await Served().get("/v1", as: nil).json["ledger"] == .null)
    #expect(await served.get("/v2/providers").status == 404)
  }

  @Test("4.5 asOf and knownAt mean what they mean for the commands")
  func clocks() async throws {
    let served = try await served()
    served.set(time("2011-03-05T12:00"))
    #expect(await served.post("/v1/providers/p-1/events", Self.help("t-1"), as: "integration").status == 201)
    let standing = await served.get("/v1/providers/p-1?asOf=2011-03-02&knownAt=2011-03-03T08:00")
    #expect(standing.json["asOf"] == "2011-03-02")
    #expect(standing.json["knownAt"]?.string?.hasPrefix("2011-03-03T08:00") ?? false, "\(standing.text)")
    #expect(await served.get("/v1/providers/p-1/events?knownAt=2011-03-02").items.count == 1)
    #expect(await served.get("/v1/providers/p-1/events?knownAt=2011-03-06").items.count == 2)
    #expect(await served.get("/v1/providers/p-1?knownAt=2011-02-01").code == "unknown-provider")
  }

  @Test("4.6 A body that is encoded is 415, whatever the encoding is called")
  func encoded() async throws {
    let served = try await served()
    for encoding in ["gzip", "identity", "br, gzip"] {
      let told = await served.post(
        "/v1/providers/p-1/events", Self.help("t-1"), as: "integration", ["content-encoding": encoding])
      #expect(told.status == 415 && told.code == "unsupported-media-type")
    }
  }

  @Test("4.9 A question asked after a receipt knows of what it acknowledged, in every list that is kept")
  func freshness() async throws {
    let served = try await served()
    for number in 4...9 {
      #expect(await served.get("/v1/providers").json["total"] == .integer(number - 1))
      let told = await served.post("/v1/events", Self.register("p-\(number)"), as: "channel-expansion")
      let head = try #require(told.json["head"])
      for target in ["/v1/providers", "/v1/queue", "/v1/overview", "/v1/events"] {
        #expect(await served.get(target).json["head"] == head, "\(target)")
      }
      #expect(await served.get("/v1/overview").json["counts"]?["providers"] == .integer(number))
      #expect(await served.get("/v1/providers?q=p-\(number)").items.count == 1)
      #expect(await served.get("/").text.contains("p-\(number)"))
    }
  }

  @Test("4.12 A sheet has all that matches, or as many rows as were asked for, and a name to be saved under")
  func sheets() async throws {
    let served = try await served(providers: 120)
    let all = await served.get("/v1/providers?format=csv")
    #expect(all.text.split(separator: "\r\n").count == 121 && all["link"] == nil)
    #expect(await served.get("/v1/providers?format=csv&limit=5").text.split(separator: "\r\n").count == 6)
    #expect(await served.get("/v1/events?format=jsonl").text.split(separator: "\n").count == 120)
    #expect(await served.get("/v1/events?format=jsonl&limit=7").text.split(separator: "\n").count == 7)
    for (target, name) in [
      ("/v1/providers?format=csv", "koufen-standings.csv"),
      ("/v1/providers/p-1/events?format=csv", "koufen-events-p-1.csv"),
      ("/v1/rulebooks/taobao-daigou-1.5?format=yaml", "taobao-daigou-1.5.yaml"),
      ("/v1/providers/p-1/years/2011/bundle", "koufen-p-1-2011.bundle.json"),
    ] {
      #expect(await served.get(target)["content-disposition"] == "attachment; filename=\"\(name)\"")
    }
    #expect(await served.get("/v1/seal", as: "auditor")["content-disposition"]?.hasPrefix("attachment;") ?? false)
  }

  @Test("5.4 No answer tells a path of the machine, SQL or a stack: what is wrong inside is its request alone")
  func nothingInside() async throws {
    let served = try Served(BrokenStore())
    for target in ["/v1/providers", "/v1/events", "/v1/providers/p-1", "/v1/queue", "/v1/seal", "/v1"] {
      let told = await served.get(target, as: "system-admin")
      guard told.status >= 400 else { continue }
      #expect(told.status >= 500 && told.json["request"]?.string?.count == 36, "\(target): \(told.text)")
      for secret in ["/var/", "SELECT", "0x", ".swift", "Broken"] {
        #expect(!told.text.contains(secret), "\(target): \(told.text)")
      }
    }
  }

  // MARK: Reading

  @Test("6.1 Providers by key unless sort says, equals by key, either way round")
  func order() async throws {
    let served = try await served(providers: 5)
    func keys(_ query: String) async -> [String] {
      await served.get("/v1/providers" + query).items.compactMap { $0["provider"]?.string }
    }
    let upward = (1...5).map { "p-\($0)" }
    for query in ["", "?sort=score", "?sort=exposure", "?sort=line"] { #expect(await keys(query) == upward) }
    #expect(await keys("?order=desc") == upward.reversed())
    #expect(await served.get("/v1/events?order=desc").items.compactMap { $0["position"]?.integer } == [5, 4, 3, 2, 1])
  }

  @Test("6.2 Pages of one moment name knownAt; without it each is of the moment it is asked for, and says so")
  func pagesOfOneMoment() async throws {
    let served = try await served(providers: 4)
    for query in ["", "&knownAt=2011-03-01T12:00"] {
      let first = await served.get("/v1/providers?limit=2" + query)
      let before = try #require(first.json["head"]?.integer)
      served.set(time("2011-03-01T13:00"))
      #expect(await served.post("/v1/events", Self.register("a-\(before)"), as: "channel-expansion").status == 201)
      let next = try #require(first.json["next"]?.string)
      let second = await served.get("/v1/providers?limit=2\(query)&cursor=\(next)")
      #expect(second.json["head"] == .integer(before + 1))
      // Who came in between stands before the rest of the others: with a moment nobody is told twice.
      let told = (first.items + second.items).compactMap { $0["provider"]?.string }
      if !query.isEmpty { #expect(Set(told).count == 4, "\(told)") }
    }
  }

  @Test("6.3 Without clocks the standings of all come from the accounts, and no stream is read")
  func accountsAlone() async throws {
    let store = CountedStore(InMemoryEventStore())
    let served = try await served(store, providers: 30)
    _ = await served.get("/v1/providers")
    let kept = await store.counting { _ = await served.get("/v1/providers?sort=score") }
    #expect(kept.scans <= 2, "\(kept)")
    let again = served.anew()
    defer { again.stop() }
    let first = await store.counting { _ = await served.get("/v1/providers", of: again) }
    #expect(first.scans < 10, "\(first)")
  }

  @Test("6.5 A page of events looks at so many events of the log, then it ends, short, with a next")
  func shortPages() async throws {
    let served = try await served(providers: 9)
    let query = try Query([("type", "HelpRequested")], allowed: [.type])
    var listing = try EventListing(query, of: nil, in: served.ledger.zone)
    listing.most = 4
    var (place, seen) = (Int?.none, [Int?]())
    repeat {
      place = try listing.page(served.ledger, limit: 5, from: place, head: 9).next
      seen.append(place)
    } while place != nil
    #expect(seen == [4, 8, nil])
    listing.isDescending = true
    #expect(try listing.page(served.ledger, limit: 5, from: nil, head: 9).events.isEmpty)
  }

  @Test(
    "6.6 What is not there is 404; every year has an answer; a date outside the years is 400",
    arguments: [
      ("/v1/providers/p-99", 404), ("/v1/providers/p-1/breaches/x", 404), ("/v1/events/99", 404),
      ("/v1/events/0", 404), ("/v1/events/01", 404), ("/v1/providers/p-1/steps/9", 404), ("/v1/rulebooks/x", 404),
      ("/v1/jobs/x", 404), ("/v1/providers/p-1/years/1", 200), ("/v1/providers/p-1/years/8998", 200),
      ("/v1/providers/p-1/years/0", 404), ("/v1/years/1", 200), ("/v1/providers/p-1?asOf=9000-01-01", 400),
      ("/v1/clauses/x/judgements", 404),
    ])
  func absent(_ target: String, _ status: Int) async throws {
    let served = try await served()
    let told = await served.get(target)
    #expect(told.status == status, "\(target): \(told.text.prefix(300))")
  }
}

/// A store that is damaged, and says where it lies.
private struct BrokenStore: EventStore {
  private static let fault = StoreError.damaged("SELECT * FROM events in /var/lib/koufen/Broken.db")

  func read<T>(_ body: (any EventStoreReader) throws -> T) throws -> T { throw Self.fault }
  func write<T>(_ body: (any EventStoreWriter) throws -> T) throws -> T { throw Self.fault }
  func wait(beyond position: Int, until deadline: ContinuousClock.Instant) throws -> Int { throw Self.fault }
  func beginStaging() throws -> any Staging { throw Self.fault }
  func durability() throws -> Durability { throw Self.fault }
}

import EventStore
import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import LedgerTesting
import ServerSettings
import Synchronization
import Testing

@testable import LedgerServer

/// What is promised about submitting, and stands in no other test (server §7, §8).
@Suite("What submitting may be relied on for")
struct WorkContractTests {
  private static let id = "0190c0de-0000-7000-8000-000000000001"

  // MARK: Submitting

  @Test("7.1 Under a provider's path the provider may be left out, and must be that of the path")
  func providerOfPath() async throws {
    let served = try await Served.withTwoProviders()
    let named = ContractTests.help("t-1").replacing("\"at\"", with: "\"provider\":\"hz-01\",\"at\"")
    #expect(await served.post("/v1/providers/hz-01/events", named, as: "integration").status == 201)
    let other = await served.post("/v1/providers/hz-02/events", named, as: "integration")
    #expect(other.status == 400 && other.code == "bad-input" && other.json["field"] == "provider")
    #expect(await served.post("/v1/events", ContractTests.help("t-2"), as: "integration").json["field"] == "provider")
  }

  @Test("7.3 An id is found in the body or the head; both and different, or no UUID, is 400")
  func ids() async throws {
    let served = try await Served.withTwoProviders()
    let body = ContractTests.help("t-1").replacing("\"at\"", with: "\"id\":\"\(Self.id)\",\"at\"")
    let other = Self.id.replacing("1", with: "2")
    let both = await served.post(
      "/v1/providers/hz-01/events", body, as: "integration", ["idempotency-key": other])
    #expect(both.status == 400 && both.json["field"] == "Idempotency-Key")
    let same = await served.post(
      "/v1/providers/hz-01/events", body, as: "integration", ["idempotency-key": Self.id.uppercased()])
    #expect(same.status == 201, "\(same.text)")
    let bad = body.replacing(Self.id, with: "one")
    #expect(await served.post("/v1/providers/hz-01/events", bad, as: "integration").json["field"] == "id")
  }

  @Test("7.3, 16 An id that somebody else used is theirs: other content is 422, and tells nothing of it")
  func idsOfOthers() async throws {
    let served = try await Served.withTwoProviders()
    let event = ContractTests.help("t-1")
    let first = await served.post(
      "/v1/providers/hz-02/events", event, as: "integration", ["idempotency-key": Self.id])
    #expect(first.status == 201)
    for (account, body) in [
      ("provider", #"{"type":"PromotionRun","at":"2011-03-01T10:00","data":{"promotion":"p-1"}}"#),
      ("system-admin", event),
    ] {
      let told = await served.post("/v1/providers/hz-01/events", body, as: account, ["idempotency-key": Self.id])
      #expect([403, 422].contains(told.status), "\(told.text)")
      #expect(!told.text.contains("hz-02") && !told.text.contains("t-1"), "\(told.text)")
    }
    #expect(try served.ledger.head() == 3)
  }

  @Test("7.4 Two equal submissions at the same time are one event, and both get its receipt")
  func together() async throws {
    let served = try await Served.withTwoProviders()
    let told = await withTaskGroup(of: Told.self) { group in
      for _ in 0..<20 {
        group.addTask {
          await served.post(
            "/v1/providers/hz-01/events", ContractTests.help("t-1"), as: "integration", ["idempotency-key": Self.id])
        }
      }
      return await group.reduce(into: [Told]()) { $0.append($1) }
    }
    #expect(told.count { $0.status == 201 } == 1 && told.count { $0.status == 200 } == 19)
    #expect(Set(told.compactMap { $0.json["events"]?.text }).count == 1)
    #expect(try served.ledger.head() == 3)
  }

  @Test("7.5 Any state of the log is one: If-Match with a star on /v1/events holds")
  func anyState() async throws {
    let served = try await Served.withTwoProviders()
    let event = ContractTests.help("t-1").replacing("\"at\"", with: "\"provider\":\"hz-01\",\"at\"")
    func submit(_ ticket: String, _ match: String) async -> Int {
      await served.post("/v1/events", event.replacing("t-1", with: ticket), as: "integration", ["if-match": match])
        .status
    }
    #expect(await submit("t-1", "*") == 201)
    #expect(await submit("t-2", "\"p3\"") == 201)
    #expect(await submit("t-3", "\"p3\"") == 412)
    #expect(await submit("t-4", "W/\"p4\"") == 412)
    #expect(await submit("t-5", "p4") == 400)
  }

  @Test("7.7 A preview is confirmed once: again it is a repeat under its id, and without one what follows now differs")
  func confirmedTwice() async throws {
    let served = try await Served.withTwoProviders()
    let event = ContractTests.help("t-1")
    let path = "/v1/providers/hz-01/events"
    let seen = try #require(
      await served.post(path + "?dryRun=true", event, as: "integration").json["preview"]?.string)
    let headers = ["koufen-preview": seen, "idempotency-key": Self.id]
    #expect(await served.post(path, event, as: "integration", headers).status == 201)
    let again = await served.post(path, event, as: "integration", headers)
    #expect(again.status == 200 && again["idempotent-replayed"] == "true")
    let other = await served.post(path, event, as: "integration", ["koufen-preview": seen])
    #expect(other.status == 409 && other.code == "ticket-exists", "\(other.text)")
    #expect(try served.ledger.head() == 3)
  }

  @Test("7.7 A preview that somebody else saw, or of another provider, confirms nothing but what was seen")
  func previewsOfOthers() async throws {
    let served = try await Served.withTwoProviders()
    let event = #"{"type":"PromotionRun","at":"2011-03-01T10:00","data":{"promotion":"p-1"}}"#
    func preview(_ provider: String, _ account: String) async -> Told {
      await served.post("/v1/providers/\(provider)/events?dryRun=true", event, as: account)
    }
    let seen = try #require(await preview("hz-01", "provider").json["preview"]?.string)
    let headers = ["koufen-preview": seen]
    let byAnother = await served.post("/v1/providers/hz-01/events", event, as: "integration", headers)
    #expect(byAnother.status == 412 && byAnother.code == "preview-differs", "\(byAnother.text)")
    let elsewhere = await served.post("/v1/providers/hz-02/events", event, as: "provider", headers)
    #expect(elsewhere.status == 404 && elsewhere.code == "unknown-provider")
    #expect(await preview("hz-02", "provider").code == "unknown-provider")
    for nonsense in ["kp1-", "x", "*"] {
      let told = await served.post(
        "/v1/providers/hz-01/events", event, as: "provider", ["koufen-preview": nonsense])
      #expect(told.status == 412, "\(nonsense): \(told.text)")
    }
    #expect(try served.ledger.head() == 2)
  }

  @Test("7.8 What is wrong is told in one order: who, from where, what, shape, account, repeat, version, ledger")
  func orderOfChecks() async throws {
    let served = try await Served.withTwoProviders()
    let path = "/v1/providers/hz-01/events"
    // Each request has all the faults that come later, too.
    let late = ContractTests.help("t-1").replacing("2011-03-01T10:00", with: "2031-03-01T10:00")
    #expect(await served.post("/v1/nothing", "{", as: nil, ["if-match": "\"v9\""]).status == 401)
    #expect(await served.post("/v1/nothing", "{", ["if-match": "\"v9\""]).status == 404)
    #expect(await served.call("PUT", path, ["if-match": "\"v9\""], body: "{").status == 405)
    #expect(await served.post(path, "{", as: "provider", ["if-match": "\"v9\""]).status == 400)
    let foreign = late.replacing("\"at\"", with: #""by":{"id":"legal"},"at""#)
    #expect(await served.post(path, foreign, as: "integration", ["if-match": "\"v9\""]).code == "not-yourself")
    let version = await served.post(path, late, as: "integration", ["if-match": "\"v9\""])
    #expect(version.code == "version-conflict", "\(version.text)")
    #expect(await served.post(path, late, as: "integration", ["koufen-preview": "x"]).code == "in-the-future")
    let good = ContractTests.help("t-1")
    #expect(await served.post(path, good, as: "integration", ["koufen-preview": "x"]).code == "preview-differs")
    #expect(await served.post(path, good, as: "integration", ["idempotency-key": Self.id]).status == 201)
    let repeated = await served.post(
      path, good, as: "integration", ["idempotency-key": Self.id, "if-match": "\"v1\"", "koufen-preview": "x"])
    #expect(repeated.status == 200, "\(repeated.text)")
    let other = await served.post(path, late, as: "integration", ["idempotency-key": Self.id, "if-match": "\"v1\""])
    #expect(other.status == 422, "\(other.text)")
  }

  @Test("7.9 All types go in by the same two routes")
  func noRouteForAType() {
    let posting = LedgerServer.Operation.allCases.filter { operation in
      operation.form.method == .post && operation.form.path.hasSuffix("/events")
    }
    #expect(posting == [.submitToProvider, .submit])
    for kind in FactKind.allCases {
      #expect(!LedgerServer.Operation.allCases.contains { $0.form.path.contains(kind.name) })
    }
  }

  // MARK: Many events

  @Test("8.4 Without done it was not finished: what stopped it is told behind the lines that are kept")
  func stopped() async throws {
    let served = try await Served.withTwoProviders { $0.limits[.bulkEachLines] = 2 }
    let lines = (1...3).map { number in
      ContractTests.help("t-\(number)").replacing("\"at\"", with: "\"provider\":\"hz-01\",\"at\"") + "\n"
    }
    let told = await served.bulk(Parts(lines), "?mode=each")
    let answers = told.text.split(separator: "\n").map { (try? JSON(parsing: String($0))) ?? .null }
    #expect(answers.count == 3 && answers[1]["position"] == .integer(4), "\(told.text)")
    let problem = try #require(answers.last?["problem"])
    #expect(problem["code"] == "too-large" && problem["line"] == .integer(3), "\(told.text)")
    #expect(!told.text.contains("\"done\""))
    #expect(try served.ledger.head() == 4)
  }

  @Test("4.13, 8.2 Whoever waits to send a bulk that is too large is told at once, and not to go on")
  func announced() async throws {
    let served = try await Served.withTwoProviders { $0.limits[.bulkAllBytes] = 1_000 }
    let body = Unsent(announced: 1_001)
    let told = await served.bulk(body, "", ["expect": "100-continue"])
    #expect(told.status == 413 && !body.wasAsked)
  }
}

/// A body that comes in these parts.
private final class Parts: CallBody {
  private let parts: Mutex<[String]>
  let announced: Int? = nil

  init(_ parts: [String]) { self.parts = Mutex(parts) }

  func next() async throws -> [UInt8]? {
    parts.withLock { $0.isEmpty ? nil : Array($0.removeFirst().utf8) }
  }
}

/// A body that is announced and not sent until it is asked for.
private final class Unsent: CallBody {
  let announced: Int?
  private let asked = Atomic<Bool>(false)

  init(announced: Int) { self.announced = announced }

  var wasAsked: Bool { asked.load(ordering: .relaxed) }

  func next() async throws -> [UInt8]? {
    asked.store(true, ordering: .relaxed)
    return nil
  }
}

import LedgerAccess
import LedgerFormat
import ServerSettings
import Synchronization
import Testing

@testable import LedgerServer

/// Deliveries to webhooks while they are changed (server 10.7, 10.9).
@Suite("Deliveries to webhooks")
struct DeliveryTests {
  /// A receiver that answers when it is let.
  private final class Receiver: WebhookSending {
    /// A delivery as it came.
    struct Came: Equatable, Sendable {
      var url = ""
      var id: String?
      var body = ""
    }

    private let told: AsyncStream<Came>, tell: AsyncStream<Came>.Continuation
    private let givenUp: AsyncStream<Void>, giveUp: AsyncStream<Void>.Continuation
    /// What answers the delivery that waits.
    private let waiting = Mutex<AsyncStream<Int>.Continuation?>(nil)

    init() {
      (told, tell) = AsyncStream.makeStream()
      (givenUp, giveUp) = AsyncStream.makeStream()
    }

    func post(_ body: [UInt8], to url: WebhookURL, headers: [Header]) async -> WebhookOutcome {
      let (answers, answer) = AsyncStream<Int>.makeStream()
      waiting.withLock { $0 = answer }
      let id = headers.first { $0.name == "webhook-id" }?.value
      tell.yield(Came(url: url.text, id: id, body: String(decoding: body, as: UTF8.self)))
      for await status in answers { return .answered(status: status, retryAfter: nil) }
      giveUp.yield()
      return .failed(.givenUp)
    }

    /// The next delivery.
    func delivery() async -> Came {
      for await came in told { return came }
      return Came()
    }

    /// Waits until one was given up in the middle.
    func wasGivenUp() async { for await _ in givenUp { return } }

    /// Answers the one that waits.
    func answer(_ status: Int = 200) { _ = waiting.withLock { $0?.yield(status) } }
  }

  @Test("10.9 A webhook that was paused for a moment goes on from the same event, however short that was")
  func pausedForAMoment() async throws {
    let served = try await Served.withTwoProviders { $0.webhookHosts = ["example.org"] }
    let receiver = Receiver()
    let server = ServedLedger(
      served.ledger, access: served.access, served.server.settings, served.server.surroundings, sending: receiver)
    let made = await served.post("/v1/webhooks", #"{"url":"https://example.org/h","from":0}"#, as: "system-admin")
    let id = try #require(made.json["id"]?.string, "\(made.text)")
    func set(_ state: String) async {
      let told = await served.call(
        "PATCH", "/v1/webhooks/\(id)", as: "system-admin", body: #"{"state":"\#(state)"}"#)
      #expect(told.status == 200 && told.json["state"]?.string == state, "\(told.text)")
    }
    // All are looked at once alone: whoever is found paused there is given up in the middle of a delivery.
    let delivering = Task { await Deliveries(server, by: receiver, looking: .seconds(86_400)).run() }
    #expect(await receiver.delivery().body.contains("\"position\":2,"))
    for position in 3...5 {
      // What is under way is still answered; then it is found to be paused, and goes on before all are looked at.
      await set("paused")
      receiver.answer()
      while try served.access.webhook(id).cursor < position - 1 { await Task.yield() }
      for _ in 0..<100 { await Task.yield() }
      await set("active")
      let told = await served.post("/v1/events", ContractTests.register("p-\(position)"), as: "channel-expansion")
      #expect(told.status == 201, "\(told.text)")
      let body = await receiver.delivery().body
      #expect(body.contains("\"position\":\(position),") && !body.contains("\"position\":\(position - 1),"), "\(body)")
    }
    receiver.answer()
    delivering.cancel()
    await delivering.value
    server.stop()
  }

  @Test("10.8, 10.9 A delivery begun before a restart is the same after it; by another filter it is given up")
  func restarted() async throws {
    let served = try await Served.withTwoProviders { $0.webhookHosts = ["example.org"] }
    let made = await served.post("/v1/webhooks", #"{"url":"https://example.org/h","from":0}"#, as: "system-admin")
    let id = try #require(made.json["id"]?.string, "\(made.text)")
    /// Delivers by a server of its own, which ends before the next begins.
    func delivering(_ body: (Receiver) async throws -> Void) async throws {
      let receiver = Receiver()
      let server = ServedLedger(
        served.ledger, access: served.access, served.server.settings, served.server.surroundings, sending: receiver)
      let delivering = Task { await Deliveries(server, by: receiver).run() }
      try await body(receiver)
      delivering.cancel()
      await delivering.value
      server.stop()
    }
    var first: Receiver.Came?
    try await delivering { first = await $0.delivery() }
    #expect(first?.body.contains("\"position\":2,") ?? false, "\(String(describing: first))")
    #expect(await served.post("/v1/events", ContractTests.register("p-3"), as: "channel-expansion").status == 201)
    try await delivering { #expect(await $0.delivery() == first) }
    let narrowed = await served.call(
      "PATCH", "/v1/webhooks/\(id)", as: "system-admin", body: #"{"providers":["p-3"]}"#)
    #expect(narrowed.status == 200, "\(narrowed.text)")
    try await delivering { receiver in
      let next = await receiver.delivery()
      #expect(next.id != first?.id && next.body.contains("\"position\":3,"), "\(next)")
      #expect(!next.body.contains("\"position\":2,"), "\(next)")
    }
  }

  /// A webhook told by a server of its own, whose clock stands still.
  private struct Told {
    let served: Served
    let server: ServedLedger
    let receiver = Receiver()
    let id: String

    init(_ webhook: String) async throws {
      served = try await Served.withTwoProviders { $0.webhookHosts = ["example.org"] }
      server = ServedLedger(
        served.ledger, access: served.access, served.server.settings, served.server.surroundings, sending: receiver)
      let made = await served.post("/v1/webhooks", webhook, as: "system-admin")
      id = try #require(made.json["id"]?.string, "\(made.text)")
    }

    func now() throws -> Webhook { try served.access.webhook(id) }

    func change(_ fields: String) async {
      let told = await served.call("PATCH", "/v1/webhooks/\(id)", as: "system-admin", body: fields)
      #expect(told.status == 200, "\(told.text)")
    }

    func register(_ provider: String) async {
      let told = await served.post("/v1/events", ContractTests.register(provider), as: "channel-expansion")
      #expect(told.status == 201, "\(told.text)")
    }

    /// Delivers while a body runs.
    func delivering(looking: Duration, _ body: () async throws -> Void) async throws {
      let delivering = Task { await Deliveries(server, by: receiver, looking: looking).run() }
      defer {
        delivering.cancel()
        server.stop()
      }
      try await body()
    }
  }

  @Test("10.9 A webhook that is paused in the middle of a delivery is then told the very same, and what follows")
  func pausedInTheMiddle() async throws {
    let told = try await Told(#"{"url":"https://example.org/h","from":0}"#)
    try await told.delivering(looking: .milliseconds(1)) {
      let first = await told.receiver.delivery()
      #expect(first.body.contains("\"position\":1,") && first.body.contains("\"position\":2,"), "\(first)")
      for _ in 0..<3 {
        await told.change(#"{"state":"paused"}"#)
        await told.receiver.wasGivenUp()
        await told.change(#"{"state":"active"}"#)
        #expect(await told.receiver.delivery() == first)
      }
      // One that failed comes again at once when it goes on, though its time has not come.
      told.receiver.answer(500)
      while try told.now().attempt == 0 { await Task.yield() }
      let failed = try told.now()
      #expect(failed.next != nil)
      await told.register("p-3")
      for state in ["paused", "active"] { await told.change(#"{"state":"\#(state)"}"#) }
      #expect(await told.receiver.delivery() == first)
      told.receiver.answer()
      let next = await told.receiver.delivery()
      #expect(next.body.contains("\"position\":3,") && !next.body.contains("\"position\":2,"), "\(next)")
      let now = try told.now()
      #expect(now.cursor == 2)
    }
  }

  @Test("10.9 A delivery that fails after its webhook was told to go on does not pause it")
  func failedAfterGoingOn() async throws {
    let told = try await Told(#"{"url":"https://example.org/h","from":0}"#)
    let failed = Webhook.Answer(at: told.served.server.surroundings.now(), status: 500, text: "")
    // What fails once more would be paused.
    for _ in 0..<13 { try told.served.access.failed(told.now(), then: .at(failed.at), answer: failed) }
    try await told.delivering(looking: .seconds(86_400)) {
      let first = await told.receiver.delivery()
      for state in ["paused", "active"] { await told.change(#"{"state":"\#(state)"}"#) }
      told.receiver.answer(500)
      #expect(await told.receiver.delivery() == first)
      let now = try told.now()
      #expect(now.state == .active && now.attempt == 0)
    }
  }

  @Test("10.7, 10.9 What another address answers late, or is answered to a narrower filter, has nothing be skipped")
  func changedInTheMiddle() async throws {
    let told = try await Told(#"{"url":"https://example.org/h","from":0,"providers":["hz-01"]}"#)
    try await told.delivering(looking: .seconds(86_400)) {
      let first = await told.receiver.delivery()
      #expect(first.body.contains("\"position\":1,") && !first.body.contains("\"position\":2,"), "\(first)")
      await told.change(#"{"url":"https://example.org/other"}"#)
      told.receiver.answer()
      let moved = await told.receiver.delivery()
      #expect(moved.url == "https://example.org/other" && moved.id == first.id && moved.body == first.body, "\(moved)")
      await told.change(#"{"providers":null}"#)
      told.receiver.answer()
      let widened = await told.receiver.delivery()
      #expect(widened.url == moved.url && widened.id != first.id, "\(widened)")
      for position in 1...2 { #expect(widened.body.contains("\"position\":\(position),"), "\(widened)") }
      let now = try told.now()
      #expect(now.cursor == 0)
      told.receiver.answer()
      await told.register("p-3")
      let next = await told.receiver.delivery()
      #expect(next.url == moved.url && next.body.contains("\"position\":3,"), "\(next)")
      #expect(!next.body.contains("\"position\":2,"), "\(next)")
    }
  }
}

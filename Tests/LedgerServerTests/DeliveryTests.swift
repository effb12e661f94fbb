import LedgerAccess
import LedgerFormat
import ServerSettings
import Testing

@testable import LedgerServer

/// Deliveries to webhooks while they are changed (server 10.7, 10.9).
@Suite("Deliveries to webhooks")
struct DeliveryTests {
  /// A receiver that answers when it is let.
  private final class Receiver: WebhookSending {
    /// A delivery as it came.
    struct Came: Equatable, Sendable {
      var id: String?
      var body: String
    }

    private let told: AsyncStream<Came>, tell: AsyncStream<Came>.Continuation
    private let answers: AsyncStream<Void>, answer: AsyncStream<Void>.Continuation

    init() {
      (told, tell) = AsyncStream.makeStream()
      (answers, answer) = AsyncStream.makeStream()
    }

    func post(_ body: [UInt8], to url: WebhookURL, headers: [Header]) async -> WebhookOutcome {
      let id = headers.first { $0.name == "webhook-id" }?.value
      tell.yield(Came(id: id, body: String(decoding: body, as: UTF8.self)))
      for await _ in answers { return .answered(status: 200, retryAfter: nil) }
      return .failed(.givenUp)
    }

    /// The next delivery.
    func delivery() async -> Came {
      for await came in told { return came }
      return Came(body: "")
    }

    /// Answers the one that waits.
    func letGo() { answer.yield() }
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
      receiver.letGo()
      while try served.access.webhook(id).cursor < position - 1 { await Task.yield() }
      for _ in 0..<100 { await Task.yield() }
      await set("active")
      let told = await served.post("/v1/events", ContractTests.register("p-\(position)"), as: "channel-expansion")
      #expect(told.status == 201, "\(told.text)")
      let body = await receiver.delivery().body
      #expect(body.contains("\"position\":\(position),") && !body.contains("\"position\":\(position - 1),"), "\(body)")
    }
    receiver.letGo()
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
}

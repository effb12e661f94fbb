import EventStore
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Synchronization

/// Tells webhooks of events: in order, at least once, never skipped; one delivery at a time for each (server 10.9).
final class Deliveries: Sendable {
  private let server: ServedLedger
  private let sending: any WebhookSending
  private let looking: Duration
  private let running = Mutex<[String: Task<Void, Never>]>([:])

  /// How often one that is paused looks whether it is to go on.
  private static let interval = Duration.milliseconds(500)

  /// - Parameter looking: how often it is looked whether there are other webhooks, or fewer.
  init(_ server: ServedLedger, by sending: any WebhookSending, looking: Duration = .milliseconds(500)) {
    self.server = server
    self.sending = sending
    self.looking = looking
  }

  /// Delivers until the task is cancelled: a task for each webhook that is active.
  func run() async {
    while !Task.isCancelled, !server.isStopping {
      // Webhooks that cannot be read now are there none the less.
      if let all = try? server.access.webhooks() { keepUp(with: all) }
      try? await Task.sleep(for: looking)
    }
    for (_, task) in running.withLock({ $0 }) { task.cancel() }
  }

  /// Begins to tell those that are active, and gives up the others.
  private func keepUp(with all: [Webhook]) {
    let active = all.filter { $0.state == .active }.map(\.id)
    running.withLock { running in
      for (id, task) in running where !active.contains(id) {
        task.cancel()
        if !all.contains(where: { $0.id == id }) { running[id] = nil }
      }
      for id in active where running[id]?.isCancelled ?? true {
        // What was given up may still be under way, and there is one delivery at a time.
        let before = running[id]
        running[id] = Task { [self] in
          await before?.value
          await tell(id)
        }
      }
    }
  }

  /// Tells one webhook while it is active, until it is found not to be.
  private func tell(_ id: String) async {
    while !Task.isCancelled, !server.isStopping {
      guard let webhook = try? server.access.webhook(id), webhook.state == .active else {
        // It may go on before anybody has seen that it was paused: only who looks at all of them ends this.
        try? await Task.sleep(for: Self.interval)
        continue
      }
      let now = server.surroundings.now()
      if let next = webhook.next, now < next {
        try? await Task.sleep(for: .milliseconds(max(50, min(1_000, (next.seconds - now.seconds) * 1_000))))
        continue
      }
      do {
        guard let delivery = try await next(for: webhook) else {
          await server.followers.wait(beyond: max(webhook.cursor, server.followers.head), for: .seconds(1))
          continue
        }
        // Where the webhook is no more what it was read as, what it is to be told is made anew.
        guard try server.access.begin(through: delivery.last, of: webhook) else { continue }
        try await deliver(delivery, to: webhook)
      } catch {
        try? await Task.sleep(for: .seconds(1))
      }
    }
  }

  /// What a webhook is to be told next; nil where there is nothing.
  private func next(for webhook: Webhook) async throws -> Delivery? {
    let (delivery, seen) = try await server.readers.run { [server] in
      try server.ledger.pinned { ledger, reader in
        try Delivery.next(for: webhook, ledger, reader, name: server.name(reader) ?? "")
      }
    }
    if delivery == nil, seen > webhook.cursor {
      // What it is not to be told of is passed over; it need not be looked at again.
      try server.access.delivered(
        webhook, to: seen, answer: webhook.answer ?? .init(at: server.surroundings.now(), status: nil, text: ""))
    }
    return delivery
  }

  /// Delivers, and writes down what came of it.
  private func deliver(_ delivery: Delivery, to webhook: Webhook) async throws {
    guard let url = WebhookURL(webhook.url), server.mayBeTold(url) else {
      try server.access.failed(
        webhook, then: .paused,
        answer: .init(at: server.surroundings.now(), status: nil, text: "host-not-allowed"))
      return
    }
    let headers = try delivery.headers(of: webhook, server.surroundings.now())
    let outcome = await sending.post(delivery.body, to: url, headers: headers)
    let now = server.surroundings.now()
    switch outcome {
    case .answered(let status, _, _) where (200..<300).contains(status):
      server.metrics.count(.deliveries, [("webhook", webhook.id), ("outcome", "answered")])
      try server.access.delivered(
        webhook, to: delivery.last, answer: .init(at: now, status: status, text: ""))
    case .answered(let status, let retryAfter, let text):
      let wait =
        switch retryAfter {
        case .seconds(let seconds)?: seconds
        case .at(let time)?: max(0, time - now.seconds)
        case nil: nil as Int?
        }
      try fail(webhook, now, status: status, text: text, retryAfter: wait)
    case .failed(.givenUp): break
    case .failed(let fault): try fail(webhook, now, status: nil, text: fault.rawValue, retryAfter: nil)
    }
  }

  private func fail(_ webhook: Webhook, _ now: Instant, status: Int?, text: String, retryAfter: Int?) throws {
    server.metrics.count(.deliveries, [("webhook", webhook.id), ("outcome", "failed")])
    let jitter = Double(server.surroundings.random() % 2_001) / 1_000 - 1
    let next = Redelivery(
      afterFailures: webhook.attempt + 1, now, jitter: jitter, retryAfter: retryAfter, isGone: status == 410)
    try server.access.failed(webhook, then: next, answer: .init(at: now, status: status, text: text))
  }
}

extension Webhook {
  /// Whether it is to be told of an event.
  func wants(_ event: Event) -> Bool {
    (types.map { $0.contains(event.type) } ?? true) && (providers.map { $0.contains(event.provider) } ?? true)
  }
}

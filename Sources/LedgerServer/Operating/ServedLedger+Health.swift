import EventStore
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation
import ServerSettings
import Synchronization

/// Whether the server is well (server 11.1, 11.2).
extension ServedLedger {
  /// Free room below which nothing is taken any more.
  private static let leastRoom = 64 << 20
  /// How long a submission may wait before the server is not ready.
  private static let longestWait = Duration.seconds(10)

  /// What readiness is made of, each `ok` or a word.
  private func checks() async -> [(name: String, word: String)] {
    let store: String
    do {
      _ = try await readers.run { [ledger] in try ledger.head() }
      store = "ok"
    } catch {
      store = Problem(error).code
    }
    let waits = writer.map { $0.backlog.oldest > Self.longestWait } ?? false
    let room = surroundings.freeRoom().map { $0 < Self.leastRoom } ?? false
    let paused = (try? access.webhooks())?.count { $0.state == .paused } ?? 0
    return [
      ("store", store), ("writer", settings.isReadOnly ? "read-only" : waits ? "waiting" : "ok"),
      ("index", "ok"), ("disk", room ? "full" : "ok"), ("webhooks", paused > 0 ? "paused" : "ok"),
      ("accounts", accountsFault.withLock { $0 } ?? "ok"),
    ]
  }

  func readiness() async -> Reply {
    let checks = await checks()
    let isReady =
      !isStopping && checks.allSatisfy { $0.word == "ok" || $0.name == "webhooks" || $0.word == "read-only" }
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("ready", isReady)
      writer.name("checks")
      writer.object { writer in
        for (name, word) in checks {
          writer.name(name)
          writer.string(isStopping && name == "writer" ? "stopping" : word)
        }
      }
    }
    var reply = Reply.json(writer.bytes)
    reply.status = isReady ? 200 : 503
    reply.headers = [Header("cache-control", "no-store")]
    return reply
  }

  func metricsText(_ asked: Asked) async throws -> Reply {
    let (head, waiting) = try await readers.run { [self] in
      try findSweep()
      return try ledger.pinned { ledger, reader in
        let question = Question(
          asked: asked, ledger: ledger, reader: reader, head: try reader.lastPosition(), server: self)
        return (question.head, try works(question))
      }
    }
    let text = try await readers.run { [self] in metrics.text(with: gauges(head: head, waiting)) }
    return Reply(
      media: .text, body: .bytes(Array(text.utf8)),
      headers: [
        Header("content-type", "text/plain; version=0.0.4; charset=utf-8"), Header("cache-control", "no-store"),
      ])
  }

  /// How long figures about what waits are good for, in seconds: where much comes in, they are made from all providers.
  private static let worksKept = 60

  /// What waits for people within a week, by the kind of work: counted in the lists that are kept for those who ask for them.
  private func works(_ question: Question) throws -> [QueueItem.Work: Int] {
    let now = question.now
    if let known = waiting.withLock({ $0 }), (0..<Self.worksKept).contains(now.seconds - known.seconds) {
      return known.works
    }
    let soon = question.zone.date(of: now).adding(days: 7)
    var works = try question.lines(through: soon, StandingQuestion()).works
    for waits in try question.subjectWork(of: nil, through: soon, StandingQuestion()) {
      works[waits.item.work, default: 0] += 1
    }
    waiting.withLock { [works] in $0 = (now.seconds, works) }
    return works
  }

  /// Events from the end of the log among which a sweep is looked for, at most, and at once.
  private static let mostLookedAt = 200_000
  private static let window = 5_000

  /// Finds out when it was last swept, where this server has not swept yet: what is raised or closed without a cause was
  /// raised by a sweep or a year's end.
  private func findSweep() throws {
    guard swept.withLock({ $0 }) == nil else { return }
    let head = try ledger.head()
    var (high, found) = (head, 0)
    while found == 0, high > 0, head - high < Self.mostLookedAt {
      let low = max(0, high - Self.window)
      try ledger.events(EntrySelection(after: low, through: high)) { recorded in
        if case .consequence = recorded.event.body, recorded.event.cause == nil {
          found = recorded.event.recordedAt.seconds
        }
        return true
      }
      high = low
    }
    swept.withLock { [found] in $0 = $0 ?? found }
  }

  private func gauges(head: Int, _ waiting: [QueueItem.Work: Int]) -> [Metrics.Gauge] {
    let hooks = (try? access.webhooks()) ?? []
    let lags = hooks.map { hook in ([("webhook", hook.id)], Double(max(0, head - hook.cursor))) }
    let pauses = hooks.map { hook in ([("webhook", hook.id)], hook.state == .paused ? 1.0 : 0) }
    let works = waiting.sorted { $0.key.rawValue < $1.key.rawValue }.map { work, count in
      ([("work", work.rawValue)], Double(count))
    }
    var gauges: [Metrics.Gauge] = [
      Metrics.Gauge("koufen_http_connections", "Connections that are open.", Double(surroundings.connections())),
      Metrics.Gauge(
        "koufen_submissions_waiting", "Submissions that wait to be decided.",
        Double(writer?.backlog.submissions ?? 0)),
      Metrics.Gauge("koufen_log_position", "The position of the log's last event.", Double(head)),
      Metrics.Gauge("koufen_feed_streams", "Followers of the live feed.", Double(streams.count)),
      Metrics.Gauge("koufen_webhook_lag_events", "Events that a webhook has not been told of.", lags),
      Metrics.Gauge("koufen_webhook_paused", "Whether a webhook is paused.", pauses),
      Metrics.Gauge("koufen_queue_items", "What waits for somebody, by the kind of work.", works),
      Metrics.Gauge("koufen_build_info", "Which koufen this is.", [([("version", Release.version)], 1.0)]),
    ]
    if let bytes = surroundings.storeBytes() {
      gauges.append(Metrics.Gauge("koufen_store_bytes", "The size of the store's file.", Double(bytes)))
    }
    gauges.append(
      Metrics.Gauge(
        "koufen_last_sweep_timestamp_seconds",
        "When it was last swept, as the log says until this server does; 0 for never.",
        Double(swept.withLock { $0 } ?? 0)))
    return gauges
  }
}

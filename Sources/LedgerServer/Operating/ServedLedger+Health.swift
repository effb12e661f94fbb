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

  func metricsText() async throws -> Reply {
    let now = surroundings.now()
    let (head, waiting) = try await readers.run { [ledger] in
      let soon = ledger.zone.date(of: now).adding(days: 7)
      let items = try ledger.queue(for: nil, through: soon, StandingQuestion(), now: now)
      return (try ledger.head(), Dictionary(grouping: items, by: \.work).mapValues(\.count))
    }
    return Reply(
      media: .text, body: .bytes(Array(metrics.text(with: gauges(head: head, waiting)).utf8)),
      headers: [
        Header("content-type", "text/plain; version=0.0.4; charset=utf-8"), Header("cache-control", "no-store"),
      ])
  }

  private func gauges(head: Int, _ waiting: [QueueItem.Work: Int]) -> [Metrics.Gauge] {
    let hooks = (try? access.webhooks()) ?? []
    let lags = hooks.map { hook in ([("webhook", hook.id)], Double(max(0, head - hook.cursor))) }
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
      Metrics.Gauge("koufen_queue_items", "What waits for somebody, by the kind of work.", works),
      Metrics.Gauge("koufen_build_info", "Which koufen this is.", [([("version", Release.version)], 1.0)]),
    ]
    if let bytes = surroundings.storeBytes() {
      gauges.append(Metrics.Gauge("koufen_store_bytes", "The size of the store's file.", Double(bytes)))
    }
    gauges.append(
      Metrics.Gauge(
        "koufen_last_sweep_timestamp_seconds", "When this server last swept; 0 before it did.",
        Double(swept.withLock { $0 } ?? 0)))
    return gauges
  }
}

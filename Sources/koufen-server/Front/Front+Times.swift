import LedgerServer
import NIOCore

extension Front {
  /// The head that has begun is whole in time, or refused: 408.
  func watchHead() {
    if timers.head.isRunning { return }
    timers.head.start(on: self, in: service.measures.headTime) { $0.refuse(.call(.tooSlow)) }
  }

  /// From now on the client makes the server wait for a body.
  func startWaiting(_ visit: Visit) {
    guard let context, visit.waitsSince == nil else { return }
    visit.waitsSince = context.eventLoop.now
    let rest = allowance(visit) - visit.waited
    timers.body.start(on: self, in: max(rest, .zero)) { $0.refuse(.call(.tooSlow)) }
  }

  /// It does not any more.
  func stopWaiting(_ visit: Visit) {
    guard let since = visit.waitsSince, let context else { return }
    timers.body.stop()
    visit.waited = visit.waited + (context.eventLoop.now - since)
    visit.waitsSince = nil
  }

  /// How long a client may make the server wait for all of a body: a bulk as long as it keeps up its rate, but for the
  /// first moments of it.
  private func allowance(_ visit: Visit) -> TimeAmount {
    let measures = service.measures
    guard visit.head.isBulk else { return measures.bodyTime }
    return min(measures.bulkTime, measures.bodyTime + .seconds(Int64(visit.received / measures.bulkRate)))
  }

  /// A client that takes nothing of its answer holds what it is made of for ever.
  func watchStall() {
    if timers.stall.isRunning { return }
    timers.stall.start(on: self, in: service.measures.stallTime) { $0.close() }
  }

  /// Closes a connection that nobody uses.
  func watchIdleness(in time: TimeAmount) {
    timers.idle.start(on: self, in: time) { front in
      guard let context = front.context else { return }
      let rest = front.lastUse + front.service.measures.idleTime - context.eventLoop.now
      if front.visit != nil || front.isLingering {
        front.watchIdleness(in: front.service.measures.idleTime)
      } else if rest > .zero {
        front.watchIdleness(in: rest)
      } else {
        front.linger()
      }
    }
  }
}

/// The times that a connection is held to.
struct Timers {
  var head = Alarm(), body = Alarm(), stall = Alarm(), idle = Alarm(), linger = Alarm()

  mutating func stop() {
    head.stop()
    body.stop()
    stall.stop()
    idle.stop()
    linger.stop()
  }
}

/// Something that happens after a time, unless it is stopped.
final class Alarm {
  private var scheduled: Scheduled<Void>?

  var isRunning: Bool { scheduled != nil }

  func start(on front: Front, in time: TimeAmount, _ ring: @escaping @Sendable (Front) -> Void) {
    stop()
    guard let loop = front.context?.eventLoop else { return }
    let bound = NIOLoopBound((self, front), eventLoop: loop)
    scheduled = loop.scheduleTask(in: time) {
      bound.value.0.scheduled = nil
      ring(bound.value.1)
    }
  }

  func stop() {
    scheduled?.cancel()
    scheduled = nil
  }
}
@available(*, unavailable) extension Alarm: Sendable {}

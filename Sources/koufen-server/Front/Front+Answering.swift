import LedgerServer
import NIOCore
import NIOHTTP1

extension Front {
  /// Has a request answered: at once where that needs no waiting, else by a task.
  func handOver(_ visit: Visit) {
    guard let context else { return }
    visit.isHandedOver = true
    let isBare = !visit.isComing && visit.received == 0
    let call = Call(
      method: visit.head.method, target: visit.head.target, headers: visit.head.headers, address: address,
      isSecure: isSecure, body: isBare ? NoBody() : visit.body)
    var ready: Answer?
    if isBare, let answer = service.answering.answerAtOnce(call) {
      if case .bytes(let bytes) = answer.body { return send(answer, bytes, for: visit) }
      ready = answer
    }
    let delivery = Delivery(front: NIOLoopBound((self, visit), eventLoop: context.eventLoop), loop: context.eventLoop)
    visit.task = Task(executorPreference: executor) { [answering = service.answering, ready] in
      if let ready {
        await delivery.deliver(ready)
      } else {
        await delivery.deliver(answering.answer(call))
      }
    }
  }

  /// Sends an answer that is at hand.
  func send(_ answer: Answer, _ bytes: [UInt8], for visit: Visit) {
    guard let context, begin(answer, length: bytes.count, for: visit) else { return }
    if !visit.isHead, !visit.needsNoEnd, !bytes.isEmpty, answer.mayHaveBody {
      let buffer = context.channel.allocator.buffer(bytes: bytes)
      context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
    }
    finish(visit)
  }

  /// Sends the head of an answer.
  ///
  /// - Returns: false where nobody is there any more.
  func begin(_ answer: Answer, length: Int?, for visit: Visit) -> Bool {
    guard visit === self.visit, let context, !isLingering, !visit.hasBegun else { return false }
    let answer = answer.isSendable ? answer : Answer(500)
    visit.closes = answer.closes || visit.isComing || visit.head.isLast || isQuiescing && behind.isEmpty
    // The encoder would write the end of a body that HEAD has not.
    visit.needsNoEnd = visit.isHead && length == nil && !isStream
    visit.hasBegun = true
    let head = answer.head(
      length: length, date: executor.now, closes: visit.closes && !isStream,
      version: visit.head.isOld && !isStream ? .http1_0 : .http1_1)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    return true
  }

  /// Sends a part of a body; `then` goes on when the client takes more.
  func put(_ bytes: [UInt8], for visit: Visit, then: UnsafeContinuation<Void, any Error>) {
    guard visit === self.visit, let context, !isLingering, visit.writing == nil else {
      return then.resume(throwing: ClientGone())
    }
    if !bytes.isEmpty {
      let buffer = context.channel.allocator.buffer(bytes: bytes)
      context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
    }
    // Writing may have closed the connection.
    guard visit === self.visit else { return then.resume(throwing: ClientGone()) }
    if context.channel.isWritable { then.resume() } else { visit.writing = then }
  }

  /// The answer is whole.
  func finish(_ visit: Visit) {
    guard visit === self.visit, let context else { return }
    self.visit = nil
    lastUse = context.eventLoop.now
    if visit.isComing {
      visit.body.fail(ClientGone())
      if isStream { return closeStream(behind: .end(nil)) }
    }
    if !visit.needsNoEnd { context.write(wrapOutboundOut(.end(nil)), promise: nil) }
    if isStream {
      flush()
      // It ends when the client took all; who opens no window for that would keep it, and its connection.
      watchStall()
    } else if visit.closes || visit.isComing {
      linger()
    } else {
      flushSoon()
      if isHalfClosed, behind.isEmpty { linger() } else { takeBehind() }
    }
  }

  /// A request's body is waited for: now it is known to be wanted, and whoever asked may send it (server 4.13).
  func bodyIsAwaited() {
    guard let visit, let context, !isLingering else { return }
    if visit.head.expectsContinue, visit.received == 0, !visit.hasBegun, !visit.wasToldToContinue {
      visit.wasToldToContinue = true
      let head = HTTPResponseHead(version: .http1_1, status: .continue)
      context.writeAndFlush(wrapOutboundOut(.head(head)), promise: nil)
    }
    startWaiting(visit)
  }

  func flush() {
    owesFlush = false
    context?.flush()
  }

  /// Several requests that came at once are answered at once.
  private func flushSoon() {
    if isInBurst { owesFlush = true } else { flush() }
  }
}

/// Brings an answer from a task to its connection.
struct Delivery: AnswerWriter, Sendable {
  let front: NIOLoopBound<(Front, Visit)>
  let loop: any EventLoop

  func deliver(_ answer: Answer) async {
    switch answer.body {
    case .bytes(let bytes): onLoop { $0.send(answer, bytes, for: $1) }
    case .stream(let make):
      guard await begin(answer) else { return }
      do {
        try await make(self)
        onLoop { $0.finish($1) }
      } catch {
        onLoop { $0.breakOff($1) }
      }
    }
  }

  /// Sends the head of a stream, and all of its answer where that has no body.
  private func begin(_ answer: Answer) async -> Bool {
    await withUnsafeContinuation { then in
      onLoop { front, visit in
        guard front.begin(answer, length: nil, for: visit) else { return then.resume(returning: false) }
        let isWhole = visit.isHead || !answer.mayHaveBody
        if isWhole { front.finish(visit) } else { front.flush() }
        then.resume(returning: !isWhole)
      }
    }
  }

  func write(_ bytes: [UInt8]) async throws {
    try await withUnsafeThrowingContinuation { then in
      onLoop { $0.put(bytes, for: $1, then: then) }
    }
  }

  private func onLoop(_ work: @escaping @Sendable (Front, Visit) -> Void) {
    if loop.inEventLoop {
      work(front.value.0, front.value.1)
    } else {
      loop.execute { work(front.value.0, front.value.1) }
    }
  }
}

import LedgerServer
import NIOCore
import NIOHTTP1

/// Why something is refused before anybody is asked.
enum Refusal {
  /// It is no request: 400 without a body (server 5.1).
  case noRequest
  /// Whoever answers has the words for it.
  case call(CallFault)
}

extension Front {
  /// Answers by itself, and hears nothing more.
  func refuse(_ refusal: Refusal, head: RequestHead? = nil) {
    guard let context, !isLingering else { return }
    let asked = visit
    visit = nil
    asked?.leave(ClientGone())
    // In the middle of an answer there is no place to say it.
    if asked?.hasBegun ?? false { return breakOff(head: asked?.head) }
    let head = head ?? asked?.head
    var answer = Answer(400)
    if case .call(let fault) = refusal {
      answer = service.answering.answer(to: fault, language: head?.language, isSecure: isSecure)
    }
    var bytes: [UInt8] = []
    if case .bytes(let all) = answer.body { bytes = all }
    let isSent = head?.method != "HEAD" && !bytes.isEmpty
    let sent = answer.head(
      length: bytes.count, date: executor.now, closes: !isStream,
      version: head?.isOld ?? false && !isStream ? .http1_0 : .http1_1)
    context.write(wrapOutboundOut(.head(sent)), promise: nil)
    if isSent {
      context.write(
        wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: bytes)))), promise: nil)
    }
    if isStream { return closeStream(behind: .end(nil)) }
    context.write(wrapOutboundOut(.end(nil)), promise: nil)
    linger()
  }

  /// Ends an answer before its end, so that no client takes a part for the whole (server 5.5).
  func breakOff(_ visit: Visit) {
    guard visit === self.visit else { return }
    self.visit = nil
    if visit.isComing { visit.body.fail(ClientGone()) }
    breakOff(head: visit.head)
  }

  private func breakOff(head: RequestHead?) {
    guard let context else { return }
    if isStream { return closeStream(behind: .body(.byteBuffer(ByteBuffer()))) }
    guard head?.isOld ?? false else { return linger() }
    // HTTP/1.0 ends a body by closing: only a reset tells that this was not its end.
    context.channel.reset()
  }

  /// Closes so that the client still reads what was sent: closing over unread bytes makes the system send a reset, which
  /// may take the answer away from it.
  func linger() {
    guard let context, !isLingering else { return }
    isLingering = true
    timers.head.stop()
    timers.body.stop()
    behind.removeAll()
    owesFlush = false
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.whenComplete { _ in bound.value.allIsSent() }
    // Nothing, but behind all that was written.
    context.writeAndFlush(wrapOutboundOut(.body(.byteBuffer(ByteBuffer()))), promise: sent)
    context.read()
  }

  private func allIsSent() {
    isSent = true
    if isHalfClosed { return close() }
    context?.close(mode: .output, promise: nil)
    timers.linger.start(on: self, in: service.measures.lingerTime) { $0.close() }
  }

  func close() { context?.close(promise: nil) }

  /// Ends a stream of HTTP/2 whose request is not wanted to its end, behind what was written.
  func closeStream(behind last: HTTPServerResponsePart) {
    guard let context else { return }
    isLingering = true
    timers.body.stop()
    let written = context.eventLoop.makePromise(of: Void.self)
    let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
    written.futureResult.whenComplete { _ in bound.value.close() }
    owesFlush = false
    context.writeAndFlush(wrapOutboundOut(last), promise: written)
    watchStall()
  }

  /// The client sends no more. It may still read, so what was asked is answered; whoever waits for something to happen
  /// is told, since most that end so are gone.
  func inputIsClosed() {
    isHalfClosed = true
    if isLingering {
      if isSent { close() }
    } else if let visit {
      visit.task?.cancel()
    } else if behind.isEmpty {
      linger()
    }
  }

  /// The server stops: what was begun is finished, and then the connection closed (server 11.6).
  func quiesce() {
    if isStream { return }
    isQuiescing = true
    if visit == nil, behind.isEmpty, !timers.head.isRunning { linger() }
  }
}

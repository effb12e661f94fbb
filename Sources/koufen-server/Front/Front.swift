import LedgerServer
import NIOCore
import NIOHTTP1

/// A connection of HTTP/1, or one stream of HTTP/2: takes requests one after the other, has them answered, and holds
/// both sides to sizes and times (server §12). All of it happens on the connection's loop.
final class Front: ChannelDuplexHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundIn = HTTPServerResponsePart
  typealias OutboundOut = HTTPServerResponsePart

  /// What came behind a request that is not answered yet.
  enum Behind {
    case part(HTTPServerRequestPart)
    case fault(Refusal)
  }

  let service: Service
  let executor: LoopExecutor
  /// Whether it is a stream of HTTP/2: it has its own end, and knows nothing of closing.
  let isStream: Bool
  let isSecure: Bool
  let address: String?
  /// What the bytes are that the decoder made nothing of; a stream has none.
  let lines: LineWatch?

  var context: ChannelHandlerContext?
  /// The request that is read or answered.
  var visit: Visit?
  var behind = CircularBuffer<Behind>()
  var isTakingBehind = false
  /// Whether reading was put off until somebody takes what was read.
  var holdsRead = false
  var isInBurst = false
  var sawPart = false
  var owesFlush = false
  /// Whether nothing more is answered, and the client is only let read what was.
  var isLingering = false
  /// Whether all of that was sent.
  var isSent = false
  var isHalfClosed = false
  var isQuiescing = false
  var lastUse = NIODeadline.uptimeNanoseconds(0)
  var timers = Timers()

  /// - Parameter lines: what stands before the decoder of HTTP/1; nil for a stream of HTTP/2.
  init(service: Service, executor: LoopExecutor, lines: LineWatch?, isSecure: Bool, address: String?) {
    self.service = service
    self.executor = executor
    self.lines = lines
    isStream = lines == nil
    self.isSecure = isSecure
    self.address = address
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    lastUse = context.eventLoop.now
    if !isStream { watchIdleness(in: service.measures.idleTime) }
  }

  func handlerRemoved(context: ChannelHandlerContext) {
    leave()
    self.context = nil
  }

  func channelInactive(context: ChannelHandlerContext) {
    leave()
    context.fireChannelInactive()
  }

  /// The client is gone.
  private func leave() {
    timers.stop()
    isLingering = true
    behind.removeAll()
    let visit = visit
    self.visit = nil
    visit?.leave(ClientGone())
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent {
      quiesce()
    } else if let event = event as? ChannelEvent, event == .inputClosed {
      inputIsClosed()
    } else if event is LineWatch.Grew {
      headGrew()
    } else {
      context.fireUserInboundEventTriggered(event)
    }
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable {
      timers.stall.stop()
      if isStream, visit == nil { watchStall() }
      let writing = visit?.writing
      visit?.writing = nil
      writing?.resume()
    } else {
      watchStall()
    }
    context.fireChannelWritabilityChanged()
  }

  func read(context: ChannelHandlerContext) {
    let isFull = !behind.isEmpty || (visit?.body.waitingBytes ?? 0) >= Incoming.most
    if isFull, !isLingering {
      holdsRead = true
    } else {
      context.read()
    }
  }

  /// Goes on reading where somebody took what was read.
  func readAgain() {
    guard holdsRead, let context else { return }
    holdsRead = false
    read(context: context)
  }
}
@available(*, unavailable) extension Front: Sendable {}

import NIOCore
import NIOHTTP2

/// Ends an HTTP/2 connection of no more use: without streams, or broken. Its manager asks the client of one without streams to
/// end it, once it had one, and waits for it; who never had one, or does not answer, would stay.
final class Idleness: ChannelInboundHandler {
  typealias InboundIn = HTTP2Frame
  private let most: TimeAmount
  private var streams = 0
  private var lastUse = NIODeadline.uptimeNanoseconds(0)

  init(most: TimeAmount) { self.most = most }

  func handlerAdded(context: ChannelHandlerContext) {
    lastUse = context.eventLoop.now
    watch(context, in: most)
  }

  /// Notes a stream until it is closed.
  func add(_ stream: any Channel) {
    streams += 1
    let bound = NIOLoopBound(self, eventLoop: stream.eventLoop)
    stream.closeFuture.whenComplete { _ in
      bound.value.streams -= 1
      bound.value.lastUse = bound.eventLoop.now
    }
  }

  /// Ends a connection on which the client broke the protocol, say by a head longer than it may be before it knows the
  /// limit: it has been told so, and nothing is answered there any more.
  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if error is NIOHTTP2Errors.StreamError { return context.fireErrorCaught(error) }
    context.close(promise: nil)
  }

  private func watch(_ context: ChannelHandlerContext, in time: TimeAmount) {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    context.eventLoop.scheduleTask(in: time) {
      let (idleness, context) = bound.value
      guard context.channel.isActive else { return }
      let rest = idleness.lastUse + idleness.most - context.eventLoop.now
      if idleness.streams == 0, rest <= .zero { return context.close(promise: nil) }
      idleness.watch(context, in: idleness.streams > 0 ? idleness.most : rest)
    }
  }
}
@available(*, unavailable) extension Idleness: Sendable {}

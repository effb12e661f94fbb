import LedgerServer
import NIOCore
import NIOHTTP1

extension Front {
  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if isLingering { return }
    isInBurst = true
    sawPart = true
    takeInTurn(unwrapInboundIn(data))
  }

  private func takeInTurn(_ part: HTTPServerRequestPart) {
    let mustWait = visit.map { !$0.isComing } ?? false
    if mustWait || !behind.isEmpty {
      behind.append(.part(part))
    } else {
      take(part)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    isInBurst = false
    if isLingering {
      context.read()
    } else if let visit {
      if !visit.isHandedOver { handOver(visit) }
    } else if !sawPart, lines?.sawBytes ?? false {
      // Bytes came and no part of a request: a head has begun.
      watchHead()
    }
    sawPart = false
    lines?.sawBytes = false
    if owesFlush { flush() }
    context.fireChannelReadComplete()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    if isLingering { return }
    guard let error = error as? HTTPParserError else { return context.close(promise: nil) }
    if error == .invalidMethod, let lines { return take(UnknownMethod(in: lines.decoded)) }
    let isOverflow = error == .headerOverflow
    let isLine = lines?.sawLongRequestLine ?? false
    refuseInTurn(isOverflow ? .call(isLine ? .lineTooLong : .headersTooLarge) : .noRequest)
  }

  /// There is more of a head that the decoder does not hear.
  func headGrew() {
    guard !isLingering, let head = lines?.gathered else { return }
    take(UnknownMethod(in: head))
  }

  private func take(_ found: UnknownMethod) {
    lines?.gather(nil)
    switch found {
    case .absent: refuseInTurn(.noRequest)
    case .begun(let bytes):
      let measures = service.measures
      let line = bytes.readableBytesView.firstIndex(of: 10) ?? bytes.readableBytes
      if line > measures.requestLine { return refuseInTurn(.call(.lineTooLong)) }
      if bytes.readableBytes > measures.requestLine + measures.headers {
        return refuseInTurn(.call(.headersTooLarge))
      }
      lines?.gather(bytes)
    case .whole(let head):
      takeInTurn(.head(head))
      takeInTurn(.end(nil))
    }
  }

  /// Refuses what came last, behind what came before it.
  private func refuseInTurn(_ fault: Refusal) {
    if let visit, !visit.isComing || !behind.isEmpty {
      behind.append(.fault(fault))
    } else {
      refuse(fault)
    }
  }

  private func take(_ part: HTTPServerRequestPart) {
    switch part {
    case .head(let head): begin(RequestHead(head, isStream: isStream))
    case .body(let bytes):
      guard let visit else { return }
      stopWaiting(visit)
      visit.received += bytes.readableBytes
      visit.body.append(bytes)
    case .end:
      guard let visit else { return }
      stopWaiting(visit)
      visit.isComing = false
      visit.body.end()
      if !visit.isHandedOver { handOver(visit) }
    }
  }

  private func begin(_ head: RequestHead) {
    guard let context else { return }
    timers.head.stop()
    let measures = service.measures
    if head.lineSize > measures.requestLine { return refuse(.call(.lineTooLong), head: head) }
    if head.size > measures.headers { return refuse(.call(.headersTooLarge), head: head) }
    guard head.namesHost, head.isReadable else { return refuse(.noRequest, head: head) }
    visit = Visit(head, body: Incoming(announced: head.announced, front: self, loop: context.eventLoop))
  }

  /// Takes what came in behind the last request.
  func takeBehind() {
    if isTakingBehind { return }
    isTakingBehind = true
    while !isLingering, visit.map(\.isComing) ?? true, let next = behind.popFirst() {
      switch next {
      case .part(let part): take(part)
      case .fault(let fault): refuse(fault)
      }
    }
    isTakingBehind = false
    guard behind.isEmpty, !isLingering else { return }
    if let visit, !visit.isHandedOver { handOver(visit) }
    if isHalfClosed, visit == nil { return linger() }
    readAgain()
  }
}

import LedgerServer
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOTLS
import ServerSettings
import Synchronization

/// Posts deliveries to webhooks (server 10.8, 10.9): one connection each, given up 15 s after it was begun.
final class WebhookClient: WebhookSending {
  private let group: any EventLoopGroup
  private let trustRoots: NIOSSLTrustRoots
  private let connectTime: TimeAmount
  private let wholeTime: TimeAmount
  private let context = Mutex<NIOSSLContext?>(nil)

  /// A client.
  ///
  /// - Parameters:
  ///   - trustRoots: whose certificates are believed; by default those the system does.
  ///   - connectTime: for the connection alone; `wholeTime` for all of it.
  init(
    _ group: any EventLoopGroup, trustRoots: NIOSSLTrustRoots = .default, connectTime: TimeAmount = .seconds(5),
    wholeTime: TimeAmount = .seconds(15)
  ) {
    (self.group, self.trustRoots) = (group, trustRoots)
    (self.connectTime, self.wholeTime) = (connectTime, wholeTime)
  }

  func post(_ body: [UInt8], to url: WebhookURL, headers: [Header]) async -> WebhookOutcome {
    let secure: NIOSSLContext?
    do {
      secure = url.isSecure ? try trusted() : nil
    } catch {
      return .failed(.notTrusted)
    }
    let loop = group.next()
    let outcome = loop.makePromise(of: WebhookOutcome.self)
    // What an answer has told so far: its status counts, even where the rest of it never comes.
    let heard = NIOLoopBoundBox<WebhookOutcome?>.makeEmptyBox(valueType: WebhookOutcome.self, eventLoop: loop)
    let late = loop.scheduleTask(in: wholeTime) { outcome.succeed(heard.value ?? .failed(.tooSlow)) }
    ClientBootstrap(group: loop).connectTimeout(connectTime).channelInitializer { channel in
      channel.eventLoop.makeCompletedFuture {
        let pipeline = channel.pipeline.syncOperations
        let name = NetworkAddress(url.host) == nil ? url.host : nil
        if let secure {
          try pipeline.addHandler(NIOSSLClientHandler(context: secure, serverHostname: name))
        }
        try pipeline.addHTTPClientHandlers()
        let head = Self.head(url, headers, body.count)
        try pipeline.addHandler(
          Exchange(head, body, over: secure == nil ? .plain : .secure(name: name), heard: heard, outcome: outcome))
        outcome.futureResult.whenComplete { _ in channel.close(promise: nil) }
      }
    }.connect(host: url.host, port: url.port).whenFailure { outcome.succeed(.failed(Exchange.fault($0))) }
    let result = await withTaskCancellationHandler {
      try? await outcome.futureResult.get()
    } onCancel: {
      outcome.succeed(.failed(.givenUp))
    }
    late.cancel()
    return result ?? .failed(.cutOff)
  }

  private func trusted() throws -> NIOSSLContext {
    try context.withLock { context in
      if let context { return context }
      var configuration = TLSConfiguration.makeClientConfiguration()
      configuration.minimumTLSVersion = .tlsv12
      configuration.trustRoots = trustRoots
      configuration.applicationProtocols = ["http/1.1"]
      let fresh = try NIOSSLContext(configuration: configuration)
      context = fresh
      return fresh
    }
  }

  private static func head(_ url: WebhookURL, _ headers: [Header], _ length: Int) -> HTTPRequestHead {
    var fields = HTTPHeaders([("host", url.authority)])
    for header in headers { fields.add(name: header.name, value: header.value) }
    fields.add(name: "content-length", value: String(length))
    fields.add(name: "connection", value: "close")
    return HTTPRequestHead(version: .http1_1, method: .POST, uri: url.target, headers: fields)
  }
}

/// One request and the head of its answer; of one other than 2xx the beginning of its body too, which says what is wrong.
private final class Exchange: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias OutboundOut = HTTPClientRequestPart

  /// What it goes over.
  enum Line {
    case plain
    /// By TLS, to whom a name or, with nil, an address led.
    case secure(name: String?)
  }

  private let head: HTTPRequestHead
  private let body: [UInt8]
  private let line: Line
  private let heard: NIOLoopBoundBox<WebhookOutcome?>
  private let outcome: EventLoopPromise<WebhookOutcome>
  /// The head of the answer, and what has come of its body; nil before.
  private var answer: (status: Int, retryAfter: RetryAfter?, body: [UInt8])?

  init(
    _ head: HTTPRequestHead, _ body: [UInt8], over line: Line, heard: NIOLoopBoundBox<WebhookOutcome?>,
    outcome: EventLoopPromise<WebhookOutcome>
  ) {
    (self.head, self.body, self.line, self.heard, self.outcome) = (head, body, line, heard, outcome)
  }

  func channelActive(context: ChannelHandlerContext) {
    if case .plain = line { send(context) }
    context.fireChannelActive()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if case .handshakeCompleted? = event as? TLSUserEvent, case .secure(let name) = line {
      if context.hasPeer(named: name) { send(context) } else { outcome.succeed(.failed(.notTrusted)) }
    }
    context.fireUserInboundEventTriggered(event)
  }

  private func send(_ context: ChannelHandlerContext) {
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    let buffer = context.channel.allocator.buffer(bytes: body)
    context.write(wrapOutboundOut(.body(.byteBuffer(buffer))), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      let retryAfter = head.headers.first(name: "retry-after").flatMap(RetryAfter.init)
      answer = (Int(head.status.code), retryAfter, [])
      tell(isWhole: (200..<300).contains(head.status.code))
    case .body(let part):
      let room = WebhookOutcome.mostOfAnswer - (answer?.body.count ?? 0)
      answer?.body += part.readableBytesView.prefix(room)
      tell(isWhole: part.readableBytes >= room)
    case .end: tell(isWhole: true)
    }
  }

  /// Keeps what was answered so far, and says it once there is nothing to wait for.
  private func tell(isWhole: Bool) {
    guard let answer else { return }
    let text = String(decoding: answer.body, as: UTF8.self)
    let told = WebhookOutcome.answered(status: answer.status, retryAfter: answer.retryAfter, text: text)
    heard.value = told
    if isWhole { outcome.succeed(told) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    outcome.succeed(heard.value ?? .failed(Self.fault(error)))
  }

  func channelInactive(context: ChannelHandlerContext) {
    outcome.succeed(heard.value ?? .failed(.cutOff))
    context.fireChannelInactive()
  }

  /// What stopped it, in a word.
  static func fault(_ error: any Error) -> WebhookFault {
    if error is HTTPParserError { return .noHTTP }
    if error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError { return .notTrusted }
    if case .connectTimeout = error as? ChannelError { return .tooSlow }
    if let error = error as? NIOConnectionError {
      if error.connectionErrors.isEmpty { return .unknownHost }
      return error.connectionErrors.contains { fault($0.error) == .tooSlow } ? .tooSlow : .unreachable
    }
    return error is IOError ? .unreachable : .cutOff
  }
}
@available(*, unavailable) extension Exchange: Sendable {}

import HummingbirdCore
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTP2
import NIOSSL
import ServerSettings

/// Where connections come in: HTTP/1.1, or over TLS also HTTP/2, as the client chooses (server 1.4).
///
/// Hummingbird accepts them and ends them; what is said on them is between NIO's codecs and `Front`. Its own channels
/// would stand in between with types, tasks and a router that §4 and §12 leave no room for.
struct Door: ServerChildChannel {
  struct Value: ServerChildChannelValue {
    let channel: any Channel
  }

  let service: Service
  let certificates: Certificates?
  let connections: Connections
  private let executors: [ObjectIdentifier: LoopExecutor]

  init(service: Service, certificates: Certificates?, connections: Connections, group: any EventLoopGroup) {
    (self.service, self.certificates, self.connections) = (service, certificates, connections)
    let pairs = group.makeIterator().map { (ObjectIdentifier($0), LoopExecutor($0)) }
    executors = Dictionary(uniqueKeysWithValues: pairs)
  }

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
    connections.add(channel)
    guard let certificates else {
      return channel.eventLoop.makeCompletedFuture {
        try addHTTP1(to: channel)
        return Value(channel: channel)
      }
    }
    do {
      try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: certificates.context))
    } catch {
      return channel.eventLoop.makeFailedFuture(error)
    }
    // Nothing else ends a connection that never finishes its handshake.
    let late = channel.eventLoop.scheduleTask(in: service.measures.headTime) { channel.close(promise: nil) }
    return channel.configureHTTP2AsyncSecureUpgrade { channel in
      channel.eventLoop.makeCompletedFuture { try addHTTP1(to: channel) }
    } http2ConnectionInitializer: { channel in
      channel.eventLoop.makeCompletedFuture { try addHTTP2(to: channel) }
    }.map { negotiated in
      negotiated.whenComplete { result in
        late.cancel()
        if case .failure = result { channel.close(promise: nil) }
      }
      return Value(channel: channel)
    }
  }

  /// The connection's own task has nothing to do: each request has one.
  func handle(value: Value, logger: Logger) async {
    try? await value.channel.closeFuture.get()
  }

  private func executor(of channel: any Channel) -> LoopExecutor {
    executors[ObjectIdentifier(channel.eventLoop)] ?? LoopExecutor(channel.eventLoop)
  }

  private func addHTTP1(to channel: any Channel) throws {
    let measures = service.measures
    var limits = NIOHTTPDecoderLimitConfiguration()
    // Front counts exactly; the decoder only ends what has no end.
    limits.maxHeaderFieldSize = measures.requestLine + measures.headers
    limits.maxHeaderListSize = measures.requestLine + measures.headers
    limits.maxHeaderFieldCount = measures.headers
    let lines = LineWatch(most: measures.requestLine)
    let decoder = HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes, limitConfiguration: limits)
    let front = Front(
      service: service, executor: executor(of: channel), lines: lines, isSecure: certificates != nil,
      address: channel.remoteAddress?.plainText)
    let pipeline = channel.pipeline.syncOperations
    try pipeline.addHandler(lines)
    try pipeline.addHandler(HTTPResponseEncoder())
    try pipeline.addHandler(ByteToMessageHandler(decoder))
    try pipeline.addHandler(front)
  }

  private func addHTTP2(to channel: any Channel) throws {
    let measures = service.measures
    let address = channel.remoteAddress?.plainText
    // Who sends no more has nothing to say on any stream; and a half-closed connection would wait long for its end.
    try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
    let manager = NIOHTTP2ServerConnectionManagementHandler(
      eventLoop: channel.eventLoop,
      configuration: .init(maxIdleTime: measures.idleTime, maxAge: nil, maxGraceTime: nil, keepalive: nil))
    var settings = NIOHTTP2Handler.ConnectionConfiguration()
    // Front counts exactly, and can say what is too much.
    settings.initialSettings = [
      HTTP2Setting(parameter: .maxConcurrentStreams, value: 100),
      HTTP2Setting(parameter: .maxHeaderListSize, value: 4 * (measures.requestLine + measures.headers)),
    ]
    let pipeline = channel.pipeline.syncOperations
    let executor = executor(of: channel)
    let idleness = Idleness(most: measures.idleTime + measures.headTime)
    let watching = NIOLoopBound(idleness, eventLoop: channel.eventLoop)
    _ = try pipeline.configureHTTP2Pipeline(
      mode: .server, connectionConfiguration: settings, streamConfiguration: .init(),
      streamDelegate: manager.http2StreamDelegate
    ) { [service] stream in
      stream.eventLoop.makeCompletedFuture {
        watching.value.add(stream)
        let pipeline = stream.pipeline.syncOperations
        try pipeline.addHandler(HTTP2FramePayloadToHTTP1ServerCodec())
        try pipeline.addHandler(
          Front(service: service, executor: executor, lines: nil, isSecure: true, address: address))
      }
    }
    try pipeline.addHandler(manager)
    try pipeline.addHandler(idleness)
  }
}

extension SocketAddress {
  /// The address without a port; that of IPv4 also where it came in by an IPv6 socket. Nil for a Unix socket.
  var plainText: String? { ipAddress.map { NetworkAddress($0)?.description ?? $0 } }
}

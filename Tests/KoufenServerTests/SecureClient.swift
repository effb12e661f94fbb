import NIOCore
import NIOHTTP1
import NIOHTTP2
import NIOPosix
import NIOSSL

/// A client of a secured door on this machine.
struct SecureClient {
  let port: Int
  /// Whose certificate it believes.
  var trusts = Pair.first
  var most: TLSVersion?
  var protocols = ["http/1.1"]

  private func connect(_ add: @escaping @Sendable (any Channel) throws -> Void) async throws -> any Channel {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.trustRoots = .certificates([
      try NIOSSLCertificate(bytes: Array(trusts.certificate.utf8), format: .pem)
    ])
    configuration.applicationProtocols = protocols
    configuration.minimumTLSVersion = .tlsv1
    configuration.maximumTLSVersion = most
    let context = try NIOSSLContext(configuration: configuration)
    return try await ClientBootstrap(group: House.group).channelInitializer { channel in
      channel.eventLoop.makeCompletedFuture {
        try channel.pipeline.syncOperations.addHandler(
          NIOSSLClientHandler(context: context, serverHostname: "localhost"))
        try add(channel)
      }
    }.connect(host: "127.0.0.1", port: port).get()
  }

  /// What a server answers over HTTP/1 that is sent this and closes.
  func answer(to request: String) async throws -> String {
    let found = House.group.next().makePromise(of: String.self)
    let channel = try await connect { try $0.pipeline.syncOperations.addHandler(Collector(found)) }
    try? await channel.writeAndFlush(ByteBuffer(string: request)).get()
    return try await found.futureResult.get()
  }

  /// What the handshake agreed on.
  func negotiated() async throws -> (version: TLSVersion?, name: String?) {
    let found = House.group.next().makePromise(of: String.self)
    let channel = try await connect { try $0.pipeline.syncOperations.addHandler(Collector(found)) }
    try await channel.writeAndFlush(ByteBuffer(string: "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")).get()
    let agreed = try await channel.eventLoop.submit {
      let handler = try channel.pipeline.syncOperations.handler(type: NIOSSLHandler.self)
      return (handler.tlsVersion, nil as String?)
    }.get()
    _ = try? await found.futureResult.get()
    return agreed
  }

  /// A connection of HTTP/2.
  ///
  /// - Parameter window: bytes that it takes of an answer at first; nil for as many as is usual.
  func http2(window: Int? = nil) async throws -> Streams {
    var client = self
    client.protocols = ["h2"]
    let made = House.group.next().makePromise(of: NIOHTTP2Handler.StreamMultiplexer.self)
    let settings = window.map { [HTTP2Setting(parameter: .initialWindowSize, value: $0)] } ?? []
    let channel = try await client.connect { channel in
      var connection = NIOHTTP2Handler.ConnectionConfiguration()
      connection.initialSettings += settings
      let multiplexer = try channel.pipeline.syncOperations.configureHTTP2Pipeline(
        mode: .client, connectionConfiguration: connection, streamConfiguration: .init()
      ) { $0.close() }
      made.succeed(multiplexer)
    }
    return Streams(channel: channel, multiplexer: try await made.futureResult.get())
  }
}

/// What an HTTP/2 connection is asked, a stream each.
struct Streams: Sendable {
  let channel: any Channel
  let multiplexer: NIOHTTP2Handler.StreamMultiplexer

  /// An answer, or as much of one as came.
  struct Got: Sendable, Equatable {
    var statuses: [Int] = []
    var headers = HTTPHeaders()
    var body = ""
    /// Whether it came to its end.
    var isWhole = false
  }

  /// Asks, and waits for what comes.
  func ask(_ method: HTTPMethod, _ target: String, _ headers: HTTPHeaders = [:], body: String? = nil) async throws
    -> Got
  {
    try await begin(method, target, headers, body: body).got.get()
  }

  /// Asks.
  func begin(
    _ method: HTTPMethod, _ target: String, _ headers: HTTPHeaders = [:], body: String? = nil
  ) async throws -> (stream: any Channel, got: EventLoopFuture<Got>) {
    let got = channel.eventLoop.makePromise(of: Got.self)
    let made = channel.eventLoop.makePromise(of: (any Channel).self)
    multiplexer.createStreamChannel(promise: made) { stream in
      stream.eventLoop.makeCompletedFuture {
        try stream.pipeline.syncOperations.addHandler(HTTP2FramePayloadToHTTP1ClientCodec(httpProtocol: .https))
        try stream.pipeline.syncOperations.addHandler(StreamCollector(got))
      }
    }
    let stream = try await made.futureResult.get()
    var fields = headers
    fields.add(name: "host", value: "h")
    let head = HTTPRequestHead(version: .http2, method: method, uri: target, headers: fields)
    stream.write(HTTPClientRequestPart.head(head), promise: nil)
    if let body { stream.write(HTTPClientRequestPart.body(.byteBuffer(ByteBuffer(string: body))), promise: nil) }
    stream.writeAndFlush(HTTPClientRequestPart.end(nil), promise: nil)
    return (stream, got.futureResult)
  }
}

private final class Collector: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  private let found: EventLoopPromise<String>
  private var bytes = ByteBuffer()

  init(_ found: EventLoopPromise<String>) { self.found = found }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var more = unwrapInboundIn(data)
    bytes.writeBuffer(&more)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    found.fail(error)
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) { found.succeed(String(buffer: bytes)) }
}
@available(*, unavailable) extension Collector: Sendable {}

private final class StreamCollector: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  private let promise: EventLoopPromise<Streams.Got>
  private var got = Streams.Got()

  init(_ promise: EventLoopPromise<Streams.Got>) { self.promise = promise }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      got.statuses.append(Int(head.status.code))
      got.headers = head.headers
    case .body(let bytes): got.body += String(buffer: bytes)
    case .end: got.isWhole = true
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {}

  func channelInactive(context: ChannelHandlerContext) { promise.succeed(got) }
}
@available(*, unavailable) extension StreamCollector: Sendable {}

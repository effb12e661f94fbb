import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import ServerSettings

/// Carries bytes between the tool, on standard input and output, and a server behind TLS: so the tool links no TLS, and asks
/// by the same HTTP with it and without ([decision 0057](../../../Documentation/Decisions/0057-a-server-as-a-store.md)).
enum Relay {
  /// How long a connection may take to be made, with all that TLS says first.
  private static let connectTime = TimeAmount.seconds(10)

  /// Carries bytes until either side ends.
  static func run(to target: RelayTarget) -> Never {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      let context = try context(target)
      let name = NetworkAddress(target.host) == nil ? target.host : nil
      _ = try ClientBootstrap(group: group).connectTimeout(connectTime).channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHandler(NIOSSLClientHandler(context: context, serverHostname: name))
          try pipeline.addHandler(Inward(from: name))
        }
      }.connect(host: target.host, port: target.port).wait()
    } catch {
      refuse(error)
    }
    while true { pause() }
  }

  private static func context(_ target: RelayTarget) throws -> NIOSSLContext {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    if let file = target.authorities { configuration.additionalTrustRoots = [.file(file)] }
    return try NIOSSLContext(configuration: configuration)
  }

  /// Says why nothing will be carried, and ends.
  fileprivate static func refuse(_ error: any Error) -> Never {
    let isOfTrust = error is NIOSSLError || error is NIOSSLExtraError || error is BoringSSLError
    say(isOfTrust ? .untrusted : .unreachable, reason(error))
    _exit(69)
  }

  /// What is wrong, in the words of the system or of TLS.
  private static func reason(_ error: any Error) -> String {
    if let error = error as? IOError { return String(cString: strerror(error.errnoCode)) }
    if let error = error as? NIOConnectionError {
      return error.connectionErrors.last.map { reason($0.error) } ?? "Name or service not known"
    }
    let text = String(describing: error).split(whereSeparator: \.isNewline).joined(separator: " ")
    // What TLS says stands between the name of its library and that of a source file.
    guard let start = text.range(of: "OPENSSL_internal:") else { return text }
    return text[start.upperBound...].prefix { $0 != " " }.lowercased().replacingOccurrences(of: "_", with: " ")
  }

  fileprivate static func say(_ word: RelayTarget.Word, _ reason: String = "") {
    put(Array((word.rawValue + reason + "\n").utf8)[...])
  }

  /// Writes all of some bytes to the tool; where that is gone, so is what this is for.
  fileprivate static func put(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { _exit(0) }
      rest = rest.dropFirst(count)
    }
  }

  /// Carries what the tool sends, on a thread of its own, which may wait.
  fileprivate static func carryOut(_ channel: any Channel) {
    Thread.detachNewThread {
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      while true {
        let count = read(0, &buffer, buffer.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { _exit(0) }
        let bytes = channel.allocator.buffer(bytes: buffer[..<count])
        guard (try? channel.writeAndFlush(bytes).wait()) != nil else { return }
      }
    }
  }

  /// What comes from the server. Its loop has nothing else to do, so that it may wait for the tool.
  private final class Inward: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    /// What the server was called by; nil for an address.
    private let name: String?

    init(from name: String?) { self.name = name }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
      if case .handshakeCompleted? = event as? TLSUserEvent {
        guard context.hasPeer(named: name) else {
          Relay.say(.untrusted, "certificate verify failed: it is not that of \(name ?? "")")
          _exit(69)
        }
        Relay.say(.connected)
        Relay.carryOut(context.channel)
      }
      context.fireUserInboundEventTriggered(event)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let buffer = unwrapInboundIn(data)
      Relay.put(Array(buffer.readableBytesView)[...])
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { Relay.refuse(error) }

    func channelInactive(context: ChannelHandlerContext) { _exit(0) }
  }
}

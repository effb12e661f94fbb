import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import ServerSettings

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// A server at its address, from binding to the last connection's end.
final class Serving: Sendable {
  let connections = Connections()
  private let settings: ServerSettings
  private let certificates: Certificates?
  private let group: MultiThreadedEventLoopGroup

  /// Reads the certificates.
  ///
  /// - Throws: where they are of no use.
  init(_ settings: ServerSettings, group: MultiThreadedEventLoopGroup) throws {
    (self.settings, self.group) = (settings, group)
    certificates = try settings.tls.map(Certificates.init)
  }

  /// Reads the certificates again; where that fails they stay what they were.
  func readCertificatesAgain() throws { try certificates?.readAgain() }

  /// Answers requests until `stops` ends, then finishes what was begun, at most as long as `stop-time` says (11.6).
  ///
  /// - Parameters:
  ///   - service: who answers.
  ///   - ready: is told the address, with the real port, before the first request is answered.
  ///   - stops: comes back when the server is to stop.
  /// - Throws: where the address cannot be had.
  func run(
    _ service: Service, ready: @escaping @Sendable (String) -> Void, until stops: @escaping @Sendable () async -> Void
  ) async throws {
    let door = Door(service: service, certificates: certificates, connections: connections, group: group)
    var logger = Logger(label: "koufen-server", factory: { _ in SwiftLogNoOpLogHandler() })
    logger.logLevel = .critical
    var mask: mode_t?
    if case .socket(let path) = settings.listen {
      try await SocketFile(path: path).clear(group)
      // The file is made by binding; nobody else may connect, not even for a moment.
      mask = umask(0o117)
    }
    let former = mask
    let started = group.any().makePromise(of: Void.self)
    let server = Server(
      childChannelSetup: door, configuration: configuration,
      onServerRunning: { [settings] channel in
        if let former { umask(former) }
        ready(settings.address(port: channel.localAddress?.port))
        started.succeed()
      },
      eventLoopGroup: group, logger: logger)
    let stopping = Task {
      try? await started.futureResult.get()
      await stops()
      let cut = group.any().scheduleTask(in: .seconds(Int64(settings.limits[.stopTime]))) { [connections] in
        connections.closeAll()
      }
      try? await server.shutdownGracefully()
      cut.cancel()
    }
    do {
      try await server.run()
      await stopping.value
    } catch {
      if let former { umask(former) }
      stopping.cancel()
      started.fail(error)
      throw error
    }
  }

  private var configuration: ServerConfiguration {
    let address: BindAddress =
      switch settings.listen {
      case .host(let host, let port): .hostname(host, port: port)
      case .socket(let path): .unixDomainSocket(path: path)
      }
    return ServerConfiguration(
      address: address, backlog: 1024, availableConnectionsDelegate: Gate(most: settings.limits[.connections]))
  }
}

extension ServerSettings {
  /// Where the server is reached, with its real port (1.3).
  func address(port: Int?) -> String {
    let scheme = tls == nil ? "http" : "https"
    switch listen {
    case .host(let host, let asked): return "\(scheme)://\(ListenAddress.host(host, port: port ?? asked))"
    case .socket: return "\(listen)"
    }
  }
}

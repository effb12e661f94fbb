import Foundation
import Synchronization

/// A proxy before a cluster's socket that knows where PostgreSQL's messages end: it counts them, and cuts a connection before one of
/// them is handed on.
public final class MessageProxy: Sendable {
  /// The folder of its socket: the `host` of an address.
  public let folder: String

  private struct State {
    var messages = 0
    var syncs = 0
    var cutAt: Int?
    var wasCut = false
  }

  private let target: String
  private let listener: Int32
  private let state = Mutex(State())

  /// A proxy before the socket in a folder.
  public init(before target: String) throws {
    self.target = target
    folder = FileManager.default.temporaryDirectory.appending(path: "koufen-px-" + UUID().uuidString.prefix(8)).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    signal(SIGPIPE, SIG_IGN)
    listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.address(folder)
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let isBound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(listener, $0, size) }
    }
    guard isBound == 0, listen(listener, 64) == 0 else { throw PostgresCluster.Failure(words: "no socket for a proxy") }
    Thread { [self] in accept() }.start()
  }

  /// Closes it.
  public func end() {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Has the connection cut that carries the n-th message from now on, before that is handed on; nil for none.
  public func cut(at number: Int?) {
    state.withLock { $0 = State(cutAt: number) }
  }

  /// Whether a connection was cut since that was asked for.
  public var wasCut: Bool { state.withLock { $0.wasCut } }

  /// Messages in both directions since then.
  public var messages: Int { state.withLock { $0.messages } }

  /// How often the client ended a flush since then.
  public var syncs: Int { state.withLock { $0.syncs } }

  private static func address(_ folder: String) -> sockaddr_un {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: (folder + "/.s.PGSQL.5432").utf8) }
    return address
  }

  private func accept() {
    while true {
      let client = Foundation.accept(listener, nil, nil)
      guard client >= 0 else { return }
      let server = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
      var address = Self.address(target)
      let size = socklen_t(MemoryLayout<sockaddr_un>.size)
      _ = withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(server, $0, size) }
      }
      let pair = Pair(client: client, server: server)
      Thread { [self] in relay(pair, fromClient: true) }.start()
      Thread { [self] in relay(pair, fromClient: false) }.start()
    }
  }

  /// The two ends of a connection, closed when both directions are done.
  private final class Pair: Sendable {
    let client: Int32
    let server: Int32

    init(client: Int32, server: Int32) {
      self.client = client
      self.server = server
    }

    func cut() {
      for end in [client, server] { shutdown(end, Int32(SHUT_RDWR)) }
    }

    deinit {
      close(client)
      close(server)
    }
  }

  private func relay(_ pair: Pair, fromClient: Bool) {
    let (source, sink) = fromClient ? (pair.client, pair.server) : (pair.server, pair.client)
    var isStartup = fromClient
    while let message = Self.message(from: source, isStartup: isStartup) {
      if !isStartup, !isHandedOn(message, fromClient) { break }
      isStartup = false
      guard Self.write(message, to: sink) else { break }
    }
    pair.cut()
  }

  private func isHandedOn(_ message: [UInt8], _ fromClient: Bool) -> Bool {
    state.withLock { state in
      state.messages += 1
      if fromClient, message[0] == UInt8(ascii: "S") { state.syncs += 1 }
      guard state.messages == state.cutAt else { return true }
      state.wasCut = true
      return false
    }
  }

  private static func message(from source: Int32, isStartup: Bool) -> [UInt8]? {
    guard var message = read(isStartup ? 4 : 5, from: source) else { return nil }
    let size = message.suffix(4).reduce(0) { $0 << 8 | Int($1) }
    guard let rest = read(size - 4, from: source) else { return nil }
    message += rest
    return message
  }

  private static func read(_ count: Int, from source: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let found = bytes.withUnsafeMutableBytes { Foundation.read(source, $0.baseAddress! + done, count - done) }
      guard found > 0 else { return nil }
      done += found
    }
    return bytes
  }

  private static func write(_ bytes: [UInt8], to sink: Int32) -> Bool {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { Foundation.write(sink, $0.baseAddress! + done, bytes.count - done) }
      guard count > 0 else { return false }
      done += count
    }
    return true
  }
}

import Foundation
import Synchronization

/// A proxy before a cluster's socket that knows where PostgreSQL's messages end: it counts them, cuts a connection before one of
/// them is handed on, holds them all back, or dies.
public final class MessageProxy: Sendable {
  /// The folder of its socket: the `host` of an address.
  public let folder: String

  private struct State {
    var messages = 0
    var syncs = 0
    var trips = 0
    var cutAt: Int?
    var wasCut = false
    var action: (@Sendable () -> Void)?
  }

  private let target: String
  private let listener: Int32
  private let state = Mutex(State())
  private let pairs = Mutex<[ObjectIdentifier: Pair]>([:])
  private let line = NSCondition()
  private nonisolated(unsafe) var isHeld = false

  /// How long each message is on its way.
  private let delay: Duration

  /// A proxy before the socket in a folder.
  ///
  /// - Parameter delay: how long each message is on its way, in each direction.
  public init(before target: String, delay: Duration = .zero) throws {
    self.target = target
    self.delay = delay
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
    // A standby is another user than whoever runs the tests.
    chmod(Self.path(folder), 0o777)
    Thread { [self] in accept() }.start()
  }

  /// Closes it.
  public func end() {
    die()
    close(listener)
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Cuts all connections, and takes no more.
  public func die() {
    shutdown(listener, Int32(SHUT_RDWR))
    for pair in pairs.withLock({ Array($0.values) }) { pair.cut() }
    hold(false)
  }

  /// Hands nothing on until told otherwise.
  public func hold(_ holds: Bool) {
    line.withLock {
      isHeld = holds
      line.broadcast()
    }
  }

  /// Has the connection cut that carries the n-th message from now on, before that is handed on; nil for none.
  public func cut(at number: Int?) {
    state.withLock { $0 = State(cutAt: number) }
  }

  /// Does something before the n-th message from now on is handed on.
  public func act(at number: Int, _ action: @escaping @Sendable () -> Void) {
    state.withLock { $0 = State(cutAt: number, action: action) }
  }

  /// Whether a connection was cut, or something done, since that was asked for.
  public var wasCut: Bool { state.withLock { $0.wasCut } }

  /// Messages in both directions since then.
  public var messages: Int { state.withLock { $0.messages } }

  /// How often the client ended a flush since then.
  public var syncs: Int { state.withLock { $0.syncs } }

  /// How often the client waited since then: a transaction that is given up is waited for by nobody.
  public var trips: Int { state.withLock { $0.trips } }

  private static func address(_ folder: String) -> sockaddr_un {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path(folder).utf8) }
    return address
  }

  private static func path(_ folder: String) -> String { folder + "/.s.PGSQL.5432" }

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
      pairs.withLock { $0[ObjectIdentifier(pair)] = pair }
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
    let way = delay > .zero ? Way(delay) { Self.write($0, to: sink) } : nil
    var isStartup = fromClient
    var givesUp = false
    while let message = Self.message(from: source, isStartup: isStartup) {
      if !isStartup, !isHandedOn(message, fromClient, &givesUp) { break }
      isStartup = false
      line.withLock { while isHeld { line.wait() } }
      if let way {
        way.send(message)
      } else if !Self.write(message, to: sink) {
        break
      }
    }
    way?.end()
    pair.cut()
    pairs.withLock { $0[ObjectIdentifier(pair)] = nil }
  }

  /// - Parameter givesUp: whether the flush under way only gives a transaction up.
  private func isHandedOn(_ message: [UInt8], _ fromClient: Bool, _ givesUp: inout Bool) -> Bool {
    let isSync = fromClient && message[0] == UInt8(ascii: "S")
    if fromClient, message.dropFirst(6).starts(with: "ROLLBACK\0".utf8) { givesUp = true }
    let isTrip = isSync && !givesUp
    if isSync { givesUp = false }
    let (isHandedOn, action) = state.withLock { state -> (Bool, (@Sendable () -> Void)?) in
      state.messages += 1
      if isSync { state.syncs += 1 }
      if isTrip { state.trips += 1 }
      guard state.messages == state.cutAt else { return (true, nil) }
      state.wasCut = true
      return (state.action != nil, state.action)
    }
    action?()
    return isHandedOn
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

/// A way that takes its time, on which many messages are at once.
private final class Way: @unchecked Sendable {
  private let delay: Duration
  private let condition = NSCondition()
  private var messages: [(due: ContinuousClock.Instant, bytes: [UInt8])] = []
  private var isOver = false

  /// - Parameter write: hands a message on at its end.
  init(_ delay: Duration, _ write: @escaping @Sendable ([UInt8]) -> Bool) {
    self.delay = delay
    Thread { [self] in
      while let message = next() {
        let left = message.due - .now
        if left > .zero { usleep(UInt32(left / .microseconds(1))) }
        guard write(message.bytes) else { return }
      }
    }.start()
  }

  private func next() -> (due: ContinuousClock.Instant, bytes: [UInt8])? {
    condition.withLock {
      while messages.isEmpty, !isOver { condition.wait() }
      return messages.isEmpty ? nil : messages.removeFirst()
    }
  }

  func send(_ bytes: [UInt8]) {
    condition.withLock {
      messages.append((.now + delay, bytes))
      condition.signal()
    }
  }

  func end() {
    condition.withLock {
      isOver = true
      condition.signal()
    }
  }
}

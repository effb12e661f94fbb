import HummingbirdCore
import NIOCore
import Synchronization

/// The connections that are open.
final class Connections: Sendable {
  private let open = Mutex<[ObjectIdentifier: any Channel]>([:])

  /// How many there are.
  var count: Int { open.withLock { $0.count } }

  /// Notes a connection until it is closed.
  func add(_ channel: any Channel) {
    let id = ObjectIdentifier(channel)
    open.withLock { $0[id] = channel }
    channel.closeFuture.whenComplete { _ in self.open.withLock { _ = $0.removeValue(forKey: id) } }
  }

  /// Cuts all of them.
  func closeAll() {
    for channel in open.withLock({ Array($0.values) }) { channel.close(promise: nil) }
  }
}

/// Lets no more than so many connections in; the others wait in the backlog (server §12).
struct Gate: AvailableConnectionsDelegate {
  let most: Int
  private var count = 0

  init(most: Int) { self.most = most }

  mutating func connectionOpened() { count += 1 }
  mutating func connectionClosed() { count -= 1 }
  func isAcceptingNewConnections() -> Bool { count < most }
}

import CLibpq
import Dispatch

/// A request to the server to give up what a connection does; it knows nothing of the connection any more.
struct CancelRequest: @unchecked Sendable {
  private let libpq: LibpqFunctions
  private let request: OpaquePointer

  /// That of what a connection does now; nil where it is not open.
  init?(of connection: OpaquePointer, _ libpq: LibpqFunctions) {
    guard let request = libpq.PQgetCancel(connection) else { return nil }
    self.libpq = libpq
    self.request = request
  }

  /// Sends it, once, and waits for nothing: it goes out by a connection of its own, which a server that is gone lets wait for
  /// minutes.
  func send() {
    DispatchQueue.global().async { [self] in
      var words = [CChar](repeating: 0, count: 256)
      _ = libpq.PQcancel(request, &words, Int32(words.count))
      libpq.PQfreeCancel(request)
    }
  }
}

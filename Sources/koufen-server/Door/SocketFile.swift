import NIOCore
import NIOPosix

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// The file of a Unix socket.
struct SocketFile {
  let path: String

  /// What the path turned out to be.
  enum Fault: Error, Equatable {
    /// A server listens on it.
    case isServed
    /// It is no socket, and not ours to remove.
    case isNoSocket
  }

  /// Takes away the socket of a server that is not there any more.
  ///
  /// Whoever binds does that too, but asks nobody: it would take the socket of one that is.
  func clear(_ group: any EventLoopGroup) async throws {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else { throw Fault.isNoSocket }
    do {
      let other = try await ClientBootstrap(group: group).connect(unixDomainSocketPath: path).get()
      other.close(promise: nil)
    } catch let error as IOError where error.errnoCode == ECONNREFUSED || error.errnoCode == ENOENT {
      unlink(path)
      return
    }
    throw Fault.isServed
  }
}

import EventStore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A lock on a file or folder that ends with the process: nothing of it can be left behind.
///
/// SQLite's own locks are of another kind, and are not touched.
final class FileLock {
  let descriptor: Int32

  private init(_ descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Locks a folder, waiting for whoever has it; nil where the file system or the rights do not allow it.
  ///
  /// - Throws: `StoreError.busy` when the patience, in seconds, is over.
  static func folder(_ path: FilePath, patience: Double) throws -> FileLock? {
    let descriptor = path.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { return nil }
    let lock = FileLock(descriptor)
    let deadline = ContinuousClock.now + .seconds(patience)
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { return nil }
      guard ContinuousClock.now < deadline else {
        throw StoreError.busy("\(path.shown): another process is making a store here")
      }
      usleep(5_000)
    }
    return lock
  }

  /// Makes an empty file of which this process is the only owner, in the place of what a process that died left there; it
  /// is to become the one that is `shown`.
  ///
  /// - Throws: `PlaceError.Fault.inUse` when another process is at it.
  static func emptyFile(_ path: FilePath, for shown: FilePath) throws -> FileLock {
    while true {
      let flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC
      let descriptor = path.withCString { open($0, flags, S_IRUSR | S_IWUSR) }
      guard descriptor >= 0 else { throw PrivateFile.failure(shown, .make) }
      let lock = FileLock(descriptor)
      if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK {
        throw StoreError.place(PlaceError(path: shown.shown, fault: .inUse))
      }
      var own = stat()
      guard fstat(descriptor, &own) == 0 else { throw PrivateFile.failure(path, .make) }
      guard own.st_mode & S_IFMT == S_IFREG else {
        throw StoreError.place(PlaceError(path: path.shown, fault: .occupied))
      }
      // Whoever had it before may have given it its name meanwhile.
      guard let there = path.status, there.st_ino == own.st_ino, there.st_dev == own.st_dev else { continue }
      guard ftruncate(descriptor, 0) == 0, fchmod(descriptor, S_IRUSR | S_IWUSR) == 0 else {
        throw PrivateFile.failure(path, .make)
      }
      for suffix in PrivateFile.companions { _ = path.appending(suffix).withCString { unlink($0) } }
      return lock
    }
  }

  /// Waits until the file's contents are on the disk.
  func synchronise(_ path: FilePath) throws {
    guard fsync(descriptor) == 0 else { throw PrivateFile.failure(path, .write) }
  }
}

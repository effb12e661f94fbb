import EventStore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A new store's file, readable and writable by its owner only, whatever the umask.
enum PrivateFile {
  /// Makes the file unless it is there already, in which case it is not touched: closing any descriptor of a file takes
  /// away the locks that SQLite holds on it in the same process.
  static func make(at path: String) throws {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR)
    if descriptor < 0, errno == EEXIST { return }
    guard descriptor >= 0 else {
      throw StoreError.inputOutput("\(path): \(String(cString: strerror(errno)))")
    }
    close(descriptor)
  }

  /// The same, refusing a file that is there already.
  static func makeNew(at path: String) throws {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR)
    guard descriptor >= 0 else {
      throw StoreError.inputOutput("\(path): \(String(cString: strerror(errno)))")
    }
    close(descriptor)
  }

  /// Waits until the file's contents are on the disk.
  static func synchronise(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0, fsync(descriptor) == 0 else {
      throw StoreError.inputOutput("\(path): \(String(cString: strerror(errno)))")
    }
    close(descriptor)
  }
}

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
  static func make(at path: String) throws {
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)
    guard descriptor >= 0 else {
      throw StoreError.inputOutput("\(path): \(String(cString: strerror(errno)))")
    }
    close(descriptor)
  }
}

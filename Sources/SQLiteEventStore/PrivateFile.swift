import EventStore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files readable and writable by their owner only, whatever the umask.
enum PrivateFile {
  /// What SQLite keeps beside a store's file.
  static let companions = ["-wal", "-shm", "-journal"]

  /// Makes a new file, which is to become the one that is `shown`; one that is there already is refused.
  static func make(at path: FilePath, for shown: FilePath) throws {
    let descriptor = path.withCString { open($0, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR) }
    guard descriptor >= 0 else { throw failure(shown, .make) }
    defer { close(descriptor) }
    guard fchmod(descriptor, S_IRUSR | S_IWUSR) == 0 else { throw failure(shown, .make) }
  }

  /// Takes away everybody's right but the owner's.
  static func close(to others: FilePath) throws {
    guard let mode = others.status?.st_mode, mode & 0o077 != 0 else { return }
    guard others.withCString({ chmod($0, S_IRUSR | S_IWUSR) }) == 0 else { throw failure(others, .make) }
  }

  /// Waits until what the folder lists is on the disk.
  static func synchronise(folder: FilePath) throws {
    let descriptor = folder.withCString { open($0, O_RDONLY | O_CLOEXEC | O_DIRECTORY) }
    // Who may write in a folder but not read it cannot wait for it.
    if descriptor < 0, errno == EACCES { return }
    guard descriptor >= 0 else { throw failure(folder, .write) }
    defer { close(descriptor) }
    // Some file systems have nothing to wait for in a folder.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure(folder, .write) }
  }

  /// Gives a file its name, in the place of what had it, and waits until that is on the disk.
  static func rename(_ old: FilePath, to new: FilePath) throws {
    let result = old.withCString { old in new.withCString { new in Self.rename(old, new) } }
    guard result == 0 else { throw failure(new, .make) }
    try synchronise(folder: new.folder)
  }

  private static func rename(_ old: UnsafePointer<CChar>, _ new: UnsafePointer<CChar>) -> Int32 {
    #if canImport(Glibc)
      Glibc.rename(old, new)
    #elseif canImport(Musl)
      Musl.rename(old, new)
    #else
      Darwin.rename(old, new)
    #endif
  }

  /// Removes a store's file and what SQLite kept beside it, as far as they are there.
  static func remove(_ path: FilePath) {
    for suffix in [""] + companions { _ = path.appending(suffix).withCString { unlink($0) } }
  }

  private static func close(_ descriptor: Int32) {
    #if canImport(Glibc)
      _ = Glibc.close(descriptor)
    #elseif canImport(Musl)
      _ = Musl.close(descriptor)
    #else
      _ = Darwin.close(descriptor)
    #endif
  }

  /// What the system said last, about a file.
  static func failure(_ path: FilePath, _ access: PlaceError.Access) -> StoreError {
    let (number, reason) = (errno, String(cString: strerror(errno)))
    switch number {
    case EACCES, EPERM, EROFS: return .place(PlaceError(path: path.shown, fault: .forbidden(access, reason: reason)))
    default: return .inputOutput("\(path.shown): \(reason)")
    }
  }
}

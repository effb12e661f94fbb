import EventStore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where a store's file is, or is to be: from the root, at the end of all links.
struct StorePlace {
  /// The longest path that SQLite takes, in bytes, with room for what it keeps beside the file.
  static let longest = 500

  let path: FilePath

  init(_ path: FilePath) throws {
    self.path = path.resolved.absolute
    if self.path.bytes.count > Self.longest { throw fault(.tooLong(Self.longest)) }
  }

  /// An error about this place.
  func fault(_ fault: PlaceError.Fault) -> StoreError { .place(PlaceError(path: path.shown, fault: fault)) }

  /// Whether there is a file that may be used so; nothing is opened, so that nothing can hang.
  ///
  /// - Returns: false where there is nothing at all.
  func isUsable(_ access: PlaceError.Access) throws -> Bool {
    guard let status = path.status else {
      if errno == ENOENT || errno == ENOTDIR { return false }
      throw PrivateFile.failure(path, access)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw fault(.notAFile(.folder))
    case S_IFIFO: throw fault(.notAFile(.pipe))
    case S_IFSOCK: throw fault(.notAFile(.socket))
    default: throw fault(.notAFile(.device))
    }
    guard status.st_nlink <= 1 else { throw fault(.linked(Int(status.st_nlink))) }
    try demand(R_OK, of: path, for: .read)
    guard access != .read else { return true }
    try demand(W_OK, of: path, for: .write)
    if !path.appending("-wal").isTaken { try demand(W_OK | X_OK, of: path.folder, for: .write) }
    return true
  }

  private func demand(_ right: Int32, of path: FilePath, for access: PlaceError.Access) throws {
    guard path.withCString({ faccessat(AT_FDCWD, $0, right, AT_EACCESS) }) == 0 else {
      throw PrivateFile.failure(path, access)
    }
  }

  /// The path for SQLite, to which it must be text: a name for a path that is none, as long as this is held.
  func name() throws -> PlaceName { try PlaceName(path) }

  /// Whether SQLite can have failed because this process may open no more files.
  static var hasNoMoreFiles: Bool {
    let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
    guard descriptor < 0 else {
      close(descriptor)
      return false
    }
    return errno == EMFILE || errno == ENFILE
  }
}

/// What SQLite is told to open.
final class PlaceName: Sendable {
  let text: String
  private let descriptor: Int32?

  /// - Throws: `StoreError.inputOutput` where the system cannot name a path that is not UTF-8.
  init(_ path: FilePath) throws {
    if let text = path.text {
      self.text = text
      descriptor = nil
      return
    }
    #if os(Linux)
      let onlyThePlace: Int32 = 0o10000000  // O_PATH: closing it takes no lock away
      let descriptor = path.withCString { open($0, onlyThePlace | O_CLOEXEC) }
      guard descriptor >= 0 else { throw PrivateFile.failure(path, .read) }
      self.descriptor = descriptor
      text = "/proc/self/fd/\(descriptor)"
    #else
      throw StoreError.inputOutput("\(path.shown): the path is not UTF-8")
    #endif
  }

  deinit {
    if let descriptor { close(descriptor) }
  }
}

extension FilePath {
  /// Whether SQLite can use a file `-shm` beside this one, or make it.
  var canHaveCompanion: Bool {
    let memory = appending("-shm")
    let place = memory.isTaken ? memory : folder
    return place.withCString { faccessat(AT_FDCWD, $0, W_OK, AT_EACCESS) } == 0
  }
}

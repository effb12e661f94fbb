import GRDB

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The file of an access store, readable and writable by its owner alone.
enum AccessFile {
  /// Makes an empty file, for its owner alone whatever the umask; one that is there stays.
  static func make(_ path: String) throws(AccessError) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR)
    if descriptor < 0 {
      if errno == EEXIST { return }
      throw failure(path)
    }
    defer { _ = Self.close(descriptor) }
    guard fchmod(descriptor, S_IRUSR | S_IWUSR) == 0 else { throw failure(path) }
  }

  private static func close(_ descriptor: Int32) -> Int32 {
    #if canImport(Glibc)
      Glibc.close(descriptor)
    #elseif canImport(Musl)
      Musl.close(descriptor)
    #else
      Darwin.close(descriptor)
    #endif
  }

  /// Takes away everybody's right to the file but its owner's, once it is known to be a store.
  static func close(toOthers path: String) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & 0o077 != 0, geteuid() == status.st_uid else { return }
    chmod(path, S_IRUSR | S_IWUSR)
  }

  /// Holds the place to being a file that may be read.
  static func demand(_ path: String) throws(AccessError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { throw .file(path: path, .missing) }
      throw failure(path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .file(path: path, .foreign) }
    guard access(path, R_OK) == 0 else { throw failure(path) }
  }

  private static func failure(_ path: String) -> AccessError {
    let (number, reason) = (errno, String(cString: strerror(errno)))
    return switch number {
    case EACCES, EPERM, EROFS: .file(path: path, .forbidden(reason: reason))
    default: .file(path: path, .inputOutput(reason))
    }
  }

  /// Names the file in whatever goes wrong in `body`.
  static func translating<T>(_ path: String, _ body: () throws -> T) throws(AccessError) -> T {
    do {
      return try body()
    } catch let error as AccessError {
      throw error
    } catch let error as AccountFault {
      throw .fault(error)
    } catch let error as FileFault {
      throw .file(path: path, error)
    } catch let error as DatabaseError {
      throw AccessError(error, path)
    } catch {
      throw .file(path: path, .inputOutput("\(error)"))
    }
  }
}

extension AccessError {
  /// What an error of SQLite means for the caller.
  fileprivate init(_ error: DatabaseError, _ path: String) {
    let words = error.message ?? "SQLite error \(error.resultCode.rawValue)"
    let fault: FileFault =
      switch error.resultCode {
      case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
      case .SQLITE_NOTADB: .foreign
      case .SQLITE_CORRUPT, .SQLITE_CONSTRAINT, .SQLITE_SCHEMA, .SQLITE_ERROR: .damaged(words)
      case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM: .forbidden(reason: words)
      default: .inputOutput(words)
      }
    self = .file(path: path, fault)
  }
}

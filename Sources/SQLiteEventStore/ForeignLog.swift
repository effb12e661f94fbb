import EventStore
import GRDBSQLite

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Whether the write-ahead log beside a store's file is another file's.
///
/// SQLite cannot tell: it would write the log's pages into whatever file stands there, and what was copied over a store
/// would be silently undone. Each store's file, and each backup, has a mark of its own on its first page, and every
/// transaction writes that page into the log.
enum ForeignLog {
  private static let applicationID = 68
  private static let userVersion = 60

  /// Looks at the file and the log beside it without opening either as a database.
  static func isBeside(_ path: FilePath, _ name: PlaceName) -> Bool {
    guard let log = path.appending("-wal").status, log.st_size > 32, let header = header(of: name),
      number(header, applicationID) == UInt32(Schema.applicationID),
      let logged = firstPageLogged(path.appending("-wal"))
    else { return false }
    return Schema.mark(Int(number(header, userVersion))) != Schema.mark(Int(logged))
  }

  /// The first hundred bytes of the file itself, read through SQLite: a descriptor of our own would, when it is closed,
  /// take away the locks that this process holds on the file.
  private static func header(of name: PlaceName) -> [UInt8]? {
    var connection: OpaquePointer?
    defer { sqlite3_close(connection) }
    guard sqlite3_open_v2(name.text, &connection, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK
    else { return nil }
    var file: UnsafeMutablePointer<sqlite3_file>?
    guard sqlite3_file_control(connection, nil, SQLITE_FCNTL_FILE_POINTER, &file) == SQLITE_OK, let file,
      let read = file.pointee.pMethods?.pointee.xRead
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: 100)
    return read(file, &bytes, Int32(bytes.count), 0) == SQLITE_OK ? bytes : nil
  }

  /// The user version on the first page that the log holds; nil where it holds none.
  private static func firstPageLogged(_ path: FilePath) -> UInt32? {
    let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard let header = bytes(descriptor, 32, at: 0) else { return nil }
    let pageSize = Int(number(header, 8))
    guard (512...65_536).contains(pageSize) else { return nil }
    var offset = 32
    while let frame = bytes(descriptor, 24 + 100, at: offset) {
      // A frame that does not have the header's salt is left from before the log was begun anew.
      guard frame[8..<16].elementsEqual(header[16..<24]) else { return nil }
      if number(frame, 0) == 1 { return number(frame, 24 + userVersion) }
      offset += 24 + pageSize
    }
    return nil
  }

  private static func bytes(_ descriptor: Int32, _ count: Int, at offset: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return pread(descriptor, &bytes, count, off_t(offset)) == count ? bytes : nil
  }

  private static func number(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}

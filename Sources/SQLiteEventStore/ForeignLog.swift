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

  /// Whether a log that holds anything lies where a file is to be made: that of one that was emptied, or taken away without it.
  static func isLeft(at path: FilePath) -> Bool { (path.appending("-wal").size ?? 0) > 32 }

  /// Looks at the file and the log beside it without opening either as a database.
  static func isBeside(_ path: FilePath, _ name: PlaceName) -> Bool {
    guard isLeft(at: path), let header = header(of: name),
      number(header, applicationID) == UInt32(Schema.applicationID)
    else { return false }
    let mark = Schema.mark(Int(number(header, userVersion)))
    func differs(_ logged: UInt32?) -> Bool { logged.map { Schema.mark(Int($0)) != mark } ?? false }
    // A log that looks like another's is looked at again with its checksums: after a loss of power it may end in what was
    // never committed, of which some sectors were written and others not.
    return differs(firstPage(in: path, checked: false)) && differs(firstPage(in: path, checked: true))
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

  /// The user version on the first page, as the log holds it first; nil where it holds none.
  ///
  /// - Parameter checked: whether only frames count that SQLite would take for written whole, and their transaction for
  ///   committed; each is then read to its last byte.
  private static func firstPage(in path: FilePath, checked: Bool) -> UInt32? {
    let descriptor = path.appending("-wal").withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    guard let header = bytes(descriptor, 32, at: 0) else { return nil }
    let pageSize = Int(number(header, 8))
    guard (512...65_536).contains(pageSize) else { return nil }
    var sum = LogChecksum(header: header)
    if checked, !sum.isThat(of: header, at: 24) { return nil }
    var found: UInt32?
    var offset = 32
    while let frame = bytes(descriptor, checked ? 24 + pageSize : 24 + 100, at: offset) {
      // A frame that does not have the header's salt is left from before the log was begun anew.
      guard frame[8..<16].elementsEqual(header[16..<24]) else { return nil }
      if checked {
        sum.add(frame[0..<8])
        sum.add(frame[24...])
        guard sum.isThat(of: frame, at: 16) else { return nil }
      }
      if found == nil, number(frame, 0) == 1 { found = number(frame, 24 + userVersion) }
      // The last frame of a transaction says how many pages the file then has.
      if found != nil, !checked || number(frame, 4) != 0 { return found }
      offset += 24 + pageSize
    }
    return nil
  }

  private static func bytes(_ descriptor: Int32, _ count: Int, at offset: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    return pread(descriptor, &bytes, count, off_t(offset)) == count ? bytes : nil
  }

  fileprivate static func number(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
    bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }
}

/// The checksum that runs over a write-ahead log from its header on, as SQLite's file format has it.
private struct LogChecksum {
  private let isBigEndian: Bool
  private var first: UInt32 = 0
  private var second: UInt32 = 0

  init(header: [UInt8]) {
    isBigEndian = header[3] & 1 == 1
    add(header[0..<24])
  }

  /// Adds bytes, a multiple of eight of them.
  mutating func add(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBytes { bytes in
      for offset in stride(from: 0, to: bytes.count - 7, by: 8) {
        first &+= word(bytes, offset) &+ second
        second &+= word(bytes, offset + 4) &+ first
      }
    }
  }

  private func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt32 {
    let word = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    return isBigEndian ? UInt32(bigEndian: word) : UInt32(littleEndian: word)
  }

  /// Whether it is the one written at this place.
  func isThat(of bytes: [UInt8], at offset: Int) -> Bool {
    ForeignLog.number(bytes, offset) == first && ForeignLog.number(bytes, offset + 4) == second
  }
}

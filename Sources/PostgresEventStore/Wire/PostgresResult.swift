import CLibpq

/// What the server answered to one statement: rows of values in binary.
package final class PostgresResult {
  private let libpq: LibpqFunctions
  private let result: OpaquePointer

  /// Takes over a result of libpq.
  init(_ result: OpaquePointer, _ libpq: LibpqFunctions) {
    self.result = result
    self.libpq = libpq
  }

  deinit { libpq.PQclear(result) }

  /// How many rows there are.
  package var count: Int { Int(libpq.PQntuples(result)) }

  /// What was done, as `COMMIT`.
  var tag: String { String(cString: libpq.PQcmdStatus(result)) }

  /// The bytes of a value, valid as long as the result is held; nil for null.
  package func bytes(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer? {
    let (row, column) = (Int32(row), Int32(column))
    guard libpq.PQgetisnull(result, row, column) == 0, let start = libpq.PQgetvalue(result, row, column) else {
      return nil
    }
    return UnsafeRawBufferPointer(start: start, count: Int(libpq.PQgetlength(result, row, column)))
  }

  /// A number of two, four or eight bytes; nil for null.
  package func number(_ row: Int, _ column: Int) -> Int? {
    guard let bytes = bytes(row, column) else { return nil }
    switch bytes.count {
    case 4: return Int(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
    case 8: return Int(Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)))
    case 2: return Int(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
    default: return nil
    }
  }

  /// A text; nil for null.
  package func text(_ row: Int, _ column: Int) -> String? {
    bytes(row, column).map { String(decoding: $0, as: UTF8.self) }
  }

  /// A truth; false for null.
  func isTrue(_ row: Int, _ column: Int) -> Bool { bytes(row, column)?.first == 1 }
}

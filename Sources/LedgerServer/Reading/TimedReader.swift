import EventStore
import Ledger

/// A reader that gives up on a question that has taken too long (server 12.3), or whose answer nobody needs any more: it looks
/// now and then while rows are read, which is what costly questions do.
final class TimedReader: EventStoreReader {
  /// Rows between two looks.
  private static let rowsBetween = 256

  private let reader: any EventStoreReader
  private let isOver: @Sendable () -> Bool
  private var rows = 0

  /// - Parameter isOver: whether the question is given up; asked on the threads that read.
  init(_ reader: any EventStoreReader, until isOver: @escaping @Sendable () -> Bool) {
    (self.reader, self.isOver) = (reader, isOver)
  }

  /// - Throws: 503 where the question is given up.
  private func check() throws(ServerProblem) {
    if isOver() { throw ServerProblem(.overloaded) }
  }

  private func checkNowAndThen() throws(ServerProblem) {
    rows += 1
    if rows % Self.rowsBetween == 0 { try check() }
  }

  func expect(_ wanted: Wanted) throws { try reader.expect(wanted) }

  func head() throws -> LogHead { try reader.head() }

  func lastPosition() throws -> Int { try reader.lastPosition() }

  func head(of stream: String) throws -> StreamHead {
    try checkNowAndThen()
    return try reader.head(of: stream)
  }

  func streams() throws -> [String] { try reader.streams() }

  func heads() throws -> [StreamHead] { try reader.heads() }

  func position(ofID id: String) throws -> Int? { try reader.position(ofID: id) }

  func scan(_ selection: EntrySelection, _ body: (EntryView) throws -> Bool) throws {
    try check()
    try reader.scan(selection) { entry in
      try checkNowAndThen()
      return try body(entry)
    }
  }

  func value(_ key: String) throws -> [UInt8]? {
    try checkNowAndThen()
    return try reader.value(key)
  }

  func scanValues(prefix: String, _ body: (String, [UInt8]) throws -> Bool) throws {
    try check()
    try reader.scanValues(prefix: prefix) { key, value in
      try checkNowAndThen()
      return try body(key, value)
    }
  }

  func inParts<T: Sendable>(
    _ parts: Int, _ body: @escaping @Sendable (Int, any EventStoreReader) throws -> T
  ) throws -> [T] {
    try reader.inParts(parts) { [isOver] part, reader in try body(part, TimedReader(reader, until: isOver)) }
  }

  func damage() throws -> [String] { try reader.damage() }
}

extension Ledger {
  /// Asks several questions of one state of the log.
  ///
  /// - Parameter isOver: whether they are given up; nil for never.
  func pinned<T>(
    until isOver: (@Sendable () -> Bool)?, _ body: (Ledger, any EventStoreReader) throws -> T
  ) throws -> T {
    try pinned(through: { reader in isOver.map { TimedReader(reader, until: $0) } ?? reader }, body)
  }
}

import EventStore
import LedgerDomain

/// Why an exported log cannot be imported.
public struct ImportError: Error, Equatable, Sendable {
  /// The line, from 1; nil where the store is at fault.
  public var line: Int?
  /// What is wrong, in words.
  public var problem: String

  /// Why a log cannot be imported.
  public init(line: Int?, problem: String) {
    self.line = line
    self.problem = problem
  }
}

extension Ledger {
  /// Hands every event to `body` as a line of an exported log: the event's line with its hash as one more field.
  public func export(_ body: ([UInt8]) throws -> Void) throws {
    try store.read { reader in
      try reader.scan(EntrySelection()) { entry in
        try body(ExportedLine.make(line: entry.line, hash: entry.hash))
        return true
      }
    }
  }

  /// Takes an exported log into this ledger, which must be empty, and makes its read models; all of it or nothing.
  ///
  /// - Parameter next: gives the lines one after the other, nil at the end.
  /// - Returns: how many events were taken.
  /// - Throws: `ImportError` for a broken chain, a gap, or a line that is not as this ledger writes it.
  public func importLog(_ next: () throws -> [UInt8]?) throws -> Int {
    try store.write { writer in
      guard try writer.head() == 0 else {
        throw ImportError(line: nil, problem: "the store holds events already; import into a new one")
      }
      var count = 0
      var heads: [Key: StreamHead] = [:]
      while let line = try next() {
        count += 1
        try take(line, number: count, &heads, writer)
      }
      _ = try rebuild(writer)
      return count
    }
  }

  private func take(
    _ exported: [UInt8], number: Int, _ heads: inout [Key: StreamHead], _ writer: any EventStoreWriter
  ) throws {
    guard let (line, hash) = ExportedLine.split(exported) else {
      throw ImportError(line: number, problem: "expected an event that ends in ,\"hash\":\"64 hexadecimal digits\"}")
    }
    let event: Event
    do {
      event = try line.withUnsafeBytes { bytes in try Event(line: bytes, in: zone) }
    } catch let error as InputError {
      throw ImportError(line: number, problem: error.refusal.description)
    }
    guard event.line(in: zone) == line else {
      throw ImportError(line: number, problem: "the event is not written as this ledger writes it")
    }
    let last = heads[event.provider] ?? StreamHead(stream: event.provider, version: 0, hash: .zero)
    guard event.position == number, event.version == last.version + 1 else {
      throw ImportError(
        line: number,
        problem:
          "expected position \(number) and version \(last.version + 1), found \(event.position), \(event.version)")
    }
    guard line.withUnsafeBytes({ Chain.hash(after: last.hash, line: $0) }) == hash else {
      throw ImportError(line: number, problem: "the hash does not follow from the event and the hash before it")
    }
    heads[event.provider] = StreamHead(stream: event.provider, version: event.version, hash: hash)
    try writer.append([RecordedEvent(event: event, line: line).entry])
  }
}

/// The form of an event in an exported log.
enum ExportedLine {
  private static let opening = Array(",\"hash\":\"".utf8)
  private static let closing = Array("\"}".utf8)

  /// An event's line with its hash as the last field.
  static func make(line: UnsafeRawBufferPointer, hash: UnsafeRawBufferPointer) -> [UInt8] {
    let digest = Digest(bytes: hash) ?? .zero
    return Array(line.dropLast()) + opening + Array(digest.hex.utf8) + closing
  }

  /// How the line of an event decided under `rulebook` ends, without its hash.
  static func ending(naming rulebook: String) -> [UInt8] {
    var writer = JSONWriter()
    writer.object { $0.field("rulebook", rulebook) }
    return [UInt8(ascii: ",")] + writer.bytes.dropFirst()
  }

  /// The line and the hash; nil where the last field is no hash.
  static func split(_ exported: [UInt8]) -> (line: [UInt8], hash: Digest)? {
    let tail = opening.count + 64 + closing.count
    guard exported.count > tail else { return nil }
    let end = exported.suffix(tail)
    guard end.starts(with: opening), end.suffix(closing.count).elementsEqual(closing),
      let hash = Digest(hex: String(decoding: end.dropFirst(opening.count).prefix(64), as: UTF8.self))
    else { return nil }
    return (exported.dropLast(tail) + [UInt8(ascii: "}")], hash)
  }
}

import EventStore
import LedgerDomain
import Packing

/// Bytes of the read models: their layout before them, the first eight bytes of their SHA-256 behind.
enum KeptBytes {
  /// The layout of all that is kept. What has another is not read, but made again from the log.
  private static let layout = 8
  private static let checkBytes = 8

  /// What `body` packs, with layout and check.
  static func make(_ body: (inout PackedWriter) -> Void) -> [UInt8] {
    var packed = PackedWriter()
    packed.add(layout)
    body(&packed)
    let sum = packed.bytes.withUnsafeBytes { check($0) }
    sum.withUnsafeBytes { packed.add(raw: $0) }
    return packed.bytes
  }

  /// What `body` reads from bytes made so; nil for another layout.
  ///
  /// - Throws: `StoreError.damaged` when they are not what was written.
  static func read<T>(
    _ bytes: [UInt8], of provider: Key<Provider>, _ body: (inout PackedReader) throws(UnreadableBytes) -> T
  ) throws -> T? {
    try readStart(bytes, of: provider) { reader throws(UnreadableBytes) in
      let value = try body(&reader)
      guard reader.isAtEnd else { throw reader.unreadable() }
      return value
    }
  }

  /// The same for what stands first in them.
  static func readStart<T>(
    _ bytes: [UInt8], of provider: Key<Provider>, _ body: (inout PackedReader) throws(UnreadableBytes) -> T
  ) throws -> T? {
    try bytes.withUnsafeBytes { bytes in
      let packed = UnsafeRawBufferPointer(rebasing: bytes.dropLast(checkBytes))
      guard bytes.count > checkBytes, check(packed).elementsEqual(bytes.suffix(checkBytes)) else {
        throw damage(provider)
      }
      var reader = PackedReader(packed)
      do {
        guard try reader.number() == layout else { return nil }
        return try body(&reader)
      } catch is UnreadableBytes {
        throw damage(provider)
      }
    }
  }

  /// Whether the bytes are what some other version of the program wrote: they are never read, and so no damage.
  static func isOfAnotherLayout(_ bytes: [UInt8], of provider: Key<Provider>) -> Bool {
    do {
      return try readStart(bytes, of: provider) { _ in true } == nil
    } catch {
      return false
    }
  }

  private static func damage(_ provider: Key<Provider>) -> StoreError {
    .damaged("a read model of \(provider) is not what was written; koufen rebuild makes it again from the log")
  }

  private static func check(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    var builder = HashBuilder()
    builder.add(fixed: bytes)
    return Array(builder.digest().bytes.prefix(checkBytes))
  }
}

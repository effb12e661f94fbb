import Foundation
import Ledger
import LedgerFormat
import Rulebook
import SQLiteEventStore

/// Files and standing input, as bytes.
enum InputFile {
  /// The bytes of a file that is read whole, or of standard input for `-`.
  static func bytes(_ path: String) throws -> [UInt8] {
    let input = try Input(path: path)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(input.size ?? 0, Limits.fileBytes))
    while try input.read(upTo: 1 << 16, into: &bytes) {
      guard bytes.count <= Limits.fileBytes else {
        throw Failure(
          exit: 65, code: "bad-input", zh: "\(path) 超过 \(Limits.fileBytes) 字节。",
          en: "\(path) is larger than \(Limits.fileBytes) bytes.")
      }
    }
    return bytes
  }

  /// The bytes of a text file that is read whole, without the mark that Notepad and others put before UTF-8.
  static func text(_ path: String) throws -> [UInt8] {
    let found = try bytes(path)
    let mark = OutputOptions.byteOrderMark
    return found.starts(with: mark) ? Array(found.dropFirst(mark.count)) : found
  }

  /// The text of a rulebook: of the file of this name, else of the version that the program carries under it.
  static func rulebook(_ name: String) throws -> [UInt8] {
    if !FilePath(name).isThere, let carried = Rulebook.carriedFile(name) { return carried }
    return try text(name)
  }
}

import Foundation
import SQLiteEventStore

/// The environment variables the tool reads; an empty one is as one that is not set.
enum Environment {
  /// Those read as text.
  private static let texts = ["KOUFEN_BY", "KOUFEN_LANG", "KOUFEN_TOKEN", "KOUFEN_CA", "LC_ALL", "LC_MESSAGES", "LANG"]

  /// The value of a variable; nil where it is not set, or empty.
  static subscript(_ name: String) -> String? {
    guard let value = getenv(name), value[0] != 0 else { return nil }
    return String(cString: value)
  }

  /// The value of a variable that is a path, byte for byte; nil where it is not set, or empty.
  static func path(_ name: String) -> FilePath? {
    guard let value = getenv(name), value[0] != 0 else { return nil }
    return FilePath(bytes: UnsafeRawBufferPointer(start: value, count: strlen(value)))
  }

  /// Holds the variables that are read as text to UTF-8: Swift would put `\u{FFFD}` in the place of other bytes, and that
  /// would be recorded.
  ///
  /// - Throws: wrong usage, exit 64, that names the variable.
  static func demandTexts() throws {
    for name in texts {
      guard let value = getenv(name), String(validatingCString: value) == nil else { continue }
      throw Failure.usage(
        zh: "环境变量 \(name)（\(Bytes.spelled(value))）不是 UTF-8，什么也没有记录。请用 UTF-8 书写。",
        en: "The environment variable \(name) (\(Bytes.spelled(value))) is not UTF-8, and nothing was recorded. "
          + "Write it in UTF-8.")
    }
  }
}

/// Bytes shown to people.
enum Bytes {
  /// The bytes, those that are no printable ASCII as `\xNN`.
  static func spelled(_ text: UnsafePointer<CChar>) -> String {
    let bytes = UnsafeRawBufferPointer(start: text, count: strlen(text)).prefix(80)
    return bytes.map { byte in
      let digits = String(byte, radix: 16)
      return 0x20..<0x7F ~= byte
        ? String(UnicodeScalar(byte)) : "\\x" + String(repeating: "0", count: 2 - digits.utf8.count) + digits
    }.joined()
  }
}

import Foundation
import Ledger

/// Files that are written whole.
enum OutputFile {
  /// Writes a new file.
  static func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .withoutOverwriting)
    } catch {
      throw Failure(
        exit: 74, code: "input-output", zh: "无法写入 \(path)：\(error.localizedDescription)",
        en: "\(path) cannot be written: \(error.localizedDescription)")
    }
  }
}

/// Files and standing input, as bytes.
enum InputFile {
  /// The bytes of a file that is read whole.
  static func bytes(_ path: String) throws -> [UInt8] {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory), !isDirectory.boolValue else {
      throw Failure(exit: 66, code: "no-such-file", zh: "没有文件 \(path)。", en: "There is no file \(path).")
    }
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw Failure(exit: 66, code: "no-such-file", zh: "无法读取文件 \(path)。", en: "The file \(path) cannot be read.")
    }
    defer { try? file.close() }
    let data = try file.read(upToCount: Limits.fileBytes + 1) ?? Data()
    guard data.count <= Limits.fileBytes else {
      throw Failure(
        exit: 65, code: "bad-input", zh: "\(path) 超过 \(Limits.fileBytes) 字节。",
        en: "\(path) is larger than \(Limits.fileBytes) bytes.")
    }
    return Array(data)
  }
}

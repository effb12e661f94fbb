import Foundation

/// Files that are made whole and never written over another.
enum NewFile {
  /// Makes a file that holds `text`, on the disk when this returns; where that fails, nothing of it is left.
  ///
  /// - Parameters:
  ///   - path: where nothing may stand yet, not even a link that leads nowhere.
  ///   - mode: its permissions, whatever the umask.
  static func write(_ text: String, to path: String, mode: mode_t) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode & 0o600)
    guard descriptor >= 0 else { throw cannotBeWritten(path) }
    defer { close(descriptor) }
    guard fchmod(descriptor, mode) == 0, write(Array(text.utf8), descriptor), fsync(descriptor) == 0 else {
      let failure = cannotBeWritten(path)
      unlink(path)
      throw failure
    }
  }

  private static func write(_ bytes: [UInt8], _ descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var rest = buffer[...]
      while !rest.isEmpty {
        let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }

  private static func cannotBeWritten(_ path: String) -> Failure {
    let reason = String(cString: strerror(errno))
    return Failure(
      exit: 74, code: "input-output", zh: "无法写入 \(path)：\(reason)", en: "\(path) cannot be written: \(reason)")
  }
}

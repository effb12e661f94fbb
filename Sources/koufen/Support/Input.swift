import Foundation
import Ledger
import LedgerDomain
import Presentation
import SQLiteEventStore

/// Where bytes are read from: a file, a pipe, a terminal, or what was put aside before.
final class Input {
  private enum Source {
    case descriptor(Int32)
    case bytes([UInt8], start: Int)
  }

  /// What it is called in messages.
  let name: String
  /// Bytes in all, where that is known.
  let size: Int?
  /// Whether everything is there already, so that nobody has to be waited for.
  let isStored: Bool
  private var source: Source
  /// Where in a file that is there already it begins.
  private var start: off_t = 0

  /// Opens a file, or standard input for `-`. A pipe with a name is waited for until somebody writes to it.
  ///
  /// - Throws: a `Failure` with exit code 66 that says what stands there instead.
  init(path: String) throws {
    let place = ProcessArguments.path(of: path)
    name = place.shown
    guard path != "-" else {
      guard !StandardDescriptors.lacksInput else {
        throw Failure(
          exit: 66, code: "no-such-file", zh: "标准输入已关闭，无可读取。", en: "Standard input is closed: there is nothing to read."
        )
      }
      source = .descriptor(0)
      let offset = lseek(0, 0, SEEK_CUR)
      let status = Self.status { fstat(0, $0) }
      isStored = status.map { Self.kind($0) == S_IFREG } ?? false
      size = isStored ? status.map { max(0, Int($0.st_size) - Int(offset)) } : nil
      start = offset
      return
    }
    guard let status = Self.status({ status in place.withCString { stat($0, status) } }) else {
      throw Self.unreadable(name, Self.reason(errno))
    }
    switch Self.kind(status) {
    case S_IFREG: isStored = true
    case S_IFIFO: isStored = false
    case S_IFCHR where Self.isHarmless(place, status): isStored = false
    case S_IFDIR: throw Self.unreadable(name, ("这是文件夹", "it is a folder"))
    case S_IFCHR, S_IFBLK: throw Self.unreadable(name, ("这是设备", "it is a device"))
    default: throw Self.unreadable(name, ("这不是文件", "it is not a file"))
    }
    size = isStored ? Int(status.st_size) : nil
    var descriptor = place.withCString { open($0, O_RDONLY | O_CLOEXEC) }
    while descriptor < 0, errno == EINTR { descriptor = place.withCString { open($0, O_RDONLY | O_CLOEXEC) } }
    guard descriptor >= 0 else { throw Self.unreadable(name, Self.reason(errno)) }
    source = .descriptor(descriptor)
  }

  /// What was put aside of another input.
  init(_ name: String, keptAside bytes: [UInt8]) {
    self.name = name
    size = bytes.count
    isStored = true
    source = .bytes(bytes, start: 0)
  }

  /// The same from a file of its own, from its start; the descriptor is this input's from then on.
  init(_ name: String, keptAside descriptor: Int32, size: Int) {
    self.name = name
    self.size = size
    isStored = true
    source = .descriptor(descriptor)
  }

  deinit {
    if case .descriptor(let descriptor) = source, descriptor != 0 { close(descriptor) }
  }

  /// Whether `read` would answer at once, be it with the end.
  var isReady: Bool {
    guard !isStored, case .descriptor(let descriptor) = source else { return true }
    var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&watched, 1, 0) != 0
  }

  /// Goes back to where it begins; only what is there already can.
  func rewind() throws {
    switch source {
    case .bytes(let bytes, _): source = .bytes(bytes, start: 0)
    case .descriptor(let descriptor):
      guard lseek(descriptor, start, SEEK_SET) < 0 else { return }
      let reason = SystemText.words(String(cString: strerror(errno)))
      throw Failure(
        exit: 74, code: "input-output", zh: "读取 \(name) 失败：\(reason.zh)。",
        en: "\(name) could not be read: \(reason.en).")
    }
  }

  /// Appends the bytes that come next, at most `count`; false at the end. Waits for whoever writes them.
  func read(upTo count: Int, into buffer: inout [UInt8]) throws -> Bool {
    switch source {
    case .bytes(let bytes, let start):
      let end = min(start + count, bytes.count)
      buffer.append(contentsOf: bytes[start..<end])
      source = .bytes(bytes, start: end)
      return end > start
    case .descriptor(let descriptor):
      let before = buffer.count
      buffer.append(contentsOf: repeatElement(0, count: count))
      let taken = try buffer.withUnsafeMutableBytes { bytes in
        try read(descriptor, UnsafeMutableRawBufferPointer(rebasing: bytes[before...]))
      }
      buffer.removeLast(count - taken)
      return taken > 0
    }
  }

  private func read(_ descriptor: Int32, _ bytes: UnsafeMutableRawBufferPointer) throws -> Int {
    while true {
      let taken = Foundation.read(descriptor, bytes.baseAddress, bytes.count)
      if taken >= 0 { return taken }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&watched, 1, -1)
      case EISDIR: throw Self.unreadable(name, ("这是文件夹", "it is a folder"))
      case EBADF, EINVAL, ENXIO: throw Self.unreadable(name, Self.reason(errno))
      case let number:
        let reason = SystemText.words(String(cString: strerror(number)))
        throw Failure(
          exit: 74, code: "input-output", zh: "读取 \(name) 失败：\(reason.zh)。",
          en: "\(name) could not be read: \(reason.en).")
      }
    }
  }

  /// Terminals, and the device that is empty; others, such as disks and /dev/zero, never end or are no files of lines.
  private static func isHarmless(_ path: FilePath, _ status: stat) -> Bool {
    let empty = Self.status { stat("/dev/null", $0) }
    if let empty, empty.st_rdev == status.st_rdev { return true }
    let descriptor = path.withCString { open($0, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC) }
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return isatty(descriptor) == 1
  }

  private static func status(_ ask: (UnsafeMutablePointer<stat>) -> Int32) -> stat? {
    var status = stat()
    return ask(&status) == 0 ? status : nil
  }

  private static func kind(_ status: stat) -> mode_t { status.st_mode & S_IFMT }

  private static func reason(_ number: Int32) -> (zh: String, en: String) {
    let words = SystemText.words(String(cString: strerror(number)))
    return (words.zh, words.en)
  }

  private static func unreadable(_ path: String, _ reason: (zh: String, en: String)) -> Failure {
    Failure(
      exit: 66, code: "no-such-file", zh: "没有可读取的文件 \(path)（\(reason.zh)）。",
      en: "There is no file \(path) that can be read (\(reason.en)).")
  }
}

import Foundation
import Ledger
import LedgerDomain
import Presentation
import SQLiteEventStore

/// Files that are written whole.
enum OutputFile {
  /// Puts the lines of a report out: into a new file, which is said on stderr, or, where none is named, on stdout.
  ///
  /// - Parameter mark: what stands before the first byte of a file; on stdout it is set already.
  static func put(_ lines: [String], mark: [UInt8] = [], to out: String?, _ language: Language) throws {
    if let out {
      try write(String(decoding: mark, as: UTF8.self) + lines.map { $0 + "\n" }.joined(), to: out)
      let shown = ProcessArguments.path(of: out).shown
      StandardStream.error.line(language(zh: "已写入 \(shown)。", en: "Written to \(shown).").printable)
    } else {
      for line in lines { StandardStream.output.line(line) }
    }
    StandardStream.output.flush()
  }

  /// Puts a sheet of CSV out; for Excel with its mark.
  static func put(_ sheet: Table, isForExcel: Bool, to out: String?, _ language: Language) throws {
    try put(sheet.csv, mark: isForExcel ? OutputOptions.byteOrderMark : [], to: out, language)
  }

  /// Refuses a file that is there already, before anything is done whose report would go into it.
  static func demandAbsent(_ path: String?) throws {
    guard let path else { return }
    let place = ProcessArguments.path(of: path)
    if place.isThere { throw failure(place, EEXIST) }
  }

  /// Puts a page out: into a new file in lines as long as they are, or, where none is named, on stdout.
  static func put(_ page: Page, to out: String?, _ language: Language) throws {
    if out != nil { return try put(page.lines(width: nil, language).map(\.text), to: out, language) }
    StandardStream.output.show(page, language)
    StandardStream.output.flush()
  }

  /// Writes a new file: beside its place first, and there only when all of it is on the disk.
  ///
  /// - Parameter mode: its permissions whatever the process's mask; nil for those of any file a command writes.
  /// - Throws: a `Failure` where a file is already, or it cannot be written; nothing is left behind then.
  static func write(_ text: String, to path: String, mode: mode_t? = nil) throws {
    let places = String(repeating: "X", count: 6)  // which mkstemp fills
    let place = ProcessArguments.path(of: path)
    var template = (place.bytes + Array(".\(places)\0".utf8)).map { CChar(bitPattern: $0) }
    let descriptor = mkstemp(&template)
    guard descriptor >= 0 else { throw failure(place, errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    let draft = FilePath(bytes: template.dropLast().map { UInt8(bitPattern: $0) })
    Interruption.isUnfinished(draft)
    defer {
      _ = draft.withCString { unlink($0) }
      Interruption.isFinished(draft)
    }
    let number = fill(descriptor, Array(text.utf8), mode)
    guard close(descriptor) == 0, number == 0 else { throw failure(place, number == 0 ? errno : number) }
    try put(draft, at: place)
  }

  /// Gives the file its name, which nobody has yet: unlike a rename, a link never takes the place of what is there.
  private static func put(_ draft: FilePath, at path: FilePath) throws {
    if draft.withCString({ draft in path.withCString { link(draft, $0) } }) == 0 { return }
    guard errno != EEXIST else { throw failure(path, EEXIST) }
    // A disk that knows no links: the place is taken first, and what took it replaced.
    let place = path.withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
    guard place >= 0 else { throw failure(path, errno) }
    close(place)
    guard draft.withCString({ draft in path.withCString { rename(draft, $0) } }) == 0 else {
      throw failure(path, errno)
    }
  }

  /// Writes the bytes and waits until they are on the disk; the `errno` of what failed, or 0.
  private static func fill(_ descriptor: Int32, _ bytes: [UInt8], _ mode: mode_t?) -> Int32 {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { done += count } else if errno != EINTR { return errno }
    }
    // As any file that a command writes, it is readable by whom the process's mask lets read.
    let mask = umask(0o077)
    umask(mask)
    guard fchmod(descriptor, mode ?? 0o666 & ~mask) == 0, fsync(descriptor) == 0 else { return errno }
    return 0
  }

  private static func failure(_ place: FilePath, _ number: Int32) -> Failure {
    let path = place.shown
    if number == EEXIST {
      return Failure.usage(
        zh: "\(path) 已存在；请另取文件名。", en: "\(path) is there already; name a new file.")
    }
    let reason = SystemText.words(String(cString: strerror(number)))
    let remedy = number == ENOENT ? Words(zh: "；请先建立其所在的文件夹", en: "; make the folder it is to be in first") : .same("")
    return Failure(
      exit: 74, code: "input-output", zh: "无法写入 \(path)：\(reason.zh)\(remedy.zh)。",
      en: "\(path) cannot be written: \(reason.en)\(remedy.en).")
  }
}

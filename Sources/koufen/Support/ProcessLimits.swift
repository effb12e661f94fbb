import Foundation

/// What the process is allowed by whoever started it (`ulimit`), and what is said where that is too little.
enum ProcessLimits {
  /// Open files that a command needs, at least.
  private static let leastFiles = 16
  /// Bytes of address space that a command needs, at least: with less no thread can be made.
  private static let leastMemory = 200 << 20

  /// Bytes of address space that the process may take; nil where nobody set a limit.
  static var memory: Int? { limit(RLIMIT_AS) }

  private static func limit(_ resource: __rlimit_resource) -> Int? {
    var found = rlimit()
    guard getrlimit(__rlimit_resource_t(resource.rawValue), &found) == 0, found.rlim_cur != rlim_t.max else {
      return nil
    }
    return Int(clamping: found.rlim_cur)
  }

  /// Says at once that there is too little, instead of failing at whatever asks for more; and lets a fault of the process,
  /// such as memory that ran out, end it with words.
  static func demand() throws {
    speakOfFaults()
    if let files = limit(RLIMIT_NOFILE), files < leastFiles {
      throw Failure(
        exit: 74, code: "input-output", zh: "本进程最多可打开 \(files) 个文件，至少需要 \(leastFiles) 个（ulimit -n）。",
        en: "This process may open \(files) files; it needs \(leastFiles) at least (ulimit -n).")
    }
    if let memory, memory < leastMemory {
      let (found, least) = (memory >> 10, leastMemory >> 10)
      throw Failure(
        exit: 74, code: "input-output", zh: "本进程可用的内存为 \(found) KB，至少需要 \(least) KB（ulimit -v）。",
        en: "This process may take \(found) KB of memory; it needs \(least) KB at least (ulimit -v).")
    }
  }

  /// Transactions that were committed are kept, and none is half done, whatever ends the process.
  private static func speakOfFaults() {
    for number in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGSEGV] {
      signal(number) { _ in
        let words: StaticString = """
          koufen: internal: stopped by a fault, perhaps because memory ran out (ulimit -v). What was acknowledged is kept; \
          nothing of what was being done is. 程序因故障终止，可能是内存不足；已确认的内容均已保留，正在进行的操作未保留。

          """
        _ = write(2, words.utf8Start, words.utf8CodeUnitCount)
        _exit(70)
      }
    }
  }
}

import Foundation

/// A clock that is wrong, for the processes started with it: a small library is preloaded that answers for the machine's.
public enum ShiftedClock {
  /// The variables that set a process's clock ahead by so many seconds; behind, where that is negative.
  public static func ahead(seconds: Int) throws -> [String: String] {
    ["LD_PRELOAD": try library.get().file("clock.so"), "KOUFEN_TEST_CLOCK": String(seconds)]
  }

  /// The library could not be made.
  public struct NotCompiled: Error {}

  /// The folder with the library, compiled once a run.
  nonisolated(unsafe) private static let library = Result {
    let folder = try TemporaryFolder()
    let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Shims/clock.c").path
    let compiler = try ChildProcess("/usr/bin/env", ["cc", "-shared", "-fPIC", "-o", folder.file("clock.so"), source])
    guard compiler.wait() == .exited(0) else { throw NotCompiled() }
    return folder
  }
}

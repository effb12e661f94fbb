import Synchronization

/// Files that are of no use unless they are finished: stores being made, copies.
///
/// Whoever ends the process in the middle removes them; what was killed is replaced by the next that is made.
public enum Drafts {
  private static let observer = Mutex<@Sendable (FilePath, Bool) -> Void>({ _, _ in })

  /// Has `body` told of each file as it is begun (true), and when it is finished or removed (false).
  public static func observe(_ body: @escaping @Sendable (FilePath, Bool) -> Void) { observer.withLock { $0 = body } }

  /// Runs `body`, which makes a store's file here, or removes it.
  static func making<T>(_ path: FilePath, _ body: () throws -> T) rethrows -> T {
    let tell = observer.withLock { $0 }
    let files = ([""] + PrivateFile.companions).map { path.appending($0) }
    for file in files { tell(file, true) }
    defer { for file in files { tell(file, false) } }
    do {
      return try body()
    } catch {
      PrivateFile.remove(path)
      throw error
    }
  }
}

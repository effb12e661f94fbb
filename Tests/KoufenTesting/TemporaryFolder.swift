import Foundation

/// A folder of its own for one test or round, gone when it is over.
public final class TemporaryFolder {
  /// The folder, by its real path.
  public let path: String

  /// Makes it.
  public init() throws {
    let places = String(repeating: "X", count: 6)  // which mkdtemp fills
    var template = Array((FileManager.default.temporaryDirectory.path + "/koufen-test-" + places).utf8CString)
    guard mkdtemp(&template) != nil, let real = realpath(template, nil) else { throw POSIXError(.EIO) }
    defer { free(real) }
    path = String(cString: real)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of a file in it.
  public func file(_ name: String) -> String { path + "/" + name }

  /// Whether a file is in it.
  public func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: file(name)) }
}

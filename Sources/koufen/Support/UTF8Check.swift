import Foundation

/// Holds the arguments of this process to UTF-8: Swift would put `\u{FFFD}` in the place of other bytes, and that would be
/// recorded.
///
/// Paths are bytes, and not held to it.
enum UTF8Check {
  /// Options whose value is a path.
  private static let pathOptions: Set = [
    "--store", "--file", "--out", "--bundle", "--keep", "--seal", "--scenarios", "--rulebook", "--event", "--key",
    "--sign",
  ]
  /// Commands whose plain arguments are paths.
  private static let pathCommands: Set = ["backup", "copy", "import", "key", "replay", "restore", "rulebook"]

  /// - Throws: wrong usage, exit 64, that names the first argument that is not UTF-8.
  static func run() throws {
    let arguments = (1..<max(1, Int(CommandLine.argc))).compactMap { CommandLine.unsafeArgv[$0] }
    for (index, argument) in arguments.enumerated() where !isUTF8(argument) {
      if isPath(String(cString: argument), after: index == 0 ? nil : String(cString: arguments[index - 1])) { continue }
      let place = "\(index + 1)（\(Bytes.spelled(argument))）"
      throw refusal(zh: "第 \(place) 个参数", en: "Argument \(index + 1) (\(Bytes.spelled(argument)))")
    }
  }

  private static func isUTF8(_ text: UnsafePointer<CChar>) -> Bool { String(validatingCString: text) != nil }

  /// Whether an argument, told by what is legible of it and by the one before, is a path.
  private static func isPath(_ argument: String, after previous: String?) -> Bool {
    if let previous, pathOptions.contains(previous) { return true }
    if let equals = argument.firstIndex(of: "="), pathOptions.contains(String(argument[..<equals])) { return true }
    let isPlain = !argument.hasPrefix("-") && !(previous?.hasPrefix("-") ?? false)
    return isPlain && CommandLine.arguments.dropFirst().first.map(pathCommands.contains) ?? false
  }

  private static func refusal(zh: String, en: String) -> Failure {
    Failure(
      exit: 64, code: "usage", zh: "\(zh)不是 UTF-8，什么也没有记录。请用 UTF-8 书写。",
      en: "\(en) is not UTF-8, and nothing was recorded. Write it in UTF-8.")
  }
}

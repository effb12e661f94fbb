public import ArgumentParser
import Foundation
public import SQLiteEventStore

/// The arguments of this process as texts from which the bytes that were given can be told again.
///
/// A path is bytes, of whatever encoding; an argument that is not UTF-8 would come to the parser with `�` in it, as the
/// name of another file. Bytes that are not UTF-8 stand in the text as the last 128 private-use characters, one for each;
/// so does each byte of those characters themselves, where an argument has them.
enum ProcessArguments {
  private static let firstScalar: UInt32 = 0x10_FF00
  private static let escaped: ClosedRange<UInt32> = 0x10_FF80...0x10_FFFF

  /// The arguments behind the tool's name.
  static let texts: [String] = {
    let count = Int(CommandLine.argc)
    return (1..<max(1, count)).compactMap { CommandLine.unsafeArgv[$0].map { text(of: bytes($0)) } }
  }()

  /// Refuses to go on where the system does not tell the arguments: without a `/proc` there would seem to be none.
  static func demandThere() throws {
    guard CommandLine.argc == 0 else { return }
    throw Failure(
      exit: 74, code: "input-output", zh: "无法得知命令的参数：没有挂载 /proc。请先挂载：mount -t proc proc /proc。",
      en: "The arguments cannot be known: /proc is not mounted. Mount it first: mount -t proc proc /proc.")
  }

  private static func bytes(_ start: UnsafePointer<CChar>) -> [UInt8] {
    (0..<strlen(start)).map { UInt8(bitPattern: start[$0]) }
  }

  /// A text for these bytes: themselves, where they are UTF-8.
  static func text(of bytes: [UInt8]) -> String {
    if let text = String(validating: bytes, as: UTF8.self), !text.unicodeScalars.contains(where: isEscaped) {
      return text
    }
    var text = String.UnicodeScalarView()
    var rest = bytes[...]
    while let byte = rest.first {
      let length = [1, 2, 3, 4].first { length in
        rest.count >= length && String(validating: rest.prefix(length), as: UTF8.self) != nil
      }
      let scalars = length.flatMap { String(validating: rest.prefix($0), as: UTF8.self) }?.unicodeScalars
      if let length, let scalars, !scalars.contains(where: isEscaped) {
        text.append(contentsOf: scalars)
        rest = rest.dropFirst(length)
      } else {
        text.append(Unicode.Scalar(firstScalar + UInt32(byte)) ?? "\u{FFFD}")
        rest = rest.dropFirst()
      }
    }
    return String(text)
  }

  /// The bytes a text stands for.
  static func bytes(of text: String) -> [UInt8] {
    text.unicodeScalars.flatMap { scalar in
      isEscaped(scalar) ? [UInt8(scalar.value - firstScalar)] : Array(String(Character(scalar)).utf8)
    }
  }

  private static func isEscaped(_ scalar: Unicode.Scalar) -> Bool { escaped.contains(scalar.value) }

  /// The path that an argument is.
  static func path(of argument: String) -> FilePath { FilePath(bytes: bytes(of: argument)) }

  /// Options whose value is a path.
  private static let pathOptions: Set = [
    "--store", "--file", "--out", "--bundle", "--keep", "--seal", "--scenarios", "--rulebook", "--event", "--key",
    "--sign", "--access",
  ]
  /// Commands whose plain arguments are paths.
  private static let pathCommands: Set = ["backup", "import", "key", "replay", "restore", "rulebook"]

  /// Whether the argument at this index is a path, or an option with one.
  private static func isPath(_ index: Int) -> Bool {
    let argument = texts[index]
    if index > 0, pathOptions.contains(texts[index - 1]) { return true }
    if let equals = argument.firstIndex(of: "="), pathOptions.contains(String(argument[..<equals])) { return true }
    let isPlain = !argument.hasPrefix("-") && (index == 0 || !texts[index - 1].hasPrefix("-"))
    return isPlain && pathCommands.contains(command)
  }

  /// The command's name: the first word that is neither an option nor the value of one.
  private static var command: String {
    texts.indices.first { index in
      let before = index == 0 ? "" : texts[index - 1]
      return !texts[index].hasPrefix("-") && (!before.hasPrefix("--") || before.contains("="))
    }.map { texts[$0] } ?? ""
  }

  /// Refuses arguments that are not UTF-8, other than those that were read as paths: nothing of them is recorded.
  static func demandTexts() throws {
    for (index, argument) in texts.enumerated() where argument.unicodeScalars.contains(where: isEscaped) {
      guard isPath(index) || String(validating: bytes(of: argument), as: UTF8.self) != nil else {
        let shown = FilePath(bytes: bytes(of: argument)).withCString { Bytes.spelled($0) }
        throw Failure.usage(
          zh: "第 \(index + 1) 个参数（\(shown)）不是 UTF-8，什么也没有记录。请用 UTF-8 书写。",
          en: "Argument \(index + 1) (\(shown)) is not UTF-8, and nothing was recorded. Write it in UTF-8.")
      }
    }
  }
}

extension FilePath: ExpressibleByArgument {
  /// A path as it stands among the arguments; an empty one is none.
  public init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    self = ProcessArguments.path(of: argument)
  }

  /// Paths are completed as files.
  public static var defaultCompletionKind: CompletionKind { .file() }
}

import ArgumentParser
import KoufenTesting
import Presentation
import Testing

@testable import koufen

/// The commands of the tool, as they describe themselves.
enum Commands {
  /// Each with what stands before its name, the tool first.
  static let all: [[String]] = {
    guard let root = try? CommandModel(of: Koufen.self) else { return [] }
    return paths(root, [])
  }()

  /// Those that do something.
  static let leaves = all.filter { path in !all.contains { $0.count > path.count && $0.starts(with: path) } }

  private static func paths(_ model: CommandModel, _ above: [String]) -> [[String]] {
    [above] + model.subcommands.flatMap { paths($0, above + [$0.name]) }
  }
}

@Suite("Help")
struct HelpTests {
  @Test("Every command is found, and stands in a group of its own kind")
  func commands() throws {
    #expect(Commands.leaves.count >= 27)
    #expect(Koufen.configuration.ungroupedSubcommands.isEmpty)
    let page = try Workplace().run([]).output
    for command in Commands.all where command.count == 1 { #expect(page.contains("\n  \(command[0]) "), "\(command)") }
  }

  @Test("The help of every command has its usage and examples, in 80 columns", arguments: Commands.all)
  func pages(_ command: [String]) throws {
    let place = try Workplace()
    for (language, usage, examples) in [("en", "USAGE", "EXAMPLES"), ("zh", "用法", "示例")] {
      let end = try place.run(command + ["--help", "--lang", language])
      #expect(end.exit == 0 && end.error.isEmpty)
      #expect(end.output.contains("\n\(usage)\n  \((["koufen"] + command).joined(separator: " "))"), "\(end.output)")
      #expect(end.output.contains("\n\(examples)\n  "), "\(end.output)")
      for line in end.lines { #expect(String(line).displayWidth <= 80, "\(line)") }
      let again = try place.run(["--lang", language, "help"] + command)
      #expect(again.output == end.output)
    }
  }

  @Test("What is asked for in several ways is one page")
  func alike() throws {
    let place = try Workplace()
    let page = try place.run(["rulebook", "publish", "--help"]).output
    #expect(try place.run(["rulebook", "publish", "x.yaml", "-h"]).output == page)
    #expect(try place.run(["help", "rulebook", "publish"]).output == page)
    #expect(try place.run([]).output == place.run(["--help"]).output)
  }
}

@Suite("Text filled to a width")
struct WrappingTests {
  @Test(
    "Lines break at spaces and between Chinese characters, never before a closing mark",
    arguments: [
      ("one two three", 7, ["one two", "three"]), ("服务商的扣分", 6, ["服务商", "的扣分"]), ("服务商，扣分", 6, ["服务", "商，扣", "分"]),
      ("用 koufen types 查", 12, ["用 koufen", "types 查"]), ("unbreakable", 4, ["unbreakable"]), ("", 4, []),
      ("见（第二章）", 6, ["见（第", "二章）"]),
    ])
  func wrapping(_ text: String, _ width: Int, _ lines: [String]) { #expect(text.wrapped(to: width) == lines) }
}

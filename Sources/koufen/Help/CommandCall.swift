import ArgumentParser

/// What a command line calls: a command, and the words said to it.
struct CommandCall {
  /// The command, behind those it stands under; the tool itself comes first.
  let path: [any ParsableCommand.Type]
  /// What is said to it: the options that stood before its name, then what stood behind.
  let words: [String]
  /// Whether it is to be described rather than run.
  let asksForHelp: Bool

  /// Reads the arguments of a process.
  ///
  /// - Throws: wrong usage where a word is no command's name, or an option before the name lacks its value.
  init(_ arguments: [String]) throws {
    var path: [any ParsableCommand.Type] = [Koufen.self]
    var early: [String] = []
    var rest = arguments[...]
    var asksForHelp = false
    while let parent = path.last, !parent.configuration.subcommands.isEmpty, let word = rest.first {
      if let next = parent.configuration.subcommands.first(where: { $0.configuration.commandName == word }) {
        path.append(next)
        rest = rest.dropFirst()
      } else if word == "help" {
        asksForHelp = true
        rest = rest.dropFirst()
      } else if let length = try GlobalOptions.length(rest) {
        early += rest.prefix(length)
        rest = rest.dropFirst(length)
      } else if word.hasPrefix("-") {
        break
      } else {
        throw UsageProblem.unknownCommand(word).failure(at: path)
      }
    }
    self.path = path
    words = early + rest
    let isParent = !(path.last?.configuration.subcommands.isEmpty ?? true)
    self.asksForHelp =
      asksForHelp || (isParent && rest.isEmpty)
      || words.prefix { $0 != "--" }.contains { ["--help", "-h", "-help"].contains($0) }
  }

  /// The command that is called.
  var command: any ParsableCommand.Type { path.last ?? Koufen.self }
}

extension Sequence where Element == any ParsableCommand.Type {
  /// How a command is called, with those it stands under: `koufen rulebook publish`.
  var call: String { compactMap { $0.configuration.commandName }.joined(separator: " ") }
}

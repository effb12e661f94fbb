import ArgumentParser

/// A command line that is still being typed, as far as it can be understood.
struct TypedLine {
  /// The command that is meant, the tool itself where none is yet.
  private(set) var command: any ParsableCommand.Type = Koufen.self
  /// Its options, with those that may stand before its name.
  private(set) var options: [ArgumentModel] = []
  /// The values of options that were given, by their spellings; empty for a flag.
  private(set) var given: [String: String] = [:]
  /// The arguments by their places.
  private(set) var arguments: [String] = []
  /// The option whose value is the word to be completed.
  private(set) var openOption: ArgumentModel?
  /// Whether `--` stands before: nothing behind it is an option.
  private(set) var isBehindDashes = false
  /// The word to be completed.
  let current: String
  private var positionals: [ArgumentModel] = []

  init(_ words: [String]) {
    current = words.last ?? ""
    options = (try? GlobalOptions.all()) ?? []
    for word in words.dropLast() { take(word) }
  }

  private mutating func take(_ word: String) {
    if let option = openOption {
      given[option.spelling] = word
      openOption = nil
    } else if word == "--" {
      isBehindDashes = true
    } else if word.hasPrefix("-"), !isBehindDashes {
      let sides = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard let option = options.first(where: { $0.spellings.contains(sides[0]) }) else { return }
      given[option.spelling] = sides.count == 2 ? sides[1] : ""
      openOption = option.kind == .option && !word.contains("=") ? option : nil
    } else if let next = command.configuration.subcommands.first(where: { $0.configuration.commandName == word }) {
      command = next
      guard next.configuration.subcommands.isEmpty, let model = try? CommandModel(of: next) else { return }
      options = model.options
      positionals = model.positionals
    } else if word != "help" || command != Koufen.self {
      arguments.append(word)
    }
  }

  /// The option that the word to be completed names, with a value behind `=`.
  var optionWithValue: (name: String, option: ArgumentModel)? {
    guard current.hasPrefix("--"), let equals = current.firstIndex(of: "=") else { return nil }
    let name = String(current[..<equals])
    return options.first { $0.spellings.contains(name) }.map { (name, $0) }
  }

  /// The argument whose place the word to be completed has.
  var argument: ArgumentModel? {
    if arguments.count < positionals.count { return positionals[arguments.count] }
    return positionals.last.flatMap { $0.isRepeating ? $0 : nil }
  }
}

import ArgumentParser
import Presentation

/// What the arguments say of format and language, for errors: they are also met where the arguments do not parse.
struct AskedOutput {
  /// The language to speak in.
  let language: Language
  /// Whether errors are to be JSON.
  let isJSON: Bool
  /// When to colour, as it was asked; nil where nothing readable was.
  let color: ColorChoice?
  /// The store, as it was named among the arguments.
  let store: String?
  /// Whether long answers may go through a pager.
  let mayPage: Bool

  /// Reads the two options, spelled `--lang zh` or `--lang=zh`; nothing behind `--` is an option, and the last counts.
  init(_ arguments: some Sequence<String>) {
    var values: [String: String] = [:]
    var name: String?
    for argument in arguments.prefix(while: { $0 != "--" }) {
      if let option = name {
        values[option] = argument
        name = nil
        continue
      }
      let sides = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard ["--lang", "--format", "--color", "--store"].contains(sides[0]) else { continue }
      if sides.count == 2 { values[sides[0]] = sides[1] } else { name = sides[0] }
    }
    language = values["--lang"].flatMap(Language.init(rawValue:)) ?? Configuration.usualLanguage
    isJSON = values["--format"] == OutputFormat.json.rawValue
    color = values["--color"].flatMap(ColorChoice.init(rawValue:))
    store = values["--store"]
    mayPage = !arguments.prefix { $0 != "--" }.contains("--no-pager")
  }

  /// Of this process.
  static var ofProcess: AskedOutput { AskedOutput(CommandLine.arguments.dropFirst()) }
}

extension ValidationError {
  /// Arguments that do not go together, in the language they ask for.
  init(zh: String, en: String) { self.init(AskedOutput.ofProcess.language(zh: zh, en: en)) }
}

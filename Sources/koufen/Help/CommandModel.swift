import ArgumentParser
import Foundation

/// A command as it describes itself: what it is for, what it takes, what stands under it.
///
/// Read from the parser's own description, in the language of the process, so that help, errors, manual and completions
/// cannot differ from what is parsed.
struct CommandModel: Decodable {
  /// The last word of its name, such as `publish`.
  let name: String
  /// What it is for, in a sentence.
  let abstract: String
  /// What else is to be known, and examples.
  let discussion: String
  /// What it takes, in the order of its declaration.
  let arguments: [ArgumentModel]
  /// The commands under it.
  let subcommands: [CommandModel]

  private enum CodingKeys: String, CodingKey {
    case name = "commandName"
    case abstract, discussion, arguments, subcommands
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    name = try fields.decode(String.self, forKey: .name)
    abstract = try fields.decodeIfPresent(String.self, forKey: .abstract) ?? ""
    discussion = try fields.decodeIfPresent(String.self, forKey: .discussion) ?? ""
    arguments = try fields.decodeIfPresent([ArgumentModel].self, forKey: .arguments) ?? []
    let all = try fields.decodeIfPresent([CommandModel].self, forKey: .subcommands) ?? []
    // The parser's own command `help`, which is answered here.
    subcommands = all.filter { $0.name != "help" }
  }

  /// The description of a command, with all that stands under it.
  ///
  /// - Parameter type: a command, or a group of options that several commands share.
  init(of type: any ParsableArguments.Type) throws {
    struct Tool: Decodable { let command: CommandModel }
    self = try JSONDecoder().decode(Tool.self, from: Data(type._dumpHelp().utf8)).command
  }

  /// Its arguments in order: those without a name.
  var positionals: [ArgumentModel] { arguments.filter { $0.kind == .positional } }

  /// Its options and flags, without those to ask for help or the version.
  var options: [ArgumentModel] {
    arguments.filter { $0.kind != .positional && !["--help", "--version"].contains($0.spelling) }
  }

  /// The option that is spelled so, `--as-of`.
  func option(_ spelling: String) -> ArgumentModel? { arguments.first { $0.spellings.contains(spelling) } }
}

/// Something a command takes: an argument by its place, an option with a value, or a flag.
struct ArgumentModel: Decodable {
  /// How it is given.
  enum Kind: String, Decodable {
    /// By its place.
    case positional
    /// By its name, with a value behind it.
    case option
    /// By its name alone.
    case flag
  }

  private struct Name: Decodable {
    let kind: String
    let name: String

    var spelling: String { (kind == "long" ? "--" : "-") + name }
  }

  let kind: Kind
  /// Whether it may be left out.
  let isOptional: Bool
  /// Whether it may be given again.
  let isRepeating: Bool
  /// What its value is called; nil for a flag.
  let valueName: String?
  /// The value it has when it is left out, where the parser knows it.
  let defaultValue: String?
  /// The values it can have, where these can be listed.
  let choices: [String]
  /// What it is for.
  let abstract: String
  /// All its spellings, `--help` and `-h`; none for an argument by its place.
  let spellings: [String]
  /// Its first spelling; empty for an argument by its place.
  let spelling: String

  private enum CodingKeys: String, CodingKey {
    case kind, isOptional, isRepeating, valueName, defaultValue, abstract, names, preferredName
    case choices = "allValues"
  }

  init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    kind = try fields.decode(Kind.self, forKey: .kind)
    isOptional = try fields.decode(Bool.self, forKey: .isOptional)
    isRepeating = try fields.decode(Bool.self, forKey: .isRepeating)
    valueName = kind == .flag ? nil : try fields.decodeIfPresent(String.self, forKey: .valueName)
    defaultValue = try fields.decodeIfPresent(String.self, forKey: .defaultValue)
    choices = try fields.decodeIfPresent([String].self, forKey: .choices) ?? []
    abstract = try fields.decodeIfPresent(String.self, forKey: .abstract) ?? ""
    spellings = try fields.decodeIfPresent([Name].self, forKey: .names)?.map(\.spelling) ?? []
    spelling = try fields.decodeIfPresent(Name.self, forKey: .preferredName)?.spelling ?? ""
  }
}

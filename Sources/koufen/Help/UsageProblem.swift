import ArgumentParser
import LedgerDomain
import LedgerFormat
import Presentation

/// What is wrong with the words of a command line.
enum UsageProblem {
  /// A word where a command's name was expected.
  case unknownCommand(String)
  /// An option that the command does not have, as it was spelled.
  case unknownOption(String)
  /// An option without its value.
  case missingValue(ArgumentModel)
  /// A flag with a value, which it does not take.
  case unexpectedValue(option: String, value: String)
  /// Words more than the command takes.
  case unexpectedWords([String])
  /// An argument or an option that may not be left out.
  case missing(ArgumentModel)
  /// A value that cannot be read.
  case badValue(String, of: ArgumentModel)
  /// A number below nothing where nothing is looked for, or not such a one.
  case belowNothing(String)
  /// Words that do not go together, said by the command itself.
  case refused(String)
  /// What the parser says otherwise, in its own words.
  case other(String)

  /// The same with the value that was given: the parser takes a number below nothing for an option.
  ///
  /// - Parameter words: what was said to the command.
  func met(in words: [String]) -> UsageProblem {
    switch self {
    case .missingValue(let option):
      let pair = zip(words, words.dropFirst()).first { option.spellings.contains($0) && $1.isBelowNothing }
      return pair.map { .badValue($0.1, of: option) } ?? self
    case .missing(let argument) where argument.takesNumber:
      return words.first(where: \.isBelowNothing).map { .badValue($0, of: argument) } ?? self
    case .unknownOption(let word) where word.isBelowNothing: return .belowNothing(word)
    case .missing, .unknownOption, .unknownCommand, .unexpectedValue, .unexpectedWords, .badValue, .belowNothing,
      .refused, .other:
      return self
    }
  }

  /// As a failure: what is wrong, how the command is called, and where more is said.
  ///
  /// - Parameter path: the command, behind those it stands under.
  func failure(at path: [any ParsableCommand.Type], _ language: Language = .ofProcess) -> Failure {
    var failure = Failure(exit: 64, code: "usage", message: language(words(at: path)))
    let usage = (try? HelpPage(path, language).usage) ?? []
    failure.more =
      usage.map { language(zh: "用法：\($0)", en: "Usage: \($0)") }
      + [language(zh: "详见 \(path.call) --help。", en: "More: \(path.call) --help")]
    return failure
  }

  private func words(at path: [any ParsableCommand.Type]) -> Words {
    let model = (try? CommandModel(of: path.last ?? Koufen.self))
    switch self {
    case .unknownCommand(let word):
      let near = word.near(among: model?.subcommands.map(\.name) ?? [])
      return Words(
        zh: "没有命令 \(path.under)\(word)" + Self.perhaps(near.map { path.under + $0 }).zh,
        en: "There is no command \(path.under)\(word)" + Self.perhaps(near.map { path.under + $0 }).en)
    case .unknownOption(let option):
      let known = (model?.arguments.flatMap(\.spellings) ?? []).filter { $0.hasPrefix("--") }
      let early = path.count == 1 ? ((try? GlobalOptions.spellings()) ?? []).sorted() : []
      let near = Self.perhaps(option.near(among: known + early))
      return Words(
        zh: "\(path.call) 没有选项 \(option)" + near.zh, en: "\(path.call) has no option \(option)" + near.en)
    case .missingValue(let option):
      let (zh, en) = (option.expected(.zh), option.expected(.en))
      return Words(zh: "\(option.spelling) 之后缺少值：应为\(zh)。", en: "\(option.spelling) lacks its value: expected \(en).")
    case .unexpectedValue(let option, let value):
      return Words(zh: "\(option) 不带值，却给出了 \(value)。", en: "\(option) takes no value, but was given \(value).")
    case .unexpectedWords(let words):
      return Self.unexpected(words, at: path, model)
    case .missing(let argument):
      let name = argument.spelling.isEmpty ? argument.label(.ofProcess) : argument.label(.ofProcess)
      return Words(zh: "缺少 \(name)：\(argument.abstract)", en: "\(name) is missing: \(argument.abstract)")
    case .badValue(let value, let argument):
      return Self.bad(value, argument)
    case .belowNothing(let number):
      return Words(zh: "数字不得为负，现为 \(number)。", en: "A number must not be negative, as \(number) is.")
    case .refused(let message): return Words(zh: message, en: message)
    case .other(let message): return Words(zh: "参数有误：“\(message)”。", en: message)
    }
  }

  private static func perhaps(_ word: String?) -> Words {
    guard let word else { return Words(zh: "。", en: ".") }
    return Words(zh: "；是否指 \(word)？", en: "; did you mean \(word)?")
  }

  private static func unexpected(
    _ words: [String], at path: [any ParsableCommand.Type], _ model: CommandModel?
  ) -> Words {
    let listed = (words.joined(separator: "、"), words.joined(separator: ", "))
    let most = model?.positionals.count ?? 0
    let taken =
      most == 0
      ? Words(zh: "\(path.call) 不接受参数", en: "\(path.call) takes no arguments")
      : Words(zh: "\(path.call) 至多接受 \(most) 个参数", en: "\(path.call) takes at most \(most.english("argument"))")
    return Words(zh: "\(taken.zh)，多出 \(listed.0)。", en: "\(taken.en); too many: \(listed.1).")
  }

  private static func bad(_ value: String, _ argument: ArgumentModel) -> Words {
    let name = argument.spelling.isEmpty ? argument.label(.ofProcess) : argument.spelling
    if value.isBelowNothing, argument.takesNumber {
      return Words(zh: "\(name) 不得为负，现为 \(value)。", en: "\(name) must not be negative, as \(value) is.")
    }
    let near = perhaps(value.near(among: argument.choices))
    let shown = value.isEmpty ? Words(zh: "空值", en: "an empty value") : Words(zh: value, en: value)
    return Words(
      zh: "\(name)：应为\(argument.expected(.zh))，而非 \(shown.zh)" + near.zh,
      en: "\(name): expected \(argument.expected(.en)), not \(shown.en)" + near.en)
  }
}

extension String {
  /// Whether it is a whole number below nothing.
  fileprivate var isBelowNothing: Bool { hasPrefix("-") && Int(self) != nil }
}

extension ArgumentModel {
  /// Whether its value is a whole number of at least nothing.
  fileprivate var takesNumber: Bool {
    let numbers: [ValueName] = [.number, .position, .year]
    return numbers.contains { [$0.words.zh, $0.words.en].contains(value(.ofProcess) ?? "") }
  }

  /// What is expected as its value, in words.
  fileprivate func expected(_ language: Language) -> String {
    guard let last = choices.last else { return language(zh: " ", en: "") + "<\(value(language) ?? "")>" }
    let others = choices.dropLast().joined(separator: language(zh: "、", en: ", "))
    return others.isEmpty ? last : language(zh: " \(others) 或 \(last)", en: "\(others) or \(last)")
  }
}

extension Sequence where Element == any ParsableCommand.Type {
  /// The names behind the tool's, with a space behind: `rulebook `; empty for the tool itself.
  fileprivate var under: String { dropFirst().compactMap { $0.configuration.commandName }.map { $0 + " " }.joined() }
}

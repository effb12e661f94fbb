import ArgumentParser
import Foundation
import Presentation

/// The page that says what a command does, what it takes, and how it is used; in the language asked for.
struct HelpPage {
  private let path: [any ParsableCommand.Type]
  private let model: CommandModel
  private let language: Language
  private let width: Int

  /// The widest label beside which its description stands.
  private static let widestLabel = 26

  /// - Parameters:
  ///   - path: the command, behind those it stands under.
  ///   - language: that of the headings; what the commands say of themselves is in the process's.
  ///   - width: places in a line.
  init(
    _ path: [any ParsableCommand.Type], _ language: Language = .ofProcess, width: Int = HelpPage.widthOfTerminal
  ) throws {
    self.path = path
    model = try CommandModel(of: path.last ?? Koufen.self)
    self.language = language
    self.width = width
  }

  /// The width of the terminal that standard output is, at most 100, where lines are still read with ease; 80 for a file.
  static var widthOfTerminal: Int { min(max(Terminal.output.width ?? 80, 40), 100) }

  /// The page, line by line.
  func lines() throws -> [String] {
    let global = try GlobalOptions.spellings()
    let own = model.options.filter { !global.contains($0.spelling) }
    let shared = model.options.filter { global.contains($0.spelling) }
    let (said, examples) = model.sections
    let text = Self.filled(said, to: width)
    var lines = model.abstract.wrapped(to: width)
    lines += section(language(zh: "用法", en: "USAGE"), usage.map { "  " + $0 })
    if !text.isEmpty { lines += [""] + text }
    lines += commands()
    lines += section(
      language(zh: "参数", en: "ARGUMENTS"), entries(model.positionals.map { (label($0), $0.about(language)) }))
    lines += section(language(zh: "选项", en: "OPTIONS"), entries(own.map { (label($0), $0.about(language)) }))
    lines += section(
      language(zh: "通用选项", en: "GLOBAL OPTIONS"),
      entries((path.count == 1 ? try GlobalOptions.all() : shared).map { (label($0), $0.about(language)) } + asking))
    lines += section(language(zh: "示例", en: "EXAMPLES"), examples)
    if !model.subcommands.isEmpty {
      lines += [
        "", language(zh: "各命令的用法见 \(path.call) 命令 --help。", en: "More of a command: \(path.call) COMMAND --help."),
      ]
    }
    return lines
  }

  /// How the command is called, in a line: `koufen standing [<provider>] [options]`.
  var usage: [String] {
    if !model.subcommands.isEmpty { return ["\(path.call) \(language(zh: "<命令> [选项]", en: "<command> [options]"))"] }
    let needed = model.options.filter { !$0.isOptional }.map(label)
    let words = model.positionals.map { argument in
      let word = label(argument) + (argument.isRepeating ? "…" : "")
      return argument.isOptional ? "[\(word)]" : word
    }
    return [([path.call] + words + needed + [language(zh: "[选项]", en: "[options]")]).joined(separator: " ")]
  }

  private var asking: [(String, String)] {
    let version = path.count == 1 ? [("--version", language(zh: "显示版本。", en: "Show the version."))] : []
    return version + [("-h, --help", language(zh: "显示本页。", en: "Show this page."))]
  }

  /// Paragraphs filled to a width; lines that are set in stand as they are.
  private static func filled(_ lines: [String], to width: Int) -> [String] {
    var filled: [String] = []
    var paragraph = ""
    for line in lines + [""] {
      guard line.isEmpty || line.hasPrefix(" ") else {
        let isSpaced = [paragraph.last, line.first].allSatisfy { $0?.isASCII ?? false }
        paragraph += (isSpaced ? " " : "") + line
        continue
      }
      filled += paragraph.wrapped(to: width)
      filled.append(line)
      paragraph = ""
    }
    while filled.last?.isEmpty ?? false { filled.removeLast() }
    return filled
  }

  /// The commands under this one, by what they are for.
  private func commands() -> [String] {
    let configuration = (path.last ?? Koufen.self).configuration
    let groups =
      [(language(zh: "命令", en: "COMMANDS"), configuration.ungroupedSubcommands)]
      + configuration.groupedSubcommands.map { ($0.name, $0.subcommands) }
    return groups.flatMap { title, types in
      let names = types.compactMap { $0.configuration.commandName }
      return section(
        title,
        entries(model.subcommands.filter { names.contains($0.name) }.map { ($0.name, $0.abstract) }))
    }
  }

  private func section(_ title: String, _ lines: [String]) -> [String] { lines.isEmpty ? [] : ["", title] + lines }

  private func label(_ argument: ArgumentModel) -> String { argument.label(language) }

  /// Labels with what is said of them, in two columns.
  private func entries(_ entries: [(label: String, text: String)]) -> [String] {
    let column = entries.map(\.label.displayWidth).filter { $0 <= Self.widestLabel }.max() ?? 0
    return entries.flatMap { label, text in
      let spaces = String(repeating: " ", count: column + 4)
      let lines = text.wrapped(to: width - column - 4)
      guard label.displayWidth <= column, let first = lines.first else {
        return ["  " + label] + lines.map { spaces + $0 }
      }
      let gap = String(repeating: " ", count: column - label.displayWidth + 2)
      return ["  " + label + gap + first] + lines.dropFirst().map { spaces + $0 }
    }
  }
}

extension ArgumentModel {
  /// How it is written: `--as-of <date>`, `<provider>`.
  func label(_ language: Language) -> String {
    let names = spellings.sorted { $0.count < $1.count }.joined(separator: ", ")
    guard let value = value(language) else { return names }
    return spellings.isEmpty ? "<\(value)>" : "\(names) <\(value)>" + (isRepeating ? "…" : "")
  }

  /// What its value is called; in Chinese never an English word.
  func value(_ language: Language) -> String? {
    guard let valueName else { return nil }
    return language == .zh && valueName.utf8.allSatisfy { $0 < 0x80 } ? "值" : valueName
  }

  /// What it is for, which values it can have, and which it has when it is left out.
  func about(_ language: Language) -> String {
    let usual = kind == .flag ? nil : defaultValue
    let listed = choices.isEmpty ? nil : choices.joined(separator: language(zh: "、", en: ", "))
    switch (listed, usual) {
    case (let listed?, let usual?):
      return abstract + language(zh: "可选：\(listed)；默认：\(usual)。", en: " One of \(listed) (default: \(usual)).")
    case (let listed?, nil): return abstract + language(zh: "可选：\(listed)。", en: " One of \(listed).")
    case (nil, let usual?): return abstract + language(zh: "默认：\(usual)。", en: " Default: \(usual).")
    case (nil, nil): return abstract
    }
  }
}

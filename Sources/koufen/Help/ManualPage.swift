import ArgumentParser
import LedgerDomain
import Presentation

/// The manual page of a command, written for man(7) out of what the command says of itself; in the process's language.
struct ManualPage {
  private let path: [any ParsableCommand.Type]
  private let model: CommandModel
  private let language: Language

  /// - Parameter path: the command, behind those it stands under.
  init(_ path: [any ParsableCommand.Type], _ language: Language = .ofProcess) throws {
    self.path = path
    model = try CommandModel(of: path.last ?? Koufen.self)
    self.language = language
  }

  /// Those of the tool and of every command under it.
  static func all() throws -> [ManualPage] { try paths([Koufen.self]).map { try ManualPage($0) } }

  private static func paths(_ path: [any ParsableCommand.Type]) -> [[any ParsableCommand.Type]] {
    let under = path.last?.configuration.subcommands ?? []
    return [path] + under.flatMap { paths(path + [$0]) }
  }

  /// The name it is looked up by: `koufen-rulebook-publish`.
  var name: String { path.call.replacing(" ", with: "-") }

  /// The page.
  var text: String {
    get throws {
      let global = try GlobalOptions.spellings()
      let own = model.options.filter { !global.contains($0.spelling) }
      let shared = path.count == 1 ? try GlobalOptions.all() : model.options.filter { global.contains($0.spelling) }
      let (text, examples) = model.sections
      var roff = Roff()
      roff.title(name, source: Koufen.configuration.version, manual: language(zh: "koufen 手册", en: "koufen manual"))
      roff.section(language(zh: "名称", en: "NAME"))
      roff.name(name, model.abstract)
      roff.section(language(zh: "概要", en: "SYNOPSIS"))
      for line in try HelpPage(path, language).usage { roff.bold(line) }
      if !text.isEmpty {
        roff.section(language(zh: "说明", en: "DESCRIPTION"))
        roff.paragraphs(text)
      }
      commands(&roff)
      entries(language(zh: "参数", en: "ARGUMENTS"), model.positionals, &roff)
      entries(language(zh: "选项", en: "OPTIONS"), own, &roff)
      entries(language(zh: "通用选项", en: "GLOBAL OPTIONS"), shared, &roff)
      if path.count == 1 { surroundings(&roff) }
      if !examples.isEmpty {
        roff.section(language(zh: "示例", en: "EXAMPLES"))
        roff.example(examples)
      }
      roff.section(language(zh: "参见", en: "SEE ALSO"))
      roff.line(related.map { $0 + "(1)" }.joined(separator: ", "))
      return roff.text
    }
  }

  private func entries(_ title: String, _ arguments: [ArgumentModel], _ roff: inout Roff) {
    guard !arguments.isEmpty else { return }
    roff.section(title)
    for argument in arguments { roff.entry(argument.label(language), argument.about(language)) }
  }

  /// The commands under this one, by what they are for.
  private func commands(_ roff: inout Roff) {
    let configuration = (path.last ?? Koufen.self).configuration
    let groups =
      [(language(zh: "命令", en: "COMMANDS"), configuration.ungroupedSubcommands)]
      + configuration.groupedSubcommands.map { ($0.name, $0.subcommands) }
    for (title, types) in groups where !types.isEmpty {
      roff.section(title)
      for type in types { roff.entry((path + [type]).call, type.configuration.abstract) }
    }
  }

  /// What else the tool goes by, and how it ends.
  private func surroundings(_ roff: inout Roff) {
    roff.section(language(zh: "环境变量", en: "ENVIRONMENT"))
    for (name, words) in Self.variables { roff.entry(name, language(words)) }
    roff.section(language(zh: "文件", en: "FILES"))
    roff.entry("~/.config/koufen/config.yaml", language(Self.file))
    roff.section(language(zh: "退出码", en: "EXIT STATUS"))
    for (code, words) in Self.exits { roff.entry(String(code), language(words)) }
  }

  private static let variables = [
    ("KOUFEN_STORE", Words(zh: "账本的位置，在 --store 之后。", en: "The store, behind --store.")),
    ("KOUFEN_BY", Words(zh: "提交人，写作 姓名@角色，在 --by 之后。", en: "Who submits, as who@role, behind --by.")),
    ("KOUFEN_LANG", Words(zh: "语言，zh 或 en，在 --lang 之后。", en: "The language, zh or en, behind --lang.")),
    (
      "XDG_CONFIG_HOME",
      Words(zh: "配置文件所在的文件夹，默认 ~/.config。", en: "The folder of configurations, by default ~/.config.")
    ),
    ("NO_COLOR", Words(zh: "不为空时输出不带颜色。", en: "Where it is not empty, nothing is coloured.")),
    ("PAGER", Words(zh: "终端上较长的答复由它显示。", en: "What shows long answers on a terminal.")),
  ]

  private static let file = Words(
    zh: "配置文件，可写 store、by、lang、token；选项和环境变量在先。",
    en: "The configuration: store, by, lang, token. Options and the environment come before it.")

  private static let exits = [
    (0, Words(zh: "完成。", en: "Done.")),
    (1, Words(zh: "被规则拒绝，或与预期不符。", en: "Refused by the rules, or an expectation failed.")),
    (64, Words(zh: "用法有误。", en: "Wrong usage.")), (65, Words(zh: "输入有误。", en: "Bad input data.")),
    (66, Words(zh: "没有该文件或账本。", en: "No such input file or store.")),
    (69, Words(zh: "账本被占用，可安全重试。", en: "The store is busy; trying again is safe.")),
    (70, Words(zh: "账本损坏，或内部故障。", en: "The store is damaged, or an internal fault.")),
    (74, Words(zh: "读写失败，或无权使用账本。", en: "Input or output failed, or no right to the store.")),
    (130, Words(zh: "被中断；会说明已保留的内容。", en: "Stopped; it says what was kept.")),
  ]

  /// The pages to read on: that above, and those beneath or beside.
  private var related: [String] {
    let above = Array(path.dropLast())
    let beside = (path.count == 1 || !model.subcommands.isEmpty ? path : above)
    let pages = (beside.last ?? Koufen.self).configuration.subcommands.map { (beside + [$0]).call }
    return ((above.isEmpty ? [] : [above.call]) + pages).map { $0.replacing(" ", with: "-") }.filter { $0 != name }
  }
}

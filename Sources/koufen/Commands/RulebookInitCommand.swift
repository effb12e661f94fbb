import ArgumentParser
import LedgerDomain
import Presentation
import Programmes
import Rulebook

/// `koufen rulebook init NAME`: a small programme to begin with (programmes §11).
struct RulebookInitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: Words.asked(
      zh: "写出一个带注释的小方案，供修改成自己的方案。", en: "Write a small, commented programme to make one's own of."),
    discussion: Words.asked(
      zh: """
        文件写入当前文件夹，名为 <名称>.yaml；已有此文件则不写。

        示例
          koufen rulebook init pickup-points
          koufen rulebook check pickup-points.yaml
        """,
      en: """
        The file is NAME.yaml in the present folder; where there is one already, nothing is written.

        EXAMPLES
          koufen rulebook init pickup-points
          koufen rulebook check pickup-points.yaml
        """))

  @Argument(
    help: ArgumentHelp(
      zh: "方案的名称：小写字母、数字与连字符。", en: "The programme's name: small letters, digits and hyphens.", value: .name))
  var name: String

  @Option(help: .language)
  var lang: Language?

  func run() throws {
    let language = lang ?? Configuration.usualLanguage
    let text = Rulebook.programmeTemplate(named: name)
    guard name.isKey(), !name.contains(where: "._".contains),
      Programme.check(Array(text.utf8), file: name, today: nil).0 != nil
    else {
      throw Failure.usage(
        zh: "方案名称须为小写字母、数字与连字符，如 pickup-points；所给为 \(name.printable)。",
        en:
          "A programme's name is of small letters, digits and hyphens, such as pickup-points, and not \(name.printable)."
      )
    }
    let file = name + ".yaml"
    try OutputFile.write(text, to: file)
    StandardStream.output.line(language(zh: "已写入 \(file)。", en: "Written to \(file).").printable)
    StandardStream.output.flush()
    let step = NextStep("rulebook check \(file)", zh: "修改之后检查", en: "change it, and check it")
    if Terminal.output.width != nil { StandardStream.error.say(step.line(language)) }
  }
}

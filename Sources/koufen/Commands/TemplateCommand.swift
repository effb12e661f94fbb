import ArgumentParser
import LedgerDomain
import Presentation

/// `koufen template`: a file to fill in.
struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: Words.asked(
      zh: "供填写的 CSV 文件，每种类型附一行示例；由 koufen append --file 读取。",
      en: "A CSV file to fill in, with an example of each type; koufen append --file takes it."),
    discussion: Words.asked(
      zh: """
        标题随所选语言。几种类型可共用一个文件：每行将其他类型的列留空。加 --excel 则带字节序标记与 CRLF 换行，金额以元计。

        示例
          koufen template HelpRequested HelpAnswered > help.csv
          koufen template DepositFrozen --lang zh --excel > 保证金.csv
        """,
      en: """
        Its headings are in the language asked for. Several types share one file: a row leaves the columns of the others
        empty. With --excel it has a byte-order mark and CRLF, and money is in yuan.

        EXAMPLES
          koufen template HelpRequested HelpAnswered > help.csv
          koufen template DepositFrozen --lang zh --excel > 保证金.csv
        """))

  @Argument(
    help: ArgumentHelp(
      zh: "事件类型，如 HelpRequested；用 koufen types 列出。", en: "The types, such as HelpRequested; koufen types lists them.",
      value: .type))
  var types: [String]

  @Flag(
    help: ArgumentHelp(
      zh: "供 Excel 使用：带字节序标记与 CRLF 换行，金额以元计。", en: "For Excel: with a byte-order mark and CRLF, money in yuan."))
  var excel = false

  @OptionGroup var stores: StoreOptions

  @Option(help: .language)
  var lang: Language?

  func run() throws {
    let kinds = try types.map(FilterWord.fact)
    let terms = try RulebookNames.terms(nil, stores)
    var listings: [TypeListing] = []
    for kind in kinds where !listings.contains(where: { $0.kind == kind }) {
      listings.append(try RulebookNames.listing(kind, under: terms))
    }
    let lines = TypeTemplate(listings, in: lang ?? Configuration.usualLanguage, isInYuan: excel).table.csv
    if excel { StandardStream.output.mark = OutputOptions.byteOrderMark }
    for line in lines { StandardStream.output.line(line) }
    StandardStream.output.flush()
    if Terminal.output.width != nil {
      let step = NextStep(
        "append --file day.csv --dry-run", zh: "存成文件，填好后先试一遍", en: "save it, fill it in, and try it first")
      StandardStream.error.say(step.line(lang ?? Configuration.usualLanguage))
    }
  }
}

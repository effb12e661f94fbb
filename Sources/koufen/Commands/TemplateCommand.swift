import ArgumentParser
import LedgerDomain
import Presentation

/// `koufen template`: a file to fill in.
struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "A CSV file to fill in, with an example of each type; koufen append --file takes it.",
    discussion: """
      Its headings are in the language asked for. Several types share one file: a row leaves the columns of the others
      empty. With --excel it has a byte-order mark and CRLF, and money is in yuan.

      EXAMPLES
        koufen template HelpRequested HelpAnswered > help.csv
        koufen template DepositFrozen --lang zh --excel > 保证金.csv
      """)

  @Argument(help: "The types, such as HelpRequested; koufen types lists them.")
  var types: [String]

  @Flag(help: "For Excel: with a byte-order mark and CRLF, money in yuan.")
  var excel = false

  @OptionGroup var stores: StoreOptions

  @Option(help: "Language: zh or en (default: the locale's).")
  var lang: Language?

  func run() throws {
    let kinds = try types.map(FilterWord.fact)
    let terms = try RulebookNames.terms(nil, stores)
    var listings: [TypeListing] = []
    for kind in kinds where !listings.contains(where: { $0.kind == kind }) {
      listings.append(TypeListing(kind, under: terms))
    }
    let lines = TypeTemplate(listings, in: lang ?? .ofLocale, isInYuan: excel).table.csv
    if excel {
      StandardStream.output.bytes(Array(("\u{FEFF}" + lines.map { $0 + "\r\n" }.joined()).utf8))
    } else {
      for line in lines { StandardStream.output.line(line) }
    }
    StandardStream.output.flush()
  }
}

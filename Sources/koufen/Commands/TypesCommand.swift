import ArgumentParser
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// `koufen types`: what can be recorded, and how.
struct TypesCommand: ParsableCommand, Paged {
  static let configuration = CommandConfiguration(
    commandName: "types",
    abstract: Words.asked(
      zh: "可提交的每种事件：字段、可提交的角色、拒绝情形和示例。",
      en: "Every event a person may submit: its fields, who may submit it, what refuses it, an example."),
    discussion: Words.asked(
      zh: """
        加 --format json 则为所提交事件的 JSON Schema（draft 2020-12）；全部类型合为一份，各有定义。由规则规定的角色按今天
        有效的版本或 --rulebook 显示。

        示例
          koufen types
          koufen types HelpRequested --lang zh
          koufen types BreachAssessed --rulebook draft.yaml
          koufen types --format json > events.schema.json
          koufen types --rulebook stall-1 --format json
        """,
      en: """
        With --format json a JSON Schema (draft 2020-12) of the event as it is handed in; of all types, one schema with a
        definition for each. Roles that a rulebook sets are those of the version in force today, or of --rulebook.

        EXAMPLES
          koufen types
          koufen types HelpRequested --lang zh
          koufen types BreachAssessed --rulebook draft.yaml
          koufen types --format json > events.schema.json
          koufen types --rulebook stall-1 --format json
        """))

  @Argument(
    help: ArgumentHelp(
      zh: "事件类型，如 HelpRequested（默认全部）。", en: "A type, such as HelpRequested (default: all of them).", value: .type))
  var type: String?

  @Option(
    help: ArgumentHelp(
      zh: "按此规则显示角色：文件，或版本名称（默认现行版本）。",
      en: "The rulebook whose roles are shown: a file, or the name of a version (default: the one in force).",
      value: .rulebook))
  var rulebook: String?

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    if let rulebook, case .programme(let programme, _) = try RulebookNames.file(rulebook, stores) {
      let listing = ProgrammeListing(programme, output.language)
      switch output.format {
      case .table: output.show(listing.types)
      case .json: StandardStream.output.line(listing.schema.text)
      case .csv: throw Failure(noSuchFormatOf: rulebook)
      }
      return StandardStream.output.flush()
    }
    let kind = try type.map(FilterWord.fact)
    let terms = try RulebookNames.terms(rulebook, stores)
    let listings =
      try kind.map {
        [try rulebook == nil ? RulebookNames.listing($0, under: terms) : TypeListing($0, under: terms)]
      }
      ?? TypeListing.all(under: terms)
    switch output.format {
    case .json:
      let schema = kind == nil ? TypeListing.schema(of: listings, output.language) : listings[0].schema(output.language)
      StandardStream.output.line(schema.text)
    case .csv: output.print { TypeListing.fields(of: listings, $0) }
    case .table: output.show(kind == nil ? overview(of: listings) : listings[0].page(output.language))
    }
    StandardStream.output.flush()
  }

  private func overview(of listings: [TypeListing]) -> Page {
    var page = Page(TypeListing.overview(of: listings, output.language))
    page.add("")
    page.add(
      output.language(
        zh: "koufen types 类型：某一类型的字段、角色和示例；koufen template 类型：供填写的 CSV。",
        en: "koufen types TYPE: fields, roles and an example; koufen template TYPE: a CSV file to fill in."))
    return page
  }
}

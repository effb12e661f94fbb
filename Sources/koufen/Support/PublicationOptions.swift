import ArgumentParser
import LedgerDomain
import Presentation

/// Who publishes a version of the rulebook, and whether it is published or only tried.
struct PublicationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      zh: "发布人，写作 姓名@角色（默认 $KOUFEN_BY，其次配置文件）。",
      en: "Who publishes it, as who@role (default: $KOUFEN_BY, else the configuration's).", value: .person))
  var by: String?

  @Flag(help: ArgumentHelp(zh: "只作裁定，不追加任何事件。", en: "Decide everything and append nothing."))
  var dryRun = false

  /// Who publishes it.
  func publisher(_ stores: StoreOptions) throws -> Person {
    try Person(publishing: stores.submitter(by, among: Publication.roles))
  }

  /// Says on stderr, where it was only tried, that nothing was kept.
  func sayIfDry(_ language: Language) {
    if dryRun { StandardStream.error.line(language(zh: "试运行：未追加任何事件。", en: "Dry run: nothing was appended.")) }
  }
}

import ArgumentParser
import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook
import SQLiteEventStore

/// `koufen init`: a new store.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: Words.asked(zh: "新建账本，并发布其初始规则。", en: "Make a store, and publish the rules it begins with."),
    discussion: Words.asked(
      zh: """
        省略 --rulebook 则发布程序自带的 taobao-daigou-1.5-offices，即制度全文。
        仅含扣分条款的 taobao-daigou-1.5 自始有效，指明它则账本为空。
        规则自 --effective 之日起适用：默认适用于所记录的一切。

        PostgreSQL 中的账本先由管理员用 koufen store create 新建，然后在此发布初始规则。
        在容器中请挂载账本所在的文件夹，不要只挂载文件：SQLite 在其旁保存 -wal 文件。

        示例
          koufen init --by wang@department-head
          koufen init --rulebook taobao-daigou-1.5
          koufen init --rulebook taobao-daigou-1.6.yaml --effective 2011-07-01 \\
            --by wang@department-head
        """,
      en: """
        Without --rulebook the version taobao-daigou-1.5-offices, which the program carries, is published: the whole of the
        regulation. taobao-daigou-1.5, its points alone, is in force by itself: named here, it makes an empty store. A
        version holds from --effective on: by default for whatever is recorded.
        A ledger in PostgreSQL is first made by an administrator, with koufen store create; this publishes in it.
        In a container mount the folder the store lies in, never the file: SQLite keeps a -wal beside it.

        EXAMPLES
          koufen init --by wang@department-head
          koufen init --rulebook taobao-daigou-1.5
          koufen init --rulebook taobao-daigou-1.6.yaml --effective 2011-07-01 \\
            --by wang@department-head
        """))

  @Option(
    help: ArgumentHelp(
      zh: "初始规则：文件，或程序自带版本的名称。", en: "The version to begin with: a file, or the name of a version that koufen carries.",
      value: .rulebook))
  var rulebook = Rulebook.officesName

  @Option(
    help: ArgumentHelp(
      zh: "生效日期（默认 0001-01-01）。", en: "The first date it is in force on (default: 0001-01-01).", value: .date))
  var effective: String?

  @Option(
    help: ArgumentHelp(
      zh: "发布人，写作 姓名@角色（默认 $KOUFEN_BY，其次配置文件）。",
      en: "Who publishes it, as who@role (default: $KOUFEN_BY, else the configuration's).", value: .person))
  var by: String?

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  private var isBuiltIn: Bool { rulebook == Rulebook.builtInName && !FilePath(rulebook).isThere }

  func validate() throws {
    guard effective != nil, isBuiltIn else { return }
    throw ValidationError(
      zh: "--effective 须与另一份 --rulebook 同用：\(Rulebook.builtInName) 自始有效。",
      en: "--effective goes with another --rulebook: \(Rulebook.builtInName) is in force by itself.")
  }

  func run() throws {
    let version = try isBuiltIn ? nil : load()
    let place = try place()
    let ledger = StoreOptions.ledger(over: place.store, readOnly: false)
    let events = try ledger.write { transaction in
      try demandEmpty(transaction, place.shown)
      guard let version else { return [RecordedEvent]() }
      return try transaction.publish(
        version.rulebook, effective: version.effective, by: version.by, now: try WallClock.now()
      ).events
    }
    let name = version?.rulebook.name ?? Rulebook.builtInName
    output.print([
      ("store", "账本", .text(place.shown)), ("rulebook", "规则", .text(name)), ("events", "事件", .number(events.count)),
    ]) { language in
      place.isMade
        ? language(zh: "已新建账本 \(place.shown)，适用规则 \(name)。", en: "Made the store \(place.shown), under \(name).")
        : events.isEmpty
          ? language(zh: "账本 \(place.shown) 适用规则 \(name)。", en: "The ledger \(place.shown) is under \(name).")
          : language(zh: "已在账本 \(place.shown) 发布规则 \(name)。", en: "Published \(name) in the ledger \(place.shown).")
    }
    output.suggest([
      NextStep("types ProviderRegistered", zh: "登记第一家服务商要填什么", en: "what registering the first provider takes")
    ])
  }

  /// Where the ledger is to be: a file, which this makes, or a schema that an administrator has made.
  private func place() throws -> (store: any EventStore, shown: String, isMade: Bool) {
    if case .postgres = stores.location {
      return (try stores.location.store(.readWrite), try stores.location.shown, false)
    }
    let path = try stores.location.file()
    return (try SQLiteEventStore(path: path, mode: .creating), path.shown, true)
  }

  private func load() throws -> (rulebook: RulesFile, effective: LocalDate, by: Person) {
    let file = FilePath(rulebook)
    guard file.isThere || Rulebook.carriedFile(rulebook) != nil else {
      throw Failure(
        exit: 66, code: "no-such-rulebook", zh: "没有文件 \(file.shown)，程序也不带此名称的规则版本。",
        en: "There is no file \(file.shown), and no version of that name is carried.")
    }
    guard let by = by ?? Configuration.usualBy else {
      throw Failure.usage(
        zh: "发布规则须写明发布人：加 --by 谁@角色，或设 KOUFEN_BY，或写入配置文件（by）。--rulebook \(Rulebook.builtInName) 自始有效，无需发布。",
        en: "A publication names who made it: give --by WHO@ROLE, set KOUFEN_BY, or write by: in the configuration. "
          + "--rulebook \(Rulebook.builtInName) is in force by itself and is not published.")
    }
    let publisher = try Person(said: by)
    let first = try ArgumentText.date(effective ?? "0001-01-01", "--effective")
    let today = Rulebook.builtInZone.date(of: try WallClock.now())
    let (checked, findings) = RulesFile.check(
      bytes: try InputFile.rulebook(rulebook), file: file.shown, today: today)
    guard let version = checked, let first else { throw Failure(findings, file.shown, output.language) }
    for finding in findings { StandardStream.error.line("koufen: " + output.language(finding.words)) }
    return (version, first, publisher)
  }

  private func demandEmpty(_ transaction: LedgerTransaction, _ shown: String) throws {
    let count = transaction.position
    guard count > 0 else { return }
    throw Failure(
      exit: 1, code: "store-exists", zh: "\(shown) 已有 \(count) 条事件；请另取名称，或用 koufen rulebook publish 发布规则。",
      en:
        "\(shown) holds \(count.english("event")) already. Name another place, or publish rules in it with koufen "
        + "rulebook publish.")
  }
}

import ArgumentParser
import EventStore
import LedgerDomain
import LedgerFormat
import PostgresEventStore
import Presentation
import SQLiteEventStore

/// `koufen store`: what an administrator does with a ledger.
struct StoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "store",
    abstract: Words.asked(
      zh: "管理账本：在 PostgreSQL 中新建、升级；检查；迁移或恢复之后。",
      en: "Administer a ledger: make and upgrade one in PostgreSQL; check it; after it was moved or restored."),
    discussion: Words.asked(
      zh: """
        示例
          koufen store create --store postgres://postgres@db.example/points
          koufen store check --store postgres://feed@db.example/points
        """,
      en: """
        EXAMPLES
          koufen store create --store postgres://postgres@db.example/points
          koufen store check --store postgres://feed@db.example/points
        """),
    subcommands: [
      StoreCreateCommand.self, StoreCheckCommand.self, StoreUpgradeCommand.self, StoreReopenCommand.self,
      StoreAdoptCommand.self,
    ])
}

/// `koufen store create`: schema, tables, functions and roles.
struct StoreCreateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: Words.asked(zh: "在 PostgreSQL 中新建账本及其角色。", en: "Make a ledger in PostgreSQL, and its roles."),
    discussion: Words.asked(
      zh: """
        由可建模式和角色的 PostgreSQL 用户运行；再次运行不改变任何内容。
        一个账本是一个模式：koufen，或地址中 ledger= 所给的名称。
        随后将 koufen_<账本>_reader、_ingest 或 _keeper 授予各登录用户，
        并用 koufen init 发布初始规则。

        示例
          koufen store create --store postgres://postgres@db.example/points
          koufen store create --store 'postgres://db.example/points?ledger=zhejiang'
        """,
      en: """
        Run as a user of the database who may make schemas and roles; run again it changes nothing. A ledger is a schema:
        koufen, or what ledger= in the address names. Then grant koufen_<ledger>_reader, _ingest or _keeper to whoever logs
        in, and publish the rules it begins with, by koufen init.

        EXAMPLES
          koufen store create --store postgres://postgres@db.example/points
          koufen store create --store 'postgres://db.example/points?ledger=zhejiang'
        """))

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let address = try stores.location.address()
    let isMade = try PostgresEventStore.create(at: address)
    output.print([
      ("store", "账本", .text(address.shown)), ("ledger", "名称", .text(address.ledger)),
      ("made", "新建", .truth(isMade)),
    ]) { language in
      isMade
        ? language(
          zh: "已新建账本 \(address.ledger)：\(address.shown)", en: "Made the ledger \(address.ledger): \(address.shown)")
        : language(
          zh: "账本 \(address.ledger) 早已建立，未作改动：\(address.shown)",
          en: "The ledger \(address.ledger) was there already and was left as it is: \(address.shown)")
    }
    if isMade { output.suggest([NextStep("init", zh: "发布初始规则", en: "publish the rules it begins with")]) }
  }
}

/// `koufen store check`: what may have been taken away, and what a commit survives.
struct StoreCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: Words.asked(
      zh: "检查账本的表、触发器、函数和权限是否如初，以及已确认的写入经得起什么。",
      en: "Check that tables, triggers, functions and rights are as made, and what a commit survives."),
    discussion: Words.asked(
      zh: """
        不读取事件：哈希与内容由 koufen verify 核验。索引与数据页另用 pg_amcheck --heapallindexed。有缺失或改动则退出码为 70。

        示例
          koufen store check --store postgres://feed@db.example/points
        """,
      en: """
        No event is read: hashes and contents are the matter of koufen verify, indexes and pages that of pg_amcheck
        --heapallindexed. Exit code 70 when something is missing or changed.

        EXAMPLES
          koufen store check --store postgres://feed@db.example/points
        """))

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try stores.location.administered(.readOnly)
    let (identity, place) = (try store.identity(), try store.closedFor())
    let damage = try store.read { try $0.damage() }
    let durability = try store.durability()
    if output.format == .json {
      printJSON(identity, closedFor: place, damage, durability)
    } else {
      for problem in damage { output.show("✗ " + output.language(SystemText.words(problem)), .danger) }
      for problem in durability.problems { output.show("! " + output.language(SystemText.words(problem)), .warning) }
      output.show(
        damage.isEmpty
          ? output.language(zh: "✓ 账本的结构完好", en: "✓ the ledger is as it was made")
          : output.language(zh: "✗ 账本的结构被改动", en: "✗ the ledger is not as it was made"))
      if let place {
        output.show(
          output.language(zh: "! 已迁往 \(place)，此处不再写入", en: "! moved to \(place): nothing is written here"), .warning)
      }
      output.show(output.language(durability.survives.words))
      output.show(output.language(zh: "  标识 = \(identity)", en: "  identity = \(identity)"))
      for (name, value) in durability.settings.sorted(by: { $0.key < $1.key }) { output.show("  \(name) = \(value)") }
    }
    StandardStream.output.flush()
    if !damage.isEmpty { throw Failure.Quiet(exit: 70) }
  }

  private func printJSON(_ identity: String, closedFor place: String?, _ damage: [String], _ durability: Durability) {
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("sound", damage.isEmpty)
      writer.field("survives", durability.survives.code)
      writer.field("identity", identity)
      if let place { writer.field("closed", place) }
      writer.name("settings")
      writer.array { writer in
        for (name, value) in durability.settings.sorted(by: { $0.key < $1.key }) {
          writer.object { writer in
            writer.field("name", name)
            writer.field("value", value)
          }
        }
      }
      writer.name("problems")
      writer.array { writer in write(durability.problems, &writer) }
      writer.name("damage")
      writer.array { writer in write(damage, &writer) }
    }
    StandardStream.output.line(writer.bytes)
  }

  private func write(_ problems: [String], _ writer: inout JSONWriter) {
    for problem in problems { writer.string(output.language(SystemText.words(problem))) }
  }
}

/// `koufen store upgrade`: a ledger of an older layout.
struct StoreUpgradeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "upgrade",
    abstract: Words.asked(zh: "将账本升级到本程序的格式。", en: "Bring a ledger to this program's layout."),
    discussion: Words.asked(
      zh: """
        由新建账本的用户运行，在一个事务中完成。格式 1 是第一个，目前无可升级。

        示例
          koufen store upgrade --store postgres://postgres@db.example/points
        """,
      en: """
        Run by whoever made the ledger; done in one transaction. Layout 1 is the first: there is nothing to upgrade yet.

        EXAMPLES
          koufen store upgrade --store postgres://postgres@db.example/points
        """))

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let (from, to) = try PostgresEventStore.upgrade(at: try stores.location.address())
    output.print([("from", "原格式", .number(from)), ("to", "现格式", .number(to))]) { language in
      from == to
        ? language(zh: "账本已是格式 \(to)。", en: "The ledger is of layout \(to) already.")
        : language(zh: "账本已由格式 \(from) 升级到 \(to)。", en: "The ledger was brought from layout \(from) to \(to).")
    }
  }
}

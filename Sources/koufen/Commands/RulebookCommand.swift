import ArgumentParser
import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook
import SQLiteEventStore

/// `koufen rulebook`: the versions of the rules, and what is wrong with a file that is to become one.
struct RulebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rulebook",
    abstract: Words.asked(
      zh: "规则版本：列出、显示、比较、检查和发布。", en: "The versions of the rules: list, show, compare, check and publish them."),
    discussion: Words.asked(
      zh: """
        行为按其日期有效的版本裁定，以裁定之日已发布者为准。发布之前已扣的分不变。

        示例
          koufen rulebook list
          koufen rulebook show taobao-daigou-1.5 --source > taobao-daigou-1.6.yaml
          koufen rulebook check taobao-daigou-1.6.yaml
          koufen rulebook diff taobao-daigou-1.5 taobao-daigou-1.6.yaml
          koufen rulebook publish taobao-daigou-1.6.yaml --effective 2011-07-01 \\
            --by wang@department-head
        """,
      en: """
        An act is judged by the version in force on its date, as published by the day of the decision.
        What was charged before a publication stays as it is.

        EXAMPLES
          koufen rulebook list
          koufen rulebook show taobao-daigou-1.5 --source > taobao-daigou-1.6.yaml
          koufen rulebook check taobao-daigou-1.6.yaml
          koufen rulebook diff taobao-daigou-1.5 taobao-daigou-1.6.yaml
          koufen rulebook publish taobao-daigou-1.6.yaml --effective 2011-07-01 \\
            --by wang@department-head
        """),
    subcommands: [
      RulebookListCommand.self, RulebookShowCommand.self, RulebookDiffCommand.self, RulebookCheckCommand.self,
      RulebookPublishCommand.self, RulebookCalendarCommand.self, RulebookInitCommand.self,
    ])
}

/// Rulebooks as they are named on the command line: a file, a published version, or one that the program carries.
struct RulebookNames {
  let versions: [RulebookVersion]

  /// Those of the store, or, where none was named and none is at the usual place, the one built in.
  init(_ stores: StoreOptions) throws {
    let builtIn = try Rulebook.builtIn()
    let ledger =
      try stores.isThere
      ? stores.ledger(readOnly: true) : Ledger(store: InMemoryEventStore(), source: StoreOptions.rules())
    versions = try ledger.rulebookVersions(besides: builtIn)
  }

  /// The version of this name, the latest of them; nil where there is none.
  func version(_ name: String) -> RulebookVersion? { versions.last { $0.name == name } }

  /// The name of the version in force today.
  ///
  /// - Parameter hasTerms: whether it must be one of the regulation's form, as the one built in is at least.
  func inForce(withTerms hasTerms: Bool = false) throws -> String {
    let today = Rulebook.builtInZone.date(of: try WallClock.now())
    let begun = versions.enumerated().filter { version in
      (version.element.effective.map { $0 <= today } ?? true) && !(hasTerms && version.element.isProgramme)
    }
    let latest = begun.max { left, right in
      let (first, second) = (left.element.effective?.daysSinceEpoch, right.element.effective?.daysSinceEpoch)
      return (first ?? .min, left.offset) < (second ?? .min, right.offset)
    }
    return latest?.element.name ?? versions[0].name
  }

  /// How a type is listed where no rulebook is named: by the version in force or, where that lacks what the type belongs to, by
  /// the whole regulation that the program carries, for else nobody could submit it and no example were right.
  static func listing(_ kind: FactKind, under terms: Terms) throws -> TypeListing {
    guard !terms.isInForce(kind.payload.examples[0].fact) else { return TypeListing(kind, under: terms) }
    let whole = Rulebook.officesName
    return TypeListing(kind, under: try Rulebook(bytes: InputFile.rulebook(whole), file: whole).terms)
  }

  /// The terms of the rulebook named, else of the version in force today in the store, else of the one built in: what asks
  /// no store for anything but that needs none to be there, unless it was named among the arguments.
  static func terms(_ name: String?, _ stores: StoreOptions) throws -> Terms {
    if let name, FileManager.default.fileExists(atPath: name) {
      return try Rulebook(bytes: InputFile.text(name), file: name).terms
    }
    if name == nil, stores.isAbsent { return try Rulebook.builtIn().terms }
    let names = try RulebookNames(stores)
    return try names.rulebook(try name ?? names.inForce(withTerms: true)).terms
  }

  /// The rules of whichever form that a name stands for; no store is asked about a file.
  static func file(_ name: String, _ stores: StoreOptions) throws -> RulesFile {
    guard FilePath(name).isThere else { return try RulebookNames(stores).file(name) }
    return try RulesFile(bytes: InputFile.rulebook(name), file: name)
  }

  /// The rules this names, of whichever form: a file where there is one, a version of the store, or one that koufen carries.
  func file(_ name: String) throws -> RulesFile {
    if let version = version(name), !FileManager.default.fileExists(atPath: name) {
      return try version.file()
    }
    guard FilePath(name).isThere || Rulebook.carriedFile(name) != nil else {
      throw Failure(unknownRulebook: name)
    }
    return try RulesFile(bytes: InputFile.rulebook(name), file: name)
  }

  /// The rulebook this names: a file where there is one, a version of the store, or one that koufen carries.
  func rulebook(_ name: String) throws -> Rulebook {
    if let version = version(name), !FileManager.default.fileExists(atPath: name) {
      return try version.rulebook()
    }
    guard FilePath(name).isThere || Rulebook.carriedSource(name) != nil else {
      throw Failure(unknownRulebook: name)
    }
    return try Rulebook(bytes: InputFile.rulebook(name), file: name)
  }
}

extension Failure {
  /// What a programme declares is no list of one kind of row: it is read as a table, or taken whole as JSON.
  init(noSuchFormatOf programme: String) {
    self.init(
      exit: 64, code: "usage",
      zh: "方案的规则只能输出为表格，或用 koufen rulebook show \(programme) --format json 整体输出。",
      en: "What a programme declares is printed as a table, or whole by koufen rulebook show \(programme) --format "
        + "json.")
  }

  /// There is neither a version nor a file of this name.
  init(unknownRulebook name: String) {
    self.init(
      exit: 66, code: "no-such-rulebook", zh: "没有名为 \(name) 的规则版本或文件；koufen rulebook list 列出全部版本。",
      en: "There is no version or file named \(name); koufen rulebook list lists the versions.")
  }
}

/// `koufen rulebook list`: the versions a ledger knows.
struct RulebookListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: Words.asked(
      zh: "列出账本所知的规则版本：先内置，后发布。", en: "List the versions a ledger knows: the one built in, then those published."),
    discussion: Words.asked(
      zh: """
        示例
          koufen rulebook list
          koufen rulebook list --format json
          koufen rulebook list --carried
        """,
      en: """
        EXAMPLES
          koufen rulebook list
          koufen rulebook list --format json
          koufen rulebook list --carried
        """))

  @Flag(
    help: ArgumentHelp(
      zh: "改为列出程序自带的全部规则文件，其他平台的方案亦在内。",
      en: "List instead the files the program carries, the programmes of other platforms among them."))
  var carried = false

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    if carried { return try listCarried() }
    let versions = try RulebookNames(stores).versions
    let zone = Rulebook.builtInZone
    for version in versions { try? version.rulebook().warnOfIgnored(output.language) }
    switch output.format {
    case .json: StandardStream.output.line(JSON.array(versions.map { $0.json(in: zone) }).text)
    case .csv: output.print { table(versions, zone, $0) }
    case .table:
      output.show(table(versions, zone, output.language))
      let known = Set(versions.map(\.name))
      for name in Rulebook.carriedNames where !known.contains(name) {
        let said = output.language(
          zh: "程序自带而未发布：\(name)（koufen rulebook publish \(name) --effective …）",
          en: "Carried, not published: \(name) (koufen rulebook publish \(name) --effective …)")
        output.show(Page(["", said]))
      }
    }
    StandardStream.output.flush()
  }

  private func listCarried() throws {
    let files = try CarriedFile.all()
    switch output.format {
    case .json: StandardStream.output.line(JSON.array(files.map(\.json)).text)
    case .csv: output.print { CarriedFile.table(files, $0) }
    case .table: output.show(CarriedFile.table(files, output.language))
    }
    StandardStream.output.flush()
  }

  private func table(_ versions: [RulebookVersion], _ zone: Zone, _ language: Language?) -> Table {
    let heading = language.heading
    let always = language.map { $0(zh: "一直有效", en: "always") } ?? ""
    let builtIn = language.map { $0(zh: "内置", en: "built in") } ?? ""
    var table = Table(
      (heading("name", "名称"), .left), (heading("effective", "生效"), .left), (heading("published", "发布"), .left),
      (heading("position", "位置"), .right), (heading("by", "发布人"), .left), (heading("sha256", "SHA-256"), .left))
    table.rows = versions.map { version in
      [
        version.name, version.effective?.description ?? always, version.publishedAt.map(zone.text) ?? builtIn,
        version.position.map(String.init) ?? "", version.by.map { "\($0.id)@\($0.role.rawValue)" } ?? "",
        version.sha256,
      ]
    }
    return table
  }
}

/// `koufen rulebook diff A B`: what changes from one version to another.
struct RulebookDiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: Words.asked(zh: "逐项比较两个规则版本或文件。", en: "Compare two versions or files, value by value."),
    discussion: Words.asked(
      zh: """
        示例
          koufen rulebook diff taobao-daigou-1.5 taobao-daigou-1.6
          koufen rulebook diff taobao-daigou-1.5 draft.yaml --format json
        """,
      en: """
        EXAMPLES
          koufen rulebook diff taobao-daigou-1.5 taobao-daigou-1.6
          koufen rulebook diff taobao-daigou-1.5 draft.yaml --format json
        """))

  @Argument(help: ArgumentHelp(zh: "规则版本的名称或文件。", en: "A version's name, or a file.", value: .rulebook))
  var old: String

  @Argument(help: ArgumentHelp(zh: "规则版本的名称或文件。", en: "A version's name, or a file.", value: .rulebook))
  var new: String

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let names = try RulebookNames(stores)
    guard let changes = try RulebookChange.between(names.file(old), names.file(new)) else {
      throw Failure.usage(
        zh: "\(old) 与 \(new) 形式不同：一个是代购制度，一个是方案（form: programme/1），无从逐项比较。",
        en:
          "\(old) and \(new) are of different forms: one is the daigou regulation, the other a programme (form: programme/1). They have no value in common."
      )
    }
    switch output.format {
    case .json: StandardStream.output.line(JSON.array(changes.map(\.json)).text)
    case .csv: output.print(changes.table)
    case .table:
      if changes.isEmpty {
        output.show(output.language(zh: "没有不同。", en: "Nothing differs."))
      } else {
        output.show(changes.table(output.language))
      }
    }
    StandardStream.output.flush()
  }
}

import ArgumentParser
import EventStore
import Foundation
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation
import SQLiteEventStore

/// `koufen backup FILE`: a verified copy of a store in use.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup",
    abstract: Words.asked(zh: "在账本使用中制作副本，并核验副本。", en: "Copy the store, while it is in use, and verify the copy."),
    discussion: Words.asked(
      zh: """
        PostgreSQL 中的账本备份为同样的文件。副本先在目标旁以 .partial 结尾的名称制作，核验通过后才改为正式名称。副本为单个文件，读取时不需旁边有其他文件。切勿用 cp 复制使用中的账本，
        也勿将备份直接复制到账本之上：请用 koufen restore。账本旁若有服务器的账户文件（.server），一并复制到备份旁。

        示例
          koufen backup /backup/koufen-2011-12-31.db
          koufen backup --replace /backup/koufen.db
        """,
      en: """
        Of a ledger in PostgreSQL the same file is made. The copy is made beside its place, as FILE-partial, and gets its name once it is verified. It is one file, which can
        be read without anything beside it. Never copy a store in use with cp, nor a backup over a store: use koufen restore.
        Where a server has its file of accounts beside the store, that is copied too, to FILE.server.

        EXAMPLES
          koufen backup /backup/koufen-2011-12-31.db
          koufen backup --replace /backup/koufen.db
        """))

  @Argument(help: ArgumentHelp(zh: "备份文件。", en: "The copy.", value: .file))
  var file: StoreLocation

  @Flag(help: ArgumentHelp(zh: "副本核验通过后，替换已有文件。", en: "Replace a file that is there, once the copy is verified."))
  var replace = false

  @OptionGroup var access: AccessOptions
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let file = try file.file()
    let progress = ProgressLine(output.language(zh: "条事件", en: "events"), language: output.language)
    let draft = file.appending("-postgres")
    let isFetched = if case .postgres = stores.location { true } else { false }
    defer { if isFetched { Self.remove(draft) } }
    let store = try isFetched ? fetch(draft, progress) : SQLiteEventStore(path: stores.location.file(), mode: .readOnly)
    let events: Int
    do {
      events = try store.copy(to: file, replacing: replace, onStep: { try progress.advance(to: 0) }) { copy in
        try Self.demandSound(copy, file, progress)
      }
    } catch StoreError.place(let error) where error.fault == .occupied {
      throw Failure.usage(
        zh: "\(error.path) 已在那里，未作改动；请另取名称，或（对已有备份）加 --replace。",
        en: "\(error.path) is there already and was left alone. Name another file, or, for a backup that is to be "
          + "replaced, give --replace.")
    }
    let accounts = try copyAccounts(beside: file)
    if accounts != nil { note(file, events) }
    progress.clear()
    var fields: [(name: StaticString, zh: String, value: OutcomeValue)] = [
      ("events", "事件", .number(events)), ("file", "文件", .text(file.shown)),
    ]
    if let accounts { fields.append(("accounts", "账户文件", .text(accounts))) }
    output.print(fields) { language in
      let also = accounts.map { language(zh: "；账户文件：\($0)", en: "; the file of accounts: \($0)") } ?? ""
      return language(
        zh: "已备份并核验 \(events) 条事件：\(file.shown)",
        en: "\(events.english("event")) copied and verified: \(file.shown)") + also
    }
  }

  /// Copies the file of accounts that a server has beside the store, or that is named, to beside the backup; nil where there is
  /// none.
  private func copyAccounts(beside file: FilePath) throws -> String? {
    if access.access == nil {
      guard case .file = stores.location, FilePath(try access.path(beside: stores)).isThere else { return nil }
    }
    let copy = file.appending(".server")
    guard let text = copy.text else { return nil }
    try access.store(.reading, beside: stores).copy(to: text)
    return copy.shown
  }

  /// Writes down beside the store that the backup was made, for whoever looks at the server. A backup is one even where that
  /// cannot be written.
  private func note(_ file: FilePath, _ events: Int) {
    guard let now = try? WallClock.now(), let path = file.absolute.text else { return }
    let bytes = [file, file.appending(".server")].reduce(0) { $0 + ($1.size ?? 0) }
    try? access.store(.writing, beside: stores).note(
      Backup(file: path, made: now, events: events, bytes: bytes), by: .ofProcess)
  }

  /// Brings the log of a ledger in PostgreSQL into a file beside the backup's place.
  private func fetch(_ draft: FilePath, _ progress: ProgressLine) throws -> SQLiteEventStore {
    Self.remove(draft)
    let ledger = StoreOptions.ledger(over: try stores.location.store(.readOnly, for: .reading), readOnly: true)
    let store = try SQLiteEventStore(path: draft, mode: .making)
    try ledger.copyLog(to: Ledger(store: store, source: StoreOptions.rules()), draft.shown, progress)
    return store
  }

  private static func remove(_ draft: FilePath) {
    for suffix in ["", "-wal", "-shm"] { _ = draft.appending(suffix).withCString { unlink($0) } }
  }

  /// Verifies a copy; returns how many events it has.
  static func demandSound(_ store: SQLiteEventStore, _ file: FilePath, _ progress: ProgressLine) throws -> Int {
    let result = try StoreOptions.ledger(over: store, readOnly: true).verify { try progress.advance(to: $0) }
    guard let finding = result.findings.first else { return result.events }
    throw Failure(
      exit: 70, code: "store-damaged",
      zh: "副本 \(file.shown) 未通过核验，未保留：\(finding.problem.zh)。账本本身可能已损坏，请运行 koufen verify。",
      en: "The copy \(file.shown) does not verify and was not kept: \(finding.problem.en). "
        + "The store itself is perhaps damaged: run koufen verify.")
  }
}

import ArgumentParser
import EventStore
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook
import SQLiteEventStore

/// `koufen restore BACKUP`: a verified backup in the place of a store.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore",
    abstract: Words.asked(
      zh: "以核验过的备份替换无人使用的账本。", en: "Put a verified backup in the place of a store that nobody uses."),
    discussion: Words.asked(
      zh: """
        先核验备份。旧账本连同其 -wal 保留为 账本.before-时间；备份之后写入的内容只在其中。不打扰使用账本的人：有人使用则拒绝（69）。
        备份的事件少于账本时会询问；没有终端则须加 --yes。无论何时中断，账本非旧即新；重新运行即可。

        示例
          koufen restore /backup/koufen-2011-12-31.db
          koufen restore /backup/koufen.db --store koufen.db --yes
        """,
      en: """
        The backup is verified first. The old store is kept as STORE.before-TIME, with its -wal; what was written since the
        backup is only there. Whoever uses the store is not disturbed: the restore is refused (69). Where the backup has
        fewer events than the store it asks; without a terminal it wants --yes.
        Stopped at any moment, the store is the old one or the new one; run it again.

        EXAMPLES
          koufen restore /backup/koufen-2011-12-31.db
          koufen restore /backup/koufen.db --store koufen.db --yes
        """))

  @Argument(help: ArgumentHelp(zh: "备份文件。", en: "The backup.", value: .backup))
  var backup: StoreLocation

  @OptionGroup var confirmation: Confirmation
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let path = try stores.location.file()
    let backup = try backup.file()
    let source = try open(backup)
    let old = try Self.events(of: path)
    let progress = ProgressLine(output.language(zh: "条事件", en: "events"), language: output.language)
    let events = try BackupCommand.demandSound(source, backup, progress)
    progress.clear()
    if case .some(let count?) = old, count > events { try ask(path, holding: count, over: events) }
    let kept = old == nil ? nil : try Self.place(besides: path)
    do {
      if let kept, case .some(let count) = old {
        try source.replace(path, keeping: kept, events: count) { try progress.advance(to: 0) }
      } else {
        try source.copy(to: path, forUse: true, onStep: { try progress.advance(to: 0) }) { _ in }
      }
    } catch StoreError.place(let error) where error.fault == .occupied && error.path == path.resolved.absolute.shown {
      throw Failure.usage(
        zh: "\(path.shown) 与备份是同一个文件，或刚由另一进程建立；未作改动。",
        en: "\(path.shown) and the backup are one file, or another process made it just now; nothing was changed.")
    }
    report(path, events, kept, old ?? nil)
  }

  private func open(_ backup: FilePath) throws -> SQLiteEventStore {
    do {
      return try SQLiteEventStore(path: backup, mode: .readOnly)
    } catch StoreError.place(let error) where error.fault == .missing {
      throw Failure(
        exit: 66, code: "no-such-file", zh: "没有备份文件 \(backup.shown)。", en: "There is no backup \(backup.shown).")
    }
  }

  /// How many events the store at a path holds: no value where there is no store, nil in it where nobody can tell.
  private static func events(of path: FilePath) throws -> Int?? {
    do {
      return .some(try SQLiteEventStore(path: path, mode: .readOnly).read { try $0.lastPosition() })
    } catch let error as StoreError {
      switch error {
      case .place(let place) where place.fault == .missing: return nil
      case .place(let place) where place.fault == .foreignLog: return .some(nil)
      case .damaged, .newer: return .some(nil)
      case .busy, .unreachable, .unsettled, .forbidden, .noClient, .closed, .conflict, .idTaken, .cutBack, .inputOutput,
        .place:
        throw error
      }
    }
  }

  private func ask(_ path: FilePath, holding count: Int, over events: Int) throws {
    try confirmation.ask(
      output.language(
        zh: "备份有 \(events) 条事件，\(path.shown) 有 \(count) 条：其余 \(count - events) 条将只在旧账本的副本中。要恢复吗？",
        en:
          "The backup has \(events.english("event")), \(path.shown) has \(count): the other \(count - events) would only "
          + "be in the old store that is kept. Restore it?"),
      unattended: .isNo, language: output.language)
  }

  /// A free name for the old store.
  private static func place(besides path: FilePath) throws -> FilePath {
    let now = Rulebook.builtInZone.text(try WallClock.now()).prefix(19).filter { $0 != "-" && $0 != ":" }
    let first = path.resolved.appending(".before-" + now)
    var place = first
    var number = 2
    while place.isTaken || place.appending("-wal").isTaken {
      place = first.appending("-\(number)")
      number += 1
    }
    return place
  }

  private func report(_ path: FilePath, _ events: Int, _ kept: FilePath?, _ old: Int?) {
    output.print([
      ("events", "事件", .number(events)), ("store", "账本", .text(path.shown)),
      ("kept", "原账本", kept.map { .text($0.shown) } ?? .nothing),
      ("eventsBefore", "原有事件", old.map { .number($0) } ?? .nothing),
    ]) { language in
      let done = language(
        zh: "已恢复 \(path.shown)：\(events) 条事件。", en: "\(path.shown) restored: \(events.english("event")).")
      guard let kept else { return done }
      let count = old.map { language(zh: "（\($0) 条事件）", en: " (\($0.english("event")))") } ?? ""
      return done
        + language(zh: "旧账本\(count)保留为 \(kept.shown)。", en: " The old store\(count) is kept as \(kept.shown).")
    }
  }
}

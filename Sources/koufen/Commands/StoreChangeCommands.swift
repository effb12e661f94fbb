import ArgumentParser
import EventStore
import LedgerDomain
import LedgerFormat
import Presentation

/// `koufen store reopen`: a store that was closed when its log was moved.
struct StoreReopenCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen",
    abstract: Words.asked(
      zh: "重新打开已迁走（copy --close）的账本。", en: "Open a store again that copy --close has closed."),
    discussion: Words.asked(
      zh: """
        只在放弃迁移时使用：若新位置已有写入，两份日志从此不同，再也合不到一起。

        示例
          koufen store reopen --store koufen.db
        """,
      en: """
        Only where the move is given up: if anything was written in the new place, the two logs differ from then on, and
        nothing brings them together again.

        EXAMPLES
          koufen store reopen --store koufen.db
        """))

  @OptionGroup var confirmation: Confirmation
  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try stores.location.administered()
    let place = try store.closedFor()
    if let place {
      try confirmation.ask(
        output.language(zh: "账本已迁往 \(place)。仍在此处重新写入吗？", en: "The ledger was moved to \(place). Write here again?"),
        unattended: .goesAhead, language: output.language)
      try store.reopen()
    }
    let shown = try stores.location.shown
    output.print([
      ("store", "账本", .text(shown)), ("reopened", "已重新打开", .truth(place != nil)),
    ]) { language in
      place.map {
        language(zh: "已重新打开 \(shown)（曾迁往 \($0)）", en: "Opened \(shown) again, which was moved to \($0)")
      } ?? language(zh: "\(shown) 并未关闭，未作改动", en: "\(shown) was not closed, and is left as it is")
    }
  }
}

/// `koufen store adopt`: a store that was restored, or copied, is another than the one it came from.
struct StoreAdoptCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "adopt",
    abstract: Words.asked(
      zh: "给恢复或复制而来的账本新的标识。", en: "Give a store that was restored or copied an identity of its own."),
    discussion: Words.asked(
      zh: """
        由 pg_restore、基础备份或文件复制得来的账本与原账本标识相同，凭标识记忆的程序无从分辨。先用 koufen verify
        --seal 以最近的封存文件核对日志没有变短，再运行此命令。日志与哈希不变。

        示例
          koufen verify --seal seal-2011.json --store postgres://db.example/points
          koufen store adopt --store postgres://db.example/points
        """,
      en: """
        A store brought back by pg_restore, a base backup or a copy of its file has the identity of the one it came from, and
        whoever remembers that one cannot tell them apart. First hold it against the latest seal with koufen verify
        --seal, for a log that is shorter is sound otherwise; then run this. The log and its hashes stay.

        EXAMPLES
          koufen verify --seal seal-2011.json --store postgres://db.example/points
          koufen store adopt --store postgres://db.example/points
        """))

  @OptionGroup var stores: StoreOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let store = try stores.location.administered()
    let (before, now) = (try store.identity(), try store.adopt())
    let shown = try stores.location.shown
    output.print([
      ("store", "账本", .text(shown)), ("before", "原标识", .text(before)), ("identity", "标识", .text(now)),
    ]) { language in
      language(zh: "\(shown) 的标识由 \(before) 改为 \(now)", en: "\(shown) was \(before), and is \(now) now")
    }
  }
}

import ArgumentParser
import EventStore
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import SQLiteEventStore

/// `koufen copy FROM TO`: a whole log from one store into another, of whatever kind.
struct CopyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copy",
    abstract: Words.asked(
      zh: "将整个日志由一个账本复制到另一个空账本，如由文件到 PostgreSQL。",
      en: "Copy the whole log from one store into another, empty one, as from a file into PostgreSQL."),
    discussion: Words.asked(
      zh: """
        相当于 koufen export | koufen import：位置、哈希和字节不变，途中核对哈希链，读模型重新制作，最后比较两边的封存点。
        全部复制或完全不复制；原账本不变。PostgreSQL 中的目标先用 koufen store create 新建。
        加 --close 则先关闭原账本：此后写入一律以退出码 69 拒绝并指明新位置，故无事件会遗漏在旧处。复制失败时
        重新打开；中途被强行终止的，再运行一次即可，或用 koufen store reopen 撤销。

        示例
          koufen copy koufen.db postgres://feed@db.example/points
          koufen copy koufen.db postgres://feed@db.example/points --close
          koufen copy postgres://feed@db.example/points copy.db
        """,
      en: """
        As koufen export | koufen import: positions, hashes and bytes stay, the chains are checked on the way, the read
        models made anew, and at the end both are sealed and compared. All of it or nothing; the store it comes from is left
        as it is. A ledger in PostgreSQL that it goes to is made first, with koufen store create.
        With --close the old store is closed first: writing there exits 69 from then on, naming the new place, so that no
        event is left behind. Where the copy fails it is opened again; ended by force half-way, run it again, or undo it
        with koufen store reopen.

        EXAMPLES
          koufen copy koufen.db postgres://feed@db.example/points
          koufen copy koufen.db postgres://feed@db.example/points --close
          koufen copy postgres://feed@db.example/points copy.db
        """))

  @Argument(help: ArgumentHelp(zh: "原账本。", en: "The store that is copied.", value: .origin))
  var from: StoreLocation

  @Argument(
    help: ArgumentHelp(
      zh: "目标：空账本，或尚不存在的文件。", en: "Where to: an empty store, or a file that is not there yet.", value: .target))
  var to: StoreLocation

  @Flag(
    help: ArgumentHelp(
      zh: "关闭原账本：此后只能读取，写入者被告知新位置。",
      en: "Close the old store: it is read only from then on, and tells writers the new place."))
  var close = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    guard close else {
      from.warnIfClosed()
      return try copy(from.store(.readOnly))
    }
    let old = try from.administered()
    let wasClosed = try old.closedFor() != nil
    try old.close(for: to.place)
    var isCopied = false
    do {
      try copy(old) { isCopied = true }
    } catch {
      // Once the log is, or may be, in the new place, opening the old one would make two of it.
      if case StoreError.unsettled = error { isCopied = true }
      if !wasClosed, !isCopied { try? old.reopen() }
      throw error
    }
  }

  /// - Parameter copied: called once the log is in the new place.
  private func copy(_ store: any EventStore, _ copied: () -> Void = {}) throws {
    let source = StoreOptions.ledger(over: store, readOnly: true)
    let new = try to.store(.creating)
    let target = StoreOptions.ledger(over: new, readOnly: false)
    // Ended by force behind its commit, a copy is whole.
    if try !close || !new.holds(store) {
      let progress = ProgressLine(
        output.language(zh: "条事件", en: "events"), of: try source.head(), language: output.language)
      try source.copyLog(to: target, to.shown, progress)
      progress.clear()
    }
    copied()
    try report(source, target)
  }

  /// Seals both, and says what was copied.
  private func report(_ source: Ledger, _ target: Ledger) throws {
    let now = try WallClock.now()
    let (before, after) = (try source.seal(now: now), try target.seal(now: now))
    let trees = [before, after].map { $0.tree?.hex ?? "" }
    // Another process may have gone on in the store that was copied.
    guard trees[0] == trees[1] || before.count > after.count else {
      throw Failure(
        exit: 70, code: "store-damaged", zh: "两边封存点的树不同：原账本 \(trees[0])，副本 \(trees[1])。",
        en: "The trees of the two seals differ: \(trees[0]) of the store, \(trees[1]) of the copy.")
    }
    let shown = try to.shown
    output.print([
      ("events", "事件", .number(after.count)), ("tree", "树", .text(trees[1])), ("store", "账本", .text(shown)),
      ("closed", "原账本已关闭", .truth(close)),
    ]) { language in
      language(
        zh: "已复制 \(after.count) 条事件到 \(shown)，树 \(trees[1])" + (close ? "；原账本已关闭" : ""),
        en: "\(after.count.english("event")) copied to \(shown), tree \(trees[1])"
          + (close ? "; the old store is closed" : ""))
    }
  }
}

extension EventStore {
  /// Whether its log is that of another store: both end in the same event.
  fileprivate func holds(_ other: any EventStore) throws -> Bool {
    let head = try read { try $0.head() }
    return try head.position > 0 && other.read { try $0.head() } == head
  }
}

import EventStore
import LedgerDomain

extension Problem {
  /// What a store says, and what to do.
  init(_ error: StoreError) {
    switch error {
    case .busy(let text):
      let words = SystemText.words(text)
      self.init(
        .unavailable, code: "store-busy", zh: "\(words.zh)。另一进程正持有写锁；可安全重试。",
        en: "\(words.en). Another process holds the lock; it is safe to try again.")
    case .unreachable(let words):
      self.init(
        .unavailable, code: "store-unreachable", zh: "\(SystemText.words(words).zh)。未保存任何内容；可安全重试。",
        en: "\(words). Nothing was kept; it is safe to try again.")
    case .unsettled(let words):
      self.init(
        .unavailable, code: "store-unsettled", zh: "\(SystemText.words(words).zh)。无法得知是否已保存；带相同编号（--id）重试是安全的。",
        en: "\(words). Whether it was kept cannot be found out; it is safe to try again with the same --id.")
    case .forbidden(let text, let role):
      let words = SystemText.words(text)
      self.init(
        .inputOutput, code: "store-forbidden", zh: words.zh + (role.map { "。需要角色 \($0)。" } ?? "。"),
        en: words.en + (role.map { ". This wants the role \($0)." } ?? "."))
    case .noClient(let text):
      self.init(
        .unavailable, code: "store-client-missing",
        zh: "无法使用 PostgreSQL 的客户端库：\(SystemText.words(text).zh)。请安装 libpq5（版本 14 以上）。",
        en:
          "PostgreSQL's client library cannot be used: \(text). Install libpq5, version 14 or later.")
    case .closed(let place):
      self.init(
        .unavailable, code: "store-closed",
        zh: "账本已迁往 \(place)，此处不再写入。请用 --store 指明新位置；如确需在此继续，先运行 koufen store reopen。",
        en: "The ledger was moved to \(place), and nothing is written here any more. Name the new place by --store; "
          + "koufen store reopen undoes it.")
    case .conflict(let stream, let expected, let found):
      self.init(
        .unavailable, code: "store-conflict", zh: "\(stream)：应为第 \(expected) 条，实为 \(found)；可安全重试。",
        en: "\(stream): expected \(expected) next, found \(found); it is safe to try again.")
    case .idTaken(let id):
      self.init(
        .refused, code: "id-conflict", zh: "编号 \(id) 已被使用。", en: "The id \(id) is in use.")
    case .damaged(let text):
      let words = SystemText.words(text)
      self.init(
        .fault, code: "store-damaged",
        zh: "\(words.zh)。请核对 --store 所给的账本；若确已损坏，由备份恢复：文件用 koufen restore，PostgreSQL 用其自带的工具。",
        en: "\(words.en). Check which store --store names; one that is damaged is put back from a backup: a file with "
          + "koufen restore, a ledger in PostgreSQL with its own tools.")
    case .cutBack(let position):
      self.init(
        .fault, code: "log-cut-back", zh: "日志中已没有先前读到的第 \(position) 条事件：日志曾被截短，或已换成另一份。请用封存点（koufen verify --seal）核对。",
        en:
          "Event \(position), which was read before, is no longer in the log: the log was cut back, or another took its "
          + "place. Check it against a seal (koufen verify --seal).")
    case .newer(let found, let known):
      self.init(
        .fault, code: "store-newer", zh: "账本由更新的版本创建（格式 \(found)，本程序支持到 \(known)）；请升级 koufen。",
        en: "The store was made by a newer koufen (layout \(found), this one knows \(known)); upgrade koufen.")
    case .inputOutput(let text):
      let words = SystemText.words(text)
      // The store's own work is all or nothing, and there is room to be made: whoever reads it need not ask which part is there.
      let isFull = SystemText.isOfFullDisk(text)
      self.init(
        .inputOutput, code: "input-output", zh: words.zh + (isFull ? "。请腾出空间后重试；没有写完的一次未留下任何内容。" : "。"),
        en: words.en + (isFull ? ". Free some space and try again; of what was not finished nothing was kept." : "."))
    case .place(let error): self.init(error)
    }
  }

  private init(_ kind: Kind, code: String, _ text: String) {
    let words = SystemText.words(text)
    self.init(kind, code: code, zh: words.zh + "。", en: words.en + ".")
  }
}

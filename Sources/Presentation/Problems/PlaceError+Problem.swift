import EventStore
import LedgerDomain

extension Problem {
  /// Why there is no store at a place, or none that may be used, and what to do.
  init(_ error: PlaceError) {
    let path = error.path
    switch error.fault {
    case .missing:
      self.init(
        .missing, code: "no-such-store",
        zh: "\(path) 处没有账本；请用 --store 指定，或用 koufen init 新建。",
        en: "There is no store at \(path). Name one with --store, or make one with koufen init.")
    case .noLedger:
      self.init(
        .missing, code: "no-such-store",
        zh: "\(path) 处没有账本；由管理员用 koufen store create 新建。",
        en: "There is no ledger at \(path). An administrator makes one with koufen store create.")
    case .notAFile(let kind):
      self.init(
        .inputOutput, code: "input-output",
        zh: "\(path) 是\(kind.words.zh)，不能用作账本；请给出文件路径。",
        en: "\(path) is \(kind.words.en) and cannot be a store. Give the path of a file.")
    case .linked(let count):
      self.init(
        .inputOutput, code: "store-linked",
        zh: "\(path) 有 \(count) 个硬链接：经一个名称写入的 -wal，从另一个名称看不到，会丢失事件。请只保留一个名称，或用 cp 复制为新文件。",
        en:
          "\(path) has \(count) names (hard links): what is written beside one of them, in -wal, is not found by the "
          + "others, and events would be lost. Keep one name, or copy the file.")
    case .tooLong(let limit):
      self.init(
        .inputOutput, code: "input-output",
        zh: "\(path)：完整路径超过 SQLite 所能接受的 \(limit) 字节；请用较短的路径。",
        en: "\(path): the whole path is longer than the \(limit) bytes SQLite takes. Use a shorter one.")
    case .forbidden(let access, let reason):
      self.init(
        .inputOutput, code: "store-forbidden",
        zh: "无权\(access.words.zh) \(path)（\(SystemText.words(reason).zh)）。请由其所有者运行，或用所有者以 koufen backup 制作的副本。",
        en:
          "\(path) may not be \(access.words.en) by this user (\(reason)). Run this as its owner, or use a copy that "
          + "the owner makes with koufen backup.")
    case .noSharedMemory:
      self.init(
        .inputOutput, code: "store-forbidden",
        zh: "\(path) 可读，但 SQLite 须在其旁建立 -shm 文件，而本用户无权建立。请由有写权限的用户用 koufen backup 制作副本，副本只读即可查询。",
        en:
          "\(path) may be read, but SQLite needs a file -shm beside it, which this user may not make. Let somebody who "
          + "may write there make a copy with koufen backup: the copy needs nothing beside it.")
    case .foreignLog:
      self.init(
        .fault, code: "store-damaged",
        zh: "\(path)-wal 不属于 \(path)：账本在使用中被别的文件覆盖、清空或移走，其后的写入会悄悄改写新文件。请用 koufen restore 备份文件 恢复；"
          + "或将原来的文件放回。",
        en:
          "\(path)-wal does not belong to \(path): a store in use was copied over, emptied or taken away, and what stands there now "
          + "would silently be undone. "
          + "Put a backup in its place with koufen restore BACKUP, or put the file back that was there.")
    case .inUse:
      self.init(
        .unavailable, code: "store-busy",
        zh: "\(path) 正被另一进程使用；什么也没有改变。请待其结束后重试。",
        en: "\(path) is in use by another process; nothing was changed. Try again when that has ended.")
    case .occupied:
      self.init(
        .usage, code: "usage",
        zh: "\(path) 已在那里，未作改动；请将其移走，或另取名称。",
        en: "\(path) is in the way and was left alone. Move it, or name another place.")
    }
  }
}

extension PlaceError.Kind {
  fileprivate var words: Words {
    switch self {
    case .folder: Words(zh: "文件夹", en: "a folder")
    case .pipe: Words(zh: "管道", en: "a pipe")
    case .socket: Words(zh: "套接字", en: "a socket")
    case .device: Words(zh: "设备", en: "a device")
    }
  }
}

extension PlaceError.Access {
  fileprivate var words: Words {
    switch self {
    case .read: Words(zh: "读取", en: "read")
    case .write: Words(zh: "写入", en: "written")
    case .make: Words(zh: "新建", en: "made")
    }
  }
}

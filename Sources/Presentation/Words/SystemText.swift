public import LedgerDomain

/// What the system, SQLite and the store say of what they could not do, which they say in English.
public enum SystemText {
  /// The same in both languages, the place before it kept; what is not known here stands in quotes.
  public static func words(_ text: String) -> Words {
    for (en, zh) in known where text == en || text.hasSuffix(": " + en) {
      let place = text.dropLast(en.count)
      return Words(zh: place.isEmpty ? zh : place.dropLast(2) + "：" + zh, en: text)
    }
    return Words(zh: "系统报告“\(text)”", en: text)
  }

  /// Whether it says that there is no more room.
  static func isOfFullDisk(_ text: String) -> Bool {
    ["No space left on device", "database or disk is full"].contains { text.hasSuffix($0) }
  }

  private static let known: [(String, String)] = [
    ("No such file or directory", "没有该文件或文件夹"), ("Permission denied", "没有权限"), ("Operation not permitted", "不允许的操作"),
    ("Is a directory", "是文件夹"), ("Not a directory", "路径中有一段不是文件夹"), ("File exists", "文件已存在"),
    ("No space left on device", "磁盘已满"), ("Disk quota exceeded", "超出磁盘配额"), ("File too large", "文件过大"),
    ("Read-only file system", "文件系统只读"), ("Too many open files", "打开的文件过多"),
    ("Too many open files in system", "系统中打开的文件过多"), ("Input/output error", "磁盘读写出错"),
    ("File name too long", "文件名过长"), ("Too many levels of symbolic links", "符号链接层数过多"),
    ("Bad file descriptor", "文件未打开"), ("Invalid argument", "参数无效"), ("No such device or address", "没有该设备"),
    ("No such device", "没有该设备"), ("Broken pipe", "读取方已关闭"), ("Text file busy", "文件正被执行"),
    ("Address already in use", "地址已被占用"),
    ("Cannot assign requested address", "本机没有该地址"), ("Illegal seek", "无法回到开头"), ("Cannot allocate memory", "内存不足"),
    ("Resource temporarily unavailable", "资源暂不可用"),
    ("database is locked", "账本被锁定"), ("database table is locked", "账本被锁定"), ("disk I/O error", "磁盘读写出错"),
    ("database or disk is full", "磁盘已满"), ("database disk image is malformed", "账本文件内容已损坏"),
    ("attempt to write a readonly database", "账本只读"), ("unable to open database file", "无法打开账本文件"),
    ("file is not a database", "文件不是账本"), ("the file is not a koufen store", "文件不是 koufen 账本"),
    ("the file is empty: it holds no store", "文件为空，不含账本"), ("read-only", "只读"),
    ("another process is making a store here", "另一进程正在此处新建账本"), ("another rebuild has begun since", "另一次重建已在其后开始"),
    ("this process may open no more files (ulimit -n)", "本进程可打开的文件数已到上限（ulimit -n）"),
    ("the path is not UTF-8", "路径不是 UTF-8"), ("a stored hash is not 32 bytes long", "所存哈希不是 32 字节"),
    ("a read model has no key", "读模型没有键"), ("read models of another store cannot be swapped in", "不能换入另一账本的读模型"),
    ("the ledger no longer has this", "账本中已没有此项"), ("the ledger was not made with this", "账本建立时没有此项"),
    ("this process is writing already", "本进程正在写入"),
    ("fsync is off: a crash of the machine loses or damages the log", "fsync 已关闭：机器崩溃会丢失或损坏日志"),
    ("full_page_writes is off: a power cut can tear pages of the log", "full_page_writes 已关闭：断电可能使日志的页残缺"),
    (
      "data_checksums is off: a page that the disk returns changed is not noticed by the server",
      "data_checksums 已关闭：磁盘返回的页若有改变，服务器不会察觉"
    ),
    ("no synchronous standby is connected: what is written waits until one is", "没有同步备机连接：写入要等到有备机为止"),
    (
      "this role may not see whether a synchronous standby is connected: grant it pg_monitor",
      "此角色无权查看是否有同步备机连接：请授予 pg_monitor"
    ),
    (
      "the pooler is in statement mode; a ledger wants session or transaction mode",
      "连接池处于 statement 模式；账本需要 session 或 transaction 模式"
    ),
    ("this server is a standby: what it shows may not be acknowledged yet", "此服务器是备机：所显示的内容可能尚未确认"),
    (
      "it is committed on the primary, and no standby has confirmed it", "已在主机提交，但没有备机确认"
    ), ("the connection was lost", "连接已中断"), ("the store is in memory: it is gone with the process", "账本在内存中，随进程消失"),
    ("what was written could not be brought from the log into the file", "所写内容未能由日志并入文件"),
  ]
}

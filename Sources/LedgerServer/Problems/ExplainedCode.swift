import LedgerDomain

/// What the code of a problem means, as its page explains it (server 5.2).
struct ExplainedCode {
  /// The code.
  let code: String
  /// What happened.
  let reason: Words
  /// What to do about it.
  let remedy: Words

  /// Nil where there is no such code.
  init?(_ code: String) {
    self.code = code
    if let refusal = RefusalCode.allCases.first(where: { $0.rawValue == code }) {
      (reason, remedy) = (refusal.reason, refusal.remedy)
    } else if let known = ServerCode(rawValue: code) {
      (reason, remedy) = (known.reason, known.remedy)
    } else if let store = StoreCode(rawValue: code) {
      (reason, remedy) = (store.reason, store.remedy)
    } else {
      return nil
    }
  }
}

/// What a store says, as far as it is told (server §5).
enum StoreCode: String, CaseIterable {
  case busy = "store-busy"
  case conflict = "store-conflict"
  case unreachable = "store-unreachable"
  case unsettled = "store-unsettled"
  case damaged = "store-damaged"
  case newer = "store-newer"
  case forbidden = "store-forbidden"
  case closed = "store-closed"
  case cutBack = "log-cut-back"
  case inputOutput = "input-output"

  /// The statuses it may have: one, but for `input-output`, where the disk may be full (server 5.3).
  var statuses: [Int] {
    switch self {
    case .damaged, .newer, .forbidden, .cutBack: [500]
    case .busy, .conflict, .unreachable, .unsettled, .closed: [503]
    case .inputOutput: [500, 507]
    }
  }

  /// What happened.
  var reason: Words {
    switch self {
    case .busy: Words(zh: "账本正被占用。", en: "The store is busy.")
    case .conflict: Words(zh: "账本正被他人改动。", en: "Others changed the store at the same time.")
    case .unreachable: Words(zh: "账本无法连接。", en: "The store cannot be reached.")
    case .unsettled: Words(zh: "不能确定是否已写入。", en: "Whether it was kept cannot be found out.")
    case .damaged: Words(zh: "账本已损坏。", en: "The store is damaged.")
    case .newer: Words(zh: "账本由更新的版本创建。", en: "The store was made by a newer koufen.")
    case .forbidden: Words(zh: "无权使用账本。", en: "The store may not be used.")
    case .closed: Words(zh: "账本已迁往别处。", en: "The ledger was moved to another place.")
    case .cutBack: Words(zh: "日志比先前短。", en: "The log is shorter than it was.")
    case .inputOutput: Words(zh: "系统不能读写。", en: "The system would not read or write.")
    }
  }

  /// What to do about it.
  var remedy: Words {
    switch self {
    case .busy, .conflict, .unreachable: ServerCode.overloaded.remedy
    case .unsettled:
      Words(
        zh: "请以同一 id 再提交一次：已写入的不会重复。", en: "Send it once more under the same id: what is kept is not kept twice.")
    case .damaged:
      Words(
        zh: "请告知账本的保管人：以 koufen verify 查明，由备份恢复。",
        en: "Tell whoever keeps the ledger: koufen verify says what is wrong, and a backup puts it right.")
    case .newer: Words(zh: "请告知账本的保管人：升级此服务。", en: "Tell whoever keeps the ledger: this server is to be upgraded.")
    case .forbidden:
      Words(
        zh: "请告知账本的保管人：服务所用的角色缺少权限（koufen store check）。",
        en: "Tell whoever keeps the ledger: the role of this server lacks a right (koufen store check).")
    case .closed:
      Words(zh: "请向账本的保管人询问新位置，在那里办理。", en: "Ask whoever keeps the ledger where it is now, and go on there.")
    case .cutBack:
      Words(
        zh: "请由头重读，并告知账本的保管人：以封存点核对（koufen verify --seal）。",
        en: "Read from the beginning, and tell whoever keeps the ledger: a seal says what is missing "
          + "(koufen verify --seal).")
    case .inputOutput:
      Words(
        zh: "请告知服务的保管人：磁盘已满或出错，详见服务日志。",
        en: "Tell whoever keeps the server: a disk is full or fails; the server's log says which.")
    }
  }
}

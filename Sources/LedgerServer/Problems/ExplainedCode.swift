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
      (reason, remedy) = (store.reason, ServerCode.overloaded.remedy)
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
  case inputOutput = "input-output"

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
    case .inputOutput: Words(zh: "系统不能读写。", en: "The system would not read or write.")
    }
  }
}

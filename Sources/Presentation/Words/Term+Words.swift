public import LedgerDomain

extension Term {
  /// The name shown to people beside a value of the file: of an amount, with the unit that the file counts in.
  public var words: Words {
    isMoney ? Words(zh: name.zh + "（单位 0.01 元）", en: name.en + ", in fen") : name
  }

  /// The name shown to people beside a value as they read it.
  public var name: Words {
    switch self {
    case .points(let clause): Words(zh: clause.words.zh + "的范围", en: "range of " + clause.words.en)
    case .cap(let clause): Words(zh: clause.words.zh + "的上限", en: "cap of " + clause.words.en)
    case .reduction: Words(zh: "整改达标可减分数", en: "reduction when a rectification is passed")
    case .single(let single): single.words
    }
  }

  /// Whether it is an amount of fen, which people read and write in yuan.
  public var isMoney: Bool {
    switch self {
    case .single(.lowFen), .single(.depositPerCity): true
    case .points, .cap, .reduction, .single: false
    }
  }

  /// A value of it as people read it: an amount of fen as money.
  func shown(_ value: Term.Value) -> String {
    if isMoney, case .number(let fen) = value { fen.money } else { value.text }
  }
}

extension Term.Single {
  fileprivate var words: Words {
    switch self {
    case .attended: Words(zh: "到场率（百分之）", en: "attended of invited, per cent")
    case .signed: Words(zh: "签约率（百分之）", en: "signed of attended, per cent")
    case .peoplePerOutlet: Words(zh: "每网点人口", en: "people for each outlet")
    case .firstBatch: Words(zh: "首批比例（百分之）", en: "first batch, per cent")
    case .firstBatchDays: Words(zh: "首批期限（自然日）", en: "calendar days to the first batch")
    case .completeDays: Words(zh: "全部期限（自然日）", en: "calendar days to all outlets")
    case .applicationDays: Words(zh: "申请期限（工作日）", en: "working days for the applications")
    case .applicationErrors: Words(zh: "录入出错率（百分之）", en: "wrong entries, per cent")
    case .trainingFailures: Words(zh: "考核未达标率（百分之）", en: "failed examinations, per cent")
    case .responseHours: Words(zh: "首次响应时限（小时）", en: "hours to a first answer")
    case .earlyExitMonths: Words(zh: "早期退出的月数", en: "months in which an exit is early")
    case .earlyExitShare: Words(zh: "早期退出比例（百分之）", en: "early exits, per cent")
    case .graceMonths: Words(zh: "不检验的月数", en: "months not tested")
    case .lowFen: Words(zh: "低成交额", en: "low sales")
    case .lowShare: Words(zh: "低成交网点比例（百分之）", en: "outlets that sell little, per cent")
    case .zeroShare: Words(zh: "零成交网点比例（百分之）", en: "outlets that sell nothing, per cent")
    case .exitResponseDays: Words(zh: "退出申请响应期限（工作日）", en: "working days to answer an exit request")
    case .appealDays: Words(zh: "申诉期限（工作日）", en: "working days to appeal")
    case .rectificationThreshold: Words(zh: "整改标准线", en: "threshold of rectification")
    case .terminationThreshold: Words(zh: "终止标准线", en: "threshold of termination")
    case .releaseMonths: Words(zh: "保证金解冻前的月数", en: "months before the deposit is released")
    case .releaseDays: Words(zh: "保证金解冻期限（工作日）", en: "working days to release the deposit")
    case .depositPerCity: Words(zh: "每城市保证金", en: "deposit for each city")
    }
  }
}

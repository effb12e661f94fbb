import LedgerDomain

extension Parameter {
  /// What it asks for.
  var words: Words {
    switch self {
    case .account: Words(zh: "只看此账户的记录", en: "Only what this account did")
    case .action: Words(zh: "只看此类操作", en: "Only actions of this kind")
    case .after: Words(zh: "只看此位置之后的", en: "Only what is behind this position")
    case .afterVersion: Words(zh: "只看此链上此序号之后的", en: "Only what is behind this version of the stream")
    case .asOf: Words(zh: "截至此日（含）；默认为今天", en: "As things are at the end of this day; today where nothing is said")
    case .atFrom: Words(zh: "只看发生于此时或之后的", en: "Only what happened then or later")
    case .atTo: Words(zh: "只看发生于此时之前的；日期则含当日", en: "Only what happened before; a date takes the whole day in")
    case .before: Words(zh: "只看此位置之前的", en: "Only what is before this position")
    case .breach: Words(zh: "只看关于此违规的", en: "Only what is about this breach")
    case .breaches: Words(zh: "all 则列出每个服务商的违规", en: "all lists the breaches of each provider too")
    case .by: Words(zh: "只看此人提交的", en: "Only what this person submitted")
    case .city: Words(zh: "只看此城市的", en: "Only those of this city")
    case .clause: Words(zh: "只看此条款的", en: "Only those of this clause")
    case .cursor: Words(zh: "上一页所给的 next", en: "The next of the page before")
    case .dryRun: Words(zh: "只作判定，不写入", en: "Everything is decided and nothing kept")
    case .effective: Words(zh: "此版本的生效日期", en: "The day from which the version is in force")
    case .events:
      Words(zh: "true 则每行的答复中列出所追加的事件", en: "true: the answer to each line holds what it appended")
    case .expansion: Words(zh: "只看拓展处于此状态的", en: "Only those whose expansion is in this state")
    case .format: Words(zh: "答复的格式；优先于 Accept", en: "The notation of the answer; it wins over Accept")
    case .from: Words(zh: "从此时起", en: "From this moment on")
    case .held: Words(zh: "true 则只看在册的，false 则只看已离开的", en: "true: only those held now; false: only those that left")
    case .kind: Words(zh: "只看此类服务商", en: "Only providers of this kind")
    case .knownAt: Words(zh: "按此时已知的；默认为现在", en: "As things were known then; now where nothing is said")
    case .lang: Words(zh: "页面的语言", en: "The language of the page")
    case .late: Words(zh: "true 则只看已逾期的，false 则只看未逾期的", en: "true: only what is overdue; false: only what is not")
    case .limit: Words(zh: "至多几条；默认 100", en: "How many at most; 100 where nothing is said")
    case .mayReach:
      Words(
        zh: "true 则只看未达第一条标准线、而待评定的违规可能使其达到的",
        en: "true: only those below the first threshold that what is pending may bring to it")
    case .minScore: Words(zh: "只看扣分不少于此数的", en: "Only those with at least so many points")
    case .mode: Words(zh: "all：全部写入或全部不写；each：逐行写入", en: "all: all lines or none; each: every line by itself")
    case .near: Words(zh: "只看距下一标准线不超过此分数的", en: "Only those within so many points of the next threshold")
    case .next: Words(zh: "登录后前往的本服务路径", en: "The path of this server to go to afterwards")
    case .order: Words(zh: "asc 从小到大，desc 从大到小", en: "asc from the least, desc from the most")
    case .programme: Words(zh: "只看此方案的", en: "Only what is of this programme")
    case .provider: Words(zh: "只看此服务商的", en: "Only what is about this provider")
    case .q: Words(zh: "编号或名称中的一段", en: "Part of the key or the name")
    case .recordedFrom: Words(zh: "只看记录于此时或之后的", en: "Only what was recorded then or later")
    case .recordedTo: Words(zh: "只看记录于此时之前的；日期则含当日", en: "Only what was recorded before; a date takes the whole day in")
    case .role: Words(zh: "只看此角色的", en: "Only those of this role")
    case .seal:
      Words(zh: "封存点的格式：1 或 2；默认为 2", en: "The format of the seal, 1 or 2; 2 where nothing is said")
    case .sort: Words(zh: "按什么排列", en: "What the list is ordered by")
    case .state: Words(zh: "只看处于此状态的", en: "Only those in this state")
    case .status: Words(zh: "只看处于此状态的", en: "Only those of this status")
    case .through:
      Words(zh: "至此日（含）到期的；默认为七天之内", en: "What is due by this day; within seven days where nothing is said")
    case .to: Words(zh: "到此时止", en: "Up to this moment")
    case .type: Words(zh: "只看此类事件", en: "Only events of this type")
    case .wait: Words(zh: "没有新事件时等待的秒数", en: "For how many seconds to wait where there is nothing yet")
    case .work: Words(zh: "只看此类工作", en: "Only work of this kind")
    case .year: Words(zh: "此年度；默认为今年", en: "Of this year; this one where nothing is said")
    case .first: Words(zh: "旧的版本", en: "The older version")
    case .second: Words(zh: "新的版本", en: "The newer version")
    }
  }
}

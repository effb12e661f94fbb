public import LedgerDomain

/// What fields of an event are expected to be, in both languages.
extension Expectation {
  static let object = Expectation(zh: "对象 {…}", en: "an object {…}")
  package static let once = Expectation(zh: "只出现一次的字段", en: "each field once")
  package static let present = Expectation(zh: "缺少该字段", en: "the field is missing", isWhole: true)
  package static let absent = Expectation(zh: "空（没有这个字段）", en: "no such field here")
  static let quotedText = Expectation(zh: "引号中的文字", en: "a text in quotes")
  static let shortText = Expectation(
    zh: "不超过 \(Limits.textBytes) 字节的文字", en: "at most \(Limits.textBytes) bytes of text")
  static let textWithoutNUL = Expectation(zh: "不含 NUL 字符的文字", en: "a text without NUL characters")
  static let textThatSays = Expectation(zh: "不只含空白的文字", en: "a text of more than white space")
  static let person = Expectation(
    zh: "首尾没有空白的人名或账号", en: "a person's id without white space at either end")
  static let flag = Expectation(zh: "true 或 false", en: "true or false")
  package static let date = Expectation(
    zh: "存在的日期 YYYY-MM-DD，早于 \(Limits.endOfTime) 年",
    en: "a date YYYY-MM-DD that exists, before the year \(Limits.endOfTime)")
  static let month = Expectation(
    zh: "月份 YYYY-MM，早于 \(Limits.endOfTime) 年", en: "a month YYYY-MM, before the year \(Limits.endOfTime)")
  package static let instant = Expectation(
    zh: "时间：RFC 3339，或存在的本地日期时间或日期，至多精确到纳秒，早于 \(Limits.endOfTime) 年",
    en: "a time before the year \(Limits.endOfTime): RFC 3339, or a local date-time or date that exists, "
      + "at most nanoseconds")
  static let texts = Expectation(zh: "文字的列表", en: "a list of texts")
  static let shortTexts = Expectation(
    zh: "不超过 \(Limits.listItems) 项文字的列表", en: "a list of at most \(Limits.listItems) texts")
  static let positions = Expectation(zh: "位置的列表", en: "a list of positions")
  static let objects = Expectation(zh: "对象的列表", en: "a list of objects")
  static let sales = Expectation(
    zh: "“网点=金额,网点=金额”（网点编号，金额为整数，单位 0.01 元）",
    en: "outlet=fen,outlet=fen and so on, of outlets' keys and whole numbers")
  static let salesOfOutlets = Expectation(
    zh: "列表，每项为网点编号 outlet 和金额 amountFen（整数，单位 0.01 元），网点不重复",
    en: "a list of outlet, a key, and amountFen, a whole number of fen; each outlet once")
  static let findings = Expectation(
    zh: "认定的列表，每项为准入条件 criterion 和所认定的值 value（另可有 judgedBy、evidence），至少一项，条件不重复",
    en:
      "a list of findings, each a criterion and its value (perhaps judgedBy and evidence); at least one, each criterion "
      + "once"
  )
  static let findingValue = Expectation(
    zh: "认定的值：true 或 false、不小于 0 的整数、文字、{part, whole}（whole 大于 0）或 {weekdays, otherDays}",
    en: "a value: true or false, a whole number of at least 0, a text, {part, whole} (a whole of more than 0) or "
      + "{weekdays, otherDays}")
  static let hours = Expectation(zh: "同一天内的时段 HH:MM-HH:MM", en: "hours HH:MM-HH:MM of one day")
  static let judge = Expectation(
    zh: "platform，或为其负责的服务商编号", en: "platform, or the key of the provider that answers for it")
  static let contacts = Expectation(
    zh: "联系方式的对象，每项为名称及其文字，至少一项", en: "an object of contacts, each a text under its name; at least one")
  static let countOrNull = Expectation(zh: "整数或 null", en: "a whole number or null")
  static let factName = Expectation(
    zh: "事实在账本中的位置（整数），或其事件编号（UUID）", en: "the position of a fact in the log, or the id (a UUID) it was submitted under"
  )
  static let factData = Expectation(zh: "对象 {…}：该事实的完整数据", en: "an object {…}: the whole data of that fact")
  package static let shortEvent = Expectation(
    zh: "不超过 \(Limits.eventBytes) 字节的事件", en: "at most \(Limits.eventBytes) bytes")
  package static let eventType = Expectation(zh: "事件类型", en: "a type of event")
  package static let uuid = Expectation(
    zh: "UUID，如 0190c0de-0000-7000-8000-000000000001", en: "a UUID such as 0190c0de-0000-7000-8000-000000000001")

  static func actor(_ roles: [Role]) -> Expectation {
    let listed = Words.list(of: roles)
    return Expectation(zh: "提交人@角色，角色为\(listed.zh)之一", en: "who@role, the role one of \(listed.en)")
  }

  static func count(atLeast least: Int) -> Expectation {
    Expectation(zh: "不小于 \(least) 且不大于 \(Int.max) 的整数", en: "a whole number, at least \(least) and within 63 bits")
  }

  package static func oneOf(_ words: [String]) -> Expectation {
    Expectation(zh: words.joined(separator: "、") + " 之一", en: "one of " + words.joined(separator: ", "))
  }

  static func criterionOnce(_ criterion: Key<CriterionRow>) -> Expectation {
    Expectation(
      zh: "只出现一次的准入条件（\(criterion) 出现了两次）", en: "each criterion once; \(criterion) stands twice")
  }

  package static func outletOnce(_ outlet: Key<Outlet>) -> Expectation {
    Expectation(zh: "只出现一次的网点（\(outlet) 出现了两次）", en: "each outlet once; \(outlet) stands twice")
  }

  static func atMost(entries: Int) -> Expectation {
    Expectation(zh: "不多于 \(entries) 条申请", en: "no more than the \(entries) entries")
  }

  static func atMost(examined: Int) -> Expectation {
    Expectation(zh: "不多于 \(examined) 名受考人", en: "no more than the \(examined) examined")
  }

  static func submittable(not type: String) -> Expectation {
    Expectation(
      zh: "可提交的事件类型；\(type) 是账本自行得出的后果",
      en: "a type that can be submitted; \(type) is a consequence the ledger draws itself")
  }

  static let published = Expectation(
    zh: "可提交的事件类型；规则版本由 koufen rulebook publish 发布",
    en: "a type that can be submitted; koufen rulebook publish publishes a version")
  static let term = Expectation(
    zh: "可约定的范围、上限、期限、限度或标准线（koufen rulebook show 列出）",
    en: "a range, cap, deadline, limit or threshold of the rulebook (koufen rulebook show lists them)")
  static let duty = Expectation(
    zh: "义务编号，如 outlets-review:m-1", en: "the id of a duty, such as outlets-review:m-1")
  static let duties = Expectation(zh: "义务编号的列表，不重复", en: "a list of duties' ids, each once")
  static let parts = Expectation(zh: "部分名称的列表，不重复", en: "a list of parts, each once")
  static let cities = Expectation(zh: "至少一个城市编号，不重复", en: "at least one city's key, each once")

  static let keys = Expectation(zh: "编号的列表，不重复，可为空", en: "a list of keys, each once, perhaps none")

  static func instant(after field: String) -> Expectation {
    Expectation(zh: "晚于 \(field) 的时间", en: "a time later than \(field)")
  }

  static func date(notBefore field: String, _ date: LocalDate) -> Expectation {
    Expectation(zh: "不早于 \(field) \(date) 的日期", en: "a date not before \(field), \(date)")
  }

  static func term(_ bounds: ClosedRange<Int>, isRange: Bool) -> Expectation {
    let (low, high) = (bounds.lowerBound, bounds.upperBound)
    return isRange
      ? Expectation(
        zh: "[最少, 最多]，均为 \(low) 至 \(high) 的整数，最少不大于最多",
        en: "[fewest, most], whole numbers from \(low) to \(high), fewest not above most")
      : Expectation(zh: "\(low) 至 \(high) 的整数", en: "a whole number from \(low) to \(high)")
  }

  package static let rulebookText = Expectation(
    zh: "不超过 \(Limits.rulebookBytes) 字节、不含 NUL 的规则文件",
    en: "a rulebook file of at most \(Limits.rulebookBytes) bytes, without NUL")
  static let digest = Expectation(zh: "64 位小写十六进制数字", en: "64 lowercase hexadecimal digits")

  static func eventType(near type: String) -> Expectation {
    Expectation(zh: "事件类型（是否指 \(type)？）", en: "a type of event (did you mean \(type)?)")
  }
}

/// What a line of a file is expected to be.
extension Expectation {
  /// A line no longer than an event may be.
  public static let shortLine = Expectation(
    zh: "不超过 \(Limits.lineBytes) 字节的一行", en: "at most \(Limits.lineBytes) bytes on a line")
  /// A row of CSV that can be split.
  public static let closedQuotes = Expectation(
    zh: "引号成对闭合的文本（一个单元格至多 \(Limits.cellLines) 行），编码为 UTF-8 或 --encoding 所指",
    en: "UTF-8, or what --encoding says, with quotes that close within \(Limits.cellLines) lines")

  /// A row of CSV with as many cells as its heading.
  public static func cells(_ count: Int, not found: Int) -> Expectation {
    Expectation(
      zh: "与表头一致的 \(count) 个单元格，而非 \(found) 个",
      en: "\(count.english("cell")) as in the heading, not \(found)")
  }
}

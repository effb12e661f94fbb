import LedgerDomain
import LedgerFormat
import Programmes

/// What the rules of a programme do, in words (programmes §3).
extension [Effect] {
  /// One after the other.
  var words: Words {
    guard !isEmpty else { return Words(zh: "无", en: "nothing") }
    return Words(zh: map(\.words.zh).joined(separator: "；"), en: map(\.words.en).joined(separator: "; "))
  }
}

extension Effect {
  /// What it does.
  var words: Words {
    switch self {
    case .raise(let clause): Words(zh: "记违规 \(clause)", en: "raise \(clause)")
    case .charge(let counters, let amount):
      Words(
        zh: "\(Language.zh.list(counters)) 记 \(amount.text) 分",
        en: "charge \(amount.text) to \(Language.en.list(counters))")
    case .restore(let restoring): restoring.words
    case .fine(let account, let fine): fine.words(on: account)
    case .impose(let imposing): imposing.words
    case .lift(let measure): Words(zh: "解除 \(measure)", en: "lift \(measure)")
    case .set(let value): Words(zh: "\(value.name) 设为 \(value.value)", en: "set \(value.name) to \(value.value)")
    case .choose(let choice): choice.words
    }
  }
}

extension Choice {
  /// Its rows.
  var words: Words {
    var zh = rows.map { "若 \($0.test.words.zh)：\($0.effects.words.zh)" }
    var en = rows.map { "if \($0.test.words.en): \($0.effects.words.en)" }
    zh.append("否则：\(otherwise.words.zh)")
    en.append("else: \(otherwise.words.en)")
    return Words(zh: zh.joined(separator: "；"), en: en.joined(separator: "; "))
  }
}

extension Test {
  /// What it asks, its leaves as they read in the file.
  var words: Words {
    switch self {
    case .leaf(let leaf): .same(leaf.text)
    case .all(let tests): Self.joined(tests, zh: " 且 ", en: " and ")
    case .any(let tests): Self.joined(tests, zh: " 或 ", en: " or ")
    case .none(let tests):
      Words(
        zh: "并非（\(Self.joined(tests, zh: " 或 ", en: " or ").zh)）",
        en: "none of (\(Self.joined(tests, zh: " 或 ", en: " or ").en))")
    }
  }

  private static func joined(_ tests: [Test], zh: String, en: String) -> Words {
    Words(zh: tests.map(\.words.zh).joined(separator: zh), en: tests.map(\.words.en).joined(separator: en))
  }
}

extension Amount {
  /// The points, or the judge's range.
  var text: String {
    switch self {
    case .fixed(let points): String(points)
    case .judged(let range): "\(range.lowerBound)–\(range.upperBound)"
    }
  }
}

extension Fine {
  fileprivate func words(on account: String) -> Words {
    switch self {
    case .fixed(let fen): Words(zh: "\(account) 扣 ¥\(fen.yuan)", en: "take ¥\(fen.yuan) from \(account)")
    case .judged(let range):
      Words(
        zh: "\(account) 扣 ¥\(range.lowerBound.yuan)–\(range.upperBound.yuan)",
        en: "take ¥\(range.lowerBound.yuan)–\(range.upperBound.yuan) from \(account)")
    case .recorded(let field, let times):
      Words(zh: "\(account) 扣 \(field) 的 \(times) 倍", en: "take \(times) × \(field) from \(account)")
    case .balance: Words(zh: "\(account) 全部扣除", en: "take all of \(account)")
    }
  }
}

extension Restoring {
  fileprivate var words: Words {
    let (zh, en) = points.map { ("\($0) 分", String($0)) } ?? ("全部", "all")
    let most = mostPerPeriod.map { Words(zh: "，每期至多 \($0) 分", en: ", at most \($0) a period") }
    let breach = breachField.map { Words(zh: "，限违规 \($0)", en: ", of the breach in \($0)") }
    return Words(
      zh: "\(counter) 返还\(zh)" + (most?.zh ?? "") + (breach?.zh ?? ""),
      en: "restore \(en) of \(counter)" + (most?.en ?? "") + (breach?.en ?? ""))
  }
}

extension Imposing {
  fileprivate var words: Words {
    var (zh, en) = ("处以 \(measure)", "impose \(measure)")
    if let lasts {
      zh += "，\(lasts.words.zh)"
      en += " for \(lasts.words.en)"
    }
    if let until {
      zh += "，直至 \(until.words.zh)"
      en += " until \(until.words.en)"
    }
    if !then.isEmpty {
      zh += "，其后 \(then.words.zh)"
      en += ", then \(then.words.en)"
    }
    return Words(zh: zh, en: en)
  }
}

extension Window {
  /// How long something lasts.
  var words: Words {
    switch self {
    case .days(let days): Words(zh: "\(days) 天", en: days.english("day"))
    case .months(let months): Words(zh: "\(months) 个月", en: months.english("month"))
    case .calendar(.year): Words(zh: "自然年度", en: "the natural year")
    case .calendar(.quarter): Words(zh: "自然季度", en: "the quarter")
    case .calendar(.month): Words(zh: "自然月", en: "the natural month")
    case .calendar(.week): Words(zh: "自然周", en: "the week")
    case .cycle(let attribute, let months):
      Words(zh: "自 \(attribute) 起每 \(months) 个月", en: "every \(months.english("month")) from \(attribute)")
    case .boundaries(let boundaries): Words(zh: "\(boundaries.name) 的各期", en: "the periods of \(boundaries.name)")
    case .ever: Words(zh: "永久", en: "ever")
    }
  }
}

extension DueTerm {
  /// By when something is due.
  var words: Words {
    switch self {
    case .days(let days): Words(zh: "\(days) 天", en: days.english("day"))
    case .workingDays(let days): Words(zh: "\(days) 个工作日", en: days.english("working day"))
    case .hours(let hours): Words(zh: "\(hours) 个服务小时", en: hours.english("service hour"))
    case .date(let field): Words(zh: "\(field) 所载日期", en: "the date in \(field)")
    }
  }
}

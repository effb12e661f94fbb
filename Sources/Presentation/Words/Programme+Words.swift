public import LedgerDomain
import LedgerFormat
import Programmes

/// What the rules of a programme do, in words (programmes §3).
extension [Effect] {
  /// One after the other.
  func words(by names: ProgrammeNames) -> Words {
    guard !isEmpty else { return Words(zh: "无", en: "nothing") }
    let words = map { $0.words(by: names) }
    return Words(zh: words.map(\.zh).joined(separator: "；"), en: words.map(\.en).joined(separator: "; "))
  }
}

extension Effect {
  /// What it does.
  func words(by names: ProgrammeNames) -> Words {
    switch self {
    case .raise(let clause):
      let clause = names(.clause, clause)
      return Words(zh: "记违规“\(clause.zh)”", en: "raise “\(clause.en)”")
    case .charge(let counters, let amount):
      let counters = names.list(.counter, counters)
      return Words(zh: "\(counters.zh)记 \(amount.text) 分", en: "charge \(amount.text) to \(counters.en)")
    case .restore(let restoring): return restoring.words(by: names)
    case .fine(let account, let fine): return fine.words(on: names(.account, account))
    case .impose(let imposing): return imposing.words(by: names)
    case .lift(let measure):
      let measure = names(.measure, measure)
      return Words(zh: "解除".then(measure.zh), en: "lift \(measure.en)")
    case .set(let set):
      let (name, value) = (
        names(.attribute, set.name), set.value.words(isMoney: names.isMoney(.attribute, set.name))
      )
      return Words(zh: "\(name.zh)设为".then(value.zh), en: "set \(name.en) to \(value.en)")
    case .choose(let choice): return choice.words(by: names)
    }
  }
}

extension Choice {
  /// Its rows.
  func words(by names: ProgrammeNames) -> Words {
    let rows = rows.map { (test: $0.test.words(by: names), effects: $0.effects.words(by: names)) }
    let otherwise = otherwise.words(by: names)
    let zh = rows.map { "若\($0.test.zh)：\($0.effects.zh)" } + ["否则：\(otherwise.zh)"]
    let en = rows.map { "if \($0.test.en): \($0.effects.en)" } + ["else: \(otherwise.en)"]
    return Words(zh: zh.joined(separator: "；"), en: en.joined(separator: "; "))
  }
}

extension Test {
  /// What it asks.
  func words(by names: ProgrammeNames) -> Words {
    words { names.condition($0.text)?.words ?? .same($0.text) }
  }

  /// What it asks, its questions as `told`, joined.
  func words(_ told: (Leaf) -> Words) -> Words {
    switch self {
    case .leaf(let leaf): return told(leaf)
    case .all(let tests): return Self.joined(tests, zh: "，且", en: " and ", told)
    case .any(let tests): return Self.joined(tests, zh: "，或", en: " or ", told)
    case .none(let tests):
      let any = Self.joined(tests, zh: "，或", en: " or ", told)
      return Words(zh: "并非（\(any.zh)）", en: "none of (\(any.en))")
    }
  }

  private static func joined(_ tests: [Test], zh: String, en: String, _ told: (Leaf) -> Words) -> Words {
    let words = tests.map { $0.words(told) }
    return Words(zh: words.map(\.zh).joined(separator: zh), en: words.map(\.en).joined(separator: en))
  }
}

extension DeclaredValue {
  /// The value as people read it: an amount of fen as money, what is true or not as yes and no.
  public func words(isMoney: Bool) -> Words {
    switch self {
    case .number(let fen) where isMoney: .same(fen.money)
    case .flag(let flag): Words(zh: flag ? "是" : "否", en: flag ? "yes" : "no")
    case .number, .text, .share: .same(description)
    }
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
  fileprivate func words(on account: Words) -> Words {
    switch self {
    case .fixed(let fen): Words(zh: "\(account.zh)扣 \(fen.money)", en: "take \(fen.money) from \(account.en)")
    case .judged(let range):
      Words(
        zh: "\(account.zh)扣 \(range.lowerBound.money)–\(range.upperBound.yuan)",
        en: "take \(range.lowerBound.money)–\(range.upperBound.yuan) from \(account.en)")
    case .recorded(let field, let times):
      Words(zh: "\(account.zh)扣 \(field) 的 \(times) 倍", en: "take \(times) × \(field) from \(account.en)")
    case .balance: Words(zh: "\(account.zh)全部扣除", en: "take all of \(account.en)")
    }
  }
}

extension Restoring {
  fileprivate func words(by names: ProgrammeNames) -> Words {
    let counter = names(.counter, counter)
    let (zh, en) = points.map { (" \($0) 分", String($0)) } ?? ("全部", "all")
    let most = mostPerPeriod.map { Words(zh: "，每期至多 \($0) 分", en: ", at most \($0) a period") }
    let breach = breachField.map { Words(zh: "，限违规 \($0)", en: ", of the breach in \($0)") }
    return Words(
      zh: "\(counter.zh)返还\(zh)" + (most?.zh ?? "") + (breach?.zh ?? ""),
      en: "restore \(en) of \(counter.en)" + (most?.en ?? "") + (breach?.en ?? ""))
  }
}

extension Imposing {
  fileprivate func words(by names: ProgrammeNames) -> Words {
    let measure = names(.measure, measure)
    var (zh, en) = ("处以".then(measure.zh), "impose \(measure.en)")
    if let lasts = lasts?.words(by: names) {
      zh += "，\(lasts.zh)"
      en += " for \(lasts.en)"
    }
    if let until = until?.words(by: names) {
      zh += "，直至\(until.zh)"
      en += " until \(until.en)"
    }
    if !then.isEmpty {
      let then = then.words(by: names)
      zh += "，其后\(then.zh)"
      en += ", then \(then.en)"
    }
    return Words(zh: zh, en: en)
  }
}

extension Window {
  /// How long something lasts.
  func words(by names: ProgrammeNames) -> Words {
    switch self {
    case .days(let days): return Words(zh: "\(days) 天", en: days.english("day"))
    case .months(let months): return Words(zh: "\(months) 个月", en: months.english("month"))
    case .calendar(.year): return Words(zh: "自然年度", en: "the natural year")
    case .calendar(.quarter): return Words(zh: "自然季度", en: "the quarter")
    case .calendar(.month): return Words(zh: "自然月", en: "the natural month")
    case .calendar(.week): return Words(zh: "自然周", en: "the week")
    case .cycle(let attribute, let months):
      let attribute = names(.attribute, attribute)
      return Words(zh: "自\(attribute.zh)起每 \(months) 个月", en: "every \(months.english("month")) from \(attribute.en)")
    case .boundaries(let boundaries):
      return Words(zh: "\(boundaries.name) 的各期", en: "the periods of \(boundaries.name)")
    case .ever: return Words(zh: "永久", en: "ever")
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

public import LedgerDomain

extension Finding {
  /// What was found, and who judged it.
  var words: Words { words(isMoney: false) }

  /// What was found, as money where it is an amount of fen, what was chosen by its name, and who judged it.
  func words(isMoney: Bool, by names: ProgrammeNames = .byName) -> Words {
    var found = value.words
    if isMoney, case .number(let fen) = value { found = .same(fen.money) }
    if case .text(let chosen) = value, let words = names.words(.choice, chosen) { found = words }
    guard let judgedBy else { return found }
    return Words(zh: "\(found.zh)（由 \(judgedBy.text) 判断）", en: "\(found.en) (judged by \(judgedBy.text))")
  }
}

extension FindingValue {
  /// What was found.
  public var words: Words {
    switch self {
    case .flag(let flag): flag ? Words(zh: "是", en: "yes") : Words(zh: "否", en: "no")
    case .number(let number): Words(zh: String(number), en: String(number))
    case .share(let part, let whole): Words(zh: "\(part)/\(whole)", en: "\(part) of \(whole)")
    case .text(let text): Words(zh: text, en: text)
    case .hours(let weekdays, let otherDays):
      Words(zh: "工作日 \(weekdays)，其他日 \(otherDays)", en: "\(weekdays), on other days \(otherDays)")
    }
  }
}

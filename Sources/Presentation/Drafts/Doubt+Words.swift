public import LedgerDomain

extension Doubt {
  /// What is doubtful, and what to do where it is wrong.
  ///
  /// - Parameter lineOf: the line of the input that an event of this position came from; nil where it came from elsewhere.
  public func words(in zone: Zone, lineOf: (Int) -> Int? = { _ in nil }) -> Words {
    switch self {
    case .similarMoney(let movement):
      let (zh, en) =
        lineOf(movement.position).map { ("第 \($0) 行", "line \($0)") }
        ?? ("位置 \(movement.position) 的事件", "position \(movement.position)")
      let (when, what) = (zone.readable(movement.at), movement.what)
      return Words(
        zh: "与\(zh)（\(when)，\(what.zh)）的类型、城市和金额都相同，相隔不超过一天；照常接受，请核对是否重复录入。",
        en: "It has the type, city and amount of \(en) (\(when), \(what.en)) and is within a day of it; it is taken "
          + "all the same. Check whether both happened.")
    case .beforeRegistration(let date):
      return Words(
        zh: "日期早于该服务商的登记日期 \(date)；照常接受，请核对日期。",
        en: "It is dated before the provider's registration on \(date); it is taken all the same. Check the date.")
    case .closedYear(let year):
      return Words(
        zh: "日期在已关账的 \(year) 年；照常接受，关账时的扣分不变，此后的变动另列为更正。请核对日期。",
        en: "It is dated in \(year), which is closed; it is taken all the same: the score at closing stays, and what "
          + "changes since is shown as restated. Check the date.")
    case .noTime(let date):
      return Words(
        zh: "只有日期 \(date)，没有时间，响应时限按当日 00:00 计算；照常接受。请写明时间，如 \(date) 20:30。",
        en: "It has the date \(date) and no time; it is taken all the same, and the response clock takes it for 00:00. "
          + "Give the time, as in \(date) 20:30.")
    }
  }
}

extension DepositMovement {
  /// What moved: the type of the event, the city where one is named, and the amount.
  fileprivate var what: Words {
    let amount = Words.money(amountFen)
    let name = FactKind.deposit(kind).payload.about.words
    return Words(
      zh: name.zh + (city.map { " \($0)" } ?? "") + " \(amount.zh)",
      en: name.en + (city.map { ", \($0)" } ?? "") + ", \(amount.en)")
  }
}

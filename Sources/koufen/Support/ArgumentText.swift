import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook

/// Reads what people write on the command line; the years are those of event data.
enum ArgumentText {
  static func date(_ text: String?, _ option: String) throws -> LocalDate? {
    guard let text else { return nil }
    guard let date = Limits.date(text) else {
      let meant = perhaps(text)
      throw usage(
        option, zh: "存在的日期 YYYY-MM-DD，早于 \(Limits.endOfTime) 年，而非 \(text)\(meant.zh)",
        en: "a date YYYY-MM-DD that exists, before the year \(Limits.endOfTime), not \(text)\(meant.en)")
    }
    return date
  }

  static func instant(_ text: String?, _ option: String, in zone: Zone) throws -> Instant? {
    guard let text else { return nil }
    guard let instant = Limits.instant(text, in: zone) else {
      let forms = ["2011-03-04T20:00:00+08:00", "2011-03-04T20:00", "2011-03-04"]
      let meant = perhaps(text)
      throw usage(
        option, zh: "时间，如 \(Language.zh.list(forms))，早于 \(Limits.endOfTime) 年，而非 \(text)\(meant.zh)",
        en: "a time such as \(Language.en.list(forms)), before the year \(Limits.endOfTime), not \(text)\(meant.en)")
    }
    return instant
  }

  /// A moment or a whole date: when it begins, and the first moment behind it.
  static func moment(_ text: String?, _ option: String, in zone: Zone) throws -> (start: Instant, end: Instant)? {
    guard let text else { return nil }
    if let date = Limits.date(text) { return (zone.instant(date), zone.instant(date.adding(days: 1))) }
    return try instant(text, option, in: zone).map { ($0, $0.adding(nanoseconds: 1)) }
  }

  static func year(_ year: Int?, _ option: String) throws {
    guard let year, !Limits.years.contains(year) else { return }
    throw usage(
      option, zh: "年份，如 2011，早于 \(Limits.endOfTime)，而非 \(year)",
      en: "a year such as 2011, before \(Limits.endOfTime), not \(year)")
  }

  /// Says so where a year is asked for by its last two digits: every year has an answer (server 6.6), and that of the year 11 is
  /// nought.
  static func warn(ofShort year: Int?) {
    guard let year, (1..<100).contains(year) else { return }
    Warning(
      code: "early-year", zh: "\(year) 是公元 \(year) 年；是否指 \(2000 + year)？",
      en: "\(year) is the year \(year) itself; did you mean \(2000 + year)?"
    ).say()
  }

  /// The date or time that was meant by one written as people write it.
  private static func perhaps(_ text: String) -> Words {
    guard let meant = WrittenTime.meant(by: text, in: Rulebook.builtInZone) else { return .same("") }
    return Words(zh: "（是否指 \(meant)？）", en: " (did you mean \(meant)?)")
  }

  private static func usage(_ option: String, zh: String, en: String) -> Failure {
    let said = Expectation(zh: zh, en: en).said(of: option)
    return Failure.usage(zh: said.zh + "。", en: said.en + ".")
  }
}

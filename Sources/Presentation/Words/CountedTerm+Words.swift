import Ledger
import LedgerDomain
import LedgerFormat
import Rulebook

extension CountedDay {
  /// Its kind in words, the holiday by its name in the rulebook.
  func words(_ rulebook: Rulebook) -> Words {
    let name = holiday.map { rulebook.holidays[$0] ?? Words(zh: $0, en: $0) }
    switch (kind, name) {
    case (.working, _): return Words(zh: "工作日", en: "working day")
    case (.makeUp, let name?): return Words(zh: "\(name.zh)调休上班", en: "make-up working day for \(name.en)")
    case (.makeUp, nil): return Words(zh: "调休上班", en: "make-up working day")
    case (_, let name?):
      let weekend = kind == .weekend ? Words(zh: "（周末）", en: ", a weekend") : Words(zh: "", en: "")
      return Words(zh: "\(name.zh)放假\(weekend.zh)", en: "holiday: \(name.en)\(weekend.en)")
    case (_, nil): return Words(zh: "周末", en: "weekend")
    }
  }
}

extension CountedTerm {
  /// How it is counted, every day that was looked at, and where that leads.
  ///
  /// - Parameter rule: how it is counted, where that is said in other words.
  func prose(_ rule: Words? = nil, in zone: Zone) -> Prose {
    var prose = Prose()
    prose.say(rule ?? ruleWords(in: zone))
    for day in count.days { prose.say(words(day, in: zone)) }
    let last = count.dueAt.map(zone.readable) ?? due.date.description
    prose.say(zh: "  到期：\(last)（\(due.date.weekdayWords.zh)）", en: "  due: \(last) (\(due.date.weekdayWords.en))")
    if isProvisional {
      prose.say(
        zh: "  暂定：计算超出已知的放假安排，只按周一至周五推算。", en: "  provisional: counted beyond the known calendar, by weekdays only.")
    }
    if !agrees {
      prose.say(
        zh: "  注意：按现行规则重新计算为 \(count.due.date)，账本所载为 \(due.date)。",
        en: "  note: counting again leads to \(count.due.date); the log holds \(due.date).")
    }
    return prose
  }

  private func ruleWords(in zone: Zone) -> Words {
    let from = zone.readable(count.from)
    let day = zone.date(of: count.from)
    switch count.rule {
    case .workingDays(let days):
      return Words(
        zh: "  自 \(day)（当日不计）起 \(days) 个工作日：",
        en: "  \(days.english("working day")) after \(day), that day not counted:")
    case .calendarDays(let days):
      let reached = day.adding(days: days)
      return Words(
        zh: "  自 \(day) 起 \(days) 个自然日为 \(reached)，遇休息日顺延：",
        en: "  \(days.english("calendar day")) after \(day) is \(reached), moved on from days off:")
    case .responseClock(let clock):
      let hours = Self.hours(clock.allowedSeconds)
      let midnight = zone.instant(day)
      let opens = zone.timeOfDay(midnight.adding(seconds: clock.opensAt))
      let closes = zone.timeOfDay(midnight.adding(seconds: clock.closesAt))
      return Words(
        zh: "  自 \(from) 起 \(hours.zh)，只计工作日 \(opens)–\(closes)：",
        en: "  \(hours.en) from \(from), running only \(opens)–\(closes) on working days:")
    case .sameDay: return Words(zh: "  \(day) 当日：", en: "  the day \(day) itself:")
    case .monthEnd(0): return Words(zh: "  \(day.month) 自然月内：", en: "  within the natural month \(day.month):")
    case .monthEnd(let months):
      let last = day.month.adding(months)
      return Words(
        zh: "  \(day.month) 之后第 \(months) 个自然月（\(last)）的最后一天：",
        en: "  the last day of \(last), \(months.english("natural month")) after \(day.month):")
    }
  }

  private func words(_ day: CountedDay, in zone: Zone) -> Words {
    let kind = day.words(book)
    let start = Words(
      zh: "  \(day.date) \(day.date.weekdayWords.zh)  \(kind.zh)\(day.isKnown ? "" : "（暂定）")  ",
      en: "  \(day.date) \(day.date.weekdayWords.en)  \(kind.en)\(day.isKnown ? "" : " (provisional)")  ")
    guard case .responseClock = count.rule else {
      return Words(
        zh: start.zh + (day.number.map { "计第 \($0) 日" } ?? "不计"),
        en: start.en + (day.number.map { "counted, day \($0)" } ?? "not counted"))
    }
    let runs = count.runs.filter { $0.date == day.date }
    guard !runs.isEmpty else {
      guard day.kind.isWorking else { return Words(zh: start.zh + "不计", en: start.en + "not counted") }
      let isOut = count.outages.contains { $0.overlaps(zone.day(day.date)) }
      return isOut
        ? Words(zh: start.zh + "服务中断，不计", en: start.en + "an outage, not counted")
        : Words(zh: start.zh + "已过服务时间，不计", en: start.en + "after closing, not counted")
    }
    let counted = runs.map { run in
      let seconds = run.to.seconds - run.from.seconds
      let span = "\(zone.timeOfDay(run.from))–\(zone.timeOfDay(run.to))"
      return Words(zh: "\(span) 计 \(Self.hours(seconds).zh)", en: "\(span), \(Self.hours(seconds).en)")
    }
    return Words(
      zh: start.zh + counted.map(\.zh).joined(separator: "，"), en: start.en + counted.map(\.en).joined(separator: "; "))
  }

  private static func hours(_ seconds: Int) -> Words {
    let parts = [(seconds / 3600, "小时", "h"), (seconds / 60 % 60, "分", "min"), (seconds % 60, "秒", "s")]
    let shown = parts.filter { $0.0 > 0 }
    return Words(
      zh: shown.map { "\($0.0)\($0.1)" }.joined(), en: shown.map { "\($0.0) \($0.2)" }.joined(separator: " "))
  }
}

public import LedgerDomain
import Rulebook

/// A due date counted again for an explanation, beside the one the log holds.
public struct DueExplanation: Sendable {
  /// The breach of the duty.
  public var duty: BreachID
  /// The count, day by day.
  public var count: DueCount
  /// The due date decided when the duty arose.
  public var due: DueDate
  /// Whether what is known shows it met in time.
  public var isMet: Bool
  /// What was done about the duty, in log order; empty when nothing is known.
  public var fulfilments: [ChainedEvent]
  /// For an expansion target: outlets signed in time, and outlets needed.
  public var target: Target?
  /// The rulebook in force when the duty arose.
  var book: Rulebook

  /// Outlets signed in time, against those needed.
  public struct Target: Equatable, Sendable {
    /// Signed by the due date and not exited by then.
    public var counted: Int
    /// Needed by then.
    public var needed: Int
  }

  /// Whether the date was counted beyond the years the calendar knows.
  public var isProvisional: Bool { due.provisional || count.due.provisional }

  /// Whether counting again leads to the date in the log.
  public var agrees: Bool { count.due.date == due.date }
}

extension DayKind {
  /// The name JSON knows the kind by.
  var slug: String {
    switch self {
    case .working: "working"
    case .makeUp: "make-up"
    case .weekend: "weekend"
    case .holiday: "holiday"
    }
  }
}

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

extension DueExplanation {
  func prose(in zone: Zone) -> Prose {
    var prose = Prose()
    prose.say(ruleWords(in: zone))
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
    if let target {
      prose.say(
        zh: "  至到期日已签约 \(target.counted) 家，要求 \(target.needed) 家。",
        en: "  signed by then: \(target.counted); needed: \(target.needed).")
    }
    for event in fulfilments { prose.say(event.words(in: zone)) }
    prose.say(
      isMet
        ? Words(zh: "  按现有事实：按时履行。", en: "  by the facts now known: met in time.")
        : fulfilments.isEmpty && target == nil
          ? Words(zh: "  按现有事实：未见履行。", en: "  by the facts now known: not met at all.")
          : Words(zh: "  按现有事实：未按时履行。", en: "  by the facts now known: not met in time."))
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
    case .responseClock(let seconds):
      let clock = book.terms.response
      let midnight = zone.instant(day)
      let opens = zone.timeOfDay(midnight.adding(seconds: clock.opensAt))
      let closes = zone.timeOfDay(midnight.adding(seconds: clock.closesAt))
      return Words(
        zh: "  自 \(from) 起 \(Self.hours(seconds).zh)，只计工作日 \(opens)–\(closes)：",
        en: "  \(Self.hours(seconds).en) from \(from), running only \(opens)–\(closes) on working days:")
    case .monthEnd:
      return Words(zh: "  \(day.month) 自然月内须有活动推广：", en: "  a promotion within the natural month \(day.month):")
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
    guard let run = count.runs.first(where: { $0.date == day.date }) else {
      let late = day.kind.isWorking
      return Words(
        zh: start.zh + (late ? "已过服务时间，不计" : "不计"), en: start.en + (late ? "after closing, not counted" : "not counted")
      )
    }
    let seconds = run.to.seconds - run.from.seconds
    let span = "\(zone.timeOfDay(run.from))–\(zone.timeOfDay(run.to))"
    return Words(
      zh: start.zh + "\(span) 计 \(Self.hours(seconds).zh)", en: start.en + "\(span), \(Self.hours(seconds).en)")
  }

  private static func hours(_ seconds: Int) -> Words {
    let parts = [(seconds / 3600, "小时", "h"), (seconds / 60 % 60, "分", "min"), (seconds % 60, "秒", "s")]
    let shown = parts.filter { $0.0 > 0 }
    return Words(
      zh: shown.map { "\($0.0)\($0.1)" }.joined(), en: shown.map { "\($0.0) \($0.2)" }.joined(separator: " "))
  }
}

extension DueExplanation {
  func json(in zone: Zone) -> JSON {
    var fields: [JSON.Field] = [.init("duty", .string(duty.text))]
    fields += ruleFields
    fields += [
      .init("from", .string(zone.text(count.from))), .init("due", .string(due.date.description)),
      .init("dueAt", JSON(count.dueAt.map(zone.text))), .init("provisional", .boolean(isProvisional)),
      .init("rulebook", .string(book.name)),
      .init("agrees", .boolean(agrees)),
      .init("days", .array(count.days.map { dayJSON($0, in: zone) })),
      .init(
        "target",
        target.map {
          .object([.init("signed", .integer($0.counted)), .init("needed", .integer($0.needed))])
        } ?? .null),
      .init("met", .boolean(isMet)), .init("fulfilments", .array(fulfilments.map { $0.json(in: zone) })),
    ]
    return .object(fields)
  }

  private var ruleFields: [JSON.Field] {
    switch count.rule {
    case .workingDays(let days): [.init("rule", "working-days"), .init("count", .integer(days))]
    case .calendarDays(let days): [.init("rule", "calendar-days"), .init("count", .integer(days))]
    case .responseClock(let seconds): [.init("rule", "response-clock"), .init("seconds", .integer(seconds))]
    case .monthEnd: [.init("rule", "month-end")]
    }
  }

  private func dayJSON(_ day: CountedDay, in zone: Zone) -> JSON {
    var fields = day.fields(book)
    if let run = count.runs.first(where: { $0.date == day.date }) {
      fields += [.init("from", .string(zone.text(run.from))), .init("to", .string(zone.text(run.to)))]
    }
    return .object(fields)
  }
}

extension CountedDay {
  /// The day as JSON: what it is, whether it counted, and in words why.
  func fields(_ rulebook: Rulebook) -> [JSON.Field] {
    [
      .init("date", .string(date.description)), .init("weekday", .integer(date.weekday)),
      .init("kind", .string(kind.slug)), .init("holiday", JSON(holiday)), .init("why", JSON(words(rulebook))),
      .init("counted", .boolean(number != nil)), .init("number", JSON(number)),
      .init("provisional", .boolean(!isKnown)),
    ]
  }
}

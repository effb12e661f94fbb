import Ledger
import LedgerDomain
import LedgerFormat
import Rulebook

extension CountedTerm {
  /// The rule, where it leads from which moment, and every day that was looked at.
  func fields(in zone: Zone) -> [JSON.Field] {
    ruleFields + [
      .init("from", .string(zone.text(count.from))), .init("due", .string(due.date.description)),
      .init("dueAt", JSON(count.dueAt.map(zone.text))), .init("provisional", .boolean(isProvisional)),
      .init("rulebook", .string(book.name)),
      .init("agrees", .boolean(agrees)),
      .init("days", .array(count.days.map { dayJSON($0, in: zone) })),
    ]
  }

  private var ruleFields: [JSON.Field] {
    switch count.rule {
    case .workingDays(let days): [.init("rule", "working-days"), .init("count", .integer(days))]
    case .calendarDays(let days): [.init("rule", "calendar-days"), .init("count", .integer(days))]
    case .responseClock(let clock):
      [.init("rule", "response-clock"), .init("seconds", .integer(clock.allowedSeconds))]
    case .sameDay: [.init("rule", "same-day")]
    case .monthEnd(0): [.init("rule", "month-end")]
    case .monthEnd(let months): [.init("rule", "month-end"), .init("count", .integer(months))]
    }
  }

  private func dayJSON(_ day: CountedDay, in zone: Zone) -> JSON {
    var fields = day.fields(book)
    let runs = count.runs.filter { $0.date == day.date }
    func span(_ from: Instant, _ to: Instant) -> [JSON.Field] {
      [.init("from", .string(zone.text(from))), .init("to", .string(zone.text(to)))]
    }
    if let first = runs.first, let last = runs.last {
      fields += span(first.from, last.to)
      fields.append(.init("seconds", .integer(runs.reduce(0) { $0 + $1.to.seconds - $1.from.seconds })))
    }
    if runs.count > 1 { fields.append(.init("runs", .array(runs.map { .object(span($0.from, $0.to)) }))) }
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

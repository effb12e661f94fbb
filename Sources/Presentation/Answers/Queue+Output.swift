import Ledger
public import LedgerDomain
public import LedgerFormat

/// What waits and what falls due, as it is printed.
public struct QueueReport: Sendable {
  /// What waits, in its order.
  public var items: [QueueItem]
  /// The moment from which hours are counted.
  public var moment: Instant
  /// The ledger's zone.
  public var zone: Zone
  /// The calendar by which working days are counted.
  public var calendar: WorkingDayCalendar

  /// What waits, to be printed.
  public init(items: [QueueItem], moment: Instant, zone: Zone, calendar: WorkingDayCalendar) {
    self.items = items
    self.moment = moment
    self.zone = zone
    self.calendar = calendar
  }

  /// The queue as a table.
  public func table(_ language: Language) -> Table {
    var table = Table(
      (language(zh: "期限", en: "due"), .left), (language(zh: "剩余", en: "left"), .right),
      (language(zh: "服务商", en: "provider"), .left), (language(zh: "待办", en: "work"), .left),
      (language(zh: "对象", en: "subject"), .wrapped), (language(zh: "条款", en: "clause"), .left),
      (language(zh: "扣分范围", en: "range"), .right), (language(zh: "现扣分", en: "score"), .right),
      (language(zh: "已等待", en: "age"), .right), (language(zh: "角色", en: "roles"), .wrapped))
    table.rank(essential: [2, 3, 4], important: [0, 1, 6], extra: [5, 8])
    table.whole = .json
    table.rows = items.map { item in
      [
        due(item, language), left(item, language), item.provider.text, language(item.work.words),
        item.subject.text, item.stake.map { language($0.clause.words) } ?? "", item.stake?.range ?? "",
        String(item.score), age(item, language),
        item.roles.map { language($0.words) }.joined(separator: language(zh: "、", en: ", ")),
      ]
    }
    let overdue = items.map { isOverdue($0) ? Tone.danger : nil }
    table.tint(0, overdue)
    table.tint(1, overdue)
    return table
  }

  /// The items as JSON objects, one text for each: of hundreds of thousands not all are held.
  public var jsonTexts: some Sequence<String> { items.lazy.map { json($0).text } }

  /// An item as JSON.
  public func json(_ item: QueueItem) -> JSON {
    var fields: [JSON.Field] = [
      .init("provider", .string(item.provider.text)), .init("work", .string(item.work.rawValue)),
      .init("subject", .string(item.subject.text)), .init("roles", .array(item.roles.map { .string($0.rawValue) })),
      .init("due", JSON(item.due?.date.description)), .init("provisional", .boolean(item.due?.provisional ?? false)),
      .init("name", .string(item.name)), .init("dueAt", JSON(item.dueAt.map(zone.text))),
      .init("hoursLeft", JSON(hoursLeft(item))), .init("overdue", .boolean(isOverdue(item))),
      .init("workingDaysLeft", JSON(item.due.map { calendar.count(from: zone.date(of: moment), to: $0.date) })),
      .init("since", JSON(item.since.map(zone.text))), .init("ageDays", JSON(ageDays(item))),
      .init("ageHours", JSON(ageHours(item))),
      .init("clause", JSON(item.stake?.clause.rawValue)), .init("on", JSON(item.stake?.on.description)),
      .init("minimum", JSON(item.stake?.points.lowerBound)), .init("maximum", JSON(item.stake?.points.upperBound)),
      .init("year", .integer(item.year)), .init("score", .integer(item.score)),
      .init("scoreMinimum", JSON(item.stake?.outcome.lowerBound)),
      .init("scoreMaximum", JSON(item.stake?.outcome.upperBound)),
      .init("nextLine", item.stake?.line?.json ?? .null),
    ]
    if let before = item.dueBefore { fields.append(.init("dueBefore", .string(before.description))) }
    return .object(fields)
  }

  func due(_ item: QueueItem, _ language: Language) -> String {
    guard let due = item.due else { return "" }
    let text = item.dueAt.map(zone.readable) ?? due.date.description
    let counted = item.dueBefore.map { language(zh: "（重算，原 \($0)）", en: " (counted again, was \($0))") } ?? ""
    return due.provisional ? text + language(zh: "（暂定）", en: " (provisional)") + counted : text + counted
  }

  func left(_ item: QueueItem, _ language: Language) -> String {
    if let hours = hoursLeft(item) {
      if hours < 0 { return language(zh: "超 \(-hours) 小时", en: "\(-hours) h over") }
      return hours == 0 ? language(zh: "不足 1 小时", en: "< 1 h") : language(zh: "\(hours) 小时", en: "\(hours) h")
    }
    guard let due = item.due?.date else { return "" }
    let days = due.daysSinceEpoch - zone.date(of: moment).daysSinceEpoch
    if days < 0 { return language(zh: "超 \(-days) 天", en: "\(-days) d over") }
    return days == 0 ? language(zh: "今天", en: "today") : language(zh: "\(days) 天", en: "\(days) d")
  }

  /// How long it waits: in hours where it is due by hours.
  func age(_ item: QueueItem, _ language: Language) -> String {
    if item.dueAt != nil {
      return ageHours(item).map { language(zh: "\($0) 小时", en: "\($0) h") } ?? ""
    }
    return ageDays(item).map { language(zh: "\($0) 天", en: "\($0) d") } ?? ""
  }

  /// Whole hours until it is due, or, below zero, begun since it was; nil for what is not due by the hour.
  private func hoursLeft(_ item: QueueItem) -> Int? {
    item.dueAt.map { due in
      let seconds = due.seconds - moment.seconds
      return seconds < 0 ? (seconds - 3599) / 3600 : seconds / 3600
    }
  }

  /// Whether its time is over.
  package func isOverdue(_ item: QueueItem) -> Bool {
    Urgency(of: item, in: zone).isOverdue(at: moment)
  }

  private func ageHours(_ item: QueueItem) -> Int? {
    item.since.map { max(0, moment.seconds - $0.seconds) / 3600 }
  }

  /// Days by the calendar since it began to wait.
  func ageDays(_ item: QueueItem) -> Int? {
    item.since.map { max(0, zone.date(of: moment).daysSinceEpoch - zone.date(of: $0).daysSinceEpoch) }
  }
}

extension WorkingDayCalendar {
  /// How many working days lie between two dates: those behind the earlier one up to the later, which counts too. Below zero
  /// where `last` is the earlier.
  fileprivate func count(from date: LocalDate, to last: LocalDate) -> Int {
    let (low, high) = (min(date, last), max(date, last))
    var (day, count) = (low, 0)
    while day < high {
      day = day.adding(days: 1)
      if isWorking(day) { count += 1 }
    }
    return last < date ? -count : count
  }
}

extension Stake {
  /// The points it may cost, such as `10–20`.
  var range: String { points.shown }
}

extension ClosedRange<Int> {
  /// The range as people read it, such as `10–20`; of one number that number.
  var shown: String { lowerBound == upperBound ? String(lowerBound) : "\(lowerBound)–\(upperBound)" }
}

extension Threshold {
  /// The line, and what it opens.
  var json: JSON { .object([.init("points", .integer(points)), .init("opens", .string(opens.rawValue))]) }
}

public import LedgerDomain
public import LedgerFormat

/// A provider's forecast, as it is printed.
public struct ForecastReport: Sendable {
  /// The provider.
  public var provider: Key<Provider>
  /// The date it starts from.
  public var asOf: LocalDate
  /// What may come.
  public var forecast: Forecast
  /// The ledger's zone.
  public var zone: Zone

  /// A forecast to be printed.
  public init(provider: Key<Provider>, asOf: LocalDate, forecast: Forecast, zone: Zone) {
    self.provider = provider
    self.asOf = asOf
    self.forecast = forecast
    self.zone = zone
  }

  /// What every number of it takes for granted.
  public static let assumptions = [
    Words(
      zh: "最好：待评定的违规全部不成立；其后不再发生任何事。", en: "best: every pending breach is dismissed, and nothing else happens"),
    Words(
      zh: "申诉后最好：此外，本年度尚未裁定的申诉全部撤销原扣分。",
      en: "best on appeal: besides, every open appeal about this year is overturned"),
    Words(
      zh: "最坏：待评定的违规全部按最高分评定，同城、同会议、同年度的上限照计；服务投诉的同一问题上限须评定时才知道，不计。",
      en:
        "worst: every pending breach is assessed at its maximum, within the caps by city, by meeting and by the year; whether service complaints share an issue is known only when they are assessed, so no cap by issue is counted"
    ),
    Words(
      zh: "本月最坏：至月底可能的最坏：待评定的违规按最高分评定，本月到期的义务全部未履行，整改在本月内可认定未达标的亦计。",
      en:
        "worst this month: what may come by the month's end: what is pending at its maximum, duties due by then missed, and a rectification that can fail by then"
    ),
    Words(
      zh: "最坏还包括：未了结的整改，凡年内可认定未达标的，认定一次，按最高分计。",
      en: "worst, besides: an open rectification that can fail within the year fails once, at the maximum"),
    Words(
      zh: "含义务最坏：此外，本年内到期的义务全部未履行，并按最高分评定；网点状况视为不变。",
      en:
        "worst with duties: besides, every duty that falls due within the year is missed and assessed at its maximum; outlets stay as they are"
    ),
    Words(
      zh: "整改达标可减的分数不计。", en: "points that may come off when a rectification passes are not counted"),
  ]
}

extension ForecastReport {
  /// The forecast as JSON: language-neutral fields, and the same in Chinese and in English.
  public var json: JSON {
    .object(
      [
        .init("provider", .string(provider.text)), .init("asOf", .string(asOf.description)),
        .init("year", .integer(forecast.year)), .init("score", .integer(forecast.score)),
        .init("best", Self.json(forecast.best)), .init("bestOnAppeal", Self.json(forecast.bestOnAppeal)),
        .init("worst", Self.json(forecast.worst)), .init("worstWithDuties", Self.json(forecast.worstWithDuties)),
        .init("pending", .array(forecast.pending.map(Self.json))),
        .init("pendingCost", Self.json(forecast.pendingCost)),
        .init("rectificationFailure", forecast.failure.map(Self.json) ?? .null),
        .init("appeals", .array(forecast.appeals.map(Self.json))), .init("duties", .array(forecast.duties.map(json))),
        .init("nextLine", forecast.nextLine?.json ?? .null), .init("distance", JSON(forecast.distance)),
        .init("monthEnd", .string(forecast.monthEnd.description)),
        .init("dueThisMonth", .array(forecast.dutiesThisMonth.map { .string($0.breach.text) })),
        .init("worstThisMonth", Self.json(forecast.worstThisMonth)),
        .init("crossing", JSON(forecast.crossing?.rawValue)),
        .init("assumptions", .array(Self.assumptions.map(JSON.init))), .init("text", prose.json),
      ] + officeFields)
  }

  /// The duties that cost no points; no field where there are none.
  private var officeFields: [JSON.Field] {
    guard !forecast.officeDuties.isEmpty else { return [] }
    let duties = forecast.officeDuties.map { duty in
      JSON.object([
        .init("duty", .string(duty.duty.text)), .init("due", JSON(duty.due?.date.description)),
        .init("provisional", .boolean(duty.due?.provisional ?? false)),
        .init("overdue", .boolean(duty.due.map { $0.date < asOf } ?? false)),
        .init("owedBy", .string(duty.owedBy.rawValue)),
      ])
    }
    return [.init("officeDuties", .array(duties))]
  }

  static func json(_ outcome: Forecast.Outcome) -> JSON {
    .object([.init("score", .integer(outcome.score)), .init("status", .string(outcome.status.rawValue))])
  }

  private static func json(_ range: ClosedRange<Int>) -> JSON {
    .object([.init("minimum", .integer(range.lowerBound)), .init("maximum", .integer(range.upperBound))])
  }

  private static func json(_ failure: Forecast.PossibleFailure) -> JSON {
    .object([
      .init("year", .integer(failure.year)), .init("deadline", JSON(failure.deadline?.description)),
      .init("minimum", .integer(failure.points.lowerBound)), .init("maximum", .integer(failure.points.upperBound)),
    ])
  }

  static func json(_ line: Standing.BreachLine) -> JSON {
    .object([
      .init("breach", .string(line.breach.text)), .init("clause", .string(line.clause.rawValue)),
      .init("on", .string(line.on.description)), .init("year", .integer(line.on.year)),
      .init("minimum", .integer(line.points.lowerBound)), .init("maximum", .integer(line.points.upperBound)),
      .init("charged", JSON(line.charged)),
    ])
  }

  func json(_ duty: Forecast.OpenDuty) -> JSON {
    .object([
      .init("breach", .string(duty.breach.text)), .init("clause", .string(duty.clause.rawValue)),
      .init("due", .string(duty.due.date.description)), .init("dueAt", JSON(duty.dueAt.map(zone.text))),
      .init("provisional", .boolean(duty.due.provisional)), .init("overdue", .boolean(duty.isOverdue)),
      .init("minimum", .integer(duty.points.lowerBound)), .init("maximum", .integer(duty.points.upperBound)),
      .init("ofYear", .boolean(duty.isOfYear)),
    ])
  }

  /// The forecast, line by line in both languages.
  public var prose: Prose {
    var prose = Prose()
    prose.title(
      zh: "\(forecast.year) 年底预测  \(provider)  截至 \(asOf)  现为 \(forecast.score)",
      en: "How \(forecast.year) may end  \(provider)  as of \(asOf)  now at \(forecast.score)")
    let outcomes: [(String, String, Forecast.Outcome)] = [
      ("最好", "best", forecast.best), ("申诉后最好", "best on appeal", forecast.bestOnAppeal),
      ("最坏", "worst", forecast.worst), ("含义务最坏", "worst with duties", forecast.worstWithDuties),
    ]
    for (zh, en, outcome) in outcomes {
      prose.say(
        zh: "  \(zh)：\(outcome.score)（\(outcome.status.words.zh)）",
        en: "  \(en): \(outcome.score) (\(outcome.status.words.en))")
    }
    prose.say(
      zh: "  本月最坏：\(forecast.worstThisMonth.score)（\(forecast.worstThisMonth.status.words.zh)）",
      en: "  worst this month: \(forecast.worstThisMonth.score) (\(forecast.worstThisMonth.status.words.en))")
    if let line = forecast.nextLine { prose.say(forecast.words(of: line)) }
    if !forecast.pending.isEmpty { prose.heading(zh: "待评定", en: "Waiting to be assessed") }
    for line in forecast.pending { sayLine(line, &prose) }
    if !forecast.pending.isEmpty {
      let cost = "\(forecast.pendingCost.lowerBound)–\(forecast.pendingCost.upperBound)"
      prose.say(
        zh: "  全部评定时 \(forecast.year) 年共扣 \(cost)，上限已计",
        en: "  assessed, they cost \(forecast.year) \(cost) in all, within caps")
    }
    if let failure = forecast.failure {
      let points = "\(failure.points.lowerBound)–\(failure.points.upperBound)"
      let deadline = failure.deadline?.asDue
      prose.heading(zh: "未了结的整改", en: "The open rectification")
      prose.say(
        zh: "  \(failure.year) 年，" + (deadline.map { "期限 \($0.zh)" } ?? "尚未下达") + "；未达标扣 \(points)",
        en: "  of \(failure.year), " + (deadline.map { "due \($0.en)" } ?? "not ordered yet")
          + "; a failure costs \(points)")
    }
    if !forecast.appeals.isEmpty { prose.heading(zh: "申诉未裁定", en: "Appeals not decided") }
    for line in forecast.appeals { sayLine(line, &prose) }
    if !forecast.duties.isEmpty { prose.heading(zh: "未履行的义务", en: "Duties not met") }
    for duty in forecast.duties { say(duty, &prose) }
    if !forecast.officeDuties.isEmpty { prose.heading(zh: "本年到期、不涉及扣分的义务", en: "Duties without points due this year") }
    for duty in forecast.officeDuties { say(duty, &prose) }
    prose.heading(zh: "假设", en: "What this assumes")
    for words in Self.assumptions { prose.say(zh: "  " + words.zh, en: "  " + words.en) }
    return prose
  }

  private func sayLine(_ line: Standing.BreachLine, _ prose: inout Prose) {
    let points = line.charged.map(String.init) ?? "\(line.points.lowerBound)–\(line.points.upperBound)"
    prose.say(
      zh: "  \(line.on)  \(line.breach)  \(line.clause.words.zh)  \(points)",
      en: "  \(line.on)  \(line.breach)  \(line.clause.words.en)  \(points)")
  }

  private func say(_ duty: Standing.DutyLine, _ prose: inout Prose) {
    guard let due = duty.due else { return }
    let isOverdue = due.date < asOf
    prose.say(
      zh: "  \(due.words.zh)  \(duty.duty)  由\(duty.owedBy.words.zh)履行\(isOverdue ? "（已过期）" : "")",
      en: "  \(due.words.en)  \(duty.duty)  owed by \(duty.owedBy.words.en)\(isOverdue ? " (overdue)" : "")")
  }

  private func say(_ duty: Forecast.OpenDuty, _ prose: inout Prose) {
    let due = duty.dueAt.map { Words(zh: zone.readable($0), en: zone.readable($0)) } ?? duty.due.date.asDue
    let range = "\(duty.points.lowerBound)–\(duty.points.upperBound)"
    let notes = [
      (duty.due.provisional, "暂定", "provisional"), (duty.isOverdue, "已过期", "overdue"),
      (!duty.isOfYear, "不属本年", "not of this year"),
    ].filter(\.0)
    let zh = notes.isEmpty ? "" : "（" + notes.map(\.1).joined(separator: "，") + "）"
    let en = notes.isEmpty ? "" : " (" + notes.map(\.2).joined(separator: ", ") + ")"
    prose.say(
      zh: "  \(due.zh)  \(duty.breach)  \(duty.clause.words.zh)  \(range)" + zh,
      en: "  \(due.en)  \(duty.breach)  \(duty.clause.words.en)  \(range)" + en)
  }
}

extension Forecast {
  /// Where the next line is, and whether the score may come to it.
  fileprivate func words(of line: Threshold) -> Words {
    let left = line.points - score
    let opens = line.opens.words
    let place = Words(
      zh: "  下一标准线：\(line.points)（\(opens.zh)），还差 \(left) 分",
      en: "  next line: \(line.points) (\(opens.en)), \(left) away")
    switch crossing {
    case .thisMonth?: return Words(zh: place.zh + "；本月可能达到", en: place.en + "; it may be reached this month")
    case .thisYear?: return Words(zh: place.zh + "；本年可能达到", en: place.en + "; it may be reached this year")
    case nil: return Words(zh: place.zh + "；本年不会达到", en: place.en + "; it cannot be reached this year")
    }
  }
}

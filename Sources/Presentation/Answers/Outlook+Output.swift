public import LedgerDomain
public import LedgerFormat

/// How the year may end for many providers, as it is printed: all of them, or those near a line.
public struct OutlookReport: Sendable {
  /// The providers, in the order in which they are shown.
  public var outlooks: [Outlook]
  /// The date it starts from.
  public var asOf: LocalDate
  /// The ledger's zone.
  public var zone: Zone

  /// Forecasts to be printed.
  public init(_ outlooks: [Outlook], asOf: LocalDate, zone: Zone) {
    self.outlooks = outlooks
    self.asOf = asOf
    self.zone = zone
  }

  /// A row for each provider, with the ends its year may come to.
  public func forecasts(_ language: Language) -> Table {
    var table = Table(
      (language(zh: "服务商", en: "provider"), .left), (language(zh: "名称", en: "name"), .left),
      (language(zh: "年度", en: "year"), .right), (language(zh: "现扣分", en: "score"), .right),
      (language(zh: "待评定", en: "pending"), .right), (language(zh: "本月到期", en: "due this month"), .right),
      (language(zh: "最好", en: "best"), .right), (language(zh: "申诉后最好", en: "best on appeal"), .right),
      (language(zh: "最坏", en: "worst"), .right), (language(zh: "本月最坏", en: "worst this month"), .right),
      (language(zh: "含义务最坏", en: "worst with duties"), .right),
      (language(zh: "最坏时状态", en: "worst status"), .left), (language(zh: "下一标准线", en: "next line"), .right),
      (language(zh: "可能达到", en: "may reach it"), .left))
    table.rank(essential: [0, 3], important: [6, 8, 10, 11, 13], extra: [2, 7])
    table.rows = outlooks.map { outlook in
      let forecast = outlook.forecast
      let ends = [
        forecast.best, forecast.bestOnAppeal, forecast.worst, forecast.worstThisMonth, forecast.worstWithDuties,
      ]
      return [outlook.provider.text, outlook.name, String(forecast.year), String(forecast.score)]
        + [forecast.pendingText(language), forecast.dueText(language)] + ends.map { String($0.score) }
        + [language(forecast.worstWithDuties.status.words), forecast.nextLine.map { String($0.points) } ?? "–"]
        + [forecast.crossing.map { language($0.words) } ?? ""]
    }
    table.tint(11, outlooks.map(\.forecast.worstWithDuties.status.tone))
    table.tint(13, outlooks.map { $0.forecast.crossing.map { _ in .warning } })
    return table
  }

  /// A row for each provider near a line: how far it is from it, and what could push it over.
  public func near(_ language: Language) -> Table {
    var table = Table(
      (language(zh: "服务商", en: "provider"), .left), (language(zh: "名称", en: "name"), .left),
      (language(zh: "城市", en: "cities"), .wrapped), (language(zh: "状态", en: "status"), .left),
      (language(zh: "现扣分", en: "score"), .right), (language(zh: "下一标准线", en: "next line"), .right),
      (language(zh: "还差", en: "to go"), .right), (language(zh: "待评定", en: "pending"), .right),
      (language(zh: "本月到期", en: "due this month"), .right), (language(zh: "本月最坏", en: "worst this month"), .right),
      (language(zh: "可能达到", en: "may reach it"), .left), (language(zh: "可能的原因", en: "what may push it"), .wrapped))
    table.rank(essential: [0, 4, 6, 11], important: [5, 9], extra: [2])
    table.rows = outlooks.map { outlook in
      let forecast = outlook.forecast
      let cities = outlook.cities.map(\.text).joined(separator: language(zh: "、", en: ", "))
      let numbers =
        [String(forecast.score), forecast.nextLine.map { String($0.points) } ?? "–"]
        + [forecast.distance.map(String.init) ?? "–", forecast.pendingText(language), forecast.dueText(language)]
      return [outlook.provider.text, outlook.name, cities, language(outlook.status.words)] + numbers
        + [String(forecast.worstThisMonth.score), forecast.crossing.map { language($0.words) } ?? ""]
        + [causes(forecast, language)]
    }
    table.tint(3, outlooks.map(\.status.tone))
    table.tint(10, outlooks.map { $0.forecast.crossing.map { _ in .warning } })
    return table
  }

  /// Causes that are named, at most.
  private static let namedCauses = 3

  /// The dearest of what is pending and of what falls due this month, in words.
  private func causes(_ forecast: Forecast, _ language: Language) -> String {
    let pending = forecast.pendingOfYear.map { line in
      (line.points.upperBound, language(line.clause.words) + " \(line.points.shown) " + line.breach.text)
    }
    let due = forecast.dutiesThisMonth.map { duty in
      let due = duty.due.date.asDue
      let date = language(zh: "，\(due.zh)到期", en: " (due \(due.en))")
      return (duty.points.upperBound, language(duty.clause.words) + " \(duty.points.shown)" + date)
    }
    let all = (pending + due).enumerated().sorted { ($1.element.0, $0.offset) < ($0.element.0, $1.offset) }
    let named = all.prefix(Self.namedCauses).map(\.element.1).joined(separator: language(zh: "；", en: "; "))
    let rest = all.count - Self.namedCauses
    return rest > 0 ? named + language(zh: "；另 \(rest) 项", en: "; \(rest) more") : named
  }

  /// A row for each provider, for programs: headings and words are those of the JSON.
  public var codes: Table {
    var table = Table(
      [
        "provider", "name", "status", "cities", "year", "score", "pending", "pendingMinimum", "pendingMaximum",
        "dueThisMonth", "dueThisMonthMaximum", "best", "bestOnAppeal", "worst", "worstThisMonth", "worstWithDuties",
        "worstStatus", "nextLine", "opens", "distance", "crossing",
      ].map { ($0, .left) })
    table.rows = outlooks.map { outlook in
      let forecast = outlook.forecast
      let due = forecast.dutiesThisMonth
      let numbers = [
        forecast.year, forecast.score, forecast.pendingOfYear.count, forecast.pendingCost.lowerBound,
        forecast.pendingCost.upperBound, due.count, due.maximum, forecast.best.score,
        forecast.bestOnAppeal.score, forecast.worst.score, forecast.worstThisMonth.score,
        forecast.worstWithDuties.score,
      ]
      return [outlook.provider.text, outlook.name, outlook.status.rawValue]
        + [outlook.cities.map(\.text).joined(separator: " ")] + numbers.map(String.init)
        + [forecast.worstWithDuties.status.rawValue, forecast.nextLine.map { String($0.points) } ?? ""]
        + [forecast.nextLine?.opens.rawValue ?? "", forecast.distance.map(String.init) ?? ""]
        + [forecast.crossing?.rawValue ?? ""]
    }
    return table
  }

  /// The forecasts as JSON, one text for each provider: that of `forecast`, and what the provider is known by.
  public var jsonTexts: some Sequence<String> {
    outlooks.lazy.map { outlook in
      let report = ForecastReport(provider: outlook.provider, asOf: asOf, forecast: outlook.forecast, zone: zone)
      return JSON.object(report.json.fields + outlook.identity).text
    }
  }

  /// The providers near a line as JSON.
  public var nearJSON: JSON {
    .array(
      outlooks.map { outlook in
        let forecast = outlook.forecast
        let report = ForecastReport(provider: outlook.provider, asOf: asOf, forecast: forecast, zone: zone)
        return .object(
          [.init("provider", .string(outlook.provider.text))] + outlook.identity + [
            .init("asOf", .string(asOf.description)), .init("year", .integer(forecast.year)),
            .init("score", .integer(forecast.score)), .init("nextLine", forecast.nextLine?.json ?? .null),
            .init("distance", JSON(forecast.distance)),
            .init("pending", .array(forecast.pendingOfYear.map(ForecastReport.json))),
            .init("dueThisMonth", .array(forecast.dutiesThisMonth.map(report.json))),
            .init("worstThisMonth", ForecastReport.json(forecast.worstThisMonth)),
            .init("crossing", JSON(forecast.crossing?.rawValue)),
          ])
      })
  }
}

extension Outlook {
  /// What the provider is known by, besides its key.
  fileprivate var identity: [JSON.Field] {
    [
      .init("name", .string(name)), .init("status", .string(status.rawValue)),
      .init("cities", .array(cities.map { .string($0.text) })),
    ]
  }
}

extension Forecast {
  /// What pends, and what it may cost within caps: `2 (3–8)`.
  fileprivate func pendingText(_ language: Language) -> String {
    let count = pendingOfYear.count
    return count == 0 ? "" : language.counted(count, pendingCost.shown)
  }

  /// What falls due this month, and what missing it may cost before caps.
  fileprivate func dueText(_ language: Language) -> String {
    let due = dutiesThisMonth
    return due.isEmpty ? "" : language.counted(due.count, String(due.maximum))
  }
}

extension [Forecast.OpenDuty] {
  /// What missing them all may cost, before caps.
  fileprivate var maximum: Int { reduce(0) { $0 + $1.points.upperBound } }
}

extension Forecast.Crossing {
  /// When, as people read it.
  public var words: Words {
    switch self {
    case .thisMonth: Words(zh: "本月", en: "this month")
    case .thisYear: Words(zh: "本年", en: "this year")
    }
  }
}

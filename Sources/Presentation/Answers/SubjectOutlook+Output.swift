public import Ledger
import LedgerDomain
public import LedgerFormat
import Programmes

extension SubjectOutlook {
  /// The forecast as JSON; its fields are those of a provider's forecast where they mean the same.
  public var json: JSON {
    .object([
      .init("provider", .string(provider.text)), .init("name", .string(name)), .init("programme", .string(programme)),
      .init("asOf", .string(asOf.description)), .init("closed", JSON(closed?.description)),
      .init("counters", .array(forecast.counters.map(\.json))),
      .init(
        "measures", .object(forecast.measures.map { .init($0.name, .string($0.value?.description ?? "open")) })),
      .init("pending", .array(waiting.compactMap(\.pendingJSON))),
      .init("appeals", .array(waiting.compactMap(\.appealJSON))),
      .init("duties", .array(waiting.compactMap(duty))),
      .init("assumptions", .array(Self.assumptions.map(JSON.init))), .init("text", prose.json),
    ])
  }

  private func duty(_ item: SubjectQueueItem) -> JSON? {
    guard case .duty(let name, let due, let dueAt) = item.matter else { return nil }
    return .object([
      .init("duty", .string(name.text)), .init("due", .string(due.date.description)),
      .init("dueAt", JSON(dueAt.map(zone.text))), .init("provisional", .boolean(due.provisional)),
      .init("overdue", .boolean(due.date < asOf)),
    ])
  }

  /// What every number of it takes for granted.
  static let assumptions = [
    Words(zh: "最好：待评定的违规全部不成立；其后不再登记任何事。", en: "best: every pending breach is dismissed, and nothing more is recorded"),
    Words(
      zh: "最坏：待评定的违规全部按最高分评定，不计限额；节点与逾期义务随之而来的扣分不计。",
      en:
        "worst: every pending breach is assessed at its maximum, caps not counted; what nodes and missed duties would charge is not counted"
    ),
    Words(
      zh: "以后各日的累计只因每笔记分到期而减少。", en: "a value becomes less only by the days on which entries end"),
  ]

  /// The forecast, line by line in both languages.
  public var prose: Prose {
    var prose = Prose()
    prose.title(
      zh: "预测  \(provider)  \(name)  截至 \(asOf)", en: "What may come  \(provider)  \(name)  as of \(asOf)")
    if let closed { prose.say(zh: "自 \(closed) 起清退", en: "out since \(closed)") }
    if !forecast.counters.isEmpty { prose.heading(zh: "计分", en: "Counters") }
    for course in forecast.counters { say(course, &prose) }
    if !forecast.measures.isEmpty { prose.heading(zh: "处理措施", en: "Measures") }
    for measure in forecast.measures {
      prose.say(
        zh: "  \(measure.name)：\(measure.value.map { "至 \($0)" } ?? "终日未定")",
        en: "  \(measure.name): \(measure.value.map { "until \($0)" } ?? "its last day not known")")
    }
    say(waiting.compactMap(\.pendingWords), &prose, zh: "待评定", en: "Waiting to be assessed")
    say(waiting.compactMap(\.appealWords), &prose, zh: "申诉未裁定", en: "Appeals not decided")
    say(waiting.compactMap(dutyWords), &prose, zh: "未履行的义务", en: "Duties not met")
    say(Self.assumptions.map { Words(zh: "  \($0.zh)", en: "  \($0.en)") }, &prose, zh: "假设", en: "What this assumes")
    return prose
  }

  private func say(_ lines: [Words], _ prose: inout Prose, zh: String, en: String) {
    if lines.isEmpty { return }
    prose.heading(zh: zh, en: en)
    for line in lines { prose.say(line) }
  }

  private func say(_ course: SubjectForecast.Course, _ prose: inout Prose) {
    let key = course.key.map { " \($0)" } ?? ""
    let worst = course.pending.map { Words(zh: "，最坏 \(course.value + $0)", en: ", at worst \(course.value + $0)") }
    let node = course.nextNode.map { node in
      let (zh, en) = course.mayReachNode ? ("，可能达到", ", which may be reached") : ("", "")
      return Words(
        zh: "；下一节点 \(node)，还差 \(node - course.value) 分\(zh)",
        en: "; next node \(node), \(node - course.value) away\(en)")
    }
    prose.say(
      zh: "  \(course.counter)\(key)：现为 \(course.value)\(worst?.zh ?? "")\(node?.zh ?? "")",
      en: "  \(course.counter)\(key): now \(course.value)\(worst?.en ?? "")\(node?.en ?? "")")
    for fall in course.falls {
      prose.say(zh: "    自 \(fall.on) 起 \(fall.value) 分", en: "    from \(fall.on) on: \(fall.value)")
    }
  }

  private func dutyWords(_ item: SubjectQueueItem) -> Words? {
    guard case .duty(let name, let due, _) = item.matter else { return nil }
    let isOverdue = due.date < asOf
    return Words(
      zh: "  \(due.words.zh)  \(name.text)\(isOverdue ? "（已过期）" : "")",
      en: "  \(due.words.en)  \(name.text)\(isOverdue ? " (overdue)" : "")")
  }
}

extension SubjectForecast.Course {
  fileprivate var json: JSON {
    .object([
      .init("counter", .string(counter)), .init("key", JSON(key)), .init("value", .integer(value)),
      .init("best", .integer(value)), .init("worst", .integer(value + (pending ?? 0))),
      .init("nextNode", JSON(nextNode)), .init("distance", JSON(distance)), .init("crossing", .boolean(mayReachNode)),
      .init(
        "falls",
        .array(
          falls.map { .object([.init("on", .string($0.on.description)), .init("value", .integer($0.value))]) })),
    ])
  }
}

extension SubjectQueueItem {
  fileprivate var pendingJSON: JSON? {
    guard case .breach(let asked) = matter else { return nil }
    return .object([
      .init("breach", .string(asked.breach.text)), .init("clause", .string(asked.clause)),
      .init("on", .string(asked.on.description)), .init("minimum", JSON(asked.points?.lowerBound)),
      .init("maximum", JSON(asked.points?.upperBound)),
    ])
  }

  fileprivate var appealJSON: JSON? {
    guard case .appeal(let breach, let clause) = matter else { return nil }
    return .object([.init("breach", .string(breach.text)), .init("clause", .string(clause))])
  }

  fileprivate var pendingWords: Words? {
    guard case .breach(let asked) = matter else { return nil }
    let points = asked.points.map { "  \($0.lowerBound)–\($0.upperBound)" } ?? ""
    return .same("  \(asked.on)  \(asked.breach)  \(asked.clause)\(points)")
  }

  fileprivate var appealWords: Words? {
    guard case .appeal(let breach, let clause) = matter else { return nil }
    return .same("  \(breach)  \(clause)")
  }
}

extension [SubjectOutlook] {
  /// A row for each counter of each subject; in no language with the headings of the JSON.
  public func table(_ language: Language?) -> Table {
    let heading = language.heading
    var table = Table(
      (heading("provider", "对象"), .left), (heading("name", "名称"), .wrapped), (heading("programme", "方案"), .left),
      (heading("counter", "计分项"), .left), (heading("value", "现为"), .right), (heading("worst", "最坏"), .right),
      (heading("nextNode", "下一节点"), .right), (heading("crossing", "可能达到"), .left),
      (heading("falls", "减至"), .wrapped))
    table.rows = flatMap { outlook in
      outlook.forecast.counters.map { course in
        let reach = course.mayReachNode ? language.map { $0(zh: "是", en: "yes") } ?? "true" : ""
        return [
          outlook.provider.text, outlook.name, outlook.programme,
          course.counter + (course.key.map { " \($0)" } ?? ""), String(course.value),
          String(course.value + (course.pending ?? 0)), course.nextNode.map(String.init) ?? "", reach,
          course.falls.map { "\($0.on) \($0.value)" }.joined(separator: ", "),
        ]
      }
    }
    return table
  }
}

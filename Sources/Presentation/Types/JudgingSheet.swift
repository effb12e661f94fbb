public import LedgerDomain
import LedgerFormat

/// The breaches that wait to be judged, as a sheet to fill in: its first seven columns are an event that `append --file`
/// takes once points and reason stand in them, the others help to judge.
public struct JudgingSheet {
  private let report: QueueReport
  private let events: [Int: Event]
  private let by: String
  private let language: Language
  private let isForExcel: Bool

  /// A sheet of what waits to be judged among the items.
  ///
  /// - Parameters:
  ///   - report: what waits; what is no breach to be judged is left out.
  ///   - events: the events that raised the breaches, and the facts these rest on, by position.
  ///   - by: who will judge, as `who@role`; nil where that is left to be filled in.
  ///   - language: that of what shows a breach, and for Excel that of everything; else headings and words are the codes.
  ///   - isForExcel: whether people read the headings, and not a program.
  public init(
    _ report: QueueReport, events: [Int: Event], by: String?, _ language: Language, isForExcel: Bool = false
  ) {
    self.isForExcel = isForExcel
    self.report = report
    self.by = by ?? ""
    self.events = events
    self.language = language
  }

  /// The columns that are read back, as a template of `BreachAssessed` names them.
  private static let read = [
    EnvelopeField.type.name, EnvelopeField.provider.name, Words(zh: "违规", en: "breach"), Words(zh: "扣分", en: "points"),
    Words(zh: "理由", en: "reason"), EnvelopeField.at.name, EnvelopeField.by.name,
  ]

  /// The columns that help to judge, which are not read back.
  private static let help = [
    Words(zh: "名称", en: "name"), Words(zh: "条款", en: "clause"), Words(zh: "违规日期", en: "on"),
    Words(zh: "最低分", en: "minimum"), Words(zh: "最高分", en: "maximum"), Words(zh: "现扣分", en: "score"),
    Words(zh: "评定后最低", en: "scoreMinimum"), Words(zh: "评定后最高", en: "scoreMaximum"),
    Words(zh: "下一标准线", en: "nextLine"), Words(zh: "已等待天数", en: "ageDays"), Words(zh: "评定角色", en: "roles"),
    Words(zh: "依据", en: "evidence"),
  ]

  /// The sheet, a row for each breach in the order of the queue.
  public var table: Table {
    var table = Table((Self.read + Self.help).map { (shown($0, code: $0.en), .left) })
    table.rows = report.items.compactMap { item in item.work == .assess ? item.stake.map { row(item, $0) } : nil }
    return table
  }

  private func shown(_ words: Words, code: String) -> String { isForExcel ? language(words) : code }

  private func row(_ item: QueueItem, _ stake: Stake) -> [String] {
    let line = stake.line.map { String($0.points) } ?? ""
    let age = report.ageDays(item).map(String.init) ?? ""
    let names = item.roles.map { shown($0.words, code: $0.rawValue) }
    let roles = isForExcel ? language.list(names) : names.joined(separator: " ")
    let type = isForExcel && language == .zh ? BreachAssessed.about.words.zh : BreachFact.Kind.assessed.rawValue
    let read = [type, item.provider.text, item.subject.text, "", "", "", by]
    let numbers = [
      stake.points.lowerBound, stake.points.upperBound, item.score, stake.outcome.lowerBound, stake.outcome.upperBound,
    ].map(String.init)
    return read + [item.name, shown(stake.clause.words, code: stake.clause.rawValue), stake.on.description] + numbers
      + [line, age, roles, evidence(stake)]
  }

  /// What the breach rests on, in words.
  private func evidence(_ stake: Stake) -> String {
    guard let raising = stake.raisedAt.flatMap({ events[$0] }) else { return "" }
    switch raising.body {
    case .fact(.breach(.reported(let report)), _):
      let outlet = report.outlet.map { language(zh: "；网点 \($0)", en: "; outlet \($0)") } ?? ""
      return report.evidence + outlet
    case .consequence(.breachDetected(let found)): return evidence(found)
    case .fact, .consequence, .publication: return ""
    }
  }

  private func evidence(_ found: Detection) -> String {
    var parts = found.facts.compactMap { events[$0] }.map { event in
      "\(report.zone.readable(event.at)) \(language(event.words))"
    }
    if let due = found.due { parts.append(language(zh: "期限 \(due.date)", en: "due \(due.date)")) }
    if let count = found.count {
      parts.append(
        language(
          zh: "\(count.of) 中有 \(count.counted)，限度 \(count.limitPercent)%",
          en: "\(count.counted) of \(count.of), limit \(count.limitPercent)%"))
    }
    return parts.joined(separator: language(zh: "；", en: "; "))
  }
}

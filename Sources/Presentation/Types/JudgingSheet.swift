public import Ledger
public import LedgerDomain
import LedgerFormat
import Programmes

/// The breaches that wait to be judged, as a sheet to fill in: its first seven columns are an event that `append --file`
/// takes once points and reason stand in them, the others help to judge. Where breaches of subjects of programmes wait too, a
/// grade and a sum of money may be set besides (decision 0067).
public struct JudgingSheet {
  private let report: QueueReport
  private let subjects: [SubjectWork]
  private let events: [Int: Event]
  private let by: String
  private let language: Language
  private let isForExcel: Bool

  /// A sheet of what waits to be judged among the items.
  ///
  /// - Parameters:
  ///   - report: what waits; what is no breach to be judged is left out.
  ///   - subjects: what waits at subjects of programmes; likewise.
  ///   - events: the events that raised the breaches, and the facts these rest on, by position.
  ///   - by: who will judge, as `who@role`; nil where that is left to be filled in.
  ///   - language: that of what shows a breach, and for Excel that of everything; else headings and words are the codes.
  ///   - isForExcel: whether people read the headings, and not a program.
  public init(
    _ report: QueueReport, _ subjects: [SubjectWork] = [], events: [Int: Event], by: String?, _ language: Language,
    isForExcel: Bool = false
  ) {
    self.isForExcel = isForExcel
    self.report = report
    self.subjects = subjects.filter { $0.asked != nil }
    self.by = by ?? ""
    self.events = events
    self.language = language
  }

  /// The columns that are read back, as a template of `BreachAssessed` names them: before those of programmes, and behind.
  private static let read = (
    before: [
      EnvelopeField.type.name, EnvelopeField.provider.name, Words(zh: "违规", en: "breach"),
      Words(zh: "扣分", en: "points"),
    ], behind: [Words(zh: "理由", en: "reason"), EnvelopeField.at.name, EnvelopeField.by.name]
  )

  /// What a judge of a programme may set besides (programmes §10).
  static let ofProgrammes = [Words(zh: "情节", en: "grade"), Words(zh: "评定金额（单位 0.01 元）", en: "fen")]

  /// What helps to judge a breach of a programme besides.
  private static let helpOfProgrammes = [
    Words(zh: "可选情节", en: "grades"), Words(zh: "最低金额（单位 0.01 元）", en: "minimumFen"),
    Words(zh: "最高金额（单位 0.01 元）", en: "maximumFen"),
  ]

  /// The columns that help to judge, which are not read back.
  private static let help = [
    Words(zh: "名称", en: "name"), Words(zh: "条款", en: "clause"), Words(zh: "违规日期", en: "on"),
    Words(zh: "最低分", en: "minimum"), Words(zh: "最高分", en: "maximum"), Words(zh: "现扣分", en: "score"),
    Words(zh: "评定后最低", en: "scoreMinimum"), Words(zh: "评定后最高", en: "scoreMaximum"),
    Words(zh: "下一标准线", en: "nextLine"), Words(zh: "已等待天数", en: "ageDays"), Words(zh: "评定角色", en: "roles"),
    Words(zh: "依据", en: "evidence"),
  ]

  /// The sheet, a row for each breach in the order of the queue, those of subjects behind.
  public var table: Table {
    let isMixed = !subjects.isEmpty
    let read = Self.read.before + (isMixed ? Self.ofProgrammes : []) + Self.read.behind
    let help = Self.help + (isMixed ? Self.helpOfProgrammes : [])
    var table = Table((read + help).map { (shown($0, code: $0.en), .left) })
    table.rows = report.items.compactMap { item in item.work == .assess ? item.stake.map { row(item, $0) } : nil }
    if isMixed {
      let (own, blank) = (Self.read.before.count, [String](repeating: "", count: Self.ofProgrammes.count))
      let rest = [String](repeating: "", count: Self.helpOfProgrammes.count)
      table.rows = table.rows.map { $0.prefix(own) + blank + $0.dropFirst(own) + rest }
      table.rows += subjects.compactMap(row)
    }
    return table
  }

  /// A breach of a subject.
  private func row(_ work: SubjectWork) -> [String]? {
    guard let asked = work.asked else { return nil }
    let read = [judgement, work.provider.text, asked.breach.text] + ["", "", "", "", "", by]
    let points = [asked.points?.lowerBound, asked.points?.upperBound].map { $0.map(String.init) ?? "" }
    let fen = [asked.fen?.lowerBound, asked.fen?.upperBound].map { $0.map(String.init) ?? "" }
    let age = work.zone.date(of: report.moment).daysSinceEpoch - work.item.since.daysSinceEpoch
    return read + [work.name, asked.clause, asked.on.description] + points + ["", "", "", ""]
      + [String(max(0, age)), work.item.roles.joined(separator: " "), ""] + [asked.grades.joined(separator: " ")] + fen
  }

  /// The type of the event that a row becomes.
  private var judgement: String {
    isForExcel && language == .zh ? BreachAssessed.about.words.zh : BreachFact.Kind.assessed.rawValue
  }

  private func shown(_ words: Words, code: String) -> String { isForExcel ? language(words) : code }

  private func row(_ item: QueueItem, _ stake: Stake) -> [String] {
    let line = stake.line.map { String($0.points) } ?? ""
    let age = report.ageDays(item).map(String.init) ?? ""
    let names = item.roles.map { shown($0.words, code: $0.rawValue) }
    let roles = isForExcel ? language.list(names) : names.joined(separator: " ")
    let read = [judgement, item.provider.text, item.subject.text, "", "", "", by]
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
    if let due = found.due { parts.append(language(zh: "期限 \(due.date.asDue.zh)", en: "due \(due.date.asDue.en)")) }
    if let count = found.count {
      parts.append(language(count.words))
    }
    return parts.joined(separator: language(zh: "；", en: "; "))
  }
}

extension SubjectWork {
  /// What a judge is asked; nil for what is no breach to be judged.
  fileprivate var asked: SubjectQueueItem.BreachAsked? {
    if case .breach(let asked) = item.matter { asked } else { nil }
  }
}

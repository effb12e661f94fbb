public import Ledger
public import LedgerDomain
import Programmes

/// The standing of a subject of a programme as people read it (programmes §11).
public struct SubjectStandingText {
  private let answer: SubjectAnswer
  private let language: Language
  private let names: ProgrammeNames

  /// A standing to be read in a language.
  public init(_ answer: SubjectAnswer, _ language: Language) {
    self.answer = answer
    self.language = language
    names = ProgrammeNames(answer.programme)
  }

  /// The list of all subjects; without a language its headings are those of the JSON.
  public static func table(of answers: [SubjectAnswer], _ language: Language?) -> Table {
    let heading = language.heading
    var table = Table(
      (heading("provider", "对象"), .left), (heading("name", "名称"), .wrapped), (heading("programme", "方案"), .left),
      (heading("closed", "清退"), .left), (heading("counters", "计分"), .wrapped), (heading("measures", "处理措施"), .wrapped),
      (heading("pending", "待评定"), .right))
    table.rows = answers.map { answer in
      let standing = answer.standing
      let names = ProgrammeNames(answer.programme)
      func called(_ kind: ProgrammeNames.Kind, _ name: String) -> String {
        language.map { $0(names(kind, name)) } ?? name
      }
      return [
        standing.provider.text, standing.name, standing.programme, standing.closed?.description ?? "",
        standing.counters.map { "\(called(.counter, $0.name)) \($0.value.sum)" }.joined(separator: ", "),
        standing.measures.map { called(.measure, $0.name) }.joined(separator: ", "), String(standing.pending.count),
      ]
    }
    return table
  }

  /// A sheet of providers and subjects together; what is pending at a provider is a range of points, at a subject a number of
  /// breaches, so that these are two columns where there are both.
  ///
  /// - Parameters:
  ///   - standings: the providers, which stand first.
  ///   - answers: the subjects.
  public static func sheet(_ standings: [Standing], _ answers: [SubjectAnswer], _ language: Language?) -> Table {
    StandingText.table(of: standings, language, isForPrograms: true).joined(
      with: table(of: answers, language), calling: ["pending": "pendingBreaches", "待评定": "待评定违规"])
  }

  /// One standing in full.
  public var page: Page {
    let standing = answer.standing
    var page = Page()
    page.add("\(standing.provider)  \(standing.name)", .heading)
    page.add(
      language(
        zh: "\(standing.programme)，规则 \(standing.rulebook)，截至 \(standing.asOf)",
        en: "\(standing.programme), rules \(standing.rulebook), as of \(standing.asOf)"))
    if let closed = standing.closed {
      page.add(language(zh: "自 \(closed) 起清退", en: "out since \(closed)"), .danger)
    }
    page.add(language(zh: "计分", en: "Counters"), counters)
    page.add(language(zh: "处理措施", en: "Measures"), measures)
    page.add(language(zh: "账户", en: "Accounts"), accounts)
    page.add(language(zh: "属性", en: "Attributes"), attributes)
    page.add(language(zh: "义务", en: "Duties"), duties)
    page.add(language(zh: "违规", en: "Breaches"), breaches)
    return page
  }

  private func table(_ columns: (Words, Table.Alignment)...) -> Table {
    Table(columns.map { (language($0.0), $0.1) })
  }

  private var counters: Table {
    var table = table((Words(zh: "计分项", en: "counter"), .left), (Words(zh: "累计", en: "value"), .right))
    for counter in answer.standing.counters {
      let name = language(names.shown(.counter, counter.name))
      switch counter.value {
      case .total(let value): table.rows.append([name, String(value)])
      case .byKey(let values):
        for entry in values { table.rows.append(["\(name) \(entry.key)", String(entry.value)]) }
      }
    }
    return table
  }

  private var measures: Table {
    var table = table((Words(zh: "措施", en: "measure"), .left), (Words(zh: "至", en: "until"), .left))
    table.rows = answer.standing.measures.map {
      [language(names.shown(.measure, $0.name)), $0.value?.description ?? language(zh: "未定", en: "open")]
    }
    table.rows += answer.standing.notices.map {
      [language(names.shown(.measure, $0.measure)), language(zh: "\($0.on) 送达", en: "given \($0.on)")]
    }
    return table
  }

  private var accounts: Table {
    var table = table(
      (Words(zh: "账户", en: "account"), .left), (Words(zh: "余额", en: "balance"), .right),
      (Words(zh: "欠缴", en: "owed"), .right))
    let owed = answer.standing.owed
    for (place, account) in answer.standing.balance.enumerated() {
      let name = language(names.shown(.account, account.name))
      table.rows.append([name, account.value.money, owed[place].value.money])
    }
    for bill in answer.standing.billed {
      table.rows.append([language(names.shown(.account, bill.name)), "", bill.value.money])
    }
    return table
  }

  private var attributes: Table {
    var table = table((Words(zh: "属性", en: "attribute"), .left), (Words(zh: "值", en: "value"), .left))
    table.rows = answer.standing.attributes.map {
      [language(names.shown(.attribute, $0.name)), $0.value?.description ?? "–"]
    }
    return table
  }

  private var duties: Table {
    var table = table((Words(zh: "义务", en: "duty"), .left), (Words(zh: "状态", en: "state"), .left))
    table.rows = answer.standing.duties.map { duty in
      let parts = duty.name.split(separator: ":", maxSplits: 1).map(String.init)
      let isWhole = names.words(.duty, duty.name) != nil
      let name = language(names.shown(.duty, isWhole ? duty.name : parts[0]))
      return [isWhole || parts.count < 2 ? name : "\(name) \(parts[1])", language(duty.value.words)]
    }
    return table
  }

  private var breaches: Table {
    var table = table(
      (Words(zh: "违规", en: "breach"), .left), (Words(zh: "条款", en: "clause"), .left),
      (Words(zh: "日期", en: "on"), .left), (Words(zh: "状态", en: "state"), .left),
      (Words(zh: "情节", en: "grade"), .left), (Words(zh: "扣分", en: "charged"), .wrapped))
    table.rows = answer.standing.breaches.map { line in
      [
        line.breach.id.text, line.breach.clause, line.breach.on.description, language(line.breach.status.words),
        line.breach.judgement?.grade ?? "",
        (line.charged ?? []).map { "\(language(names(.counter, $0.name))) \($0.value)" }.joined(separator: ", "),
      ]
    }
    return table
  }
}

extension SubjectStanding.DutyState {
  fileprivate var words: Words {
    switch self {
    case .due(let date): Words(zh: "期限 \(date.asDue.zh)", en: "due \(date.asDue.en)")
    case .met(let date): Words(zh: "\(date) 履行", en: "met \(date)")
    case .missed: Words(zh: "逾期", en: "missed")
    }
  }
}

import LedgerDomain
import LedgerFormat
public import Programmes

/// A programme as people read it: its counters with their nodes, its clauses with what they cost, its duties and reviews
/// (programmes §11).
public struct ProgrammeListing {
  let programme: Programme
  let language: Language
  private let names: ProgrammeNames

  /// A programme to be read in a language.
  public init(_ programme: Programme, _ language: Language) {
    self.programme = programme
    self.language = language
    names = ProgrammeNames(programme)
  }

  /// All of it.
  public var page: Page {
    var page = Page()
    page.add("\(programme.name)  \(language(programme.title))", .heading)
    page.add(language(zh: "时区 \(programme.zone.name)", en: "zone \(programme.zone.name)"))
    page.add(language(zh: "计分项", en: "Counters"), counters)
    page.add(language(zh: "节点", en: "Nodes"), nodes)
    page.add(language(zh: "条款", en: "Clauses"), clauses)
    page.add(language(zh: "事实", en: "Facts"), facts)
    page.add(language(zh: "义务", en: "Duties"), duties)
    page.add(language(zh: "审查", en: "Reviews"), reviews)
    page.add(language(zh: "处理措施", en: "Measures"), measures)
    page.add(language(zh: "账户", en: "Accounts"), accounts)
    page.add(language(zh: "属性", en: "Attributes"), attributes)
    page.add(language(zh: "角色", en: "Roles"), roles)
    if let appeal = programme.appeal {
      page.add(Line())
      page.add(
        language(
          zh: "申诉：\(appeal.within.words.zh)之内，每项违规至多 \(appeal.times) 次，由\(who(appeal.by))裁定",
          en:
            "Appeals: within \(appeal.within.words.en), \(appeal.times.english("time")) for each breach, decided by \(who(appeal.by))"
        ))
    }
    return page
  }

  /// What can be recorded of its subjects, and by whom: its facts, its clauses and its roles.
  public var types: Page {
    var page = Page()
    page.add("\(programme.name)  \(language(programme.title))", .heading)
    page.add(language(zh: "事实", en: "Facts"), facts)
    page.add(language(zh: "条款", en: "Clauses"), clauses)
    page.add(language(zh: "账户", en: "Accounts"), accounts)
    page.add(language(zh: "属性", en: "Attributes"), attributes)
    page.add(language(zh: "角色", en: "Roles"), roles)
    return page
  }

  private func who(_ roles: [String]?) -> String {
    roles.map { language(names.list(.role, $0)) } ?? language(zh: "任何角色", en: "every role")
  }

  private func table(_ columns: (Words, Table.Alignment)...) -> Table {
    Table(columns.map { (language($0.0), $0.1) })
  }

  private static let name = Words(zh: "名称", en: "name")
  private static let meaning = Words(zh: "含义", en: "meaning")

  private var counters: Table {
    var table = table(
      (Self.name, .left), (Self.meaning, .wrapped), (Words(zh: "计入期间", en: "counts for"), .wrapped),
      (Words(zh: "分列", en: "kept apart by"), .left), (Words(zh: "限额", en: "at most"), .wrapped))
    table.rows = programme.counters.map { counter in
      [
        counter.name, language(counter.words), language(counter.counted(by: names)), counter.by?.text ?? "",
        counter.cap.map { language($0.words) } ?? "",
      ]
    }
    return table
  }

  private var nodes: Table {
    var table = table(
      (Words(zh: "计分项", en: "counter"), .left), (Words(zh: "达到", en: "at"), .right),
      (Words(zh: "则", en: "then"), .wrapped))
    for counter in programme.counters {
      table.rows += counter.nodes.map { node in
        let every = node.every.map { " +\($0)…" } ?? ""
        return [counter.name, "\(node.at)\(every)", language(node.effects.words(by: names))]
      }
    }
    return table
  }

  private var clauses: Table {
    var table = table(
      (Self.name, .left), (Words(zh: "出处", en: "section"), .wrapped), (Self.meaning, .wrapped),
      (Words(zh: "上报", en: "reported by"), .wrapped), (Words(zh: "评定", en: "judged by"), .wrapped),
      (Words(zh: "处理", en: "costs"), .wrapped))
    table.rows = programme.clauses.map { clause in
      [
        clause.name, clause.section, language(clause.words), reported(clause), judged(clause),
        language(clause.costs(by: names)),
      ]
    }
    return table
  }

  private func reported(_ clause: ClauseForm) -> String {
    switch clause.arises {
    case .reported: who(clause.reporters)
    case .raised: language(zh: "自行产生", en: "raised by a rule")
    }
  }

  private func judged(_ clause: ClauseForm) -> String {
    switch clause.decided {
    case .atOnce: language(zh: "即时生效", en: "at once")
    case .by(let roles, let grades):
      who(roles) + (grades.isEmpty ? "" : language(zh: "：", en: ": ") + language.list(grades))
    }
  }

  private var facts: Table {
    var table = table(
      (Self.name, .left), (Self.meaning, .wrapped), (Words(zh: "内容", en: "fields"), .wrapped),
      (Words(zh: "登记", en: "recorded by"), .wrapped))
    table.rows = programme.facts.map { fact in
      [fact.name, language(fact.words), fact.fields.map(\.text).joined(separator: ", "), who(fact.roles)]
    }
    return table
  }

  private var duties: Table {
    var table = table(
      (Self.name, .left), (Self.meaning, .wrapped), (Words(zh: "期限", en: "due"), .wrapped),
      (Words(zh: "履行", en: "met by"), .wrapped), (Words(zh: "逾期", en: "missed"), .wrapped))
    table.rows = programme.duties.map { duty in
      [
        duty.name, language(duty.words), language(duty.owed.words(by: names)),
        language(names.list(.fact, duty.met)),
        language(duty.missed.words(by: names)),
      ]
    }
    return table
  }

  private var reviews: Table {
    var table = table(
      (Self.name, .left), (Words(zh: "时机", en: "when"), .wrapped), (Words(zh: "结果", en: "chooses"), .wrapped))
    table.rows = programme.reviews.map { review in
      [
        review.words.map { language($0) } ?? review.name, language(review.when(by: names)),
        language(review.choice.words(by: names)),
      ]
    }
    return table
  }

  private var measures: Table {
    var table = table((Self.name, .left), (Self.meaning, .wrapped), (Words(zh: "类别", en: "kind"), .left))
    table.rows = programme.measures.map { [$0.name, language($0.words), language($0.kind.words)] }
    return table
  }

  private var accounts: Table {
    var table = table(
      (Self.name, .left), (Self.meaning, .wrapped), (Words(zh: "类别", en: "kind"), .left),
      (Words(zh: "应有", en: "required"), .wrapped), (Words(zh: "逾期未补足", en: "not topped up in time"), .wrapped))
    table.rows = programme.accounts.map { account in
      [
        account.name, language(account.words), language(account.kind.words),
        account.minimum(by: names).map { language($0) } ?? "",
        account.topUp.map { language($0.words(by: names)) } ?? "",
      ]
    }
    return table
  }

  private var attributes: Table {
    var table = table((Self.name, .left), (Self.meaning, .wrapped), (Words(zh: "类型", en: "type"), .wrapped))
    table.rows = programme.attributes.map { [$0.name, language($0.words), $0.field.type.text] }
    return table
  }

  private var roles: Table {
    var table = table((Self.name, .left), (Self.meaning, .wrapped))
    table.rows = programme.roles.map { [$0.name, $0.words.map { language($0) } ?? ""] }
    return table
  }
}

extension FieldForm {
  /// Its name and its type.
  fileprivate var text: String { "\(name): \(type.text)" }
}

extension ValueType {
  /// The type, as a file has it.
  public var text: String {
    switch self {
    case .int: "int"
    case .money: "money"
    case .date: "date"
    case .bool: "bool"
    case .key: "key"
    case .share: "share"
    case .breach: "breach"
    case .choice(let words): words.joined(separator: "|")
    case .levels(let words): words.joined(separator: "<")
    }
  }
}

extension MeasureForm.Kind {
  fileprivate var words: Words {
    switch self {
    case .plain: Words(zh: "普通", en: "plain")
    case .notice: Words(zh: "通知", en: "notice")
    case .closes: Words(zh: "清退", en: "closes")
    }
  }
}

extension AccountForm.Kind {
  fileprivate var words: Words {
    switch self {
    case .deposit: Words(zh: "保证金", en: "deposit")
    case .bill: Words(zh: "账单", en: "bill")
    }
  }
}

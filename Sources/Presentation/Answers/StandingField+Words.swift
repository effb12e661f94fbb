import Ledger
public import LedgerDomain
public import LedgerFormat

extension StandingDifference.Change {
  /// Where it is, as people call it.
  var place: Words { StandingField(path).place }

  /// A value of it, as people call it.
  func shown(_ value: JSON) -> Words { StandingField(path).shown(value) }
}

/// A field of a standing, in words for people.
public struct StandingField {
  private let path: String
  private let names: ProgrammeNames?
  private let office: ProgrammeNames

  /// The field at a path: names and keys with `/` between them, such as `breaches/press-1/state`.
  ///
  /// - Parameters:
  ///   - names: what the programme of a subject calls what it declares; nil of a provider, and for by its name.
  ///   - office: what the rules that a provider is under call their duties, criteria, measures and channels.
  public init(_ path: String, by names: ProgrammeNames? = nil, office: ProgrammeNames = .byName) {
    (self.path, self.names, self.office) = (path, names, office)
  }

  /// Where it is, as people call it: `违规 press-1 的状态`, `state of breach press-1`.
  public var place: Words {
    let steps = path.split(separator: "/").map(String.init)
    guard let field = steps.last else { return .same(path) }
    let name = Words(
      zh: Self.fields[steps.count == 1 ? field : "\(steps[0])/\(field)"] ?? field,
      en: Self.english[steps.count == 1 ? field : "\(steps[0])/\(field)"] ?? field.withoutFen.spelt)
    guard steps.count > 1 else { return name }
    // Of a subject the names behind a group are those of its programme.
    if let (kind, group) = Self.declared[steps[0]],
      steps.count == 2 || kind == .counter || kind == .attribute
    {
      let item = called(kind, steps[1], steps.dropFirst(2).joined(separator: "/"))
      return Words(zh: "\(group) \(item.zh)", en: "\(Self.one(of: steps[0])) \(item.en)")
    }
    if steps[0] == "breaches", steps.count == 4 {
      let part = steps[2] == "charged" ? called(.counter, field) : .same(field)
      return Words(zh: "违规 \(steps[1]) 的\(part.zh)", en: "\(part.en) of breach \(steps[1])")
    }
    let item = steps.dropFirst().dropLast().joined(separator: "/")
    if steps[0] == "years" { return Words(zh: "\(item) 年\(name.zh)", en: "\(name.en) of \(item)") }
    let group = Words(zh: Self.groups[steps[0]] ?? steps[0], en: Self.one(of: steps[0]))
    if item.isEmpty { return Words(zh: group.zh + name.zh, en: "\(name.en) of the \(group.en)") }
    return Words(zh: "\(group.zh) \(item) 的\(name.zh)", en: "\(name.en) of \(group.en) \(item)")
  }

  /// Whether it is a day by which something is due: people read such with the day of the week.
  public var isDue: Bool { path.hasSuffix("due") || path.hasSuffix("Due") || path.hasSuffix("/deadline") }

  /// Fields whose name says too little in English.
  private static let english = [
    "breaches/breach": "key", "breaches/on": "date", "breaches/minimum": "fewest points",
    "breaches/maximum": "most points",
    "breaches/assessed": "assessed points", "breaches/charged": "charged points", "cities/city": "key",
    "duties/duty": "key",
    "measures/measure": "key", "notices/notice": "key",
  ]

  /// What one of a group of the JSON is called in English.
  private static func one(of group: String) -> String { one[group] ?? group.spelt }

  private static let one = [
    "breaches": "breach", "cities": "city", "pauses": "pause", "agreements": "agreement", "duties": "duty",
    "contacts": "contact", "measures": "measure", "notices": "notice", "reviews": "review", "counters": "counter",
    "attributes": "attribute", "exposure": "pending points", "outletDeposits": "outlet deposits",
  ]

  /// A value of it, as people call it.
  ///
  /// - Parameters:
  ///   - other: the value before it or behind it: of a list what is in both is only counted.
  ///   - day: how a day reads that stands in it beside words.
  public func shown(
    _ value: JSON, beside other: JSON = .null, day: (LocalDate) -> String = { $0.description }
  ) -> Words {
    let field = path.split(separator: "/").last.map(String.init) ?? path
    switch value {
    case .null: return .same("–")
    case .boolean(let flag): return Words(zh: flag ? "是" : "否", en: flag ? "yes" : "no")
    case .integer(let fen) where field.hasSuffix("Fen") || isMoney:
      return .same(fen.money)
    case .string(let text):
      if let told = ofSubject(text, day) { return told }
      if let words = ofOffice(text, field) { return words }
      let words = Self.words["\(path.prefix { $0 != "/" })/\(field)"] ?? Self.words[field]
      return words?(text) ?? .same(text)
    case .array(let items) where names == nil && Self.lists.contains(path):
      return told(items, beside: other, day)
    case .array(let items) where names != nil:
      if items.isEmpty { return .same("–") }
      let told = items.map { item -> Words in
        if case .string(let text) = item { ofSubject(text, day) ?? .same(text) } else { Words.same(item.text) }
      }
      return Words(zh: Language.zh.list(told.map(\.zh)), en: Language.en.list(told.map(\.en)))
    case .integer, .number, .array, .object: return .same(value.text)
    }
  }

  /// Lists of a provider's standing whose items are told in words.
  private static let lists: Set = ["agreements", "duties", "pauses", "reviews", "admission/unmet", "admission/missing"]

  /// The items of a list, but for those that are in the other too, which are only counted.
  private func told(_ items: [JSON], beside other: JSON, _ day: (LocalDate) -> String) -> Words {
    let others: [JSON] = if case .array(let others) = other { others } else { [] }
    var told = items.filter { !others.contains($0) }.map { item($0, day) }
    let same = items.count - told.count
    if told.isEmpty { return same == 0 ? .same("–") : Words(zh: "\(same) 项，未变", en: "\(same), unchanged") }
    if same > 0 { told.append(Words(zh: "另有 \(same) 项未变", en: "\(same) more unchanged")) }
    return Words(zh: told.map(\.zh).joined(separator: "；"), en: told.map(\.en).joined(separator: "; "))
  }

  /// One of a list: an agreement with what it sets, a duty with its state, a criterion by its words, or a key.
  private func item(_ item: JSON, _ day: (LocalDate) -> String) -> Words {
    func text(_ name: String) -> String? { if case .string(let text)? = item[name] { text } else { nil } }
    func date(_ name: String) -> String { text(name).map { LocalDate($0).map(day) ?? $0 } ?? "" }
    if case .string(let key) = item { return path.hasPrefix("admission/") ? office(.criterion, key) : .same(key) }
    if let duty = text("duty").map({ DutyID($0) }) {
      let (name, state) = (office.duty(duty), text("state").flatMap { OwedDuty.State(rawValue: $0)?.words })
      let due = text("due") == nil ? nil : Words(zh: "，期限 \(date("due"))", en: ", due \(date("due"))")
      return Words(
        zh: "\(name.zh) \(state?.zh ?? "")\(due?.zh ?? "")", en: "\(name.en) \(state?.en ?? "")\(due?.en ?? "")")
    }
    guard text("startsOn") != nil else { return .same(item.text) }
    let terms = Term.all.compactMap { $0.agreed(in: item["terms"] ?? .null) }
    let span = Words(
      zh: "\(date("startsOn")) 至 \(date("endsOn"))", en: "\(date("startsOn")) to \(date("endsOn"))")
    if terms.isEmpty { return span }
    return Words(
      zh: "\(span.zh)：" + terms.map(\.zh).joined(separator: "，"),
      en: "\(span.en): " + terms.map(\.en).joined(separator: ", "))
  }

  /// What the rules of an office call a kind of measure, or a channel; nil for any other text.
  private func ofOffice(_ text: String, _ field: String) -> Words? {
    switch (path.prefix { $0 != "/" }, field) {
    case ("measures", "kind"): office.words(.measure, text)
    case ("notices", "channel"): office.words(.channel, text)
    case _: nil
    }
  }

  /// What something that a programme declares is called, and what tells it from others of its kind.
  private func called(_ kind: ProgrammeNames.Kind, _ name: String, _ key: String = "") -> Words {
    if let words = names?.words(kind, name) {
      let key = key.isEmpty ? "" : " \(key)"
      return Words(zh: "“\(words.zh)”\(key)", en: "“\(words.en)”\(key)")
    }
    let parts = kind == .duty ? name.split(separator: ":", maxSplits: 1).map(String.init) : []
    if parts.count == 2, names?.words(.duty, parts[0]) != nil { return called(.duty, parts[0], parts[1]) }
    return .same(key.isEmpty ? name : "\(name)/\(key)")
  }

  /// A text of a subject's standing in words: a clause, a duty's state, a measure's end, a notice; nil for any other.
  private func ofSubject(_ text: String, _ day: (LocalDate) -> String) -> Words? {
    guard let names else { return nil }
    if path.hasSuffix("/clause") { return names(.clause, text) }
    if path.hasPrefix("measures/") { return text == "open" ? Words(zh: "未定期限", en: "open") : nil }
    let parts = text.split(separator: " ").map(String.init)
    guard let first = parts.first else { return nil }
    let days = parts.dropFirst().map { part in LocalDate(part).map(day) ?? part }
    guard let words = path.hasPrefix("duties/") ? Self.states[first] : path == "notices" ? names(.measure, first) : nil
    else { return nil }
    return Words(
      zh: ([words.zh] + days).joined(separator: " "), en: ([words.en] + days).joined(separator: " "))
  }

  /// What became of a duty of a subject.
  private static let states = [
    "due": Words(zh: "期限", en: "due"), "met": Words(zh: "已履行", en: "met"),
    "missed": Words(zh: "逾期", en: "missed"),
  ]

  /// Whether it is money of an account of a subject, or a sum that a judge set.
  private var isMoney: Bool {
    ["balance/", "owed/", "billed/"].contains(where: path.hasPrefix)
      || path.hasPrefix("breaches/") && path.hasSuffix("/fen")
      || path.hasPrefix("attributes/") && (names?.isMoney(.attribute, String(path.dropFirst(11))) ?? false)
  }

  /// What a programme declares by names of its own.
  private static let declared: [String: (kind: ProgrammeNames.Kind, group: String)] = [
    "counters": (.counter, "计分"), "attributes": (.attribute, "属性"), "measures": (.measure, "处理措施"),
    "duties": (.duty, "义务"), "balance": (.account, "余额"), "owed": (.account, "欠缴"), "billed": (.account, "应付"),
  ]

  /// The words for values that are each one of a few.
  private static let words: [String: @Sendable (String) -> Words?] = [
    "status": { ProviderStatus(rawValue: $0)?.words }, "expansion": { ExpansionStatus(rawValue: $0)?.words },
    "state": {
      Breach.Status(rawValue: $0)?.words ?? OwedDuty.State(rawValue: $0)?.words ?? AdmissionState(rawValue: $0)?.words
    },
    "clause": { Clause(rawValue: $0)?.words },
    "kind": { ProviderKind(rawValue: $0)?.words }, "ground": { TerminationGround(rawValue: $0)?.words },
    "owedBy": { Role(rawValue: $0)?.words },
    "measures/state": { Measure.Status(rawValue: $0)?.words }, "measures/kind": { _ in nil },
    "notices/state": { Notice.Status(rawValue: $0)?.words }, "step": { TerminationStep(rawValue: $0)?.words },
  ]

  private static let groups = [
    "exposure": "待评定", "breaches": "违规", "rectification": "整改", "termination": "终止", "deposit": "保证金",
    "cities": "城市", "outlets": "网点", "pauses": "暂停", "agreements": "协议",
    "outletDeposits": "网点保证金", "admission": "准入", "duties": "义务", "contacts": "联系方式", "measures": "处理措施",
    "notices": "通知", "reviews": "复核",
  ]

  private static let fields = [
    "provider": "编号", "asOf": "截至", "agreements": "协议", "duties": "义务", "pauses": "因会议暂停", "reviews": "待复核的违规",
    "programme": "方案", "closed": "清退", "pending": "待评定", "notices": "已送达的通知", "breaches/grade": "情节",
    "breaches/fen": "金额", "breaches/fields": "内容", "name": "名称", "kind": "服务商类型", "rulebook": "规则", "status": "状态",
    "expansion": "拓展", "score": "扣分",
    "exposure/minimum": "最低", "exposure/maximum": "最高",
    "years/year": "年度", "years/score": "扣分", "years/closedScore": "关账扣分",
    "breaches/breach": "编号", "breaches/clause": "条款", "breaches/on": "日期", "breaches/year": "年度",
    "breaches/state": "状态", "breaches/minimum": "最低分", "breaches/maximum": "最高分", "breaches/assessed": "评定",
    "breaches/charged": "计分",
    "rectification/year": "年度", "rectification/ordered": "要求是否下达", "rectification/deadline": "期限",
    "termination/ground": "事由", "termination/year": "年度", "termination/step": "步骤",
    "deposit/frozenFen": "已冻结", "deposit/forfeitedFen": "已罚没", "deposit/returnedFen": "已退还",
    "deposit/compensatedFen": "已赔付", "deposit/releasedFen": "已解冻", "deposit/balanceFen": "余额",
    "outletDeposits/frozenFen": "已冻结", "outletDeposits/releasedFen": "已解冻", "outletDeposits/balanceFen": "余额",
    "duties/duty": "编号", "duties/state": "状态", "duties/due": "期限", "duties/owedBy": "义务人",
    "admission/state": "状态", "admission/unmet": "未满足", "admission/missing": "未认定", "admission/channel": "渠道",
    "cities/city": "编号", "cities/population": "人口", "cities/planned": "计划", "cities/signed": "已签",
    "cities/firstBatchDue": "首批期限", "cities/completeDue": "全部期限",
    "outlets/signed": "在管", "outlets/open": "已开业", "outlets/gone": "已离开",
    "measures/measure": "编号", "measures/kind": "类型", "measures/state": "状态", "measures/since": "下达日期",
    "measures/until": "结束日期", "notices/notice": "编号", "notices/channel": "送达方式", "notices/sentOn": "发出日期",
    "notices/deliveredOn": "送达日期", "notices/state": "状态",
  ]
}

extension Term {
  /// What an agreement sets it to, as people call it; nil where it does not.
  fileprivate func agreed(in terms: JSON) -> Words? {
    let found = path.split(separator: ".").reduce(JSON?.some(terms)) { $0?[String($1)] }
    var value: Term.Value?
    if case .integer(let number)? = found { value = .number(number) }
    if case .array(let ends)? = found, ends.count == 2, case .integer(let low) = ends[0],
      case .integer(let high) = ends[1], low <= high
    {
      value = .range(low...high)
    }
    return value.map { Words(zh: "\(name.zh) \(shown($0))", en: "\(name.en) \(shown($0))") }
  }
}

extension String {
  /// A name of a field without the unit it is in.
  fileprivate var withoutFen: String { hasSuffix("Fen") ? String(dropLast(3)) : self }
}

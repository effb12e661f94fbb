import LedgerDomain
import LedgerFormat
import Presentation

/// The rules of a programme as pages look things up in them: what is declared, what it is called, who may do what.
struct ProgrammeRules {
  let frame: Frame
  /// What `/v1/rulebooks/{name}` answers; nil where the account may not see it.
  let answer: Answered?

  /// The version that a standing names.
  init(of standing: Answered, in frame: Frame) {
    self.init(standing["rulebook"].text, in: frame)
  }

  /// The version of a name.
  init(_ name: String?, in frame: Frame) {
    self.frame = frame
    answer = name.flatMap { try? frame.askingOfLog("rulebooks", $0) }
  }

  /// What is declared in a list under a name, such as `counters`, `counter`; nil for nothing.
  func declared(_ list: String, _ key: String, _ name: String?) -> Part? {
    guard let answer, let name else { return nil }
    return answer[list].items.first { $0[key].text == name }
  }

  /// All that a list declares.
  func all(_ list: String) -> [Part] { answer?[list].items ?? [] }

  /// What something declared is called, with the answer that says it; its name where it has none.
  func called(_ list: String, _ key: String, _ name: String) -> HTML {
    guard let answer, let words = declared(list, key, name)?["words"], words.isThere else { return "\(name)" }
    return "<span data-of=\"\(answer.address)\">\(frame.words(words))</span>"
  }

  /// A clause, with where it stands in the regulation before it.
  func clause(_ name: String) -> HTML {
    guard let answer, let section = declared("clauses", "clause", name)?["section"], section.isThere else {
      return called("clauses", "clause", name)
    }
    let place: HTML = "<span class=\"soft\" data-of=\"\(answer.address)\">\(frame.data(section))</span>"
    return "\(place) \(called("clauses", "clause", name))"
  }

  /// What something declared is called, as plain text for labels and titles.
  func text(_ list: String, _ key: String, _ name: String) -> String {
    declared(list, key, name)?["words"][frame.language.rawValue].text
      ?? (key == "role" ? frame.name(name, \AccountRoleName.words) : name)
  }

  /// A duty by what it is called, and what tells it from others of its kind.
  func duty(_ name: String) -> HTML {
    if let account = DutyName.account(toppedUpBy: name) {
      return "\(frame.say(zh: "补足", en: "top up "))\(called("accounts", "account", account))"
    }
    let parts = name.split(separator: ":", maxSplits: 1).map(String.init)
    return
      "\(called("duties", "duty", parts.first ?? "")) <span class=\"soft\">\(parts.count > 1 ? parts[1] : "")</span>"
  }

  /// An item of the queue in a few words, a duty by what it is called.
  func nextStep(_ item: Part) -> HTML {
    let isDuty = item["work"].text == QueueItem.Work.meetDuty.rawValue
    return frame.nextStep(item, about: isDuty ? item["subject"].text.map(duty) : nil)
  }

  /// Roles, each by what it is called; null in their place means every role.
  func roles(_ part: Part) -> HTML {
    guard part.isThere else { return frame.data(part, "\(frame.say(zh: "任何角色", en: "every role"))") }
    return frame.list(part.items.map { frame.data($0, "\(text("roles", "role", $0.text ?? ""))") })
  }

  /// A value of an attribute, or of a field that is declared as `form`: an amount as money, what is true or not in words.
  func value(_ part: Part, of form: Part?) -> HTML {
    if case .boolean(let flag) = part.json {
      return frame.data(part, "\(flag ? frame.say(zh: "是", en: "yes") : frame.say(zh: "否", en: "no"))")
    }
    return form?["type"].text == "money" ? frame.money(part) : frame.data(part)
  }

  /// What was asked in a test, in words, with how it reads in the file beside.
  func condition(_ leaf: Part) -> HTML {
    guard let asked = declared("conditions", "leaf", leaf.text) else { return "<code>\(frame.data(leaf))</code>" }
    return "\(asked["words"][frame.language.rawValue].text ?? "") <code class=\"soft\">\(frame.data(leaf))</code>"
  }

  /// What was found of what was asked.
  func found(_ value: Part, of leaf: Part) -> HTML {
    let isMoney = declared("conditions", "leaf", leaf.text)?["money"].isTrue ?? false
    if !isMoney { return self.value(value, of: nil) }
    return frame.money(value)
  }

  /// The rule by which something came about, as the log has it, in words.
  func rule(_ part: Part) -> HTML {
    guard let rule = part.text.flatMap(ProgrammeRule.init) else { return "<code>\(frame.data(part))</code>" }
    return frame.data(part, "\(frame.say(rule.words(by: names)))")
  }

  /// What the version calls what it declares, for sentences.
  var names: ProgrammeNames {
    guard let answer else { return .byName }
    func item(_ kind: ProgrammeNames.Kind, _ name: String) -> Part? {
      Self.list(of: kind).flatMap { list in answer[list].items.first { $0[kind.rawValue].text == name } }
    }
    return ProgrammeNames { kind, name in
      item(kind, name).flatMap { Words($0["words"]) }
    } isMoney: { kind, name, field in
      guard kind != .account else { return true }
      let form = item(kind, name)
      return (field.map { field in form?["fields"].items.first { $0["field"].text == field } } ?? form)?["type"].text
        == "money"
    } condition: { leaf in
      answer["conditions"].items.first { $0["leaf"].text == leaf }.flatMap { asked in
        Words(asked["words"]).map { ProgrammeNames.Condition($0, isMoney: asked["money"].isTrue) }
      }
    }
  }

  /// Where the version lists what it declares of a kind; nil for what no programme declares.
  private static func list(of kind: ProgrammeNames.Kind) -> String? {
    switch kind {
    case .attribute: "attributes"
    case .fact: "facts"
    case .account: "accounts"
    case .measure: "measures"
    case .counter: "counters"
    case .clause: "clauses"
    case .duty: "duties"
    case .review: "reviews"
    case .role: "roles"
    case .criterion, .contact, .part, .channel, .choice: nil
    }
  }

  /// The account's roles in which something may be done; null in the place of roles means every role that is declared.
  ///
  /// - Parameter isForSubject: whether the subject itself may do it besides.
  func held(_ roles: Part?, orSubject isForSubject: Bool = false) -> [String] {
    let declared = all("roles").compactMap { $0["role"].text }
    let named = roles.map { $0.isThere ? $0.items.compactMap(\.text) : declared } ?? declared
    return frame.roles.filter { named.contains($0) || isForSubject && $0 == Self.subjectRole }
  }

  /// Those who may do something, by their names.
  func named(_ roles: Part?) -> String {
    guard let roles, roles.isThere else { return frame.say(zh: "任何角色", en: "every role") }
    return roles.items.compactMap(\.text).map { text("roles", "role", $0) }
      .joined(separator: frame.say(zh: "、", en: ", "))
  }

  /// The role of the subject itself (programmes §10).
  static let subjectRole = "subject"
}

extension Words {
  /// Words as an answer has them; nil for none.
  init?(_ part: Part) {
    guard let zh = part["zh"].text, let en = part["en"].text else { return nil }
    self.init(zh: zh, en: en)
  }
}

extension Frame {
  /// The version of each published programme that was published last.
  func programmes() -> [Part] {
    guard may("rulebooks"), let list = try? askingOfLog("rulebooks", query: ["limit": "200"]) else { return [] }
    var latest: [String: Part] = [:]
    for version in list.items { if let programme = version["programme"].text { latest[programme] = version } }
    return latest.sorted { $0.key < $1.key }.map(\.value)
  }

  /// The rules of the programme that an item of the queue is of, as they were published last; nil where it is of none.
  func rules(of item: Part) -> ProgrammeRules? {
    guard let programme = item["programme"].text,
      let version = programmes().first(where: { $0["programme"].text == programme })
    else { return nil }
    return ProgrammeRules(version["name"].text, in: self)
  }

  /// The clause that an item of the queue is about, by what it is called.
  func clause(of item: Part) -> HTML {
    guard let rules = rules(of: item) else { return word(item["clause"], \Clause.words) }
    return data(item["clause"], "\(rules.text("clauses", "clause", item["clause"].text ?? ""))")
  }

  /// The duty that an item of the queue is about, by what it is called.
  func duty(of item: Part) -> HTML {
    rules(of: item)?.duty(item["subject"].text ?? "") ?? duty(item["subject"])
  }

  /// Who does an item of the queue, by what the roles are called.
  func roles(of item: Part) -> HTML {
    rules(of: item)?.roles(item["roles"])
      ?? list(item["roles"].items.map { word($0, \AccountRoleName.words) })
  }

  /// What a role of an account is called; one that a programme declares by the rules that were published last.
  func name(ofRole role: String) -> String {
    if let known = AccountRoleName(rawValue: role) { return say(known.words) }
    for version in programmes() {
      let rules = ProgrammeRules(version["name"].text, in: self)
      if rules.declared("roles", "role", role) != nil { return rules.text("roles", "role", role) }
    }
    return role
  }

  /// A role of an account, by what it is called.
  func role(_ part: Part) -> HTML { data(part, part.text.map { "\(name(ofRole: $0))" } ?? "–") }

  /// Every role by which work may be asked for: those of the regulation, and those that published programmes declare.
  var allRoles: [String] {
    var roles = Role.allCases.map(\.rawValue)
    let programmes = programmes()
    if programmes.isEmpty { return roles }
    for version in programmes {
      for role in ProgrammeRules(version["name"].text, in: self).all("roles") {
        if let name = role["role"].text, !roles.contains(name) { roles.append(name) }
      }
    }
    return roles + [ProgrammeRules.subjectRole]
  }
}

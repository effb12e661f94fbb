import LedgerDomain

/// The section `duties` (offices §3): a row for each.
extension Rulebook {
  /// Reads the rows of the section.
  ///
  /// - Throws: an unknown key, event type, field, role, condition or duty; a part twice; duties that wait for one another.
  static func duties(_ node: RulebookNode) throws(RulebookError) -> DutyRows {
    var rows: [DutyRow] = []
    var nodes: [Key<DutyRow>: RulebookNode] = [:]
    for (slug, node) in try node.entries() {
      let row = try dutyRow(Key(node.slug(slug)), node)
      nodes[row.slug] = node
      rows.append(row)
    }
    for row in rows { try checkOrder(of: row, among: rows, nodes[row.slug]) }
    return DutyRows(rows)
  }

  private static let dutyKeys = [
    "section", "owed-by", "owed-to", "if", "opens", "due", "met-by", "recorded-by", "parts", "one-of", "by-notice",
    "channels", "extended-by", "waived-by", "lapses-on", "once", "outlives-freeze", "zh", "en",
  ]

  private static func dutyRow(_ slug: Key<DutyRow>, _ node: RulebookNode) throws(RulebookError) -> DutyRow {
    try node.allow(dutyKeys)
    var row = DutyRow(
      slug: slug, section: try node["section"].text(), owedBy: try node["owed-by"].role(),
      owedTo: try node["owed-to"].role(), opens: try openings(node["opens"]),
      words: Words(zh: try node["zh"].text(), en: try node["en"].text()))
    if let conditions = try node.optional("if") { row.conditions = try conditions.each(DutyRow.Precondition.self) }
    if let due = try node.optional("due") { row.due = try term(due, opening: row.opens) }
    if let meetings = try node.optional("met-by") { row.metBy = try self.meetings(meetings) }
    row.recordedBy = try node.optional("recorded-by")?.roles()
    if let parts = try node.optional("parts") { row.parts = try parts.slugs().map { Key($0) } }
    if let parts = try node.optional("one-of") { row.oneOf = try parts.slugs().map { Key($0) } }
    for part in row.oneOf where row.parts.contains(part) {
      try node["one-of"].fail("parts that are not among `parts`: \(part)", zh: "不在 “parts” 中的部分（\(part) 重复）", ())
    }
    row.isMetByNotice = try node.optional("by-notice")?.flag() ?? false
    row.channels = try node.optional("channels")?.slugs()
    row.extendedBy = try node.optional("extended-by")?.roles()
    row.waivedBy = try node.optional("waived-by")?.roles()
    if let lapses = try node.optional("lapses-on") {
      for item in try lapses.items() {
        try item.allow(["event", "subject", "where"])
        if let trigger = try trigger(item) { row.lapsesOn.append(trigger) }
      }
    }
    row.once = try node.optional("once")?.flag() ?? false
    row.outlivesFreeze = try node.optional("outlives-freeze")?.flag() ?? false
    return row
  }

  private static func openings(_ node: RulebookNode) throws(RulebookError) -> [DutyRow.Opening] {
    var openings: [DutyRow.Opening] = []
    for item in try node.items() {
      if let after = try item.optional("after") {
        try item.allow(["after"])
        openings.append(.after(Key(try after.text())))
      } else if let when = try item.optional("when") {
        if let condition = try condition(item, when) { openings.append(.when(condition)) }
      } else {
        try item.allow(["event", "subject", "where"])
        if let trigger = try trigger(item) { openings.append(.event(trigger)) }
      }
    }
    guard !openings.isEmpty else { return try node.fail("at least one opening", zh: "至少一项产生方式", []) }
    return openings
  }

  private static func meetings(_ node: RulebookNode) throws(RulebookError) -> [DutyRow.Fulfilment] {
    var meetings: [DutyRow.Fulfilment] = []
    for item in try node.items() {
      if let when = try item.optional("when") {
        if let condition = try condition(item, when) { meetings.append(.when(condition)) }
      } else if let whenNot = try item.optional("when-not") {
        if let condition = try condition(item, whenNot) { meetings.append(.whenNot(condition)) }
      } else {
        try item.allow(["event", "subject", "where"])
        if let trigger = try trigger(item) { meetings.append(.event(trigger)) }
      }
    }
    return meetings
  }

  /// A condition, with what its duties are about where it says.
  private static func condition(
    _ item: RulebookNode, _ node: RulebookNode
  ) throws(RulebookError) -> DutyRow.Condition? {
    try item.allow(["when", "when-not", "subject"])
    let condition = try node.oneOf(DutyRow.Condition.self, DutyRow.Condition.allCases)
    guard let condition, let subject = try item.optional("subject") else { return condition }
    if try DutyRow.SubjectField(subject.text()) != condition.subject {
      let expected = condition.subject?.name
      try subject.fail(
        expected ?? "nothing: \(condition.rawValue) is about the provider as a whole",
        zh: expected ?? "空（\(condition.rawValue) 针对整个服务商）", ())
    }
    return condition
  }

  private static func trigger(_ node: RulebookNode) throws(RulebookError) -> DutyRow.Trigger? {
    guard let event = try eventKind(node["event"]) else { return nil }
    var trigger = DutyRow.Trigger(event: event.eventName)
    if let subject = try node.optional("subject") {
      let field = DutyRow.SubjectField(try subject.text())
      if !event.names(field) {
        try subject.fail("a field of \(event.name)", zh: "\(event.name) 的字段", ())
      }
      trigger.subject = field
    }
    if let fields = try node.optional("where") {
      for (name, value) in try fields.entries() {
        if !event.fieldNames.contains(name) { try value.fail("a field of \(event.name)", zh: "\(event.name) 的字段", ()) }
        trigger.fields.append(DutyRow.Trigger.Wanted(name: name, text: try value.text()))
      }
    }
    return trigger
  }

  /// The type of an event, by its name.
  static func eventKind(_ node: RulebookNode) throws(RulebookError) -> EventKind? {
    guard let kind = EventKind(try node.text()) else {
      return try node.fail("the type of an event", zh: "事件类型", nil)
    }
    return kind
  }

  private static func term(
    _ node: RulebookNode, opening: [DutyRow.Opening]
  ) throws(RulebookError) -> DutyRow.Term {
    try node.allow(["working-days", "days", "natural-months", "date"])
    let entries = try node.entries()
    guard entries.count == 1, let (name, value) = entries.first else {
      return try node.fail(
        "one of working-days, days, natural-months, date", zh: "“working-days”、“days”、“natural-months”、“date” 之一",
        .days(0))
    }
    if name == "working-days" { return .workingDays(try value.period(atLeast: 1)) }
    if name == "days" { return .days(try value.period()) }
    if name == "natural-months" { return .naturalMonths(try value.period()) }
    let field = try value.text()
    for opening in opening {
      if case .event(let trigger) = opening, EventKind(trigger.event.text)?.fieldNames.contains(field) ?? false {
        continue
      }
      try value.fail("a field of the events that open it", zh: "产生该义务的事件的字段", ())
    }
    return .date(field)
  }

  /// What a duty waits for is another of the section, and no duty waits for itself.
  private static func checkOrder(
    of row: DutyRow, among rows: [DutyRow], _ node: RulebookNode?
  ) throws(RulebookError) {
    guard let node = try node?["opens"] else { return }
    for case .after(let slug) in row.opens where !rows.contains(where: { $0.slug == slug }) {
      try node.fail("a duty of this section behind `after`: \(slug)", zh: "“after” 后为本节的义务（没有 \(slug)）", ())
    }
    var reached: Set<Key<DutyRow>> = []
    var left = [row.slug]
    while let slug = left.popLast() {
      for case .after(let before) in rows.first(where: { $0.slug == slug })?.opens ?? [] {
        guard before != row.slug else {
          return try node.fail("duties that do not wait for one another in a circle", zh: "不互相等待的义务（“after” 成环）", ())
        }
        if reached.insert(before).inserted { left.append(before) }
      }
    }
  }
}

extension EventKind {
  /// Whether events of the type say what a duty is about.
  fileprivate func names(_ subject: DutyRow.SubjectField) -> Bool {
    let names = fieldNames
    switch subject {
    case .field(let name): return names.contains(name)
    case .city: return ["city", "outlet", "meeting"].contains { names.contains($0) }
    case .lateCase: return names.contains("year") && names.contains("threshold")
    case .year: return names.contains("year") || isOfACase
    }
  }

  /// Whether events of the type belong to a case, whose year is known.
  private var isOfACase: Bool {
    switch self {
    case .fact(.rectification), .fact(.termination), .fact(.reinstatement): true
    case .fact, .consequence: false
    }
  }
}

extension RulebookNode {
  /// A role.
  func role() throws(RulebookError) -> Role { try oneOf(Role.self, known) ?? .channelOperations }

  /// Words of an enumeration, each once.
  func each<T: RawRepresentable & CaseIterable & Equatable>(_ type: T.Type) throws(RulebookError) -> [T]
  where T.RawValue == String {
    var values: [T] = []
    for item in try items() {
      guard let value = try item.oneOf(type, Array(T.allCases)) else { continue }
      if values.contains(value) { try item.fail("each once", zh: "只出现一次", ()) }
      values.append(value)
    }
    return values
  }

  /// Slugs, at least one, each once.
  func slugs() throws(RulebookError) -> [String] {
    var slugs: [String] = []
    for item in try items() {
      let slug = try item.slug(item.text())
      if slugs.contains(slug) { try item.fail("each once", zh: "只出现一次", ()) }
      slugs.append(slug)
    }
    guard !slugs.isEmpty else { return try fail("at least one", zh: "至少一项", []) }
    return slugs
  }

  /// A text under which this value stands or that it is, which must be a slug.
  func slug(_ text: String) throws(RulebookError) -> String {
    if text.isSlug { return text }
    return try fail(
      "a slug: up to 64 of a–z 0–9 -, the first a letter or digit",
      zh: "不超过 64 个字符的名称，限 a–z 0–9 -，首字符为字母或数字", text)
  }
}

extension String {
  /// Whether it can be the name of a row: a key without `.` and `_`.
  var isSlug: Bool { isKey() && !contains { $0 == "." || $0 == "_" } }
}

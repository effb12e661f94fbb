import LedgerDomain
import Programmes

/// Reads the top level of a programme's file, and knows what it declares (programmes §5, §7).
final class ProgrammeReader {
  /// What a file declares under names.
  enum Kind: String, CaseIterable {
    case attributes
    case facts
    case boundaries
    case accounts
    case measures
    case counters
    case clauses
    case duties
    case reviews
    case roles
  }

  let root: RulebookNode
  /// The declared names of each kind, in the order of the file.
  private(set) var names: [Kind: [String]] = [:]
  /// The names that something asks for.
  private(set) var used: [Kind: Set<String>] = [:]
  /// The fields declared anywhere, the first of each name.
  private(set) var anyFields: [FieldForm] = []
  /// The imposing effects, in the order in which they were read.
  var imposing: [Imposing] = []
  /// Every choice that was read, with the rows of the file it was read from.
  var choices: [(choice: Choice, rows: [RulebookNode])] = []
  private(set) var boundaries: [Boundaries] = []
  private(set) var attributes: [AttributeForm] = []
  private(set) var facts: [FactForm] = []
  private(set) var measures: [MeasureForm] = []
  /// Each counter's window, and by what its entries are kept apart.
  private(set) var windows: [String: Window] = [:]
  private(set) var apart: [String: Bool] = [:]
  private let declaresRoles: Bool

  init(_ root: RulebookNode) throws(RulebookError) {
    self.root = root
    try root.allow([
      "form", "rulebook", "version", "title", "zone", "published", "calendar", "roles", "attributes", "facts",
      "boundaries", "accounts", "measures", "counters", "defaults", "clauses", "duties", "reviews", "appeal",
    ])
    declaresRoles = try root.optional("roles") != nil
    for kind in Kind.allCases {
      names[kind] = []
      guard let node = try root.optional(kind.rawValue) else { continue }
      for (name, entry) in try node.entries() {
        try entry.checkDeclared(name)
        names[kind, default: []].append(name)
      }
    }
  }

  /// Everything the file says.
  func read() throws(RulebookError) -> Programme {
    let form = try root["form"]
    if try form.text() != Programme.form { try form.fail(Programme.form, zh: Programme.form, ()) }
    boundaries = try readBoundaries()
    attributes = try readAttributes()
    facts = try readFacts()
    measures = try readMeasures()
    anyFields = try facts.flatMap(\.fields) + readClauseFields()
    for (name, node) in try section(.counters) {
      windows[name] = try window(try node["window"])
      apart[name] = try node.optional("by") != nil
    }
    let accounts = try readAccounts()
    let counters = try readCounters()
    let clauses = try readClauses()
    let duties = try readDuties()
    let reviews = try readReviews()
    let appeal = try readAppeal()
    let calendar = try readCalendar()
    let programme = Programme(
      programme: try root["rulebook"].text(), version: try root["version"].text(), title: try root["title"].words(),
      zone: try Rulebook.zone(root["zone"]), published: try root.optional("published")?.date(), calendar: calendar,
      roles: try readRoles(), attributes: attributes, facts: facts, boundaries: boundaries, accounts: accounts,
      measures: measures, counters: counters, clauses: clauses, duties: duties, reviews: reviews, appeal: appeal,
      imposing: imposing)
    try checkCircles(of: programme)
    return programme
  }

  /// Clauses that are charged at once do not raise each other in a circle.
  private func checkCircles(of programme: Programme) throws(RulebookError) {
    for clause in programme.clauses where clause.decided == .atOnce {
      var reached: Set<String> = []
      var left = programme.raised(by: clause)
      while let next = left.popLast() {
        if next == clause.name {
          try root["clauses"].key(clause.name).fail(
            "clauses that do not raise one another in a circle at once", zh: "即时扣分而不互相循环引发的条款", ())
          return
        }
        guard reached.insert(next).inserted, let form = programme.clause(next), form.decided == .atOnce else {
          continue
        }
        left += programme.raised(by: form)
      }
    }
  }

  /// The entries of a section; none where the file has none.
  func section(_ kind: Kind) throws(RulebookError) -> [(String, RulebookNode)] {
    guard let node = try root.optional(kind.rawValue) else { return [] }
    return try node.entries()
  }

  /// A declared name.
  func name(_ kind: Kind, _ node: RulebookNode) throws(RulebookError) -> String {
    let name = try node.text()
    used[kind, default: []].insert(name)
    let known = names[kind] ?? []
    if !known.contains(name) {
      let near = name.near(among: known)
      try node.fail(
        "a name under `\(kind.rawValue)`" + (near.map { " (did you mean \($0)?)" } ?? ""),
        zh: "\(kind.rawValue) 中声明的名称" + (near.map { "（是否指 \($0)？）" } ?? ""), ())
    }
    return name
  }

  /// Notes that something asks for a name.
  func use(_ kind: Kind, _ name: String) { used[kind, default: []].insert(name) }

  /// Roles that are declared, or, where the file declares none, are so by being named.
  ///
  /// - Parameter withSubject: whether the subject itself may be one of them, as it may record facts of its own.
  func roles(_ node: RulebookNode, withSubject: Bool = false) throws(RulebookError) -> [String] {
    var roles: [String] = []
    for item in try node.items() {
      let role: String
      if withSubject, item.scalar == Programme.subjectRole {
        role = Programme.subjectRole
      } else if declaresRoles {
        role = try name(.roles, item)
      } else {
        role = try item.text()
        if !role.isSlugOrLevel { try item.fail("a role's name", zh: "角色名称", ()) }
        if !(names[.roles] ?? []).contains(role) { names[.roles, default: []].append(role) }
      }
      if role == Programme.subjectRole, !withSubject {
        try item.fail("another role than the subject", zh: "subject 以外的角色", ())
      }
      if roles.contains(role) { try item.fail("each role once", zh: "每个角色只出现一次", ()) }
      roles.append(role)
    }
    if roles.isEmpty { try node.fail("at least one role", zh: "至少一个角色", ()) }
    return roles
  }

  private func readRoles() throws(RulebookError) -> [RoleForm] {
    if declaresRoles {
      var roles: [RoleForm] = []
      for (name, node) in try section(.roles) { roles.append(RoleForm(name: name, words: try node.words())) }
      return roles
    }
    let named = (names[.roles] ?? []).filter { $0 != "office" }
    return (["office"] + named).map { RoleForm(name: $0, words: nil) }
  }

  private func readBoundaries() throws(RulebookError) -> [Boundaries] {
    var all: [Boundaries] = []
    for (name, node) in try section(.boundaries) {
      var dates: [LocalDate] = []
      for item in try node.items() {
        let date = try item.date()
        if let last = dates.last, date <= last {
          try item.fail("a date after \(last)", zh: "晚于 \(last) 的日期", ())
        } else {
          dates.append(date)
        }
      }
      if dates.count < 2 { try node.fail("at least two dates, ascending", zh: "至少两个日期，从早到晚", ()) }
      all.append(Boundaries(name: name, dates: dates))
    }
    return all
  }

  private func readCalendar() throws(RulebookError) -> WorkingDayCalendar {
    guard let node = try root.optional("calendar") else {
      return WorkingDayCalendar(years: nil, holidays: [:], makeUps: [:])
    }
    var holidays: [String: Words] = [:]
    for (_, year) in try node.entries() {
      for part in ["off", "work"] {
        for (slug, _) in try year.optional(part)?.entries() ?? [] { holidays[slug] = Words(zh: slug, en: slug) }
      }
    }
    return try Rulebook.calendar(node, holidays: holidays)
  }

  private func readClauseFields() throws(RulebookError) -> [FieldForm] {
    var all: [FieldForm] = try defaults("fields").map { node throws(RulebookError) in try fields(node) } ?? []
    for (_, node) in try section(.clauses) {
      if let node = try node.optional("fields") { all += try fields(node) }
    }
    return all
  }

  /// What every clause has under a key that it does not state.
  func defaults(_ key: String) throws(RulebookError) -> RulebookNode? {
    try root.optional("defaults")?.optional(key)
  }
}

extension RulebookNode {
  /// A local date.
  func date() throws(RulebookError) -> LocalDate {
    guard let date = scalar.flatMap({ LocalDate($0) }) else {
      return try fail("a date YYYY-MM-DD", zh: "日期 YYYY-MM-DD", LocalDate(daysSinceEpoch: 0))
    }
    return date
  }

  /// Chinese and English that stand beside other keys.
  func namedWords() throws(RulebookError) -> Words {
    Words(zh: try self["zh"].text(), en: try self["en"].text())
  }

  /// Sees that what is declared under a name, this value, has one that may be declared (programmes §7).
  func checkDeclared(_ name: String) throws(RulebookError) {
    if !name.isSlugOrLevel {
      try fail(
        "a name: up to 64 of A–Z a–z 0–9 . _ -, the first a letter or digit",
        zh: "不超过 64 个字符的名称，限 A–Z a–z 0–9 . _ -，首字符为字母或数字", ())
    }
    if name.isYAMLWord { try fail("a name that YAML takes for nothing else", zh: "YAML 不会误读的名称", ()) }
  }

  /// The only one of some keys that is there.
  func only(one keys: [String]) throws(RulebookError) -> (key: String, node: RulebookNode)? {
    let found = try entries().filter { keys.contains($0.0) }
    guard found.count == 1, let one = found.first else {
      return try fail("just one of \(keys.joined(separator: ", "))", zh: "\(keys.joined(separator: "、")) 之中的一个", nil)
    }
    return (one.0, one.1)
  }
}

extension String {
  /// Whether it can be a name of a programme's file, or a word of one of its lists.
  var isSlugOrLevel: Bool {
    guard let first = utf8.first, utf8.count <= 64 else { return false }
    func isPlain(_ byte: UInt8) -> Bool {
      (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte)
    }
    return isPlain(first) && utf8.allSatisfy { isPlain($0) || [45, 46, 95].contains($0) }
  }

  /// Whether a reader of YAML 1.1 takes it for something else than a word (programmes §7).
  var isYAMLWord: Bool { ["on", "off", "yes", "no", "y", "n", "true", "false", "null"].contains(lowercased()) }
}

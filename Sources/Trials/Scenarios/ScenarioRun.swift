public import Ledger
public import LedgerDomain
public import LedgerFormat
import Rulebook

/// What came of running a scenario.
public struct ScenarioResult: Sendable {
  /// The expectations that failed, in order.
  public var failures: [Failure]
  /// Every provider's standing at the final clock, by key.
  public var standings: [Standing]
  /// Every subject's standing at the final clock, by key.
  public var subjects: [SubjectAnswer] = []
  /// The length of the log.
  public var events: Int

  /// Whether every expectation held.
  public var passed: Bool { failures.isEmpty }

  /// One expectation that failed.
  public struct Failure: Sendable {
    /// The step's number, from 1.
    public var step: Int
    /// What was expected.
    public var expected: JSON
    /// What was found.
    public var found: JSON
  }
}

extension Ledger {
  /// Runs a scenario on this ledger, which should be empty; it goes on after a failed step.
  ///
  /// - Parameter rulebook: reads a rulebook file that the scenario rests on or a step publishes, named from the folder of
  ///   the scenario.
  public func run(
    _ scenario: Scenario, rulebook: @escaping (String) throws -> RulesFile = Scenario.withoutFolder
  ) throws -> ScenarioResult {
    var run = ScenarioRun(ledger: self) { try Scenario.version($0, or: rulebook) }
    try run.play(scenario)
    let now = run.clock ?? Instant(seconds: 0)
    return ScenarioResult(
      failures: run.failures, standings: try standings(StandingQuestion(), now: now),
      subjects: try subjectStandings(StandingQuestion(), now: now), events: try head())
  }

  /// Runs a scenario on this ledger, which should be empty, until a step fails.
  ///
  /// - Parameter version: the version that a name stands for, carried or not.
  /// - Returns: what failed; nil where every expectation held.
  func firstFailure(
    of scenario: Scenario, version: @escaping (String) throws -> RulesFile
  ) throws -> ScenarioResult.Failure? {
    var run = ScenarioRun(ledger: self, version: version)
    try run.play(scenario, untilFailure: true)
    return run.failures.first
  }
}

extension Scenario {
  /// Reads no rulebook: a scenario that publishes one cannot be run where its folder is not known.
  public static func withoutFolder(_ file: String) throws -> RulesFile {
    throw RulebookError(
      file: file, line: nil, key: "", expected: "this scenario was read without its folder", zh: "未给出场景所在的文件夹")
  }

  /// The version that the program carries under a name, else the file of it.
  static func version(_ name: String, or rulebook: (String) throws -> RulesFile) throws -> RulesFile {
    try Rulebook.carriedFile(name).map { bytes in try RulesFile(bytes: bytes, file: name) } ?? rulebook(name)
  }
}

private struct ScenarioRun {
  let ledger: Ledger
  let version: (String) throws -> RulesFile
  var clock: Instant?
  var failures: [ScenarioResult.Failure] = []

  init(ledger: Ledger, version: @escaping (String) throws -> RulesFile) {
    self.ledger = ledger
    self.version = version
  }

  /// Takes every step, or those until the first that fails.
  mutating func play(_ scenario: Scenario, untilFailure: Bool = false) throws {
    if let base = scenario.rulebook, base != Rulebook.builtInName { try publish(base: base, scenario.steps.first) }
    for (index, step) in scenario.steps.enumerated() {
      try take(step, number: index + 1)
      if untilFailure, !failures.isEmpty { return }
    }
  }

  /// Publishes the version that the scenario rests on, before its first step and at the time of that: a carried one by
  /// its name, else a file. It is in force from the first day there is.
  func publish(base name: String, _ first: Scenario.Step?) throws {
    let version = try version(name)
    let now = first.flatMap { $0.recorded(in: version.zone, of: ledger.zone) } ?? Instant(seconds: 0)
    try ledger.write { _ = try $0.publish(version, effective: Limits.firstDay, by: nil, now: now) }
  }

  mutating func take(_ step: Scenario.Step, number: Int) throws {
    switch step {
    case .event(let event):
      if let refusal = try submit(event) { fail(number, expected: "accepted", found: .string(refusal.description)) }
    case .refuse(let event, let code):
      let refusal = try submit(event)
      if refusal?.code != code {
        fail(number, expected: .string(code), found: .string(refusal?.description ?? "accepted"))
      }
    case .sweep(let date):
      try advance(behind: date)
      try write(number) { transaction, now in _ = try transaction.sweep(through: date, now: now) }
    case .yearEnd(let year):
      try advance(behind: Period.naturalYear(year).lastDay)
      try write(number) { transaction, now in _ = try transaction.closeYear(year, now: now) }
    case .publish(let step): try publish(step, number)
    case .expect(let expectation): try check(expectation, number)
    }
  }

  private mutating func fail(_ step: Int, expected: JSON, found: JSON) {
    failures.append(ScenarioResult.Failure(step: step, expected: expected, found: found))
  }

  private mutating func advance(to moment: Instant?) {
    guard let moment else { return }
    clock = clock.map { max($0, moment) } ?? moment
  }

  /// Goes on to the end of a day, in every zone of the ledger.
  private mutating func advance(behind day: LocalDate) throws {
    for zone in try ledger.zones() { advance(to: zone.instant(day.adding(days: 1))) }
  }

  private var now: Instant { clock ?? Instant(seconds: 0) }

  private mutating func submit(_ step: Scenario.EventStep) throws -> Refusal? {
    switch step.draft {
    case .failure(let error):
      advance(to: step.recorded ?? step.at)
      return error.refusal
    case .success(let draft):
      advance(to: step.recorded(in: try ledger.zone(of: draft), of: ledger.zone))
      do {
        _ = try ledger.write { try $0.submit(draft, now: now) }
        return nil
      } catch let refusal as Refusal {
        return refusal
      } catch let error as InputError {
        return error.refusal
      }
    }
  }

  private mutating func write(_ number: Int, _ body: (LedgerTransaction, Instant) throws -> Void) throws {
    do {
      try ledger.write { try body($0, now) }
    } catch let refusal as Refusal {
      fail(number, expected: "accepted", found: .string(refusal.description))
    }
  }

  private mutating func publish(_ step: Scenario.PublishStep, _ number: Int) throws {
    advance(to: step.recorded)
    var found: String?
    do {
      let version = try version(step.file)
      try ledger.write { _ = try $0.publish(version, effective: step.effective, by: nil, now: now) }
    } catch let refusal as Refusal {
      found = refusal.code
    } catch let error as RulebookError {
      found = "bad-rulebook"
      if step.code != found { found = error.description }
    }
    guard found != step.code else { return }
    fail(number, expected: .string(step.code ?? "accepted"), found: .string(found ?? "accepted"))
  }

  private mutating func check(_ expectation: Scenario.Expectation, _ number: Int) throws {
    let isSubject = try ledger.isSubject(expectation.provider)
    var found: JSON
    do {
      found = try isSubject ? subjectStanding(expectation) : standing(expectation)
    } catch let refusal as Refusal {
      return fail(number, expected: .object(expectation.fields), found: .string(refusal.description))
    }
    found.keyListsByID(isSubject ? JSON.listsOfSubjects : JSON.listsByID)
    if expectation.fields.contains(where: { $0.name == "queue" }) { found.add("queue", try queue(expectation)) }
    var wrong: [JSON.Field] = []
    var instead: [JSON.Field] = []
    for field in expectation.fields where !field.isMet(by: found[field.name], ofSubject: isSubject) {
      wrong.append(field)
      instead.append(JSON.Field(field.name, found[field.name]?.relevant(to: field.value) ?? .null))
    }
    if !wrong.isEmpty { fail(number, expected: .object(wrong), found: .object(instead)) }
  }
}

extension ScenarioRun {
  private func standing(_ expectation: Scenario.Expectation) throws -> JSON {
    let standing = try ledger.standing(of: expectation.provider, expectation.question, now: now)
    return try JSON(parsing: standing.jsonText(in: ledger.zone))
  }

  /// A subject's standing: a local moment asked about is one of its programme's zone (programmes §11).
  private func subjectStanding(_ expectation: Scenario.Expectation) throws -> JSON {
    var question = expectation.question
    if expectation.isKnownAtLocal, let known = question.knownAt {
      let zone = try ledger.zone(of: expectation.provider)
      question.knownAt = known.adding(seconds: ledger.zone.offsetSeconds - zone.offsetSeconds)
    }
    return try ledger.subjectStanding(of: expectation.provider, question, now: now).json
  }

  /// What waits at the provider, by work and subject.
  private func queue(_ expectation: Scenario.Expectation) throws -> JSON {
    let today = expectation.question.asOf ?? ledger.zone.date(of: now)
    let last = expectation.through ?? today.adding(days: 7)
    let items = try ledger.queue(for: [], through: last, expectation.question, now: now)
      .filter { $0.provider == expectation.provider }
    return .object(
      items.map { item in
        JSON.Field(
          "\(item.work.rawValue) \(item.subject.text)",
          .object([
            JSON.Field("roles", .array(item.roles.map { .string($0.rawValue) })),
            JSON.Field("due", JSON(item.due?.date.description)),
          ]))
      })
  }
}

extension JSON {
  /// Adds a field to an object.
  fileprivate mutating func add(_ name: String, _ value: JSON) {
    if case .object(let fields) = self { self = .object(fields + [Field(name, value)]) }
  }

  /// The lists of a standing that an expectation names by id, and the field that is the id.
  fileprivate static let listsByID = [
    "breaches": "breach", "duties": "duty", "measures": "measure", "notices": "notice",
  ]

  /// The same of a subject's standing.
  fileprivate static let listsOfSubjects = ["breaches": "breach"]

  /// In a standing, makes such lists maps by id.
  fileprivate mutating func keyListsByID(_ lists: [String: String]) {
    guard case .object(var fields) = self else { return }
    for index in fields.indices {
      guard let id = lists[fields[index].name], case .array(let items) = fields[index].value else { continue }
      fields[index].value = .object(
        items.map { item in
          guard case .string(let id)? = item[id] else { return Field("", item) }
          return Field(id, item)
        })
    }
    self = .object(fields)
  }

  /// Whether both are the same, fields of objects in whatever order.
  fileprivate func isSame(as other: JSON?) -> Bool {
    switch (self, other) {
    case (.object(let fields), .object(let others)?):
      fields.count == others.count && fields.allSatisfy { $0.value.isSame(as: other?[$0.name]) }
    case (.array(let items), .array(let others)?):
      items.count == others.count && zip(items, others).allSatisfy { $0.isSame(as: $1) }
    default: self == other
    }
  }

  /// Whether counters are as expected: a number is compared with the sum of the keys of a counter that has some.
  fileprivate func areCounters(_ found: JSON?) -> Bool {
    fields.allSatisfy { field in
      guard case .integer(let expected) = field.value, case .object(let keys)? = found?[field.name] else {
        return field.value.isMet(by: found?[field.name])
      }
      return expected == keys.reduce(0) { if case .integer(let value) = $1.value { $0 + value } else { $0 } }
    }
  }

  /// Whether `found` has everything this names: maps in part at every depth, lists whole, null also for nothing.
  fileprivate func isMet(by found: JSON?) -> Bool {
    switch (self, found) {
    case (.null, nil): return true
    case (.object(let fields), nil): return fields.allSatisfy { $0.value == .null }
    case (.object(let fields), .object?):
      return fields.allSatisfy { $0.value.isMet(by: found?[$0.name]) }
    case (.array(let items), .array(let others)?):
      return items.count == others.count && zip(items, others).allSatisfy { $0.isMet(by: $1) }
    default: return self == found
    }
  }

  /// Of a map, the part that `expectation` names; anything else whole.
  fileprivate func relevant(to expectation: JSON) -> JSON {
    guard case .object(let fields) = expectation, case .object = self else { return self }
    return .object(fields.map { Field($0.name, self[$0.name]?.relevant(to: $0.value) ?? .null) })
  }
}

extension JSON.Field {
  /// Whether a field of a standing is as expected. Of a subject's some are compared whole (programmes §11).
  fileprivate func isMet(by found: JSON?, ofSubject: Bool) -> Bool {
    guard ofSubject else { return value.isMet(by: found) }
    switch name {
    case "counters": return value.areCounters(found)
    case "measures", "notices", "pending": return value.isSame(as: found)
    default: return value.isMet(by: found)
    }
  }
}

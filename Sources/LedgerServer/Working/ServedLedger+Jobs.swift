import EventStore
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation
import Programmes
import Rulebook
import ServerSettings
import Synchronization
import Trials

/// What is done about all providers, and long questions (server §9).
extension ServedLedger {
  /// Sweeps through a day: yesterday where none is named (server 9.1).
  func sweep(_ asked: Asked) async throws -> Reply {
    let fields = try await fields(asked)
    var last = ledger.zone.date(of: asked.now).adding(days: -1)
    if let said = fields["through"] {
      guard case .string(let text) = said, let date = Limits.date(text) else {
        throw ServerProblem(badInput: "through", .date)
      }
      last = date
    }
    let done = try await run(.sweep(through: last), isTrial: try asked.query.flag(.dryRun) ?? false, now: asked.now)
    var writer = JSONWriter()
    writer.object { writer in
      writer.field("through", last.description)
      writer.name("events")
      writer.array { writer in for event in done.events { writer.written(event.line) } }
      writer.field("head", done.head)
      if done.isTrial { writer.field("dryRun", true) }
    }
    return try await named(.json(writer.bytes, position: done.head))
  }

  /// Closes a year; the answer is that of `year-end` (server 9.1).
  func closeYear(_ asked: Asked) async throws -> Reply {
    _ = try await fields(asked)
    guard let year = Int(asked.captures[0]), Limits.years.contains(year), asked.captures[0] == String(year) else {
      throw ServerProblem(.noSuchResource)
    }
    let done = try await run(.yearEnd(year), isTrial: try asked.query.flag(.dryRun) ?? false, now: asked.now)
    var report = ClosingReport(year: year, asOf: ledger.zone.date(of: asked.now))
    for balance in done.closed { report.add(balance) }
    return .json(report.json.text, position: done.head)
  }

  /// What came of a job.
  struct Done: Sendable {
    var events: [RecordedEvent] = []
    var closed: [YearBalance] = []
    var head = 0
    var isTrial = false
  }

  /// Does a job portion by portion, each in its turn among all that waits to be written.
  ///
  /// - Parameter isTrial: whether all of it is given up again.
  func run(_ job: ProviderJob, isTrial: Bool, now: Instant) async throws -> Done {
    guard let writer else { throw ServerProblem(.readOnly) }
    if isTrial {
      return try await writer.run(isPatient: true) { [ledger] in
        var done = Done(isTrial: true)
        done.events = try ledger.write(keeping: false) {
          try $0.run(job, now: now, closed: { done.closed.append($0) })
        }
        done.head = try ledger.head()
        return done
      }
    }
    var done = Done()
    for portion in try await readers.run({ [ledger] in try ledger.portions(of: job) }) {
      let part = try await writer.run(isPatient: true) { [ledger, surroundings] in
        var part = Done()
        (part.events, part.head) = try ledger.write(expecting: portion.wanted) { transaction in
          let events = try portion.run(in: transaction, now: surroundings.now(), closed: { part.closed.append($0) })
          return (events, transaction.position)
        }
        return part
      }
      done.events += part.events
      done.closed += part.closed
      done.head = part.head
      noteCommit(submissions: 0)
      followers.tell(part.head)
    }
    return done
  }

  /// The fields of a body that is one object, or none.
  ///
  /// - Throws: `bad-input` for what is no object, and for a field that is not described.
  func fields(_ asked: Asked) async throws -> [String: JSON] {
    guard asked.call["content-type"] != nil || (asked.call.body.announced ?? 1) > 0 else { return [:] }
    _ = try asked.call.media(among: [.json])
    let bytes = try await asked.call.bytes(upTo: settings.limits[.form])
    if bytes.isEmpty { return [:] }
    guard let text = String(validating: bytes, as: UTF8.self), case .object(let fields)? = try? JSON(parsing: text)
    else {
      throw ServerProblem(badInput: "JSON", .anObject)
    }
    let known = asked.operation.bodyFields
    var found: [String: JSON] = [:]
    for field in fields {
      guard known.contains(field.name) else { throw ServerProblem(badInput: field.name, .absent) }
      guard found.updateValue(field.value, forKey: field.name) == nil else {
        throw ServerProblem(badInput: field.name, .once)
      }
    }
    return found
  }
}

/// Versions of the rulebook (server 9.2).
extension ServedLedger {
  /// Names everything that is wrong with a draft.
  func checkRulebook(_ asked: Asked) async throws -> Reply {
    let (_, findings) = try await draftOfRulebook(asked)
    return .json(JSON.array(findings.map(\.json)).text)
  }

  /// Publishes a version.
  func publish(_ asked: Asked) async throws -> Reply {
    let caller = try asked.signedIn()
    guard let effective = try asked.query.date(.effective) else { throw ServerProblem(badInput: "effective", .present) }
    let (rulebook, findings) = try await draftOfRulebook(asked)
    guard let rulebook else {
      var problem = ServerProblem(.badRulebook)
      problem.members = [.init("findings", .array(findings.map(\.json)))]
      throw problem
    }
    let role = try caller.actingRole(
      asked.call["koufen-role"], among: Publication.roles, doing: .publishRulebooks)
    return try await publish(
      rulebook, effective: effective, id: try HandedIn.id(asked.call["idempotency-key"]),
      by: Person(id: caller.account.id.text, role: role), isTrial: try asked.query.flag(.dryRun) ?? false,
      confirming: asked.call["koufen-preview"], now: asked.now, asked.language)
  }

  /// The role in which whoever publishes on a page does: the one chosen for the session, else the first that may; nil for somebody
  /// without any.
  static func publisher(_ caller: Caller) -> Role? {
    let held = caller.kind.roles.compactMap(\.ledgerRole)
    return caller.chosenRole?.ledgerRole ?? held.first { Publication.roles.contains($0) } ?? held.first
  }

  /// Publishes a version that was found good, or shows what that would append.
  ///
  /// - Parameters:
  ///   - id: under which it can be sent again (server 7.3); nil for none.
  ///   - isTrial: whether it is only shown.
  ///   - confirmed: the preview that was seen, outside of which nothing is appended (server 7.7); nil where none was.
  func publish(
    _ rulebook: RulesFile, effective: LocalDate, id: String? = nil, by person: Person, isTrial: Bool,
    confirming confirmed: String? = nil, now: Instant, _ language: Language
  ) async throws -> Reply {
    guard let writer else { throw ServerProblem(.readOnly) }
    let reply = try await writer.run { [self] in
      let before = try ledger.head()
      return try ledger.write(keeping: !isTrial) { transaction in
        let receipt = try transaction.publish(rulebook, effective: effective, id: id, by: person, now: now)
        let preview = Preview(of: receipt.events, isOfNow: true)
        if !isTrial, let confirmed { try preview.demand(confirmed, receipt) }
        var reply = receipted(
          receipt, head: isTrial ? before : transaction.position, language, preview: isTrial ? preview : nil)
        if isTrial { reply.status = 200 }
        return reply
      }
    }
    if let position = reply.position { followers.tell(position) }
    if !isTrial { noteCommit(submissions: 0) }
    return try await named(reply)
  }

  private func draftOfRulebook(_ asked: Asked) async throws -> (RulesFile?, [RulebookFinding]) {
    _ = try asked.call.media(among: [.yaml])
    let bytes = try await asked.call.bytes(upTo: settings.limits[.rulebook])
    let today = ledger.zone.date(of: asked.now)
    return try await readers.run { RulesFile.check(bytes: bytes, file: "rulebook.yaml", today: today) }
  }
}

/// Questions that take long (server 9.3).
extension ServedLedger {
  func simulate(_ asked: Asked) async throws -> Reply {
    let question = try await simulation(try await fields(asked))
    let caller = try asked.signedIn()
    try simulate(question, as: asked.request, of: caller, now: asked.now)
    return try begun(asked)
  }

  /// What is asked of a simulation, by the fields of a body.
  func simulation(_ fields: [String: JSON]) async throws -> SimulationQuestion {
    guard fields["rulebook"] == nil || fields["rulebookSource"] == nil else {
      throw ServerProblem(badInput: "rulebookSource", .absent)
    }
    var question = SimulationQuestion(effective: nil, provider: nil)
    if let text = try fields.text("effective") {
      guard let date = Limits.date(text) else { throw ServerProblem(badInput: "effective", .date) }
      question.effective = date
    }
    if let text = try fields.text("provider") {
      guard text.isKey() else { throw ServerProblem(badInput: "provider", .key) }
      question.provider = Key(text)
    }
    switch try await rulesTried(fields) {
    case .daigou(let rulebook)?: question.rulebook = rulebook
    case .programme(let programme, _)?: question.programme = programme
    case nil:
      guard question.effective == nil else { throw ServerProblem(badInput: "effective", .absent) }
    }
    switch fields["events"] {
    case nil: break
    case .array(let events)?:
      question.facts = try events.map { try Draft(json: Array($0.text.utf8), in: ledger.zone, mayBeOfProgramme: true) }
    case .null?, .boolean?, .integer?, .number?, .string?, .object?: throw ServerProblem(badInput: "events", .anArray)
    }
    if let provider = question.provider, !question.facts.contains(where: { $0.provider == provider }) {
      try await demandThere([provider])
    }
    return question
  }

  /// The rules that a simulation tries, of whichever form; nil for those that hold.
  private func rulesTried(_ fields: [String: JSON]) async throws -> RulesFile? {
    if let source = try fields.text("rulebookSource") {
      let (file, findings) = RulesFile.check(bytes: Array(source.utf8), file: "rulebook.yaml", today: nil)
      guard let file else {
        var problem = ServerProblem(.badRulebook)
        problem.members = [.init("findings", .array(findings.map(\.json)))]
        throw problem
      }
      return file
    }
    guard let name = try fields.text("rulebook") else { return nil }
    return try await readers.run { [ledger] () throws -> RulesFile in
      if let version = try ledger.rulebookVersions(besides: Rulebook.builtIn()).last(where: { $0.name == name }) {
        return try version.file()
      }
      guard let source = Rulebook.carriedFile(name) else {
        throw ServerProblem(.noSuchRulebook, found: .same(name))
      }
      return try RulesFile(bytes: source, file: name)
    }
  }

  /// Begins a simulation, under the name of the request that asked for it.
  func simulate(_ question: SimulationQuestion, as id: String, of caller: Caller, now: Instant) throws {
    try jobs.begin(.simulation, id, of: caller.account.id) { [ledger] progress in
      let all = Double(max(1, try ledger.head()))
      return try ledger.simulate(question, now: now) { try progress(Double($0) / all) }.json
    }
  }

  func verify(_ asked: Asked) async throws -> Reply {
    let fields = try await fields(asked)
    var seal: Seal?
    if let said = fields["seal"], said != .null { seal = try self.seal(said.text) }
    let caller = try asked.signedIn()
    try verify(against: seal, as: asked.request, of: caller, asked.language)
    return try begun(asked)
  }

  /// A seal, by its text.
  func seal(_ text: String) throws(ServerProblem) -> Seal {
    do {
      return try Seal(parsing: text, in: ledger.zone)
    } catch {
      throw ServerProblem(.notASeal, found: Words(zh: error.zh, en: error.en))
    }
  }

  /// Begins a verification, under the name of the request that asked for it.
  func verify(against seal: Seal?, as id: String, of caller: Caller, _ language: Language) throws {
    let account = caller.account.id
    try jobs.begin(.verification, id, of: account) { [self, seal] progress in
      let began = surroundings.now()
      let all = Double(max(1, try ledger.head()))
      let sum = Atomic<Int>(0)
      let result = try ledger.verify(against: seal) { done in
        sum.store(done, ordering: .relaxed)
        try progress(min(1, Double(done) / all))
      }
      let now = surroundings.now()
      verified.withLock {
        $0 = Verified(
          at: now, isSound: result.isSound, seconds: max(0, now.seconds - began.seconds), account: account.text,
          logDigest: result.logDigest.hex, modelDigest: result.modelDigest.hex)
      }
      return result.json(against: seal, language)
    }
  }

  /// That a job was begun, and where it is.
  private func begun(_ asked: Asked) throws -> Reply {
    let caller = try asked.signedIn()
    var reply = try job(asked.request, caller, asked.language)
    reply.status = 202
    reply.headers.append(Header("location", "/v1/jobs/\(asked.request)"))
    return reply
  }

  private func job(_ id: String, _ caller: Caller, _ language: Language) throws -> Reply {
    guard let json = jobs.json(id, for: caller, language) else { throw ServerProblem(.noSuchResource) }
    var reply = Reply.json(json.text)
    reply.headers = [Header("cache-control", "no-store")]
    return reply
  }

  func job(_ asked: Asked) throws -> Reply {
    let caller = try asked.signedIn()
    return try job(asked.captures[0], caller, asked.language)
  }

  func endJob(_ asked: Asked) throws -> Reply {
    guard let caller = asked.caller, jobs.end(asked.captures[0], for: caller) else {
      throw ServerProblem(.noSuchResource)
    }
    return .nothing
  }
}

extension [String: JSON] {
  /// The text of a field; nil where it is not there.
  ///
  /// - Throws: `bad-input` where it is something else.
  fileprivate func text(_ name: String) throws(ServerProblem) -> String? {
    switch self[name] {
    case nil: return nil
    case .string(let text)?: return text
    case .null?, .boolean?, .integer?, .number?, .array?, .object?: throw ServerProblem(badInput: name, .aText)
    }
  }
}

extension Expectation {
  static let anObject = Expectation(zh: "对象 {…}", en: "an object {…}")
  static let anArray = Expectation(zh: "列表 […]", en: "a list […]")
  static let aText = Expectation(zh: "引号中的文字", en: "a text in quotes")
}

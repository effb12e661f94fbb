import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation
import Programmes
import Rulebook

/// What is asked about subjects of programmes (programmes §11).
extension Question {
  /// The provider in the path, of the daigou form: what is asked is a matter of the regulation alone.
  ///
  /// - Throws: as `provider()`; `no-such-resource` for a subject of a programme, which has nothing of the kind.
  func regulated() throws -> Key<Provider> {
    let provider = try provider()
    guard try !ledger.isSubject(provider) else { throw ServerProblem(.noSuchResource) }
    return provider
  }

  /// The subject in the path, and the two clocks of what is asked of it: its dates are of the zone of its programme.
  ///
  /// - Throws: as `provider()`; `no-such-resource` for a provider of the daigou form.
  func subject() throws -> (subject: Key<Provider>, question: StandingQuestion) {
    let provider = try provider()
    guard try ledger.isSubject(provider) else {
      try demandKnown(provider)
      throw ServerProblem(.noSuchResource)
    }
    return (provider, try clocks(of: provider))
  }

  /// The two clocks of what is asked of a subject.
  func clocks(of subject: Key<Provider>) throws -> StandingQuestion {
    try query.question(in: ledger.zone(of: subject))
  }

  /// The standings of all subjects, by key.
  func subjects(_ question: StandingQuestion) throws -> [SubjectAnswer] {
    guard try ledger.hasProgrammes() else { return [] }
    guard question.knownAt == nil, question.asOf == nil else { return try ledger.subjectStandings(question, now: now) }
    return try server.subjects.value(of: now.seconds / 900, on: present) { _ in
      try ledger.subjectStandings(question, now: now)
    }
  }

  /// What waits at subjects, most urgent first.
  func subjectWork(
    of provider: Key<Provider>?, through last: LocalDate, _ question: StandingQuestion
  ) throws -> [SubjectWork] {
    guard try ledger.hasProgrammes() else { return [] }
    guard isOfThePresent(question), provider == nil else {
      return try ledger.subjectQueue(for: nil, of: provider, through: last, question)
    }
    return try server.subjectWork.value(of: last, on: present) { _ in
      try ledger.subjectQueue(for: nil, through: last, question)
    }
  }

  func subjectBundle() throws -> Reply {
    let (subject, question) = try subject()
    let bundle = try ledger.bundle(ofSubject: subject, question, now: now)
    var reply = try single(bundle.json.text)
    reply.fileName = "koufen-\(subject).bundle.json"
    return reply
  }

  func counter() throws -> Reply {
    let (subject, question) = try subject()
    let answer = try named("counter") {
      try ledger.explanation(of: .counter(asked.captures[1]), ofSubject: subject, question, now: now).json
    }
    return try single(answer.text, restingOn: subject)
  }

  func measure() throws -> Reply {
    let (subject, question) = try subject()
    let answer = try named("measure") {
      try ledger.explanation(of: .measure(asked.captures[1]), ofSubject: subject, question, now: now).json
    }
    return try single(answer.text, restingOn: subject)
  }

  /// What was judged under a clause of a programme, in points and by grades.
  func judgements(of programme: String) throws -> Reply {
    let clause = asked.captures[0]
    let year = try query.year() ?? zone.date(of: now).year
    let found = try ledger.judgements(under: clause, of: programme, year: year)
    let sum = found.points.reduce(into: YearReport.Distribution()) { sum, line in
      for _ in 0..<line.value { sum.add(line.key) }
    }
    let points = found.points.sorted { $0.key < $1.key }.map { points, count in
      JSON.object([.init("points", .integer(points)), .init("count", .integer(count))])
    }
    let grades = found.grades.sorted { $0.key < $1.key }.map { grade, count in
      JSON.object([.init("grade", .string(grade)), .init("count", .integer(count))])
    }
    return try single(
      JSON.object([
        .init("programme", .string(programme)), .init("clause", .string(clause)), .init("year", .integer(year)),
        .init("judged", .array(points)), .init("grades", .array(grades)), .init("assessed", sum.json),
        .init("head", .integer(head)),
      ]).text)
  }

  /// What a path names that a programme does not declare is not there.
  private func named(_ field: String, _ ask: () throws -> JSON) throws -> JSON {
    do throws {
      return try ask()
    } catch let error as InputError {
      if case .field(field, _) = error { throw ServerProblem(.noSuchResource) }
      throw error
    }
  }

  /// The breaches of a subject, those of some clauses and states.
  func breaches(of subject: Key<Provider>) throws -> [JSON] {
    let clauses: [Key<Clause>] = try query.keys(.clause)
    let states = try query.words(.state, Breach.Status.self).map(\.rawValue)
    var question = try clocks(of: subject)
    let year = question.year
    question.year = nil
    let standing = try ledger.subjectStanding(of: subject, question, now: now).json
    return (standing["breaches"]?.items ?? []).filter { line in
      func text(_ name: String) -> String { if case .string(let text)? = line[name] { text } else { "" } }
      return (year.map { LocalDate(text("on"))?.year == $0 } ?? true)
        && (clauses.isEmpty || clauses.contains { $0.text == text("clause") })
        && (states.isEmpty || states.contains(text("state")))
    }
  }
}

extension SubjectAnswer {
  /// How many points are left to the nearest node of a counter; nil where none is above.
  var distance: Int? {
    standing.counters.compactMap { counter in
      guard let form = programme.counter(counter.name) else { return nil }
      let values: [Int] =
        switch counter.value {
        case .total(let value): [value]
        case .byKey(let values): values.map(\.value)
        }
      return values.compactMap { value in form.node(above: value).map { $0 - value } }.min()
    }.min()
  }

  /// The standing in a list.
  ///
  /// - Parameter listing: whether its breaches are listed.
  func json(listing: Bool) -> JSON {
    listing ? json : .object(json.fields.filter { $0.name != "breaches" })
  }
}

extension SubjectWork {
  /// Whether it is done in one of some roles.
  func concerns(_ roles: [Role]) -> Bool { roles.contains { item.roles.contains($0.rawValue) } }

  /// Whether its time is over at a moment.
  func isOverdue(at moment: Instant) -> Bool {
    Urgency(of: self).isOverdue(at: moment)
  }

  /// The work, as a list of the queue has it.
  ///
  /// - Parameter moment: by which it is told whether it is overdue, and how many days are left.
  func json(at moment: Instant) -> JSON {
    let isProvisional = if case .duty(_, let due, _) = item.matter { due.provisional } else { false }
    let daysLeft = item.due.map { $0.daysSinceEpoch - zone.date(of: moment).daysSinceEpoch }
    return .object(
      json.fields + [
        .init("name", .string(name)), .init("programme", .string(programme)),
        .init("provisional", .boolean(isProvisional)), .init("dueAt", JSON(dueAt.map(zone.text))),
        .init("overdue", .boolean(isOverdue(at: moment))), .init("daysLeft", JSON(daysLeft)),
      ])
  }
}

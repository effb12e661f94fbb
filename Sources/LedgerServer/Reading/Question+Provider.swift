import EventStore
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook

/// What is asked about one provider (server §6).
extension Question {
  func standing() throws -> Reply {
    let provider = try provider()
    let isSubject = try ledger.isSubject(provider)
    let question = try query.question(in: isSubject ? ledger.zone(of: provider) : zone)
    var writer = JSONWriter()
    if isSubject {
      writer.value(try ledger.subjectStanding(of: provider, question, now: now).json)
    } else {
      try ledger.standing(of: provider, question, now: now).write(to: &writer, in: zone)
    }
    var reply = Reply.json(writer.bytes, position: head)
    reply.tag = try tag(provider)
    return reply
  }

  /// That whoever asks has the standing as it is, so that it need not be made (server 4.10); nil where they have not.
  func unchangedStanding() throws -> Reply? {
    guard let named = tagsNamed else { return nil }
    let provider = try provider()
    let tag = try tag(provider)
    // Of a provider that is not there nothing is known, whatever the tag says.
    guard tag.isNamed(in: named), try reader.head(of: provider.stream).version > 0 else { return nil }
    return Reply(media: .json, body: .bytes([]), position: head, tag: tag)
  }

  func difference() throws -> Reply {
    let provider = try provider()
    let isSubject = try ledger.isSubject(provider)
    let zone = try isSubject ? ledger.zone(of: provider) : zone
    guard let from = try query.instant(.from, in: zone) else { throw ServerProblem(badInput: "from", .present) }
    guard let to = try query.instant(.to, in: zone) else { throw ServerProblem(badInput: "to", .present) }
    guard from <= to else { throw ServerProblem(badInput: "from", .momentBefore("to")) }
    let day = try query.date(.asOf)
    let difference =
      try isSubject
      ? ledger.difference(ofSubject: provider, from: from, to: to, asOf: day)
      : ledger.difference(of: provider, from: from, to: to, StandingQuestion(asOf: day), now: now)
    return try single(difference.json.text, restingOn: provider)
  }

  func breaches() throws -> Reply {
    let provider = try provider()
    if try ledger.isSubject(provider) {
      let lines = try breaches(of: provider)
      if asked.media == .csv { return try sheet(Table(ofSubject: lines), name: "\(provider)-breaches") }
      return try page(lines, restingOn: provider) { line, writer in writer.value(line) }
    }
    let clauses: [Key<Clause>] = try query.keys(.clause)
    let states = try query.words(.state, Breach.Status.self)
    var question = try query.question(in: zone)
    let year = question.year
    question.year = nil
    let standing = try ledger.standing(of: provider, question, now: now)
    let lines = standing.breaches.filter { line in
      (year.map { line.on.year == $0 } ?? true)
        && (clauses.isEmpty || clauses.contains { $0.text == line.clause.rawValue })
        && (states.isEmpty || states.contains(line.state))
    }
    if asked.media == .csv {
      return try sheet(Table(of: lines), name: "\(provider)-breaches")
    }
    return try page(lines, restingOn: provider) { line, writer in line.write(to: &writer) }
  }

  func breach() throws -> Reply {
    let provider = try provider()
    if try ledger.isSubject(provider) {
      let answer = try ledger.explanation(
        of: .breach(BreachID(asked.captures[1])), ofSubject: provider, clocks(of: provider), now: now)
      return try single(answer.json.text, restingOn: provider)
    }
    let answer = try ledger.explain(
      BreachID(asked.captures[1]), of: provider, query.question(in: zone), by: [Rulebook.builtIn()], now: now)
    return try single(answer.json.text, restingOn: provider)
  }

  func duty() throws -> Reply {
    let provider = try regulated()
    let answer = try ledger.explain(
      named: asked.captures[1], of: provider, query.question(in: zone), by: [Rulebook.builtIn()], now: now)
    switch answer {
    case .breach: throw Refusal.rules(.unknownDuty, found: .same(asked.captures[1]))
    case .duty(let answer): return try single(answer.json.text, restingOn: provider)
    }
  }

  func fact() throws -> Reply {
    let provider = try regulated()
    let name = FactName(named: asked.captures[1])
    let answer = try ledger.explain(
      fact: name, of: provider, knownAt: try query.instant(.knownAt, in: zone) ?? knownNow())
    return try single(answer.json.text, restingOn: provider)
  }

  /// The clock, or when the last event was recorded, whichever is later.
  private func knownNow() throws -> Instant { try max(now, ledger.lastRecordedAt() ?? now) }

  func yearOfProvider() throws -> Reply {
    let provider = try regulated()
    let answer = try ledger.explain(
      year: year(1), of: provider, query.question(in: zone), by: [Rulebook.builtIn()], now: now)
    return try single(answer.json.text, restingOn: provider)
  }

  func bundle() throws -> Reply {
    let provider = try regulated()
    let year = try year(1)
    let bundle = try ledger.bundle(
      year: year, of: provider, query.question(in: zone), by: [Rulebook.builtIn()], now: now)
    var reply = try single(bundle.json.text)
    reply.fileName = "koufen-\(provider)-\(year).bundle.json"
    return reply
  }

  func forecast() throws -> Reply {
    let provider = try provider()
    if try ledger.isSubject(provider) {
      let outlook = try ledger.subjectOutlook(of: provider, clocks(of: provider), now: now)
      return try single(outlook.json.text, restingOn: provider)
    }
    let outlook = try ledger.outlook(of: provider, query.question(in: zone), now: now)
    return try single(
      ForecastReport(
        provider: provider, asOf: query.date(.asOf) ?? zone.date(of: now), forecast: outlook.forecast, zone: zone
      ).json.text, restingOn: provider)
  }

  func admission() throws -> Reply {
    let provider = try regulated()
    let report = try ledger.admission(of: provider, query.question(in: zone), now: now)
    return try single(report.json.text, restingOn: provider)
  }

  /// A list of the standing, as it stands there: the provider's notices, or its measures.
  func listOfStanding(_ field: String) throws -> Reply {
    let provider = try provider()
    if try ledger.isSubject(provider) {
      let standing = try ledger.subjectStanding(of: provider, clocks(of: provider), now: now).json
      return try single((standing[field] ?? .null).text, restingOn: provider)
    }
    let standing = try ledger.standing(of: provider, query.question(in: zone), now: now)
    let list = try JSON(parsing: standing.jsonText(in: zone))[field] ?? .array([])
    return try single(list.text, restingOn: provider)
  }

  func outlets() throws -> Reply {
    let provider = try regulated()
    let (city, held) = try (query.key(.city) as Key<City>?, query.flag(.held))
    let report = try ledger.outlets(of: provider, months: 1, query.question(in: zone), now: now)
    let lines = report.lines.filter { line in
      (city.map { line.city == $0 } ?? true) && (held.map { (line.goneOn == nil) == $0 } ?? true)
    }.sorted { $0.outlet < $1.outlet }
    if asked.media == .csv { return try sheet(Table(of: lines, in: zone), name: "\(provider)-outlets") }
    return try page(lines, restingOn: provider) { line, writer in line.write(to: &writer, in: zone) }
  }

  func step() throws -> Reply {
    let provider = try provider()
    guard let version = Int(asked.captures[1]), version > 0, String(version) == asked.captures[1],
      let (json, hash) = try step(version, of: provider)
    else {
      try demandKnown(provider)
      throw ServerProblem(.noSuchResource)
    }
    var reply = Reply.json(json.text, position: head)
    reply.tag = .weak("s\(version).\(hash)")
    reply.headers.append(try server.identityHeader(reader))
    return reply
  }

  private func step(_ version: Int, of provider: Key<Provider>) throws -> (JSON, hash: String)? {
    if try ledger.isSubject(provider) {
      return try ledger.subjectStep(version, of: provider).map { ($0.json, $0.event.hash.hex) }
    }
    return try ledger.step(version, of: provider).map { ($0.json, $0.hash) }
  }

  /// - Throws: `unknown-provider` where the log has none of this key.
  func demandKnown(_ provider: Key<Provider>) throws {
    guard try reader.head(of: provider.stream).version > 0 else {
      _ = try ledger.standing(of: provider, StandingQuestion(), now: now, listing: false)
      throw ServerProblem(.noSuchResource)
    }
  }
}

extension Expectation {
  static func momentBefore(_ field: String) -> Expectation {
    Expectation(zh: "不晚于 \(field) 的时间", en: "a time no later than \(field)")
  }
}

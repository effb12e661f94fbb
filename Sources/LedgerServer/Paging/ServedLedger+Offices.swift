import EventStore
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Pages
import Presentation
import Rulebook
import ServerSettings
import Trials

/// What forms of the pages of departments do: rules, closing, simulations, verifications, webhooks (pages 3.8 to 3.11).
extension ServedLedger {
  // MARK: Rules

  /// Checks a draft, shows what publishing it would append, or publishes it.
  func draft(_ sent: Sent) async throws -> Outcome {
    if sent["do"] == "change" { return .shown(Posted(sent.fields)) }
    do {
      let bytes = Array((sent["source"] ?? "").utf8)
      guard bytes.count <= settings.limits[.rulebook] else { throw ServerProblem(.tooLarge) }
      let today = ledger.zone.date(of: sent.incoming.now)
      let (rulebook, findings) = try await readers.run {
        RulesFile.check(bytes: bytes, file: "rulebook.yaml", today: today)
      }
      let told = JSON.Field("findings", .array(findings.map(\.json)))
      guard let rulebook, sent["do"] != "check" else {
        return .shown(Posted(sent.fields, answer: .object([told])))
      }
      _ = try sent.caller.demand(.publishRulebooks)
      guard let effective = sent["effective"].flatMap({ Limits.date($0) }) else {
        throw ServerProblem(badInput: "effective", .date)
      }
      guard let role = Self.publisher(sent.caller) else { throw ServerProblem(.notPermitted) }
      return try await publish(rulebook, effective, Person(id: sent.caller.account.id.text, role: role), sent)
    } catch let problem as ServerProblem {
      return shown(problem, sent)
    } catch let refusal as Refusal {
      return shown(refusal, sent)
    }
  }

  private func publish(
    _ rulebook: RulesFile, _ effective: LocalDate, _ by: Person, _ sent: Sent
  ) async throws -> Outcome {
    let trial = try await publish(
      rulebook, effective: effective, by: by, isTrial: true, now: sent.incoming.now, sent.language)
    let preview = try Self.json(trial)
    // What was seen is what happens (server 7.7).
    guard sent["do"] == "publish", case .string(let now)? = preview["preview"], sent["preview"] == now else {
      return .shown(Posted(sent.fields, answer: preview))
    }
    sent.incoming.note(.publish)
    _ = try await publish(rulebook, effective: effective, by: by, isTrial: false, now: sent.incoming.now, sent.language)
    return .led(to: Address("rulebooks", rulebook.name, query: ["lang": sent.incoming.lang]))
  }

  private static func json(_ reply: Reply) throws -> JSON {
    guard case .bytes(let bytes) = reply.body else { return .null }
    return try JSON(parsing: String(decoding: bytes, as: UTF8.self))
  }

  /// The days of a version's calendar that are otherwise than their weekday, and the years it knows: no question of the API
  /// tells them.
  func calendar(of name: String, _ ledger: Ledger, _ reader: any EventStoreReader) throws -> JSON {
    guard case .daigou(let rulebook) = try version(name, ledger, reader).file else { return .null }
    return Self.calendar(rulebook)
  }

  private static func calendar(_ rulebook: Rulebook) -> JSON {
    let calendar = rulebook.terms.calendar
    let years = Limits.years.filter { calendar.knows(Month(year: $0, month: 1).firstDay) }
    var days: [JSON] = []
    for year in years {
      var day = Month(year: year, month: 1).firstDay
      let last = Month(year: year, month: 12).lastDay
      while day <= last {
        switch calendar.kind(of: day) {
        case .holiday(let slug): days.append(Self.day(day, "off", rulebook.holidays[slug] ?? .same(slug)))
        case .makeUp(let slug): days.append(Self.day(day, "work", rulebook.holidays[slug] ?? .same(slug)))
        case .working, .weekend: break
        }
        day = day.adding(days: 1)
      }
    }
    return .object([.init("years", .array(years.map(JSON.integer))), .init("days", .array(days))])
  }

  private static func day(_ day: LocalDate, _ kind: String, _ name: Words) -> JSON {
    .object([
      .init("date", .string(day.description)), .init("kind", .string(kind)), .init("name", JSON(name)),
    ])
  }

  // MARK: What if

  /// Begins a simulation; the address of what comes of it is the job's.
  func simulate(_ sent: Sent) async throws -> Outcome {
    do {
      var fields: [String: JSON] = [:]
      if let source = sent["source"] {
        fields["rulebookSource"] = .string(source)
      } else if let name = sent["rulebook"] {
        fields["rulebook"] = .string(name)
      }
      for name in ["effective", "provider"] { if let text = sent[name] { fields[name] = .string(text) } }
      if let lines = sent["events"] {
        fields["events"] = .array(try lines.split(whereSeparator: \.isNewline).map { try JSON(parsing: String($0)) })
      }
      sent.incoming.note(.simulate)
      let terms = sent.fields.filter { $0.key.hasPrefix("terms.") && !$0.value.isEmpty }.sorted { $0.key < $1.key }
      if !terms.isEmpty, fields["rulebook"] == nil, fields["rulebookSource"] == nil {
        fields["rulebook"] = .string(
          try await readers.run { [ledger] in try ledger.rulebookName(StandingQuestion(), now: sent.incoming.now) })
      }
      var question = try await simulation(fields)
      if question.programme != nil, let term = terms.first { throw ServerProblem(badInput: term.key, .absent) }
      try question.rulebook?.change(terms.map { (name: $0.key, text: $0.value) }, in: ledger.zone)
      try simulate(question, as: sent.incoming.request, of: sent.caller, now: sent.incoming.now)
      return .led(to: Address("what-if", sent.incoming.request, query: ["lang": sent.incoming.lang]))
    } catch let error as JSONError {
      return shown(InputError.syntax(error), sent)
    } catch let refusal as Refusal {
      return shown(refusal, sent)
    } catch let problem as ServerProblem {
      return shown(problem, sent)
    } catch let error as InputError {
      return shown(error, sent)
    }
  }

  // MARK: Closing a year

  /// Shows what closing would append, or closes.
  func close(_ sent: Sent) async throws -> Outcome {
    _ = try sent.caller.demand(.closeYear)
    guard let year = Int(sent.captures[0]), Limits.years.contains(year) else { throw ServerProblem(.noSuchResource) }
    do {
      let isTrial = sent["do"] != "close"
      if !isTrial { sent.incoming.note(.closeYear) }
      let done = try await run(.yearEnd(year), isTrial: isTrial, now: sent.incoming.now)
      guard isTrial else {
        return .led(
          to: Address("years", sent.captures[0], query: ["closed": "yes", "lang": sent.incoming.lang]))
      }
      let raised = done.events.count { $0.event.type == ConsequenceKind.breachDetected.rawValue }
      let events = done.events.prefix(100).compactMap { try? JSON(parsing: $0.text) }
      return .shown(
        Posted(
          sent.fields,
          answer: .object([
            .init("events", .array(events)), .init("count", .integer(done.events.count)),
            .init("raised", .integer(raised)),
          ])))
    } catch let refusal as Refusal {
      return shown(refusal, sent)
    }
  }

  // MARK: Audit

  /// Begins a verification, or does something about a webhook.
  func audit(_ sent: Sent) async throws -> Outcome {
    do {
      return try await audited(sent)
    } catch let problem as ServerProblem {
      return shown(problem, sent)
    } catch let error as AccessError {
      return shown(error, sent)
    }
  }

  private func audited(_ sent: Sent) async throws -> Outcome {
    switch sent["do"] {
    case "verify":
      _ = try sent.caller.demand(.verify)
      sent.incoming.note(.verify)
      var older: Seal?
      if let text = sent["seal"] { older = try seal(text) }
      try verify(against: older, as: sent.incoming.request, of: sent.caller, sent.language)
      return .led(to: Address("audit", query: ["job": sent.incoming.request, "lang": sent.incoming.lang]))
    case "test":
      _ = try sent.caller.demand(.manageWebhooks)
      sent.incoming.note(.testWebhook)
      let webhook = try access.webhook(sent["webhook"] ?? "")
      return .shown(Posted([:], answer: try await test(webhook, as: sent.incoming.request, now: sent.incoming.now)))
    case "resume", "pause":
      _ = try sent.caller.demand(.manageWebhooks)
      let (by, now) = (AccessAuthor(sent.caller, from: sent.incoming.address), sent.incoming.now)
      let states: [Webhook.State] = sent["do"] == "pause" ? [.paused] : [.paused, .active]
      _ = try await readers.run { [access, id = sent["webhook"] ?? ""] in
        // One that goes on after a pause is tried at once.
        for state in states { _ = try access.changeWebhook(id, by: by, now) { $0.state = state } }
      }
      return .led(to: Address("audit", query: ["done": "yes", "lang": sent.incoming.lang]))
    case _: throw ServerProblem(badInput: "do", .present)
    }
  }
}

extension Rulebook {
  /// Changes numbers as they are typed, by the paths of the terms that an agreement may set (pages 3.9).
  ///
  /// - Throws: what is wrong with one of them, and where the lines would stand in another order.
  fileprivate mutating func change(_ typed: [(name: String, text: String)], in zone: Zone) throws {
    if typed.isEmpty { return }
    let dates = [(name: "startsOn", text: "2011-01-01"), (name: "endsOn", text: "2011-12-31")]
    let draft = try Draft(
      form: typed + dates, of: .provider(.agreementSigned), for: "p", by: Person(id: "p", role: .legal), in: zone)
    guard case .provider(.agreementSigned(let agreement)) = draft.fact else { return }
    for (term, value) in agreement.terms.terms { terms[term] = value }
    let lines = terms.thresholds.sorted { $0.points < $1.points }
    guard lines.first?.opens == .rectification, lines.first?.points != lines.last?.points else {
      throw ServerProblem(badInput: "terms.rectification.threshold", .belowTermination)
    }
  }
}

extension Expectation {
  fileprivate static let belowTermination = Expectation(
    zh: "少于终止标准线的分数", en: "fewer points than the threshold of termination")
}

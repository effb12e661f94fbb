import EventStore
import Ledger
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Pages
import Presentation
import Programmes

/// An event, filled in, previewed and confirmed (pages P20 to P24).
extension ServedLedger {
  /// Previews what was filled in, or appends what was confirmed: by the rules by which the API takes an event (server 7.3, 7.5,
  /// 7.7).
  func doing(_ sent: Sent) async throws -> Outcome {
    guard let writer else { throw ServerProblem(.readOnly) }
    guard let named = FactKind(sent.captures[1]) else { throw ServerProblem(.noSuchResource) }
    if sent["do"] == "change" { return .shown(Posted(sent.fields)) }
    let programme: Programme? = try await readers.run { [self] in try self.programme(of: sent, named) }
    // A type of both forms has other data in a programme.
    let kind = programme.flatMap { _ in SubjectFact.Kind(rawValue: named.name).map(FactKind.subject) } ?? named
    let confirmed = sent["do"] == "confirm" ? sent["preview"] : nil
    do {
      var handed = LedgerWriter.Handed(
        draft: try await draft(sent, kind, programme), now: sent.incoming.now, precondition: nil)
      guard let confirmed else { return .shown(Posted(sent.fields, answer: try await rehearse(handed, writer))) }
      handed.precondition = sent["version"].flatMap { Int($0) }.map(Precondition.version)
      sent.incoming.note(.submit)
      return try await confirm(handed, confirmed, kind, sent, writer)
    } catch let refusal as Refusal {
      metrics.count(.submissions, [("type", kind.name), ("outcome", refusal.code)])
      return shown(refusal, sent)
    } catch let error as InputError {
      return shown(error, sent)
    } catch let problem as ServerProblem where problem.code == ServerCode.badInput.rawValue {
      return shown(problem, sent)
    }
  }

  /// Appends what was seen; where something came in between, what would follow now is shown, and nothing is done (pages P23).
  private func confirm(
    _ handed: LedgerWriter.Handed, _ seen: String, _ kind: FactKind, _ sent: Sent, _ writer: LedgerWriter
  ) async throws -> Outcome {
    do {
      let (receipt, head) = try await confirm(handed, seen, writer)
      if !receipt.isRepeat { noteCommit() }
      note(receipt, head, kind.name, sent.incoming)
      let position = receipt.events.first?.event.position ?? head
      return .led(
        to: Address("events", String(position), query: ["receipt": "yes", "lang": sent.incoming.lang]))
    } catch StoreError.conflict {
      return try await moved(handed, sent, writer)
    } catch let problem as ServerProblem where problem.code == ServerCode.previewDiffers.rawValue {
      return try await moved(handed, sent, writer)
    }
  }

  private func moved(_ handed: LedgerWriter.Handed, _ sent: Sent, _ writer: LedgerWriter) async throws -> Outcome {
    sent.incoming.note(code: ServerCode.versionConflict.rawValue)
    let answer = try await rehearse(handed, writer)
    return .shown(Posted(sent.fields, answer: .object(answer.fields + [.init("moved", .boolean(true))])))
  }

  /// The programme whose declarations a form is of; nil for a form about a provider.
  private func programme(of sent: Sent, _ kind: FactKind) throws -> Programme? {
    let today = ledger.zone.date(of: sent.incoming.now)
    if kind == .subject(.enrolled) {
      return try ledger.programme(named: sent["programme"], on: today)
    }
    let provider = Key<Provider>(sent.captures[0])
    return try ledger.isSubject(provider) ? ledger.programme(of: provider, on: today) : nil
  }

  /// What was filled in, as an event that is held to who sends it.
  private func draft(_ sent: Sent, _ kind: FactKind, _ programme: Programme?) async throws -> Draft {
    let role = sent["as"]
    let stand = Person(id: sent.caller.account.id.text, role: role.map(Role.init(named:)) ?? .integration)
    let zone = programme?.zone ?? ledger.zone
    let own: Set = ["as", "id", "version", "preview", "do", "lang"]
    let fields = sent.fields.filter { !own.contains($0.key) }.map { (name: $0.key, text: $0.value) }
      .sorted { $0.name < $1.name }
    let read: Draft
    if kind == .correction(.corrected) {
      read = try await correction(sent, fields, stand)
    } else if let programme {
      read = try Draft(form: fields, of: kind, by: programme, for: sent.captures[0], by: stand)
    } else {
      read = try Draft(form: fields, of: kind, for: sent.captures[0], by: stand, in: zone)
    }
    let body = Self.body(read, id: sent["id"], role: role, in: zone)
    return try await readers.run { [self] in
      try HandedIn(
        body, for: sent.captures[0], key: nil, of: sent.caller, in: nil, zone,
        declaring: { try ledger.roles(submitting: $0, now: sent.incoming.now) }
      ) { makeID(sent.incoming.now) }.draft
    }
  }

  /// A correction: its form has the fields of the fact as they are to be read (offices §10).
  private func correction(
    _ sent: Sent, _ fields: [(name: String, text: String)], _ by: Person
  ) async throws -> Draft {
    guard let named = sent["fact"] else { throw InputError.field("data.fact", expected: .present) }
    guard let reason = sent["reason"] else { throw InputError.field("data.reason", expected: .present) }
    let provider: Key<Provider> = Key(sent.captures[0])
    let explanation = try await readers.run { [ledger] in
      let now = try max(sent.incoming.now, ledger.lastRecordedAt() ?? sent.incoming.now)
      return try ledger.explain(fact: FactName(named: named), of: provider, knownAt: now)
    }
    guard case .fact(let known, _) = explanation.lastRead.body else {
      throw Refusal.unknown(.unknownFact, named: named, near: nil)
    }
    var changes = fields.filter { $0.name.hasPrefix("new.") }.map {
      (name: String($0.name.dropFirst(4)), text: $0.text)
    }
    if let moment = sent["data.at"] { changes.append((name: "at", text: moment)) }
    let fact = try FactCorrected(of: FactName(named: named), known, changing: changes, reason: reason, in: ledger.zone)
    return try Draft(
      correcting: provider, fact.fact, at: sent["at"], by: by.short, id: sent["id"] ?? makeID(sent.incoming.now),
      in: ledger.zone)
  }

  /// The event as the API takes it.
  private static func body(_ draft: Draft, id: String?, role: String?, in zone: Zone) -> [UInt8] {
    var writer = JSONWriter(zone: zone)
    writer.object { writer in
      writer.field("type", draft.fact.kind.name)
      writer.field("provider", draft.provider.text)
      if let at = draft.at { writer.field("at", zone.text(at)) }
      if let id { writer.field("id", id) }
      if let role {
        writer.name("by")
        writer.object { $0.field("role", role) }
      }
      if let note = draft.note { writer.field("note", note) }
      writer.name("data")
      writer.object { writer in draft.fact.fields(&writer) }
    }
    return writer.bytes
  }

  /// What a submission would append, as a preview of the API tells it, and where it would leave the provider: the standing before
  /// and after it, what differs, and what would wait then that does not wait now.
  private func rehearse(_ handed: LedgerWriter.Handed, _ writer: LedgerWriter) async throws -> JSON {
    if try await readers.run({ [ledger] in try ledger.roles(submitting: handed.draft, now: handed.now) != nil }) {
      return try await rehearseSubject(handed, writer)
    }
    return try await writer.run { [ledger] in
      let rulebook = try ledger.rulebookName(StandingQuestion(), now: handed.now)
      let head = try ledger.head()
      return try ledger.write(keeping: false, expecting: ledger.wanted(submitting: [handed.draft])) { transaction in
        let before = try transaction.hold(handed.draft.provider).state
        let receipt = try transaction.submit(handed.draft, now: handed.now)
        let after = try transaction.hold(handed.draft.provider).state
        return Rehearsal(
          handed: handed, receipt: receipt, head: head, before: before, after: after, rules: transaction.rules,
          rulebook: rulebook
        ).json
      }
    }
  }
}

extension ServedLedger {
  /// The same of a subject of a programme.
  private func rehearseSubject(_ handed: LedgerWriter.Handed, _ writer: LedgerWriter) async throws -> JSON {
    try await writer.run { [ledger] in
      let head = try ledger.head()
      return try ledger.write(keeping: false, expecting: ledger.wanted(submitting: [handed.draft])) { transaction in
        let before = try transaction.subjectSeen(handed.draft.provider, now: handed.now)
        let receipt = try transaction.submit(handed.draft, now: handed.now)
        let after = try transaction.subjectSeen(handed.draft.provider, now: handed.now)
        return SubjectRehearsal(handed: handed, receipt: receipt, head: head, before: before, after: after).json
      }
    }
  }
}

extension Incoming {
  /// The language of its address, where it names one.
  var lang: String? { Target(call.target)?.pairs.first { $0.name == "lang" }?.value }
}

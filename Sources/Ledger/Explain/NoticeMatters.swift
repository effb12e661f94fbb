import EventStore
public import LedgerDomain
public import Rulebook

/// What a provider is to be told in writing: the duties that one notice meets, and what each is about (offices §7).
public struct NoticeMatters: Sendable {
  /// The provider.
  public var provider: Key<Provider>
  /// Its name.
  public var name: String
  /// The ledger's zone.
  public var zone: Zone
  /// Up to when the ledger is known.
  public var knownAt: Instant
  /// The rulebook in force today.
  public var rulebook: String
  /// How the notice is to be sent; nil where that is left open.
  public var channel: Key<NoticeChannel>?
  /// The designated address of that channel; nil where none is known.
  public var address: String?
  /// What is told, in the order of the duties' ids.
  public var matters: [Matter]

  /// One duty, and what it is about.
  public struct Matter: Sendable {
    /// The duty.
    public var duty: DutyID
    /// What its row asks for.
    public var words: Words
    /// The § of its row.
    public var clause: String
    /// The event that opened it.
    public var opening: ChainedEvent?
    /// Where that charged points: why.
    public var reasons: BreachExplanation?
  }
}

extension Ledger {
  /// What a provider is to be told of.
  ///
  /// - Parameters:
  ///   - duties: those to be told of; none for all that are open and met by a notice, by the channel where one is given.
  ///   - channel: how it is to be sent.
  ///   - rulebooks: the versions at hand besides those the log publishes.
  /// - Throws: `not-in-force`, `channel-not-allowed`, `unknown-duty`, `duty-closed`, as the notice itself would be refused.
  public func notice(
    to provider: Key<Provider>, of duties: [DutyID], by channel: Key<NoticeChannel>?, _ rulebooks: [Rulebook],
    now: Instant
  ) throws -> NoticeMatters {
    try store.read { reader in
      let question = StandingQuestion()
      let log = try ProviderLog(of: provider, question, try rules(for: question, in: reader), now: now, from: reader)
      return try NoticeMatters(
        in: log, of: duties, by: channel, rulebooks + source.rulebooks(in: reader), on: zone.date(of: now), at: now)
    }
  }
}

extension NoticeMatters {
  init(
    in log: ProviderLog, of duties: [DutyID], by channel: Key<NoticeChannel>?, _ rulebooks: [Rulebook],
    on date: LocalDate, at now: Instant
  ) throws {
    let state = log.whole
    let terms = log.rules.terms(on: date)
    guard let notices = terms.notices, let rows = terms.duties else {
      throw Refusal.rules(.notInForce, found: .same(terms.rulebook))
    }
    if let channel, notices.channels[channel] == nil {
      throw Refusal.unknown(
        .channelNotAllowed, named: channel.text, near: channel.text.near(among: notices.channels.keys.map(\.text)))
    }
    provider = log.provider
    name = state.registration?.name ?? log.provider.text
    zone = log.zone
    knownAt = log.knownAt
    rulebook = terms.rulebook
    self.channel = channel
    address = channel.flatMap { notices.channels[$0] }.flatMap { state.contact($0.to, at: now) }
    func mayTell(_ row: DutyRow) -> Bool {
      row.isMetByNotice && channel.map { row.channels?.contains($0.text) ?? true } ?? true
    }
    let open = (state.summary?.duties ?? []).filter { line in
      line.state.isOwed && rows[line.duty.slug]?.isMetByNotice ?? false
    }.map(\.duty)
    let told = duties.isEmpty ? open.filter { rows[$0.slug].map(mayTell) ?? false } : Array(Set(duties))
    matters = try told.sorted().map { id in
      guard let row = rows[id.slug], row.isMetByNotice, let owed = state.owedDuty(id) else {
        if state.owedDuty(id) != nil { throw Refusal.rules(.unknownDuty, found: id.notMetByNotice) }
        throw Refusal.unknown(.unknownDuty, named: id.text, near: id.text.near(among: open.map(\.text)))
      }
      guard owed.state.isOwed else { throw Refusal.rules(.dutyClosed, found: .same(id.text)) }
      guard mayTell(row) else {
        throw Refusal.rules(.channelNotAllowed, found: .same("\(id), \(channel?.text ?? "")"))
      }
      let opening = log.read(at: owed.openedBy)
      var reasons = try (opening?.event.deduction?.breach).map {
        try BreachExplanation(of: $0, in: log, by: rulebooks)
      }
      // That it is to be told is no news to whoever is told.
      reasons?.consequences.removeAll { $0.event.isAbout(id) }
      return Matter(duty: id, words: row.words, clause: owed.clause, opening: opening, reasons: reasons)
    }
  }
}

extension DutyID {
  /// That it is a duty, but none that a notice meets.
  fileprivate var notMetByNotice: Words {
    Words(zh: "\(text) 不以通知履行", en: "\(text) is not met by a notice")
  }
}

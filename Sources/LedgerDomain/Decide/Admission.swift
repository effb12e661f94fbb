/// One submission held against the rules, before anything changes (§4).
///
/// Each row of the table in §4 is one function: its codes from left to right, and, as its result, the moment of the
/// event it answers or ends, before which it cannot have happened (`time-order`).
///
/// It is handed the state, which it does not change, and hands it on: to the decision, or back.
struct Admission: ~Copyable {
  /// The provider it is about.
  private(set) var state: ProviderState
  private let asked: Asked

  /// What is held against the rules, and by which.
  ///
  /// Behind a reference, for the compiler follows every field of a value that has one owner through every function, and the
  /// fields of all facts and terms together are thousands.
  private final class Asked {
    let submission: Submission
    let receiver: ProviderState?
    let rules: Rules
    let terms: Terms
    let now: Instant
    let past: Past?
    let isHeldAgain: Bool
    let gating: Gating

    init(
      _ submission: Submission, receiver: consuming ProviderState?, by rules: Rules, _ terms: Terms, now: Instant,
      past: Past?, isHeldAgain: Bool, gating: Gating
    ) {
      self.submission = submission
      self.receiver = receiver
      self.rules = rules
      self.terms = terms
      self.now = now
      self.past = past
      self.isHeldAgain = isHeldAgain
      self.gating = gating
    }
  }

  init(
    _ submission: Submission, on state: consuming ProviderState, receiver: consuming ProviderState?, by rules: Rules,
    now: Instant, past: Past? = nil, isHeldAgain: Bool = false, gating: Gating = .refuse
  ) {
    let terms = state.terms(of: rules, on: state.zone.date(of: submission.at))
    asked = Asked(
      submission, receiver: receiver, by: rules, terms, now: now, past: past, isHeldAgain: isHeldAgain, gating: gating)
    self.state = state
  }

  var submission: Submission { asked.submission }
  /// The provider an outlet is transferred to; nil where none is named.
  var receiver: ProviderState? { asked.receiver }
  var rules: Rules { asked.rules }
  /// What the provider is held to on the date of the submission.
  var terms: Terms { asked.terms }
  /// The clock when the submission came, which no event may be later than.
  var now: Instant { asked.now }
  /// What a correction is decided by besides the state; nil for any other fact.
  var past: Past? { asked.past }
  /// Whether a fact that stands in the log is held against its row again, for an earlier one is corrected.
  var isHeldAgain: Bool { asked.isHeldAgain }
  /// What is done at gates that are shut.
  var gating: Gating { asked.gating }

  /// What is decided about the submission, once it is admitted.
  consuming func decision(recordedAt: Instant, after head: Int) -> Decision {
    Decision(
      on: state.movedOut(), receiver: receiver, by: rules, at: submission.at, recordedAt: recordedAt,
      person: submission.by, after: head, history: past?.history)
  }

  /// The states as they were, for a submission that is refused.
  consuming func end() -> (state: ProviderState, receiver: ProviderState?) { (state.movedOut(), receiver) }

  var at: Instant { submission.at }
  var date: LocalDate { state.zone.date(of: submission.at) }
  var actor: Person { submission.by }

  /// The order of checks of §4, from the clock to the time order; before them, that the version has the role, as a matter of
  /// shape.
  func check() throws(Refusal) {
    try terms.checkRole(of: actor)
    try refuse(
      .inTheFuture, if: at > now,
      found: Words(
        zh: "事件 \(moment(at))，时钟 \(moment(now))",
        en: "the event \(moment(at)), the clock \(moment(now))"))
    let payload = submission.fact.kind.payload
    let about = payload.about
    try refuse(
      .unknownProvider, if: state.registration == nil && payload != ProviderRegistered.self, found: .same(provider))
    try refuse(
      .providerTerminated, if: state.frozenOn != nil && !isAcceptedAfterFreeze(about),
      found: Words(
        zh: "\(provider)，冻结于 \(state.frozenOn?.description ?? "")",
        en: "\(provider), frozen on \(state.frozenOn?.description ?? "")"))
    try refuse(.notInForce, unless: terms.isInForce(submission.fact), found: .same(terms.rulebook))
    let allowed = if let roles = about.roles { roles } else { try roles(of: submission.fact) }
    try refuse(.roleNotAllowed, unless: allowed.contains(actor.role), found: .role(actor.role, among: allowed))
    try checkRow()
  }

  /// Whether it is taken though the channel is frozen: its type is, or it is dated on or before that (offices §11).
  private func isAcceptedAfterFreeze(_ about: FactDescription) -> Bool {
    if about.isAcceptedAfterFreeze { return true }
    guard about.mayPrecedeFreeze, terms.order?.acceptsBeforeFreeze ?? false, let frozenOn = state.frozenOn else {
      return false
    }
    return date <= frozenOn
  }

  /// Who may submit a fact where the rulebook says; what it names is looked up first, where that decides.
  private func roles(of fact: Fact) throws(Refusal) -> [Role] {
    switch fact {
    case .correction(let fact): roles(of: fact)
    case .duty(let fact): try roles(of: fact)
    case .measure(let fact): try roles(of: fact)
    case .provider, .deposit, .expansion, .meeting, .outlet, .service, .breach, .appeal, .rectification, .termination,
      .outletDeposit, .outage, .reinstatement, .lateCase, .admission, .notice, .subject:
      terms.procedureRoles(of: fact)
    }
  }

  /// The row's codes, the gates, and the time order.
  func checkRow() throws(Refusal) {
    let earliest = try row()
    try passGates()
    try checkBehindGates()
    if let earliest {
      try refuse(
        .timeOrder, if: at < earliest,
        found: Words(
          zh: "\(moment(at))，不得早于 \(moment(earliest))",
          en: "\(moment(at)), not before \(moment(earliest))"))
    }
  }

  private func row() throws(Refusal) -> Instant? {
    switch submission.fact {
    case .provider(let fact): try row(fact)
    case .deposit(let fact): try row(fact)
    case .expansion(let fact): try row(fact)
    case .meeting(let fact): try row(fact)
    case .outlet(let fact): try row(fact)
    case .service(let fact): try row(fact)
    case .breach(let fact): try row(fact)
    case .appeal(let fact): try row(fact)
    case .rectification(let fact): try row(fact)
    case .termination(let fact): try row(fact)
    case .outletDeposit(let fact): try row(fact)
    case .duty(let fact): try row(fact)
    case .outage(let fact): try row(fact)
    case .reinstatement(let fact): try row(fact)
    case .lateCase(let fact): try row(fact)
    case .admission(let fact): try row(fact)
    case .measure(let fact): try row(fact)
    case .notice(let fact): try row(fact)
    case .correction(let fact): try row(fact)
    case .subject: nil
    }
  }
}

extension Admission {
  /// Keys that an unknown one is compared with, at most: a feed may be refused a million times.
  private static let mostCompared = 1_000

  func refuse(_ code: RefusalCode, if condition: Bool, found: @autoclosure () -> Words) throws(Refusal) {
    if condition, !(isHeldAgain && code.isOfTheDay) { throw .rules(code, found: found()) }
  }

  func refuse(_ code: RefusalCode, unless condition: Bool, found: @autoclosure () -> Words) throws(Refusal) {
    try refuse(code, if: !condition, found: found())
  }

  /// `value`, or a refusal when there is none.
  func known<T>(_ value: T?, _ code: RefusalCode, found: @autoclosure () -> Words) throws(Refusal) -> T {
    guard let value else { throw .rules(code, found: found()) }
    return value
  }

  /// The value of a key, or a refusal that names the key and, where one is spelled much like it, a known one.
  func known<Of, T>(_ key: Key<Of>, in table: [Key<Of>: T], _ code: RefusalCode) throws(Refusal) -> T {
    guard let value = table[key] else {
      let near = key.text.near(among: table.keys.prefix(Self.mostCompared).map(\.text))
      throw .unknown(code, named: key.text, near: near)
    }
    return value
  }

  /// The same where the known ones are too many to choose from: only what was named is said.
  func known<T>(_ value: T?, _ code: RefusalCode, named name: String) throws(Refusal) -> T {
    guard let value else { throw .unknown(code, named: name, near: nil) }
    return value
  }

  /// The provider's key.
  var provider: String { submission.provider.text }

  /// The provider, and where it stands.
  var standing: Words { .pair(.same(provider), zh: "状态", en: "status", state.status.words) }

  /// A moment to the second, as people read it.
  func moment(_ instant: Instant) -> String {
    let text = state.zone.text(instant)
    return text.prefix(10) + " " + text.dropFirst(11).prefix(8)
  }

  /// A date that is not what it must be, with the one it is held against.
  func dates(_ found: LocalDate, zh: String, en: String, _ wanted: LocalDate) -> Words {
    Words(zh: "\(found)，\(zh) \(wanted)", en: "\(found), \(en) \(wanted)")
  }
}

extension Terms {
  /// That the version has the role in which somebody submits: a matter of shape (§4).
  ///
  /// - Throws: bad input, naming the field `by`.
  public func checkRole(of person: Person) throws(Refusal) {
    if !roles.contains(person.role) { throw .badInput(field: "by", expected: .role(among: roles)) }
  }

  /// Whether the version has the section that switches a fact's mechanism on; most need none (offices §1).
  public func isInForce(_ fact: Fact) -> Bool {
    switch fact {
    case .outletDeposit: outletDeposits != nil
    case .duty: duties != nil
    case .outage: outages != nil
    case .reinstatement: reinstatement != nil
    case .lateCase: lateCases != nil
    case .admission(.reviewed): criteria != nil
    case .admission(.channelOpened): opening != nil
    case .admission(.contactsSet): contacts != nil
    case .measure: measures != nil
    case .notice: notices != nil
    case .correction: corrections != nil
    case .subject: false
    case .provider, .deposit, .expansion, .meeting, .outlet, .service, .breach, .appeal, .rectification, .termination:
      true
    }
  }

  /// Who may submit a fact of the termination by the rulebook's procedure (§3.3), or one of a section that is switched on;
  /// nobody, where it has no such step or section.
  public func procedureRoles(of fact: Fact) -> [Role] {
    switch fact {
    case .termination(.requested(let fact)): termination.requesters[fact.ground] ?? []
    case .termination(let fact): fact.step.flatMap { termination.steps[$0] } ?? []
    case .outletDeposit: outletDeposits?.by ?? []
    case .duty(let fact): roles(of: fact)
    case .outage: outages?.by ?? []
    case .reinstatement(.proposed): reinstatement?.proposedBy ?? []
    case .reinstatement(.confirmed): reinstatement?.confirmedBy ?? []
    case .lateCase: lateCases?.by ?? []
    case .admission(.reviewed):
      Role.allCases.filter { role in criteria?.contains { $0.reviewers.contains(role) } ?? false }
    case .admission(.channelOpened): opening?.by ?? []
    case .admission(.contactsSet): contacts?.by ?? []
    case .measure(.ordered(let fact)): measures?.kinds[fact.kind]?.by ?? []
    case .measure(.fulfilled): measures?.fulfilledBy ?? []
    case .measure(.lifted): measures?.lifters ?? []
    case .notice(.sent): notices?.by ?? []
    case .notice(.received): notices?.receivedBy ?? []
    case .notice(.failed): notices?.failedBy ?? []
    case .notice(.rebutted): notices?.rebuttedBy ?? []
    case .correction: corrections?.all ?? []
    case .provider, .deposit, .expansion, .meeting, .outlet, .service, .breach, .appeal, .rectification,
      .subject:
      []
    }
  }
}

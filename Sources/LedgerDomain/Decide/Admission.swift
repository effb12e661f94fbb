/// One submission held against the rules, before anything changes (§4).
///
/// Each row of the table in §4 is one function: its codes from left to right, and, as its result, the moment of the
/// event it answers or ends, before which it cannot have happened (`time-order`).
struct Admission {
  let submission: Submission
  fileprivate(set) var state: ProviderState
  let receiver: ProviderState?
  let rules: Rules
  /// What the provider is held to on the date of the submission.
  let terms: Terms
  /// The clock when the submission came, which no event may be later than.
  let now: Instant

  var at: Instant { submission.at }
  var date: LocalDate { state.zone.date(of: submission.at) }
  var actor: Actor { submission.by }

  /// The order of checks of §4, from the clock to the time order.
  func check() throws(Refusal) {
    try refuse(.inTheFuture, if: at > now, found: state.zone.text(now))
    let payload = submission.fact.kind.payload
    let about = payload.about
    try refuse(.unknownProvider, if: state.registration == nil && payload != ProviderRegistered.self)
    try refuse(.providerTerminated, if: state.frozenOn != nil && !about.isAcceptedAfterFreeze)
    let allowed = about.roles ?? procedureRoles
    try refuse(.roleNotAllowed, unless: allowed.contains(actor.role), found: names(allowed))
    if let earliest = try row() {
      try refuse(.timeOrder, if: at < earliest, found: state.zone.text(earliest))
    }
  }

  /// Who may submit the fact by the rulebook's termination procedure (§3.3).
  private var procedureRoles: [Role] {
    guard case .termination(let fact) = submission.fact else { return [] }
    if case .requested(let fact) = fact { return terms.termination.requesters[fact.ground] ?? [] }
    return fact.step.flatMap { terms.termination.steps[$0] } ?? []
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
    }
  }
}

/// Holds a submission against the rules; the state is lent for as long as that takes, for copying it costs more.
func admit(
  _ submission: Submission, to state: inout ProviderState, _ receiver: ProviderState?, by rules: Rules,
  _ terms: Terms, now: Instant
) throws(Refusal) {
  var admission = Admission(
    submission: submission, state: ProviderState(provider: state.provider, zone: state.zone), receiver: receiver,
    rules: rules, terms: terms, now: now)
  swap(&admission.state, &state)
  defer { swap(&admission.state, &state) }
  try admission.check()
}

extension Admission {
  func refuse(_ code: RefusalCode, if condition: Bool, found: @autoclosure () -> String? = nil) throws(Refusal) {
    if condition { throw .rules(code, found: found()) }
  }

  func refuse(_ code: RefusalCode, unless condition: Bool, found: @autoclosure () -> String? = nil) throws(Refusal) {
    if !condition { throw .rules(code, found: found()) }
  }

  /// `value`, or a refusal when there is none.
  func known<T>(_ value: T?, _ code: RefusalCode) throws(Refusal) -> T {
    guard let value else { throw .because(code) }
    return value
  }

  func names(_ roles: [Role]) -> String {
    roles.map(\.rawValue).joined(separator: ", ")
  }
}

/// What stands before an act of the platform (offices §5).
extension Admission {
  /// Refuses an act at the first gate that is shut.
  func passGates() throws(Refusal) {
    guard gating == .refuse, !isHeldAgain else { return }
    if let shut = state.shutGate(before: submission.fact, on: date, by: terms) { throw shut }
  }
}

extension Gate {
  /// The code with which it refuses.
  public var code: RefusalCode {
    switch self {
    case .duty: .dutyUnmet
    case .admissionFit: .notAdmitted
    case .depositFull: .depositMissing
    case .channelOpen: .channelNotOpen
    case .agreement: .agreementMissing
    case .territory: .outsideTerritory
    case .businessOpen: .businessSuspended
    }
  }
}

/// What is done about an act at whose gates something is shut.
public enum Gating: Sendable {
  /// It is refused.
  case refuse
  /// It is taken: what happened, happened.
  case take
}

extension ProviderState {
  /// The refusal of an act at the first of its gates that is shut; nil where all are open.
  public func shutGate(before submission: Submission, by rules: Rules) -> Refusal? {
    let date = zone.date(of: submission.at)
    return shutGate(before: submission.fact, on: date, by: terms(of: rules, on: date))
  }

  func shutGate(before fact: Fact, on date: LocalDate, by terms: Terms) -> Refusal? {
    guard let gates = terms.gates else { return nil }
    let shut = gates[fact.kind.name].first { !isOpen($0, before: fact, on: date, by: terms) }
    return shut.map { .rules($0.code, found: found(at: $0, before: fact, on: date, by: terms)) }
  }

  private func isOpen(_ gate: Gate, before fact: Fact, on date: LocalDate, by terms: Terms) -> Bool {
    switch gate {
    case .duty(let slug): isGrandfathered || isDischarged(Key(slug))
    case .admissionFit: isGrandfathered || isAdmissionFit
    case .depositFull: isDepositFull(terms.depositPerCityFen)
    case .channelOpen: isChannelOpen
    case .agreement: isGrandfathered || agreements.contains { $0.isInForce(on: date) }
    case .territory: isInTerritory(city(of: fact), on: date)
    case .businessOpen: isBusinessOpen(on: date)
    }
  }

  /// What an act met at a gate that is shut; nil where the code says it all.
  private func found(at gate: Gate, before fact: Fact, on date: LocalDate, by terms: Terms) -> Words? {
    switch gate {
    case .duty(let slug): .same(slug)
    case .admissionFit: admissionResult.inTheWay
    case .depositFull:
      .pair(
        .money(Int128(deposit.balanceFen)), zh: "须有", en: "needed are",
        .money(Int128(terms.depositPerCityFen) * Int128(max(1, cities.count))))
    case .agreement: .same(date.description)
    case .territory: city(of: fact).map { .same($0.text) }
    case .channelOpen, .businessOpen: nil
    }
  }

  /// Whether a city lies in the territory of an agreement in force on a date, or none in force is for some cities only.
  private func isInTerritory(_ city: Key<City>?, on date: LocalDate) -> Bool {
    guard let city else { return true }
    let inForce = agreements.filter { $0.isInForce(on: date) }
    return inForce.isEmpty || inForce.contains { $0.cities?.contains(city) ?? true }
  }

  /// The city an act is in; nil where it is in none.
  private func city(of fact: Fact) -> Key<City>? {
    switch fact {
    case .expansion(.cityAuthorised(let fact)): fact.city
    case .meeting(let fact): city(of: fact)
    case .outlet(.signed(let fact)): fact.city
    case .outlet(let fact): city(ofOutlet: fact.outlet)
    case .deposit(.frozen(let fact)): fact.city
    case .service(.salesReported(let fact)): fact.city
    case .service(.helpRequested(let fact)): city(ofOutlet: fact.outlet)
    case .service(.helpAnswered(let fact)): city(ofTicket: fact.ticket)
    case .service(.complaintFiled), .service(.complaintUpheld), .service(.complaintRejected), .provider, .deposit,
      .expansion, .breach, .appeal, .rectification, .termination, .outletDeposit, .duty, .admission, .outage,
      .reinstatement, .lateCase, .measure, .notice, .correction, .subject:
      nil
    }
  }

  private func city(of fact: MeetingFact) -> Key<City>? {
    switch fact {
    case .held(let fact): fact.city
    case .concluded(let fact): meetings[fact.meeting]?.city
    case .rectified(let fact): meetings[fact.meeting]?.city
    case .applicationsSubmitted(let fact): meetings[fact.meeting]?.city
    case .applicationsReviewed(let fact): meetings[fact.meeting]?.city
    }
  }
}

extension OutletFact {
  /// The outlet it is about.
  fileprivate var outlet: Key<Outlet> {
    switch self {
    case .signed(let fact): fact.outlet
    case .opened(let fact): fact.outlet
    case .exitRequested(let fact): fact.outlet
    case .exitAnswered(let fact): fact.outlet
    case .exited(let fact): fact.outlet
    case .transferred(let fact): fact.outlet
    }
  }
}

extension AdmissionResult {
  /// What keeps it from being fit.
  fileprivate var inTheWay: Words {
    state == .unreviewed ? state.words : .list((unmet + missing).map(\.text))
  }
}

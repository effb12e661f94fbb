import LedgerDomain

/// Facts that are plausible in the state they meet.
extension RandomHistory {
  mutating func fact(for state: ProviderState, at date: LocalDate) -> Fact {
    if state.openRectification != nil, random.chance(15) { return rectificationFact(state, date) }
    if state.termination != nil, random.chance(25) { return terminationFact(state, date) }
    if state.frozenOn != nil, random.chance(60) {
      return random.chance(50) ? depositFact(state) : breachFact(state, date)
    }
    switch random.number(0...99) {
    case 0..<6: return depositFact(state)
    case 6..<20: return expansionFact(state)
    case 20..<40: return outletFact(state)
    case 40..<62: return serviceFact(state, date)
    case 62..<96: return breachFact(state, date)
    case 96..<98: return rectificationFact(state, date)
    default: return terminationFact(state, date)
    }
  }

  private mutating func outlet(of state: ProviderState, where holds: (Outlet) -> Bool = { _ in true }) -> Key<Outlet> {
    let fitting = state.outlets.filter { holds($0.value) }.keys.sorted()
    return random.chance(90) ? random.one(of: fitting) ?? "o-1" : random.key("o", upTo: 14)
  }

  mutating func breach(of state: ProviderState, where holds: (Breach) -> Bool) -> BreachID {
    let fitting = state.breaches.filter { holds($0.value) }.keys.sorted()
    return random.chance(95) ? random.one(of: fitting) ?? "b-1" : BreachID(.report(random.key("b", upTo: 30)))
  }

  private mutating func depositFact(_ state: ProviderState) -> Fact {
    let assessed = breach(of: state) { $0.status == .assessed }
    let amount = random.number(1...5_000_000)
    switch random.number(0...5) {
    case 0: return DepositFrozen(city: "city-2", amountFen: random.chance(50) ? 30_000_000 : amount).fact
    case 1: return DepositForfeited(amountFen: amount, breach: assessed, reason: "as the contract says").fact
    case 2:
      let forfeited = state.deposit.forfeitedByBreach.filter { $0.value > 0 }.sorted { $0.key < $1.key }
      guard let line = random.one(of: forfeited) else { fallthrough }
      let part = random.number(1...line.value + (random.chance(10) ? 1 : 0))
      return DepositReturned(amountFen: part, breach: line.key, reason: "appeal").fact
    case 3: return DepositCompensated(amountFen: amount, beneficiary: .consumer, reference: "order").fact
    case 4: return ProviderRegistered(name: "again", kind: .thirdParty).fact
    default: return DepositReleased(amountFen: state.deposit.balanceFen).fact
    }
  }

  private mutating func expansionFact(_ state: ProviderState) -> Fact {
    let city = random.one(of: state.cities.keys.sorted()) ?? "city-1"
    let meeting = random.one(of: state.meetings.keys.sorted()) ?? "m-1"
    switch random.number(0...10) {
    case 0: return CityAuthorised(city: random.key("city", upTo: 3), population: random.number(1...60_000)).fact
    case 1, 2:
      return MeetingHeld(
        meeting: random.key("m", upTo: 8), city: city, invited: 10, attended: random.number(2...12)
      ).fact
    case 3: return MeetingConcluded(meeting: meeting, signed: random.number(0...9)).fact
    case 4: return MeetingRectified(meeting: random.one(of: state.pauses.keys.sorted()) ?? meeting).fact
    case 5, 6: return ApplicationsSubmitted(meeting: meeting, outlets: 2).fact
    case 7: return ApplicationsReviewed(meeting: meeting, entries: 50, errors: random.number(0...2)).fact
    case 8:
      return TrainingExamined(training: random.key("tr", upTo: 8), examined: 10, failed: random.number(0...3)).fact
    default: return PromotionRun(promotion: random.key("promo", upTo: 20)).fact
    }
  }

  private mutating func outletFact(_ state: ProviderState) -> Fact {
    let city = random.one(of: state.cities.keys.sorted()) ?? "city-1"
    switch random.number(0...11) {
    case 0...3: return OutletSigned(outlet: random.key("o", upTo: 14), city: city).fact
    case 4, 5, 6: return OutletOpened(outlet: outlet(of: state) { $0.openedOn == nil && !$0.isGone }).fact
    case 7:
      return OutletExitRequested(
        outlet: outlet(of: state) { !$0.isGone && $0.exitRequest == nil }, via: random.chance(80) ? .system : .other
      ).fact
    case 8: return OutletExitAnswered(outlet: outlet(of: state) { $0.exitRequest != nil }).fact
    case 9, 10:
      return OutletExited(
        outlet: outlet(of: state) { !$0.isGone }, reason: random.chance(50) ? .voluntary : .dismissed
      ).fact
    default: return transfer(state)
    }
  }

  private mutating func transfer(_ state: ProviderState) -> Fact {
    OutletTransferred(outlet: outlet(of: state) { !$0.isGone }, to: random.one(of: Self.providers) ?? "p-1").fact
  }

  private mutating func serviceFact(_ state: ProviderState, _ date: LocalDate) -> Fact {
    let complaint = random.one(of: state.openComplaints.sorted()) ?? "c-1"
    let unanswered = state.tickets.filter { $0.value.answeredAt == nil }.keys.sorted()
    switch random.number(0...11) {
    case 0, 1: return HelpRequested(ticket: random.key("t", upTo: 15), outlet: nil).fact
    case 2, 3, 4: return HelpAnswered(ticket: random.one(of: unanswered) ?? "t-1").fact
    case 5, 6:
      return ComplaintFiled(
        complaint: random.key("c", upTo: 15),
        about: .service(outlet: nil, ticket: random.one(of: state.tickets.keys.sorted()))
      ).fact
    case 7:
      return ComplaintFiled(
        complaint: random.key("c", upTo: 15),
        about: .sale(outlet: outlet(of: state) { $0.isGone }, transactionOn: date.adding(days: -random.number(0...90)))
      ).fact
    case 8, 9:
      guard case .sale = state.complaints[complaint]?.subject else { fallthrough }
      return ComplaintUpheld(complaint: complaint, providerAtFault: random.chance(80)).fact
    case 10:
      return random.chance(30)
        ? ComplaintRejected(complaint: complaint).fact
        : ComplaintUpheld(complaint: complaint, providerAtFault: nil).fact
    default: return sales(state, date)
    }
  }

  private mutating func sales(_ state: ProviderState, _ date: LocalDate) -> Fact {
    let city = random.one(of: state.cities.keys.sorted()) ?? "city-1"
    let there = state.outlets.filter { $0.value.city == city }.keys.sorted()
    let lines = there.map { OutletSales(outlet: $0, amountFen: random.one(of: [0, 0, 50_000, 900_000]) ?? 0) }
    return SalesReported(city: city, month: date.month.adding(-random.number(1...3)), sales: lines).fact
  }
}

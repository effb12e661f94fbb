import LedgerTesting
import Testing

@testable import LedgerDomain

@Suite("Random histories: what is kept beside")
struct CountPropertyTests {
  @Test("Counts kept as events are folded are what counting comes to", arguments: 1...20)
  func counts(_ seed: Int) {
    look(seed) { state in
      var outlets = Standing.OutletCounts()
      var cities: [Key<City>: Int] = [:]
      for outlet in state.outlets.values {
        if outlet.isGone { outlets.gone += 1 } else { outlets.signed += 1 }
        if !outlet.isGone && outlet.openedOn != nil { outlets.open += 1 }
        if !outlet.isGone && outlet.isOwnSigning { cities[outlet.city, default: 0] += 1 }
      }
      var exposures: [Int: Standing.Exposure] = [:]
      for breach in state.breaches.values where breach.status == .pending {
        exposures[breach.year, default: Standing.Exposure()].count += 1
        exposures[breach.year]?.minimum += breach.points.lowerBound
        exposures[breach.year]?.maximum += breach.points.upperBound
      }
      guard let found = state.summary else { return nil }
      if found.outlets != outlets { return "expected \(outlets), found \(found.outlets)" }
      if found.exposures != exposures { return "expected \(exposures), found \(found.exposures)" }
      for line in found.cities where line.signed != cities[line.city] ?? 0 {
        return "expected \(cities) signed, found \(line)"
      }
      return nil
    }
  }

  @Test("What a year's row says is open is what is open among the books", arguments: 1...20)
  func balances(_ seed: Int) {
    look(seed) { state in
      for year in 2010...2013 {
        guard let balance = state.balance(of: year, asOf: LocalDate(year: 2013, month: 5, day: 30)!) else { continue }
        let appeals = state.breaches.values.count { breach in
          if case .open = breach.appeal { breach.year == year } else { false }
        }
        if balance.openAppeals != appeals { return "expected \(appeals) open appeals in \(year), found \(balance)" }
        let months = (0..<12).map { Month(year: year, month: 1).adding($0) }
          .filter { $0 <= Month(year: 2013, month: 4) }
        let missing = Set(state.outlets.values.map(\.city)).sorted().flatMap { city in
          months.filter { month in
            state.sales[SalesMonth(city: city, month: month)] == nil
              && state.outlets.values.contains { $0.city == city && $0.isHeld(atEndOf: month.lastDay) }
          }.map { SalesMonth(city: city, month: $0) }
        }
        if balance.unreportedMonths != missing {
          return "expected \(missing) not reported in \(year), found \(balance.unreportedMonths)"
        }
      }
      return nil
    }
  }

  @Test("What is open is listed as open, and nothing else", arguments: 1...20)
  func workLists(_ seed: Int) {
    look(seed) { state in
      let tickets = state.tickets.filter { key, ticket in
        ticket.answeredAt == nil && state.breaches[Duty.answer(key).breach] == nil
      }.mapValues { state.zone.date(of: $0.due) }
      let complaints = Set(state.complaints.filter { $0.value.status == .open }.keys)
      let requests = Set(
        state.outlets.filter { $0.value.exitRequest.map { $0.due != nil && $0.fulfilledOn == nil } ?? false }.keys)
      let meetings = Set(
        state.meetings.filter { $0.value.applicationsDue != nil && $0.value.applicationsAt == nil }.keys)
      let duties = Set(
        state.breaches.filter { $0.value.status == .pending && Duty(breach: $0.key) != nil }.keys)
      if state.openTickets.mapValues(\.due) != tickets {
        return "expected open tickets \(tickets), found \(state.openTickets)"
      }
      if state.openComplaints != complaints {
        return "expected open complaints \(complaints), found \(state.openComplaints)"
      }
      if state.openExitRequests != requests { return "expected \(requests), found \(state.openExitRequests)" }
      if state.openApplications != meetings { return "expected \(meetings), found \(state.openApplications)" }
      return state.pendingDutyBreaches == duties
        ? nil : "expected duties \(duties), found \(state.pendingDutyBreaches)"
    }
  }

  @Test("No breach of a duty stays pending that the facts known do not support", arguments: 1...20)
  func lateFacts(_ seed: Int) {
    look(seed) { state in
      for (id, breach) in state.breaches.entries where breach.status == .pending {
        guard let duty = Duty(breach: id) else { continue }
        if !state.isUnmet(duty) { return "\(id) is pending, and its duty was met" }
        if breach.isRaisedBySweep, let frozenOn = state.frozenOn, breach.on > frozenOn {
          return "\(id) is pending, and fell due after the freeze of \(frozenOn)"
        }
      }
      return nil
    }
  }

  @Test("After a sweep no duty due by its date is unmet without a breach", arguments: 1...20)
  func sweeps(_ seed: Int) {
    var history = RandomHistory(seed: seed)
    _ = history.play(PropertyTests.steps) { _, action, _, world in
      guard case .sweep(let last) = action else { return }
      for (provider, state) in world.states {
        let missed = Self.duties(of: state, through: min(last, state.frozenOn ?? last))
          .filter { state.breaches[$0.breach] == nil }
        if !missed.isEmpty { Issue.record("seed \(seed), \(provider): a sweep through \(last) missed \(missed)") }
      }
    }
  }

  /// Every duty that fell due by a date and is unmet, by trying all there can be; held-back tickets are not due.
  private static func duties(of state: ProviderState, through last: LocalDate) -> [Duty] {
    var all: [Duty] = state.outlets.keys.map(Duty.exitResponse) + state.meetings.keys.map(Duty.applications)
    for city in state.cities.keys { all += [.expansionTarget(city, .firstBatch), .expansionTarget(city, .complete)] }
    let first = Month(year: 2011, month: 1)
    all += (0...24).map { Duty.promotion(first.adding($0)) }
    for (key, ticket) in state.tickets.entries where ticket.answeredAt == nil {
      let isHeldBack = ticket.complaints.contains { complaint in
        let status = state.breaches[BreachID(.serviceComplaint(complaint))]?.status
        return status == .pending || status == .assessed
      }
      if !isHeldBack { all.append(.answer(key)) }
    }
    return all.filter { duty in
      guard let due = state.basis(of: duty)?.on, due <= last else { return false }
      return state.isUnmet(duty)
    }
  }
}

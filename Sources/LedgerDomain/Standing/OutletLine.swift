/// One outlet of a provider, and what there is to say of it.
public struct OutletLine: Equatable, Sendable {
  /// Its key.
  public var outlet: Key<Outlet>
  /// The city it is in.
  public var city: Key<City>
  /// Where it stands.
  public var state: State
  /// When its first provider signed it.
  public var signedOn: LocalDate
  /// When this provider signed or received it.
  public var heldFrom: LocalDate
  /// When it first opened; nil until then.
  public var openedOn: LocalDate?
  /// Its request to exit; nil without one.
  public var exitRequest: ExitRequest?
  /// When it left; nil while it is held.
  public var goneOn: LocalDate?
  /// Requests for help it made.
  public var tickets = 0
  /// Those that no answer has come to.
  public var unanswered = 0
  /// Those answered too late, or not answered though the time is over.
  public var late = 0
  /// Complaints of it, or about its sales.
  public var complaints = 0
  /// Those not decided.
  public var openComplaints = 0
  /// Those found true.
  public var upheldComplaints = 0
  /// The sales of the months asked for, in their order.
  public var sales: [MonthOfSales]
  /// What is wrong with it, the gravest first.
  public var concerns: [Concern] = []

  /// Where an outlet stands.
  public enum State: String, CaseIterable, Sendable {
    /// Signed, and not opened yet.
    case signed
    /// Open.
    case open
    /// It has asked to leave.
    case leaving
    /// It left, of its own will or dismissed.
    case exited
    /// Another provider took it over.
    case transferred
    /// It was frozen with its provider.
    case frozen
    /// The platform withdrew its permission.
    case revoked
  }

  /// What one month brought.
  public struct MonthOfSales: Equatable, Sendable {
    /// The month.
    public var month: Month
    /// Fen sold; nil where the city's sales are not reported, or it was not held at the month's end.
    public var fen: Int?
  }

  /// What makes an outlet one to look after.
  public enum Concern: String, CaseIterable, Sendable {
    /// Its request to exit was not answered in time (§2.2.4(1)).
    case exitUnanswered = "exit-unanswered"
    /// A request for help was not answered in time, and still is not (§2.2.2).
    case helpUnanswered = "help-unanswered"
    /// A complaint waits to be decided.
    case complaintOpen = "complaint-open"
    /// A complaint was upheld in the year asked about.
    case complaintUpheld = "complaint-upheld"
    /// It sold nothing in the last month reported, and counts in the test of that (§2.2.3(3)).
    case noSales = "no-sales"
    /// It sold little in the last two months reported, and counts in the test of that (§2.2.3(3)).
    case lowSales = "low-sales"
  }
}

extension ProviderState {
  /// The outlets ever held, by city, then key.
  ///
  /// - Parameters:
  ///   - date: the date asked about.
  ///   - moment: the moment of that date up to which answers are waited for.
  ///   - months: the months whose sales are told.
  public func outletLines(
    on date: LocalDate, at moment: Instant, salesOf months: ClosedRange<Month>, by rules: Rules
  ) -> [OutletLine] {
    var lines: [Key<Outlet>: OutletLine] = [:]
    for (key, outlet) in outlets { lines[key] = line(of: outlet, key, salesOf: months) }
    var concerns = dormant(in: months, by: rules)
    for (key, outlet) in outlets where isLateExit(outlet, on: date) {
      concerns[key, default: []].insert(.exitUnanswered)
    }
    for ticket in tickets.values {
      guard let key = ticket.outlet, lines[key] != nil else { continue }
      lines[key]?.tickets += 1
      let isLate = (ticket.answeredAt ?? moment) > ticket.due
      if isLate { lines[key]?.late += 1 }
      guard ticket.answeredAt == nil else { continue }
      lines[key]?.unanswered += 1
      if isLate { concerns[key, default: []].insert(.helpUnanswered) }
    }
    for complaint in complaints.values {
      guard let key = outlet(of: complaint), lines[key] != nil else { continue }
      lines[key]?.complaints += 1
      switch complaint.status {
      case .open:
        lines[key]?.openComplaints += 1
        concerns[key, default: []].insert(.complaintOpen)
      case .upheld:
        lines[key]?.upheldComplaints += 1
        if zone.date(of: complaint.filedAt).year == date.year { concerns[key, default: []].insert(.complaintUpheld) }
      case .rejected: break
      }
    }
    for (key, found) in concerns where lines[key] != nil {
      lines[key]?.concerns = OutletLine.Concern.allCases.filter(found.contains)
    }
    return lines.values.sorted { ($0.city, $0.outlet) < ($1.city, $1.outlet) }
  }

  private func line(of outlet: Outlet, _ key: Key<Outlet>, salesOf months: ClosedRange<Month>) -> OutletLine {
    let sales = (months.lowerBound.index...months.upperBound.index).map { index in
      let month = Month(index: index)
      let report = outlet.isHeld(atEndOf: month.lastDay) ? self.sales[SalesMonth(city: outlet.city, month: month)] : nil
      return OutletLine.MonthOfSales(month: month, fen: report.map { $0.amounts[key] ?? 0 })
    }
    return OutletLine(
      outlet: key, city: outlet.city, state: outlet.state, signedOn: outlet.signedOn, heldFrom: outlet.heldFromDate,
      openedOn: outlet.openedOn, exitRequest: outlet.ownExitRequest, goneOn: outlet.goneOn, sales: sales)
  }

  private func isLateExit(_ outlet: Outlet, on date: LocalDate) -> Bool {
    guard !outlet.isGone, let request = outlet.ownExitRequest, let due = request.due else { return false }
    return request.fulfilledOn == nil && due.date < date
  }

  /// The outlet a complaint is of: the one it names, or that of the ticket it names.
  func outlet(of complaint: Complaint) -> Key<Outlet>? {
    complaint.subject.outlet ?? complaint.subject.ticket.flatMap { tickets[$0]?.outlet }
  }

  /// The outlets that the tests of the last month reported in each city find dormant, by the tests' own rules.
  private func dormant(
    in months: ClosedRange<Month>, by rules: Rules
  ) -> [Key<Outlet>: Set<OutletLine.Concern>] {
    var found: [Key<Outlet>: Set<OutletLine.Concern>] = [:]
    for city in Set(outlets.values.map(\.city)) {
      let reported = (months.lowerBound.index...months.upperBound.index).last { index in
        sales[SalesMonth(city: city, month: Month(index: index))] != nil
      }
      guard let month = reported.map(Month.init(index:)) else { continue }
      let limits = terms(of: rules, on: month.lastDay, in: city).dormancy
      func dormant(_ test: DormancyTest) -> [Key<Outlet>] {
        test.months(endingIn: month).contains(where: isBusinessStopped)
          ? [] : dormantOutlets(test, in: city, month, by: limits)?.dormant ?? []
      }
      for outlet in dormant(.zero) {
        found[outlet, default: []].insert(.noSales)
      }
      for outlet in dormant(.low) where found[outlet] == nil {
        found[outlet, default: []].insert(.lowSales)
      }
    }
    return found.filter { outlets[$0.key]?.isGone == false }
  }
}

extension Outlet {
  /// Where it stands.
  public var state: OutletLine.State {
    switch departure {
    case .exited?, .ordered?: return .exited
    case .revoked?: return .revoked
    case .transferred?: return .transferred
    case .frozen?: return .frozen
    case nil: break
    }
    if ownExitRequest != nil { return .leaving }
    return openedOn == nil ? .signed : .open
  }
}

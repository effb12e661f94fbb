extension ProviderState {
  mutating func evolveService(_ fact: Fact, _ decided: Decided, _ event: Event) {
    switch fact {
    case .helpRequested(let ticket, let outlet):
      guard case .dueInstant(let due, let provisional) = decided else { return }
      tickets[ticket] = Ticket(
        position: event.position, outlet: outlet, requestedAt: event.at, due: due, provisional: provisional)
      openTickets[ticket] = zone.date(of: due)
    case .helpAnswered(let ticket):
      tickets[ticket]?.answeredAt = event.at
      openTickets[ticket] = nil
    case .complaintFiled(let complaint, let subject):
      complaints[complaint] = Complaint(position: event.position, filedAt: event.at, subject: subject)
      openComplaints.insert(complaint)
      if case .service(_, let ticket?) = subject { tickets[ticket]?.complaints.append(complaint) }
    case .complaintUpheld(let complaint, _): close(complaint, .upheld, event)
    case .complaintRejected(let complaint): close(complaint, .rejected, event)
    case .salesReported(let city, let month, let lines):
      var report = SalesReport(position: event.position, amounts: [:])
      for line in lines { report.amounts[line.outlet] = line.amountFen }
      sales[SalesMonth(city: city, month: month)] = report
      salesDuties[city, default: SalesDuty()].report(month)
    default: break
    }
  }

  private mutating func close(_ complaint: Key, _ status: Complaint.Status, _ event: Event) {
    complaints[complaint]?.status = status
    let date = zone.date(of: event.at)
    lastComplaintClosedOn = max(lastComplaintClosedOn ?? date, date)
    openComplaints.remove(complaint)
  }
}

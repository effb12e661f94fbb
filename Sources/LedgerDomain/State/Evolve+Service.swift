extension ProviderState {
  mutating func evolve(_ fact: ServiceFact, _ decided: Decided, _ event: Event) {
    switch fact {
    case .helpRequested(let fact):
      guard case .dueInstant(let due, let provisional) = decided else { return }
      tickets[fact.ticket] = Ticket(
        position: event.position, outlet: fact.outlet, requestedAt: event.at, due: due, provisional: provisional)
      openTickets[fact.ticket] = OpenTicket(due: zone.date(of: due), position: event.position)
    case .helpAnswered(let fact):
      tickets[fact.ticket]?.answeredAt = event.at
      openTickets[fact.ticket] = nil
    case .complaintFiled(let fact):
      complaints[fact.complaint] = Complaint(position: event.position, filedAt: event.at, subject: fact.about)
      openComplaints.insert(fact.complaint)
      if let ticket = fact.about.ticket { tickets[ticket]?.complaints.append(fact.complaint) }
    case .complaintUpheld(let fact): close(fact.complaint, .upheld, event)
    case .complaintRejected(let fact): close(fact.complaint, .rejected, event)
    case .salesReported(let fact):
      var report = SalesReport(position: event.position, amounts: Dictionary(minimumCapacity: fact.sales.count))
      for line in fact.sales { report.amounts[line.outlet] = line.amountFen }
      sales[SalesMonth(city: fact.city, month: fact.month)] = report
      salesDuties[fact.city, default: SalesDuty()].report(fact.month)
    }
  }

  mutating func evolve(_ fact: OutageFact, _ event: Event) {
    switch fact {
    case .recorded(let fact):
      outages[fact.outage] = TimeSpan(from: fact.from, to: fact.to)
      lastCorrection = event.position
    }
  }

  mutating func move(_ moved: AnswerDueMoved, _ event: Event) {
    if event.cause == nil, let before = tickets[moved.ticket]?.due {
      duesMoved[Duty.answer(moved.ticket).breach] = zone.date(of: before)
    }
    tickets[moved.ticket]?.due = moved.due
    tickets[moved.ticket]?.provisional = moved.isProvisional
    openTickets[moved.ticket]?.due = zone.date(of: moved.due)
  }

  private mutating func close(_ complaint: Key<Complaint>, _ status: Complaint.Status, _ event: Event) {
    complaints[complaint]?.status = status
    let date = zone.date(of: event.at)
    lastComplaintClosedOn = max(lastComplaintClosedOn ?? date, date)
    openComplaints.remove(complaint)
  }
}

extension ServiceFact {
  /// Whether it may change what is open besides breaches and tickets.
  var movesOpenWork: Bool {
    switch self {
    case .complaintFiled, .complaintUpheld, .complaintRejected: true
    case .helpRequested, .helpAnswered, .salesReported: false
    }
  }
}

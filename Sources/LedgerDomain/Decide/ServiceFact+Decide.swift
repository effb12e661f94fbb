/// Help tickets, complaints and sales (§2.2.2, §2.2.3(3), §2.2.4(2)).
extension Admission {
  func row(_ fact: ServiceFact) throws(Refusal) -> Instant? {
    switch fact {
    case .helpRequested(let fact):
      try refuse(.ticketExists, if: state.tickets[fact.ticket] != nil)
      try everHeld(fact.outlet)
      return nil
    case .helpAnswered(let fact):
      let ticket = try known(state.tickets[fact.ticket], .unknownTicket)
      try refuse(.ticketAnswered, if: ticket.answeredAt != nil)
      return ticket.requestedAt
    case .complaintFiled(let fact):
      try refuse(.complaintExists, if: state.complaints[fact.complaint] != nil)
      switch fact.about {
      case .service(let outlet, let ticket):
        try everHeld(outlet)
        if let ticket { _ = try known(state.tickets[ticket], .unknownTicket) }
      case .sale(let outlet, _): try everHeld(outlet)
      }
      return nil
    case .complaintUpheld(let fact):
      let complaint = try known(state.complaints[fact.complaint], .unknownComplaint)
      try checkFault(fact.providerAtFault, of: complaint)
      try refuse(.complaintClosed, unless: complaint.status == .open)
      return complaint.filedAt
    case .complaintRejected(let fact):
      let complaint = try known(state.complaints[fact.complaint], .unknownComplaint)
      try refuse(.complaintClosed, unless: complaint.status == .open)
      return complaint.filedAt
    case .salesReported(let fact):
      try report(fact.city, fact.month, fact.sales)
      return nil
    }
  }

  private func everHeld(_ outlet: Key<Outlet>?) throws(Refusal) {
    if let outlet { try refuse(.unknownOutlet, if: state.outlets[outlet] == nil) }
  }

  /// Whose complaint it is decides whether fault must be said, which is known only here (§7.10).
  private func checkFault(_ fault: Bool?, of complaint: Complaint) throws(Refusal) {
    switch complaint.subject {
    case .service:
      guard fault == nil else { throw .badInput(field: "providerAtFault", expected: .noFaultOfTheOutlet) }
    case .sale:
      guard fault != nil else { throw .badInput(field: "providerAtFault", expected: .faultOrNot) }
    }
  }

  private func report(_ city: Key<City>, _ month: Month, _ lines: [OutletSales]) throws(Refusal) {
    try refuse(.unknownCity, unless: state.outlets.contains { $0.value.city == city })
    try refuse(.monthNotOver, unless: date > month.lastDay)
    try refuse(.salesExist, if: state.sales[SalesMonth(city: city, month: month)] != nil)
    for line in lines {
      try refuse(.unknownOutlet, if: state.outlets[line.outlet]?.city != city, found: line.outlet.text)
    }
    let listed = Set(lines.map(\.outlet))
    let missing = state.outlets.compactMap { outlet, found in
      found.city == city && found.isHeld(atEndOf: month.lastDay) && !listed.contains(outlet) ? outlet : nil
    }
    try refuse(.outletsMissing, unless: missing.isEmpty, found: missing.sorted().map(\.text).joined(separator: ", "))
  }
}

extension Decision {
  mutating func conclude(from fact: ServiceFact) {
    switch fact {
    case .complaintUpheld(let fact): testUpheld(fact.complaint, providerAtFault: fact.providerAtFault ?? false)
    case .salesReported(let fact): testDormancy(in: fact.city, fact.month)
    case .helpRequested, .helpAnswered, .complaintFiled, .complaintRejected: break
    }
  }
}

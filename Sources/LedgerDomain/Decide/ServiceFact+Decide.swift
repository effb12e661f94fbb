/// Help tickets, complaints and sales (§2.2.2, §2.2.3(3), §2.2.4(2)).
extension Admission {
  func row(_ fact: ServiceFact) throws(Refusal) -> Instant? {
    switch fact {
    case .helpRequested(let fact):
      try refuse(.ticketExists, if: state.tickets[fact.ticket] != nil, found: .same(fact.ticket.text))
      try everHeld(fact.outlet)
      return nil
    case .helpAnswered(let fact):
      let ticket = try known(state.tickets[fact.ticket], .unknownTicket, named: fact.ticket.text)
      try refuse(.ticketAnswered, if: ticket.answeredAt != nil, found: .same(fact.ticket.text))
      return ticket.requestedAt
    case .complaintFiled(let fact):
      try refuse(.complaintExists, if: state.complaints[fact.complaint] != nil, found: .same(fact.complaint.text))
      switch fact.about {
      case .service(let outlet, let ticket):
        try everHeld(outlet)
        if let ticket { _ = try known(state.tickets[ticket], .unknownTicket, named: ticket.text) }
      case .sale(let outlet, _): try everHeld(outlet)
      }
      return nil
    case .complaintUpheld(let fact):
      let complaint = try known(state.complaints[fact.complaint], .unknownComplaint, named: fact.complaint.text)
      try checkFault(fact.providerAtFault, of: complaint)
      try refuse(.complaintClosed, unless: complaint.status == .open, found: .same(fact.complaint.text))
      return complaint.filedAt
    case .complaintRejected(let fact):
      let complaint = try known(state.complaints[fact.complaint], .unknownComplaint, named: fact.complaint.text)
      try refuse(.complaintClosed, unless: complaint.status == .open, found: .same(fact.complaint.text))
      return complaint.filedAt
    case .salesReported(let fact):
      try report(fact.city, fact.month, fact.sales)
      return nil
    }
  }

  private func everHeld(_ outlet: Key<Outlet>?) throws(Refusal) {
    if let outlet { _ = try known(outlet, in: state.outlets, .unknownOutlet) }
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
    guard state.outlets.contains(where: { $0.value.city == city }) else {
      let near = city.text.near(among: Set(state.outlets.values.map(\.city.text)).sorted())
      throw .unknown(.unknownCity, named: city.text, near: near)
    }
    try refuse(
      .monthNotOver, unless: date > month.lastDay,
      found: Words(zh: "\(month)，事件日期 \(date)", en: "\(month), on \(date)"))
    try refuse(
      .salesExist, if: state.sales[SalesMonth(city: city, month: month)] != nil, found: .same("\(city) \(month)"))
    for line in lines where state.outlets[line.outlet]?.city != city {
      _ = try known(line.outlet, in: state.outlets.filter { $0.value.city == city }, .unknownOutlet)
    }
    let listed = Set(lines.map(\.outlet))
    let missing = state.outlets.compactMap { outlet, found in
      found.city == city && found.isHeld(atEndOf: month.lastDay) && !listed.contains(outlet) ? outlet : nil
    }
    try refuse(.outletsMissing, unless: missing.isEmpty, found: .list(missing.sorted().map(\.text)))
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

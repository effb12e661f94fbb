/// Help tickets, complaints and sales (§2.2.2, §2.2.3(3), §2.2.4(2)).
extension Admission {
  func serviceRow() throws(Refusal) -> Instant? {
    switch submission.fact {
    case .helpRequested(let ticket, let outlet):
      try refuse(.ticketExists, if: state.tickets[ticket] != nil)
      try everHeld(outlet)
      return nil
    case .helpAnswered(let key):
      let ticket = try known(state.tickets[key], .unknownTicket)
      try refuse(.ticketAnswered, if: ticket.answeredAt != nil)
      return ticket.requestedAt
    case .complaintFiled(let complaint, let subject):
      try refuse(.complaintExists, if: state.complaints[complaint] != nil)
      switch subject {
      case .service(let outlet, let ticket):
        try everHeld(outlet)
        if let ticket { _ = try known(state.tickets[ticket], .unknownTicket) }
      case .sale(let outlet, _): try everHeld(outlet)
      }
      return nil
    case .complaintUpheld(let key, let fault):
      let complaint = try known(state.complaints[key], .unknownComplaint)
      try checkFault(fault, of: complaint)
      try refuse(.complaintClosed, unless: complaint.status == .open)
      return complaint.filedAt
    case .complaintRejected(let key):
      let complaint = try known(state.complaints[key], .unknownComplaint)
      try refuse(.complaintClosed, unless: complaint.status == .open)
      return complaint.filedAt
    case .salesReported(let city, let month, let lines):
      try report(city, month, lines)
      return nil
    default: return nil
    }
  }

  private func everHeld(_ outlet: Key?) throws(Refusal) {
    if let outlet { try refuse(.unknownOutlet, if: state.outlets[outlet] == nil) }
  }

  /// Whose complaint it is decides whether fault must be said, which is known only here (§7.10).
  private func checkFault(_ fault: Bool?, of complaint: Complaint) throws(Refusal) {
    switch complaint.subject {
    case .service where fault != nil:
      throw .badInput(field: "providerAtFault", expected: .noFaultOfTheOutlet)
    case .sale where fault == nil:
      throw .badInput(field: "providerAtFault", expected: .faultOrNot)
    default: break
    }
  }

  private func report(_ city: Key, _ month: Month, _ lines: [OutletSales]) throws(Refusal) {
    try refuse(.unknownCity, unless: state.outlets.contains { $0.value.city == city })
    try refuse(.monthNotOver, unless: date > month.lastDay)
    try refuse(.salesExist, if: state.sales[SalesMonth(city: city, month: month)] != nil)
    for line in lines {
      try refuse(.unknownOutlet, if: state.outlets[line.outlet]?.city != city, found: line.outlet)
    }
    let listed = Set(lines.map(\.outlet))
    let missing = state.outlets.compactMap { outlet, found in
      found.city == city && found.isHeld(atEndOf: month.lastDay) && !listed.contains(outlet) ? outlet : nil
    }
    try refuse(.outletsMissing, unless: missing.isEmpty, found: missing.sorted().joined(separator: ", "))
  }
}

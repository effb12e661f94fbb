/// `service-complaint` (§2.2.2): a late first answer, or an upheld complaint of an outlet about service.
extension Decision {
  /// `ComplaintUpheld`: an outlet's raises this clause, a consumer's perhaps `after-sales-dispute`.
  mutating func testUpheld(_ key: Key<Complaint>, providerAtFault: Bool) {
    guard let complaint = state.complaints[key] else { return }
    switch complaint.subject {
    case .service(_, let ticket):
      if let ticket, state.stands(Duty.answer(ticket).breach) || state.isHeldBack(.answer(ticket)) { return }
      raiseServiceComplaint(key, complaint)
    case .sale(let outlet, let soldOn):
      if providerAtFault { testAfterSales(key, complaint, outlet, soldOn: soldOn) }
    }
  }

  /// The earliest upheld complaint about a ticket takes the place of its withdrawn late answer (§7.4).
  mutating func raiseHeldBackComplaint(about ticket: Key<Ticket>) {
    let candidates = state.complaints(naming: ticket).compactMap { key -> (Instant, Key<Complaint>)? in
      guard let complaint = state.complaints[key], complaint.status == .upheld,
        state.mayRaise(BreachID(.serviceComplaint(key)))
      else { return nil }
      return (complaint.filedAt, key)
    }
    guard let key = candidates.min(by: { $0 < $1 })?.1, let complaint = state.complaints[key],
      !state.isHeldBack(.answer(ticket))
    else { return }
    raiseServiceComplaint(key, complaint)
  }

  private mutating func raiseServiceComplaint(_ key: Key<Complaint>, _ complaint: Complaint) {
    let on = state.zone.date(of: complaint.filedAt)
    raise(
      Detection(
        breach: BreachID(.serviceComplaint(key)), clause: .serviceComplaint, on: on,
        points: range(of: .serviceComplaint, on: on, in: state.city(ofComplaint: key)),
        facts: [complaint.position] + (cause.map { [$0] } ?? []), origin: stateBefore == nil ? nil : .fact))
  }
}

extension ProviderState {
  /// A late answer is held back while an upheld complaint naming the ticket has a breach pending or assessed (§5).
  func isHeldBack(_ duty: Duty) -> Bool {
    guard case .answer(let ticket) = duty else { return false }
    return complaints(naming: ticket).contains { stands(BreachID(.serviceComplaint($0))) }
  }

  func complaints(naming ticket: Key<Ticket>) -> [Key<Complaint>] { tickets[ticket]?.complaints ?? [] }

  /// Whether the breach exists and is pending or assessed.
  func stands(_ breach: BreachID) -> Bool {
    let status = breaches[breach]?.status
    return status == .pending || status == .assessed
  }
}

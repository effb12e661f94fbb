/// `after-sales-dispute` (§2.2.4(2)): a consumer's claim on an exited outlet's earlier sale fails through the provider.
extension Decision {
  /// A breach when transaction ≤ exit ≤ filing, by date.
  mutating func testAfterSales(
    _ key: Key<Complaint>, _ complaint: Complaint, _ outletKey: Key<Outlet>, soldOn: LocalDate
  ) {
    let filedOn = state.zone.date(of: complaint.filedAt)
    guard let outlet = state.outlets[outletKey], outlet.hasExited, let exitedOn = outlet.goneOn,
      soldOn <= exitedOn, exitedOn <= filedOn
    else { return }
    raise(
      Detection(
        breach: BreachID(.afterSalesDispute(key)), clause: .afterSalesDispute, on: filedOn,
        points: range(of: .afterSalesDispute, on: filedOn, in: outlet.city),
        facts: [complaint.position] + (cause.map { [$0] } ?? [])))
  }
}

public import Packing

extension Ticket: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Ticket?) throws(Pass.Problem) {
    position = try pass.next(known) { $0.position }
    outlet = try pass.next(known) { $0.outlet }
    requestedAt = try pass.next(known) { $0.requestedAt }
    due = try pass.next(known) { $0.due }
    provisional = try pass.next(known) { $0.provisional }
    answeredAt = try pass.next(known) { $0.answeredAt }
    complaints = try pass.next(known) { $0.complaints }
  }
}

extension OpenTicket: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: OpenTicket?) throws(Pass.Problem) {
    due = try pass.next(known) { $0.due }
    position = try pass.next(known) { $0.position }
  }
}

extension Complaint: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Complaint?) throws(Pass.Problem) {
    position = try pass.next(known) { $0.position }
    filedAt = try pass.next(known) { $0.filedAt }
    subject = try pass.next(known) { $0.subject }
    status = try pass.next(known) { $0.status }
  }
}

extension Complaint.Status: PackedCase {}

extension ComplaintSubject: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: ComplaintSubject?) throws(Pass.Problem) {
    let isOfSale: Bool = try pass.next(known) { $0.source == .consumer }
    self =
      isOfSale
      ? .sale(outlet: try pass.next(known) { $0.outlet! }, transactionOn: try pass.next(known) { $0.transactionOn! })
      : .service(outlet: try pass.next(known) { $0.outlet }, ticket: try pass.next(known) { $0.ticket })
  }
}

extension SalesMonth: PackedKey {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: SalesMonth?) throws(Pass.Problem) {
    city = try pass.next(known) { $0.city }
    month = try pass.next(known) { $0.month }
  }

  /// A hash of both.
  public var packedHash: UInt64 { (city.packedHash ^ month.index.packedHash).mixed }
}

extension SalesReport: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: SalesReport?) throws(Pass.Problem) {
    position = try pass.next(known) { $0.position }
    amounts = try pass.unsorted(known?.amounts)
  }
}

extension SalesDuty: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: SalesDuty?) throws(Pass.Problem) {
    self.init(changes: try pass.next(known) { $0.changes }, runs: try pass.next(known) { $0.runs })
  }
}

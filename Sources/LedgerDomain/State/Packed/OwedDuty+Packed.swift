public import Packing

extension OwedDuty.State: PackedCase {}

extension OwedDuty: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: OwedDuty?) throws(Pass.Problem) {
    owedBy = try pass.next(known) { $0.owedBy }
    owedTo = try pass.next(known) { $0.owedTo }
    clause = try pass.next(known) { $0.clause }
    openedOn = try pass.next(known) { $0.openedOn }
    openedAt = try pass.next(known) { $0.openedAt }
    openedBy = try pass.next(known) { $0.openedBy }
    due = try pass.next(known) { $0.due }
    dueAtFirst = try pass.next(known) { $0.dueAtFirst }
    state = try pass.next(known) { $0.state }
    closedOn = try pass.next(known) { $0.closedOn }
    closedBy = try pass.next(known) { $0.closedBy }
    isTakenBack = try pass.next(known) { $0.isTakenBack }
  }
}

extension Standing.DutyLine: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Standing.DutyLine?) throws(Pass.Problem) {
    duty = try pass.next(known) { $0.duty }
    state = try pass.next(known) { $0.state }
    due = try pass.next(known) { $0.due }
    owedBy = try pass.next(known) { $0.owedBy }
    openedAt = try pass.next(known) { $0.openedAt }
  }
}

public import Packing

extension City: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: City?) throws(Pass.Problem) {
    position = try pass.next(known) { $0.position }
    authorisedAt = try pass.next(known) { $0.authorisedAt }
    population = try pass.next(known) { $0.population }
    plan = try pass.next(known) { $0.plan }
    signedForFirstBatch = try pass.next(known) { $0.signedForFirstBatch }
    signedForAll = try pass.next(known) { $0.signedForAll }
  }
}

extension CityPlan: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: CityPlan?) throws(Pass.Problem) {
    planned = try pass.next(known) { $0.planned }
    firstBatch = try pass.next(known) { $0.firstBatch }
    firstBatchDue = try pass.next(known) { $0.firstBatchDue }
    completeDue = try pass.next(known) { $0.completeDue }
  }
}

extension Meeting: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Meeting?) throws(Pass.Problem) {
    position = try pass.next(known) { $0.position }
    city = try pass.next(known) { $0.city }
    heldAt = try pass.next(known) { $0.heldAt }
    invited = try pass.next(known) { $0.invited }
    attended = try pass.next(known) { $0.attended }
    signed = try pass.next(known) { $0.signed }
    applicationsDue = try pass.next(known) { $0.applicationsDue }
    applicationsAt = try pass.next(known) { $0.applicationsAt }
    isReviewed = try pass.next(known) { $0.isReviewed }
    isRectified = try pass.next(known) { $0.isRectified }
  }
}

extension DepositSums: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: DepositSums?) throws(Pass.Problem) {
    frozenFen = try pass.next(known) { $0.frozenFen }
    forfeitedFen = try pass.next(known) { $0.forfeitedFen }
    returnedFen = try pass.next(known) { $0.returnedFen }
    compensatedFen = try pass.next(known) { $0.compensatedFen }
    releasedFen = try pass.next(known) { $0.releasedFen }
  }
}

extension OutletDepositSums: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: OutletDepositSums?) throws(Pass.Problem) {
    frozenFen = try pass.next(known) { $0.frozenFen }
    releasedFen = try pass.next(known) { $0.releasedFen }
  }
}

extension DepositMovement: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: DepositMovement?) throws(Pass.Problem) {
    at = try pass.next(known) { $0.at }
    position = try pass.next(known) { $0.position }
    kind = try pass.next(known) { $0.kind }
    city = try pass.next(known) { $0.city }
    amountFen = try pass.next(known) { $0.amountFen }
  }
}

public import Packing

extension RectificationCase: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: RectificationCase?) throws(Pass.Problem) {
    id = try pass.next(known) { $0.id }
    year = try pass.next(known) { $0.year }
    openedAt = try pass.next(known) { $0.openedAt }
    orderedOn = try pass.next(known) { $0.orderedOn }
    deadline = try pass.next(known) { $0.deadline }
    outcome = try pass.next(known) { $0.outcome }
  }
}

extension TerminationCase: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: TerminationCase?) throws(Pass.Problem) {
    id = try pass.next(known) { $0.id }
    ground = try pass.next(known) { $0.ground }
    year = try pass.next(known) { $0.year }
    step = try pass.next(known) { $0.step }
    steppedAt = try pass.next(known) { $0.steppedAt }
    firstSignature = try pass.next(known) { $0.firstSignature }
    frozenOn = try pass.next(known) { $0.frozenOn }
    contractEndedOn = try pass.next(known) { $0.contractEndedOn }
    releaseFrom = try pass.next(known) { $0.releaseFrom }
    reinstatement = try pass.next(known) { $0.reinstatement }
    outcome = try pass.next(known) { $0.outcome }
  }
}

extension Reinstatement: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Reinstatement?) throws(Pass.Problem) {
    at = try pass.next(known) { $0.at }
    by = try pass.next(known) { $0.by }
    outlets = try pass.next(known) { $0.outlets }
  }
}

extension YearScore: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: YearScore?) throws(Pass.Problem) {
    score = try pass.next(known) { $0.score }
    everCharged = try pass.next(known) { $0.everCharged }
    isFresh = try pass.next(known) { $0.isFresh }
    isWaived = try pass.next(known) { $0.isWaived }
    closedScore = try pass.next(known) { $0.closedScore }
    restatements = try pass.next(known) { $0.restatements }
    reachedLate = try pass.next(known) { $0.reachedLate }
    latestAct = try pass.next(known) { $0.latestAct }
  }
}

extension Standing.Exposure: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Standing.Exposure?) throws(Pass.Problem) {
    count = try pass.next(known) { $0.count }
    minimum = try pass.next(known) { $0.minimum }
    maximum = try pass.next(known) { $0.maximum }
  }
}

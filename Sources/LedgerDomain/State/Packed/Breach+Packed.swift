public import Packing

extension Breach: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Breach?) throws(Pass.Problem) {
    ordinal = try pass.next(known) { $0.ordinal }
    raisedAt = try pass.next(known) { $0.raisedAt }
    waitsSince = try pass.next(known) { $0.waitsSince }
    clause = try pass.next(known) { $0.clause }
    on = try pass.next(known) { $0.on }
    points = try pass.next(known) { $0.points }
    status = try pass.next(known) { $0.status }
    assessed = try pass.next(known) { $0.assessed }
    charged = try pass.next(known) { $0.charged }
    isRaisedBySweep = try pass.next(known) { $0.isRaisedBySweep }
    outlet = try pass.next(known) { $0.outlet }
    reportedBy = try pass.next(known) { $0.reportedBy }
    chargedBy = try pass.next(known) { $0.chargedBy }
    chargedAt = try pass.next(known) { $0.chargedAt }
    chargePosition = try pass.next(known) { $0.chargePosition }
    appealUntil = try pass.next(known) { $0.appealUntil }
    cap = try pass.next(known) { $0.cap }
    appeal = try pass.next(known) { $0.appeal }
    investigation = try pass.next(known) { $0.investigation }
    reviewDueSince = try pass.next(known) { $0.reviewDueSince }
    withdrawnBy = try pass.next(known) { $0.withdrawnBy }
  }
}

extension Breach.Status: PackedCase {}

extension Breach.Appeal: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Breach.Appeal?) throws(Pass.Problem) {
    let shape: Shape = try pass.next(known) { $0.shape }
    switch shape {
    case .none: self = .none
    case .open: self = .open(filedAt: try pass.next(known) { $0.filedAt! })
    case .decided: self = .decided
    }
  }

  private enum Shape: PackedCase {
    case none, open, decided
  }

  private var shape: Shape {
    switch self {
    case .none: .none
    case .open: .open
    case .decided: .decided
    }
  }

  private var filedAt: Instant? {
    if case .open(let filedAt) = self { filedAt } else { nil }
  }
}

extension Investigation: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Investigation?) throws(Pass.Problem) {
    atFault = try pass.next(known) { $0.atFault }
    deadline = try pass.next(known) { $0.deadline }
    met = try pass.next(known) { $0.met }
  }
}

extension Standing.BreachLine: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Standing.BreachLine?) throws(Pass.Problem) {
    breach = try pass.next(known) { $0.breach }
    clause = try pass.next(known) { $0.clause }
    on = try pass.next(known) { $0.on }
    state = try pass.next(known) { $0.state }
    points = try pass.next(known) { $0.points }
    assessed = try pass.next(known) { $0.assessed }
    charged = try pass.next(known) { $0.charged }
  }
}

public import Packing

extension Outlet: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Outlet?) throws(Pass.Problem) {
    facts = try pass.next(known) { $0.facts }
    city = try pass.next(known) { $0.city }
    heldFrom = try pass.next(known) { $0.heldFrom }
    heldFromDate = try pass.next(known) { $0.heldFromDate }
    isOwnSigning = try pass.next(known) { $0.isOwnSigning }
    signedOn = try pass.next(known) { $0.signedOn }
    openedAt = try pass.next(known) { $0.openedAt }
    openedOn = try pass.next(known) { $0.openedOn }
    exitRequest = try pass.next(known) { $0.exitRequest }
    goneOn = try pass.next(known) { $0.goneOn }
    departure = try pass.next(known) { $0.departure }
    earlier = try pass.next(known) { $0.earlier }
  }
}

extension Outlet.Departure: PackedCase {}

extension ExitRequest: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: ExitRequest?) throws(Pass.Problem) {
    position = try pass.next(known) { $0.position }
    at = try pass.next(known) { $0.at }
    due = try pass.next(known) { $0.due }
    answeredOn = try pass.next(known) { $0.answeredOn }
    fulfilledOn = try pass.next(known) { $0.fulfilledOn }
  }
}

extension Standing.OutletCounts: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Standing.OutletCounts?) throws(Pass.Problem) {
    signed = try pass.next(known) { $0.signed }
    open = try pass.next(known) { $0.open }
    gone = try pass.next(known) { $0.gone }
  }
}

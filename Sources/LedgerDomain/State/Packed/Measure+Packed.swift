public import Packing

extension Measure: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Measure?) throws(Pass.Problem) {
    kind = try pass.next(known) { $0.kind }
    orderedAt = try pass.next(known) { $0.orderedAt }
    since = try pass.next(known) { $0.since }
    outlet = try pass.next(known) { $0.outlet }
    effect = try pass.next(known) { $0.effect }
    status = try pass.next(known) { $0.status }
    until = try pass.next(known) { $0.until }
  }
}

extension Measure.Status: PackedCase {}

extension MeasureEffect: PackedCase {}

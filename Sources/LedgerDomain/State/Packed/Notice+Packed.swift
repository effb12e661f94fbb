public import Packing

extension Notice: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Notice?) throws(Pass.Problem) {
    position = try pass.next(known) { $0.position }
    channel = try pass.next(known) { $0.channel }
    sentAt = try pass.next(known) { $0.sentAt }
    sentOn = try pass.next(known) { $0.sentOn }
    about = try pass.next(known) { $0.about }
    arrivesOn = try pass.next(known) { $0.arrivesOn }
    end = try pass.next(known) { $0.end }
  }
}

extension Notice.End: PackedCase {}

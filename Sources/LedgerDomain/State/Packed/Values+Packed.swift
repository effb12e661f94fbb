public import Packing

/// Dates and keys.
extension LocalDate: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: LocalDate?) throws(Pass.Problem) {
    self.init(daysSinceEpoch: try pass.next(known) { $0.daysSinceEpoch })
  }
}

extension Month: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Month?) throws(Pass.Problem) {
    self.init(index: try pass.next(known) { $0.index })
  }
}

extension Instant: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Instant?) throws(Pass.Problem) {
    self.init(seconds: try pass.next(known) { $0.seconds }, nanoseconds: try pass.next(known) { $0.nanoseconds })
  }
}

extension TimeSpan: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: TimeSpan?) throws(Pass.Problem) {
    self.init(from: try pass.next(known) { $0.from }, to: try pass.next(known) { $0.to })
  }
}

extension DueDate: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: DueDate?) throws(Pass.Problem) {
    self.init(try pass.next(known) { $0.date }, provisional: try pass.next(known) { $0.provisional })
  }
}

extension Key: PackedText {}
extension CapKey: PackedText {}
extension BreachID: PackedText {}
extension DutyID: PackedText {}

/// Words, by their place in the order in which they are declared.
extension ProviderKind: PackedCase {}

extension Clause: PackedCase {}

extension Role: PackedCase {}

extension TerminationGround: PackedCase {}

extension TerminationStep: PackedCase {}

extension RectificationOutcome: PackedCase {}

extension TerminationOutcome: PackedCase {}

extension DepositFact.Kind: PackedCase {}

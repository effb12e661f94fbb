public import Packing

/// Keeping a state as bytes, so that a stream need not be folded from its first event each time.
extension ProviderState {
  /// What a standing, a year's end and the search for duties due need, whatever the length of the stream.
  func packSummary(into writer: inout PackedWriter) {
    var state = self
    state.passSummary(&writer)
  }

  /// Reads what `packSummary` kept, for `Account`: the books stay empty.
  init(
    summaryOf provider: Key<Provider>, zone: Zone, from reader: inout PackedReader
  ) throws(UnreadableBytes) {
    self.init(provider: provider, zone: zone)
    try passSummary(&reader)
  }

  /// The whole state; what is large in no order, as it is kept.
  package func pack(into writer: inout PackedWriter) {
    var state = self
    state.passWhole(&writer)
  }

  /// Reads what `pack` kept: a state equal to the one that was packed.
  package init(_ provider: Key<Provider>, zone: Zone, from reader: inout PackedReader) throws(UnreadableBytes) {
    self.init(provider: provider, zone: zone)
    try passWhole(&reader)
  }

  /// One pass over the parts that a summary is made of, where they stand.
  private mutating func passSummary<Pass: PackedPass>(_ pass: inout Pass) throws(Pass.Problem) {
    try pass.part(&registration)
    try pass.part(&version)
    try pass.part(&position)
    try pass.part(&through)
    try pass.part(&rulebook)
    try pass.part(&deposit.sums)
    try pass.part(&deposit.isReleased)
    try pass.part(&outletDepositSums)
    try pass.part(&listedDuties)
    try pass.part(&admissionBox)
    try pass.part(&measures)
    try pass.part(&notices)
    try pass.part(&cities)
    try pass.part(&signedByCity)
    try pass.part(&pauses)
    try pass.part(&rectifications)
    try pass.part(&terminations)
    try pass.part(&rectificationFailures)
    try pass.part(&isExpansionSuspended)
    try pass.part(&reviews)
    try pass.part(&lastCorrection)
    try pass.part(&outletCounts)
    try pass.part(&exposures)
    try pass.part(&years)
    try pass.part(&agreements)
    try pass.part(&breachCount)
    try pass.part(&openSince)
    try pass.part(&openAppeals)
    try pass.part(&salesDuties)
    try pass.part(&duesMoved)
  }

  /// One pass over all parts, where they stand.
  private mutating func passWhole<Pass: PackedPass>(_ pass: inout Pass) throws(Pass.Problem) {
    try passSummary(&pass)
    try pass.part(&deposit.forfeitedByBreach)
    try pass.part(&deposit.movements)
    try pass.part(&outletDeposits)
    try pass.part(&owedDuties)
    try pass.part(&outages)
    try pass.part(&promotionMonths)
    try pass.part(&promotionsOwedFrom)
    outlets = try pass.unsorted(outlets)
    try pass.part(&meetings)
    try pass.part(&tickets)
    try pass.part(&complaints)
    try pass.part(&sales)
    try pass.part(&trainings)
    try pass.part(&promotions)
    try pass.part(&breaches)
    try pass.part(&breachOrder)
    try pass.part(&chargesByDay)
    try pass.part(&chargedUnderCap)
    try pass.part(&openTickets)
    try pass.part(&openExitRequests)
    try pass.part(&openApplications)
    try pass.part(&openComplaints)
    try pass.part(&lastComplaintClosedOn)
    try pass.part(&pendingDutyBreaches)
    try pass.part(&raisedPromotionMonths)
  }
}

extension ProviderState.Registration: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: ProviderState.Registration?) throws(Pass.Problem) {
    name = try pass.next(known) { $0.name }
    kind = try pass.next(known) { $0.kind }
    on = try pass.next(known) { $0.on }
    isGated = try pass.next(known) { $0.isGated }
  }
}

/// Breaches in blocks, so that what changing one writes does not grow with their number.
extension ProviderState {
  /// Breaches in a block.
  private static let blockSize = 32

  /// How many blocks the provider's breaches make, in the order in which they were raised.
  public var breachBlocks: Int { (breachCount + Self.blockSize - 1) / Self.blockSize }

  /// The block a breach is in, from 0; nil for no breach of this provider.
  public func block(of breach: BreachID) -> Int? { breaches[breach].map { $0.ordinal / Self.blockSize } }

  /// The breaches of a block, as a standing shows them, and those of them that are open, whole.
  ///
  /// - Returns: whether any is open.
  package func pack(block: Int, into lines: inout PackedWriter, open: inout PackedWriter) -> Bool {
    var all: [Standing.BreachLine] = []
    var waiting: [OpenBreach] = []
    for ordinal in block * Self.blockSize..<min((block + 1) * Self.blockSize, breachCount) {
      guard let id = breachOrder[ordinal], let breach = breaches[id] else { continue }
      all.append(line(of: breach, id))
      if breach.isOpen { waiting.append(OpenBreach(id, breach, in: self)) }
    }
    lines.add(all)
    open.add(waiting)
    return !waiting.isEmpty
  }
}

extension Standing.BreachLine {
  /// Adds the breaches of a block to `lines`.
  package static func readBlock(
    from reader: inout PackedReader, into lines: inout [Standing.BreachLine]
  ) throws(UnreadableBytes) {
    lines += try reader.next() as [Standing.BreachLine]
  }
}

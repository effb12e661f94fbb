/// Keeping a state as bytes, so that a stream need not be folded from its first event each time.
extension ProviderState {
  /// What a standing, a year's end and the search for duties due need, whatever the length of the stream.
  public func packSummary(into bytes: inout PackedBytes) {
    bytes.add(registration, version, position)
    bytes.add(through, rulebook)
    bytes.add(deposit.sums, deposit.isReleased, cities, signedByCity)
    bytes.add(pauses, rectifications, terminations)
    bytes.add(rectificationFailures, isExpansionSuspended, outletCounts, exposures)
    bytes.add(years, agreements, breachCount)
    bytes.add(openAppeals, salesDuties)
  }

  /// Reads what `packSummary` kept: a state without its books, of which no outlet, ticket, meeting or breach can be asked.
  public init(
    summaryOf provider: Key<Provider>, zone: Zone, from reader: inout PackedReader
  ) throws(UnreadableBytes) {
    self.init(provider: provider, zone: zone)
    registration = try reader.next()
    version = try reader.next()
    position = try reader.next()
    through = try reader.next()
    rulebook = try reader.next()
    deposit.sums = try reader.next()
    deposit.isReleased = try reader.next()
    cities = try reader.next()
    signedByCity = try reader.next()
    pauses = try reader.next()
    rectifications = try reader.next()
    terminations = try reader.next()
    rectificationFailures = try reader.next()
    isExpansionSuspended = try reader.next()
    outletCounts = try reader.next()
    exposures = try reader.next()
    years = try reader.next()
    agreements = try reader.next()
    breachCount = try reader.next()
    openAppeals = try reader.next()
    salesDuties = try reader.next()
  }

  /// The whole state; its registers in no order, as they are kept.
  public func pack(into bytes: inout PackedBytes) {
    packSummary(into: &bytes)
    bytes.add(deposit.forfeitedByBreach, promotionMonths, promotionsOwedFrom)
    bytes.add(unordered: outlets)
    bytes.add(meetings, tickets, complaints, sales)
    bytes.add(trainings, promotions, breaches, breachOrder)
    bytes.add(chargesByDay, chargedUnderCap, openTickets)
    bytes.add(openExitRequests, openApplications, openComplaints)
    bytes.add(lastComplaintClosedOn, pendingDutyBreaches)
  }

  /// Reads what `pack` kept: a state equal to the one that was packed.
  public init(_ provider: Key<Provider>, zone: Zone, from reader: inout PackedReader) throws(UnreadableBytes) {
    try self.init(summaryOf: provider, zone: zone, from: &reader)
    deposit.forfeitedByBreach = try reader.next()
    promotionMonths = try reader.next()
    promotionsOwedFrom = try reader.next()
    outlets = try reader.next()
    meetings = try reader.next()
    tickets = try reader.next()
    complaints = try reader.next()
    sales = try reader.next()
    trainings = try reader.next()
    promotions = try reader.next()
    breaches = try reader.next()
    breachOrder = try reader.next()
    chargesByDay = try reader.next()
    chargedUnderCap = try reader.next()
    openTickets = try reader.next()
    openExitRequests = try reader.next()
    openApplications = try reader.next()
    openComplaints = try reader.next()
    lastComplaintClosedOn = try reader.next()
    pendingDutyBreaches = try reader.next()
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

  /// The breaches of a block, as a standing shows them.
  public func pack(block: Int, into bytes: inout PackedBytes) {
    let ordinals = block * Self.blockSize..<min((block + 1) * Self.blockSize, breachCount)
    bytes.add(ordinals.compactMap { breachOrder[$0].flatMap(breachLine) })
  }
}

extension Standing.BreachLine {
  /// Adds the breaches of a block to `lines`.
  public static func readBlock(
    from reader: inout PackedReader, into lines: inout [Standing.BreachLine]
  ) throws(UnreadableBytes) {
    for _ in 0..<(try reader.count()) { lines.append(try reader.next()) }
  }
}

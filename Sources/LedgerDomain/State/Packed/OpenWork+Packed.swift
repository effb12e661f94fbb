package import Packing

/// What is open, as it is kept: in rows that do not grow with what is closed, each written only when it changes.
extension ProviderState {
  /// Positions of the log whose tickets share a row.
  private static let ticketSpan = 4096

  /// All that is open but breaches and tickets: what an event seldom changes.
  package func packOpen(into writer: inout PackedWriter) {
    writer.add(OpenBase(of: self))
  }

  /// The rows that open tickets are in.
  public var openTicketRows: Set<Int> { Set(openTickets.values.map { $0.position / Self.ticketSpan }) }

  /// The row a ticket is in while it is open.
  public func openTicketRow(of ticket: Event.TouchedTicket) -> Int? {
    switch ticket {
    case .named(let key): tickets[key].map { $0.position / Self.ticketSpan }
    case .ofComplaint(let key): complaints[key]?.subject.ticket.flatMap { openTicketRow(of: .named($0)) }
    }
  }

  /// The open tickets of a row; false when there are none.
  package func packOpen(ticketRow row: Int, into writer: inout PackedWriter) -> Bool {
    var open: [TicketInRow] = []
    for (key, entry) in openTickets where entry.position / Self.ticketSpan == row {
      guard var ticket = tickets[key] else { continue }
      ticket.complaints = ticket.complaints.filter { stands(BreachID(.serviceComplaint($0))) }
      open.append(TicketInRow(key, entry, ticket, city: city(of: Duty.answer(key).breach)))
    }
    writer.add(open.sorted { $0.key < $1.key })
    return !open.isEmpty
  }

  fileprivate var openPromotionMonths: Set<Month> {
    guard let owed = promotionsOwedFrom else { return [] }
    return promotionMonths.filter { $0 >= owed }
  }

  /// Those with an exit request open, and of all others as few as show which months some outlet was open throughout.
  fileprivate var openOutlets: [Key<Outlet>: Outlet] {
    var open: [Key<Outlet>: Outlet] = [:]
    for key in openExitRequests { open[key] = outlets[key] }
    guard let owed = promotionsOwedFrom?.index else { return open }
    var spans: [(from: Int, end: Int, key: Key<Outlet>)] = []
    for (key, outlet) in outlets {
      outlet.forEachTime { time in
        guard let openedOn = time.openedOn else { return }
        let from = max(max(openedOn, time.heldFromDate).month.index + 1, owed)
        let end = time.goneOn?.month.index ?? .max
        if from < end { spans.append((from, end, key)) }
      }
    }
    var covered = Int.min
    for span in spans.sorted(by: { ($0.from, $1.end, $0.key) < ($1.from, $0.end, $1.key) }) where span.end > covered {
      covered = span.end
      open[span.key] = outlets[span.key]
    }
    return open
  }

  fileprivate var openComplaintsFiled: [Key<Complaint>: Complaint] {
    var open: [Key<Complaint>: Complaint] = [:]
    for key in openComplaints { open[key] = complaints[key] }
    return open
  }

  fileprivate var openMeetings: [Key<Meeting>: Meeting] {
    var open: [Key<Meeting>: Meeting] = [:]
    for key in openApplications { open[key] = meetings[key] }
    return open
  }

  /// Breaches of duties that are begun, or owed month by month, which for that reason are owed no more.
  fileprivate var raisedDuties: [BreachID] {
    var raised: [BreachID] = []
    for duty in dutiesBegun {
      let id = duty.breach
      if breaches.contains(id), !mayRaise(id) { raised.append(id) }
    }
    if let owed = promotionsOwedFrom {
      for month in raisedPromotionMonths where month >= owed { raised.append(Duty.promotion(month).breach) }
    }
    return raised.sorted()
  }

  /// The charges of the years in which some appeal is open.
  fileprivate var chargesByDayOfAppeals: [LocalDate: Int] {
    guard !openAppeals.isEmpty else { return [:] }
    let years = openAppeals
    return chargesByDay.filter { years[$0.key.year] != nil }
  }

  /// What is charged under the caps of cities and meetings in which something is still owed.
  fileprivate var openCaps: [CapKey: Int] {
    guard !chargedUnderCap.isEmpty else { return [:] }
    var open: [CapKey: Int] = [:]
    let subjects =
      cities.keys.map { BreachSubject.duty(.expansionTarget($0, .complete)) }
      + openApplications.map { BreachSubject.duty(.applications($0)) }
    for subject in subjects {
      if let key = subject.placeCapKey { open[key] = chargedUnderCap[key] }
    }
    return open
  }
}

extension OpenWork {
  /// Reads what `packOpen(into:)` kept.
  package mutating func read(from reader: inout PackedReader) throws(UnreadableBytes) {
    let base: OpenBase = try reader.next()
    state.promotionsOwedFrom = base.promotionsOwedFrom
    state.promotionMonths = base.promotionMonths
    state.outlets = base.outlets
    for (key, meeting) in base.meetings { state.meetings[key] = meeting }
    for (key, complaint) in base.complaints {
      state.openComplaints.insert(key)
      state.complaints[key] = complaint
    }
    state.lastComplaintClosedOn = base.lastComplaintClosedOn
    state.openExitRequests = base.exitRequests
    state.openApplications = base.applications
    for id in base.raisedDuties { leaveOut(id) }
    for (key, charged) in base.caps { state.chargedUnderCap[key] = charged }
    state.chargesByDay = base.chargesByDay
  }

  /// Reads the open breaches of a block.
  package mutating func readBreaches(from reader: inout PackedReader) throws(UnreadableBytes) {
    for _ in 0..<(try reader.count()) {
      let entry: OpenBreach = try reader.next()
      open.append((entry.id, entry.breach))
      if let city = entry.city { state.citiesOfLeftOut[entry.id] = city }
      if entry.chargedBeside > 0, let key = entry.id.subject?.placeCapKey {
        state.chargedUnderCap[key] = entry.chargedBeside
      }
    }
  }

  /// Reads the open tickets of a row.
  package mutating func readTickets(from reader: inout PackedReader) throws(UnreadableBytes) {
    for _ in 0..<(try reader.count()) {
      let entry: TicketInRow = try reader.next()
      state.openTickets[entry.key] = entry.entry
      state.tickets[entry.key] = entry.ticket
      if let city = entry.city { state.citiesOfLeftOut[Duty.answer(entry.key).breach] = city }
      for complaint in entry.ticket.complaints { leaveOut(BreachID(.serviceComplaint(complaint)), as: .assessed) }
    }
  }

  /// Notes that there is such a breach, of which nothing is asked but that.
  private mutating func leaveOut(_ id: BreachID, as status: Breach.Status = .dismissed) {
    guard !state.breaches.contains(id) else { return }
    state.breaches[id] = Breach(
      raisedAt: 0, waitsSince: Instant(seconds: 0), clause: .serviceComplaint, on: LocalDate(daysSinceEpoch: 0),
      points: 0...0, status: status, isRaisedBySweep: false)
  }
}

/// All that is open but breaches and tickets, as its row keeps it.
private struct OpenBase: Packed {
  let promotionsOwedFrom: Month?
  let promotionMonths: Set<Month>
  let outlets: [Key<Outlet>: Outlet]
  let meetings: [Key<Meeting>: Meeting]
  let complaints: [Key<Complaint>: Complaint]
  let lastComplaintClosedOn: LocalDate?
  let exitRequests: Set<Key<Outlet>>
  let applications: Set<Key<Meeting>>
  let raisedDuties: [BreachID]
  let caps: [CapKey: Int]
  let chargesByDay: [LocalDate: Int]

  init(of state: ProviderState) {
    promotionsOwedFrom = state.promotionsOwedFrom
    promotionMonths = state.openPromotionMonths
    outlets = state.openOutlets
    meetings = state.openMeetings
    complaints = state.openComplaintsFiled
    lastComplaintClosedOn = state.lastComplaintClosedOn
    exitRequests = state.openExitRequests
    applications = state.openApplications
    raisedDuties = state.raisedDuties
    caps = state.openCaps
    chargesByDay = state.chargesByDayOfAppeals
  }

  init<Pass: PackedPass>(_ pass: inout Pass, _ known: OpenBase?) throws(Pass.Problem) {
    promotionsOwedFrom = try pass.next(known) { $0.promotionsOwedFrom }
    promotionMonths = try pass.next(known) { $0.promotionMonths }
    outlets = try pass.next(known) { $0.outlets }
    meetings = try pass.next(known) { $0.meetings }
    complaints = try pass.next(known) { $0.complaints }
    lastComplaintClosedOn = try pass.next(known) { $0.lastComplaintClosedOn }
    exitRequests = try pass.next(known) { $0.exitRequests }
    applications = try pass.next(known) { $0.applications }
    raisedDuties = try pass.next(known) { $0.raisedDuties }
    caps = try pass.next(known) { $0.caps }
    chargesByDay = try pass.next(known) { $0.chargesByDay }
  }
}

/// An open breach as a row keeps it, with what its subject says that is left out.
struct OpenBreach: Packed {
  let id: BreachID
  let breach: Breach
  /// The city it belongs to.
  let city: Key<City>?
  /// What is charged under the cap of its city or meeting.
  let chargedBeside: Int

  init(_ id: BreachID, _ breach: Breach, in state: ProviderState) {
    self.id = id
    self.breach = breach
    city = state.city(of: id)
    chargedBeside = id.subject?.placeCapKey.flatMap { state.chargedUnderCap[$0] } ?? 0
  }

  init<Pass: PackedPass>(_ pass: inout Pass, _ known: OpenBreach?) throws(Pass.Problem) {
    id = try pass.next(known) { $0.id }
    breach = try pass.next(known) { $0.breach }
    city = try pass.next(known) { $0.city }
    chargedBeside = try pass.next(known) { $0.chargedBeside }
  }
}

/// An open ticket as a row keeps it.
private struct TicketInRow: Packed {
  let key: Key<Ticket>
  let entry: OpenTicket
  let ticket: Ticket
  /// The city it belongs to.
  let city: Key<City>?

  init(_ key: Key<Ticket>, _ entry: OpenTicket, _ ticket: Ticket, city: Key<City>?) {
    self.key = key
    self.entry = entry
    self.ticket = ticket
    self.city = city
  }

  init<Pass: PackedPass>(_ pass: inout Pass, _ known: TicketInRow?) throws(Pass.Problem) {
    key = try pass.next(known) { $0.key }
    entry = try pass.next(known) { $0.entry }
    ticket = try pass.next(known) { $0.ticket }
    city = try pass.next(known) { $0.city }
  }
}

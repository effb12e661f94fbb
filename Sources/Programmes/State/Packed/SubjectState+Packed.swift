public import LedgerDomain
public import Packing

/// Keeping a subject's state as bytes, so that its stream need not be folded from its first event each time.
extension SubjectState {
  /// The whole state. It is good between two events of which neither is part of a reversal.
  public func pack(into writer: inout PackedWriter) {
    var state = self
    state.passWhole(&writer)
  }

  /// Reads what `pack` kept: a state equal to the one that was packed.
  ///
  /// - Throws: `UnreadableBytes`, where they are no state.
  public init(
    _ provider: Key<Provider>, of programme: String, zone: Zone, from reader: inout PackedReader
  ) throws(UnreadableBytes) {
    self.init(provider, of: programme, zone: zone)
    try passWhole(&reader)
    guard running.allSatisfy(measures.indices.contains), openDuties.allSatisfy(duties.indices.contains) else {
      throw reader.unreadable()
    }
    findPlaces()
  }

  /// One pass over all parts but those by which others are found, where they stand.
  private mutating func passWhole<Pass: PackedPass>(_ pass: inout Pass) throws(Pass.Problem) {
    try pass.part(&version)
    try pass.part(&enrolment)
    try pass.part(&attributes)
    try pass.part(&facts)
    try pass.part(&entries)
    try pass.part(&breaches)
    try pass.part(&measures)
    try pass.part(&running)
    try pass.part(&notices)
    try pass.part(&noticeGrounds)
    try pass.part(&duties)
    try pass.part(&openDuties)
    try pass.part(&periodDuties)
    try pass.part(&accounts)
    try pass.part(&fines)
    try pass.part(&restorations)
    try pass.part(&reviewed)
    try pass.part(&closed)
    try pass.part(&progress)
  }

  /// By what entries, breaches and the keys of facts are found.
  private mutating func findPlaces() {
    for (place, entry) in entries.enumerated() {
      tracks[entry.counter, default: [:]][entry.key ?? "", default: EntryTrack()].add(entry, at: place)
      if let breach = entry.charging { charges[breach, default: []].append(place) }
    }
    for (place, breach) in breaches.enumerated() {
      breachPlaces[breach.id] = place
      assessed.change(from: nil, to: breach)
    }
    for place in duties.indices { findPlace(ofDuty: place) }
    for (kind, facts) in facts {
      for fact in facts { if let key = fact.key { factKeys.insert(kind + ":" + key) } }
    }
  }
}

extension SubjectState.Enrolment: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: SubjectState.Enrolment?) throws(Pass.Problem) {
    name = try pass.next(known) { $0.name }
    on = try pass.next(known) { $0.on }
    at = try pass.next(known) { $0.at }
  }
}

extension Progress: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Progress?) throws(Pass.Problem) {
    day = try pass.next(known) { $0.day }
    step = try pass.next(known) { $0.step }
  }
}

extension Progress.Step: Packed {
  /// Takes a pass over its parts.
  public init<Pass: PackedPass>(_ pass: inout Pass, _ known: Progress.Step?) throws(Pass.Problem) {
    let shape: Shape = try pass.next(known) { $0.shape }
    switch shape {
    case .begin: self = .begin
    case .duty: self = .duty(try pass.next(known) { $0.duty })
    case .review: self = .review(try pass.next(known) { $0.name })
    case .closing: self = .closing(try pass.next(known) { $0.name })
    }
  }

  private enum Shape: PackedCase {
    case begin, duty, review, closing
  }

  private var shape: Shape {
    switch self {
    case .begin: .begin
    case .duty: .duty
    case .review: .review
    case .closing: .closing
    }
  }

  private var duty: DutyName { if case .duty(let duty) = self { duty } else { DutyName(duty: "") } }

  private var name: String {
    switch self {
    case .review(let name), .closing(let name): name
    case .begin, .duty: ""
    }
  }
}

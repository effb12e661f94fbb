public import LedgerDomain

/// What is known of one subject of a programme: the fold of its stream (programmes §10).
///
/// It reads no rule: events carry what was decided. A view of the past is the fold of the events recorded by then, asked for the
/// day it is about (programmes §11).
public struct SubjectState: Equatable, Sendable {
  /// The subject.
  public let provider: Key<Provider>
  /// The programme it belongs to.
  public let programme: String
  /// The zone of its dates.
  public let zone: Zone
  /// How many events its stream has.
  public internal(set) var version = 0
  /// Its enrolment; nil before that.
  public internal(set) var enrolment: Enrolment?
  /// The attributes that were ever set, each by date, then in log order.
  public internal(set) var attributes: [String: [DatedValue]] = [:]
  /// The facts of each kind, by date, then in log order.
  public internal(set) var facts: [String: [FactOnRecord]] = [:]
  /// The days of those that tests look for by more than their kind.
  var sought = SoughtFacts()
  /// The keys that facts of a kind have, as `kind:key`.
  var factKeys: Set<String> = []
  /// The entries, by their numbers.
  public internal(set) var entries: [SubjectEntry] = []
  /// The places of the entries of each counter, by key; under the empty key those without one.
  public internal(set) var tracks: [String: [String: EntryTrack]] = [:]
  /// The places of the entries that each breach charged.
  var charges: [BreachID: [Int]] = [:]
  /// The breaches, in log order.
  public internal(set) var breaches: [SubjectBreach] = []
  /// The place of each breach.
  var breachPlaces: [BreachID: Int] = [:]
  /// The days of the acts of those that are assessed.
  var assessed = AssessedDays()
  /// The measures, in the order in which they began to be recorded.
  public internal(set) var measures: [SubjectMeasure] = []
  /// The places of those that are not over.
  var running: [Int] = []
  /// The notices, in log order.
  public internal(set) var notices: [MeasureNotice] = []
  /// What each notice rests on.
  var noticeGrounds: [Ground] = []
  /// The duties, in log order.
  public internal(set) var duties: [SubjectDuty] = []
  /// The places of those that are open.
  var openDuties: [Int] = []
  /// The places of those of a name, by the day they opened, then in log order.
  var dutyPlaces: [DutyName: [Int]] = [:]
  /// What became of duties of every period.
  public internal(set) var periodDuties: [String: [PeriodOutcome]] = [:]
  /// The accounts that ever moved.
  public internal(set) var accounts: [String: SubjectAccount] = [:]
  /// The fines.
  var fines: [SubjectFine] = []
  /// What was restored under a limit or without.
  var restorations: [SubjectRestoration] = []
  /// The last day of the last period that each review looked at.
  var reviewed: [String: LocalDate] = [:]
  /// The last day of the last period closed of each counter and key.
  var closed: [DutyName: LocalDate] = [:]
  /// How far its days have run; nil before the enrolment.
  public internal(set) var progress: Progress?
  /// How many of the events that follow belong to a reversal, and its date; nil behind the last of them.
  var reversing: Reversing?
  /// What puts it back, while something is decided that may still be refused.
  var before: StateBefore?

  /// A reversal of which some events are still to come.
  struct Reversing: Hashable {
    let left: Int
    let on: LocalDate
  }

  /// How it was enrolled.
  public struct Enrolment: Hashable, Sendable {
    /// What it is called.
    public let name: String
    /// Its date.
    public let on: LocalDate
    /// When.
    public let at: Instant
  }

  /// A subject of which nothing is known.
  public init(_ provider: Key<Provider>, of programme: String, zone: Zone) {
    self.provider = provider
    self.programme = programme
    self.zone = zone
  }
}

extension SubjectState {
  /// Has facts found that are looked for by more than their kind.
  mutating func seek(_ all: [FactsSought]) {
    if !all.isEmpty { sought.seek(all, among: facts) }
  }

  /// A breach; nil for one never raised.
  public func breach(_ id: BreachID) -> SubjectBreach? { breachPlaces[id].map { breaches[$0] } }

  /// The value of an attribute on a day, as it was set; nil where it was not.
  public func attribute(_ name: String, on day: LocalDate) -> DeclaredValue? {
    attributes[name]?.last { $0.on <= day }?.value
  }

  /// A counter's value at the end of a day (programmes §2): for one key, or, with nil, the sum of all.
  public func value(of counter: String, key: String? = nil, on day: LocalDate) -> Int {
    guard let keys = tracks[counter] else { return 0 }
    guard let key else { return keys.values.reduce(0) { $0 + $1.sum(on: day, of: entries) } }
    return keys[key]?.sum(on: day, of: entries) ?? 0
  }

  /// The places of the entries of a counter, for one key or, with nil, of all.
  func places(of counter: String, key: String?) -> [Int] {
    guard let key else { return (tracks[counter] ?? [:]).values.flatMap(\.places) }
    return tracks[counter]?[key]?.places ?? []
  }

  /// Whether a measure that closes the subject is in force on a day.
  public func isOut(on day: LocalDate) -> Bool {
    func closes(_ measure: SubjectMeasure) -> Bool { measure.closes && measure.isInForce(on: day) }
    return isPast(day) ? measures.contains(where: closes) : running.contains { closes(measures[$0]) }
  }

  /// The measures in force on a day.
  func measuresInForce(on day: LocalDate) -> [SubjectMeasure] {
    (isPast(day) ? measures : running.sorted().map { measures[$0] }).filter { $0.isInForce(on: day) }
  }

  /// Whether a day lies before the last of which something is recorded: from then on, no measure is in force that is over.
  private func isPast(_ day: LocalDate) -> Bool { progress.map { day < $0.day } ?? false }

  /// Whether a measure is in force on a day, or, of a notice, was delivered on it.
  func isInForce(_ measure: String, _ kind: MeasureForm.Kind?, on day: LocalDate) -> Bool {
    if measuresInForce(on: day).contains(where: { $0.measure == measure }) { return true }
    return kind == .notice && notices.contains { $0.measure == measure && $0.on == day }
  }

  /// The duty of a name that is open.
  func openDuty(_ name: DutyName) -> SubjectDuty? {
    openDuties.first { duties[$0].name == name }.map { duties[$0] }
  }
}

public import LedgerDomain

/// Where a subject stands on a day (programmes §11). It sweeps nothing: it shows what is recorded.
public struct SubjectStanding: Equatable, Sendable {
  /// A counter's value, or that of each key.
  public enum CounterValue: Equatable, Sendable {
    /// One value.
    case total(Int)
    /// One for each key, in order.
    case byKey([(key: String, value: Int)])

    /// The sum of all.
    public var sum: Int {
      switch self {
      case .total(let value): value
      case .byKey(let values): values.reduce(0) { $0 + $1.value }
      }
    }

    /// Whether both are the same.
    public static func == (left: CounterValue, right: CounterValue) -> Bool {
      switch (left, right) {
      case (.total(let left), .total(let right)): left == right
      case (.byKey(let left), .byKey(let right)): left.elementsEqual(right) { $0 == $1 }
      case (.total, .byKey), (.byKey, .total): false
      }
    }
  }

  /// One breach.
  public struct BreachLine: Equatable, Sendable {
    /// The breach, as known.
    public let breach: SubjectBreach
    /// What it charged, by counter; nil while it is pending, dismissed or withdrawn.
    public let charged: [Named<Int>]?
  }

  /// What became of a duty, as it stood on the day.
  public enum DutyState: Equatable, Sendable, CustomStringConvertible {
    /// It is due on a day.
    case due(LocalDate)
    /// It was met on a day.
    case met(LocalDate)
    /// It was missed.
    case missed

    /// As standings print it.
    public var description: String {
      switch self {
      case .due(let date): "due \(date)"
      case .met(let date): "met \(date)"
      case .missed: "missed"
      }
    }
  }

  /// Something under its name.
  public struct Named<Value: Equatable & Sendable>: Equatable, Sendable {
    /// The name.
    public let name: String
    /// What it is.
    public let value: Value
  }

  /// The subject.
  public let provider: Key<Provider>
  /// What it is called.
  public let name: String
  /// The programme, without its version.
  public let programme: String
  /// The version in force on the day.
  public let rulebook: String
  /// The day.
  public let asOf: LocalDate
  /// The day it is out from; nil where it is not out.
  public let closed: LocalDate?
  /// Each attribute's value; nil where there is none.
  public let attributes: [Named<DeclaredValue?>]
  /// Each counter's value.
  public let counters: [Named<CounterValue>]
  /// The measures in force, with the last day as now known; nil where it is open.
  public let measures: [Named<LocalDate?>]
  /// The notices delivered, by date, then as given.
  public let notices: [MeasureNotice]
  /// What lies in each deposit, in fen.
  public let balance: [Named<Int>]
  /// What is billed on each bill, in fen.
  public let billed: [Named<Int>]
  /// What is owed beside each deposit, in fen.
  public let owed: [Named<Int>]
  /// The breaches that wait for a judge.
  public let pending: [BreachID]
  /// All breaches, by date, then id.
  public let breaches: [BreachLine]
  /// The duties, each under `<duty>` or `<duty>:<key>`.
  public let duties: [Named<DutyState>]
}

extension SubjectState {
  /// The standing as of a day, of what this state knows: for a view as known at a moment, of the fold of what was recorded by
  /// then (programmes §11).
  ///
  /// - Returns: nil for a day before the enrolment, of which nothing is known (`unknown-provider`).
  public func standing(asOf day: LocalDate, by versions: ProgrammeVersions) -> SubjectStanding? {
    guard let enrolment, enrolment.on <= day else { return nil }
    let programme = versions.on(day)
    let running = measuresInForce(on: day)
    let deposits = programme.accounts.filter { $0.kind == .deposit }
    let bills = programme.accounts.filter { $0.kind == .bill }
    func money(_ account: AccountForm) -> (balance: Int, owed: Int) { accounts[account.name]?.asOf(day) ?? (0, 0) }
    let known = breaches.filter { $0.on <= day }.sorted { ($0.on, $0.id) < ($1.on, $1.id) }
    return SubjectStanding(
      provider: provider, name: enrolment.name, programme: self.programme, rulebook: programme.name, asOf: day,
      closed: running.filter(\.closes).map(\.from).min(),
      attributes: programme.attributes.map {
        SubjectStanding.Named(name: $0.name, value: value(of: $0.name, on: day, by: programme))
      },
      counters: programme.counters.map { SubjectStanding.Named(name: $0.name, value: standing(of: $0, on: day)) },
      measures: lasting(running, programme),
      notices: notices.filter { $0.on <= day }.enumerated().sorted { ($0.1.on, $0.0) < ($1.1.on, $1.0) }.map(\.1),
      balance: deposits.map { SubjectStanding.Named(name: $0.name, value: money($0).balance) },
      billed: bills.map { SubjectStanding.Named(name: $0.name, value: money($0).owed - money($0).balance) },
      owed: deposits.map { SubjectStanding.Named(name: $0.name, value: money($0).owed) },
      pending: known.filter { $0.status == .pending }.map(\.id).sorted(),
      breaches: known.map { SubjectStanding.BreachLine(breach: $0, charged: charged(by: $0)) },
      duties: dutyStates(on: day, by: versions))
  }

  private func standing(of counter: CounterForm, on day: LocalDate) -> SubjectStanding.CounterValue {
    guard counter.by != nil else { return .total(value(of: counter.name, on: day)) }
    return .byKey(
      (tracks[counter.name] ?? [:]).keys.sorted().map { ($0, value(of: counter.name, key: $0, on: day)) })
  }

  /// Of several instances of a measure the one that lasts longest, in the order of the file.
  private func lasting(_ running: [SubjectMeasure], _ programme: Programme) -> [SubjectStanding.Named<LocalDate?>] {
    programme.measures.compactMap { form in
      let ends = running.filter { $0.measure == form.name }.map { $0.end?.adding(days: -1) }
      guard !ends.isEmpty else { return nil }
      return SubjectStanding.Named(name: form.name, value: ends.contains(nil) ? nil : ends.compactMap(\.self).max())
    }
  }

  /// What a breach charged, by counter; nil for one that charges nothing yet or no more.
  public func charged(by breach: SubjectBreach) -> [SubjectStanding.Named<Int>]? {
    breach.charged(in: (charges[breach.id] ?? []).map { entries[$0] })
  }

  private func dutyStates(
    on day: LocalDate, by versions: ProgrammeVersions
  ) -> [SubjectStanding.Named<SubjectStanding.DutyState>] {
    var states: [DutyName: SubjectStanding.DutyState] = [:]
    var opened: [DutyName: LocalDate] = [:]
    for duty in duties where duty.openedOn <= day && duty.openedOn >= opened[duty.name] ?? duty.openedOn {
      guard let state = duty.state(on: day) else { continue }
      (states[duty.name], opened[duty.name]) = (state, duty.openedOn)
    }
    for duty in versions.on(day).duties {
      if let state = periodState(of: duty, on: day) { states[DutyName(duty: duty.name)] = state }
    }
    return states.sorted { $0.key < $1.key }.map { SubjectStanding.Named(name: $0.key.text, value: $0.value) }
  }

  /// What became of a duty of every period in the last one that has ended, as far as that is recorded.
  private func periodState(of duty: DutyForm, on day: LocalDate) -> SubjectStanding.DutyState? {
    let ended = (periodDuties[duty.name] ?? []).filter { $0.until <= day }
    return ended.max { $0.until < $1.until }.map { $0.metOn.map { .met($0) } ?? .missed }
  }
}

extension SubjectBreach {
  /// What it charged, by counter, in its own entries; nil where it charges nothing yet or no more.
  fileprivate func charged(in entries: [SubjectEntry]) -> [SubjectStanding.Named<Int>]? {
    switch status {
    case .pending, .dismissed, .withdrawn: return nil
    case .assessed, .overturned: break
    }
    var sums: [String: Int] = [:]
    for entry in entries { sums[entry.counter, default: 0] += status == .overturned ? 0 : entry.standing }
    return sums.sorted { $0.key < $1.key }.map { SubjectStanding.Named(name: $0.key, value: $0.value) }
  }
}

extension SubjectDuty {
  /// What it was on a day; nil where it does not occur.
  func state(on day: LocalDate) -> SubjectStanding.DutyState? {
    var status = status
    if case .withdrawn(let on) = status {
      if on <= day { return nil }
      status = before ?? .open
    }
    switch status {
    case .met(let on): return on <= day ? .met(on) : .due(due.date)
    case .missed(let on): return on <= day ? .missed : .due(due.date)
    case .open, .withdrawn: return .due(due.date)
    }
  }
}

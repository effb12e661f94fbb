public import LedgerDomain

/// What may become of a subject if nothing more is recorded (programmes §11).
public struct SubjectForecast: Equatable, Sendable {
  /// A counter's value, and what it comes to.
  public struct Course: Equatable, Sendable {
    /// The counter.
    public let counter: String
    /// The value of the field that it keeps apart; nil for none.
    public let key: String?
    /// Its value on the day asked.
    public let value: Int
    /// The next node that a charge would reach; nil where there is none.
    public let nextNode: Int?
    /// What the pending breaches may charge at most; nil for nothing.
    public let pending: Int?
    /// The days from which it is less, with its value then.
    public let falls: [Fall]
  }

  /// A day from which a value is another.
  public struct Fall: Equatable, Sendable {
    /// The day.
    public let on: LocalDate
    /// The value.
    public let value: Int
  }

  /// The counters, in the order of the file.
  public let counters: [Course]
  /// The measures in force, with their last days where they are known.
  public let measures: [SubjectStanding.Named<LocalDate?>]
  /// The open duties with their due dates, by date.
  public let duties: [SubjectStanding.Named<LocalDate>]
}

extension SubjectState {
  /// What may become of the subject, seen from a day; nil before the enrolment.
  public func forecast(from day: LocalDate, by versions: ProgrammeVersions) -> SubjectForecast? {
    guard let standing = standing(asOf: day, by: versions) else { return nil }
    let programme = versions.on(day)
    var pending: [String: Int] = [:]
    for breach in breaches where breach.status == .pending {
      let cost = versions.on(breach.on).clause(breach.clause)?.cost ?? []
      pending.merge(cost.mostCharged, uniquingKeysWith: +)
    }
    var courses: [SubjectForecast.Course] = []
    for counter in programme.counters {
      let keys = counter.by == nil ? [nil] : (tracks[counter.name] ?? [:]).keys.sorted().map(Optional.some)
      for key in keys { courses.append(course(of: counter, key, from: day, pending: pending[counter.name])) }
    }
    let due = openDuties.map { duties[$0] }.sorted { ($0.due.date, $0.name) < ($1.due.date, $1.name) }
    return SubjectForecast(
      counters: courses, measures: standing.measures,
      duties: due.map { SubjectStanding.Named(name: $0.name.text, value: $0.due.date) })
  }

  private func course(
    of counter: CounterForm, _ key: String?, from day: LocalDate, pending: Int?
  ) -> SubjectForecast.Course {
    let value = value(of: counter.name, key: key, on: day)
    let ends = Set(places(of: counter.name, key: key).compactMap { entries[$0].until }.filter { $0 >= day }).sorted()
    var falls: [SubjectForecast.Fall] = []
    var last = value
    for end in ends {
      let next = end.adding(days: 1)
      let then = self.value(of: counter.name, key: key, on: next)
      if then != last { falls.append(SubjectForecast.Fall(on: next, value: then)) }
      last = then
    }
    return SubjectForecast.Course(
      counter: counter.name, key: key, value: value, nextNode: counter.node(above: value), pending: pending,
      falls: falls)
  }
}

extension [Effect] {
  /// The most that they may charge to each counter, whatever is chosen.
  var mostCharged: [String: Int] {
    reduce(into: [:]) { most, effect in
      switch effect {
      case .charge(let counters, let amount):
        for counter in counters { most[counter, default: 0] += amount.most }
      case .choose(let choice):
        let rows = (choice.rows.map(\.effects) + [choice.otherwise]).map(\.mostCharged)
        let worst = rows.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: Swift.max) }
        most.merge(worst, uniquingKeysWith: +)
      case .raise, .restore, .fine, .impose, .lift, .set: break
      }
    }
  }
}

extension Amount {
  fileprivate var most: Int {
    switch self {
    case .fixed(let points): points
    case .judged(let range): range.upperBound
    }
  }
}

extension CounterForm {
  /// The lowest node above a value; nil for none.
  public func node(above value: Int) -> Int? {
    nodes.compactMap { node in
      if node.at > value { return node.at }
      guard let every = node.every else { return nil }
      return node.at + ((value - node.at) / every + 1) * every
    }.min()
  }
}

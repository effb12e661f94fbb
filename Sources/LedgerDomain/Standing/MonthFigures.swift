/// What a month came to, in numbers that can be added up: for a provider, a city, or all.
public struct MonthFigures: Equatable, Sendable {
  /// Breaches whose act is of the month.
  public var breaches = 0
  /// Those of them that wait to be judged, and what they may cost.
  public var pending = Standing.Exposure()
  /// What those of them cost now, after caps and appeals.
  public var charged = 0
  /// Breaches assessed in the month, whenever their act was.
  public var assessed = 0
  /// Breaches dismissed in the month.
  public var dismissed = 0
  /// Appeals decided in the month that reduced or overturned a charge.
  public var overturned = 0
  /// Points charged in the month, whenever the act was.
  public var deducted = 0
  /// Points that came off in the month, by appeals and rectifications passed.
  public var restored = 0
  /// First answers to requests for help that were due in the month.
  public var answersDue = 0
  /// Those of them that came late, or have not come.
  public var answersLate = 0
  /// Complaints filed in the month.
  public var complaints = 0
  /// Outlets signed in the month.
  public var outletsSigned = 0
  /// Outlets first opened in the month.
  public var outletsOpened = 0
  /// Outlets that left in the month: exited, transferred or frozen.
  public var outletsGone = 0
  /// Fen sold in the month, as far as it is reported.
  public var salesFen = 0
  /// Cities whose sales of the month are reported.
  public var salesReported = 0
  /// Cities whose sales of the month were to be reported by then, and are not.
  public var salesMissing = 0

  /// Nothing.
  public init() {}

  /// Adds other figures.
  public mutating func add(_ other: MonthFigures) {
    breaches += other.breaches
    pending.count += other.pending.count
    pending.minimum += other.pending.minimum
    pending.maximum += other.pending.maximum
    charged += other.charged
    assessed += other.assessed
    dismissed += other.dismissed
    overturned += other.overturned
    deducted += other.deducted
    restored += other.restored
    answersDue += other.answersDue
    answersLate += other.answersLate
    complaints += other.complaints
    outletsSigned += other.outletsSigned
    outletsOpened += other.outletsOpened
    outletsGone += other.outletsGone
    salesFen += other.salesFen
    salesReported += other.salesReported
    salesMissing += other.salesMissing
  }

  /// Whether anything happened.
  public var isEmpty: Bool { self == MonthFigures() }
}

extension ProviderState {
  /// What a month came to in each city, under nil where it is in none, as far as the state tells: all but what was judged,
  /// charged and restored in it, which the log tells.
  ///
  /// - Parameters:
  ///   - month: the month.
  ///   - date: the date whose end decides whether the month is over, and its sales to be reported.
  ///   - moment: the moment of that date up to which answers are waited for.
  public func figures(of month: Month, on date: LocalDate, at moment: Instant) -> [Key<City>?: MonthFigures] {
    var figures: [Key<City>?: MonthFigures] = [:]
    func isOfMonth(_ date: LocalDate?) -> Bool { date.map { $0.month == month } ?? false }
    for (id, breach) in breaches.entries where breach.on.month == month {
      figures[place(of: id), default: MonthFigures()].add(breach)
    }
    for ticket in tickets.values where zone.date(of: ticket.due).month == month {
      let city = city(ofOutlet: ticket.outlet)
      figures[city, default: MonthFigures()].answersDue += 1
      if (ticket.answeredAt ?? moment) > ticket.due { figures[city]?.answersLate += 1 }
    }
    for complaint in complaints.values where zone.date(of: complaint.filedAt).month == month {
      figures[city(ofOutlet: outlet(of: complaint)), default: MonthFigures()].complaints += 1
    }
    for outlet in outlets.values {
      outlet.forEachTime { time in
        if time.isOwnSigning, isOfMonth(time.signedOn) { figures[time.city, default: .init()].outletsSigned += 1 }
        if isOfMonth(time.openedAt.map(zone.date)) { figures[time.city, default: .init()].outletsOpened += 1 }
        if isOfMonth(time.goneOn) { figures[time.city, default: .init()].outletsGone += 1 }
      }
    }
    for (city, duty) in salesDuties {
      if let report = sales[SalesMonth(city: city, month: month)] {
        figures[city, default: MonthFigures()].salesReported += 1
        figures[city]?.salesFen += report.amounts.values.reduce(0, +)
      } else if month.lastDay <= date, !duty.unreported(in: month...month).isEmpty {
        figures[city, default: MonthFigures()].salesMissing += 1
      }
    }
    return figures
  }
}

extension ProviderState {
  /// The breaches whose act is of a month, in no order.
  public func breachLines(of month: Month) -> [Standing.BreachLine] {
    breaches.entries.filter { $0.value.on.month == month }.map { line(of: $0.value, $0.key) }
  }
}

extension MonthFigures {
  fileprivate mutating func add(_ breach: Breach) {
    breaches += 1
    charged += breach.charged ?? 0
    if breach.status == .pending {
      pending.count += 1
      pending.minimum += breach.points.lowerBound
      pending.maximum += breach.points.upperBound
    }
  }
}

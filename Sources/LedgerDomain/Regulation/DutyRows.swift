/// The section `duties` of a version: its rows in the file's order, found by what opens and closes a duty.
public final class DutyRows: Sendable {
  /// The rows, in the file's order.
  public let rows: [DutyRow]
  private let places: [Key<DutyRow>: Int]
  private let opened: [EventName: [Int]]
  private let followed: [Key<DutyRow>: [Int]]
  private let closed: [EventName: [Int]]
  /// The conditions that open some duty.
  let openingConditions: [DutyRow.Condition]

  /// The rows of a section; no slug twice.
  public init(_ rows: [DutyRow]) {
    self.rows = rows
    var places: [Key<DutyRow>: Int] = [:]
    var opened: [EventName: [Int]] = [:]
    var followed: [Key<DutyRow>: [Int]] = [:]
    var closed: [EventName: [Int]] = [:]
    var conditions: [DutyRow.Condition] = []
    for (place, row) in rows.enumerated() {
      places[row.slug] = place
      for opening in row.opens {
        switch opening {
        case .event(let trigger): opened[trigger.event, default: []].append(place)
        case .after(let slug): followed[slug, default: []].append(place)
        case .when(let condition): if !conditions.contains(condition) { conditions.append(condition) }
        }
      }
      for kind in Set(row.closing.map(\.event)) { closed[kind, default: []].append(place) }
    }
    self.places = places
    self.opened = opened.mapValues { Array(Set($0)).sorted() }
    self.followed = followed.mapValues { Array(Set($0)).sorted() }
    self.closed = closed
    openingConditions = conditions
  }

  /// The row with this slug; nil where there is none.
  public subscript(slug: Key<DutyRow>) -> DutyRow? { places[slug].map { rows[$0] } }

  /// The rows that events of a type open, in the file's order.
  func opened(by kind: EventName) -> [DutyRow] { (opened[kind] ?? []).map { rows[$0] } }

  /// The rows that are opened once a duty of another is met, in the file's order.
  func following(_ slug: Key<DutyRow>) -> [DutyRow] { (followed[slug] ?? []).map { rows[$0] } }

  /// The rows whose duties events of a type meet or end, in the file's order.
  func closed(by kind: EventName) -> [DutyRow] { (closed[kind] ?? []).map { rows[$0] } }
}

extension DutyRow {
  /// The events that meet it or end it.
  var closing: [Trigger] { metBy.compactMap(\.trigger) + lapsesOn }

  /// Whether some condition meets it.
  var isMetByCondition: Bool { metBy.contains { $0.trigger == nil } }
}

extension DutyRow.Fulfilment {
  /// The events that meet the duty; nil for a condition.
  var trigger: DutyRow.Trigger? {
    switch self {
    case .event(let trigger): trigger
    case .when, .whenNot: nil
    }
  }
}

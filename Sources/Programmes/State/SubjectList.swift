public import LedgerDomain

/// What of a subject only grows: kept in blocks for its standing, of which an event changes few.
public enum SubjectList: String, CaseIterable, Sendable {
  /// The breaches, each with what it charged.
  case breaches
  /// The duties that something opened; of those of one name that are over only the last is kept, for only that is told.
  case duties
  /// The notices.
  case notices

  /// How many stand in a block.
  public static let block = 32

  /// The blocks that so many stand in.
  static func blocks(of count: Int) -> Range<Int> { 0..<(count + block - 1) / block }
}

extension SubjectState {
  /// How many of a list there are.
  public func count(of list: SubjectList) -> Int {
    switch list {
    case .breaches: breaches.count
    case .duties: duties.count
    case .notices: notices.count
    }
  }

  /// The blocks of a list.
  public func blocks(of list: SubjectList) -> Range<Int> {
    SubjectList.blocks(of: count(of: list))
  }

  /// The block that holds a breach; nil for one never raised.
  public func block(of breach: BreachID) -> Int? { breachPlaces[breach].map { $0 / SubjectList.block } }

  /// The blocks that hold duties which are open.
  public var openDutyBlocks: Set<Int> { Set(openDuties.map { $0 / SubjectList.block }) }

  /// The blocks that hold, among the first so many duties, those of some names that were told while there were no more.
  public func blocks(ofDutiesNamed names: Set<DutyName>, amongFirst count: Int) -> Set<Int> {
    Set(names.compactMap { toldDuty($0, amongFirst: count) }.map { $0 / SubjectList.block })
  }

  /// The place of the duty of a name that a standing tells from the last day on, among the first so many: the one opened last of
  /// those that still occur.
  private func toldDuty(_ name: DutyName, amongFirst count: Int = .max) -> Int? {
    guard let day = outlinedFrom else { return nil }
    return dutyPlaces[name]?.last { $0 < count && duties[$0].state(on: day) != nil }
  }

  /// Whether a standing tells a duty from the last day on, or it is open.
  func isTold(duty place: Int) -> Bool {
    duties[place].status == .open || toldDuty(duties[place].name) == place
  }

  /// Has a duty found by its name.
  mutating func findPlace(ofDuty place: Int) {
    let (name, day) = (duties[place].name, duties[place].openedOn)
    let before = dutyPlaces[name]?.lastIndex { duties[$0].openedOn <= day }
    dutyPlaces[name, default: []].insert(place, at: before.map { $0 + 1 } ?? 0)
  }

  /// Every value that an attribute ever had.
  public var valuesEverSet: Set<NamedValue> {
    Set(attributes.flatMap { name, values in values.compactMap { $0.value.map { NamedValue(name, $0) } } })
  }
}

public import LedgerDomain

/// What of a subject only grows, and is told whole in a standing: kept in blocks, of which an event changes few.
public enum SubjectList: String, CaseIterable, Sendable {
  /// The breaches, each with what it charged.
  case breaches
  /// The duties that something opened.
  case duties
  /// The notices.
  case notices

  /// How many stand in a block.
  public static let block = 32
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
    0..<(count(of: list) + SubjectList.block - 1) / SubjectList.block
  }

  /// The block that holds a breach; nil for one never raised.
  public func block(of breach: BreachID) -> Int? { breachPlaces[breach].map { $0 / SubjectList.block } }

  /// The blocks that hold duties which are open.
  public var openDutyBlocks: Set<Int> { Set(openDuties.map { $0 / SubjectList.block }) }

  /// Every value that an attribute ever had.
  public var valuesEverSet: Set<NamedValue> {
    Set(attributes.flatMap { name, values in values.compactMap { $0.value.map { NamedValue(name, $0) } } })
  }
}

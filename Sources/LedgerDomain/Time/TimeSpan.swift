/// A stretch of time from one moment to a later one.
public struct TimeSpan: Hashable, Sendable {
  /// Its first moment.
  public let from: Instant
  /// The moment it ends.
  public let to: Instant

  /// From a moment to a later one.
  public init(from: Instant, to: Instant) {
    self.from = from
    self.to = to
  }

  /// Whether both have some time in common; where one ends as the other begins they have none.
  public func overlaps(_ other: TimeSpan) -> Bool { from < other.to && other.from < to }

  /// What of it lies outside others, in order.
  ///
  /// - Parameter others: in order of their beginnings; they may overlap.
  func outside(_ others: [TimeSpan]) -> [TimeSpan] {
    var rest: [TimeSpan] = []
    var start = from
    for other in others where other.to > start && other.from < to {
      if other.from > start { rest.append(TimeSpan(from: start, to: other.from)) }
      start = max(start, other.to)
    }
    if start < to { rest.append(TimeSpan(from: start, to: to)) }
    return rest
  }
}

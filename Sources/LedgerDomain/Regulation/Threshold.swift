/// What a year's points can open.
public enum Procedure: String, CaseIterable, Sendable {
  /// A rectification (§3.1).
  case rectification
  /// A termination, up to the freeze (§3.2, §3.3).
  case termination

  /// The severest first: the order in which the threshold steps take them (§5).
  static let bySeverity: [Procedure] = [.termination, .rectification]

  /// The term that says how many points open it.
  public var threshold: Term.Single {
    switch self {
    case .rectification: .rectificationThreshold
    case .termination: .terminationThreshold
    }
  }
}

/// Points in one year that open a procedure (§3.1, §3.2).
public struct Threshold: Hashable, Sendable {
  /// The points; reaching them is enough.
  public var points: Int
  /// What they open.
  public var opens: Procedure

  /// So many points, and what they open.
  public init(points: Int, opens procedure: Procedure) {
    self.points = points
    opens = procedure
  }
}

extension [Threshold] {
  /// The points that open a procedure; more than any score where no threshold opens it.
  public func points(opening procedure: Procedure) -> Int { first { $0.opens == procedure }?.points ?? .max }

  /// Sets the points that open a procedure.
  mutating func set(_ points: Int, opening procedure: Procedure) {
    guard let index = firstIndex(where: { $0.opens == procedure }) else {
      return append(Threshold(points: points, opens: procedure))
    }
    self[index].points = points
  }
}

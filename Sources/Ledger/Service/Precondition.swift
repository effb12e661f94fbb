/// What must be so for a submission to be appended, looked at under the write lock: what whoever submits it has seen.
public enum Precondition: Equatable, Sendable {
  /// The provider's stream stands at one of these versions; 0 is that of a stream without events.
  case versions(Set<Int>)
  /// The provider's stream has events.
  case anyVersion
  /// The log's last event is at one of these positions.
  case positions(Set<Int>)

  /// The provider's stream stands at this version.
  public static func version(_ version: Int) -> Precondition { .versions([version]) }

  func holds(version: Int, position: Int) -> Bool {
    switch self {
    case .versions(let versions): versions.contains(version)
    case .anyVersion: version > 0
    case .positions(let positions): positions.contains(position)
    }
  }

  /// What stands there in the place of what was expected: the version of the stream, or the position of the log's last event.
  func found(version: Int, position: Int) -> Int {
    switch self {
    case .versions, .anyVersion: version
    case .positions: position
    }
  }

  /// The version that was expected, where it is one.
  var expected: Int {
    switch self {
    case .versions(let versions): versions.first ?? 0
    case .anyVersion, .positions: 0
    }
  }
}

/// When the server sweeps through the day before, in the ledger's zone (1.7).
public enum Nightly: Sendable, Hashable {
  /// At this time of the day.
  case at(hour: Int, minute: Int)
  /// It does not; something else does.
  case never

  /// Reads `HH:MM` or `never`.
  ///
  /// - Throws: `notATime`.
  public init(_ text: String) throws(SettingsFault) {
    if text == "never" {
      self = .never
      return
    }
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hour = wholeNumber(parts[0]), hour < 24,
      let minute = wholeNumber(parts[1]), minute < 60
    else { throw .notATime(text) }
    self = .at(hour: hour, minute: minute)
  }
}

extension Nightly: CustomStringConvertible {
  /// As it is given.
  public var description: String {
    switch self {
    case .at(let hour, let minute): "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    case .never: "never"
    }
  }
}

extension Nightly: WrittenAsText {}

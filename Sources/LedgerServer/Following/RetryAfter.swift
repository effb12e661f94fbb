/// When a server wants to be asked again (RFC 9110 §10.2.3).
public enum RetryAfter: Sendable, Equatable {
  /// After so many seconds.
  case seconds(Int)
  /// At a time, in seconds since 1970.
  case at(Int)

  /// Reads the value of `Retry-After`; nil for what is neither a number of seconds nor a date.
  public init?(_ text: String) {
    if !text.isEmpty, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) {
      guard let seconds = Int(text) else { return nil }
      self = .seconds(seconds)
    } else {
      guard let time = Self.time(text) else { return nil }
      self = .at(time)
    }
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that is sent; the older two are nothing a server may send.
  private static func time(_ text: String) -> Int? {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])) else { return nil }
    let clock = parts[4].split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
    guard let day = Int(parts[1]), (1...31).contains(day), let year = Int(parts[3]), (1970...9999).contains(year),
      clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2])
    else { return nil }
    // Years from March on, so that the leap day is the last one.
    let fromMarch = (month + 10) % 12
    let yearFromMarch = month < 2 ? year - 1 : year
    let leaps = yearFromMarch / 4 - yearFromMarch / 100 + yearFromMarch / 400
    let days = 365 * yearFromMarch + leaps + (153 * fromMarch + 2) / 5 + day - 1 - 719_468
    return days * 86_400 + clock[0] * 3_600 + clock[1] * 60 + clock[2]
  }
}

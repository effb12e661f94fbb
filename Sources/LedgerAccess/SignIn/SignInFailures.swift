public import LedgerDomain

/// Failures to sign in, and who has to wait because of them (server 2.6): five for one account name from one address,
/// twenty from an address, fifty for an account name, each within 15 minutes.
///
/// An attempt counts as failed from its beginning, so that many at once are no way past the limits; one that succeeds is
/// taken back. What is remembered is bounded: of too many, those with the fewest failures are forgotten first.
public struct SignInFailures: Sendable {
  /// Seconds within which failures are counted, and for which is waited then.
  public static let seconds = 15 * 60

  /// That nothing may be tried yet.
  public struct Wait: Hashable, Sendable {
    /// For how many seconds.
    public let seconds: Int
    /// Whether this is the first attempt that was told so: the others need not be written down.
    public let isFirst: Bool
  }

  private enum Key: Hashable {
    case both(String, String)
    case address(String)
    case account(String)

    var limit: Int {
      switch self {
      case .both: 5
      case .address: 20
      case .account: 50
      }
    }
  }

  private struct Count {
    var times: [Int] = []
    var until: Int?
    var isTold = false

    mutating func add(_ now: Int, limit: Int) {
      times.removeAll { $0 <= now - SignInFailures.seconds }
      times.append(now)
      if times.count >= limit {
        until = now + SignInFailures.seconds
        isTold = false
      }
    }

    func isOver(_ now: Int) -> Bool {
      (until ?? 0) <= now && (times.last ?? 0) <= now - SignInFailures.seconds
    }
  }

  private var counts: [Key: Count] = [:]
  private let most: Int

  /// None yet.
  ///
  /// - Parameter most: names, addresses and pairs of them that are remembered at most.
  public init(most: Int = 30_000) { self.most = most }

  /// How many names, addresses and pairs of them are remembered.
  public var count: Int { counts.count }

  /// Begins an attempt, which counts as failed unless it is taken back.
  ///
  /// - Returns: how long to wait, where nothing may be tried now; nothing is counted then.
  public mutating func begin(_ account: String, from address: String, _ now: Instant) -> Wait? {
    let keys = Self.keys(account, address)
    let shut = keys.filter { (counts[$0]?.until ?? 0) > now.seconds }
    if let until = shut.compactMap({ counts[$0]?.until }).max() {
      let isFirst = shut.contains { !(counts[$0]?.isTold ?? true) }
      for key in shut { counts[key]?.isTold = true }
      return Wait(seconds: until - now.seconds, isFirst: isFirst)
    }
    for key in keys { counts[key, default: Count()].add(now.seconds, limit: key.limit) }
    if counts.count > most { forget(now.seconds) }
    return nil
  }

  /// Takes an attempt back that has succeeded.
  public mutating func takeBack(_ account: String, from address: String, begun: Instant) {
    for key in Self.keys(account, address) {
      guard let index = counts[key]?.times.lastIndex(of: begun.seconds) else { continue }
      counts[key]?.times.remove(at: index)
      counts[key]?.until = nil
      if counts[key]?.times.isEmpty ?? false { counts[key] = nil }
    }
  }

  private static func keys(_ account: String, _ address: String) -> [Key] {
    // No id is longer; of anything longer the beginning will do.
    let name = String(decoding: account.utf8.prefix(65), as: UTF8.self)
    return [.both(name, address), .address(address), .account(name)]
  }

  private mutating func forget(_ now: Int) {
    counts = counts.filter { !$0.value.isOver(now) }
    guard counts.count > most else { return }
    let least = counts.sorted { one, other in
      (one.value.times.count, one.value.times.last ?? 0) < (other.value.times.count, other.value.times.last ?? 0)
    }
    for (key, _) in least.prefix(counts.count - most / 2) { counts[key] = nil }
  }
}

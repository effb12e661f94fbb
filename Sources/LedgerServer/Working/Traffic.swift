import LedgerAccess
import LedgerDomain
import ServerSettings
import Synchronization

/// How often who may ask (server §12): a bucket of requests for each account, and for each address that nobody is signed in
/// from.
final class Traffic: Sendable {
  private struct Bucket {
    /// Requests that may come at once now, in thousandths.
    var left: Int
    var at: ContinuousClock.Instant
  }

  private struct Rate {
    var perSecond: Int
    var burst: Int
  }

  /// Buckets kept, at most; full ones are forgotten first.
  private static let mostBuckets = 20_000

  private let people: Rate
  private let feeds: Rate
  private let addresses: Rate
  private let buckets = Mutex<[String: Bucket]>([:])

  init(_ limits: Limits) {
    people = Rate(perSecond: limits[.personRate], burst: limits[.personBurst])
    feeds = Rate(perSecond: limits[.feedRate], burst: limits[.feedBurst])
    addresses = Rate(perSecond: limits[.addressRate], burst: limits[.addressBurst])
  }

  /// Takes a request of an account; the seconds to wait where there are too many.
  func wait(for caller: Caller, _ now: ContinuousClock.Instant) -> Int? {
    let isFeed = if case .integration = caller.kind { true } else { false }
    return wait("a" + caller.account.id.text, isFeed ? feeds : people, now)
  }

  /// Takes a request that nobody is signed in for.
  func wait(forAddress address: String, _ now: ContinuousClock.Instant) -> Int? { wait("h" + address, addresses, now) }

  private func wait(_ key: String, _ rate: Rate, _ now: ContinuousClock.Instant) -> Int? {
    let full = rate.burst * 1000
    return buckets.withLock { buckets in
      var bucket = buckets[key] ?? Bucket(left: full, at: now)
      let passed = (now - bucket.at).thousandths
      bucket.left = min(full, bucket.left + min(passed, 86_400_000) * rate.perSecond)
      bucket.at = now
      defer {
        if buckets.count >= Self.mostBuckets, buckets[key] == nil { Self.forget(&buckets, now) }
        buckets[key] = bucket
      }
      guard bucket.left >= 1000 else {
        return (1000 - bucket.left + rate.perSecond * 1000 - 1) / (rate.perSecond * 1000)
      }
      bucket.left -= 1000
      return nil
    }
  }

  /// Forgets those that have not been used for a while.
  private static func forget(_ buckets: inout [String: Bucket], _ now: ContinuousClock.Instant) {
    buckets = buckets.filter { now - $0.value.at < .seconds(10) }
    if buckets.count >= mostBuckets { buckets.removeAll() }
  }
}

extension Duration {
  /// In whole thousandths of a second.
  var thousandths: Int { Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000) }
}

extension ServerProblem {
  /// Too many requests; the seconds after which there may be another.
  static func tooMany(_ seconds: Int) -> ServerProblem {
    var problem = ServerProblem(.tooManyRequests)
    problem.retryAfter = max(1, seconds)
    return problem
  }
}

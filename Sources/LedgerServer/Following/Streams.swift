import LedgerAccess
import Synchronization

/// How many follow at a time: all of them, and those of one account (server 10.6).
final class Streams: Sendable {
  /// A place that was taken.
  struct Place: Sendable {
    fileprivate let account: AccountID
  }

  private let most: Int
  private let mostEach: Int
  private let taken = Mutex<[AccountID: Int]>([:])

  init(most: Int, each: Int) {
    self.most = most
    mostEach = each
  }

  /// How many there are.
  var count: Int { taken.withLock { $0.values.reduce(0, +) } }

  /// Takes a place; nil where there is none.
  func enter(_ account: AccountID) -> Place? {
    taken.withLock { taken in
      guard taken.values.reduce(0, +) < most, taken[account, default: 0] < mostEach else { return nil }
      taken[account, default: 0] += 1
      return Place(account: account)
    }
  }

  /// Gives a place back.
  func leave(_ place: Place) {
    taken.withLock { taken in
      guard let count = taken[place.account] else { return }
      taken[place.account] = count > 1 ? count - 1 : nil
    }
  }
}

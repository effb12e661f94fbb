import LedgerAccess
import Synchronization

/// How many do something at a time, follow or ask what is costly: all of them, and those of one account (server 10.6,
/// 12.3).
final class Places: Sendable {
  /// A place that was taken; it is given back with the last who holds it, so whatever is not answered after all keeps none.
  final class Place: Sendable {
    private let places: Places
    private let account: AccountID

    fileprivate init(_ places: Places, _ account: AccountID) {
      self.places = places
      self.account = account
    }

    deinit { places.leave(account) }
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
    let isFree = taken.withLock { taken in
      guard taken.values.reduce(0, +) < most, taken[account, default: 0] < mostEach else { return false }
      taken[account, default: 0] += 1
      return true
    }
    return isFree ? Place(self, account) : nil
  }

  private func leave(_ account: AccountID) {
    taken.withLock { taken in
      guard let count = taken[account] else { return }
      taken[account] = count > 1 ? count - 1 : nil
    }
  }
}

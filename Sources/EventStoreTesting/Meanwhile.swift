import Dispatch
import Foundation
import Synchronization

/// Work done again and again on a thread of its own while a test goes on, begun before it does.
public final class Meanwhile: Sendable {
  private let isOver = Atomic<Bool>(false)
  private let failure = Mutex<(any Error)?>(nil)
  private let begun = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  /// Begins; `work` is given the number of the round, from 0, and has been done once when this returns.
  public init(_ work: @escaping @Sendable (Int) throws -> Void) {
    let thread = Thread { [self] in
      var round = 0
      do {
        repeat {
          try work(round)
          if round == 0 { begun.signal() }
          round += 1
        } while !isOver.load(ordering: .relaxed)
      } catch {
        failure.withLock { $0 = error }
        begun.signal()
      }
      ended.signal()
    }
    thread.start()
    begun.wait()
  }

  /// Ends it; throws what ended it before.
  public func end() throws {
    isOver.store(true, ordering: .relaxed)
    ended.wait()
    if let error = failure.withLock({ $0 }) { throw error }
  }
}

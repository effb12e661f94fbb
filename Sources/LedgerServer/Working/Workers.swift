import Foundation
import Synchronization

/// Threads that may wait for a disk, so that no event loop does (server 14.5).
final class Workers: Sendable {
  /// Something to do.
  private struct Job {
    /// Whether whoever waits for it says that nobody does any more, or that its client sends no more: most that end so are
    /// gone.
    var hasLeft: Flag
    var work: @Sendable () -> Void
  }

  private struct State {
    var waiting = Line<Job>()
    /// What was asked by those that have left since: it is done when nothing else is to be.
    var left = Line<Job>()
    var isStopped = false

    mutating func next() -> Job? {
      while let job = waiting.popFirst() {
        guard job.hasLeft.isSet else { return job }
        left.append(job)
      }
      return left.popFirst()
    }
  }

  private let state = Mutex(State())
  private let bell = DispatchSemaphore(value: 0)
  private let count: Int

  /// - Parameters:
  ///   - count: how many threads.
  ///   - name: what they are called where threads are listed.
  ///   - stack: bytes of the stack of each.
  init(_ count: Int, name: String, stack: Int = 4 << 20) {
    self.count = count
    for number in 0..<count {
      let thread = Thread { [self] in work() }
      thread.name = "\(name)-\(number)"
      thread.stackSize = stack
      thread.start()
    }
  }

  private func work() {
    while true {
      bell.wait()
      let (job, isStopped) = state.withLock { ($0.next(), $0.isStopped) }
      if let job { job.work() } else if isStopped { return }
    }
  }

  /// How many things wait for a thread.
  var waiting: Int { state.withLock { $0.waiting.count + $0.left.count } }

  /// Does something on one of the threads, in the order it was asked for; what a task asked that was cancelled since comes
  /// behind all else, so that those that leave keep nobody waiting.
  func run<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    let hasLeft = Flag()
    return try await withTaskCancellationHandler {
      try await withUnsafeThrowingContinuation { (then: UnsafeContinuation<T, any Error>) in
        let isStopped = state.withLock { state in
          if !state.isStopped {
            state.waiting.append(Job(hasLeft: hasLeft) { then.resume(with: Result { try body() }) })
          }
          return state.isStopped
        }
        if isStopped { return then.resume(throwing: ServerProblem(.shuttingDown)) }
        bell.signal()
      }
    } onCancel: {
      hasLeft.set()
    }
  }

  /// Lets the threads end once nothing waits any more.
  func stop() {
    state.withLock { $0.isStopped = true }
    for _ in 0..<count { bell.signal() }
  }
}

/// First in, first out.
struct Line<Element> {
  private var items: [Element?] = []
  private var first = 0

  /// How many wait.
  var count: Int { items.count - first }

  /// The one that has waited longest.
  var next: Element? { count > 0 ? items[first] : nil }

  mutating func append(_ element: Element) { items.append(element) }

  mutating func popFirst() -> Element? {
    guard count > 0 else { return nil }
    let element = items[first]
    items[first] = nil
    first += 1
    if first == items.count {
      items.removeAll(keepingCapacity: true)
      first = 0
    } else if first > 1024, first * 2 > items.count {
      items.removeFirst(first)
      first = 0
    }
    return element
  }
}

/// Says once, to another thread, that something is over.
final class Flag: Sendable {
  private let value = Atomic<Bool>(false)

  /// Whether it was said.
  var isSet: Bool { value.load(ordering: .relaxed) }

  /// Says it.
  func set() { value.store(true, ordering: .relaxed) }
}

import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Synchronization

/// The one thread that writes: it decides what waits, one after the other, and commits once for many (server 14.1).
///
/// It takes whatever waits, up to 256 submissions or 20 ms of deciding, and never waits for more: while one commit is on its
/// way to the disk the next group gathers by itself.
final class LedgerWriter: Sendable {
  /// A submission, as it waits to be decided.
  struct Handed: Sendable {
    var draft: Draft
    var now: Instant
    var precondition: Precondition?
  }

  /// What became of a submission that was kept.
  struct Kept: Sendable {
    var receipt: Receipt
    /// The position of the log's last event behind it.
    var head: Int
    /// How many submissions were kept by the same commit.
    var together: Int
  }

  /// What waits for its turn.
  private enum Work: Sendable {
    case submission(Submission)
    /// Something with transactions of its own: a preview, a batch of a bulk, a portion of a job.
    case alone(@Sendable () -> Void)
  }

  private struct Submission: Sendable {
    var handed: Handed
    var answer: @Sendable (Result<Kept, any Error>) -> Void
  }

  private struct Waiting: Sendable {
    var work: Work
    var since: ContinuousClock.Instant
  }

  private struct State {
    var waiting = Line<Waiting>()
    var submissions = 0
    var isStopped = false
  }

  /// Submissions of one commit, at most.
  private static let mostTogether = 256
  /// Deciding before a commit, at most.
  private static let longestDeciding = Duration.milliseconds(20)

  private let ledger: Ledger
  private let limits: Limit
  private let state = Mutex(State())
  private let bell = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)
  /// Told of every commit: how many submissions it kept, how long it took, and the head it left.
  private let committed: @Sendable (Commit) -> Void

  /// How much may wait.
  struct Limit: Sendable {
    /// Submissions, at most.
    var submissions = 2048
    /// How long the one that has waited longest may have waited.
    var oldest = Duration.seconds(2)
  }

  /// A commit.
  struct Commit: Sendable {
    var submissions: Int
    var duration: Duration
    var head: Int
  }

  init(_ ledger: Ledger, _ limits: Limit = Limit(), committed: @escaping @Sendable (Commit) -> Void = { _ in }) {
    self.ledger = ledger
    self.limits = limits
    self.committed = committed
    let thread = Thread { [self] in work() }
    thread.name = "writer"
    thread.stackSize = 16 << 20
    thread.start()
  }

  /// Submits an event; comes back once it is on the disk.
  ///
  /// - Throws: a `Refusal`; `StoreError.conflict` where its precondition does not hold; what keeps the group from being
  ///   committed; 503 where too much waits, or the server stops.
  func submit(_ handed: Handed) async throws -> Kept {
    try await withUnsafeThrowingContinuation { then in
      let submission = Submission(handed: handed) { then.resume(with: $0) }
      enqueue(.submission(submission)) { then.resume(throwing: $0) }
    }
  }

  /// Does something in its turn; `body` has transactions of its own.
  ///
  /// - Parameter isPatient: whether it waits however much waits before it, as a job does, and the rest of a bulk that is begun.
  /// - Throws: what `body` does; 503 where too much waits, or the server stops.
  func run<T: Sendable>(isPatient: Bool = false, _ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withUnsafeThrowingContinuation { (then: UnsafeContinuation<T, any Error>) in
      enqueue(.alone { then.resume(with: Result { try body() }) }, isPatient: isPatient) { then.resume(throwing: $0) }
    }
  }

  private func enqueue(_ work: Work, isPatient: Bool = false, _ refused: (ServerProblem) -> Void) {
    let now = ContinuousClock.now
    let problem: ServerProblem? = state.withLock { state in
      if state.isStopped { return ServerProblem(.shuttingDown) }
      if !isPatient {
        let hasWaited = state.waiting.next.map { now - $0.since > limits.oldest } ?? false
        if state.submissions >= limits.submissions || hasWaited { return ServerProblem(.overloaded) }
      }
      if case .submission = work { state.submissions += 1 }
      state.waiting.append(Waiting(work: work, since: now))
      return nil
    }
    if let problem { refused(problem) } else { bell.signal() }
  }

  /// How many submissions wait, and how long the first has waited.
  var backlog: (submissions: Int, oldest: Duration) {
    state.withLock { state in
      (state.submissions, state.waiting.next.map { ContinuousClock.now - $0.since } ?? .zero)
    }
  }

  /// Takes nothing more, decides what waits, and comes back when it is kept.
  func stop() {
    let wasStopped = state.withLock { state in
      defer { state.isStopped = true }
      return state.isStopped
    }
    if wasStopped { return }
    bell.signal()
    ended.wait()
  }

  /// What comes next: some submissions, or one thing that is done alone.
  private enum Turn {
    case together([Submission])
    case alone(@Sendable () -> Void)
  }

  private func next() -> Turn? {
    state.withLock { state in
      var group: [Submission] = []
      while group.count < Self.mostTogether, let next = state.waiting.next {
        switch next.work {
        case .alone(let body):
          if !group.isEmpty { return .together(group) }
          _ = state.waiting.popFirst()
          return .alone(body)
        case .submission(let submission):
          _ = state.waiting.popFirst()
          state.submissions -= 1
          group.append(submission)
        }
      }
      return group.isEmpty ? nil : .together(group)
    }
  }

  private func work() {
    while true {
      bell.wait()
      while let turn = next() {
        switch turn {
        case .alone(let body): body()
        case .together(let group):
          var rest = group[...]
          while !rest.isEmpty { rest = commit(rest) }
        }
      }
      if state.withLock({ $0.isStopped && $0.waiting.count == 0 }) { break }
    }
    ended.signal()
  }

  /// Attempts at a group while another process comes in between.
  private static let attempts = 3

  /// Decides some submissions in one transaction, commits, and answers; gives back those for which there was no time.
  private func commit(_ group: ArraySlice<Submission>) -> ArraySlice<Submission> {
    let start = ContinuousClock.now
    var attempt = 1
    while true {
      do {
        let (results, head) = try decide(group, until: start + Self.longestDeciding)
        committed(Commit(submissions: results.count, duration: ContinuousClock.now - start, head: head))
        for (submission, result) in zip(group, results) {
          submission.answer(
            result.map { Kept(receipt: $0.receipt, head: $0.head, together: results.count) })
        }
        return group.dropFirst(results.count)
      } catch {
        if case StoreError.conflict = error, attempt < Self.attempts {
          ledger.forgetHeld()
          attempt += 1
          continue
        }
        for submission in group { submission.answer(.failure(error)) }
        return []
      }
    }
  }

  private typealias Decided = Result<(receipt: Receipt, head: Int), any Error>

  private func decide(
    _ group: ArraySlice<Submission>, until deadline: ContinuousClock.Instant
  ) throws -> (results: [Decided], head: Int) {
    try ledger.write(expecting: ledger.wanted(submitting: group.map(\.handed.draft))) { transaction in
      var results: [Decided] = []
      for submission in group {
        if !results.isEmpty, ContinuousClock.now > deadline { break }
        let handed = submission.handed
        do {
          let receipt = try transaction.submit(handed.draft, now: handed.now, if: handed.precondition)
          results.append(.success((receipt, transaction.position)))
        } catch {
          guard Self.leavesOthersAlone(error, handed) else { throw error }
          results.append(.failure(error))
        }
      }
      return (results, transaction.position)
    }
  }

  /// Whether an error is that of one submission, after which nothing has changed (server 14.2).
  private static func leavesOthersAlone(_ error: any Error, _ handed: Handed) -> Bool {
    if error is Refusal || error is InputError { return true }
    if case StoreError.conflict = error { return handed.precondition != nil }
    return false
  }
}

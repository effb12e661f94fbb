import Foundation
import LedgerAccess
import LedgerDomain
import LedgerFormat
import Presentation
import Synchronization

/// Long questions, answered behind the request that asked them (server 9.3).
final class Jobs: Sendable {
  /// What a job does.
  enum Kind: String, CaseIterable, Sendable {
    case simulation
    case verification
  }

  /// How far a job has come, told by whoever does it; throws when it was ended.
  typealias Progress = @Sendable (Double) throws -> Void

  private enum State: Sendable {
    case waiting
    case running
    case done(JSON)
    case failed(ServerProblem)

    var name: String {
      switch self {
      case .waiting: "waiting"
      case .running: "running"
      case .done: "done"
      case .failed: "failed"
      }
    }
  }

  private struct Job: Sendable {
    var kind: Kind
    var account: AccountID
    var state = State.waiting
    var progress = 0.0
    /// Whether it was ended while it ran: nobody is told of it any more, and the next of its kind waits for its thread.
    var isEnded = false
    var endedAt: ContinuousClock.Instant?
    var work: @Sendable (@escaping Progress) throws -> JSON
  }

  /// Waiting jobs of a kind, at most.
  private static let mostWaiting = 4
  /// How long what came of a job is kept.
  private static let kept = Duration.seconds(3600)

  private let jobs = Mutex<[String: Job]>([:])

  private struct Ended: Error {}

  /// Begins a job, or lets it wait for the one of its kind that runs.
  ///
  /// - Throws: 429 where four wait.
  func begin(
    _ kind: Kind, _ id: String, of account: AccountID, _ work: @escaping @Sendable (@escaping Progress) throws -> JSON
  ) throws(ServerProblem) {
    let isFull = jobs.withLock { jobs in
      jobs = jobs.filter { $0.value.endedAt.map { ContinuousClock.now - $0 < Self.kept } ?? true }
      let waiting = jobs.values.count { if case .waiting = $0.state, $0.kind == kind { true } else { false } }
      guard waiting < Self.mostWaiting else { return true }
      jobs[id] = Job(kind: kind, account: account, work: work)
      return false
    }
    if isFull { throw .tooMany(10) }
    runNext(kind)
  }

  private func runNext(_ kind: Kind) {
    let next: (id: String, job: Job)? = jobs.withLock { jobs in
      let same = jobs.filter { $0.value.kind == kind }
      if same.values.contains(where: { if case .running = $0.state { true } else { false } }) { return nil }
      let waiting = same.filter { if case .waiting = $0.value.state { true } else { false } }
      guard let first = waiting.min(by: { $0.key < $1.key }) else { return nil }
      jobs[first.key]?.state = .running
      return (first.key, first.value)
    }
    guard let next else { return }
    let thread = Thread { [self] in
      do {
        let result = try next.job.work { [self] part in
          let isEnded = jobs.withLock { jobs in
            jobs[next.id]?.progress = part
            return jobs[next.id]?.isEnded ?? true
          }
          if isEnded { throw Ended() }
        }
        end(next.id, .done(result))
      } catch {
        end(next.id, .failed(ServerProblem(error, isWriting: false)))
      }
      runNext(kind)
    }
    thread.name = kind.rawValue
    thread.stackSize = 16 << 20
    thread.start()
  }

  private func end(_ id: String, _ state: State) {
    jobs.withLock { jobs in
      guard let job = jobs[id] else { return }
      guard !job.isEnded else { return jobs[id] = nil }
      jobs[id]?.state = state
      jobs[id]?.endedAt = .now
      if case .done = state { jobs[id]?.progress = 1 }
    }
  }

  /// Ends a job, or forgets what came of it.
  ///
  /// - Returns: whether there is one that this caller may know.
  func end(_ id: String, for caller: Caller) -> Bool {
    jobs.withLock { jobs in
      guard let job = jobs[id], Self.mayKnow(job, caller) else { return false }
      // Whoever does it finds that it was ended, and stops.
      if case .running = job.state { jobs[id]?.isEnded = true } else { jobs[id] = nil }
      return true
    }
  }

  /// A job as JSON; nil where there is none that this caller may know.
  func json(_ id: String, for caller: Caller, _ language: Language) -> JSON? {
    guard let job = jobs.withLock({ $0[id] }), Self.mayKnow(job, caller) else { return nil }
    var fields: [JSON.Field] = [
      .init("job", .string(id)), .init("kind", .string(job.kind.rawValue)), .init("state", .string(job.state.name)),
      .init("progress", .number(String((job.progress * 1000).rounded() / 1000))),
    ]
    switch job.state {
    case .waiting, .running: break
    case .done(let result): fields.append(.init("result", result))
    case .failed(let problem): fields.append(.init("problem", problem.json(language, request: id)))
    }
    return .object(fields)
  }

  /// The jobs that a caller may know, the latest first, without what came of them.
  func list(for caller: Caller) -> JSON {
    let known = jobs.withLock { $0.filter { Self.mayKnow($0.value, caller) } }.sorted { $1.key < $0.key }
    return .array(
      known.map { id, job in
        .object([
          .init("job", .string(id)), .init("kind", .string(job.kind.rawValue)),
          .init("state", .string(job.state.name)), .init("account", .string(job.account.text)),
        ])
      })
  }

  private static func mayKnow(_ job: Job, _ caller: Caller) -> Bool {
    if job.isEnded { return false }
    if job.account == caller.account.id { return true }
    return if case .auditor = caller.kind { true } else { false }
  }
}

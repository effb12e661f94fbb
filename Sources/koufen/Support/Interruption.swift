import Foundation
import SQLiteEventStore
import Synchronization

/// Ctrl-C, SIGTERM and a closed terminal: the one place that hears them.
///
/// Work that looks ends by itself, by `check`, and leaves everything tidy. Work that cannot look, for it waits for input,
/// for a lock or for a reader, is ended by a thread of its own a moment later, or at the second signal: never within a
/// commit, so that what is said to be kept is kept, and all else was never there.
enum Interruption {
  /// What work throws that was asked to stop.
  struct Stopped: Error {}

  /// The exit code of a process that was stopped.
  static let exitCode: Int32 = 130
  /// Milliseconds that work has to end by itself.
  private static let grace: Int32 = 250
  /// Bytes of stack for the thread that ends the process.
  private static let stackBytes = 512 << 10

  private static let isHeard = Atomic<Bool>(false)
  private static let isEnding = Atomic<Bool>(false)
  private static let edge = NSLock()
  private static let wakers = Mutex<[@Sendable () -> Void]>([])
  private static let unfinished = Mutex<Set<FilePath>>([])
  nonisolated(unsafe) private static var pipe: [Int32] = [-1, -1]

  /// Begins to listen.
  static func listen() {
    Drafts.observe { path, isBegun in isBegun ? isUnfinished(path) : isFinished(path) }
    guard Foundation.pipe(&pipe) == 0 else { return }
    for descriptor in pipe { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(pipe[1], F_SETFL, O_NONBLOCK)
    unblock([SIGINT, SIGTERM, SIGHUP])
    let thread = Thread { endWhenAsked() }
    thread.stackSize = stackBytes
    thread.start()
    for number in [SIGINT, SIGTERM, SIGHUP] {
      var action = sigaction()
      // Who started this to go on after the terminal is closed, as nohup does, is obeyed.
      if number == SIGHUP, sigaction(number, nil, &action) == 0, action.isIgnored { continue }
      action = Foundation.sigaction()
      action.handle { _ in
        let before = errno
        var byte: UInt8 = 0
        _ = write(Interruption.pipe[1], &byte, 1)
        errno = before
      }
      sigaction(number, &action, nil)
    }
  }

  /// Lets the signals through: a parent may have started the process from a thread that wanted none.
  private static func unblock(_ numbers: [Int32]) {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in numbers { sigaddset(&signals, number) }
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// Whether Ctrl-C was pressed, or the process asked to end.
  static var isAsked: Bool { isHeard.load(ordering: .relaxed) }

  /// Ends work that was asked to stop.
  ///
  /// - Throws: `Stopped`; what the transaction did is then given up.
  static func check() throws {
    if isAsked { throw Stopped() }
  }

  /// Has `waker` called when the process is asked to end, on another thread: to wake work that waits.
  static func whenAsked(_ waker: @escaping @Sendable () -> Void) {
    wakers.withLock { $0.append(waker) }
    if isAsked { waker() }
  }

  /// From here on, until `leaveEdge`, the process is not ended: a transaction is being committed.
  static func enterEdge() { edge.lock() }

  /// The commit is over, and noted.
  static func leaveEdge() { edge.unlock() }

  /// Notes a file that is of no use unless it is finished; it is removed when the process is ended before.
  static func isUnfinished(_ path: FilePath) { unfinished.withLock { _ = $0.insert(path) } }

  /// The file is finished, or removed already.
  static func isFinished(_ path: FilePath) { unfinished.withLock { _ = $0.remove(path) } }

  /// Whoever calls this first ends the process; all others wait for that.
  static func claimEnd() {
    if !isEnding.exchange(true, ordering: .sequentiallyConsistent) { return }
    while true { pause() }
  }

  private static func endWhenAsked() {
    var byte: UInt8 = 0
    while read(pipe[0], &byte, 1) != 1 {}
    isHeard.store(true, ordering: .sequentiallyConsistent)
    for waker in wakers.withLock({ $0 }) { waker() }
    var second = pollfd(fd: pipe[0], events: Int16(POLLIN), revents: 0)
    poll(&second, 1, grace)
    edge.lock()
    claimEnd()
    for path in unfinished.withLock({ $0 }) { _ = path.withCString { unlink($0) } }
    let asked = AskedOutput.ofProcess
    Failure(Stopped(), language: asked.language).printAtOnce(asJSON: asked.isJSON)
    _exit(exitCode)
  }
}

extension sigaction {
  /// Whether the signal is ignored.
  fileprivate var isIgnored: Bool {
    #if canImport(Darwin)
      unsafeBitCast(__sigaction_u.__sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    #else
      unsafeBitCast(__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    #endif
  }

  /// Sets what is done with the signal; calls to the system go on where they were.
  fileprivate mutating func handle(_ handler: @escaping @convention(c) (Int32) -> Void) {
    #if canImport(Darwin)
      __sigaction_u.__sa_handler = handler
    #else
      __sigaction_handler.sa_handler = handler
    #endif
    sa_flags = Int32(bitPattern: UInt32(SA_RESTART))
  }
}

import Synchronization

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// SIGTERM, SIGINT and SIGHUP, heard by one thread.
enum Signals {
  /// Gives signals back their meaning: what was blocked or ignored when `koufen` became this process stays so else.
  /// The three are then blocked in all threads that are made from here on, so that only `listen` takes them.
  static func reset() {
    for number in 1..<Int32(32) where isIgnored(number) { signal(number, SIG_DFL) }
    signal(SIGPIPE, SIG_IGN)
    var all = sigset_t()
    sigemptyset(&all)
    for number in heard { sigaddset(&all, number) }
    pthread_sigmask(SIG_SETMASK, &all, nil)
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    guard sigaction(number, nil, &action) == 0 else { return false }
    #if canImport(Darwin)
      return unsafeBitCast(action.__sigaction_u.__sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    #else
      return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    #endif
  }

  private static let heard = [SIGTERM, SIGINT, SIGHUP]
  private static let hears = Mutex<(@Sendable (Int32) -> Void)?>(nil)

  /// Calls `hear` for each of the three, one after the other, for as long as the process lives.
  static func listen(_ hear: @escaping @Sendable (Int32) -> Void) {
    hears.withLock { $0 = hear }
    #if canImport(Darwin)
      var thread: pthread_t?
    #else
      var thread = pthread_t()
    #endif
    pthread_create(&thread, nil, { _ in Signals.wait() }, nil)
  }

  private static func wait() -> UnsafeMutableRawPointer? {
    var set = sigset_t()
    sigemptyset(&set)
    for number in heard { sigaddset(&set, number) }
    while true {
      var number: Int32 = 0
      guard sigwait(&set, &number) == 0 else { continue }
      let hear = hears.withLock { $0 }
      hear?(number)
    }
  }
}

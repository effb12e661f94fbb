import Foundation

/// A command whose answer may be longer than the screen, and is then shown through `$PAGER`.
protocol Paged {
  /// Whether the answer has an end.
  var mayPage: Bool { get }
}

extension Paged {
  var mayPage: Bool { true }
}

/// `$PAGER`, which shows an answer screen by screen.
struct Pager {
  /// The command of the shell that shows what it reads.
  private let command: String

  /// The pager asked for; nil where nobody can turn its pages, or none is wanted.
  init?() {
    guard let command = Environment["PAGER"], AskedOutput.ofProcess.mayPage,
      isatty(STDIN_FILENO) == 1, Terminal.output.width != nil
    else { return nil }
    self.command = command
  }

  /// A pager that runs.
  struct Running {
    /// Where it reads from.
    let descriptor: Int32
    fileprivate let process: pid_t

    /// Ends what it reads, and waits until it was left.
    func finish() {
      _ = Foundation.close(descriptor)
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }
  }

  /// Starts it; nil where it cannot be. Ctrl-C is its own from then on.
  func start() -> Running? {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var variables = ProcessInfo.processInfo.environment
    variables["LESS"] = variables["LESS"] ?? "FRX"
    variables["LV"] = variables["LV"] ?? "-c"
    guard let process = Self.spawn(command, variables.map { "\($0.key)=\($0.value)" }, reading: ends[0]) else {
      for end in ends { _ = Foundation.close(end) }
      return nil
    }
    _ = Foundation.close(ends[0])
    signal(SIGINT, SIG_IGN)
    return Running(descriptor: ends[1], process: process)
  }

  /// Runs a command of the shell that reads from a descriptor, in this process's group, so that the terminal is its own
  /// to read from, and with every signal as it is at first.
  private static func spawn(_ command: String, _ variables: [String], reading input: Int32) -> pid_t? {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for number in [SIGINT, SIGTERM, SIGPIPE, SIGHUP] { sigaddset(&signals, number) }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] { texts.map { strdup($0) } + [nil] }
    let (arguments, environment) = (copies(["sh", "-c", command]), copies(variables))
    defer { for text in arguments + environment { free(text) } }
    var process: pid_t = 0
    let fault = posix_spawn(&process, "/bin/sh", &actions, &attributes, arguments, environment)
    return fault == 0 ? process : nil
  }
}

import Foundation

/// The built tool as a process of its own.
public final class KoufenProcess {
  /// How it ended.
  public struct End: Sendable {
    /// The exit code; nil when a signal ended it.
    public let exit: Int32?
    /// What it printed.
    public let output: String
    /// What it said beside its answer.
    public let error: String

    /// What it printed, line by line.
    public var lines: [Substring] { output.split { $0 == "\n" || $0 == "\r\n" } }
  }

  /// What the process is not allowed to do.
  public enum Limit {
    /// No file may grow beyond so many blocks of 512 bytes: writing more fails.
    case fileBlocks(Int)
    /// The same, and the process dies at the write that would go beyond.
    case deadlyFileBlocks(Int)
    /// Its address space may not grow beyond so many kilobytes: asking for more ends it.
    case memory(kilobytes: Int)
    /// It may have no more than so many files open.
    case files(Int)
  }

  /// The binary: what `KOUFEN_BINARY` names, as a build for release that is to be tested, else the one built beside the tests.
  public static let binary: String = {
    if let named = ProcessInfo.processInfo.environment["KOUFEN_BINARY"] { return named }
    let bundles = Bundle.allBundles.map(\.bundleURL).filter { $0.pathExtension == "xctest" }
    let neighbours = bundles + [Bundle.main.executableURL].compactMap { $0 }
    let paths = neighbours.map { $0.deletingLastPathComponent().appending(path: "koufen").path }
    return paths.first { FileManager.default.isExecutableFile(atPath: $0) } ?? "koufen"
  }()

  private let process: ChildProcess
  private let output = Pipe()
  private let input: Pipe?
  private let errors: TemporaryFolder
  private var taken: [UInt8] = []

  /// Starts the tool on a store.
  ///
  /// - Parameters:
  ///   - arguments: the command and its arguments.
  ///   - store: the store's path.
  ///   - isFed: whether its standard input comes from `feed`.
  ///   - limit: what it is not allowed to do.
  ///   - environment: variables beside the few it is given.
  public convenience init(
    _ arguments: [String], store: String, isFed: Bool = false, limit: Limit? = nil, environment: [String: String] = [:]
  ) throws {
    try self.init(
      command: Self.command(arguments, limit), store: store, isFed: isFed, environment: environment)
  }

  private init(command: [String], store: String, isFed: Bool = false, environment: [String: String]) throws {
    errors = try TemporaryFolder()
    input = isFed ? Pipe() : nil
    let said = FileHandle(
      fileDescriptor: open(errors.file("stderr"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600), closeOnDealloc: true)
    signal(SIGPIPE, SIG_IGN)
    process = try ChildProcess(
      command[0], Array(command.dropFirst()),
      environment: ["KOUFEN_STORE": store, "LANG": "C", "PATH": "/usr/bin:/bin"].merging(environment) { $1 },
      input: input.map { .pipe($0) } ?? .nothing, output: .pipe(output), error: .file(said))
  }

  private static func command(_ arguments: [String], _ limit: Limit?) -> [String] {
    switch limit {
    case nil: [binary] + arguments
    case .fileBlocks(let blocks):
      ["/bin/sh", "-c", "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"", String(blocks), binary] + arguments
    case .deadlyFileBlocks(let blocks):
      ["/bin/sh", "-c", "ulimit -c 0; ulimit -f \"$0\"; exec \"$@\"", String(blocks), binary] + arguments
    case .files(let count):
      ["/bin/sh", "-c", "ulimit -n \"$0\"; exec \"$@\"", String(count), binary] + arguments
    case .memory(let kilobytes):
      ["/bin/sh", "-c", "ulimit -v \"$0\"; exec \"$@\"", String(kilobytes), binary] + arguments
    }
  }

  /// Runs the tool to its end.
  public static func run(
    _ arguments: [String], store: String, input: [UInt8]? = nil, limit: Limit? = nil,
    environment: [String: String] = [:]
  ) throws -> End {
    let process = try KoufenProcess(
      arguments, store: store, isFed: input != nil, limit: limit, environment: environment)
    if let input { process.feed(input) }
    return process.end()
  }

  /// Whether it has not ended yet.
  public var isRunning: Bool { process.isRunning }

  /// Writes to its standard input; a process that is gone takes nothing.
  public func feed(_ bytes: [UInt8]) {
    guard let handle = input?.fileHandleForWriting else { return }
    try? handle.write(contentsOf: Data(bytes))
  }

  /// Closes its standard input.
  public func endInput() { try? input?.fileHandleForWriting.close() }

  /// Waits until it has printed so many lines in all, or has ended; returns what it printed so far.
  @discardableResult
  public func awaitLines(_ count: Int) -> [Substring] {
    while taken.count(where: { $0 == UInt8(ascii: "\n") }) < count {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty { break }
      taken += data
    }
    return String(decoding: taken, as: UTF8.self).split(separator: "\n")
  }

  /// Kills it, as the kernel would when memory runs out.
  public func kill() { send(SIGKILL) }

  /// Sends it a signal.
  public func send(_ number: Int32) {
    #if canImport(Darwin)
      Darwin.kill(process.number, number)
    #else
      Glibc.kill(process.number, number)
    #endif
  }

  /// Waits until it listens to Ctrl-C and to SIGTERM, as the kernel knows, or has ended.
  public func awaitListening() {
    let all: UInt64 = 1 << UInt64(SIGINT - 1) | 1 << UInt64(SIGTERM - 1)
    while process.isRunning {
      let status = FileManager.default.contents(atPath: "/proc/\(process.number)/status") ?? Data()
      let caught = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("SigCgt:") }
      let signals = caught?.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) } ?? 0
      // A shell that is still to become the tool listens to nothing, or to other signals.
      if signals & all == all { return }
      sched_yield()
    }
  }

  /// Runs a script of the shell to its end; `$K` in it is the tool.
  public static func shell(_ script: String, store: String) throws -> End {
    try KoufenProcess(command: ["/bin/sh", "-c", script], store: store, environment: ["K": binary]).end()
  }

  /// Closes its input, reads what it still prints and waits for its end.
  public func end() -> End {
    endInput()
    taken += (try? output.fileHandleForReading.readToEnd()) ?? Data()
    let end = process.wait()
    let error = FileManager.default.contents(atPath: errors.file("stderr")) ?? Data()
    return End(
      exit: end.exit, output: String(decoding: taken, as: UTF8.self), error: String(decoding: error, as: UTF8.self))
  }
}

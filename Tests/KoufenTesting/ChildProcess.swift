import CChild
public import Foundation
import Synchronization

/// A program that a test runs.
///
/// Tests do not use Foundation's `Process`: as it starts a program it reads the list of this process's open files, of each entry more
/// than there is, and so may crash where some thirteen hundred are open; and it takes a program for running as long as anything
/// started by it is.
public final class ChildProcess: Sendable {
  /// What one of its first three descriptors is.
  public enum Line: Sendable {
    /// That of this process.
    case inherited
    /// Nothing is read, and what is written is gone.
    case nothing
    case file(FileHandle)
    /// A pipe, whose other end this process holds.
    case pipe(Pipe)

    fileprivate func descriptor(_ number: Int32) -> Int32 {
      switch self {
      case .inherited: number
      case .nothing: ChildProcess.nowhere
      case .file(let file): file.fileDescriptor
      case .pipe(let pipe): (number == 0 ? pipe.fileHandleForReading : pipe.fileHandleForWriting).fileDescriptor
      }
    }

    /// Leaves the program's end of a pipe to the program alone.
    fileprivate func letGo(_ number: Int32) {
      guard case .pipe(let pipe) = self else { return }
      try? (number == 0 ? pipe.fileHandleForReading : pipe.fileHandleForWriting).close()
    }
  }

  /// How it ended.
  public enum End: Sendable, Equatable {
    case exited(Int32)
    case signalled(Int32)

    /// The exit code; nil when a signal ended it.
    public var exit: Int32? {
      switch self {
      case .exited(let code): code
      case .signalled: nil
      }
    }
  }

  /// Its number, which the system gives to nobody else before its end was asked for.
  public let number: Int32
  private let known = Mutex<End?>(nil)
  private static let nowhere = open("/dev/null", O_RDWR | O_CLOEXEC)

  /// Starts a program in a group of its own, with none of this process's files but those of its lines.
  ///
  /// - Parameters:
  ///   - program: its path.
  ///   - environment: its variables; nil for those of this process.
  ///   - folder: where it starts; nil for where this process is.
  /// - Throws: `POSIXError` where it cannot be started.
  public init(
    _ program: String, _ arguments: [String], environment: [String: String]? = nil, folder: String? = nil,
    input: Line = .inherited, output: Line = .inherited, error: Line = .inherited
  ) throws {
    let variables = (environment ?? ProcessInfo.processInfo.environment).map { "\($0.key)=\($0.value)" }
    let lines = [input, output, error]
    let descriptors = lines.enumerated().map { $0.element.descriptor(Int32($0.offset)) }
    var number: Int32 = 0
    let fault = Self.withCStrings([program] + arguments) { arguments in
      Self.withCStrings(variables) { variables in
        child_start(program, arguments, variables, folder, descriptors, &number)
      }
    }
    guard fault == 0 else { throw POSIXError(POSIXErrorCode(rawValue: fault) ?? .EIO) }
    self.number = number
    for (number, line) in lines.enumerated() { line.letGo(Int32(number)) }
  }

  /// Runs a program to its end; what it printed and what it said beside come as one text.
  public static func run(
    _ program: String, _ arguments: [String], environment: [String: String]? = nil, folder: String? = nil
  ) throws -> (end: End, said: String) {
    let pipe = Pipe()
    let child = try ChildProcess(
      program, arguments, environment: environment, folder: folder, input: .nothing, output: .pipe(pipe),
      error: .pipe(pipe))
    let said = try pipe.fileHandleForReading.readToEnd() ?? Data()
    return (child.wait(), String(decoding: said, as: UTF8.self))
  }

  /// Waits for its end.
  @discardableResult
  public func wait() -> End {
    var information = siginfo_t()
    // It is left there for whoever asks, so that no two wait for the same number and one of them for a stranger's.
    while waitid(P_PID, id_t(number), &information, WEXITED | WNOWAIT) == -1, errno == EINTR {}
    return end(options: 0) ?? .exited(-1)
  }

  /// Whether it has not ended yet.
  public var isRunning: Bool { end(options: WNOHANG) == nil }

  private func end(options: Int32) -> End? {
    known.withLock { known in
      if let known { return known }
      var status: Int32 = 0
      var found: pid_t
      repeat { found = waitpid(number, &status, options) } while found == -1 && errno == EINTR
      guard found == number else { return nil }
      known = status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .signalled(status & 0x7F)
      return known
    }
  }

  private static func withCStrings<T>(_ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> T) -> T {
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
  }
}

import ArgumentParser
import EventStore
import Foundation
import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook

/// Why a command could not do what it was asked: what is printed, and the exit code.
struct Failure: Error {
  /// The exit code of the contract.
  var exit: Int32
  /// The code printed, such as `bad-input` or a refusal's.
  var code: String
  /// What happened, and what to do about it.
  var message: String
  /// The line of the input it is about.
  var line: Int?
  /// What else people are told, on lines of their own: how a command is called, where more is said.
  var more: [String] = []

  /// An exit code without a word: everything was said already.
  struct Quiet: Error {
    let exit: Int32
  }

  init(exit: Int32, code: String, message: String, line: Int? = nil) {
    self.exit = exit
    self.code = code
    self.message = message
    self.line = line
  }

  /// With a message in the language the arguments ask for.
  init(exit: Int32, code: String, zh: String, en: String, line: Int? = nil) {
    self.init(exit: exit, code: code, message: AskedOutput.ofProcess.language(zh: zh, en: en), line: line)
  }

  /// Words of a command line that do not go together, in the language the arguments ask for.
  static func usage(zh: String, en: String) -> Failure { Failure(exit: 64, code: "usage", zh: zh, en: en) }

  /// Whatever went wrong, as a failure.
  init(_ error: any Error, language: Language, line: Int? = nil) {
    switch error {
    case let failure as Failure: self = failure
    case is Interruption.Stopped: self.init(stopped: language)
    default:
      let problem = Problem(error, line: line)
      self.init(
        exit: problem.kind.exit, code: problem.code, message: language(problem.message), line: problem.line)
    }
  }

  private init(stopped language: Language) {
    let kept = Kept.words(language)
    self.init(
      exit: Interruption.exitCode, code: "interrupted",
      message: language(zh: "已中断：", en: "Interrupted: ")
        + (kept ?? language(zh: "本次所做均未保留", en: "nothing of this run was kept")) + language(zh: "。", en: "."))
  }

  /// Prints an error on stderr, with what was kept before it, and ends the process with its exit code.
  static func report(_ error: any Error) -> Never {
    if let quiet = error as? Quiet { Ending.end(quiet.exit) }
    if isOurs(error) {
      let asked = AskedOutput.ofProcess
      var failure = Failure(error, language: asked.language)
      if !(error is Interruption.Stopped), let kept = Kept.words(asked.language) {
        failure.message += asked.language(zh: "此前\(kept)。", en: " Before that, \(kept).")
      }
      StandardStream.output.release()
      failure.print(asJSON: asked.isJSON)
      Ending.end(failure.exit)
    }
    reportParser(error)
  }

  private static func isOurs(_ error: any Error) -> Bool {
    if error is Failure || error is Interruption.Stopped || Problem.isKnown(error) { return true }
    return !(error is CleanExit) && !(error is ExitCode) && Koufen.exitCode(for: error) == .failure
  }

  /// What a command ends with, or the parser answers: a version, a script of completions.
  private static func reportParser(_ error: any Error) -> Never {
    let code = Koufen.exitCode(for: error)
    let lines = Koufen.fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let stream = code == .success ? StandardStream.output : StandardStream.error
    StandardStream.output.release()
    if lines != [""] { for line in lines { stream.line(line.printable) } }
    Ending.end(code.rawValue)
  }

  /// Prints the failure on stderr, as the contract's JSON or as a line of text.
  func print(asJSON: Bool) { StandardStream.error.line(Array(text(asJSON: asJSON).utf8)) }

  /// The same past whatever is being written, and only if nobody has to be waited for.
  func printAtOnce(asJSON: Bool) {
    var watched = pollfd(fd: 2, events: Int16(POLLOUT), revents: 0)
    guard poll(&watched, 1, 0) > 0, Int32(watched.revents) & POLLOUT != 0 else { return }
    let bytes = Array((text(asJSON: asJSON) + "\n").utf8)
    _ = bytes.withUnsafeBytes { Foundation.write(2, $0.baseAddress, min($0.count, Int(PIPE_BUF))) }
  }

  /// What is printed, as the terminal has it.
  func text(asJSON: Bool) -> String {
    guard asJSON else {
      let place = line.map { AskedOutput.ofProcess.language(zh: "第 \($0) 行：", en: "line \($0): ") } ?? ""
      var said = Line("koufen: \(place)\(code):", .danger)
      said.add(" " + message)
      return ([said] + more.map { Line($0) }).flatMap(Terminal.error.set).joined(separator: "\n")
    }
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("error")
      writer.object { writer in write(to: &writer) }
    }
    return writer.text
  }

  /// Writes the fields of the failure.
  func write(to writer: inout JSONWriter) {
    writer.field("code", code)
    writer.field("message", message)
    if let line { writer.field("line", line) }
  }
}

extension Problem.Kind {
  /// The exit code of the contract.
  fileprivate var exit: Int32 {
    switch self {
    case .refused: 1
    case .usage: 64
    case .badInput: 65
    case .missing: 66
    case .unavailable: 69
    case .fault: 70
    case .inputOutput: 74
    }
  }
}

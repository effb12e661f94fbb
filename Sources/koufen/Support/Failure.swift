import ArgumentParser
import EventStore
import Foundation
import Ledger
import LedgerDomain
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

  /// Whatever went wrong, as a failure.
  init(_ error: any Error, language: Language, line: Int? = nil) {
    switch error {
    case let failure as Failure: self = failure
    case let refusal as Refusal: self.init(refusal, language, line)
    case let error as InputError: self.init(error.refusal, language, line)
    case let error as StoreError: self.init(error, language)
    case let error as RulebookError:
      self.init(exit: 65, code: "bad-rulebook", message: language(error.words), line: error.line)
    default: self.init(exit: 70, code: "internal", message: String(describing: error))
    }
  }

  private init(_ refusal: Refusal, _ language: Language, _ line: Int?) {
    switch refusal {
    case .badInput(let field, let expected):
      self.init(
        exit: 65, code: "bad-input",
        message: language(zh: "\(field)：应为 \(expected.zh)。", en: "\(field): expected \(expected.en)."), line: line)
    case .rules(let code, let found):
      let reason = language(code.reason)
      let met = found.map { language(zh: "（\($0)）。", en: " (\($0)).") }
      let sentence = met.map { String(reason.dropLast()) + $0 + (language == .zh ? "" : " ") }
      self.init(
        exit: 1, code: code.rawValue,
        message: (sentence ?? reason + (language == .zh ? "" : " ")) + language(code.remedy), line: line)
    }
  }

  private init(_ error: StoreError, _ language: Language) {
    switch error {
    case .busy(let words):
      self.init(
        exit: 69, code: "store-busy",
        message: language(
          zh: "\(words)。另一进程正持有写锁；可安全重试。",
          en: "\(words). Another process holds the lock; it is safe to try again."))
    case .conflict(let stream, let expected, let found):
      self.init(
        exit: 69, code: "store-conflict",
        message: language(
          zh: "\(stream)：应为第 \(expected) 条，实为 \(found)；可安全重试。",
          en: "\(stream): expected \(expected) next, found \(found); it is safe to try again."))
    case .idTaken(let id): self.init(exit: 1, code: "id-conflict", message: id)
    case .damaged(let words): self.init(exit: 70, code: "store-damaged", message: words)
    case .newer(let found, let known):
      self.init(
        exit: 70, code: "store-newer",
        message: language(
          zh: "账本由更新的版本创建（格式 \(found)，本程序支持到 \(known)）；请升级 koufen。",
          en: "The store was made by a newer koufen (layout \(found), this one knows \(known)); upgrade koufen."))
    case .inputOutput(let words): self.init(exit: 74, code: "input-output", message: words)
    case .place(let error): self.init(error, language)
    }
  }

  /// Prints an error on stderr and ends the process with its exit code.
  static func report(_ error: any Error) -> Never {
    Stream.output.flush()
    if let quiet = error as? Quiet { Foundation.exit(quiet.exit) }
    let asked = AskedOutput.ofProcess
    let isOurs =
      error is Failure || error is Refusal || error is InputError || error is StoreError || error is RulebookError
    var failure = Failure(error, language: asked.language)
    if !isOurs, error is CleanExit || error is ExitCode || Koufen.exitCode(for: error) != .failure {
      guard Koufen.exitCode(for: error) == .validationFailure else { Koufen.exit(withError: error) }
      failure = Failure(exit: 64, code: "usage", message: Koufen.message(for: error))
      if !asked.isJSON {
        let lines = Koufen.fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines { Stream.error.line(String(line).printable) }
        Foundation.exit(failure.exit)
      }
    }
    failure.print(asJSON: asked.isJSON)
    Foundation.exit(failure.exit)
  }

  /// Prints the failure on stderr, as the contract's JSON or as a line of text.
  func print(asJSON: Bool) {
    if asJSON {
      var writer = JSONWriter()
      writer.object { writer in
        writer.name("error")
        writer.object { writer in
          writer.field("code", code)
          writer.field("message", message)
          if let line { writer.field("line", line) }
        }
      }
      Stream.error.line(writer.text)
    } else {
      let place = line.map { "line \($0): " } ?? ""
      Stream.error.line("koufen: \(place)\(code): \(message.printable)")
    }
  }
}

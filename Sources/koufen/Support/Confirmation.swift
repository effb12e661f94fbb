import ArgumentParser
import Foundation
import LedgerDomain
import LedgerFormat
import Presentation

/// Asks a person before something is done that is not easily undone: the one place where anything is asked.
///
/// Asked is only where somebody can see the question and answer it: standard input and standard error are terminals.
struct Confirmation: ParsableArguments {
  @Flag(help: ArgumentHelp(zh: "不询问，直接执行。", en: "Go ahead without asking."))
  var yes = false

  /// What happens where nobody can be asked.
  enum Unattended {
    /// The work is done: a nightly job is not stopped.
    case goesAhead
    /// It counts as a no: nothing is done without `--yes`.
    case isNo
  }

  /// Returns when the answer is yes; the end of the input, and any other answer, is a no.
  ///
  /// - Parameters:
  ///   - question: what is to be done, as a question.
  ///   - unattended: what happens without terminals.
  /// - Throws: the failure `not-confirmed`, exit 1; nothing may have been kept by then.
  func ask(_ question: String, unattended: Unattended, language: Language) throws {
    if yes { return }
    guard Self.canAsk else {
      switch unattended {
      case .goesAhead: return
      case .isNo: throw Self.refusal(question, language)
      }
    }
    StandardStream.error.prompt(question + " [y/N] ")
    StandardStream.error.flush()
    guard Self.isYes(Self.readAnswer(upTo: 64) ?? "") else { throw Self.refusal(question, language) }
  }

  /// What is typed behind a prompt; nil at the end of the input.
  static func answer(to prompt: String) -> String? {
    StandardStream.error.prompt(prompt)
    StandardStream.error.flush()
    return readAnswer(upTo: Limits.textBytes)
  }

  /// That a question was not answered with yes.
  static func refusal(_ question: String, _ language: Language) -> Failure {
    Failure(
      exit: 1, code: "not-confirmed",
      message: language(
        zh: "\(question) 未获确认，什么也没有保留。请回答 y，或加 --yes。",
        en: "\(question) This was not confirmed, and nothing was kept. Answer y, or give --yes."))
  }

  /// Whether somebody sees what is asked and can answer.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  private static func isYes(_ answer: String) -> Bool {
    ["y", "yes", "是", "好"].contains(answer.trimmingCharacters(in: .whitespaces).lowercased())
  }

  /// One line of standard input, byte by byte so that nothing behind it is taken; nil at the end of the input.
  private static func readAnswer(upTo most: Int) -> String? {
    var answer: [UInt8] = []
    while true {
      var byte: UInt8 = 0
      let count = read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      // A line that was not ended is no answer; what is said next begins its own.
      guard count == 1 else {
        StandardStream.error.bytes([UInt8(ascii: "\n")])
        return nil
      }
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") { return String(decoding: answer, as: UTF8.self) }
      if answer.count < most { answer.append(byte) }
    }
  }
}

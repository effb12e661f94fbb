import Foundation
import LedgerAccess
import Presentation

/// What is typed and must not be seen, or comes in its place on standard input.
enum Typed {
  /// The first line of standard input, without its end.
  ///
  /// - Throws: bad input, exit 65, where it is empty, or no UTF-8.
  static func line() throws -> String {
    var bytes: [UInt8] = []
    let input = try Input(path: "-")
    while bytes.count <= 2 * PasswordRules.mostBytes, !bytes.contains(UInt8(ascii: "\n")),
      try input.read(upTo: 4096, into: &bytes)
    {}
    bytes = Array(bytes.prefix { $0 != UInt8(ascii: "\n") })
    if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
    guard let text = String(validating: bytes, as: UTF8.self), !text.isEmpty else {
      throw Failure(
        exit: 65, code: "bad-input", zh: "标准输入的第一行应为 UTF-8 的密码。",
        en: "Expected a password in UTF-8 on the first line of standard input.")
    }
    return text
  }

  /// What is typed twice on the terminal and not shown.
  ///
  /// - Throws: wrong usage where there is no terminal, bad input where the two differ.
  static func secretTwice(_ language: Language) throws -> String {
    guard Confirmation.canAsk else {
      throw Failure.usage(
        zh: "这里没有可以输入密码的终端；请用 --stdin 从标准输入读取。",
        en: "There is no terminal to type a password on. Read it from standard input with --stdin.")
    }
    let first = unseen(language(zh: "新密码： ", en: "New password: "))
    let second = unseen(language(zh: "再输入一次： ", en: "Again: "))
    guard let first, first == second else {
      throw Failure(
        exit: 65, code: "bad-input", zh: "两次输入不同，未作改动。", en: "The two differ, and nothing was changed.")
    }
    return first
  }

  /// What is typed behind a prompt, without showing it.
  private static func unseen(_ prompt: String) -> String? {
    var usual = termios()
    let isTerminal = tcgetattr(STDIN_FILENO, &usual) == 0
    if isTerminal {
      var silent = usual
      silent.c_lflag &= ~tcflag_t(ECHO)
      tcsetattr(STDIN_FILENO, TCSADRAIN, &silent)
      // Whoever presses Ctrl-C meanwhile sees again what is typed.
      Interruption.whenAsked { [usual] in
        var usual = usual
        tcsetattr(STDIN_FILENO, TCSANOW, &usual)
      }
    }
    defer { if isTerminal { tcsetattr(STDIN_FILENO, TCSADRAIN, &usual) } }
    let answer = Confirmation.answer(to: prompt)
    StandardStream.error.bytes([UInt8(ascii: "\n")])
    return answer
  }
}

import ArgumentParser
import LedgerDomain
import Presentation

extension Words {
  /// The text in the language this process was asked for: what a command says of itself is made once, before it is parsed.
  static func asked(zh: String, en: String) -> String { Language.ofProcess(zh: zh, en: en) }
}

extension ArgumentHelp {
  /// What an argument is for, in the language this process was asked for.
  init(zh: String, en: String) { self.init(stringLiteral: Words.asked(zh: zh, en: en)) }
}

extension Language {
  /// The language asked for by this process's arguments, else the locale's.
  static let ofProcess = AskedOutput.ofProcess.language
}

import ArgumentParser
import LedgerDomain
import Presentation

extension Words {
  /// The text in the language this process was asked for: what a command says of itself is made once, before it is parsed.
  static func asked(zh: String, en: String) -> String { Language.ofProcess(zh: zh, en: en) }
}

extension ArgumentHelp {
  /// What an argument is for, in the language this process was asked for.
  ///
  /// - Parameter value: what its value is called in help and errors; else, in English, as the property is.
  init(zh: String, en: String, value: ValueName? = nil) {
    self.init(stringLiteral: Words.asked(zh: zh, en: en))
    valueName = value.map { Language.ofProcess($0.words) }
  }

  /// Of the flag for Excel.
  static var excel: ArgumentHelp {
    ArgumentHelp(
      zh: "输出供 Excel 打开的 CSV：带字节序标记，标题用所选语言，金额以元计。",
      en: "Print CSV for Excel: with a byte-order mark, headings in the language, and money in yuan.")
  }

  /// Of the option for the language.
  static var language: ArgumentHelp {
    ArgumentHelp(
      zh: "语言（默认按配置文件，其次随系统区域设置）。", en: "The language (default: the configuration's, else the locale's).",
      value: .language)
  }
}

extension Language {
  /// The language asked for by this process's arguments, else the usual one.
  static let ofProcess = AskedOutput.ofProcess.language
}

import Ledger
import LedgerDomain
import LedgerFormat
import Presentation
import Rulebook

/// Something a person should know that changes neither the answer nor the exit code; it goes to stderr.
struct Warning {
  /// What it is about, for programs.
  let code: String
  /// What is so, and what to do about it.
  let message: Words
  /// The line of the input it is about; nil where it is about none.
  let line: Int?

  init(code: String, zh: String, en: String) {
    self.init(code: code, Words(zh: zh, en: en))
  }

  /// In both languages already.
  init(code: String, _ message: Words, line: Int? = nil) {
    self.code = code
    self.message = message
    self.line = line
  }

  /// Prints it: with `--format json` as `{"warning":{"code","message","line"}}`, else as a line of text.
  func say() { StandardStream.error.line(Array(text.utf8)) }

  /// What is printed, as the terminal has it.
  var text: String {
    let asked = AskedOutput.ofProcess
    let text = asked.language(message)
    guard asked.isJSON else {
      let place = line.map { asked.language(zh: "第 \($0) 行：", en: "line \($0): ") } ?? ""
      var said = Line("koufen: \(place)\(code):", .warning)
      said.add(" " + text)
      return Terminal.error.set(said).joined(separator: "\n")
    }
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("warning")
      writer.object { writer in
        writer.field("code", code)
        writer.field("message", text)
        if let line { writer.field("line", line) }
      }
    }
    return writer.text
  }
}

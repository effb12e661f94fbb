import Ledger
import LedgerDomain
import Rulebook
import LedgerFormat
import Presentation

/// Something a person should know that changes neither the answer nor the exit code; it goes to stderr.
struct Warning {
  /// What it is about, for programs.
  let code: String
  /// What is so, and what to do about it.
  let message: Words

  init(code: String, zh: String, en: String) {
    self.code = code
    message = Words(zh: zh, en: en)
  }

  /// Prints it: with `--format json` as `{"warning":{"code","message"}}`, else as a line of text.
  func say() {
    let asked = AskedOutput.ofProcess
    let text = asked.language(message)
    guard asked.isJSON else { return StandardStream.error.line("koufen: \(code): \(text.printable)") }
    var writer = JSONWriter()
    writer.object { writer in
      writer.name("warning")
      writer.object { writer in
        writer.field("code", code)
        writer.field("message", text)
      }
    }
    StandardStream.error.line(writer.text)
  }
}

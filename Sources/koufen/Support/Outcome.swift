import Ledger
import LedgerDomain
import LedgerFormat
import Presentation

/// A value of what a command says it did.
enum OutcomeValue {
  case number(Int)
  case text(String)
  case truth(Bool)
  case nothing
}

extension OutputOptions {
  /// Prints what was done: fields for programs, a sentence for people.
  func print(_ fields: [(name: StaticString, zh: String, value: OutcomeValue)], sentence: (Language) -> String) {
    switch format {
    case .table: show(sentence(language))
    case .json:
      var writer = JSONWriter()
      writer.object { writer in
        for (name, _, value) in fields {
          switch value {
          case .number(let number): writer.field(name, number)
          case .text(let text): writer.field(name, text)
          case .truth(let isTrue): writer.field(name, isTrue)
          case .nothing:
            writer.name(name)
            writer.value(.null)
          }
        }
      }
      StandardStream.output.line(writer.bytes)
    case .csv:
      var table = Table(sheet: fields.map { SheetColumn($0.name.description, zh: $0.zh) }, tableLanguage)
      table.rows = [
        fields.map { field in
          switch field.value {
          case .number(let number): String(number)
          case .text(let text): text
          case .truth(let isTrue): String(isTrue)
          case .nothing: ""
          }
        }
      ]
      for line in table.csv { StandardStream.output.line(line) }
    }
    StandardStream.output.flush()
  }
}
